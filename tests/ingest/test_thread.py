"""What an exported discussion becomes: one text, in which every post is found with its author, date and parent."""

import html
import json
import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.exports import FORMS, Said
from onrecord.errors import DocumentError
from onrecord.ingest.readers import read_source, reader
from onrecord.ingest.thread import INGESTER
from onrecord.ingest.threads.parsing import parsed
from onrecord.model.document import Block, Document, Origin
from onrecord.model.statement import Post
from onrecord.registry import Source
from onrecord.settings import Settings
from segment.reading import segmented

every_form = pytest.mark.parametrize("form", FORMS)


def source(value: object, uri: str = "a.json") -> Source:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return Source(origin=Origin(uri=uri), data=data)


def read(value: object, uri: str = "a.json") -> Document:
    (document,) = INGESTER.read(source(value, uri), Settings())
    assert isinstance(document, Document)
    return document


def posts(document: Document) -> tuple[Post, ...]:
    return segmented(document.text, kind=document.kind, hints=document.hints).of(Post)


def told(document: Document) -> list[tuple[str | None, str | None, str, str | None]]:
    """Author, minute, words and the parent's words or "article" of each post."""
    found = posts(document)
    words = {post.id: post.body.of(document.text) for post in found} | {"article": "article"}
    minutes = [post.date[:16] if post.date else None for post in found]
    parents = [words[post.parent] if post.parent else None for post in found]
    return [(p.author, when, words[p.id], above) for p, when, above in zip(found, minutes, parents, strict=True)]


def expected(said: Sequence[Said]) -> list[tuple[str | None, str | None, str, str | None]]:
    """The same of what was written."""
    return [
        (
            post.author,
            post.iso[:16],
            post.words or "",
            "article" if post.answers is None else said[post.answers].words or "",
        )
        for post in said
    ]


def thread(*levels: int | None) -> list[Said]:
    return [
        Said(answers=answers, author=f"reader {place}", minute=place, words=f"Post {place} of the pier & the “crack”.")
        for place, answers in enumerate(levels)
    ]


WORDS = st.text(st.sampled_from("aé.<>&\"'“”’ 1👍"), max_size=30).map(lambda words: " ".join(f"w{words}w".split()))
NAMES = st.text(st.sampled_from("aB é<&'’\u202eש👍"), max_size=12).map(lambda name: " ".join(f"n{name}n".split()))


@st.composite
def trees(draw: st.DrawFn) -> list[Said]:
    """Discussions in which a post answers one before it, each with words of its own."""
    count = draw(st.integers(1, 12))
    return [
        Said(
            answers=draw(st.none() | st.integers(0, place - 1)) if place else None,
            author=draw(NAMES),
            minute=draw(st.integers(0, 10_000)),
            words=f"{place} {draw(WORDS)}" if draw(st.integers(0, 5)) else None,
        )
        for place in range(count)
    ]


@every_form
@settings(max_examples=40, deadline=None)
@given(said=trees())
def test_every_post_is_found_with_its_author_date_words_and_parent(form: str, said: list[Said]) -> None:
    value = FORMS[form](said)
    if all(post.words is None for post in said):
        with pytest.raises(DocumentError, match=r"none of its \d+ posts has words"):
            read(value)
        return
    document = read(value)
    assert sorted(told(document), key=repr) == sorted(expected(said), key=repr)
    assert document.kind == "discussion"


@every_form
def test_answers_stand_right_after_what_they_answer(form: str) -> None:
    document = read(FORMS[form](thread(None, None, 0, 2, 1, 0)))
    assert [p.body.of(document.text)[5] for p in posts(document)] == list("023514")


@every_form
def test_a_deleted_post_keeps_its_place_and_its_answers(form: str) -> None:
    said = [Said(answers=None, author="wagoner", minute=1, words=None), *thread(None, 0)[1:]]
    document = read(FORMS[form](said))
    gone, answer = posts(document)
    assert (gone.body.of(document.text), answer.parent) == ("", gone.id)
    assert "eleted" not in document.text


@every_form
def test_five_thousand_posts_two_hundred_levels_deep_are_read(form: str) -> None:
    said = thread(*(place - 1 if place % 200 else None for place in range(5000)))
    data = nested_json(FORMS[form](said))
    document = read(data)
    found = posts(document)
    assert len(found) == 5000
    assert [p.parent for p in found[:201]] == ["article", *(p.id for p in found[:199]), "article"]


def nested_json(value: object) -> bytes:
    """JSON of a value that is too deep for the standard writer."""
    pieces: list[str] = []
    waiting: list[object] = [value]
    done = object()
    while waiting:
        item = waiting.pop()
        if isinstance(item, tuple) and item[0] is done:
            pieces.append(item[1])
        elif isinstance(item, dict):
            parts: list[object] = [(done, "{")]
            for place, (name, held) in enumerate(item.items()):
                parts += [(done, f"{',' if place else ''}{json.dumps(name)}:"), held]
            waiting.extend(reversed([*parts, (done, "}")]))
        elif isinstance(item, list):
            parts = [(done, "[")]
            for place, held in enumerate(item):
                parts += [(done, "," if place else ""), held]
            waiting.extend(reversed([*parts, (done, "]")]))
        else:
            pieces.append(json.dumps(item))
    return "".join(pieces).encode()


def comment(number: object, parent: object, words: object, **rest: object) -> dict[str, object]:
    return {"id": number, "parent": parent, "message": words, "author": {"name": f"r{number}"}, **rest}


def test_posts_that_answer_one_another_in_a_circle_are_read_once_and_the_first_has_no_parent() -> None:
    document = read({"response": [comment(1, 3, "a"), comment(2, 1, "b"), comment(3, 2, "c"), comment(4, None, "d")]})
    assert [(w, p) for _, _, w, p in told(document)] == [("d", "article"), ("a", None), ("b", "a"), ("c", "b")]


def test_a_post_that_answers_itself_or_nobody_known_has_no_parent() -> None:
    document = read({"response": [comment(1, 1, "a"), comment(2, 77, "b")]})
    assert {(w, p) for _, _, w, p in told(document)} == {("a", None), ("b", None)}


def test_of_two_posts_with_one_name_the_first_is_answered_and_what_comes_twice_is_read_once() -> None:
    rows = [comment(1, None, "a"), comment(1, None, "b"), comment(2, 1, "c"), comment(1, None, "a")]
    document = read({"response": rows})
    assert [(w, p) for _, _, w, p in told(document)] == [("a", "article"), ("c", "a"), ("b", "article")]


def test_names_are_the_same_as_numbers_and_as_strings() -> None:
    document = read({"response": [comment("1", None, "a"), comment(2, 1.0, "b"), comment(3, "2", "c")]})
    assert [p for *_, p in told(document)] == ["article", "a", "b"]


@pytest.mark.parametrize("date", [None, 7.5e300, 10**400, -1, "soon", True, [], {}, "9" * 20, 0, float("nan")])
def test_a_date_that_is_none_is_left_out(date: object) -> None:
    document = read({"response": [comment(1, None, "a", createdAt=date)]})
    assert posts(document)[0].date in (None, "1969-12-31T23:59:59+00:00")


@pytest.mark.parametrize("date", [1930000000, "1930000000", 1930000000000, "1930000000000", "2031-02-27T23:06:40Z"])
def test_dates_in_seconds_milliseconds_and_letters_are_the_same(date: object) -> None:
    document = read({"response": [comment(1, None, "a", createdAt=date)]})
    assert posts(document)[0].date == "2031-02-27T23:06:40+00:00"


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("t1"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "id parent parent_id author name message body replies edges node data children kind cooked text type"
                " createdAt post_number uuid content".split()
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)
SHELLS = (
    lambda odd: {"response": [odd, {"message": odd, "id": odd, "parent": odd, "author": odd, "createdAt": odd}]},
    lambda odd: {"story": {"comments": {"edges": [{"node": odd}, odd]}, "metadata": odd, "url": odd}},
    lambda odd: {"contents": [{"uuid": odd, "parent_uuid": odd, "content": odd, "actor": odd, "date_created": odd}]},
    lambda odd: [{"kind": "Listing", "data": {"children": [{"kind": "t1", "data": odd}, {"kind": "t3", "data": odd}]}}],
    lambda odd: {"type": "story", "author": odd, "children": [odd, {"text": odd, "children": odd}]},
    lambda odd: [{"type": "comment", "by": odd, "id": odd, "time": odd, "text": odd, "parent": odd}, odd],
    lambda odd: {"post_stream": {"posts": [odd, {"post_number": odd, "cooked": odd}]}, "title": odd},
)


@settings(max_examples=300, deadline=None)
@given(odd=ODD, shell=st.sampled_from(SHELLS))
def test_fields_of_any_type_are_read_or_it_is_said_why_not(odd: object, shell: object) -> None:
    assert callable(shell)
    given_source = source(shell(odd))
    assert INGESTER.fits(given_source) > 0
    for found in read_source(given_source, Settings()):
        if isinstance(found, Document):
            assert posts(found) or found.kind == "article"
        else:
            assert str(found).startswith("a.json: ")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"[" * 100_000, "not JSON"),
        (b'{"response": [{"message": "a"}', "not JSON"),
        (b'{"response": [{"message": "a"}]} x', "not JSON"),
        (b'{"a": 1}', "JSON, but no discussion that is known: known are Disqus, Coral"),
        (b'{"post_stream": {"posts": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}", "an export of Discourse, but none"),
        (b'{"response": [], "code": 0}', "an export of Disqus, but none of its 0 posts has words"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, told: str) -> None:
    with pytest.raises(DocumentError, match=told):
        list(INGESTER.read(source(data), Settings()))


def test_a_file_called_json_is_never_read_as_prose() -> None:
    (error,) = read_source(source(b'{\n "a": 1\n}'), Settings())
    assert isinstance(error, DocumentError)
    assert "no discussion that is known" in str(error)


@pytest.mark.parametrize(
    ("data", "uri", "ours"),
    [
        (b"[Applause] Good morning.", "a.txt", False),
        (b'{"text": "a"}\n{"text": "b"}', "a.json", False),
        (b'{"text": "a", "children": []}', "a.jsonl", False),
        (b'\xef\xbb\xbf {"response": [{"message": "a"}]}', "a", True),
        (json.dumps({"response": [{"message": "a"}]}).encode("utf-16"), "a.txt", True),
    ],
)
def test_it_reads_its_own_forms_and_leaves_others_what_is_theirs(data: bytes, uri: str, ours: bool) -> None:
    assert (reader(source(data, uri)) is INGESTER) is ours


def test_html_in_posts_becomes_text_and_its_quotations_and_links_stay_known() -> None:
    body = (
        "<blockquote>No crack</blockquote><p>So &amp; so<br><a href='https://a.example'>here</a></p><script>x</script>"
    )
    document = read({"response": [comment(1, None, f"{body}<p>&nbsp;</p>", createdAt="2031-03-05T09:14:00")]})
    assert document.text == "r1 · 2031-03-05 09:14\n\nNo crack\n\nSo & so\nhere"
    assert [(h.tag, h.span.of(document.text)) for h in document.hints if h.tag in ("a", "blockquote")] == [
        ("blockquote", "No crack"),
        ("a", "here"),
    ]


def test_html_that_never_closes_stays_in_its_post() -> None:
    document = read({"response": [comment(1, None, "<div><b><!-- " * 3000 + "a"), comment(2, None, "<p>b</div></td>")]})
    assert [w for _, _, w, _ in told(document)] == ["", "b"]


def test_lone_surrogates_and_zeros_are_cleaned() -> None:
    document = read(b'{"response": [{"message": "a\\ud800b\\u0000c", "author": {"name": "x\\udfff\\u0000y"}}]}')
    assert document.text == "x\ufffdy\n\na\ufffdbc"


LISTING = {
    "kind": "t3",
    "data": {
        "title": "Viaduct stays shut &amp; dry",
        "selftext": "The minister said: &gt; No.\n\nI asked twice.",
        "author": "poster",
        "created_utc": 1930000000.0,
        "url": "https://mercury.example/viaduct",
    },
}


def reddit(*things: object) -> list[object]:
    return [
        {"kind": "Listing", "data": {"children": [LISTING]}},
        {"kind": "Listing", "data": {"children": list(things)}},
    ]


def test_the_post_of_reddit_is_the_report_and_no_comment_touches_it() -> None:
    shown = html.escape('<div class="md"><blockquote>\n<p>No.</p>\n</blockquote>\n<p>He did.</p></div>')
    data = {"id": "a", "author": "[deleted]", "body": "&gt; No.\n\nHe did.", "body_html": shown, "parent_id": "t3_s"}
    document = read(reddit({"kind": "t1", "data": data}, {"kind": "more", "data": {"count": 3, "children": ["b"]}}))
    assert document.kind == "article"
    assert document.text == ("Viaduct stays shut & dry\n\nThe minister said: > No.\n\nI asked twice.\n\nNo.\n\nHe did.")
    assert document.origin == Origin(
        uri="a.json",
        url="https://mercury.example/viaduct",
        title="Viaduct stays shut & dry",
        published="2031-02-27T23:06:40+00:00",
        author="poster",
    )
    record = segmented(document.text, kind=document.kind, hints=document.hints)
    roles = [block.role for block in record.of(Block)]
    assert roles == ["headline", "paragraph", "paragraph", "post", "post"]
    assert told(document) == [(None, None, "No.\n\nHe did.", "article")]


def test_what_reddit_took_away_has_neither_name_nor_words() -> None:
    gone = {"kind": "t1", "data": {"id": "a", "author": "[deleted]", "body": "[removed]"}}
    answer = {"kind": "t1", "data": {"id": "b", "author": "petra", "body": "Why?", "parent_id": "t1_a"}}
    document = read(reddit(gone, answer))
    assert told(document) == [(None, None, "", "article"), ("petra", None, "Why?", "")]
    assert document.text.endswith("\n\n[…]\n\npetra\n\nWhy?")


def test_a_topic_of_discourse_is_answered_by_what_answers_nobody_else() -> None:
    stream = [
        {"post_number": 1, "username": "opener", "cooked": "<p>Shut again?</p>"},
        {"post_number": 2, "username": "petra", "display_username": "Petra L.", "cooked": "<p>Yes.</p>"},
        {"post_number": 3, "username": "system", "cooked": "", "action_code": "closed.enabled"},
        {"post_number": 4, "username": "anders", "cooked": "<p>No.</p>", "reply_to_post_number": 2},
    ]
    document = read({"title": "Viaduct", "post_stream": {"posts": stream, "stream": [1, 2, 3, 4]}})
    assert [(a, w, p) for a, _, w, p in told(document)] == [
        ("opener", "Shut again?", "article"),
        ("Petra L.", "Yes.", "Shut again?"),
        ("anders", "No.", "Yes."),
    ]


def test_writers_of_viafoura_that_stand_apart_are_found_by_their_key() -> None:
    content = {"content_uuid": "a", "actor_uuid": "u", "content": "One.\n\nTwo.", "date_created": 1930000000000}
    document = read({"contents": [content], "users": [{"uuid": "u", "name": "wagoner"}]})
    assert told(document) == [("wagoner", "2031-02-27T23:06", "One.\n\nTwo.", "article")]


def test_typed_words_of_disqus_keep_their_lines() -> None:
    document = read({"response": [{"id": 1, "raw_message": "One.\n\n<b>Two</b>."}]})
    assert document.text == "One.\n\nTwo."


def test_the_words_of_a_story_of_hacker_news_are_the_report() -> None:
    story = {"id": 9, "type": "story", "title": "Ask: the pier", "text": "Is it shut?<p>Who knows?", "author": "a"}
    answer = {"id": 10, "type": "comment", "author": "b", "text": "It is.", "children": []}
    document = read({**story, "children": [answer]})
    assert (document.kind, document.text) == ("article", "Ask: the pier\n\nIs it shut?\n\nWho knows?\n\nb\n\nIt is.")


def test_an_address_that_is_none_is_left_out() -> None:
    value = {"story": {"url": "javascript:alert(1)", "comments": {"nodes": [{"body": "a"}]}}}
    assert read(value).origin.url is None


@settings(max_examples=200)
@given(ODD)
def test_the_parser_of_deep_json_reads_what_the_standard_one_reads(value: object) -> None:
    padded = [value, "\ud800"]  # a lone surrogate, which the fast parser refuses
    text = json.dumps(padded, indent=1)
    assert repr(parsed(text)) == repr(json.loads(text))


@pytest.mark.parametrize(
    "text",
    ["[1,]", '{"a"}', '{"a":}', "{1:2}", "[1 2]", '["a', "[}", "{]", "]", ",", "[01]", "nul", "[1]]", '{"a":1,}', "+1"],
)
def test_the_parser_of_deep_json_refuses_what_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="line 1 column"):
        parsed(text)


@every_form
def test_cost_is_linear_in_the_posts(form: str) -> None:
    def seconds(count: int) -> float:
        data = source(FORMS[form](thread(*([None] * count))))
        started = time.process_time()
        assert INGESTER.fits(data)
        list(INGESTER.read(data, Settings()))
        return time.process_time() - started

    assert seconds(4000) < 40 * max(seconds(500), 0.005)
