"""The text of a page: no word and no quotation mark lost or glued, and every character's place in the source."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ingest.linewriter import LineWriter
from onrecord.ingest.markup import parse
from onrecord.ingest.walk import Named, walk
from onrecord.model.document import Hint, OffsetMap

PIECES = st.sampled_from(
    [
        *"<p> </p> <q> </q> <del> </del> <ins> </ins> <sup> </sup> <td> <br> <li> <pre> </pre> <b> </b>".split(),
        *'<!--c--> &nbsp; &amp &#8220; &notit; &#x0; &NotEqualTilde; &#32; & a 1 word “ " 👍 <'.split(),
        *(" ", "\n ", "  ", "\u00a0", "\r\n", "\t"),
    ]
)


def written(source: str) -> tuple[str, tuple[Hint, ...], OffsetMap]:
    page, out = parse(source), LineWriter()
    hints = walk(page, range(1, len(page)), range(len(page)), out).hints
    return out.text, hints, out.offsets


def text(source: str) -> str:
    return written(source)[0]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>On <time>Tuesday</time> he said</p>", "On Tuesday he said"),
        ("<p>he <q>never <q>did</q></q>, she", "he “never ‘did’”, she"),
        ("<p>he <q>a <q>b <q>c</q></q></q>", "he “a ‘b “c”’”"),
        ("<p>he “<q>never</q>”", "he “never”"),
        ("<p>he <q>“never”</q>", "he “never”"),
        ("<p>he <q>a</q> <q>b</q>", "he “a” “b”"),
        ("<p>he <q></q> left", "he left"),
        ("<p>he <q><b>ne</b>ver</q>said", "he “never”said"),
        ("<p><del>never</del><ins>always</ins> it", "never always it"),
        ("<p>colo<ins>u</ins>r", "colour"),
        ("<p>it<sup>1</sup> in 1931<sup><a href=#n>b</a></sup>", "it 1 in 1931 b"),
        ("<p>the 10<sup>th</sup> H<sub>2</sub>O", "the 10th H2O"),
        ("a<br>b<br><br>c<br><br><br>d", "a\nb\n\nc\n\nd"),
        ("<ul><li>a<ul><li>b</ul><li><p>c</p></ul>d", "a\nb\nc\n\nd"),
        ("<table><caption>x</caption><tr><th>a<th>b<tr><td>c<td></table>d", "x\na\tb\nc\n\nd"),
        ("<table><tr><td><p>a</p><p>b</p><td>c</table>", "a\n\nb\n\nc"),
        ("<h1>a</h1>b<p>c</p>d", "a\n\nb\n\nc\n\nd"),
        ("<p>  a\n b\t</p>\n c ", "a b\n\nc"),
        ("a <b> b </b> c", "a b c"),
        ("a&nbsp; &nbsp;b", "a\u00a0 \u00a0b"),
        (
            "&lt;p&gt; &ldquo;x&rdquo; &hellip; &AMP &notit; & &#151; &#xD800; &#0;",
            "<p> “x” … & ¬it; & — \ufffd \ufffd",
        ),
        ("<pre>\na  b\n   c\n</pre>d", "a  b\n   c\n\nd"),
        ("<span>fair</span><span>ness</span>", "fairness"),
        ("<span style='display: block'>a</span><span>b</span>", "a\nb"),
        ("<figure><img alt=x><figcaption>a</figcaption></figure><blockquote>b</blockquote>", "a\n\nb"),
    ],
)
def test_words_and_marks_are_written_as_a_reader_sees_them(source: str, expected: str) -> None:
    assert text(source) == expected


@pytest.mark.parametrize(
    ("source", "hints"),
    [
        ("<p>a <time datetime=2031-03-05>Tuesday</time></p>", [("p", "a Tuesday"), ("time", "Tuesday")]),
        ("<p>x <q cite=u><a href=v>a</a> b</q>", [("p", "x “a b”"), ("q", "“a b”"), ("a", "a")]),
        ("<blockquote><p> a </p></blockquote>", [("blockquote", "a"), ("p", "a")]),
        ("<ul><li>a<ul><li>b</ul></ul>", [("li", "a\nb"), ("li", "b")]),
        ("<p></p><p> </p>", []),
    ],
)
def test_hints_hold_the_words_of_their_elements(source: str, hints: list[tuple[str, str]]) -> None:
    words, found, _ = written(source)
    assert [(hint.tag, hint.span.of(words)) for hint in found] == hints


def test_hints_keep_what_elements_say() -> None:
    hints = written('<p>a <time datetime="2031-03-05">b</time> <a href="/c" id=x>c</a> <del cite=d>e</del>')[1]
    assert [hint.attributes for hint in hints[1:]] == [
        (("datetime", "2031-03-05"),),
        (("href", "/c"),),
        (("cite", "d"),),
    ]


def test_a_named_element_stands_on_lines_of_its_own() -> None:
    page, out = parse("<p><i>Bo</i><i>9 am</i>No!"), LineWriter()
    (hint, *_) = walk(page, range(2, len(page)), range(len(page)), out, {2: Named("comment-author")}).hints
    assert (out.text, hint.tag, hint.span.of(out.text)) == ("Bo\n9 amNo!", "comment-author", "Bo")


@given(st.lists(PIECES, max_size=40).map("".join))
def test_each_character_stands_at_its_place_in_the_source(source: str) -> None:
    words, hints, offsets = written(source)
    assert words == words.strip(" \n\t") or "<pre>" in source
    assert all(0 <= hint.span.start < hint.span.end <= len(words) for hint in hints)
    before = 0
    for position, character in enumerate(words):
        at = offsets.to_source(position)
        if at is None:
            assert character in "\n\t “”‘’"
            continue
        same = source[at] == character or (source[at].isspace() and character == " ")
        assert same or source[at] == "&"
        assert at >= before
        before = at


@given(st.lists(st.text("abc1é👍", min_size=1, max_size=4), min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_no_word_is_lost_whatever_stands_between(words: list[str], random) -> None:  # type: ignore[no-untyped-def]
    between = ["<br>", " ", "<p>", "<li>", "&#10;", "\n<b> ", "</div><td>", " <!-- x --> ", "</p>", "<hr>"]
    source = "".join(html.escape(word) + random.choice(between) for word in words)
    assert text(source).split() == words
