"""Holds the sample dispute together: what its tables say of its texts is so."""

import csv
import datetime
import json
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
WRONG = {"altered", "spliced", "distorted", "misattributed", "not_found"}
TRUE = {"exact", "cleaned", "marked"}
UNSHOWN = {"head", "script", "style"}
INLINE = {"a", "b", "cite", "em", "font", "i", "q", "small", "span", "strong", "time"}
MONTHS = {"March": 3, "April": 4}
DATED = re.compile(
    r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>March|April)|(?P<month2>March|April)\s+(?P<day2>\d{1,2}))\b"
)
"""A weekday directly before its date: "Friday, 14 March", "Thursday, March 27"."""
WORD = re.compile(r"\w+(?:['’-]\w+)*")


class _Visible(HTMLParser):
    """Collects what a page shows: its text without tags and entities, a line break for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unshown = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._unshown += tag in UNSHOWN
        if tag not in INLINE:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unshown -= tag in UNSHOWN
        if tag not in INLINE:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unshown:
            self.pieces.append(data)


def _texts(folder: str) -> list[Path]:
    return sorted((EXAMPLES / folder).iterdir())


def _all_texts() -> list[Path]:
    return [path for folder in ("transcripts", "reports", "discussions") for path in _texts(folder)]


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EXAMPLES / name).read_text(encoding="utf-8").splitlines()]


def _metadata() -> dict[str, dict[str, str]]:
    with open(EXAMPLES / "metadata.csv", encoding="utf-8", newline="") as table:
        return {row["filename"]: row for row in csv.DictReader(table)}


@cache
def _shown(name: str) -> str:
    """The text that a reader sees, with every run of blanks as one space."""
    path = EXAMPLES / name
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        page = _Visible()
        page.feed(text)
        text = "".join(page.pieces)
    if path.suffix == ".jsonl":
        text = "\n".join(json.loads(line)["text"] for line in text.splitlines())
    return " ".join(text.split())


@cache
def _spoken(name: str) -> str:
    return " ".join(_words(_shown(name)))


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in WORD.findall(text)]


def _holds(name: str, quote: str) -> bool:
    return f" {' '.join(_words(quote))} " in f" {_spoken(name)} "


def test_there_are_enough_transcripts_reports_and_discussions() -> None:
    assert len(_texts("transcripts")) >= 6
    assert len(_texts("reports")) >= 15
    assert sum(path.suffix == ".html" for path in _texts("reports")) >= 8
    assert len(_texts("discussions")) == 3


def test_every_file_is_utf8_and_ends_with_a_line_break() -> None:
    for path in (p for p in EXAMPLES.rglob("*") if p.is_file()):
        assert path.read_bytes().decode("utf-8").endswith("\n"), path


def test_no_report_is_much_too_short_or_long() -> None:
    for path in _texts("reports"):
        assert 250 <= len(_words(_shown(f"reports/{path.name}"))) <= 900, path


def test_every_text_has_one_row_in_the_metadata() -> None:
    assert sorted(path.name for path in _all_texts()) == sorted(_metadata())


def test_addresses_are_examples() -> None:
    for row in _metadata().values():
        assert re.match(r"https://[a-z.]+\.example\.org/", row["url"]), row


@pytest.mark.parametrize("path", _all_texts(), ids=lambda p: p.name)
def test_a_weekday_agrees_with_its_date(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for found in DATED.finditer(text):
        year = 1968 if text[found.end() :].startswith(", 1968") else 2025
        day = datetime.date(year, MONTHS[found["month"] or found["month2"]], int(found["day"] or found["day2"]))
        assert day.strftime("%A") == found["weekday"] + "day", found[0]


@pytest.mark.parametrize("path", _all_texts(), ids=lambda p: p.name)
def test_the_text_prints_the_day_that_the_metadata_gives(path: Path) -> None:
    day = datetime.date.fromisoformat(_metadata()[path.name]["published"])
    text = path.read_text(encoding="utf-8")
    printed = (f"{day.day} {day:%B}", f"{day:%B} {day.day}", day.isoformat())
    assert any(form in text for form in printed)


def test_dates_in_markup_agree_with_the_metadata() -> None:
    marked_up = re.compile(
        r'(?:"datePublished": ?|published_time" content=|name="(?:dc\.)?date" content=)"(\d{4}-\d\d-\d\d)'
    )
    for path in _all_texts():
        for day in marked_up.findall(path.read_text(encoding="utf-8")):
            assert day == _metadata()[path.name]["published"], path


def test_enough_misquotations_and_true_quotations_are_planted() -> None:
    verdicts = Counter(row["verdict"] for row in _rows("planted.jsonl"))
    assert set(verdicts) == WRONG | TRUE
    assert sum(verdicts[v] for v in WRONG) >= 20
    assert sum(verdicts[v] for v in TRUE) >= 30


@pytest.mark.parametrize("row", _rows("planted.jsonl"), ids=lambda row: row["quote"][:40])
def test_a_planted_quotation_stands_once_in_its_file(row: dict[str, Any]) -> None:
    assert _shown(row["file"]).count(row["quote"]) == 1


def test_a_quotation_called_exact_stands_word_for_word_in_its_transcript() -> None:
    for row in _rows("planted.jsonl"):
        if row["verdict"] in {"exact", "misattributed"}:
            assert _holds(row["transcript"], row["quote"]), row["quote"]


def test_a_quotation_called_changed_does_not_stand_so_in_its_transcript() -> None:
    for row in _rows("planted.jsonl"):
        if row["verdict"] in {"cleaned", "marked", "altered", "spliced"}:
            assert not _holds(row["transcript"], row["quote"]), row["quote"]


def test_a_quotation_called_not_found_stands_in_no_transcript() -> None:
    for row in _rows("planted.jsonl"):
        if row["verdict"] == "not_found":
            assert row["transcript"] is None
            assert not any(_holds(f"transcripts/{p.name}", row["quote"]) for p in _texts("transcripts")), row["quote"]


def test_no_report_quotes_a_transcript_of_a_later_day() -> None:
    metadata = _metadata()
    for row in _rows("planted.jsonl"):
        if row["transcript"]:
            source, report = (metadata[Path(row[key]).name]["published"] for key in ("transcript", "file"))
            assert source <= report, row["quote"]


def test_somebody_misattributed_is_not_the_speaker() -> None:
    for row in _rows("planted.jsonl"):
        if row["transcript"]:
            assert (row["attributed"] == row["speaker"]) == (row["verdict"] != "misattributed"), row["quote"]


def test_an_expected_statement_stands_once_in_its_file() -> None:
    rows = _rows("expected.jsonl")
    assert len(rows) >= 60
    assert len({row["file"] for row in rows}) >= 8
    for row in rows:
        assert _shown(row["file"]).count(row["content"]) == 1, row["content"]


def test_an_expected_speaker_is_named_in_the_file() -> None:
    for row in _rows("expected.jsonl"):
        for name in row["speakers"] + row["via"]:
            assert name in _shown(row["file"]), (row["file"], name)


def test_nothing_is_expected_to_be_said_after_it_was_published() -> None:
    for row in _rows("expected.jsonl"):
        assert row["said"] is None or row["said"] <= _metadata()[Path(row["file"]).name]["published"]


@pytest.mark.parametrize("path", _texts("discussions"), ids=lambda p: p.name)
def test_posts_stand_in_their_order_and_answer_earlier_ones(path: Path) -> None:
    name = f"discussions/{path.name}"
    posts = [row for row in _rows("posts.jsonl") if row["file"] == name]
    places = [_shown(name).index(row["starts"]) for row in posts]
    assert len(posts) >= 12
    assert places == sorted(places)
    assert [row["post"] for row in posts] == list(range(1, len(posts) + 1))
    assert all(row["parent"] == "article" or row["parent"] < row["post"] for row in posts)


@pytest.mark.parametrize("path", _texts("discussions"), ids=lambda p: p.name)
def test_each_discussion_holds_a_denied_quotation_with_its_counter_quotation_and_a_forecast(path: Path) -> None:
    posts = [row for row in _rows("posts.jsonl") if row["file"] == f"discussions/{path.name}"]
    verdicts = {row["quote"]: row["verdict"] for row in _rows("planted.jsonl") if row["file"].endswith(path.name)}
    disputed = next(row for row in posts if row["counter"])
    assert verdicts[disputed["disputes"]] in WRONG
    assert verdicts[disputed["counter"]] == "exact"
    assert any(row["forecasts"] for row in posts)


def test_the_words_of_a_forecast_stand_once_in_its_file() -> None:
    for row in _rows("posts.jsonl"):
        for words in row["forecasts"]:
            assert _shown(row["file"]).count(words) == 1, words
