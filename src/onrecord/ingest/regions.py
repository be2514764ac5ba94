"""Which texts of a page are the article: trafilatura finds the region, and the page's own nodes are chosen by it.

Its text is not used, because it loses words (those in <time>, the marks of <q>) and glues others. A block of the page
is chosen when most of its word triples stand in what trafilatura found; then what stands between chosen blocks is
taken in, too, unless it is furniture or mostly links.
"""

import html
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.ingest.markup import Page
from onrecord.ingest.visibility import Layout, names

MIN_COVERED = 0.5
"""Share of a block's word triples found in trafilatura's text; a block is nearly all in or nearly all out."""

MAX_LINKED = 0.5
"""Share of letters inside links above which a block is a menu or a list of other stories."""

MIN_ROOT_SHARE = 0.9
"""The article's root is the lowest element that holds this share of the chosen letters."""

MIN_WORDS = 5
"""An article has a block with at least so many words outside links."""

PROSE_WORDS = 12
"""Without trafilatura, a block of so many words outside links is taken for prose."""

MAX_NESTING = 200
"""Deeper tags are left out of what trafilatura gets: its parser cuts a page off at 256."""

MAX_SOURCE = 3_000_000
MAX_TAGS = 50_000
MAX_BREAKS = 4_000
"""Pages above these are not given to trafilatura: it takes 1 s for a million characters of paragraphs, 10 s and 500 MB
for a table of 300,000 cells, and its time grows with the square of the line breaks (40,000 take 6 s)."""

SAMPLE = 5_000
"""Characters of a block whose words are compared. A whole story in one block, its lines parted by <br>, is known by
its beginning."""

MIN_REPEATED = 4
"""Words of a pull quote: fewer repeat by chance."""

_WORD = re.compile(r"\w+")
_BYLINE = re.compile(r".*(?:byline|author|dateline|timestamp|date|publish|posted|standfirst|subtitle|dek|meta).*")
_PULLED = re.compile(r".*pull[-_]?quote.*")
_SET_APART = frozenset(("aside", "blockquote", "figure"))

Triple = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The texts that stand directly in one block element, and its first words."""

    block: int
    texts: tuple[int, ...]
    begins: int
    """The first of the texts that is not blank."""
    words: tuple[str, ...]
    letters: int
    linked: int
    furniture: bool

    @property
    def mostly_links(self) -> bool:
        return self.linked > MAX_LINKED * self.letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The texts of the article without its headline, and the elements that repeat a part of it (pull quotes)."""

    texts: frozenset[int]
    repeats: frozenset[int]


def article(page: Page, shown: Layout, discussion: bytes, headline: int | None) -> Region:
    """The region of a page that is its article, empty where there is none. `discussion` flags the nodes of readers'
    comments, which are never part of it."""
    runs = tuple(_runs(page, shown, discussion, headline))
    chosen = _of_matter(_matched(runs, _found_by_library(page, discussion))) or _of_matter(_prose(runs))
    if not chosen:
        return Region(texts=frozenset(), repeats=frozenset())
    kept = [run for run in _with_those_between(page, runs, chosen, headline) if not _is_label(run, headline)]
    return Region(texts=frozenset(n for run in kept for n in run.texts), repeats=_repeats(page, kept))


def _is_label(run: Run, headline: int | None) -> bool:
    """Whether it is a few words above the headline: the section's or the site's name, a path of links."""
    return headline is not None and run.texts[-1] < headline and len(run.words) < PROSE_WORDS


def _runs(page: Page, shown: Layout, discussion: bytes, headline: int | None) -> Iterator[Run]:
    """What each block of the page holds, in the order in which the blocks begin to hold it."""
    texts: dict[int, list[int]] = {}
    aside = range(headline, page.last[headline]) if headline is not None else range(0)
    for node in range(1, len(page)):
        if not (page.tag[node] or shown.hidden[node] or discussion[node] or node in aside):
            texts.setdefault(shown.block[node], []).append(node)
    for block, nodes in texts.items():
        run = _run(page, shown, block, nodes)
        if run.words:
            yield run


def _run(page: Page, shown: Layout, block: int, nodes: Sequence[int]) -> Run:
    plain = html.unescape("".join(page.source[page.start[n] : page.stop[n]][:SAMPLE] for n in nodes)[:SAMPLE])
    return Run(
        block=block,
        texts=tuple(nodes),
        begins=next((n for n in nodes if not page.source[page.start[n] : page.stop[n]].isspace()), nodes[0]),
        words=tuple(_WORD.findall(plain.lower())),
        letters=sum(page.stop[n] - page.start[n] for n in nodes),
        linked=sum(page.stop[n] - page.start[n] for n in nodes if shown.linked[n]),
        furniture=bool(shown.furniture[block]),
    )


def _found_by_library(page: Page, discussion: bytes) -> str:
    """The text that trafilatura takes for the article; nothing where it finds none or the page is too much for it."""
    if len(page.source) > MAX_SOURCE or len(page) > MAX_TAGS or page.tag.count("br") > MAX_BREAKS:
        return ""
    from trafilatura import bare_extraction

    # Without a handler of its own its complaints about a page would be printed.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        found: Any = bare_extraction(_without(page, discussion), include_comments=False, include_tables=True)
    except Exception:  # it fails on some broken pages, in ways that it does not tell
        return ""
    return found.text or "" if found else ""


def _without(page: Page, discussion: bytes) -> str:
    """The source without the readers' discussion and without tags nested too deep for trafilatura."""
    pieces, at = [], 0
    for start, stop in sorted(_cuts(page, discussion)):
        if start >= at:
            pieces.append(page.source[at:start])
            at = stop
    pieces.append(page.source[at:])
    return " ".join(pieces)


def _cuts(page: Page, discussion: bytes) -> Iterator[tuple[int, int]]:
    depth = [0] * len(page)
    for node in range(1, len(page)):
        depth[node] = depth[page.parent[node]] + 1
        if discussion[node]:
            if not discussion[page.parent[node]]:
                yield page.start[node], page.close[node]
        elif depth[node] > MAX_NESTING and page.tag[node]:
            end_tag = f"</{page.tag[node]}>"
            yield page.start[node], page.stop[node]
            if page.source.startswith(end_tag, page.close[node] - len(end_tag)):
                yield page.close[node] - len(end_tag), page.close[node]


def _matched(runs: Sequence[Run], found: str) -> list[Run]:
    """The runs whose words stand in what was found, in the same order, for the most part."""
    lines = [tuple(_WORD.findall(line.lower())) for line in found.splitlines()]
    triples = _triples(word for line in lines for word in line)
    short = {line for line in lines if len(line) < 3}
    return [run for run in runs if run.words in short or _covered(run.words, triples) >= MIN_COVERED]


def _triples(words: Iterable[str]) -> set[Triple]:
    row = tuple(words)
    return set(zip(row, row[1:], row[2:], strict=False))


def _covered(words: Triple, triples: set[Triple]) -> float:
    own = list(zip(words, words[1:], words[2:], strict=False))
    return sum(triple in triples for triple in own) / len(own) if own else 0.0


def _of_matter(runs: Iterable[Run]) -> list[Run]:
    """The runs that are neither furniture nor links; none where no word of them makes a sentence."""
    kept = [run for run in runs if not (run.furniture or run.mostly_links)]
    return kept if any(len(run.words) >= MIN_WORDS for run in kept) else []


def _prose(runs: Sequence[Run]) -> list[Run]:
    return [run for run in runs if len(run.words) >= PROSE_WORDS]


def _with_those_between(page: Page, runs: Sequence[Run], chosen: Sequence[Run], headline: int | None) -> list[Run]:
    """The chosen runs and those that stand among them: captions, short lines, what the library passed over."""
    root = _root(page, chosen)
    blocks = {run.block for run in chosen}
    within = [run for run in chosen if root <= run.block < page.last[root]]
    first, last = min(run.begins for run in within), max(run.texts[-1] for run in within)
    siblings = {page.parent[run.block] for run in chosen}
    above = range(headline, first) if headline is not None else range(0)
    around = _common(page, headline, first) if headline is not None else 0
    kept = []
    for run in runs:
        between = root <= run.block < page.last[root] and first <= run.begins <= last
        in_head = run.begins in above and around <= run.block < page.last[around]
        welcome = not run.mostly_links or page.parent[run.block] in siblings or (in_head and _is_byline(page, run))
        if run.block in blocks or ((between or in_head) and not run.furniture and welcome):
            kept.append(run)
    return kept


def _root(page: Page, chosen: Sequence[Run]) -> int:
    """The lowest element that holds nearly all that was chosen."""
    weight = [0] * len(page)
    for run in chosen:
        weight[run.block] += run.letters
    for node in range(len(page) - 1, 0, -1):
        weight[page.parent[node]] += weight[node]
    enough = MIN_ROOT_SHARE * weight[0]
    root = 0
    while (heavy := next((child for child in page.children(root) if weight[child] >= enough), None)) is not None:
        root = heavy
    return root


def _common(page: Page, one: int, other: int) -> int:
    """The lowest element around both."""
    return next(node for node in page.ancestors(one) if node <= other < page.last[node])


def _is_byline(page: Page, run: Run) -> bool:
    near = (run.block, page.parent[run.block])
    return run.words[0] == "by" or any(_BYLINE.fullmatch(name) for node in near for name in names(page, node))


def _repeats(page: Page, kept: Sequence[Run]) -> frozenset[int]:
    """The elements set apart in the article, all of whose words stand in its other paragraphs, too."""
    apart = _set_apart(page)
    inside: dict[int, list[str]] = {}
    elsewhere: set[Triple] = set()
    for run in kept:
        if apart[run.block]:
            inside.setdefault(apart[run.block], []).extend(run.words)
        else:
            elsewhere |= _triples(run.words)
    return frozenset(
        node
        for node, words in inside.items()
        if len(words) >= MIN_REPEATED and _covered(tuple(words), elsewhere) == 1.0
    )


def _set_apart(page: Page) -> list[int]:
    """For each node the outermost element around it that is set apart, 0 where there is none."""
    apart = [0] * len(page)
    for node in range(1, len(page)):
        apart[node] = apart[page.parent[node]] or (node if _is_set_apart(page, node) else 0)
    return apart


def _is_set_apart(page: Page, node: int) -> bool:
    named = page.attributes[node] and any(map(_PULLED.fullmatch, names(page, node)))
    return page.tag[node] in _SET_APART or bool(named)
