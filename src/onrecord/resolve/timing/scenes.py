"""Where the words of time of a document stand: outside, with a saying, or inside what somebody says."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.model.base import Span
from onrecord.model.document import Record
from onrecord.model.statement import Attribution, Post
from onrecord.resolve.timing.clauses import times_of_saying
from onrecord.resolve.timing.dates import Reference, View, dated
from onrecord.resolve.timing.expressions import Expression, find_times
from onrecord.resolve.timing.nesting import Fragment, core, fragments, homes
from onrecord.resolve.timing.table import TimeTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A document, its attributions in text order, its words of time, and where they stand."""

    text: str
    table: TimeTable
    published: Reference | None
    posts: Sequence[tuple[Span, Reference | None]]
    attributions: Mapping[str, Attribution]
    times: Sequence[Expression]
    saying: Mapping[str, Expression]
    """Attribution → the words that say when it was said."""
    said_in: Mapping[Span, str]
    """Words of time → the first attribution whose time of saying they tell."""
    inside: Mapping[Span, Fragment]
    """Words of time → the innermost content in which they stand."""
    outer: Mapping[str, str]
    """Attribution → the innermost one in whose content it stands."""

    def holder(self, time: Expression) -> str | None:
        """The attribution in whose content the words stand."""
        found = self.inside.get(time.span)
        return None if found is None else found.owner

    def around(self, holder: str | None) -> Iterator[str]:
        """The attribution, the one in whose content it stands, and so on outward."""
        seen: set[str] = set()
        while holder is not None and holder not in seen:
            seen.add(holder)
            yield holder
            holder = self.outer.get(holder)

    def post(self, at: int) -> tuple[Span, Reference | None] | None:
        """The post that holds the place, and the post's day."""
        index = bisect_right(self.posts, at, key=lambda post: post[0].start) - 1
        return self.posts[index] if index >= 0 and at < self.posts[index][0].end else None

    def day_at(self, at: int) -> Reference | None:
        """The day on which the words at that place were published."""
        post = self.post(at)
        return self.published if post is None else post[1]


def scene(record: Record, table: TimeTable) -> Scene:
    """The scene of a record."""
    text = record.document.text
    placed = sorted(record.of(Attribution), key=lambda a: core(a).start)
    contents = fragments(placed)
    outer = dict(zip(placed, homes([(core(a), a.id) for a in placed], contents), strict=True))
    found = tuple(find_times(text))
    inside = dict(zip(found, homes([(time.span, "") for time in found], contents), strict=True))
    saying = times_of_saying(text, inside, outer)
    published = _published(record)
    return Scene(
        text=text,
        table=table,
        published=published,
        posts=[(post.extent, _post_day(post, published, table)) for post in record.of(Post)],
        attributions={a.id: a for a in placed},
        times=found,
        saying=saying,
        said_in={time.span: id for id, time in reversed(saying.items())},
        inside={time.span: home for time, home in inside.items() if home is not None},
        outer={a.id: home.owner for a, home in outer.items() if home is not None},
    )


def _published(record: Record) -> Reference | None:
    day = record.document.published_on
    return None if day is None else Reference(first=day, last=day, name=f"publication, {day}")


def _post_day(post: Post, published: Reference | None, table: TimeTable) -> Reference | None:
    """The day a post was written, from the date as printed; readers write after publication."""
    view = View(table=table, base=published, direction="future")
    for time in find_times(post.date or ""):
        found = dated(time, view)
        if found is not None and found.granularity == "day" and found.first is not None:
            return Reference(first=found.first, last=found.first, name=f"the day of the post, {found.first}")
    return None if published is None else _after(published, table)


def _after(published: Reference, table: TimeTable) -> Reference:
    """The days in which a post without a date may have been written."""
    first, last = (min(published.first.toordinal() + count, date.max.toordinal()) for count in table.undated_post)
    name = f"the day of the post, which has no date and follows {published.name}"
    return Reference(first=date.fromordinal(first), last=date.fromordinal(last), name=name)
