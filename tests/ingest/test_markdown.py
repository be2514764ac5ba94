"""What is read of Markdown: the file as it is, and what its signs say."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marked import marked
from onrecord.errors import DocumentError
from onrecord.ingest.encodings import decode
from onrecord.ingest.frontmatter import front_matter
from onrecord.ingest.markdown import INGESTER
from onrecord.ingest.readers import reader
from onrecord.model.document import Document, Origin
from onrecord.registry import Source, components
from onrecord.settings import Settings


def source(text: str, uri: str = "notes.md") -> Source:
    return Source(origin=Origin(uri=uri), data=text.encode())


def read(text: str) -> Document:
    (document,) = INGESTER.read(source(text), Settings())
    assert isinstance(document, Document)
    return document


def hinted(text: str, *tags: str) -> list[str]:
    return [hint.span.of(text) for hint in read(text).hints if hint.tag in tags]


def code(text: str) -> list[str]:
    return hinted(text, "code")


def test_the_text_is_the_file_character_for_character() -> None:
    text = "# The  ferry\r\n\r\n\u00a0\tSails \u2028 in `April`.  \n\n> “No.”\r"
    document = read(text)
    assert (document.text, document.offsets, document.kind) == (text, None, "article")


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("h1", "# [Ferry talks fail]h1\nText"),
        ("h1", "   #\t [Ferry #1 talks]h1 ##  \n"),
        ("h6", "###### [Ferry]h6"),
        ("h1", "Text\n# [Ferry]h1\nText"),
        ("h1", "[Ferry talks\n  fail]h1\n====\nText"),
        ("h2", "[Ferry]h2\n-\nText"),
        ("h2", "> ## [Ferry]h2\n> Text"),
        ("h2", "- ## [Ferry]h2"),
        ("h1", "#Ferry\n####### Ferry\n\\# Ferry\n    # Ferry\n#\n"),
        ("h2", "> Ferry\n---\n\nText\n***\n\n---\n- - -\n"),
        ("h1", "```\n# Ferry\n```"),
        ("blockquote", "Text\n\n[> “No,”\n> she said.\n>\n> > Why?]blockquote\n\nText"),
        ("blockquote", "[>One]blockquote\n\n   [> Two]blockquote\nlazy"),
        ("blockquote", "[> One\nlazy\n> Two]blockquote"),
        ("blockquote", "1. [> One]blockquote\n2. two"),
        ("blockquote", "    > code"),
        ("blockquote", "\\> text, and 3 > 2"),
    ],
)
def test_headings_and_quoted_stretches_are_told(tag: str, written: str) -> None:
    expected = marked(written)
    assert [hint.span for hint in read(expected.text).hints if hint.tag == tag] == list(expected.spans.get(tag, ()))


@pytest.mark.parametrize(
    "written",
    [
        'Text\n\n[```py\nprint("x")\n\n  ````]c\nText',
        "[~~~ a ` b\n```\n~~~]c\n",
        'Text\n[```\nprint("x")]c\n\n',
        "``` a ` b\ntext\n",
        '> [```\n> "x"]c\n\ntext',
        '- item\n\n  [```\n  "x"\n  ```]c\n\n  text\n',
        '- [```\n  "x"]c\ntext',
        "Text\n\n    [one\n\n\ttwo]c\n\nText",
        "Text\n    text, not code\n",
        "> Text\n    text, not code\n",
        "- item\n\n    text of the item\n\n      [code of the item]c\n",
        "1.  item\n\n    text\n\n        [code]c\n\ntext\n\n    [code]c",
        "-\n\n    [code]c\n",
        "-     [code]c\n",
        "# Heading\n    [code]c",
        ">     [code]c\n> text",
        "Text\n\n[<!-- a -->]c\n\nText",
        '[<!-- she said\n\n"no" -->]c she said "yes"\n',
        "[<!-- never closed\n\ntext]c\n",
        "[<!-->]c text -->",
        '[<script>\nlet a = "x"\n\n</SCRIPT>]c text\n',
        '[<style media="x">\n\na { }]c',
        "Text [`a “b”`]c and [`` ` ``]c and [`two\nlines`]c and ` lone `` signs ```.",
        "\\`no[` code`]c and [`c\\`]c",
        '# A [`"h"`]c heading',
        "Text [<!-- a\nb -->]c text <!-- no end",
        'See [<a href="x" b=c>]c“this”[</a>]c, [<br/>]c a < b, <5, <she said, <a "b">, 3 > 2',
        '<b title="a > b".>',
    ],
)
def test_code_tags_and_comments_are_told(written: str) -> None:
    expected = marked(written)
    assert [hint.span for hint in read(expected.text).hints if hint.tag == "code"] == list(expected.spans.get("c", ()))


def links(text: str) -> list[tuple[str, str | None]]:
    return [(hint.span.of(text), hint.get("href")) for hint in read(text).hints if hint.tag == "link"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'The [“letter”](https://a.example "the “letter”") says',
            {'(https://a.example "the “letter”")': "https://a.example"},
        ),
        ("See [a](<b c> 'd'), [e](f(g)\\(h&amp;)", {"(<b c> 'd')": "b c", "(f(g)\\(h&amp;)": "f(g)(h&"}),
        ("See [it]().", {"()": None}),
        ("![The “pier”](pier.jpg) text", {"![The “pier”](pier.jpg)": "pier.jpg"}),
        ("[![“x”](y)](z)", {"![“x”](y)": "y", "(z)": "z"}),
        ("<https://a.example/?b=“c”>", {"<https://a.example/?b=“c”>": "https://a.example/?b=“c”"}),
        ("Write to <ada@a.example>.", {"<ada@a.example>": "ada@a.example"}),
        ('[1]: /a "“b”"\n[b]:\n  <c>\nText', {'[1]: /a "“b”"': "/a", "[b]:\n  <c>": "c"}),
        ("[^1]: /notes are text\n\n[Rook]: Yes.", {}),
        ("[a] (b) and \\[a](b) and `[a](`b) and ](c) and [a](b c)", {}),
        ("[a](b 'c) [d](e)", {"(e)": "e"}),
    ],
)
def test_images_and_targets_of_links_are_told(text: str, expected: dict[str, str | None]) -> None:
    assert links(text) == [*expected.items()]


TOLD = """---
title: "Ferry talks: the “letter”" # as sent
date: 2031-03-05
author: Ada Rook
tags: [ferry, letters]
---
# Another heading
"""


def test_front_matter_tells_title_day_and_author_and_is_no_text() -> None:
    document = read(TOLD)
    assert document.origin == Origin(
        uri="notes.md", title="Ferry talks: the “letter”", published="2031-03-05", author="Ada Rook"
    )
    assert code(TOLD) == [TOLD[: TOLD.index("\n# Another")]]


def test_what_is_said_from_outside_outranks_the_file() -> None:
    outside = Origin(uri="notes.md", title="Another", author="Nobody", published="2031-03-06")
    (document,) = INGESTER.read(Source(origin=outside, data=TOLD.encode()), Settings())
    assert isinstance(document, Document)
    assert document.origin == outside


DAY = "2031-03-05"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("title: Ferry # 1\ndate: 5 March 2031\nauthor: Ada Rook", ("Ferry", DAY, "Ada Rook")),
        ("date: '2031-03-05 09:30'", (None, "2031-03-05T09:30:00", None)),
        ('authors: [Ada Rook, "B. Vale"]', (None, None, "Ada Rook, B. Vale")),
        ("author:\n  - Ada Rook\n  - 'B. O''Vale'", (None, None, "Ada Rook, B. O'Vale")),
        ("author:\n  name: Ada Rook\n  email: ada@a.example", (None, None, "Ada Rook")),
        ("authors:\n- name: Ada Rook\n  role: x\n- name: B. Vale", (None, None, "Ada Rook, B. Vale")),
        ("# head\ntitle: Ferry\n\ndate: soon", ("Ferry", None, None)),
        ("title: |\n  Ferry\ndate: 2031-99-99\nauthor: {name: x}", (None, None, None)),
        ("title: ~\nauthor: null\ndate: 0001-01-01", (None, None, None)),
        ("date: 3/4/2031\npublished: 2031-03-05\nTITLE: Ferry", ("Ferry", DAY, None)),
        ("title: 'Ferry", ("'Ferry", None, None)),
        ("author: &a Ada\ntitle: *a", (None, None, None)),
        ("description: >\n  title: no\n  date: 2030-01-01\ntitle: Ferry", ("Ferry", None, None)),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_front_matter_is_read_where_it_is_valid(lines: str, told: tuple[str | None, ...], end: str) -> None:
    text = f"---\n{lines}\n...\nText".replace("\n", end)
    found = front_matter(text)
    assert text[found.end :] == f"{end}Text"
    assert (found.title, found.date, found.author) == told


def test_front_matter_with_plus_signs_is_read() -> None:
    lines = '+++\ntitle = "The \\"Svala\\""\ndate = 2031-03-05\nauthor="Ada Rook"\n[extra]\nauthor = "No"\n+++\n'
    found = front_matter(lines)
    assert (found.title, found.date, found.author) == ('The "Svala"', "2031-03-05", "Ada Rook")


@pytest.mark.parametrize(
    "text",
    [
        "---\nShe said: no\nand left.\n",
        "---\n\nShe said: no.\n\n---\n",
        "---\nThe ferry sails.\n---\n",
        "---\n---\n",
        "--- \n12: 30\n---",
        " ---\na: b\n---",
        "Text\n---\na: b\n---",
        "+++\na: b\n---\n",
        "----\na: b\n----",
        "",
        "---",
    ],
)
def test_rules_and_what_stands_between_them_are_no_front_matter(text: str) -> None:
    assert front_matter(text).end == 0


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Text\n\n## Ferry *talks* __fail__", "Ferry talks fail"),
        ('# [Ferry](a "b") ![x](y) `talks` \\*fail\\* &amp; snake_case <br> {#id}', "Ferry talks *fail* & snake_case"),
        ("> # Quoted\n\n- # Item\n\nFerry\n=====", "Ferry"),
        ("# ![Logo](x)\n\n# Ferry", "Ferry"),
        ("# " + "long " * 400, None),
        ("Text", None),
    ],
)
def test_without_a_title_the_first_heading_is_it(text: str, title: str | None) -> None:
    assert read(text).origin.title == title


def test_a_transcript_in_markdown_has_turns_and_front_matter_is_none() -> None:
    turns = "**MS. ROOK:** Yes.\n\n**MR. VALE:** Why?\n\n**MS. ROOK:** It was due.\n"
    document = read(f"---\nCHAIR: x\nQ: y\n---\n\n# Hearing\n\n{turns}")
    speakers = [hint.get("speaker") for hint in document.hints if hint.tag == "turn"]
    assert (document.kind, speakers) == ("transcript", ["MS. ROOK", "MR. VALE", "MS. ROOK"])
    assert read(f"```\n{turns}```\n").kind == "article"


@pytest.mark.parametrize(
    ("text", "uri", "name"),
    [
        ("The ferry sails.", "a.md", "ingest.markdown"),
        ("The ferry sails.", "a/B.MARKDOWN", "ingest.markdown"),
        ("The ferry sails.", "a.txt", "ingest.plain"),
        ("# The ferry sails.", "amd", "ingest.plain"),
        ("MS. A: Yes.\nMR. B: Why?\nMS. A: No.\n", "a.md", "ingest.markdown"),
        ("<p align=center>\n\n# Ferry", "a.md", "ingest.markdown"),
        ("# Pages\n\n```html\n<html>\n```", "a.md", "ingest.markdown"),
        ("<!DOCTYPE html><html><p>Ferry", "a.md", "ingest.html"),
        ('{"text": "The ferry sails."}\n', "a.md", "ingest.jsonl"),
    ],
)
def test_markdown_is_known_by_its_name(text: str, uri: str, name: str) -> None:
    assert reader(source(text, uri)) is components("ingester")[name]


def test_what_is_no_text_is_no_markdown() -> None:
    assert INGESTER.fits(Source(origin=Origin(uri="a.md"), data=b"%PDF-1.7")) == 0
    with pytest.raises(DocumentError, match="a PDF file"):
        next(iter(INGESTER.read(Source(origin=Origin(uri="a.md"), data=b"%PDF-1.7"), Settings())))


SIGNS = [
    *("# ", "## ", "> ", ">", "- ", "1. ", "    ", "\t", "```", "~~~", "`", "``", "---", "===", "***", "<!--", "-->"),
    *("[", "]", "](", "(", ")", "![", "<", ">", "<a b='", "'>", '"', "'", "\\", "[a]: /b", "\n", "\n\n", "\r\n", "\r"),
    *(
        " ",
        "words",
        "“said”",
        "title: a",
        "author:",
        "+++",
        "</script>",
        "<script>",
        "MS. A: ",
        "🙂",
        "İ",
        "\u2028",
        "#",
    ),
]


def lies_inside(document: Document) -> None:
    for hint in document.hints:
        assert 0 <= hint.span.start < hint.span.end <= len(document.text)
        if not hint.tag.startswith("turn"):
            assert hint.span.of(document.text).strip(" \t\r\n") == hint.span.of(document.text)


@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_markdown_stays_as_it_is_and_hints_lie_inside(text: str) -> None:
    for whole in (text + "x", "---\na: b\n" + text + "\n---\n" + text):
        document = read(whole)
        assert (document.text, document.offsets) == (whole, None)
        lies_inside(document)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(deadline=None)
def test_any_bytes_are_read_as_plain_text_is_or_told(data: bytes) -> None:
    assert INGESTER.fits(Source(origin=Origin(uri="a.md"), data=data)) >= 0
    try:
        (document,) = INGESTER.read(Source(origin=Origin(uri="a.md"), data=data), Settings())
    except DocumentError:
        return
    assert isinstance(document, Document)
    assert document.text == decode(data)
    lies_inside(document)


@pytest.mark.parametrize(
    "unit",
    [
        "> ",
        "- ",
        "[",
        "[a](",
        "`",
        "<a ",
        "<a b='",
        "<!-- ",
        "a\n<!-- ",
        "[a]: /b '\n",
        "![",
        "```\n",
        "# #",
        "\\",
        "> a\nb\n",
    ],
)
def test_the_time_grows_with_the_length_alone(unit: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        read("a" + unit * times)
        return time.process_time() - start

    assert seconds(40_000) < 0.2 + 12 * seconds(10_000)
