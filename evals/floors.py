"""Holds measured figures against those that are pinned in floors.yml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

FILE = Path(__file__).with_name("floors.yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """The least that some figures must be, and the most that others may be, by the figure's words."""

    at_least: Mapping[str, float]
    at_most: Mapping[str, float]


def pinned(path: Path, measured: str) -> Floors:
    """The floors of what is measured. Raises ValueError where the file has none for it."""
    try:
        told = msgspec.yaml.decode(path.read_bytes(), type=dict[str, dict[str, dict[str, float]]])
    except msgspec.DecodeError as error:
        raise ValueError(f"{path}: {error}") from error
    if measured not in told:
        raise ValueError(f"{path} has floors for {', '.join(told)}, none for {measured}")
    return Floors(at_least=told[measured].get("at least", {}), at_most=told[measured].get("at most", {}))


def fallen(floors: Floors, figures: Mapping[str, float]) -> Iterator[str]:
    """A sentence for each figure that is beyond its floor; a figure that was not measured has fallen too."""
    for name, floor in floors.at_least.items():
        if name not in figures or figures[name] < floor:
            yield f"{name} is {figures.get(name, 'not measured')}, and must be at least {floor}"
    for name, ceiling in floors.at_most.items():
        if name not in figures or figures[name] > ceiling:
            yield f"{name} is {figures.get(name, 'not measured')}, and may be at most {ceiling}"
