import io

import pytest
from rich.console import Console

from onrecord.cli.pages import print_passages, print_who_said_what
from onrecord.model.base import Span
from onrecord.model.contract import document_row, span_row
from onrecord.model.document import Document, Origin, Record
from onrecord.store.questions import FoundPassage


def printed(text: str, asked: str, *, colour: bool = False) -> str:
    """What a search prints of a passage."""
    document = Document(origin=Origin(uri="ferries.txt"), text=text)
    found = FoundPassage(document=document_row(document), passage=span_row(Span(0, len(text)), text))
    out = io.StringIO()
    console = Console(file=out, width=100, force_terminal=colour, color_system=None, markup=False, highlight=False)
    print_passages(console, [found], asked)
    return " ".join(out.getvalue().split())


def test_a_short_passage_is_shown_whole() -> None:
    assert printed("The ferry sails.", "ferry") == "ferries.txt The ferry sails."


def test_a_long_passage_is_cut_to_where_the_words_stand_together() -> None:
    text = "Quay 4 is wet. " + "Nothing. " * 200 + "The crack in pier 4 grows. " + "Nothing. " * 200
    shown = printed(text, "pier 4")
    assert "The crack in pier 4 grows." in shown
    assert "Quay" not in shown
    assert len(shown) < 450


def test_words_that_stand_nowhere_as_they_were_asked_show_the_beginning() -> None:
    assert printed("Café. " * 200, "cafe").startswith("ferries.txt Café. Café.")


@pytest.mark.parametrize("asked", ["", "((", "*"])
def test_signs_without_words_are_no_fault(asked: str) -> None:
    assert "sails" in printed("The ferry sails.", asked)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "No statement found."),
        (None, "No statement found."),
        ("ru", "Not English (ru): read without looking for statements."),
    ],
)
def test_a_text_that_is_not_english_is_told_as_such(language: str | None, told: str) -> None:
    document = Document(origin=Origin(uri="ferries.txt"), text="…", language=language)
    out = io.StringIO()
    print_who_said_what(Console(file=out, width=100), Record(document))
    assert told in out.getvalue()
