"""Pairs the statements of two readings of one document: by their id first, then by what their contents share."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evals.lines import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """The statements that are in both readings, those that were lost, and those that were gained, in text order."""

    both: tuple[tuple[Statement, Statement], ...]
    lost: tuple[Statement, ...]
    gained: tuple[Statement, ...]


def pairing(before: Sequence[Statement], after: Sequence[Statement]) -> Pairing:
    """Each statement with at most one of the other reading: the one with its id, or else the likest that is left."""
    partners = dict(_by_id(before, after))
    left = [place for place in range(len(before)) if place not in partners]
    taken = set(partners.values())
    right = [place for place in range(len(after)) if place not in taken]
    partners |= _by_content(before, left, after, right)
    taken = set(partners.values())
    return Pairing(
        both=tuple((before[place], after[partners[place]]) for place in sorted(partners)),
        lost=tuple(one for place, one in enumerate(before) if place not in partners),
        gained=tuple(one for place, one in enumerate(after) if place not in taken),
    )


def _by_id(before: Iterable[Statement], after: Iterable[Statement]) -> Iterator[tuple[int, int]]:
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    for place, one in enumerate(after):
        places[one.id].append(place)
    for place, one in enumerate(before):
        if places[one.id]:
            yield place, places[one.id].popleft()


def _by_content(
    before: Sequence[Statement], left: Sequence[int], after: Sequence[Statement], right: Sequence[int]
) -> dict[int, int]:
    """The pairs with the likest contents, the likest first; of two that are as like, the earlier."""
    shared = _shared(before, left, after, right)
    likeness = {(a, b): common / (_length(before[a]) + _length(after[b]) - common) for (a, b), common in shared.items()}
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for a, b in sorted(likeness, key=lambda pair: (-likeness[pair], pair)):
        if a not in partners and b not in taken:
            partners[a] = b
            taken.add(b)
    return partners


def _shared(
    before: Sequence[Statement], left: Sequence[int], after: Sequence[Statement], right: Sequence[int]
) -> dict[tuple[int, int], int]:
    """How many characters the contents share, for those that share any.

    One walk over both readings' spans by where they begin: each is held against those that are still open, which are
    few, because contents that overlap are nested in one another.
    """
    spans = [(row.start, row.end, 0, place) for place in left for row in before[place].content]
    spans += [(row.start, row.end, 1, place) for place in right for row in after[place].content]
    found: defaultdict[tuple[int, int], int] = defaultdict(int)
    open_ends: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for start, end, side, place in sorted(spans):
        for held in open_ends:
            held[:] = [(until, other) for until, other in held if until > start]
        for until, other in open_ends[1 - side]:
            found[(other, place) if side else (place, other)] += min(end, until) - start
        if start < end:
            open_ends[side].append((end, place))
    return found


def _length(statement: Statement) -> int:
    return sum(row.end - row.start for row in statement.content)
