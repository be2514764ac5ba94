"""Finds the best path through a quotation's words and the primary ones: alignment with affine gaps (Gotoh, 1982).

The quotation is used up from its first word to its last; the primary words may go on before and after, and may be left
out in between at a price for each cut and a small one for each word. So the words of one passage stay together, where
the fewest edits alone would take each word from wherever it stands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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

_AT_ONCE = 64
"""Printed words whose scores are kept whole: 16 MB beside 8,000 primary words."""

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


def named(part: Part) -> Part:
    """A part that is not the same, by what it has of either side."""
    if part.kind == "same":
        return part
    return replace(part, kind="changed" if part.printed and part.primary else "put_in" if part.printed else "left_out")


def best_path(ours: Sequence[str], theirs: Sequence[str], gaps: frozenset[int]) -> Iterator[Part]:
    """The parts of the best alignment, word by word or in runs, from the first printed word to the last."""
    grid = _Grid(theirs)
    at = 0
    for run in _sure(ours, theirs):
        if not any(gap in run.printed for gap in gaps):
            grid.fill(ours[at : run.i], gaps)
            grid.jump(run, ours)
            at = run.i + run.size
    grid.fill(ours[at:], gaps)
    yield from reversed(list(grid.steps(ours)))


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
class _Rows:
    """How the best scores of some printed words came about, at each primary word."""

    beside: "NDArray[np.bool_]"
    """Beside the primary word, rather than put in."""
    going: "NDArray[np.bool_]"
    """Put in together with the printed word before."""
    skipped: "NDArray[np.bool_]"
    """Primary words were left out after it."""
    highest: "NDArray[np.bool_]"
    """No better place to leave out words from stands before: they were left out from the last such one."""


class _Grid:
    """The best scores of the printed words so far, each at every primary word, and how they came about."""

    def __init__(self, theirs: Sequence[str]) -> None:
        import numpy as np

        self.theirs = theirs
        self.numbers: dict[str, int] = {}
        self.keys = np.array([self.numbers.setdefault(word, len(self.numbers)) for word in theirs], np.int64)
        self.printed = 0
        self.pieces: list[_Rows | _Run] = []
        self.best = np.zeros(len(theirs) + 1, np.int32)
        """The best score after the last printed word, whatever was left out behind it."""
        self.stepped = self.best
        """The same where nothing was left out behind it."""
        self.put_in = np.full_like(self.best, _NEVER)
        """The best score of those that put in the last printed word."""
        self.prices = np.array([[PUT_IN], [PUT_IN_MORE]], np.int32) + np.zeros_like(self.best)
        places = np.arange(len(self.best), dtype=np.int32)
        self.cuts = {shown: (more * places, price + more * places[1:]) for shown, price, more in _CUTS}

    def fill(self, words: Sequence[str], gaps: frozenset[int]) -> None:
        """The next printed words have their scores."""
        for first in range(0, len(words), _AT_ONCE):
            self._fill(words[first : first + _AT_ONCE], gaps)

    def _fill(self, words: Sequence[str], gaps: frozenset[int]) -> None:
        import numpy as np

        table = np.full((8, len(words), len(self.best)), _NEVER, np.int32)
        begun_price, going_price = self.prices
        best, before = self.best, self.put_in
        for worth, beside, begun, going, put_in, stepped, slope, highest, skipped in zip(
            self._worth(words), *table, strict=True
        ):
            self.printed += 1
            np.add(best[:-1], worth, out=beside[1:])
            np.subtract(best, begun_price, out=begun)
            np.subtract(before, going_price, out=going)
            before = np.maximum(begun, going, out=put_in)
            np.maximum(beside, put_in, out=stepped)
            more, price = self.cuts[self.printed in gaps]
            np.add(stepped, more, out=slope)
            np.maximum.accumulate(slope, out=highest)
            np.subtract(highest[:-1], price, out=skipped[1:])
            best = np.maximum(stepped, skipped)
        self.best, self.put_in, self.stepped = best, before, stepped
        beside, begun, going, put_in, stepped, slope, highest, skipped = table
        self.pieces.append(_Rows(beside >= put_in, going > begun, skipped > stepped, slope >= highest))

    def _worth(self, words: Sequence[str]) -> "NDArray[np.int32]":
        """What each printed word is worth beside each primary one."""
        import numpy as np

        small, alike = meaning().small, _alike()
        values = np.array([SMALL if word in small else CONTENT for word in words], np.int32)
        keys = np.array([self.numbers.get(word, -1) for word in words], np.int64)
        equal = keys[:, None] == self.keys
        for n, word in enumerate(words):
            for other in alike.get(word, ()):
                equal[n] |= self.keys == self.numbers.get(other, -1)
        return np.where(equal, values[:, None], np.int32(CHANGED))

    def jump(self, run: _Run, ours: Sequence[str]) -> None:
        """The next printed words stand beside the primary ones of the run."""
        small = meaning().small
        brought = self.best[run.k] + sum(SMALL if word in small else CONTENT for word in ours[run.i : run.i + run.size])
        self.best, self.put_in = self.best * 0 + _NEVER, self.best * 0 + _NEVER
        self.best[run.k + run.size] = brought
        self.printed += run.size
        self.pieces.append(run)

    def steps(self, ours: Sequence[str]) -> Iterator[Part]:
        """The path from its end to its beginning."""
        i, k, going = len(ours), int(self.stepped.argmax()), False
        for piece in reversed(self.pieces):
            if isinstance(piece, _Run):
                yield Part("same", piece.i, i, piece.k, k)
                i, k = piece.i, piece.k
                continue
            for n in reversed(range(len(piece.beside))):
                if not going and i < len(ours) and piece.skipped[n, k]:
                    start = int(piece.highest[n, :k].nonzero()[0][-1])
                    yield Part("left_out", i, i, start, k)
                    k = start
                if going or not piece.beside[n, k]:
                    going = bool(piece.going[n, k])
                    yield Part("put_in", i - 1, i, k, k)
                else:
                    yield Part("same" if self._are_same(ours[i - 1], k - 1) else "changed", i - 1, i, k - 1, k)
                    k -= 1
                i -= 1

    def _are_same(self, word: str, k: int) -> bool:
        return word == self.theirs[k] or self.theirs[k] in _alike().get(word, ())
