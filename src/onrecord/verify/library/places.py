"""Where in all segments of an index a quotation may stand: the places on which most of its runs of words agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.verify.library.index import RUN, Hashes, Index

Ints = NDArray[np.int64]

BEHIND = 2
"""A place on which fewer than half as many runs agree as on the best one is not looked at."""

SPREAD = 24
"""Words by which the places of one passage may differ, for what was dropped or put in."""

_APART = 33
"""Bits of a number among all segments that are its number in one: places of two segments are never near one another."""

_FIRST = 1 << 32
"""The number of a segment's first word in that numbering: a quotation may seem to begin before it."""


class Place(NamedTuple):
    """A stretch of the numbered words of a segment in which a quotation may stand, and how many of its runs say so."""

    segment: int
    start: int
    end: int
    runs: int


@dataclass(frozen=True, slots=True)
class Postings:
    """Where the rarest runs of a quotation of so many words may stand: each run's place in the quotation, and a number
    among the words of all segments. `looked_at` is how many runs these are."""

    offsets: Ints
    numbers: Ints
    length: int
    looked_at: int

    def words(self, runs: int) -> int:
        """How many of the quotation's words stand, at most, where so many runs agree: one that lacks breaks RUN."""
        return self.length - -(-(self.looked_at - runs) // RUN)


def near(indexes: Sequence[Index], asked: Hashes, length: int, *, most: int) -> Postings:
    """The numbers at which the runs of a quotation of so many words may stand: of its rarest runs, until `most` are
    reached, and of one at least. "One of the" alone has thousands."""
    bounds = np.array([index.bounds(asked) for index in indexes], np.int64)
    counts = (bounds[:, 1] - bounds[:, 0]).sum(axis=0)
    rarest = np.argsort(counts, kind="stable")
    kept = rarest[: max(1, int(np.searchsorted(np.cumsum(counts[rarest]), most, side="right")))]
    held = bounds[:, :, kept]
    numbers: list[Ints] = []
    for n, (index, (firsts, lasts)) in enumerate(zip(indexes, held.tolist(), strict=True)):
        found = [index.numbers[a:b] for a, b in zip(firsts, lasts, strict=True) if a < b]
        numbers += (np.concatenate(found).astype(np.int64) + (_FIRST + (n << _APART)),) if found else ()
    offsets = np.repeat(np.tile(kept, len(indexes)), (held[:, 1] - held[:, 0]).ravel())
    return Postings(offsets, np.concatenate(numbers) if numbers else np.zeros(0, np.int64), length, len(kept))


def places(found: Postings, *, most: int) -> tuple[Place, ...]:
    """The stretches on which most of a quotation's runs agree, best first.

    A run at place i of the quotation and at number p of the texts says that the quotation begins near p - i. Where so
    few agree that it comes far behind the best, a stretch is left out.
    """
    if not len(found.numbers):
        return ()
    wide = max(1, found.length).bit_length()
    told = ((found.numbers - found.offsets) << wide) | found.offsets
    sorted_ = np.sort(told, kind="stable")  # each bucket is in order, so that merging is a quarter of the work
    begins, offsets = sorted_ >> wide, sorted_ & ((1 << wide) - 1)
    groups = np.concatenate(([0], np.flatnonzero(np.diff(begins) > SPREAD) + 1, [len(begins)]))
    agreeing = _agreeing(offsets, groups, wide)
    good = np.flatnonzero(agreeing * BEHIND >= agreeing.max())
    best_first = good[np.argsort(-agreeing[good], kind="stable")][:most]
    firsts, lasts = groups[best_first], groups[best_first + 1]
    taken: list[Place] = []
    best = 0
    for a, b, begin, end, runs in zip(
        firsts.tolist(),
        lasts.tolist(),
        begins[firsts].tolist(),
        begins[lasts - 1].tolist(),
        agreeing[best_first].tolist(),
        strict=True,
    ):
        if runs * BEHIND < best:
            break
        held = [(begin, end, runs)] if end - begin <= SPREAD else _windows(begins[a:b], offsets[a:b])
        taken += (_place(first, last + found.length, runs) for first, last, runs in held)
        best = max(best, held[0][2])
    return tuple(sorted((p for p in taken if p.runs * BEHIND >= best), key=lambda place: -place.runs)[:most])


def elsewhere(told: Sequence[Place], *, most: int) -> int:
    """How many runs agree, at most, on a place that is not among those told."""
    if len(told) >= most:
        return told[-1].runs
    return (told[0].runs - 1) // BEHIND if told else 0


def _agreeing(offsets: Ints, groups: Ints, wide: int) -> Ints:
    """How many runs of a quotation each group has: one that stands there often counts once. Of groups so small that
    they come far behind the best one it is not told."""
    sizes = np.diff(groups)
    agreeing = np.minimum(sizes, 1)
    largest = int(sizes.argmax())
    best = len(set(offsets[groups[largest] : groups[largest + 1]].tolist()))
    large = (sizes > 1) & (sizes * BEHIND >= best)
    several = np.flatnonzero(large)
    if len(several):
        told = np.sort((np.repeat(several, sizes[several]) << wide) | offsets[np.repeat(large, sizes)])
        of = told[np.diff(told, prepend=-1) > 0] >> wide
        agreeing[several] = np.bincount(of, minlength=len(sizes))[several]
    return agreeing


def _windows(group: Ints, offsets: Ints) -> list[tuple[int, int, int]]:
    """Where the places of a group begin and end, and how many runs agree on each. In a small index strangers chain
    places together that lie far apart, so that those within SPREAD of one another are taken on which most agree."""
    low = group.searchsorted(group - SPREAD)
    return _best(group, low, _told(offsets, low))


def _told(offsets: Ints, low: Ints) -> Ints:
    """How many runs stand in each window, from the place `low` to its own: one that stands there often counts once, as
    the first of its kind since `low`."""
    order = np.argsort(offsets, kind="stable")
    again = np.flatnonzero(np.diff(offsets[order]) == 0)
    before = np.full(len(offsets), -1)
    before[order[again + 1]] = order[again]
    places = np.arange(len(offsets))
    counted = np.maximum(places, low.searchsorted(before, side="right"))
    dropped = np.maximum(counted, low.searchsorted(places, side="right"))
    steps = np.bincount(counted, minlength=len(low) + 1) - np.bincount(dropped, minlength=len(low) + 1)
    return np.cumsum(steps[:-1])


def _best(group: Ints, low: Ints, told: Ints) -> list[tuple[int, int, int]]:
    """The windows on which most runs agree that do not overlap, and no fewer than half as many as on the best."""
    good = np.flatnonzero(2 * told >= told.max())
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, int, int]] = []
    for high in good[np.argsort(-told[good], kind="stable")].tolist():
        first = int(low[high])
        if all(high < one or first > other for one, other in taken):
            taken.append((first, high))
            found.append((int(group[first]), int(group[high]), int(told[high])))
    return found


def _place(begin: int, end: int, runs: int) -> Place:
    segment = begin >> _APART
    first = _FIRST + (segment << _APART)
    return Place(segment, max(0, begin - first), max(0, end - first), runs)
