"""Finds the best path through a quotation's words and the primary ones: alignment with affine gaps (Gotoh, 1982).

The quotation is used up from its first word to its last; the primary words may go on before and after, and may be left
out in between at a price for each cut and a small one for each word. So the words of one passage stay together, where
the fewest edits alone would take each word from wherever it stands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
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
    """The parts of the best alignment, word by word, from the first printed word to the last."""
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
    rows: list[_Row] = []
    for i, word in enumerate(ours):
        equal = keys == numbers.get(word, -1)
        for other in alike.get(word, ()):
            equal |= keys == numbers.get(other, -1)
        np.add(best[:-1], np.where(equal, little if word in small else much, changed), out=beside[1:])
        begun = best - PUT_IN
        going = put_in - PUT_IN_MORE
        put_in = np.maximum(begun, going)
        stepped = np.maximum(beside, put_in)
        price, more = cuts[i + 1 in gaps]
        slope = stepped + more
        highest = np.maximum.accumulate(slope)
        np.subtract(highest[:-1] - price, more[1:], out=skipped[1:])
        best = np.maximum(stepped, skipped)
        rows.append(_Row(beside >= put_in, going > begun, skipped > stepped, slope >= highest))
    end = int(np.argmax(stepped)) if len(ours) else 0
    yield from reversed(list(_steps(rows, end, ours, theirs)))


@cache
def _alike() -> dict[str, frozenset[str]]:
    """Words that may be one: 's and is, 'd and would."""
    pairs = [(short, long) for short, longs in forms().may_be.items() for long in longs]
    both = [*pairs, *((long, short) for short, long in pairs)]
    return {word: frozenset(other for one, other in both if one == word) for word, _ in both}


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


def _steps(rows: Sequence[_Row], end: int, ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Part]:
    """The path from its end to its beginning."""
    i, k, going = len(rows), end, False
    first = True
    while i:
        row = rows[i - 1]
        if not going and not first and row.skipped[k]:
            start = int(row.highest[:k].nonzero()[0][-1])
            yield Part("left_out", i, i, start, k)
            k = start
        first = False
        if going or not row.beside[k]:
            going = bool(row.going[k])
            yield Part("put_in", i - 1, i, k, k)
        else:
            same = ours[i - 1] == theirs[k - 1] or theirs[k - 1] in _alike().get(ours[i - 1], ())
            yield Part("same" if same else "changed", i - 1, i, k - 1, k)
            k -= 1
        i -= 1
