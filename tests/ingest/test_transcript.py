"""What is a transcript, and where its turns stand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marked import marked
from onrecord.ingest.speakerlabels import turn_hints
from onrecord.ingest.transcript import INGESTER
from onrecord.model.base import Span
from onrecord.model.document import Document, Origin
from onrecord.registry import Source
from onrecord.settings import Settings


def read(text: str) -> Document:
    (document,) = INGESTER.read(Source(origin=Origin(uri="t.txt"), data=text.encode()), Settings())
    assert isinstance(document, Document)
    return document


def speakers(text: str) -> list[str | None]:
    return [hint.get("speaker") for hint in turn_hints(text) if hint.tag == "turn"]


def labels(text: str) -> list[str]:
    return [hint.span.of(text) for hint in turn_hints(text) if hint.tag == "turn-label"]


def test_turns_run_from_label_to_label_and_the_text_stays_as_it_is() -> None:
    expected = marked(
        "Hearing on the winter timetable\r\nPort Ellery, 6 March 2031\r\n\r\n"
        "[[THE CHAIR:]l The hearing is open. Ms. Fjell?]t\r\n\r\n"
        "[[MS. FJELL:]l I was not asked. As I said then: nobody was.\r\n\r\nI have the letter here.]t\r\n"
        "[[THE CHAIR (rising):]l Thank you.]t\r\n"
    )
    document = read(expected.text)
    assert (document.text, document.kind, document.offsets) == (expected.text, "transcript", None)
    found = {tag: tuple(h.span for h in document.hints if h.tag == tag) for tag in ("turn", "turn-label")}
    assert found == {"turn": expected.spans["t"], "turn-label": expected.spans["l"]}
    assert speakers(expected.text) == ["THE CHAIR", "MS. FJELL", "THE CHAIR"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q. Where were you?\nA. At sea.\nQ. Since when?\nA. Since May.\n", ["Q.", "A.", "Q.", "A."]),
        ("Q: Where?\nA: At sea.\nQ: Why?\n", ["Q:", "A:", "Q:"]),
        ("Q   Where were you?\n\nMR. RIKE:  At sea.\n\nQ   “Sea”?\n", ["Q", "MR. RIKE:", "Q"]),
        (
            "Lena Brandvold: Yes.\nReporter: Why?\nLena Brandvold: No.\n",
            ["Lena Brandvold:", "Reporter:", "Lena Brandvold:"],
        ),
        (
            "[00:01] Bo Dahl: Yes.\n[00:07] Eli: Why?\n[00:09] Bo Dahl: No.\n",
            ["[00:01] Bo Dahl:", "[00:07] Eli:", "[00:09] Bo Dahl:"],
        ),
        ("**BO DAHL:** Yes.\n**ELI:** Why?\n**BO DAHL:** No.\n", ["**BO DAHL:**", "**ELI:**", "**BO DAHL:**"]),
        (
            "SEN. ÅS (N-ELLERY): Yes.\nMEMBER #2: Why?\nSEN. ÅS (N-ELLERY): No.\n",
            ["SEN. ÅS (N-ELLERY):", "MEMBER #2:", "SEN. ÅS (N-ELLERY):"],
        ),
        ("MS. A:\nYes.\n\nMR. B:\nWhy?\n\nMS. A:\nNo.\n", ["MS. A:", "MR. B:", "MS. A:"]),
        (
            "Date: 5 March\nPlace: Ellery\nBo: Yes, it is.\nEli: Why is it?\nBo: It always was.\n",
            ["Bo:", "Eli:", "Bo:"],
        ),
        (
            "MS. A: One thing\nRemember: this.\nMS. B: Yes.\nMS. A: No.\nMS. B: Yes.\nMS. A: No.\n",
            ["MS. A:", "MS. B:"] * 2 + ["MS. A:"],
        ),
    ],
)
def test_labels_of_many_forms_name_speakers(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MR. A: One.\nMR. B: Two.\n",
        "Brandvold: the ferries will sail.\nRike: they will not.\n\n" + "A long story follows here.\n" * 30,
        "A long story goes before.\n" * 30 + "\nQ: Why?\nA: No.\nQ: When?\nA: May.\n",
        "Bo Dahl: master\nEli Aas: mate\nSiv Ness: cook\nOle Vik: boy\n",
        "Note: one.\nUpdate: two.\nNote: three.\nUpdate: four.\n",
        "http://a.example/x\nhttps://b.example\nTime 12:30\nAt 10:15 he left.\n",
        "A man walked in.\nA woman walked out.\nA dog stayed.\n",
    ],
)
def test_what_only_looks_like_a_transcript_is_none(text: str) -> None:
    assert turn_hints(text) == ()


def test_the_closing_line_belongs_to_nobody() -> None:
    text = "Q: Why?\nMS. A: No.\nQ: When?\nMS. A: In May.\n\nEND 12:43 P.M.\n"
    assert [h.span.of(text) for h in turn_hints(text) if h.tag == "turn"][-1] == "MS. A: In May."


def test_an_article_is_left_to_the_reader_of_plain_text() -> None:
    assert INGESTER.fits(Source(origin=Origin(uri="a.txt"), data=b"She said: no.\n" * 9)) == 0


@given(
    st.lists(
        st.sampled_from(["MS. A: ", "Bo: ", "Q ", "A. ", "words", " ", "\n", "\n\n", "(x) ", ":", "👍", "END"]),
        max_size=40,
    )
)
def test_turns_follow_one_another_and_begin_with_their_labels(pieces: list[str]) -> None:
    text = "".join(pieces)
    hints = turn_hints(text)
    turns = [h.span for h in hints if h.tag == "turn"]
    names = [h.span for h in hints if h.tag == "turn-label"]
    assert len(turns) == len(names)
    for turn, name in zip(turns, names, strict=True):
        assert turn.start == name.start
        assert turn.contains(name)
    assert all(turn.end <= following.start for turn, following in pairwise([*turns, Span(len(text), len(text))]))
