"""The same words of the same speaker are one saying; what is too short, or said by nobody in particular, is none."""

import msgspec
import pytest

from export.records import dispute
from onrecord.export.sayings import LEAST, saying, who, words
from onrecord.model.contract import statement_rows
from onrecord.model.rows import SpanRow, SpeakerRow, StatementRow

AGREED, DENIED, EXPECTED = statement_rows(dispute())


def spoken(text: str, row: StatementRow = AGREED) -> StatementRow:
    return msgspec.structs.replace(row, content=(SpanRow(start=0, end=len(text), text=text),))


def by(*names: str, **changed: str) -> tuple[SpeakerRow, ...]:
    return tuple(msgspec.structs.replace(DENIED.speakers[0], name=name, **changed) for name in names)


def test_the_same_words_of_the_same_speaker_are_one_saying_in_every_report() -> None:
    (other, *_) = statement_rows(dispute(uri="elsewhere.txt", publisher="Echo"))
    assert other.id != AGREED.id
    assert saying(other) == saying(AGREED) is not None


def test_marks_case_accents_and_line_breaks_do_not_count() -> None:
    assert saying(spoken("“We will re-open\nthe LINE,” é")) == saying(spoken("we will re open the line e"))


def test_a_speaker_is_the_same_by_the_person_or_by_the_folded_name() -> None:
    assert saying(DENIED) == saying(msgspec.structs.replace(DENIED, speakers=by("ODD  Rike")))
    assert saying(DENIED) != saying(msgspec.structs.replace(DENIED, speakers=by("Odd Rike", person="Q:another")))
    assert who(by("!!")[0]) == "name:!!"


def test_the_order_of_speakers_does_not_count() -> None:
    one, other = by("A B", "C D"), by("C D", "A B")
    assert saying(msgspec.structs.replace(DENIED, speakers=one)) == saying(
        msgspec.structs.replace(DENIED, speakers=other)
    )


@pytest.mark.parametrize("changed", [{"negated": True}, {"force": "asked"}])
def test_what_is_denied_or_asked_is_another_saying(changed: dict[str, object]) -> None:
    assert saying(msgspec.structs.replace(AGREED, **changed)) not in (saying(AGREED), None)


def test_few_words_are_no_saying() -> None:
    enough = " ".join("word" for _ in range(LEAST))
    assert saying(spoken(enough)) is not None
    assert saying(spoken(enough.removesuffix("word"))) is None
    assert saying(spoken("")) is None


def test_who_is_not_named_is_not_the_same_as_another() -> None:
    assert saying(EXPECTED) is None
    assert saying(msgspec.structs.replace(AGREED, speakers=())) is None


def test_words_of_several_parts_have_an_ellipsis_between_them() -> None:
    assert words(AGREED) == "we will reopen the Sund line by\n1 May … if Captain Odd Rike agrees"
