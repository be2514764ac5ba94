"""Finds the headline of an article among the headings of its page."""

import re
from collections.abc import Sequence

from onrecord.ingest.markup import Page
from onrecord.ingest.visibility import names

MIN_SHARED = 3
"""Words with which heading and title must begin alike, where one goes on longer than the other."""

MAX_HEADING = 60
"""Nodes in a headline; larger headings hold a whole page head."""

_HEADINGS = ("h1", "h2", "h3")
_OF_THE_SITE = re.compile(r"(?:.*[-_])?(?:site|logo|brand|masthead)(?:[-_].*)?")
_PARTS = re.compile(r"\s+[|–—·•»«:-]\s+")
_WORD = re.compile(r"\w+")


def headline(page: Page, nodes: Sequence[int], title: str | None) -> int | None:
    """The heading that says the title; without such the only <h1>, or the first that is not the site's name.

    `nodes` are the elements that are shown, without furniture and comments.
    """
    headings = [n for n in nodes if page.tag[n] in _HEADINGS and _is_a_line(page, n)]
    wanted = [_words(part) for part in (title or "", *_PARTS.split(title or "")[:1])]
    for heading in headings:
        if any(_same(_words(page.words_of(heading)), words) for words in wanted if words):
            return heading
    first_level = [n for n in headings if page.tag[n] == "h1"]
    own = [n for n in first_level if not _is_of_the_site(page, n)]
    return next(iter(own), None)


def _is_a_line(page: Page, node: int) -> bool:
    """Whether it holds words and no paragraphs: a heading that is never closed holds the whole article."""
    small = page.last[node] - node <= MAX_HEADING and "p" not in page.tag[node : page.last[node]]
    return small and page.words_of(node) != ""


def _same(heading: list[str], title: list[str]) -> bool:
    shared = min(len(heading), len(title))
    return heading == title or (shared >= MIN_SHARED and heading[:shared] == title[:shared])


def _words(line: str) -> list[str]:
    return _WORD.findall(line.casefold())


def _is_of_the_site(page: Page, node: int) -> bool:
    near = (node, page.parent[node])
    return any(_OF_THE_SITE.fullmatch(name) for n in near for name in names(page, n))
