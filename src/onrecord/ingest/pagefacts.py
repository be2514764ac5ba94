"""What a page says of itself: title, date, publisher, author and address.

Asked in this order: linked data (JSON-LD), OpenGraph and other meta elements, microdata, what is printed on the page.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from onrecord.ingest.linkeddata import Thing, identified, is_address, kinds, name_in, plain_words
from onrecord.ingest.markup import Page
from onrecord.ingest.origins import completed, first_date
from onrecord.ingest.visibility import names
from onrecord.model.document import Origin

MAX_LABEL = 40
"""Nodes in an element that gives a date or an author; larger ones hold more than that."""

MAX_BYLINE = 100
"""Characters of a byline; longer ones tell of the author."""

_ARTICLE = re.compile(r".*Article|.*Posting|Report|Review")
_META = {
    "title": "og:title twitter:title dc.title dcterms.title citation_title parsely-title sailthru.title headline",
    "published": "article:published_time og:article:published_time article:published datepublished date dc.date "
    "dc.date.issued dcterms.created dcterms.date dcterms.issued pubdate publishdate publish-date publication_date "
    "parsely-pub-date sailthru.date citation_publication_date citation_date cxenseparse:recs:publishtime",
    "publisher": "og:site_name article:publisher_name publisher dc.publisher dcterms.publisher citation_journal_title "
    "application-name",
    "author": "author article:author og:article:author dc.creator dcterms.creator parsely-author sailthru.author "
    "citation_author byl",
    "url": "og:url twitter:url parsely-link",
}
_DATED = re.compile(r".*(?:publish|posted|pub-?date|dateline|timestamp|entry-date|article-date|post-date|date).*")
_SIGNED = re.compile(r"(?:.*[-_])?(?:byline|author|byline-name|author-name|post-author|entry-author)(?:[-_]name)?")
_BY = re.compile(r"^\s*(?:words |story |text |report )?by\s*:?\s+", re.IGNORECASE)
_SITE = re.compile(r"\s+[|–—·•»:-]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page says of itself, each as it is written there."""

    title: str | None
    published: str | None
    publisher: str | None
    author: str | None
    url: str | None

    def complete(self, origin: Origin) -> Origin:
        """The origin with what it lacks."""
        return completed(
            origin,
            title=self.title,
            published=self.published,
            publisher=self.publisher,
            author=self.author,
            url=self.url,
        )


def page_facts(page: Page, nodes: Sequence[int], things: Sequence[Thing]) -> Facts:
    """What the page says of itself. `nodes` are its elements that are shown, without furniture and comments; `things`
    is its linked data."""
    story, known, meta = _story(things), identified(things), _metas(page)
    publisher = _first(name_in(story.get("publisher"), known), *_meta(meta, "publisher"))
    small = [n for n in nodes if page.attributes[n] and page.last[n] - n <= MAX_LABEL]
    return Facts(
        title=_first(story.get("headline"), *_meta(meta, "title"), story.get("name"), _title(page, publisher)),
        published=first_date(
            chain((plain_words(story.get("datePublished")),), _meta(meta, "published"), _printed_dates(page, small))
        ),
        publisher=publisher,
        author=_first(
            name_in(story.get("author"), known),
            *(_BY.sub("", name) for name in _meta(meta, "author") if not is_address(name)),
            *_bylines(page, small),
        ),
        url=_first(*_canonical(page), *_meta(meta, "url"), _address(story)),
    )


def _story(things: Sequence[Thing]) -> Thing:
    """The linked data of the article itself; that of the page where there is no other."""
    articles = [thing for thing in things if any(map(_ARTICLE.fullmatch, kinds(thing)))]
    return next(iter(articles), next((thing for thing in things if "WebPage" in kinds(thing)), {}))


def _first(*candidates: object) -> str | None:
    return next((words for candidate in candidates if (words := plain_words(candidate))), None)


def _metas(page: Page) -> dict[str, str]:
    """The content of each named meta element, the first of a name."""
    found: dict[str, str] = {}
    for node in page.elements():
        if page.tag[node] == "meta":
            for key in ("property", "name", "itemprop"):
                if name := page.get(node, key).lower():
                    found.setdefault(name, html.unescape(page.get(node, "content")))
    return found


def _meta(meta: Mapping[str, str], fact: str) -> list[str]:
    return [meta[name] for name in _META[fact].split() if meta.get(name)]


def _canonical(page: Page) -> Iterator[str]:
    for node in page.elements():
        if page.tag[node] == "link" and page.get(node, "rel").lower() == "canonical":
            address = html.unescape(page.get(node, "href"))
            if is_address(address):
                yield address


def _address(story: Thing) -> str | None:
    main = story.get("mainEntityOfPage")
    address = _first(story.get("url"), main.get("@id") if isinstance(main, dict) else main)
    return address if address and is_address(address) else None


def _title(page: Page, publisher: str | None) -> str | None:
    """The window's title, without the publisher's name after it."""
    node = next((n for n in page.elements() if page.tag[n] == "title"), None)
    title = page.words_of(node) if node is not None else ""
    parts = _SITE.split(title)
    if publisher and len(parts) > 1 and parts[-1].casefold() == publisher.casefold():
        return title[: -len(parts[-1])].rstrip(" |–—·•»:-")
    return title or None


def _printed_dates(page: Page, small: Sequence[int]) -> Iterator[str]:
    """Dates on the page: marked as its date of publication, then those of <time>, then what is styled as one."""
    published = (
        n for n in small if "datepublished" in page.get(n, "itemprop").lower() or "pubdate" in page.attributes[n]
    )
    times = (n for n in small if page.tag[n] == "time")
    styled = (n for n in small if any(map(_DATED.fullmatch, names(page, n))))
    for node in chain(published, times, styled):
        yield page.get(node, "datetime") or page.get(node, "content")
        yield page.words_of(node)


def _bylines(page: Page, small: Sequence[int]) -> Iterator[str]:
    """What stands in an element that is styled as a byline, without "By"."""
    for node in small:
        marked = (page.get(node, "rel").lower(), page.get(node, "itemprop").lower())
        if "author" in marked or any(map(_SIGNED.fullmatch, names(page, node))):
            words = _BY.sub("", page.words_of(node))
            if 0 < len(words) <= MAX_BYLINE and not any(map(str.isdigit, words)):  # with a date it is no name
                yield words
