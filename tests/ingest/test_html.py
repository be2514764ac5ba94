"""What is read of whole pages of several makes: article, facts, discussion."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import DocumentError
from onrecord.ingest.html import INGESTER
from onrecord.model.document import Document, Origin
from onrecord.registry import Source
from onrecord.settings import Settings

PAGES = Path(__file__).parent / "pages"
PROSE = "<p>The minister said on Tuesday that the ferry would sail again in April.</p>"

PIECES = [
    *(
        PROSE,
        "<h1>Ferry</h1>",
        "<article>",
        "</article>",
        "<div id=comments>",
        "</div>",
        "<li class=comment id=comment-7>",
    ),
    *(
        "<b class=fn>Bo</b>",
        "<div class=comment-text>",
        "<time>",
        "<aside>",
        "<p>",
        "</p>",
        "<nav>",
        "</nav>",
        "Bo: yes.<br>",
    ),
    *('<script type=\'application/ld+json\'>{"comment": [{"text": "a"}]}</script>', "<q>", "</q>", "&nbsp;", "words"),
    *("<td>", "<table>", "</table>", "<a href=x>", "<title>", "<pre>", "\n", "<", "<!--", '"', "<ul>", "</li>", "<h1>"),
]


def read(page: str | bytes, origin: Origin | None = None) -> Document:
    data = page if isinstance(page, bytes) else page.encode()
    (document,) = INGESTER.read(Source(origin=origin or Origin(uri="page.html"), data=data), Settings())
    assert isinstance(document, Document)
    return document


def page(name: str) -> Document:
    return read((PAGES / f"{name}.html").read_bytes())


def hinted(document: Document, tag: str) -> list[str]:
    return [hint.span.of(document.text) for hint in document.hints if hint.tag == tag]


def comments(document: Document) -> list[dict[str, str]]:
    bodies = hinted(document, "comment-body")
    found = [dict(hint.attributes) for hint in document.hints if hint.tag == "comment"]
    return [{**comment, "body": body} for comment, body in zip(found, bodies, strict=True)]


def report(document: Document) -> str:
    discussion = next((hint.span.start for hint in document.hints if hint.tag == "comments"), len(document.text))
    return document.text[:discussion].rstrip()


def test_a_weblog_is_read_word_for_word() -> None:
    assert report(page("wordpress")) == (
        "Minister denies a secret ferry deal\n\n"
        "By Tove Almqvist on 5 March 2031\n\n"
        "The quay at Port Ellery in winter.\n\n"
        "PORT ELLERY — Transport Minister Lena Brandvold said on Tuesday that “the ferries will sail in\u00a0April”, "
        "despite the strike.\n\n"
        "Asked whether there was an agreement, she answered: “We have no agreement with anyone. "
        "Captain Rike called it ‘a fairy tale’ himself.”\n\n"
        "The fare was twelve twenty crowns 1 last year, for 3 km 2 of water and CO2 besides.\n"
        "It is not known what comes next.\n\n"
        "Nobody asked us. Nobody will be asked.\n\n"
        "— Letter of the Seamen’s Union\n\n"
        "The Svala stays in dock until May\nher crew does not\nThe Terna sails twice a day\n\n"
        "Captain Odd Rike, who leads the union, expects no sailing before June."
    )


def test_nested_comments_keep_author_date_and_parent() -> None:
    keys = ("id", "author", "date", "parent", "depth", "body")
    assert [tuple(map(comment.get, keys)) for comment in comments(page("wordpress"))] == [
        (
            *("comment-101", "marit_k", "2031-03-05T10:12:00+01:00", None, "1"),
            "She never said “will sail”. She said “may sail”!\n\nRead the transcript.",
        ),
        ("comment-103", "Old Salt", "2031-03-05T11:40:00+01:00", "comment-101", "2", "I was there. It was “will”."),
        ("comment-104", "marit_k", "2031-03-05T12:01:00+01:00", "comment-103", "3", "Then quote it."),
        ("comment-102", "P. Ness", "2031-03-05T11:02:00+01:00", None, "1", "No sailing before July, mark my words."),
    ]


def test_a_comment_begins_with_its_author_and_ends_with_its_words() -> None:
    document = page("wordpress")
    assert (
        hinted(document, "comment")[1] == "Old Salt\nsays:\n\nMarch 5, 2031 at 11:40 am\n\nI was there. It was “will”."
    )
    assert hinted(document, "comment-author") == ["marit_k", "Old Salt", "marit_k", "P. Ness"]


def test_controls_forms_menus_and_what_is_hidden_are_left_out() -> None:
    for name in ("wordpress", "graph", "amp"):
        words = page(name).text
        for furniture in (
            "Share",
            "Reply",
            "Recent",
            "cookies",
            "Advertisement",
            "boots",
            "Draft",
            "Home",
            "More on this",
        ):
            assert furniture not in words


def test_the_report_does_not_depend_on_the_discussion() -> None:
    source = (PAGES / "wordpress.html").read_text()
    start, end = source.index('<div id="comments"'), source.index("</main>")
    alone = read(source[:start] + source[end:])
    whole = page("wordpress")
    assert report(whole) == alone.text
    assert [h for h in whole.hints if h.span.end <= len(alone.text)] == list(alone.hints)


def test_microdata_names_comments() -> None:
    one, two = comments(page("microdata"))
    assert (one["author"], one["date"], one["body"]) == (
        "Bo",
        "2031-03-11T09:00:00",
        "There was no fog at all.\nI have pictures.",
    )
    assert (two["author"], two["parent"], two["body"]) == ("Siv Dahl", one["id"], "Please send them.")


def test_linked_data_holds_comments_that_the_page_does_not_show() -> None:
    one, two, three = comments(page("linkeddata"))
    assert (one["author"], one["body"]) == ("Bo", "A pity. She was always there.\u00a0Always.")
    assert (two["parent"], two["body"]) == ("#c1", "Not on Sundays.\nNever.")
    assert (three["parent"], three["body"], three.get("date")) == ("#c1", "True 👍 \ufffd", None)


def test_a_list_in_a_part_called_comments_is_a_discussion() -> None:
    assert [(c["author"], c["date"], c["body"]) for c in comments(page("flat"))] == [
        ("Bo", "2031-03-13", "Twenty-two! For that boat!"),
        ("Eli", "2031-03-14", "Still cheaper than the bridge would have been.\n\nOr so they say."),
        ("Nils", "3/4/31", "@Eli who says?"),
    ]


def test_depth_in_a_flat_list_tells_whom_a_comment_answers() -> None:
    rows = "".join(
        f'<div class="comment" data-id="{n}" data-depth="{d}"><b class="author">R{n}</b><p>Words of {n}.</p></div>'
        for n, d in enumerate((0, 1, 2, 1, 0))
    )
    found = comments(read(f"<html>{PROSE * 3}<section id=comments>{rows}</section>"))
    assert [c.get("parent") for c in found] == [None, "0", "1", "0", None]


def test_comments_that_coral_drew_and_a_browser_saved_are_read() -> None:
    rows = "".join(
        f'<div class="coral coral-indent-{n}"><article id="comment-{n}f-{n}"'
        f' class="coral coral-comment" data-parent="{above}">'
        f'<span class="coral coral-username coral-comment-username">R{n}</span>'
        f'<time class="coral coral-timestamp coral-comment-timestamp" datetime="2031-03-05T09:1{n}:00Z">Today</time>'
        f'<div class="coral coral-content coral-comment-content"><p>Words of {n}.</p></div>'
        f'<button class="coral coral-comment-replyButton">Reply</button></article></div>'
        for n, above in enumerate(("", "comment-0f-0", ""))
    )
    found = comments(read(f"<html>{PROSE * 3}<div id=coral_thread><div id=comments>{rows}</div></div>"))
    assert [(c["author"], c["date"][:16], c["body"], c.get("parent")) for c in found] == [
        ("R0", "2031-03-05T09:10", "Words of 0.", None),
        ("R1", "2031-03-05T09:11", "Words of 1.", "comment-0f-0"),
        ("R2", "2031-03-05T09:12", "Words of 2.", None),
    ]


@pytest.mark.parametrize(
    ("name", "title", "published", "publisher", "author", "url"),
    [
        (
            *("wordpress", "Minister denies a secret ferry deal", "2031-03-05T08:30:00+01:00", "The Ellery Ledger"),
            *("Tove Almqvist", "https://ledger.example/2031/03/ferry-deal/"),
        ),
        (
            *("graph", "Harbour board “was never told”, chair says", "2031-03-06T17:05:00+00:00", "Coast Report"),
            *("Ann Orre, Per Holm", "https://coast.example/n/77"),
        ),
        ("tables", "Ferry talks fail", "2031-03-07", None, None, None),
        (
            *("amp", "Svala stays in dock until May", "2031-03-08T06:00:00+00:00", None),
            *("Tove Almqvist", "https://ledger.example/svala"),
        ),
        ("liveblog", "Ferry hearing: as it happened", "2031-03-10", None, None, None),
        ("microdata", "Terna late again", "2031-03-11", None, "Siv Dahl", None),
    ],
)
def test_a_page_says_what_it_is(
    name: str, title: str, published: str, publisher: str | None, author: str | None, url: str | None
) -> None:
    origin = page(name).origin
    assert (origin.title, origin.published) == (title, published)
    assert (origin.publisher, origin.author, origin.url) == (publisher, author, url)


def test_what_is_said_from_outside_outranks_the_page() -> None:
    outside = Origin(uri="x", title="Another title", published="2030-01-01", author="Nobody")
    assert read((PAGES / "graph.html").read_bytes(), outside).origin == Origin(
        uri="x",
        title="Another title",
        published="2030-01-01",
        author="Nobody",
        publisher="Coast Report",
        url="https://coast.example/n/77",
    )


@pytest.mark.parametrize("name", ["wordpress", "graph", "tables", "amp", "liveblog", "microdata", "flat"])
def test_the_headline_opens_the_text(name: str) -> None:
    document = page(name)
    (headline,) = hinted(document, "h1")
    assert document.text.startswith(headline)
    assert headline == document.origin.title or name == "flat"


def test_captions_tables_headings_and_standfirsts_are_part_of_the_article() -> None:
    words = page("graph").text
    assert "nobody asked her about the new berth.\n\nBy Ann Orre and Per Holm\n\n6 March 2031\n\nThe chair" in words
    assert "\n\nWhat the minister knew\n\n" in words
    assert "\n\nBerths in use\nYear\tBerths\n2029\t4\n2030\t6\n\nThe hearing" in words


def test_an_old_page_laid_out_in_tables_is_read_without_its_menu() -> None:
    words = page("tables").text
    assert words.startswith("Ferry talks fail\n\nMarch 7, 2031\n\nTalks between the Coastal Agency and the union")
    assert '"Nobody moved."\n\nThe agency\'s director' in words
    assert words.endswith("over the weekend.")


def test_pull_quotes_and_asides_stay_with_a_hint() -> None:
    document = page("pullquotes")
    asides = [(dict(h.attributes).get("repeats"), h.span.of(document.text)) for h in document.hints if h.tag == "aside"]
    assert asides == [
        ("article", "“I have sold tickets here for thirty years and never saw it empty”"),
        ("article", "Her brother does not understand it"),
        (
            None,
            "The dispute in short\n\n"
            "The crews of three ferries went on strike on 12 January over the winter timetable.",
        ),
    ]


def test_a_live_blog_is_read_whole() -> None:
    document = page("liveblog")
    assert hinted(document, "time") == ["12.20", "11.05", "10.00"]
    assert hinted(document, "h2") == ["Hearing ends", "“I was not asked”", "Good morning"]


def test_a_page_of_turns_is_a_transcript() -> None:
    document = page("transcript")
    assert document.kind == "transcript"
    assert [hint.get("speaker") for hint in document.hints if hint.tag == "turn"] == [
        *("MS. BRANDVOLD", "Q", "MS. BRANDVOLD", "Q", "MS. BRANDVOLD"),
    ]


@pytest.mark.parametrize("name", [path.stem for path in sorted(PAGES.glob("*.html")) if path.stem != "navigation"])
def test_every_character_of_a_page_is_found_in_its_source(name: str) -> None:
    document, source = page(name), (PAGES / f"{name}.html").read_text()
    assert document.offsets is not None
    for position, character in enumerate(document.text):
        at = document.offsets.to_source(position)
        if at is not None:
            assert source[at] in (character, "&") or (source[at].isspace() and character == " ")
    for hint in document.hints:
        assert hint.span.of(document.text).strip() == hint.span.of(document.text) != ""


@pytest.mark.parametrize(
    "source",
    [
        (PAGES / "navigation.html").read_text(),
        "<html><body></body></html>",
        "<html><script>" + PROSE,
        "<html><nav>" + PROSE + "</nav>",
        "<html><!-- " + PROSE,
    ],
    ids=["navigation", "empty", "script", "nav", "comment"],
)
def test_a_page_without_an_article_is_told(source: str) -> None:
    with pytest.raises(DocumentError, match="no article text found"):
        read(source)


@pytest.mark.parametrize(
    "source",
    [
        f"<html><body><div><article><h1>Ferry<div>{PROSE * 3}",
        "<html>" + "<div>" * 200 + PROSE * 3,
        "<html>" + "<div>" * 5_000 + PROSE * 3,
        "<html><body>" + "<table><tr><td>" * 40 + PROSE * 3,
        f"<html><title>Ferry{PROSE * 3}",
        f"<html><head>{PROSE * 3}",
    ],
    ids=["unclosed", "nested", "very deep", "tables", "title", "head"],
)
def test_a_page_that_never_closes_is_read(source: str) -> None:
    assert read(source).text.count("would sail again in April.") == 3


def test_a_page_of_comments_alone_is_a_discussion() -> None:
    rows = "".join(f"<li class=comment id=comment-{n}><b class=fn>R{n}</b><p>No, {n}.</p></li>" for n in range(3))
    document = read(f"<html><body><ol class=comment-list>{rows}</ol>")
    assert document.kind == "discussion"
    assert len(comments(document)) == 3


def test_what_is_only_called_comment_is_no_discussion() -> None:
    story = f"<article class=comment><h1>Sail, then</h1><b class=author>Bo Dahl</b>{PROSE * 5}</article>"
    teaser = "<div class=comment><p>Have your say on the ferries.</p></div>"
    document = read(f"<html><body>{story}{teaser}")
    assert document.kind == "article"
    assert comments(document) == []
    assert document.text.count("would sail again") == 5


def test_what_stands_by_itself_between_headline_and_story_is_read() -> None:
    document = read(
        "<html><title>Ferry &laquo; The Ledger</title><body><div id=header><h1><a href=/>The Ledger</a></h1></div>"
        "<div class=post>\n<h2>Ferry</h2>\n<small>Wednesday, March 5th, 2031, by Bo Dahl</small>\n"
        f"<div>{PROSE * 3}</div></div>"
    )
    assert document.text.startswith("Ferry\n\nWednesday, March 5th, 2031, by Bo Dahl\n\nThe minister")
    assert (document.origin.title, document.origin.published) == ("Ferry", "2031-03-05")


@pytest.mark.parametrize("content", ["By Bo Dahl", "Bo Dahl"])
def test_an_author_is_named_without_by(content: str) -> None:
    assert read(f'<html><meta name=author content="{content}">{PROSE}').origin.author == "Bo Dahl"


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(max_examples=50)
def test_any_page_is_read_or_told(source: str) -> None:
    try:
        document = read("<html>" + source)
    except DocumentError:
        return
    assert all(0 <= hint.span.start < hint.span.end <= len(document.text) for hint in document.hints)
    assert document.text == document.text.strip("\n ")
    assert len(hinted(document, "comment")) == len(hinted(document, "comment-body"))


def test_dates_that_are_none_are_passed_over() -> None:
    source = (
        '<html><meta name="date" content="soon"><script type="application/ld+json">'
        '{"@type": "NewsArticle", "datePublished": "2031-99-99", "author": [[]], "publisher": 7}</script>'
        f'<time datetime="yesterday">x</time>{PROSE}'
    )
    assert read(source).origin == Origin(uri="page.html")


@pytest.mark.parametrize(
    ("head", "origin", "bid"),
    [
        ("<!DOCTYPE html>", "x", 0.9),
        ("\ufeff\n<html>", "x", 0.9),
        ("<p>a</p>", "x", 0.8),
        ("a <b>c</b>", "x.html", 0.8),
        ("a <b>c</b>", "x.txt", 0.0),
        ("a < b and c > d", "x.html", 0.0),
    ],
)
def test_a_page_is_known_by_its_opening(head: str, origin: str, bid: float) -> None:
    assert INGESTER.fits(Source(origin=Origin(uri=origin), data=head.encode())) == bid
