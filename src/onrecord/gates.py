"""Tells cheaply where patterns cannot match: where the letters are missing that each of their matches holds.

What a pattern needs is read from the pattern itself, so that a new one has its gate at once. A gate that is open
says nothing: the pattern decides.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import prod
from re import _constants as op
from re import _parser
from typing import Any

from onrecord.model.base import Span

Need = frozenset[str]
"""Strings in small letters of which every match of a pattern holds at least one."""

RUN = 16
"""Strings up to which parts of a pattern that run on are put together: each is looked for by itself."""
MOST = 40
"""Strings of a need. To look for more takes as long as the pattern."""
COMMON = 0.008
"""The share of a text's places at which strings stand that tell nothing: "is" and "to" are in nearly every sentence."""
HIT = 2000.0
"""What it costs to try a pattern, in letters that are searched for a string in that time."""
LETTERS = "etaoinshrdlcumwfgypbvkjxqz"
"""The commonest first."""

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_NOTHING = (op.AT, op.ASSERT, op.ASSERT_NOT)
"""What takes no letters."""


class Gates:
    """The gates of groups of patterns, asked together. A group is open where one of its patterns may match."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        self._needs = tuple((number, needs(pattern)) for number, group in enumerate(groups) for pattern in group)
        self._always = tuple(sorted({number for number, held in self._needs if not held}))

    def over(self, text: str) -> "Openings":
        """Where in a text each of the groups may match."""
        plain = small(text)
        places = cache(lambda words: tuple(_places(plain, words)))
        found = [
            (at, index)
            for index, (_, held) in enumerate(self._needs)
            if held and _holds(held, plain, 0, len(plain))
            for words in held[0]
            for at in places(words)
        ]
        return Openings(plain, self._needs, self._always, sorted(found))


@dataclass(frozen=True, slots=True)
class Openings:
    """Where in one text patterns may match: the places of their rarest strings, each with the pattern's place."""

    text: str
    needs: Sequence[tuple[int, Sequence[Need]]]
    always: tuple[int, ...]
    found: Sequence[tuple[int, int]]

    def within(self, stretch: Span) -> tuple[int, ...]:
        """The numbers of the groups that may match inside the stretch, in their order."""
        first = bisect_left(self.found, (stretch.start,))
        last = bisect_left(self.found, (stretch.end,), first)
        if first == last:
            return self.always
        near = (self.needs[index] for index in {index for _, index in self.found[first:last]})
        opened = {number for number, held in near if _holds(held, self.text, stretch.start, stretch.end)}
        return tuple(sorted(opened.union(self.always)))


def small(text: str) -> str:
    """The text in small letters, character for character, as patterns without regard to case read it."""
    return text.replace("İ", "i").replace("ı", "i").replace("ſ", "s").lower()


def needs(pattern: str) -> tuple[Need, ...]:
    """What every match of the pattern holds, the rarest first; nothing where that cannot be told."""
    return tuple(sorted(_needs(_parser.parse(pattern)), key=_cost))


def _holds(held: Iterable[Need], text: str, start: int, end: int) -> bool:
    return all(any(text.find(words, start, end) >= 0 for words in need) for need in held)


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _cost(need: Need) -> float:
    """What it costs to look for the strings and to try the pattern where one stands, for each letter of a text."""
    return len(need) + HIT * _share(need)


def _share(need: Need) -> float:
    """At which share of a text's places one of the strings may be expected, by their letters; 1.0 for an empty one."""
    return sum(prod(map(_frequency, words)) for words in need)


def _frequency(sign: str) -> float:
    """How often a sign stands in English, roughly: a letter's share falls by an eighth from each to the next."""
    place = LETTERS.find(sign)
    return 0.12 * 0.875**place if place >= 0 else 0.02


def _needs(sequence: Iterable[tuple[Any, Any]]) -> list[Need]:
    """What a part of a pattern needs: strings that run on are put together as far as they are few."""
    found: list[Iterable[str]] = []
    run: set[str] = {""}
    for operation, argument in sequence:
        spelled = _spelled(operation, argument)
        if spelled is not None and len(run) * len(spelled) <= RUN:
            run = _joined(run, spelled)
            continue
        found.append(run)
        run = spelled or {""}
        if spelled is None:
            found += _inside(operation, argument)
    return [need for need in map(_need, (*found, run)) if need]


def _need(strings: Iterable[str]) -> Need:
    """The strings without those that hold another; empty where they tell too little."""
    bare = {words.strip() for words in strings}
    need = frozenset(words for words in bare if not any(other in words for other in bare - {words}))
    return need if _tells(need) else frozenset()


def _tells(need: Need) -> bool:
    return len(need) <= MOST and _share(need) <= COMMON


def _spelled(operation: Any, argument: Any) -> set[str] | None:
    """All that a part of a pattern can match, where that is few strings."""
    if operation is op.LITERAL:
        return {small(chr(argument))}
    if operation in _NOTHING:
        return {""}
    if operation is op.IN:
        signs = [_spelled(*one) if one[0] is op.LITERAL else None for one in argument]
    elif operation is op.BRANCH:
        signs = [_run(part) for part in argument[1]]
    elif operation is op.SUBPATTERN:
        signs = [_run(argument[-1])]
    elif operation is op.ATOMIC_GROUP:
        signs = [_run(argument)]
    elif operation in _REPEATS and argument[1] == 1:
        signs = [_run(argument[2]), *([{""}] if argument[0] == 0 else [])]
    else:
        return None
    return _united(signs)


def _run(sequence: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """All that a part of a pattern can match from its beginning to its end."""
    run: set[str] = {""}
    for operation, argument in sequence:
        spelled = _spelled(operation, argument)
        if spelled is None or len(run) * len(spelled) > RUN:
            return None
        run = _joined(run, spelled)
    return run


def _united(parts: Sequence[set[str] | None]) -> set[str] | None:
    known = [part for part in parts if part is not None]
    united = set[str]().union(*known)
    return united if len(known) == len(parts) and len(united) <= RUN else None


def _joined(run: set[str], more: set[str]) -> set[str]:
    return {first + second for first, second in product(run, more)}


def _inside(operation: Any, argument: Any) -> list[Need]:
    """What a part needs that can match too much to be spelled out."""
    if operation is op.SUBPATTERN:
        return _needs(argument[-1])
    if operation is op.ATOMIC_GROUP:
        return _needs(argument)
    if operation in _REPEATS and argument[0] > 0:
        return _needs(argument[2])
    return _one_of(argument[1]) if operation is op.BRANCH else []


def _one_of(parts: Iterable[Any]) -> list[Need]:
    """The rarest need of each part; nothing where one part has none, or all together are too many."""
    rarest = [min(_needs(part), key=_cost, default=frozenset()) for part in parts]
    united = frozenset[str]().union(*rarest)
    return [united] if all(rarest) and _tells(united) else []
