"""Finds the passages that could support what a draft reports without quoting, for a person to compare. No verdict."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model.base import Span
from onrecord.model.contract import statement_rows
from onrecord.model.document import Record
from onrecord.model.rows import ComparedRow, ComparisonRow, PassageRow, SpanRow
from onrecord.text import sentences
from onrecord.verify.edits import CONDITIONS
from onrecord.verify.findings import Place
from onrecord.verify.meaning import is_number, meaning
from onrecord.verify.passages import CONTEXT, Occasion, occasion
from onrecord.verify.primaries import Stretch
from onrecord.verify.tokens import tokens

if TYPE_CHECKING:
    from onrecord.encoder import States
    from onrecord.verify.library.shelves import Library

Encode = Callable[[str], "States"]

SHOWN = 3
"""Passages that are shown beside a statement."""

BLOCKS = 40
"""Blocks of the library that share most words with it and are looked through."""

WEIGHED = 10
"""Sentences of these, by the words they share, whose vectors are compared."""

LEAST = 0.25
"""The share of a statement's telling words that a passage must have: with fewer it is about something else."""

FEWEST = 3
"""Telling words of a statement that are looked for; fewer stand in every text."""

_CLASSES = ("negation", "certainty", "scope", "condition")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of the library: where it stands, and how much of the statement's telling words it has."""

    stretch: Stretch
    span: Span
    shared: float


def comparisons(record: Record, library: "Library", encode: Encode, *, place: Place) -> Iterator[ComparisonRow]:
    """The passages to compare with each statement that is reported in other words, in text order."""
    for statement in statement_rows(record):
        said = " ".join(part.text for part in statement.content)
        if statement.mode != "indirect" or statement.post or statement.nested_in or len(_telling(said)) < FEWEST:
            continue
        found = ranked(said, candidates(said, library), encode)
        start, end = statement.content[0].start, statement.content[-1].end
        line, column = place(start)
        yield ComparisonRow(
            file=record.document.origin.uri,
            start=start,
            end=end,
            line=line,
            column=column,
            text=said,
            speaker=" and ".join(speaker.name for speaker in statement.speakers) or None,
            compare=tuple(_compared(said, one, score, library) for score, one in found[:SHOWN]),
        )


def candidates(said: str, library: "Library") -> tuple[Candidate, ...]:
    """The sentences of the library that share most of a statement's telling words, best first."""
    wanted = _telling(said)
    if not wanted:
        return ()
    found = []
    for stretch in library.about(sorted(wanted), most=BLOCKS):
        for span in sentences(stretch.text):
            shared = len(wanted & _telling(span.of(stretch.text))) / len(wanted)
            if shared >= LEAST:
                found.append(Candidate(stretch, span, shared))
    return tuple(sorted(found, key=lambda one: (-one.shared, len(one.span))))


def ranked(said: str, found: Sequence[Candidate], encode: Encode) -> list[tuple[float, Candidate]]:
    """The candidates by shared words and by the likeness of the encoder's vectors, one half each."""
    import numpy as np

    def vector(text: str) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
        vectors = encode(text).vectors.astype(np.float32)
        mean = vectors.mean(axis=0) if len(vectors) else np.zeros(1, np.float32)
        return np.asarray(mean / (np.linalg.norm(mean) or 1.0))

    own = vector(said)
    scores = []
    for one in found[:WEIGHED]:
        other = vector(one.span.of(one.stretch.text))
        like = float(own @ other) if own.shape == other.shape else 0.0
        scores.append((0.5 * one.shared + 0.5 * max(0.0, like), one))
    return sorted(scores, key=lambda pair: -pair[0])


def differences(said: str, primary: str) -> tuple[str, ...]:
    """What a person must look at: negation, certainty, scope, condition and numbers that differ."""
    known = meaning()
    ours, theirs = ([token.key for token in tokens(text)] for text in (said, primary))
    told = []
    for name in _CLASSES:
        one, other = (
            {word for word in known.of_class(name, keys) if name != "condition" or word in CONDITIONS}
            for keys in (ours, theirs)
        )
        if one != other:
            told.append(f"{known.told[name]}: {_words(one)} in the draft, {_words(other)} in the passage")
    numbers = [{key for key in keys if is_number(key)} for keys in (ours, theirs)]
    if numbers[0] - numbers[1]:
        told.append(f"a number: {_words(numbers[0])} in the draft, {_words(numbers[1])} in the passage")
    return tuple(told)


def _words(found: set[str]) -> str:
    return "“" + " ".join(sorted(found)) + "”" if found else "none"


def _telling(text: str) -> frozenset[str]:
    known = meaning()
    keys = (token.key for token in tokens(text))
    return frozenset(key for key in keys if not known.tells_little(key) and key not in known.classes)


def _compared(said: str, one: Candidate, score: float, library: "Library") -> ComparedRow:
    stretch = one.stretch
    start, end = one.span.start, one.span.end
    exact = one.span.of(stretch.text)
    of: Occasion = occasion(stretch, stretch.start + start, library)
    return ComparedRow(
        passage=PassageRow(
            document=of.held.name,
            span=SpanRow(start=stretch.start + start, end=stretch.start + end, text=exact),
            exact=exact,
            prefix=stretch.text[max(0, start - CONTEXT) : start],
            suffix=stretch.text[end : end + CONTEXT],
            speaker=of.speaker,
            event=of.held.event,
            date=of.day,
            score=round(score, 3),
        ),
        differences=differences(said, exact),
    )
