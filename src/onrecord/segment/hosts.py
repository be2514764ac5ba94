"""Tells which of the writers of posts wrote the report: the one in its byline, or one who comes back to answer."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from onrecord.segment.addressing import named
from onrecord.segment.found import FoundPost
from onrecord.segment.readers import LONGEST_NAME, SHORT_NAME, Readers, plain

HEAD = 600
TAIL = 400
"""Characters at a report's head and tail in which its author is named."""
MANY = 3
"""Posts of one reader, twice as many as anybody else wrote, some of which name another reader: so the author of a
report answers. Of 9 posts of the one such writer on pages that show whom a post answers, 8 answer the post above."""
LOOKED_AT = 40
"""Posts of that reader that are looked at for names."""

_BYLINE = re.compile(
    r"\b(?:(?:written |posted |published |filed )?by|author|posted at [\d:. apm]+ by):? +(?P<name>[^\n|,;]{2,60})",
    re.I,
)


def host(text: str, posts: Sequence[FoundPost], readers: Readers, author: str | None = None) -> str | None:
    """The plain name of the writer of posts who wrote the report; `author` is whom the page's metadata name."""
    known = set(readers.names) - {""}
    if author and plain(author) in known:
        return plain(author)
    end = posts[0].extent.start if posts else 0
    for part in (text[: min(end, HEAD)], text[max(0, end - TAIL) : end]):
        for byline in _BYLINE.finditer(part):
            for name in _beginnings(byline["name"].split()[:LONGEST_NAME]):
                if len(name) > SHORT_NAME and name in known:
                    return name
    return _answering(text, posts, readers)


def _beginnings(words: Sequence[str]) -> Iterator[str]:
    for count in range(len(words), 0, -1):
        yield plain("".join(words[:count]))


def _answering(text: str, posts: Sequence[FoundPost], readers: Readers) -> str | None:
    """The one who comes back far more often than anybody else, names others, and did not begin."""
    counts = Counter(name for name in readers.names if name).most_common(2)
    if not counts or counts[0][1] < MANY or counts[0][0] == readers.names[0]:
        return None
    name, most = counts[0]
    if len(counts) > 1 and most < 2 * counts[1][1]:
        return None
    own = readers.places(name)[:LOOKED_AT]
    others = (other for place in own for other in named(text, posts[place], readers))
    return name if any(readers.last_before(other, len(posts)) not in own for other in others) else None
