"""Sorts attributions by what may make them hard: mode, publisher, length of the content, length of the article."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evals.brat import Article
from evals.matching import Attributed

MODES = ("direct", "mixed", "indirect")

LENGTHS = (3, 10, 25)
"""Words up to which a content is of one length; the next length begins behind."""

THIRDS = ("shortest", "middle", "longest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slicing:
    """One way to sort attributions: its labels in their order, and which of them an attribution has."""

    name: str
    labels: tuple[str, ...]
    label: Callable[[Attributed], str]


def slicings(articles: Sequence[Article], publishers: Mapping[str, str]) -> Iterator[Slicing]:
    """Every way to sort the attributions of these articles; by publisher only where publishers are known."""
    yield Slicing(name="mode", labels=MODES, label=lambda one: one.mode)
    if publishers:
        yield by_publisher(articles, publishers)
    yield by_content()
    yield by_article(articles)


def by_publisher(articles: Iterable[Article], publishers: Mapping[str, str]) -> Slicing:
    """By who published the article."""
    of = {article.name: publishers.get(article.name.rpartition(".")[0], "unknown") for article in articles}
    return Slicing(name="publisher", labels=tuple(sorted({*of.values()})), label=lambda one: of[one.article])


def by_content() -> Slicing:
    """By the words of the content."""
    ranges = [f"{low + 1}–{high} words" for low, high in pairwise((0, *LENGTHS))]
    labels = (*ranges, f"over {LENGTHS[-1]} words")
    return Slicing(
        name="content", labels=labels, label=lambda one: labels[sum(one.words > length for length in LENGTHS)]
    )


def by_article(articles: Iterable[Article]) -> Slicing:
    """By the length of the article: three groups of as many articles each."""
    ordered = sorted(articles, key=lambda article: (len(article.text.split()), article.name))
    third = {article.name: THIRDS[place * len(THIRDS) // len(ordered)] for place, article in enumerate(ordered)}
    return Slicing(name="article", labels=THIRDS, label=lambda one: third[one.article])
