"""Replies: whom a post answers, by name, number, quotation, time, or as the report's author."""

import pytest

from onrecord.model.statement import Post
from segment.reading import segmented

REPORT = """Old Mill bridge stays shut

By Odile Farran
5 March 2031

The town of Aldermouth will not open the Old Mill bridge this month, the council said on Tuesday.

“Nobody will walk over a cracked beam,” said its engineer, Per Dahl, according to the Tambrian News Agency.

Dahl said that a second survey would be published on Thursday."""


def parents(*posts: tuple[str, str, str], report: str = REPORT) -> list[int | str | None]:
    """For each post, given as writer, date and words, the index of the one it answers, "article" or None."""
    page = report + "\n\n" + "\n\n".join(f"{writer} says:\n{date}\n{words}" for writer, date, words in posts)
    found = segmented(page).of(Post)
    assert [p.author for p in found] == [writer for writer, _, _ in posts]
    places: dict[str | None, int | str | None] = {p.id: place for place, p in enumerate(found)}
    return [places.get(p.parent, p.parent) for p in found]


def on_the_fifth(*posts: tuple[str, str], report: str = REPORT) -> list[int | str | None]:
    """The parents of posts that are written one minute after another."""
    dated = [(w, f"March 5, 2031 at 9:{place:02} am", said) for place, (w, said) in enumerate(posts, start=10)]
    return parents(*dated, report=report)


FIRST = ("Anders Holm", "The ferry takes half an hour more than the walk did.")
SECOND = ("wagoner", "Four weeks before the fees are up.")


@pytest.mark.parametrize(
    "words",
    [
        "@Anders Holm The ferry leaves twice an hour.",
        "@ Anders: the ferry leaves twice an hour.",
        "Anders, the ferry leaves twice an hour.",
        "Anders – the ferry leaves twice an hour.",
        "Hi Anders! The ferry leaves twice an hour.",
        "Whoops! Thanks Anders. The ferry leaves twice an hour.",
        "Thanks for counting the minutes, Anders. The ferry leaves twice an hour.",
        "I agree with Anders Holm. The ferry leaves twice an hour.",
        "Anders\nThe ferry leaves twice an hour.",
    ],
)
def test_a_reader_named_in_the_first_words_is_answered(words: str) -> None:
    assert on_the_fifth(FIRST, SECOND, ("Petra", words))[2] == 0


@pytest.mark.parametrize(
    "words", ["Anders Bridge was shut as well.", "The plan that Anders, my son, made is better.", "andersson, I think."]
)
def test_a_name_that_is_only_spoken_of_is_no_address(words: str) -> None:
    assert on_the_fifth(("Anders", "The ferry is late."), SECOND, ("Petra", words))[2] != 0


@pytest.mark.parametrize("words", ["@1 It leaves twice an hour.", "#1 It leaves twice an hour.", "Re: #1 – it is not."])
def test_the_number_of_a_post_is_counted_where_none_is_printed(words: str) -> None:
    assert on_the_fifth(FIRST, SECOND, ("Petra", words))[2] == 0


def test_numbers_are_the_printed_ones_where_the_page_prints_them() -> None:
    posts = [("4. wagoner", "It is shut."), ("5. Anders", "It is not."), ("6. Petra", "@4 It is open on Sundays.")]
    page = REPORT + "\n\n" + "\n\n".join(f"{w} says:\n5 March 2031 at 9:14\n{said}" for w, said in posts)
    first, _, third = segmented(page).of(Post)
    assert third.parent == first.id


def test_a_greeting_to_the_reports_author_answers_the_report() -> None:
    assert on_the_fifth(FIRST, ("Odile Farran", "It does."), ("Petra", "Odile, this is a sad story."))[2] == "article"


def test_a_reader_whom_the_reports_author_answered_answers_back() -> None:
    posts = (
        FIRST,
        ("Odile Farran", "Anders, it leaves twice an hour."),
        ("Anders Holm", "Thanks, Odile. It does not."),
    )
    assert on_the_fifth(*posts) == ["article", 0, 1]


def test_the_reports_author_answers_the_post_above() -> None:
    assert on_the_fifth(FIRST, SECOND, ("Odile Farran", "The council has not told why."))[2] == 1


def test_the_one_who_comes_back_most_and_names_others_is_taken_for_the_reports_author() -> None:
    anonymous = REPORT.replace("By Odile Farran\n", "")
    posts = [
        FIRST,
        ("Karen", "Anders, it does."),
        SECOND,
        ("Karen", "It was."),
        ("Per", "No walk."),
        ("Karen", "None."),
    ]
    assert on_the_fifth(*posts, report=anonymous)[1::2] == [0, 2, 4]


def test_a_post_sent_twice_is_no_quotation_of_itself() -> None:
    words = "The ferry takes half an hour more than the walk over the old bridge ever did in my time."
    assert on_the_fifth(("Anders", words), ("Anders", words), SECOND)[:2] == ["article", "article"]


def test_the_one_who_said_the_quoted_words_first_is_answered() -> None:
    said = "It takes half an hour more than before"
    posts = (("Anders", said + "."), ("Petra", f"“{said}” – for whom?"), ("wagoner", f"“{said}” – for me, too."))
    assert on_the_fifth(*posts) == ["article", 0, 0]


def test_where_the_oldest_stand_first_a_later_post_stands_under_the_one_above() -> None:
    posts = [
        ("Anders", "March 5, 2031 at 9:10 am", "The ferry is slow."),
        ("wagoner", "March 5, 2031 at 9:20 am", "A walk, then."),
        ("Petra", "March 6, 2031 at 8:00 am", "A long one."),
        ("Karen", "March 5, 2031 at 9:30 am", "The fees are up."),
    ]
    assert parents(*posts) == ["article", "article", 1, "article"]


def test_where_the_newest_stand_first_a_later_post_stands_under_the_one_above() -> None:
    posts = [
        ("Anders", "14 minutes ago", "The ferry is slow."),
        ("wagoner", "26 minutes ago", "A walk, then."),
        ("Petra", "51 minutes ago", "Four weeks before the fees are up."),
        ("Karen", "27 minutes ago", "Five, by my count."),
        ("Per", "1 hour ago", "Let the beam be mended."),
    ]
    assert parents(*posts) == ["article", "article", "article", 2, "article"]


def test_a_post_that_is_later_than_two_posts_above_answers_the_one_whose_answers_are_earlier() -> None:
    posts = [
        ("Anders", "10 minutes ago", "Mend the beam."),
        ("Petra", "20 minutes ago", "Sell the ferry."),
        ("wagoner", "15 minutes ago", "To whom?"),
        ("Petra", "3 minutes ago", "To the council."),
        ("Karen", "9 minutes ago", "It has no money."),
        ("Per", "30 minutes ago", "It is a good ferry."),
    ]
    assert parents(*posts) == ["article", "article", 1, 2, 1, "article"]
