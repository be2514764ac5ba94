"""Parts of a headline, of paragraphs of one quotation and inside contents hang where they should."""

from functools import cache

import pytest

from onrecord.model.contract import statement_rows
from onrecord.model.document import Document, Origin
from onrecord.model.rows import StatementRow
from onrecord.pipeline import Pipeline, build
from onrecord.settings import Settings


@cache
def pipeline() -> Pipeline:
    return build(Settings())


def statements(text: str) -> tuple[StatementRow, ...]:
    document = Document(origin=Origin(uri="a.txt", published="2031-03-05"), text=text, language="en")
    return statement_rows(pipeline()(document))


def words(row: StatementRow) -> tuple[str | None, list[str]]:
    return (row.source.text if row.source else None, [part.text for part in row.content])


def test_a_headline_takes_nothing_from_the_story() -> None:
    headline, story = statements("Port will reopen, says mayor\n\nThe board said on Monday that the port was shut.")
    assert words(headline) == ("mayor", ["Port will reopen"])
    assert words(story) == ("The board", ["that the port was shut"])


@pytest.mark.parametrize("cue_in", [0, 1])
def test_paragraphs_of_one_quotation_hang_on_the_cue_in_either(cue_in: int) -> None:
    said = ["“We dug the first shaft.", "“The mule had a pension.”"]
    said[cue_in] = said[cue_in].rstrip(".”") + ",” Ansel Gorry said." + (" “It was cold." if cue_in == 0 else "")
    text = "The mine at Orra closed in May.\n\n" + "\n\n".join(said) + "\n\nIt rained."
    quoted = [row for row in statements(text) if row.mode == "direct"]
    assert [row.source.text if row.source else None for row in quoted] == ["Ansel Gorry"]


def test_what_somebody_says_that_another_says_is_nested() -> None:
    outer, inner = statements("Vell said on Monday that the minister had told reporters the pass would stay shut.")
    assert inner.nested_in == outer.id
    assert words(inner)[0] == "the minister"


def test_whom_something_was_told_is_no_source() -> None:
    (row,) = statements("Passengers were told on Friday that the night train had been cancelled.")
    assert words(row) == (None, ["that the night train had been cancelled"])


def test_whoever_is_quoted_as_saying_something_is_its_source() -> None:
    (row,) = statements("The archivist was quoted as saying that the deeds “lay in a drawer”. The drawer was empty.")
    assert words(row) == ("The archivist", ["that the deeds “lay in a drawer”"])
