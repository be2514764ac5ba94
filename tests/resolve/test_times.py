"""When it was said, and the days that what was said speaks of: behaviour of the layer, beyond the labelled cases."""

import datetime
import time
from dataclasses import replace

import pytest

from marked import marked
from onrecord.model.base import Provenance, Span
from onrecord.model.document import Document, Origin, Record
from onrecord.model.statement import Attribution, Post, TimeReference
from onrecord.resolve.times import LAYER
from onrecord.settings import Settings

FRIDAY = "2022-01-28"
READ = LAYER.load(Settings())


def references(text: str, published: str | None = FRIDAY) -> dict[str, TimeReference]:
    """The references of a text marked with s, q and c, by their words; those that belong to a saying end with "!"."""
    return {
        reference.words.of(marked(text).text) + "!" * (reference.of is not None): reference
        for reference in READ(record(text, published))
        if isinstance(reference, TimeReference)
    }


def record(text: str, published: str | None = FRIDAY) -> Record:
    """The record of a marked text with at most one attribution."""
    found = marked(text)
    document = Document(origin=Origin(uri="notes.txt", published=published), text=found.text, language="en")
    contents = found.spans.get("c", ())
    source, cue = (found.spans.get(label, (None,))[0] for label in "sq")
    attributions = tuple(
        Attribution(document=document.id, source=source, cue=cue, content=contents, mode="indirect", confidence=1.0)
        for _ in contents[:1]
    )
    return Record(document).extended(Provenance(layer="marked", version="1"), attributions)


def days(reference: TimeReference) -> tuple[str, str]:
    return str(reference.earliest), str(reference.latest)


def test_the_reason_tells_what_was_counted_from() -> None:
    found = references("[Voss]s [said]q on Wednesday [that the lock was shut]c.")
    assert found["Wednesday!"].reason == "“Wednesday” is the last Wednesday on or before publication, 2022-01-28"


def test_a_year_is_a_year_and_never_a_day() -> None:
    (found,) = references("[Voss]s [said]q in 2019 [that the lock was shut]c.").values()
    assert (found.granularity, *days(found)) == ("year", "2019-01-01", "2019-12-31")


def test_without_a_date_of_publication_a_weekday_has_no_days_and_the_reason_says_so() -> None:
    (found,) = references("[Voss]s [said]q on Monday [that the lock was shut]c.", None).values()
    assert (found.earliest, found.latest) == (None, None)
    assert found.reason == "“Monday” has no day to count from: no date of publication is known"


def test_an_impossible_date_has_no_days_and_the_reason_says_so() -> None:
    (found,) = references("[Voss]s [said]q on February 30 [that the lock was shut]c.").values()
    assert (found.earliest, found.latest) == (None, None)
    assert found.reason == "“February 30” is no day of the calendar: February 30"


def test_a_date_that_contradicts_its_weekday_has_no_days() -> None:
    (found,) = references("[Voss]s [said]q on Monday, 27 January 2022, [that the lock was shut]c.").values()
    assert found.reason.endswith("contradicts itself: 2022-01-27 is a Thursday")


def test_day_and_month_that_cannot_be_told_apart_give_no_days() -> None:
    (found,) = references("[Voss]s [said]q on 4/5/2021 [that the lock was shut]c.").values()
    assert found.reason.endswith("may be day and month or month and day, and nothing tells which")


@pytest.mark.parametrize("years", ["90,000", "999999999", "9" * 40])
def test_years_beyond_the_calendar_give_no_days(years: str) -> None:
    found = references(f"[Voss]s [said]q [the caves were dug {years} years ago]c.")
    assert all(reference.earliest is None for reference in found.values())


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_a_document_at_the_end_of_the_calendar_is_read(published: str) -> None:
    assert references(
        "[Voss]s [said]q last week [that it will end next month, in the coming years, by May, on Friday]c.", published
    )
    assert posted("They lied yesterday.", None, published)


def test_the_day_of_publication_is_that_of_its_own_time_zone() -> None:
    (found,) = references("[Voss]s [said]q today [that the lock was shut]c.", "2022-01-28T00:30:00+09:00").values()
    assert days(found) == ("2022-01-28", "2022-01-28")


def test_a_document_dated_in_the_future_is_read_like_any_other() -> None:
    (found,) = references("[Voss]s [said]q on Monday [that the lock was shut]c.", "2175-03-01").values()
    assert days(found) == ("2175-02-27", "2175-02-27")


def test_words_that_may_mean_two_weeks_hold_both_open() -> None:
    (found,) = references("[Voss]s [said]q last Wednesday [that the lock was shut]c.").values()
    assert (found.granularity, *days(found)) == ("window", "2022-01-19", "2022-01-26")


def test_words_of_the_speaker_count_from_the_day_of_saying() -> None:
    found = references("[Voss]s [said]q on Monday [that it opens “tomorrow”]c.")
    assert days(found["tomorrow"]) == ("2022-01-25", "2022-01-25")
    assert found["tomorrow"].reason == "“tomorrow” is the day after the time of saying, 2022-01-24"


def test_words_of_the_report_count_from_publication() -> None:
    found = references("[Voss]s [said]q on Monday [that it opens tomorrow]c.")
    assert days(found["tomorrow"]) == ("2022-01-29", "2022-01-29")


def test_a_limit_is_open_on_the_side_it_does_not_tell() -> None:
    found = references("[Voss]s [said]q [ships will come after 2025]c.")
    assert days(found["after 2025"]) == ("2026-01-01", "None")


def test_words_of_time_outside_of_any_saying_belong_to_the_text() -> None:
    found = references("The lock broke on Tuesday. [Voss]s [said]q [it would be mended]c.")
    assert found["Tuesday"].of is None
    assert days(found["Tuesday"]) == ("2022-01-25", "2022-01-25")


def test_a_text_without_attributions_has_its_times_too() -> None:
    assert days(references("The lock will open by 2030.")["by 2030"]) == ("2022-01-28", "2030-12-31")


def test_words_in_a_post_count_from_the_day_of_the_post() -> None:
    text = "The lock is shut.\nodd_one wrote: They lied yesterday. It will open next week."
    found = posted(text, "3 February 2022 at 9:15 pm")
    assert found["yesterday"] == ("2022-02-02", "2022-02-02")
    assert found["next week"] == ("2022-02-07", "2022-02-13")


def test_words_in_a_post_without_a_date_are_held_open_over_two_weeks_from_publication() -> None:
    assert posted("They lied yesterday.", None)["yesterday"] == ("2022-01-27", "2022-02-10")


def test_the_date_of_a_post_without_its_year_follows_publication() -> None:
    assert posted("They lied yesterday.", "Jan. 3")["yesterday"] == ("2023-01-02", "2023-01-02")


def posted(text: str, date: str | None, published: str = FRIDAY) -> dict[str, tuple[str, str]]:
    """The days of a text that ends with a post of that date, or is one."""
    bare = record(text, published)
    extent = Span(max(0, text.find("odd_one")), len(text))
    post = Post(document=bare.document.id, extent=extent, body=extent, date=date, confidence=1.0, reason="a test")
    read = READ(bare.extended(Provenance(layer="posts", version="1"), (post,)))
    return {r.words.of(text): days(r) for r in read if isinstance(r, TimeReference)}


def test_the_same_record_gives_the_same_references() -> None:
    read = record(
        "[Voss]s [said]q on Monday [that it opens “tomorrow”, by Friday, or next year]c. She left a day later."
    )
    assert tuple(READ(read)) == tuple(READ(read))


def test_the_place_of_a_reference_does_not_change_with_the_date_of_publication() -> None:
    early, late = (references("[Voss]s [said]q [it opens on Friday]c.", day) for day in (FRIDAY, "2023-05-01"))
    assert early["Friday"].id == replace(late["Friday"], document=early["Friday"].document).id
    assert early["Friday"].earliest != late["Friday"].earliest


@pytest.mark.parametrize("text", ["", "a", "“", "🙂", "Monday", "\n\n", "5", "in", "’s", "May."])
def test_next_to_nothing_is_read(text: str) -> None:
    assert all(isinstance(found, TimeReference) for found in READ(record(text)))


HOSTILE = {
    "one line of weekdays": "on Monday " * 1_600,
    "the next day, and the next": "the next day " * 2_000,
    "one line of digits": "1" * 60_000,
    "figures and points": "1,1.1/1-" * 2_000,
    "articles": "the " * 20_000,
    "dots": "." * 60_000,
    "open marks": "“said Monday " * 2_000,
    "prepositions": "by the end of the " * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_time_that_grows_with_its_length(name: str) -> None:
    def seconds(text: str) -> float:
        start = time.process_time()
        list(READ(record(text)))
        return time.process_time() - start

    text = HOSTILE[name]
    assert seconds(text) < 12 * seconds(text[: len(text) // 4]) + 0.2


def test_many_attributions_of_one_sentence_are_read_in_time_that_grows_with_their_number() -> None:
    def seconds(count: int) -> float:
        text = "Voss said on Monday it was so, " * count
        document = Document(origin=Origin(uri="x", published=FRIDAY), text=text, language="en")
        step = len("Voss said on Monday it was so, ")
        attributions = tuple(
            Attribution(
                document=document.id,
                source=Span(at, at + 4),
                cue=Span(at + 5, at + 9),
                content=(Span(at + 20, at + 29),),
                mode="indirect",
                confidence=1.0,
            )
            for at in range(0, step * count, step)
        )
        read = Record(document).extended(Provenance(layer="marked", version="1"), attributions)
        start = time.process_time()
        assert sum(r.of is not None for r in READ(read) if isinstance(r, TimeReference)) == count
        return time.process_time() - start

    assert seconds(400) < 12 * seconds(100) + 0.2


def test_the_layer_never_looks_at_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoClock(datetime.date):
        @classmethod
        def today(cls) -> "NoClock":
            raise AssertionError("looked at the clock")

    monkeypatch.setattr(datetime, "date", NoClock)
    found = references("[Voss]s [said]q on Monday [that it opens tomorrow]c.", None)
    assert all(reference.earliest is None for reference in found.values())
