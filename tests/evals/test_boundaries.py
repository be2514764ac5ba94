"""Author lines are cut out of pages with every post's place kept, and what was read is counted by lines."""

import gzip
import json
import sys
from pathlib import Path

import pytest
from evals.boundaries import Page, flattened, joined, labelled, line_of, main, measure, stripped
from hypothesis import given
from hypothesis import strategies as st

from marked import marked

PAGE = marked(
    "Viaduct shut\n\nFarran said no.\n\n2 Comments\n\n"
    "[wagoner, 5 March\n[Four weeks!\n\nWhat a coincidence!]b\nReply]c\n\n[[You would?]b Petra L.]c[[No.]b]c"
    "\n\nLeave a comment\n"
)


def comments() -> list[dict[str, int]]:
    pairs = zip(PAGE.spans["c"], PAGE.spans["b"], strict=True)
    return [{"start": c.start, "end": c.end, "body_start": b.start, "body_end": b.end} for c, b in pairs]


def test_what_stands_around_the_words_of_posts_is_cut_out() -> None:
    page = stripped("a", PAGE.text, comments())
    assert page.text == (
        "Viaduct shut\n\nFarran said no.\n\n2 Comments\n\n"
        "Four weeks!\n\nWhat a coincidence!\n\nYou would?\nNo.\n\nLeave a comment\n"
    )
    assert [page.text[start:].split("\n")[0] for start in page.starts] == ["Four weeks!", "You would?", "No."]


@given(st.lists(st.tuples(*[st.text("ab \n", min_size=1, max_size=5).map(lambda t: f"{t}.")] * 4), max_size=5))
def test_every_post_is_found_at_its_new_place(parts: list[tuple[str, str, str, str]]) -> None:
    text, told = "", []
    for before, head, body, foot in parts:
        start = len(text) + len(before)
        first = start + len(head)
        text += before + head + body + foot
        told.append({"start": start, "end": len(text), "body_start": first, "body_end": first + len(body)})
    page = stripped("a", text, told)
    assert all(page.text.startswith(parts[n][2], start) for n, start in enumerate(page.starts))
    assert len(page.starts) == len(parts)


def test_flattened_comments_are_told_apart_by_no_empty_line() -> None:
    page = joined("a", "One.\n\nTwo.", ["Three.\nFour.", "Five."])
    assert page.text == "One.\n\nTwo.\nThree.\nFour.\nFive."
    assert [page.text[start:] for start in page.starts] == ["Three.\nFour.\nFive.", "Five."]
    assert page.discussion.text == "Three.\nFour.\nFive."
    assert page.discussion.gold == frozenset((0, 2))


def test_a_start_is_right_anywhere_on_its_line() -> None:
    page = Page(name="a", text="Report.\n  One.\nTwo.\nThree.", starts=(10, 15))
    found = measure([page], lambda _: [12, 22])
    assert (found.gold, found.predicted, found.starts.f1, found.ends) == (2, 2, 50.0, 1)


def test_the_first_line_does_not_count_where_the_end_of_the_article_is_given() -> None:
    page = Page(name="a", text="One.\nTwo.\nThree.", starts=(0, 5))
    found = measure([page], lambda _: [0, 10], given=True)
    assert (found.gold, found.predicted, found.starts.f1, found.ends) == (1, 1, 0.0, None)


def test_a_line_is_counted_from_the_top() -> None:
    assert [line_of("a\nb\n\nc", place) for place in (0, 1, 2, 5)] == [0, 0, 1, 3]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "threads_labelled").mkdir()
    (tmp_path / "discussion").mkdir()
    (tmp_path / "threads_labelled" / "a.txt").write_text(PAGE.text, encoding="utf-8")
    (tmp_path / "threads_labelled" / "a.json").write_text(json.dumps({"comments": comments()}), encoding="utf-8")
    with gzip.open(tmp_path / "discussion" / "blog_comments.jsonl.gz", "wt", encoding="utf-8") as file:
        for number in range(12):
            texts = [{"text": f"Yes.\n\nI think {number}."}, {"text": " "}, {"text": "Why?"}, {"text": "Thanks!"}]
            row = {"id": f"page {number}", "article": "It is shut.\n", "comments": texts[: 4 if number else 3]}
            file.write(json.dumps(row) + "\n")
    return tmp_path


def test_pages_are_taken_at_fixed_steps_from_those_with_comments_enough(data: Path) -> None:
    pages = list(flattened(data / "discussion" / "blog_comments.jsonl.gz", every=5))
    assert [page.name for page in pages] == ["page 1", "page 6", "page 11"]
    assert pages[0].text == "It is shut.\nYes.\nI think 1.\nWhy?\nThanks!"


def test_labelled_pages_are_read_with_their_line_ends(data: Path) -> None:
    (page,) = labelled(data / "threads_labelled")
    assert page == stripped("a", PAGE.text, comments())


def test_a_figure_below_its_floor_is_named_and_fails(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pinned = tmp_path / "floors.yml"
    pinned.write_text("boundaries:\n  at least:\n    blog comments f1: 100.1\n    labelled pages, every line f1: 50\n")
    monkeypatch.setattr(sys, "argv", ["boundaries", str(data), "--floors", str(pinned), "--show"])
    with pytest.raises(SystemExit, match="1"):
        main()
    told = capsys.readouterr()
    assert "blog comments f1 is" in told.err
    assert "every line" not in told.err
    assert told.out.count("end given") == 2
