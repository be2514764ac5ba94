"""Lays a printed quotation beside primary words: which words are the same, left out, put in, changed, moved.

Both sides are tokens (`onrecord.verify.tokens`). The best path is found (`onrecord.verify.paths`); words that match
only by chance, far from the rest, are let go, and words that were moved are told from words that were changed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from onrecord.verify.forms import forms
from onrecord.verify.moves import moves
from onrecord.verify.paths import Kind, Part, best_path, named
from onrecord.verify.tokens import CURRENCIES, GAP, Token

STRAY = 3
"""Words at most that match by chance: a "the" or an "of the" far from the rest of the quotation."""

FAR = 4
"""Primary words left out beside a stray match, for each word that matches, beyond which it is one."""

CELLS = 40_000_000
"""Pairs of words up to which the best path is found: 5,000 printed words in 8,000, which takes half a second."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The tokens of both sides, and the parts of the quotation in its order, from its first to its last word."""

    printed: tuple[Token, ...]
    primary: tuple[Token, ...]
    parts: tuple[Part, ...]
    gaps: frozenset[int] = frozenset()
    """The printed tokens before which an ellipsis stands."""

    @property
    def matched(self) -> int:
        """How many printed words stand in the primary text."""
        return sum(part.printed for part in self.parts if part.kind in ("same", "moved"))

    @property
    def cost(self) -> tuple[int, int]:
        """How many words differ, and how many are contracted on one side only: of several passages, the least is it."""
        differing = sum(part.printed + part.primary for part in self.parts if part.kind != "same")
        return differing, sum(1 for _ in contracted(self))

    @property
    def score(self) -> float:
        """The share of the printed words that stand in the primary text; of those in brackets none need to."""
        there = [at for part in self.parts if part.kind in ("same", "moved") for at in range(part.i, part.j)]
        plain = sum(not token.bracketed for token in self.printed)
        return sum(not self.printed[at].bracketed for at in there) / plain if plain else 0.0

    @property
    def start(self) -> int:
        """The first primary token that matches."""
        return min((part.k for part in self.parts if part.kind in ("same", "moved")), default=0)

    @property
    def end(self) -> int:
        """The end of the last primary token that matches."""
        return max((part.l for part in self.parts if part.kind in ("same", "moved")), default=0)


def contracted(alignment: Alignment) -> Iterator[tuple[int, int]]:
    """The printed and primary tokens that are the same but that one side contracts: "do not" and "don’t"."""
    ours, theirs = alignment.printed, alignment.primary
    for part in alignment.parts:
        if part.kind != "same" or part.printed != part.primary:
            continue
        for a, b in zip(range(part.i, part.j), range(part.k, part.l), strict=True):
            if ours[a].key != theirs[b].key or (joined(ours, a) != joined(theirs, b) and _apart(ours, theirs, a, b)):
                yield a, b


def _apart(ours: Sequence[Token], theirs: Sequence[Token], a: int, b: int) -> bool:
    """Whether two tokens, of which one was read together with that before, are none of one number."""
    number = ours[a].key[0].isdigit() or ours[a].key in CURRENCIES
    return joined(ours, a + 1) == joined(theirs, b + 1) and not number


def joined(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token was read from the same word as the one before."""
    return 0 < at < len(tokens) and tokens[at].start == tokens[at - 1].start


def words_of(printed: Sequence[Token]) -> tuple[Token, ...]:
    """The printed tokens without ellipses."""
    return tuple(token for token in printed if token.key != GAP)


def gaps_of(printed: Sequence[Token]) -> frozenset[int]:
    """The places, among the printed words, before which an ellipsis stands."""
    found, at = set(), 0
    for token in printed:
        if token.key == GAP:
            found.add(at)
        else:
            at += 1
    return frozenset(found)


def align(printed: Sequence[Token], primary: Sequence[Token], gaps: frozenset[int] = frozenset()) -> Alignment:
    """The alignment of a quotation's words with the stretch of primary words. `gaps` are the printed words before which
    an ellipsis stands."""
    keys, others = (tuple(token[0] for token in side) for side in (printed, primary))
    ours, places = _expanded(printed, keys, others)
    theirs, _ = _expanded(primary, others, keys)
    keys, others = (tuple(token[0] for token in side) for side in (ours, theirs))
    shown = frozenset(places[gap] for gap in gaps if gap < len(places))
    parts = _in_order(keys, others, shown)
    return Alignment(ours, theirs, moves(keys, others, parts) or parts, shown)


def _expanded(
    tokens: Sequence[Token], keys: tuple[str, ...], beside: tuple[str, ...]
) -> tuple[tuple[Token, ...], Sequence[int]]:
    """The tokens, where for a short form without its apostrophe ("were" for "we’re") stand those of the long one, if
    the other side has it; and where each of them stands then."""
    known = forms().ambiguous
    short = known.keys() & keys
    if short:
        pairs = set(pairwise(beside))
        short = {key for key in short.difference(beside) if known[key] in pairs}
    if not short:
        return tuple(tokens), range(len(tokens) + 1)
    longs = [known[token.key] if token.key in short else (token.key,) for token in tokens]
    made = tuple(
        token if key == token.key else token._replace(key=key)
        for token, long in zip(tokens, longs, strict=True)
        for key in long
    )
    return made, [*accumulate(map(len, longs), initial=0)]


def _in_order(ours: tuple[str, ...], theirs: tuple[str, ...], gaps: frozenset[int]) -> tuple[Part, ...]:
    """The parts of the alignment in which no word is moved."""
    if (k := place_of(ours, theirs)) is not None:
        return (Part("same", 0, len(ours), k, k + len(ours)),)
    steps = _cheap(ours, theirs) if len(ours) * len(theirs) > CELLS else best_path(ours, theirs, gaps)
    parts = list(_joined(steps))
    for _ in range(2):  # what was let go may stand beside the rest, too
        parts = _without_strays(list(_evened(parts, ours, theirs)), gaps)
    return tuple(_trimmed(parts, len(theirs)))


def place_of(run: Sequence[str], words: Sequence[str]) -> int | None:
    """Where some words stand in others as they are, one after the other."""
    if not run:
        return None
    run, words = tuple(run), tuple(words)
    first, count = run[0], len(run)
    return next((k for k, word in enumerate(words) if word == first and words[k : k + count] == run), None)


def _cheap(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Part]:
    """The fewest edits, in linear space, for a quotation as long as a chapter."""
    from rapidfuzz.distance import Levenshtein

    kinds: dict[str, Kind] = {"equal": "same", "delete": "put_in", "insert": "left_out", "replace": "changed"}
    for c in Levenshtein.opcodes(ours, theirs):
        yield Part(kinds[c.tag], c.src_start, c.src_end, c.dest_start, c.dest_end)


def shared_words(printed: Sequence[str], primary: Sequence[str]) -> int:
    """How many of the printed words stand in the primary ones in their order: a quick look before aligning."""
    from rapidfuzz.distance import LCSseq

    return int(LCSseq.similarity(printed, primary))


def _evened(parts: Sequence[Part], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Part]:
    """The parts, where forms of one word are the same: "we're" printed "were", "healthcare" printed in two words."""
    for part in _joined(parts):
        if part.kind != "changed":
            yield part
            continue
        yield from _joined(_split(part, ours, theirs))


def _split(part: Part, ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Part]:
    """A changed part, from both ends on as the same where the words are forms of one another."""
    i, j, k, l = part.i, part.j, part.k, part.l  # noqa: E741
    head: list[Part] = []
    while i < j and k < l and (step := _same_forms(ours[i:j], theirs[k:l])):
        head.append(Part("same", i, i + step[0], k, k + step[1]))
        i, k = i + step[0], k + step[1]
    tail: list[Part] = []
    while i < j and k < l and (step := _same_forms(ours[i:j][::-1], theirs[k:l][::-1], backwards=True)):
        tail.append(Part("same", j - step[0], j, l - step[1], l))
        j, l = j - step[0], l - step[1]  # noqa: E741
    yield from head
    if i < j or k < l:
        yield Part("changed" if i < j and k < l else "put_in" if i < j else "left_out", i, j, k, l)
    yield from reversed(tail)


def _same_forms(ours: Sequence[str], theirs: Sequence[str], *, backwards: bool = False) -> tuple[int, int] | None:
    """How many words of each begin the two that are forms of the same."""
    for a in range(1, min(3, len(ours)) + 1):
        for b in range(1, min(3, len(theirs)) + 1):
            one, other = ours[:a], theirs[:b]
            if backwards:
                one, other = one[::-1], other[::-1]
            if _equal(one, other):
                return a, b
    return None


def _equal(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two short runs of words are forms of one another."""
    if "".join(one) == "".join(other):
        return _joinable(one) and _joinable(other)
    known = forms()
    if len(one) == len(other) == 1:
        return other[0] in known.may_be.get(one[0], ()) or one[0] in known.may_be.get(other[0], ())
    for short, long in ((one, other), (other, one)):
        if len(short) == 1 and known.ambiguous.get(short[0]) == tuple(long):
            return True
    return False


def _joinable(words: Sequence[str]) -> bool:
    """Whether words may be written as one: "health care", "G 20", a year ("19 84"), figures one by one ("7 4 7"),
    thousands with a slip between ("33, 000"). But "2 3" is not 23, nor "20, 300" 20300, nor "not able" notable."""
    if len(words) == 1:
        return True
    if sum(word.isdigit() for word in words) < 2:
        return "not" not in words
    if words[-1] == "000":
        return len(words[0]) <= 3 and all(len(word) == 3 for word in words[1:])
    if len(words) == 2:
        return len(words[1]) == 2 and 13 <= int(words[0]) <= 20
    return all(len(word) == 1 for word in words)


def _without_strays(parts: list[Part], shown: frozenset[int]) -> list[Part]:
    """The parts, where few words that match far from the others don't."""
    same = [at for at, part in enumerate(parts) if part.kind == "same"]
    most = max((parts[at].printed for at in same), default=0)
    found = list(parts)
    for at in same:
        gaps = [0 if parts[at].i in shown else parts[at - 1].primary] if at > same[0] else []
        gaps += [0 if parts[at].j in shown else parts[at + 1].primary] if at < same[-1] else []
        if parts[at].printed <= STRAY and parts[at].printed < most and gaps and min(gaps) > FAR * parts[at].printed:
            found[at] = replace(parts[at], kind="changed")
    return list(_joined(found))


def _joined(parts: Iterator[Part] | Sequence[Part]) -> Iterator[Part]:
    """The parts, where what is the same in a row is one part, and what is not, too."""
    held: Part | None = None
    for part in parts:
        if held is None:
            held = part
        elif (held.kind == "same") == (part.kind == "same"):
            held = Part("same" if part.kind == "same" else "changed", held.i, part.j, held.k, part.l)
        else:
            yield named(held)
            held = part
    if held is not None:
        yield named(held)


def _trimmed(parts: list[Part], end: int) -> list[Part]:
    """The parts without the primary words before the first that matches and after the last; printed words there are put
    in, or changed from as many primary ones."""
    same = [at for at, part in enumerate(parts) if part.kind == "same"]
    if not same:
        return [Part("put_in", parts[0].i, parts[-1].j, 0, 0)] if parts and parts[-1].j else []
    head, tail = parts[: same[0]], parts[same[-1] + 1 :]
    found = parts[same[0] : same[-1] + 1]
    if head and head[-1].j > head[0].i:
        count, first = head[-1].j - head[0].i, found[0].k
        found.insert(0, named(Part("changed", head[0].i, head[-1].j, max(0, first - count), first)))
    if tail and tail[-1].j > tail[0].i:
        count, last = tail[-1].j - tail[0].i, found[-1].l
        found.append(named(Part("changed", tail[0].i, tail[-1].j, last, min(end, last + count))))
    return found
