"""What the signs of a line weigh for three questions, learned by training/posts.py and kept in data/posts.tsv: does a
post begin here, is a reader speaking, does the report end before it?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ALWAYS = "always"
"""The sign that every line has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """For each question the weight of each sign, in logarithms of odds; of other signs nothing is known."""

    start: Mapping[str, float]
    voice: Mapping[str, float]
    border: Mapping[str, float]


def weighed(weights: Mapping[str, float], signs: Iterable[str]) -> float:
    """The weights of these signs together."""
    return sum(weights.get(sign, 0.0) for sign in signs)


@cache
def learned() -> Weights:
    """The weights of the package."""
    held: dict[str, dict[str, float]] = {"start": {}, "voice": {}, "border": {}}
    text = (files("onrecord") / "data" / "posts.tsv").read_text(encoding="utf-8")
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            question, weight, sign = line.split("\t")
            held[question][sign] = float(weight)
    return Weights(**held)
