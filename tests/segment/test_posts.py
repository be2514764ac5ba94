"""Posts: where the report ends, where each post begins, who wrote it and whom it answers."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marked import marked
from onrecord.model.base import Span
from onrecord.model.document import Block, Hint
from onrecord.model.statement import Post
from segment.reading import segmented

REPORT = """Viaduct stays shut, minister says

By Nils Aberg
5 March 2031

ALDERMOUTH — Tambria will not open the Vessen Viaduct this month, Transport Minister Odile Farran said on Tuesday.

“Nobody will send a train over a cracked pier,” Farran told reporters, according to the Tambrian News Agency.

The Kestrian government called the decision a pretext. Its spokesman, Per Dahl, said engineers had found no crack.

Farran said a second survey would be published on Thursday, and that President Ilsa Morn had asked for it."""

NAME_AND_DATE_OVER = """
wagoner
5 March 2031 at 9:14

[Four weeks before the fees are up. What a coincidence!]b

Petra L.
5 March 2031 at 9:40

[You would send your own train over it, then?

I would not.]b

quarry foreman
6 March 2031 at 11:02

[The survey says “no crack”.]b
"""
SAYS_OVER = """
wagoner says:
March 5, 2031 at 9:14 am
[Four weeks before the fees are up.]b
Reply
Petra L. says:
March 5, 2031 at 9:40 am
[You would send your own train over it, then?]b
Reply
"""
SIGNED_UNDER = """
Comments

[Four weeks before the fees are up. What a coincidence!]b

Posted by: wagoner | March 05, 2031 at 09:14 AM

[You would send your own train over it, then?

I would not.]b

Posted by: Petra L. | March 05, 2031 at 09:40 AM

[Nonsense.]b

Posted by: wagoner | March 06, 2031 at 11:02 AM
"""
ONE_LINE = """
3 Comments
wagoner • 3 hours ago
[Four weeks before the fees are up.]b
Like · Share
Petra L. • 2 hours ago
[You would send your own train over it, then?]b
12 likes
Anders • 20 minutes ago
[Nobody has seen that crack.]b
Leave a comment
"""
NUMBERED = """
1. wagoner - 5 March, 2031
    [Four weeks before the fees are up.]b
2. Petra L. - 5 March, 2031
    [You would send your own train over it, then?]b
3. wagoner - 6 March, 2031
    [Not my own.]b
"""
GLUED = """
wagonerMarch 5, 2031 9:14 AM
[Four weeks before the fees are up.]b
Petra L.March 5, 2031 9:40 AM
[You would send your own train over it, then?]b
AndersMarch 6, 2031 8:00 AM
[Nobody has seen that crack.]b
"""
NAME_OVER_DATE_UNDER = """
wagoner said...
[Four weeks before the fees are up.]b
March 5, 2031 9:14 AM
Petra L. said...
[You would send your own train over it, then?]b
March 5, 2031 9:40 AM
Anders said...
[Nobody has seen that crack.]b
March 6, 2031 8:00 AM
"""
NAMES_ONLY = """
wagoner

    [Four weeks before the fees are up.]b

Petra L.

    [You would send your own train over it, then?]b

    wagoner

        [Not my own.]b

Anders

    [Nobody has seen that crack.]b
"""
BADGES = """
wagoner
Super User
152 Fans

3 hours ago (9:14 AM)
[Four weeks before the fees are up.]b

Petra L.
A wheel is a wheel.
12 Fans

2 hours ago (9:40 AM)
[You would send your own train over it, then?]b

Anders
1 Fans

20 minutes ago (11:02 AM)
[Nobody has seen that crack.]b
"""
IN_BRACKETS = """
wagoner (5 March 2031, 09:14)
[The road has been shut since Monday and nobody tells us why.]b

Petra L. (5 March 2031, 09:40)
[It says why in the report.]b

wagoner (6 March 2031, 11:02 am)
[Not a word about the wheels.]b
"""

LAYOUTS = [
    BADGES,
    NAME_AND_DATE_OVER,
    SAYS_OVER,
    SIGNED_UNDER,
    ONE_LINE,
    NUMBERED,
    GLUED,
    NAME_OVER_DATE_UNDER,
    NAMES_ONLY,
    IN_BRACKETS,
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_posts_are_found_in_any_layout_that_repeats(layout: str) -> None:
    page = marked(REPORT + "\n" + layout)
    posts = segmented(page.text).of(Post)
    assert [p.body.of(page.text) for p in posts] == list(page.words("b"))
    assert [p.author for p in posts][:2] == ["wagoner", "Petra L."]


def test_author_and_date_are_as_printed() -> None:
    text = REPORT + "\n" + marked(SIGNED_UNDER).text
    assert [(p.author, p.date) for p in segmented(text).of(Post)] == [
        ("wagoner", "March 05, 2031 at 09:14 AM"),
        ("Petra L.", "March 05, 2031 at 09:40 AM"),
        ("wagoner", "March 06, 2031 at 11:02 AM"),
    ]


def test_a_report_alone_has_no_posts() -> None:
    assert segmented(REPORT).of(Post) == ()


def test_a_report_that_dates_its_parts_has_no_posts() -> None:
    parts = "\n\n".join(f"{hour}:15 a.m.\n\nThe council met again, said Dahl." for hour in range(1, 9))
    assert segmented(f"{REPORT}\n\n{parts}").of(Post) == ()


def test_an_interview_in_a_report_is_no_discussion() -> None:
    answers = "\n\n".join(["Q: Why did you not tell us?", "FARRAN: I told you. You didn't listen to me!"] * 4)
    assert segmented(f"{REPORT}\n\n{answers}").of(Post) == ()


UNSIGNED = """They’re already at it. You’ll see, we won’t get that viaduct back before the fees are paid.
Yes, and I’ve stopped believing a word of it.
I think you’re both wrong! My brother works there and he saw the pier himself…
And then they told him to keep quiet about it.
Nonsense! She did *not* say “cracked”. She said “unsound”, didn’t she?
Thanks, I’d missed that. Why don’t you write to them?"""


def test_without_names_the_report_ends_where_a_readers_voice_begins() -> None:
    text = REPORT + "\n" + UNSIGNED
    posts = segmented(text).of(Post)
    assert posts[0].extent.start == len(REPORT) + 1
    assert posts[-1].extent.end == len(text)
    assert all(p.author is None and p.date is None for p in posts)


def test_without_names_a_post_begins_with_an_answer_and_not_with_what_goes_on() -> None:
    posts = segmented(REPORT + "\n" + UNSIGNED).of(Post)
    starts = [p.body.of(REPORT + "\n" + UNSIGNED).split()[0] for p in posts]
    assert starts == ["They’re", "Yes,", "I", "Nonsense!", "Thanks,"]


def test_what_rests_on_the_voice_alone_is_less_sure_than_a_layout() -> None:
    (told, *_) = segmented(REPORT + "\n" + UNSIGNED).of(Post)
    (laid_out, *_) = segmented(REPORT + "\n" + marked(ONE_LINE).text).of(Post)
    assert told.confidence < laid_out.confidence


def test_a_page_that_holds_only_a_discussion_is_all_posts() -> None:
    page = marked(NAME_AND_DATE_OVER.strip())
    posts = segmented(page.text, kind="discussion").of(Post)
    assert [p.body.of(page.text) for p in posts] == list(page.words("b"))


def test_a_headline_that_ends_with_says_is_no_name() -> None:
    page = marked(REPORT + "\n" + NAME_AND_DATE_OVER)
    assert len(segmented(page.text).of(Post)) == 3


def test_two_posts_of_one_layout_are_enough() -> None:
    text = REPORT + "\n" + marked(NAME_AND_DATE_OVER).text.split("quarry foreman")[0]
    assert [p.author for p in segmented(text).of(Post)] == ["wagoner", "Petra L."]


def test_a_moderator_is_a_name_and_not_a_badge() -> None:
    text = REPORT + "\n" + marked(NAME_AND_DATE_OVER).text.replace("quarry foreman", "Moderator")
    assert [p.author for p in segmented(text).of(Post)] == ["wagoner", "Petra L.", "Moderator"]


def test_interface_words_and_headings_belong_to_no_post() -> None:
    page = marked(REPORT + "\n" + ONE_LINE)
    record = segmented(page.text)
    said = {b.extent.of(page.text): b.role for b in record.of(Block)}
    assert said["3 Comments"] == said["Like · Share"] == said["Leave a comment"] == "boilerplate"
    assert said["wagoner • 3 hours ago"] == "byline"
    assert said["Four weeks before the fees are up."] == "post"


def test_an_answer_by_name_has_the_readers_post_as_parent() -> None:
    text = REPORT + "\n" + marked(ONE_LINE).text.replace("You would", "@wagoner You would")
    first, second, _ = segmented(text).of(Post)
    assert second.parent == first.id


def test_an_answer_by_quotation_has_the_quoted_post_as_parent() -> None:
    text = (
        REPORT
        + "\n"
        + marked(ONE_LINE).text.replace("Nobody has", "“You would send your own train over it” Nobody has")
    )
    _, second, third = segmented(text).of(Post)
    assert third.parent == second.id


def test_a_quotation_of_the_report_answers_the_report() -> None:
    text = REPORT + "\n" + marked(ONE_LINE).text.replace("You would", "“Nobody will send a train over” – you would")
    _, second, _ = segmented(text).of(Post)
    assert second.parent == "article"


def test_a_post_set_in_under_another_answers_it() -> None:
    text = REPORT + "\n" + marked(NAMES_ONLY).text
    first, second, third, fourth = segmented(text).of(Post)
    assert [first.parent, second.parent, third.parent, fourth.parent] == ["article", "article", second.id, "article"]


def test_a_first_header_whose_blanks_were_cut_off_is_no_parent_of_the_others() -> None:
    headers = [f"    {name} • {n} hours ago\n    A word on the piers." for n, name in enumerate("abcdef", start=2)]
    page = REPORT + "\n\n" + "\n\n".join(headers).strip()
    assert {p.parent for p in segmented(page).of(Post)} == {"article"}


def test_what_a_blog_prints_of_a_readers_own_page_is_no_word_of_the_post() -> None:
    text = REPORT + "\n" + marked(ONE_LINE).text.replace("are up.", "are up.\nwagoner recently posted..Old Mills")
    assert segmented(text).of(Post)[0].body.of(text) == "Four weeks before the fees are up."


def test_stance_is_told_only_where_the_first_words_say_it() -> None:
    words = {"Not a word.": None, "I agree.": "agree", "Nonsense. It holds.": "disagree", "Who paid?": "question"}
    lines = [f"reader{n} • {n} hours ago\n{said}" for n, said in enumerate(words, start=1)]
    posts = segmented(REPORT + "\n" + "\n".join(lines)).of(Post)
    assert [p.stance for p in posts] == list(words.values())


PAGE = marked(
    "[Viaduct shut]h\n\n[Farran said no.]p\n\n"
    "[[Anders]x 5 March\n[I saw it.]b\n[Petra\n[You did not.]b]c]c\n\n[Read more]p"
)


def html_hints() -> tuple[Hint, ...]:
    outer, inner = PAGE.spans["c"]
    first, second = PAGE.spans["b"]
    return (
        Hint(span=PAGE.one("h"), tag="h1"),
        Hint(span=outer, tag="comment", attributes=(("id", "7"), ("author", "Anders"), ("date", "2031-03-05"))),
        Hint(span=first, tag="comment-body"),
        Hint(span=inner, tag="comment", attributes=(("id", "8"), ("author", "Petra"), ("parent", "7"))),
        Hint(span=second, tag="comment-body"),
    )


def test_markup_names_posts_their_authors_and_parents() -> None:
    first, second = segmented(PAGE.text, hints=html_hints()).of(Post)
    assert (first.author, first.date, first.parent) == ("Anders", "2031-03-05", "article")
    assert (second.author, second.date, second.parent) == ("Petra", None, first.id)
    assert [p.body.of(PAGE.text) for p in (first, second)] == ["I saw it.", "You did not."]


def test_what_follows_comments_in_markup_is_not_lost_to_them() -> None:
    roles = [b.role for b in segmented(PAGE.text, hints=html_hints()).of(Block)]
    assert roles == ["headline", "paragraph", "byline", "post", "byline", "post", "boilerplate"]


@pytest.mark.parametrize("parent", ["8", "9"])
def test_a_comment_that_names_itself_or_nobody_as_parent_has_none(parent: str) -> None:
    *others, inner, body = html_hints()
    looped = Hint(span=inner.span, tag="comment", attributes=(("id", "8"), ("author", "Petra"), ("parent", parent)))
    _, second = segmented(PAGE.text, hints=(*others, looped, body)).of(Post)
    assert second.parent is None


def assert_sound(text: str, blocks: tuple[Block, ...], posts: tuple[Post, ...]) -> None:
    end = 0
    for block in blocks:
        assert end <= block.extent.start < block.extent.end <= len(text)
        assert not text[end : block.extent.start].strip()
        end = block.extent.end
    assert not text[end:].strip()
    end = 0
    for post in posts:
        assert end <= post.extent.start
        assert post.extent.contains(post.body)
        assert post.extent.end <= len(text)
        end = post.extent.end


LINES = st.sampled_from(
    [
        "wagoner says:", "Posted by: Petra | March 5, 2031 at 9:14 AM", "March 5, 2031 at 9:14 AM", "Reply",
        "12 Comments", "I don’t know!", "@wagoner you’re wrong…", "Farran said on Tuesday that it was shut.", "",
        "  Anders", "    No.", "1. Anders - 5 March, 2031", "“", "\u202e שלום", "e\u0301", "😀", "Leave a comment",
        "[…] a page that links here […]",
    ]
)  # fmt: skip
TAGS = st.sampled_from(["comment", "comment-body", "h1", "turn"])


@settings(max_examples=150)
@given(st.lists(LINES, max_size=40).map("\n".join))
def test_blocks_cover_the_text_and_posts_never_overlap(text: str) -> None:
    record = segmented(text)
    assert_sound(text, record.of(Block), record.of(Post))


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    record = segmented(text)
    assert_sound(text, record.of(Block), record.of(Post))


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), TAGS)))
def test_any_hints_are_read(places: list[tuple[int, int, str]]) -> None:
    text = "Farran said no. I saw it.\nYou did not.\n\nWho knows? Nobody."[:60].ljust(60, ".")
    hints = tuple(Hint(span=Span(min(a, b), max(a, b)), tag=tag) for a, b, tag in places)
    record = segmented(text, hints=hints)
    assert_sound(text, record.of(Block), record.of(Post))


@pytest.mark.parametrize("text", ["", "x", "😀", "\ufeff", "\u202e\u0301", "\n\n\n"])
def test_the_smallest_texts_are_read(text: str) -> None:
    record = segmented(text)
    assert_sound(text, record.of(Block), record.of(Post))


@pytest.mark.parametrize(
    "unit",
    ["word " * 10 + "\n", "wagoner says:\nNo “yes” no.\n", "a\n", "“ ", "1/1/31 ", "Reply\n", "says ", "(" * 9, "I…!?"],
)
def test_cost_is_linear_in_the_text(unit: str) -> None:
    def seconds(length: int) -> float:
        start = time.process_time()
        segmented(unit * (length // len(unit)))
        return time.process_time() - start

    best = min(seconds(80_000) for _ in range(3))  # other tests' garbage may be collected in one of them
    assert best < 40 * max(seconds(10_000), 0.005)


def test_one_line_of_five_megabytes_is_one_paragraph() -> None:
    (block,) = segmented("word, " * 800_000).of(Block)
    assert block.role == "paragraph"


def test_a_thread_two_hundred_levels_deep_is_read() -> None:
    posts = "\n\n".join(f"{' ' * level}reader{level} • {level + 1} hours ago\n{' ' * level}No." for level in range(200))
    found = segmented(REPORT + "\n\n" + posts).of(Post)
    assert [p.parent for p in found] == ["article", *(p.id for p in found[:-1])]
