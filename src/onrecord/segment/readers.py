"""Knows the writers of a page's posts by name and number, and which of them wrote the report."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from onrecord.segment.found import FoundPost

SHORT_NAME = 3
"""Letters: shorter first names are met too often by chance ("So, …")."""
HEAD = 600
TAIL = 400
"""Characters at a report's head and tail in which its author is named."""
MANY = 3
"""Posts of one reader, twice as many as anybody else wrote: that is the report's author, who answers."""
LONGEST_NAME = 5
"""Words of a reader's name that are compared."""

_BYLINE = re.compile(
    r"\b(?:(?:written |posted |published |filed )?by|author|posted at [\d:. apm]+ by):? +(?P<name>[^\n|,;]{2,60})",
    re.I,
)
_WORD = re.compile(r"\w+(?:[.’'´-]\w+)*")
_NUMBER = re.compile(r"\W{0,3}#?(?P<number>\d{1,5})(?:[.):]|\s|$)")


class Readers:
    """The writers of the posts, each with the places of the posts in text order. Asking costs the same on any page."""

    def __init__(self, text: str, posts: Sequence[FoundPost]) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        self._numbers: dict[int, int] = {}
        self.names = tuple(plain(post.author) if post.author else "" for post in posts)
        for place, (post, name) in enumerate(zip(posts, self.names, strict=True)):
            for known in {name, _first_name(post.author or "")} - {""}:
                self._places[known].append(place)
            number = _NUMBER.match(text[post.extent.start : post.body.start])
            if number:
                self._numbers.setdefault(int(number["number"]), place)
        printed = len(self._numbers) > len(posts) // 2
        if not printed:
            self._numbers = {place + 1: place for place in range(len(posts))}
        self.host = _host(text, posts, self.names)

    def is_host(self, name: str) -> bool:
        """Whether all posts under that name or first name are the report's author's."""
        places = self.places(name)
        return bool(places) and self.host is not None and all(self.names[place] == self.host for place in places[:MANY])

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


def _first_name(author: str) -> str:
    words = author.split()
    first = plain(words[0]) if len(words) > 1 else ""
    return first if len(first) >= SHORT_NAME and first.isalpha() else ""


def _host(text: str, posts: Sequence[FoundPost], names: Sequence[str]) -> str | None:
    """The writer of posts whom the report names as its author."""
    end = posts[0].extent.start if posts else 0
    known = set(names) - {""}
    for part in (text[: min(end, HEAD)], text[max(0, end - TAIL) : end]):
        for byline in _BYLINE.finditer(part):
            for name in _beginnings(byline["name"].split()[:LONGEST_NAME]):
                if len(name) > SHORT_NAME and name in known:
                    return name
    return _busiest(names)


def _busiest(names: Sequence[str]) -> str | None:
    """The one who comes back far more often than anybody else, and did not begin."""
    (first, most), (_, second) = (*Counter(name for name in names if name).most_common(2), ("", 0), ("", 0))[:2]
    return first if most >= MANY and most >= 2 * second and first != names[0] else None


def _beginnings(words: Sequence[str]) -> Iterator[str]:
    for count in range(len(words), 0, -1):
        yield plain("".join(words[:count]))
