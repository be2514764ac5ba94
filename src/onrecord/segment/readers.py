"""Knows the writers of a page's posts by name, and the posts by number."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from onrecord.segment.found import FoundPost

SHORT_NAME = 3
"""Letters: shorter first names are met too often by chance ("So, …")."""
LONGEST_NAME = 5
"""Words of a reader's name that are compared."""

_WORD = re.compile(r"\w+(?:[.’'´-]\w+)*")
_NUMBER = re.compile(r"\W{0,3}#?(?P<number>\d{1,5})(?:[.):]|\s|$)")


class Readers:
    """The writers of the posts, each with the places of the posts in text order. Asking costs the same on any page."""

    def __init__(self, text: str, posts: Sequence[FoundPost]) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        self.names = tuple(plain(post.author) if post.author else "" for post in posts)
        for place, (post, name) in enumerate(zip(posts, self.names, strict=True)):
            for known in {name, _first_name(post.author or "")} - {""}:
                self._places[known].append(place)
        self._numbers = _printed_numbers(text, posts) or {place + 1: place for place in range(len(posts))}

    def places(self, name: str) -> Sequence[int]:
        """The places of the posts of the reader with that name or first name."""
        return self._places.get(name, ())

    def last_before(self, name: str, place: int) -> int | None:
        """The reader's latest post above that place."""
        known = self.places(name)
        found = bisect_left(known, place)
        return known[found - 1] if found else None

    def next_after(self, name: str, place: int) -> int | None:
        """The reader's next post below that place."""
        known = self.places(name)
        found = bisect_left(known, place + 1)
        return known[found] if found < len(known) else None

    def numbered(self, number: int) -> int | None:
        """The post with that printed number, or with that place in the row where the page prints none."""
        return self._numbers.get(number)

    def named_at(self, words: str, start: int) -> tuple[str, int] | None:
        """The longest name of a reader that begins there, and where it ends."""
        best: tuple[str, int] | None = None
        name, end = "", start
        for count, word in enumerate(_WORD.finditer(words, start)):
            if count == LONGEST_NAME or (count and words[end : word.start()].strip(" @&")):
                break
            end = word.end()
            name += plain(word[0])
            if len(name) >= SHORT_NAME and name in self._places:
                best = (name, end)
        return best


def plain(name: str) -> str:
    """The name's letters and digits alone, in small letters."""
    return "".join(c for c in name.casefold() if c.isalnum())


def _printed_numbers(text: str, posts: Sequence[FoundPost]) -> dict[int, int]:
    """The places by the numbers before the names; none where these do not count up or down by one."""
    found: list[tuple[int, int]] = []
    for place, post in enumerate(posts):
        number = _NUMBER.match(text[post.extent.start : post.body.start])
        if number:
            found.append((int(number["number"]), place))
    steps = sum(abs(after - before) == 1 for (before, _), (after, _) in pairwise(found))
    return dict(reversed(found)) if found and 2 * steps >= len(posts) - 1 else {}


def _first_name(author: str) -> str:
    words = author.split()
    first = plain(words[0]) if len(words) > 1 else ""
    return first if len(first) >= SHORT_NAME and first.isalpha() else ""
