"""Hosts: which of the readers wrote the report."""

import pytest

from onrecord.model.base import Span
from onrecord.segment.found import FoundPost
from onrecord.segment.hosts import host
from onrecord.segment.readers import Readers

REPORT = "The bridge stays shut\n\nThe council of Aldermouth will not open it, {byline}\n\n"


def found(report: str, *posts: tuple[str, str]) -> tuple[str, tuple[FoundPost, ...]]:
    text, made = report, []
    for author, words in posts:
        span = Span(len(text), len(text) + len(words))
        text += words + "\n"
        made.append(FoundPost(extent=span, body=span, author=author, confidence=1.0, reason=""))
    return text, tuple(made)


def of(report: str, *posts: tuple[str, str], author: str | None = None) -> str | None:
    text, made = found(report, *posts)
    return host(text, made, Readers(text, made), author)


POSTS = (("Anders", "It is dear."), ("Odile Farran", "It is."), ("Petra", "It is not."))


@pytest.mark.parametrize(
    "byline", ["By Odile Farran", "Posted by Odile Farran on Tuesday", "written by: Odile Farran | 5 March"]
)
def test_the_byline_names_the_host(byline: str) -> None:
    assert of(REPORT.format(byline=byline), *POSTS) == "odilefarran"


def test_the_metadata_name_the_host() -> None:
    assert of(REPORT, *POSTS, author="Odile Farran") == "odilefarran"


@pytest.mark.parametrize("byline", ["By Nils Aberg", "said by nobody"])
def test_a_page_whose_author_wrote_no_post_has_no_host(byline: str) -> None:
    assert of(REPORT.format(byline=byline), *POSTS, author="Nils Aberg") is None


ANSWERS = (
    ("Anders", "It is dear."),
    ("Karen", "Anders, it is."),
    ("Petra", "No."),
    ("Karen", "Yes."),
    ("Karen", "So."),
)


def test_one_who_comes_back_most_and_names_others_is_the_host() -> None:
    assert of(REPORT, *ANSWERS) == "karen"


def test_one_who_comes_back_and_names_nobody_is_a_reader() -> None:
    assert of(REPORT, *((author, words.removeprefix("Anders, ")) for author, words in ANSWERS)) is None


def test_one_who_began_is_a_reader() -> None:
    assert of(REPORT, ("Karen", "It is shut."), *ANSWERS) is None
