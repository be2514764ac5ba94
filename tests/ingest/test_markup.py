"""The tree of a page and the places of its parts in the source."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DocumentError
from onrecord.ingest import markup
from onrecord.ingest.markup import parse

TAGS = [
    "<p>",
    "</p>",
    "<div class='x'>",
    "</div>",
    "<b>",
    "</b>",
    "<li>",
    "<ul>",
    "</ul>",
    "<td>",
    "<table>",
    "</table>",
]
PIECES = st.sampled_from(
    [*TAGS, "<br/>", "<!-- c -->", "<script>", "</script>", '<a href="', "'", ">", "<", "&amp;", "x y"]
)
SOURCES = st.lists(PIECES, max_size=30).map("".join) | st.text("<>/!-'\"=& abpqi", max_size=60)


def outline(source: str) -> str:
    """The tree written with brackets, texts as they are."""
    page = parse(source)

    def within(node: int) -> str:
        inner = "".join(map(within, page.children(node)))
        return f"{page.tag[node]}({inner})" if page.tag[node] else page.source_of(node)

    return "".join(map(within, page.children(0)))


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("<p>a<p>b<div>c</div>d", "p(a)p(b)div(c)d"),
        ("<ul><li>a<li>b<ul><li>c</ul>d</ul>e", "ul(li(a)li(bul(li(c))d))e"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt(a)dd(b)dt(c))"),
        ("<table><tr><td>a<td>b<tr><td>c</table>d", "table(tr(td(a)td(b))tr(td(c)))d"),
        ("<table><tr><td>a</div></td></table>", "table(tr(td(a)))"),
        ("<a href=x>a<a href=y>b", "a(a)a(b)"),
        ("<b>a<p>b</b>c", "b(ap(bc))"),
        ("a<br>b<img src=x>c</br>d", "abr()bimg()cbr()d"),
        ("<script>if (a<b) '</p>'</script>c", "script(if (a<b) '</p>')c"),
        ("<title>a<p>b", "title()ap(b)"),
        ("a<!-- <p> -->b<!doctype x>c<?php d ?>e", "abce"),
        ("1 < 2 & 3 <3 </ 4", "1 < 2 & 3 <3 "),
        ('<p title="a>b" class=c>d', "p(d)"),
        ('<p class="never closed>d', "p(d)"),
        ("<head><title>a</title><p>b<body>c", "head(title(a)p(b))body(c)"),
        ("<P>a</p >b", "p(a)b"),
        ("a</p>b", "ap()b"),
    ],
)
def test_a_tree_is_built_as_the_standard_says(source: str, tree: str) -> None:
    assert outline(source) == tree


def test_attributes_are_kept_the_first_of_a_name() -> None:
    page = parse("<p ID='a' class=\"b c\" hidden data-x=1 id=z>")
    assert dict(page.attributes[1]) == {"id": "a", "class": "b c", "hidden": "", "data-x": "1"}


@given(SOURCES)
def test_texts_stand_in_source_order_and_each_node_within_its_parent(source: str) -> None:
    page = parse(source)
    at = 0
    for node in range(1, len(page)):
        assert page.parent[node] < node < page.last[node] <= page.last[page.parent[node]]
        assert page.start[node] >= page.start[page.parent[node]]
        if not page.tag[node]:
            assert at <= page.start[node] < page.stop[node]
            at = page.stop[node]


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 20_000,
        "<b>" * 10_000 + "</i>" * 10_000,
        "<a b='" * 20_000,
        "<!--" * 50_000,
        "<title>" * 20_000,
        "<p>" + "<b>" * 10_000 + "<p>" * 10_000,
        "<" * 500_000,
        "<p><button>" * 500 + "<div>" * 10_000,
    ],
    ids=lambda source: source[:12],
)
def test_hostile_pages_take_time_in_proportion_to_their_length(source: str) -> None:
    start = time.process_time()
    parse(source)
    assert time.process_time() - start < 3


def test_too_many_tags_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MAX_NODES", 10)
    with pytest.raises(DocumentError, match="more than 10 tags and texts"):
        parse("<p>" * 11)
