"""Sets the posts of an export in the order of reading, each after the one that it answers, whatever the export says."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.ingest.threads.exported import ExportedPost
from onrecord.ingest.threads.fields import Fields


@dataclass(frozen=True, slots=True)
class Placed:
    """A post and how deep it stands: 1 for one that answers the story."""

    post: ExportedPost
    depth: int


def nested(
    rows: Iterable[Fields], read: Callable[[Fields, str | None], ExportedPost], within: Callable[[Fields], list[Fields]]
) -> Iterator[ExportedPost]:
    """The posts of rows that hold their answers, each before them: `read` is told in which post a row stands."""
    waiting: list[tuple[Fields, str | None]] = [(row, None) for row in reversed(list(rows))]
    while waiting:
        row, parent = waiting.pop()
        post = read(row, parent)
        yield post
        waiting.extend((answer, post.id) for answer in reversed(within(row)))


def ordered(posts: Iterable[ExportedPost]) -> Iterator[Placed]:
    """Each post once, with all its answers right after it.

    A post that the export holds twice is taken once. Of two that share a name, the first is meant by it. Where posts
    answer one another in a circle, the first of them stands at the top; what it answers stays told.
    """
    distinct = _distinct(posts)
    places = {post.id: place for place, post in reversed(list(enumerate(distinct)))}
    answers: dict[int, list[int]] = {}
    for place, post in enumerate(distinct):
        if post.parent in places:
            answers.setdefault(places[post.parent], []).append(place)
    tops = (place for place, post in enumerate(distinct) if post.parent not in places)
    seen = bytearray(len(distinct))
    for top in (*tops, *range(len(distinct))):
        yield from _below(top, distinct, answers, seen)


def _below(top: int, posts: Sequence[ExportedPost], answers: dict[int, list[int]], seen: bytearray) -> Iterator[Placed]:
    """The post and all that answer it, without those that were seen."""
    waiting = [(top, 1)]
    while waiting:
        place, depth = waiting.pop()
        if not seen[place]:
            seen[place] = 1
            yield Placed(posts[place], depth)
            waiting.extend((answer, depth + 1) for answer in reversed(answers.get(place, ())))


def _distinct(posts: Iterable[ExportedPost]) -> Sequence[ExportedPost]:
    """The posts without repetitions, no name used twice."""
    known: dict[str, ExportedPost] = {}
    kept: list[ExportedPost] = []
    for post in posts:
        if known.get(post.id) == post:
            continue
        kept.append(replace(post, id=f"{post.id}#{len(kept) + 1}") if post.id in known else post)
        known.setdefault(post.id, post)
    return kept
