"""Counts what two readings of a text have in common: characters, fragments, and the shares that follow from them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model.base import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and their harmonic mean in per cent, with one digit."""

    precision: float
    recall: float
    f1: float


def score(*, right: int, predicted: int, found: int, gold: int) -> Score:
    """How many of the predicted are right, and how many of the gold are found; 0 where there are none."""
    precision, recall = right / max(1, predicted), found / max(1, gold)
    both = precision + recall
    return Score(precision=percent(precision), recall=percent(recall), f1=percent(2 * precision * recall / (both or 1)))


def share(part: int, whole: int) -> float:
    """A part of a whole in per cent; 0 where there is no whole."""
    return percent(part / max(1, whole))


def percent(value: float) -> float:
    """A share in per cent, with one digit."""
    return round(100 * value, 1)


def characters(spans: Iterable[Span], text: str) -> frozenset[int]:
    """The places of the spans' characters, white space apart."""
    return frozenset(at for span in spans for at in range(span.start, span.end) if not text[at].isspace())


def alike(a: frozenset[int], b: frozenset[int]) -> float:
    """The characters in both by the characters in either; 0 where there are none."""
    return len(a & b) / max(1, len(a | b))


def fragments(places: frozenset[int], text: str) -> Iterator[Span]:
    """The stretches that the characters of one part fill: apart by other words, or by a line break."""
    filled = sorted(places)
    first = 0
    for at, (here, following) in enumerate(pairwise(filled), 1):
        if _is_break(text[here + 1 : following]):
            yield Span(filled[first], here + 1)
            first = at
    if filled:
        yield Span(filled[first], filled[-1] + 1)


def _is_break(gap: str) -> bool:
    return "\n" in gap or bool(gap.strip())
