import datetime

import msgspec
import pytest

from export.records import dispute
from onrecord.export.sentences import days, row_told, share
from onrecord.model.contract import record_row
from onrecord.model.rows import SpanRow, TimeRow

ROW = record_row(dispute())
WORDS = SpanRow(start=0, end=0, text="")
MONDAY, TUESDAY = datetime.date(2031, 3, 3), datetime.date(2031, 3, 4)


def test_every_statement_is_told_in_a_sentence() -> None:
    agreed, denied, expected = map(row_told, ROW.statements)
    assert agreed.startswith("Lena Brandvold (Minister) said (2031-03-04): we will reopen the Sund line by\n1 May … if")
    assert denied.startswith("Odd Rike (Captain) denied having said: he had blocked")
    assert expected.startswith("officials said: There is perhaps an even")


def test_every_reading_and_every_post_is_told_in_a_sentence() -> None:
    readings = (*ROW.commitments, *ROW.forecasts, *ROW.disputes, *ROW.references, *ROW.posts)
    assert [row_told(row) for row in readings] == [
        "Lena Brandvold undertakes (… to 2031-05-01): reopen the Sund line; condition: if Captain Odd Rike agrees",
        "Forecast (2031-06-01 to 2031-06-30), 45\u00a0% to 55\u00a0% likely: ferries sail",
        "Contested, the words are said to be quoted wrongly: She never said “will reopen”. She said “may reopen”!"
        "; said to be right: may reopen",
        "Treaty: Harbour Treaty (2029)",
        "marit_k wrote: She never said “will reopen”. She said “may reopen”!",
    ]


def test_nobody_in_particular_is_somebody() -> None:
    assert row_told(msgspec.structs.replace(ROW.statements[2], speakers=())).startswith("Somebody said: ")


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (TUESDAY, TUESDAY, "2031-03-04"),
        (MONDAY, TUESDAY, "2031-03-03 to 2031-03-04"),
        (None, TUESDAY, "… to 2031-03-04"),
        (None, None, "on an unknown day"),
    ],
)
def test_days_are_told_as_people_write_them(first: datetime.date | None, last: datetime.date | None, told: str) -> None:
    assert days(TimeRow(from_=first, to=last, words=WORDS)) == told


def test_shares_are_told_in_per_cent() -> None:
    assert share(0.051) == "5\u00a0%"


def test_what_has_no_sentence_is_told() -> None:
    with pytest.raises(TypeError, match="no sentence for a SpanRow"):
        row_told(WORDS)
