"""Code, front matter and addresses, as a reader hinted them, are nobody's words: no headline, author or post."""

from hypothesis import given
from hypothesis import strategies as st

from marked import Marked, marked
from onrecord.model.base import Span
from onrecord.model.document import Block, Hint, Record
from onrecord.model.statement import Post
from onrecord.segment.unspoken import Unspoken
from segment.reading import segmented

STORY = "The minister said on Tuesday that the ferry would sail again in April, whatever the weather would be."


def read(written: Marked) -> Record:
    tags = {"k": "code", "l": "link", "h": "h1", "b": "blockquote"}
    return segmented(
        written.text,
        hints=tuple(Hint(span=s, tag=tag) for label, tag in tags.items() for s in written.spans.get(label, ())),
    )


def roles(written: str) -> list[str]:
    return [block.role for block in read(marked(written)).of(Block)]


def test_lines_of_code_are_boilerplate_and_a_word_of_code_makes_none() -> None:
    assert roles(f"# [Ferry]h\n\n{STORY} [`a`]k\n\n[```\na = 1\n```]k\n\n[`b`]k\n\n{STORY}") == [
        *("headline", "paragraph", "boilerplate", "boilerplate", "boilerplate", "boilerplate", "paragraph"),
    ]


def test_pictures_and_addresses_alone_on_a_line_are_boilerplate() -> None:
    assert roles(f"# [Ferry]h\n\n[!(pier.jpg)]l\n\n{STORY} (see [<https://a.example>]l)") == [
        *("headline", "boilerplate", "paragraph"),
    ]


def test_headline_and_author_stand_behind_front_matter() -> None:
    front = "[---\ntitle: x\ndate: 2031-03-05\nauthor: Ada Rook\ntags: y\nlang: en\n---]k"
    below = ["headline", "byline", "paragraph"]
    assert roles(f"{front}\n\n# [Ferry]h\n\nBy Ada Rook\n\n{STORY}")[7:] == below
    assert roles(f"{front}\n\nFerry talks fail\n\nBy Ada Rook\n\n{STORY}")[7:] == below
    assert set(roles(f"{front}\n\n{STORY}")[:7]) == {"boilerplate"}


def test_a_link_or_a_quoted_stretch_does_not_hide_the_headline() -> None:
    assert roles(f"Ferry talks fail\n\n{STORY} [(a)]l\n\n[> No.]b")[0] == "headline"


def test_names_and_days_in_front_matter_and_code_head_no_posts() -> None:
    plain = "Bo Dahl\n5 March 2031 at 9:14\n\nNo, it never did!\n\n"
    posts = f"{STORY}\n\n2 Comments\n\n{plain}Eli Aas\n5 March 2031 at 9:20\n\nWhy do you say so?\n\n"
    log = "[```\nAda Rook\n5 March 2031 at 9:30\n\nentered\n```]k\n"
    authors = [post.author for post in read(marked(posts + log)).of(Post)]
    assert authors == ["Bo Dahl", "Eli Aas"]


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda p: Span(p[0], p[0] + p[1])), max_size=8)


@given(SPANS, st.integers(0, 40), st.integers(1, 5))
def test_a_place_is_held_where_every_character_of_it_is(spans: list[Span], start: int, length: int) -> None:
    place = Span(start, start + length)
    covered = {n for span in spans for n in range(span.start, span.end)}
    assert Unspoken(spans).holds(place) == covered.issuperset(range(place.start, place.end))
