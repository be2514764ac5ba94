"""Finds the name that a name printed once is a misprint of: one letter more, less, other or out of place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

SHORTEST = 5
"""Letters: shorter names that differ by one are mostly two names."""


def misprints(printed: Mapping[str, int]) -> dict[str, str]:
    """For each word printed once: the only word printed more often that it differs from by one slip.

    `printed` tells how often each word is. Two words meet where leaving out one letter of each, or of one, gives the
    same; so the work grows with the letters, not with the pairs.
    """
    often = [word for word, times in printed.items() if times > 1 and len(word) >= SHORTEST]
    found: dict[str, set[str]] = defaultdict(set)
    for word in often:
        for short in _shortened(word):
            found[short].add(word)
    once = (word for word, times in printed.items() if times == 1 and len(word) >= SHORTEST)
    return dict(_matched(once, found))


def _matched(once: Iterable[str], often: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    for word in once:
        near = {other for short in _shortened(word) for other in often.get(short, ()) if _is_slip(word, other)}
        if len(near) == 1:
            yield word, near.pop()


def _shortened(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _is_slip(word: str, other: str) -> bool:
    """Whether two words begin alike and differ by a letter left out or put in, or by two neighbours changed about.

    Another letter in one's place is no slip: "Larsen" and "Larson" are two names.
    """
    if word[0] != other[0] or word[-1:] == "s" != other[-1:] or other[-1:] == "s" != word[-1:]:
        return False
    if len(word) != len(other):
        longer, shorter = (word, other) if len(word) > len(other) else (other, word)
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    apart = [at for at in range(len(word)) if word[at] != other[at]]
    return len(apart) == 2 and apart[1] == apart[0] + 1 and word[apart[0]] == other[apart[1]]
