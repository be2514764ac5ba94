"""Reckons every figure of attribution on a split whose attributions were marked by hand."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from evals.brat import ROLES, Article, Parts, Role
from evals.calibration import Calibration, calibration
from evals.counting import Score, characters, fragments, score, share
from evals.lines import Line, parts
from evals.matching import Precision, Recall, attributed, precisions, recalls
from evals.slices import Slicing, slicings

from onrecord.model.base import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How well some attributions were read, in per cent. What is exact is so among those that were found."""

    gold: int
    statements: int
    precision: float
    recall: float
    f1: float
    linked: float
    content_exact: float
    source_exact: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures of a split: by part, for all and for quoted contents, by slice, and how confidence holds."""

    articles: int
    fragments: Mapping[str, Score]
    characters: Mapping[str, Score]
    attributions: Mapping[str, Figures]
    by: Mapping[str, Mapping[str, Figures]]
    confidence: Calibration

    def figures(self) -> Mapping[str, float]:
        """Every figure by the words that lead to it: "fragments source f1"."""
        return dict(_flat(msgspec.to_builtins(self)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """An article beside what was read in it."""

    article: Article
    statements: tuple[Parts, ...]
    recalls: tuple[Recall, ...]
    precisions: tuple[Precision, ...]


def report(articles: Sequence[Article], lines: Iterable[Line], publishers: Mapping[str, str]) -> Report:
    """The figures of what was read of these articles; an article without a line is one in which nothing was found.

    Statements nested in others are left out, because what was marked by hand is flat.
    """
    by_name = {line.name: line for line in lines}
    compared = [_compared(article, by_name.get(article.name)) for article in articles if article.annotators]
    gold = [one for c in compared for one in c.recalls]
    read = [one for c in compared for one in c.precisions]
    ways = slicings([c.article for c in compared], publishers)
    return Report(
        articles=len(compared),
        fragments={role: _by_fragments(compared, role) for role in ROLES},
        characters={role: _by_characters(compared, role) for role in ROLES},
        attributions={
            "all": _figures(gold, read),
            "quoted": _figures([one for one in gold if _is_quoted(one)], [one for one in read if _is_quoted(one)]),
        },
        by={way.name: {label: _sliced(way, label, gold, read) for label in way.labels} for way in ways},
        confidence=calibration((one.of.confidence, one.right) for one in read),
    )


def _compared(article: Article, line: Line | None) -> _Compared:
    outer = [s for s in line.statements if s.nested_in is None] if line else []
    statements = tuple(parts(statement, article.text) for statement in outer)
    gold = [attributed(one, article.name, article.text) for one in article.annotators[0]]
    read = [
        attributed(one, article.name, article.text, confidence=statement.confidence)
        for one, statement in zip(statements, outer, strict=True)
    ]
    return _Compared(
        article=article,
        statements=statements,
        recalls=tuple(recalls(gold, read)),
        precisions=tuple(precisions(read, gold)),
    )


def _by_fragments(compared: Iterable[_Compared], role: Role) -> Score:
    """Every annotator's fragments, one annotator after the other, against the same that were read."""
    right = predicted = gold = 0
    for c in compared:
        read = _fragments(c.statements, role, c.article.text)
        for annotator in c.article.annotators:
            marked = _fragments(annotator, role, c.article.text)
            right += len(read & marked)
            predicted += len(read)
            gold += len(marked)
    return score(right=right, predicted=predicted, found=right, gold=gold)


def _fragments(of: Iterable[Parts], role: Role, text: str) -> frozenset[Span]:
    return frozenset(piece for one in of for piece in fragments(characters(one.of(role), text), text))


def _by_characters(compared: Iterable[_Compared], role: Role) -> Score:
    """The first annotator's characters against those that were read."""
    right = predicted = gold = 0
    for c in compared:
        read, marked = _characters(c.statements, role, c), _characters(c.article.annotators[0], role, c)
        right += len(read & marked)
        predicted += len(read)
        gold += len(marked)
    return score(right=right, predicted=predicted, found=right, gold=gold)


def _characters(of: Iterable[Parts], role: Role, c: _Compared) -> frozenset[int]:
    return characters([span for one in of for span in one.of(role)], c.article.text)


def _is_quoted(one: Recall | Precision) -> bool:
    return one.of.mode != "indirect"


def _sliced(way: Slicing, label: str, gold: Iterable[Recall], read: Iterable[Precision]) -> Figures:
    return _figures(
        [one for one in gold if way.label(one.of) == label], [one for one in read if way.label(one.of) == label]
    )


def _figures(gold: Collection[Recall], read: Collection[Precision]) -> Figures:
    found = sum(one.found for one in gold)
    scored = score(right=sum(one.found for one in read), predicted=len(read), found=found, gold=len(gold))
    return Figures(
        gold=len(gold),
        statements=len(read),
        precision=scored.precision,
        recall=scored.recall,
        f1=scored.f1,
        linked=share(sum(one.linked for one in gold), len(gold)),
        content_exact=share(sum(one.content_exact for one in gold), found),
        source_exact=share(sum(one.source_exact for one in gold), found),
    )


def _flat(value: object, *path: str) -> Iterator[tuple[str, float]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(inner, *path, name)
    elif isinstance(value, int | float):
        yield " ".join(path), value
