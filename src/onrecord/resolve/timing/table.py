"""What vague words of time are taken to mean: data/times.yml as one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

Reach = tuple[int, int]
"""The first and the last step that is meant, both included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeTable:
    """Reaches in days by unit, parts of periods in steps, and the first month of each season."""

    week_slack: int
    undated_post: Reach
    coming: Mapping[str, Reach]
    recent: Mapping[str, Reach]
    few: Mapping[str, Reach]
    several: Mapping[str, Reach]
    plural: Mapping[str, Reach]
    parts: Mapping[str, Mapping[str, Reach]]
    seasons: Mapping[str, int]


def load_time_table() -> TimeTable:
    """The packaged table."""
    import yaml

    raw = yaml.safe_load((files("onrecord") / "data" / "times.yml").read_text(encoding="utf-8"))
    return TimeTable(
        week_slack=raw["week_slack"],
        undated_post=tuple(raw["undated_post"]),
        coming=_reaches(raw["coming"]),
        recent=_reaches(raw["recent"]),
        few=_reaches(raw["few"]),
        several=_reaches(raw["several"]),
        plural=_reaches(raw["plural"]),
        parts={period: _reaches(parts) for period, parts in raw["parts"].items()},
        seasons=raw["seasons"],
    )


def _reaches(raw: Mapping[str, list[int]]) -> dict[str, Reach]:
    return {name: (first, last) for name, (first, last) in raw.items()}
