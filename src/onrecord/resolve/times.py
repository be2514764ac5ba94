"""Dates what was said and what it speaks of: a TimeReference for every expression of time, as inclusive days.

Words that stand with source and cue say when it was said, and carry the attribution's id. All others belong to what the
text around them says, and carry none. Days are counted from publication, from a post's own date, from the day of saying
where the words are the speaker's, or from the day told before ("the next day").
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from onrecord.model.base import Span
from onrecord.model.document import Record
from onrecord.model.statement import Attribution, TimeReference
from onrecord.registry import Layer
from onrecord.resolve.timing.carrying import carried
from onrecord.resolve.timing.dates import Dated, Reference, View, dated, is_anchored
from onrecord.resolve.timing.expressions import Expression
from onrecord.resolve.timing.scenes import Scene, scene
from onrecord.resolve.timing.table import TimeTable, load_time_table
from onrecord.resolve.timing.tenses import Direction, tense
from onrecord.resolve.timing.wording import is_to_come
from onrecord.settings import Settings

SCENE_LENGTH = 1500
"""Characters after which "the next day" no longer counts from a day told before: three or four paragraphs of news."""

RECENT = 31
"""Days between saying and publication up to which a report's "next week" counts from publication."""

QUOTED = 2000
"""Characters read back to see whether words stand between quotation marks: longer than what is quoted in part."""


def _load(_: Settings) -> Callable[[Record], Iterable[TimeReference]]:
    table = load_time_table()
    return lambda record: _references(record, table)


LAYER = Layer(version="2", requires=(Attribution,), produces=(TimeReference,), load=_load)

Days = Mapping[Span, Dated]
"""What words of time mean, by their place."""

Saying = Mapping[str, Expression]
"""Attribution → the words that say when it was said."""


def _references(record: Record, table: TimeTable) -> list[TimeReference]:
    """All references of a record, in text order."""
    return sorted(_found(record, table), key=lambda reference: (reference.words, reference.of or ""))


def _found(record: Record, table: TimeTable) -> Iterator[TimeReference]:
    view = scene(record, table)
    outside = [t for t in view.times if t.span in view.said_in or view.holder(t) is None]
    outside.sort(key=lambda time: len(list(view.around(view.holder(time)))))
    days = _dated(view, outside, {}, view.saying)
    saying = {**view.saying, **_carried(view, days)}
    days = _dated(view, [t for t in view.times if t.span not in days], days, saying)
    for id, time in saying.items():
        if time.span in days:
            found = _reference(record, time, days[time.span], of=id)
            yield found if id in view.saying else replace(found, reason=f"{found.reason}; the same speaker goes on")
    for time in view.times:
        if time.span in days and time.span not in view.said_in:
            yield _reference(record, time, days[time.span], of=None)


def _carried(view: Scene, days: Days) -> Saying:
    """The words of time that attributions without any take over from the one before them."""
    timed = {id for id, time in view.saying.items() if time.span in days}
    others = [t.span.start for t in view.times if t.span not in view.said_in and view.holder(t) is None]
    level = [a for a in view.attributions.values() if a.id not in view.outer]
    return {id: view.saying[root] for id, root in carried(view.text, level, timed, others).items()}


def _dated(view: Scene, times: Iterable[Expression], known: Days, saying: Saying) -> Days:
    """What is known, and what the times mean; each may count from one before it."""
    days = dict(known)
    for time in times:
        found = dated(time, _seen_from(view, time, days, saying))
        if found is not None:
            days[time.span] = found
    return days


def _seen_from(view: Scene, time: Expression, days: Days, saying: Saying) -> View:
    said = _day_of_saying(view, time, days, saying)
    if is_anchored(time):
        return View(table=view.table, base=_told_before(view, time, days) or said)
    return View(table=view.table, base=_base(view, time, said), direction=_direction(view, time))


def _day_of_saying(view: Scene, time: Expression, days: Days, saying: Saying) -> Reference | None:
    """When that was said in which the words stand, so far as it is known."""
    for id in view.around(view.holder(time)):
        words = saying.get(id)
        if words is not None and (found := days.get(words.span)) is not None:
            return _as_reference(found, "the time of saying", words.span.of(view.text))
    return None


def _as_reference(found: Dated, what: str, words: str) -> Reference | None:
    """Days to count from, unless they are open; a single day is called by its date."""
    if found.first is None or found.last is None:
        return None
    name = found.first if found.first == found.last else f"“{words}”"
    return Reference(first=found.first, last=found.last, name=f"{what}, {name}")


def _told_before(view: Scene, time: Expression, days: Days) -> Reference | None:
    """The nearest day, week, month … told before the words by the same voice."""
    index = bisect_left(view.times, time.span.start, key=lambda t: t.span.start)
    for before in (view.times[at] for at in range(index - 1, -1, -1)):
        if time.span.start - before.span.end > SCENE_LENGTH:
            return None
        found = days.get(before.span)
        if found is None or found.granularity == "window" or not _same_voice(view, before, time):
            continue
        if _is_finer(time, found):
            return None
        return _as_reference(found, "the time told before", before.span.of(view.text))
    return None


def _is_finer(time: Expression, found: Dated) -> bool:
    """Whether a day is to be counted from a time that is none: "in 2015 … the next day"."""
    return time.unit == "day" and time.form != "near_weekday" and found.granularity != "day"


def _same_voice(view: Scene, before: Expression, time: Expression) -> bool:
    """Whether both stand in the same content, or neither in one; a time of saying is told by the voice around."""
    return _voice(view, before) == _voice(view, time)


def _voice(view: Scene, time: Expression) -> str | None:
    holder = view.holder(time)
    owned = holder is not None and view.saying.get(holder) == time
    return view.outer.get(holder) if holder is not None and owned else holder


def _base(view: Scene, time: Expression, said: Reference | None) -> Reference | None:
    """What the words count from: the speaker's own words from the day of saying, the report's from publication."""
    published = view.day_at(time.span.start)
    if said is None or published is None:
        return said or published
    long_ago = (published.first - said.last).days > RECENT
    return said if long_ago or time.form == "weekday" or _is_quoted(view, time) else published


def _is_quoted(view: Scene, time: Expression) -> bool:
    """Whether the words stand between quotation marks."""
    stretch = view.inside.get(time.span)
    if stretch is None:
        return False
    before = view.text[max(stretch.span.start, time.span.start - QUOTED) : time.span.start]
    return before.rfind("“") > before.rfind("”") or before.count('"') % 2 == 1


def _direction(view: Scene, time: Expression) -> Direction | None:
    """Whether the words look back or ahead. What was said lies back, and so does what a report tells, by default."""
    said_in = view.said_in.get(time.span)
    if said_in is not None:
        return "future" if is_to_come(view.text, view.attributions[said_in]) else "past"
    stretch = view.inside.get(time.span)
    if stretch is not None:
        return tense(view.text, time.span, stretch.span)
    post = view.post(time.span.start)
    if post is not None:
        return tense(view.text, time.span, post[0])
    return tense(view.text, time.span, Span(0, len(view.text))) or "past"


def _reference(record: Record, time: Expression, days: Dated, *, of: str | None) -> TimeReference:
    return TimeReference(
        document=record.document.id,
        words=time.span,
        earliest=days.first,
        latest=days.last,
        granularity=days.granularity,
        of=of,
        reason=f"“{time.span.of(record.document.text)}” {days.why}",
    )
