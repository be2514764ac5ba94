"""Finds the best path through a quotation's words and the primary ones: alignment with affine gaps (Gotoh, 1982).

The quotation is used up from its first word to its last; the primary words may go on before and after, and may be left
out in between at a price for each cut and a small one for each word. So the words of one passage stay together, where
the fewest edits alone would take each word from wherever it stands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby, pairwise
from typing import TYPE_CHECKING, Literal

from onrecord.verify.forms import forms
from onrecord.verify.meaning import meaning

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Kind = Literal["same", "left_out", "put_in", "changed", "moved"]

CONTENT, SMALL = 300, 150
"""What a word that matches is worth; a "the" matches by chance. Whole numbers, so that what is equal is equal: of two
ways as good, the words said last are kept, as in "I mean, I can"."""

CHANGED = -150
PUT_IN, PUT_IN_MORE = 150, 100
LEFT_OUT, LEFT_OUT_MORE = 200, 12
"""The price of a cut, and of each word left out: 25 words cost as much as one that matches brings."""

SHOWN, SHOWN_MORE = 20, 2
"""The same at an ellipsis."""

LONG = 40
"""Printed words from which runs are looked for that surely stand beside one another."""

RUN = 5
"""Words of the runs that are looked at: those that stand once on either side."""

SURE = 12
"""Words of a run that the best path takes where no other run stands across it: it would have to put them in else."""

LOOSE = 3
"""Words at both ends of such a run that are left to the best path: one of them may fit better beside the next run."""

ASIDE = 40
"""Words by which the places of two such runs may differ: farther ones may cost more to reach than they bring."""

_NEVER = -(10**9)
_CUTS = ((False, LEFT_OUT, LEFT_OUT_MORE), (True, SHOWN, SHOWN_MORE))


@dataclass(frozen=True, slots=True)
class Part:
    """Printed tokens [i, j) beside primary tokens [k, l): the same, left out, put in, changed, or moved.

    Of moved words, the primary tokens stand elsewhere in the order.
    """

    kind: Kind
    i: int
    j: int
    k: int
    l: int  # noqa: E741

    @property
    def printed(self) -> int:
        return self.j - self.i

    @property
    def primary(self) -> int:
        return self.l - self.k


def best_path(ours: Sequence[str], theirs: Sequence[str], gaps: frozenset[int]) -> Iterator[Part]:
    """The parts of the best alignment, word by word or in runs, from the first printed word to the last."""
    import numpy as np

    numbers: dict[str, int] = {}
    keys = np.array([numbers.setdefault(word, len(numbers)) for word in theirs], np.int64)
    small, alike = meaning().small, _alike()
    count = len(theirs)
    best = np.zeros(count + 1, np.int32)
    put_in = np.full(count + 1, _NEVER, np.int32)
    places = np.arange(count + 1, dtype=np.int32)
    cuts = {shown: (price, more * places) for shown, price, more in _CUTS}
    beside, skipped = np.full((2, count + 1), _NEVER, np.int32)
    much, little, changed = np.array((CONTENT, SMALL, CHANGED), np.int32)
    rows: list[_Row | _Run] = []
    sure = {run.i: run for run in _sure(ours, theirs) if not any(gap in run.printed for gap in gaps)}
    i = 0
    while i < len(ours):
        if run := sure.get(i):
            brought = best[run.k] + sum(SMALL if word in small else CONTENT for word in ours[i : i + run.size])
            best, put_in = np.full((2, count + 1), _NEVER, np.int32)
            best[run.k + run.size] = brought
            rows.append(run)
            i += run.size
            continue
        word = ours[i]
        equal = keys == numbers.get(word, -1)
        for other in alike.get(word, ()):
            equal |= keys == numbers.get(other, -1)
        np.add(best[:-1], np.where(equal, little if word in small else much, changed), out=beside[1:])
        begun = best - PUT_IN
        going = put_in - PUT_IN_MORE
        put_in = np.maximum(begun, going)
        stepped = np.maximum(beside, put_in)
        i += 1
        price, more = cuts[i in gaps]
        slope = stepped + more
        highest = np.maximum.accumulate(slope)
        np.subtract(highest[:-1] - price, more[1:], out=skipped[1:])
        best = np.maximum(stepped, skipped)
        rows.append(_Row(beside >= put_in, going > begun, skipped > stepped, slope >= highest))
    end = int(np.argmax(stepped)) if len(ours) else 0
    yield from reversed(list(_steps(rows, end, ours, theirs)))


def _sure(ours: Sequence[str], theirs: Sequence[str]) -> Sequence["_Run"]:
    """The runs that the best path surely takes, of those that stand once on either side: none that stands before some
    of the others on one side and behind them on the other, and none at all where they lie far apart."""
    if len(ours) < LONG:
        return ()
    there = _once(theirs)
    once = [(i, there[run]) for run, i in _once(ours).items() if i >= 0 and there.get(run, -1) >= 0]
    rows = groupby(enumerate(once), lambda place: (place[1][0] - place[0], place[1][1] - place[0]))
    held = [_Run(*row[0][1], len(row) + RUN - 1) for row in ([*places] for _, places in rows)]
    kept = [run for n, run in enumerate(held) if run.size >= SURE and _is_apart(run, held[:n], held[n + 1 :])]
    if any(abs((b.k - a.k) - (b.i - a.i)) > ASIDE for a, b in pairwise(kept)):
        return ()
    return [_Run(run.i + LOOSE, run.k + LOOSE, run.size - 2 * LOOSE) for run in kept]


def _is_apart(run: "_Run", before: Sequence["_Run"], behind: Sequence["_Run"]) -> bool:
    """Whether a run shares none but loose words with those before and behind it, which stand there on both sides."""
    ends = ((one, run) for one in before), ((run, one) for one in behind)
    return all(min(b.i - a.i, b.k - a.k) >= a.size - LOOSE for a, b in chain(*ends))


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Each run of words, and where it begins; -1 where it stands more than once."""
    found: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - RUN + 1):
        run = tuple(words[at : at + RUN])
        found[run] = -1 if run in found else at
    return found


@cache
def _alike() -> dict[str, frozenset[str]]:
    """Words that may be one: 's and is, 'd and would."""
    pairs = [(short, long) for short, longs in forms().may_be.items() for long in longs]
    both = [*pairs, *((long, short) for short, long in pairs)]
    return {word: frozenset(other for one, other in both if one == word) for word, _ in both}


@dataclass(frozen=True, slots=True)
class _Run:
    """So many words, which are the same from a printed one and from a primary one on."""

    i: int
    k: int
    size: int

    @property
    def printed(self) -> range:
        return range(self.i, self.i + self.size)


@dataclass(frozen=True, slots=True)
class _Row:
    """How the best score of a printed word came about, at each primary word."""

    beside: "NDArray[np.bool_]"
    """Beside the primary word, rather than put in."""
    going: "NDArray[np.bool_]"
    """Put in together with the printed word before."""
    skipped: "NDArray[np.bool_]"
    """Primary words were left out after it."""
    highest: "NDArray[np.bool_]"
    """No better place to leave out words from stands before: they were left out from the last such one."""


def _steps(rows: "Sequence[_Row | _Run]", end: int, ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Part]:
    """The path from its end to its beginning."""
    i, k, going = len(ours), end, False
    for row in reversed(rows):
        if isinstance(row, _Run):
            yield Part("same", row.i, i, row.k, k)
            i, k = row.i, row.k
            continue
        if not going and i < len(ours) and row.skipped[k]:
            start = int(row.highest[:k].nonzero()[0][-1])
            yield Part("left_out", i, i, start, k)
            k = start
        if going or not row.beside[k]:
            going = bool(row.going[k])
            yield Part("put_in", i - 1, i, k, k)
        else:
            same = ours[i - 1] == theirs[k - 1] or theirs[k - 1] in _alike().get(ours[i - 1], ())
            yield Part("same" if same else "changed", i - 1, i, k - 1, k)
            k -= 1
        i -= 1
