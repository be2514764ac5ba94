"""Matches the attributions that were marked by hand with the statements that were read, by their contents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.brat import Parts
from evals.counting import alike, characters
from evals.quoting import mode

from onrecord.model.statement import Mode

FOUND = 0.5
"""Characters in both contents by characters in either from which an attribution is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """An attribution, marked or read, as the places of its characters, and by what it is counted apart."""

    article: str
    source: frozenset[int]
    content: frozenset[int]
    mode: Mode
    words: int
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """What became of an attribution that was marked by hand."""

    of: Attributed
    found: bool = False
    linked: bool = False
    content_exact: bool = False
    source_exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """What a statement that was read is worth: found is its content, right its source too."""

    of: Attributed
    found: bool
    right: bool


def attributed(parts: Parts, article: str, text: str, *, confidence: float = 1.0) -> Attributed:
    """An attribution as the scorers compare it."""
    return Attributed(
        article=article,
        source=characters(parts.source, text),
        content=characters(parts.content, text),
        mode=mode(parts.content, text),
        words=sum(len(span.of(text).split()) for span in parts.content),
        confidence=confidence,
    )


def recalls(gold: Sequence[Attributed], read: Sequence[Attributed]) -> Iterator[Recall]:
    """For each marked attribution, what the statement with the likest content makes of it."""
    for one in gold:
        best = max(read, key=lambda other: alike(one.content, other.content), default=None)
        if best is None or alike(one.content, best.content) < FOUND:
            yield Recall(of=one)
            continue
        yield Recall(
            of=one,
            found=True,
            linked=_linked(one, best),
            content_exact=one.content == best.content,
            source_exact=one.source == best.source,
        )


def precisions(read: Sequence[Attributed], gold: Sequence[Attributed]) -> Iterator[Precision]:
    """For each statement, whether an attribution was marked there, and given to the same source."""
    for one in read:
        there = [other for other in gold if alike(one.content, other.content) >= FOUND]
        yield Precision(of=one, found=bool(there), right=any(_linked(one, other) for other in there))


def _linked(a: Attributed, b: Attributed) -> bool:
    """Their sources share a character, or both have none."""
    return bool(a.source & b.source) or not (a.source or b.source)
