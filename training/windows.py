"""Cuts lessons into windows that fit the encoder, elsewhere in each epoch, and puts those of like length together."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from chains import Said
from corpus import Arc, Example, example
from lessons import Inner, Lesson
from onrecord.encoder import Vocabulary, split

RESTYLED = 0.25
"""Share of texts whose curly marks are made straight, anew in every epoch."""
STRAIGHT = str.maketrans("“”‘’", "\"\"''")
POOL = 120
"""Windows, for a batch of BATCH pieces, among which those of like length are put together."""
BATCH = 6 * 512


@dataclass(frozen=True)
class Window:
    """Whole words of an example that fit the encoder."""

    ids: np.ndarray
    cases: np.ndarray
    lines: np.ndarray
    marks: np.ndarray
    first: np.ndarray
    """Positions of the words' first pieces."""
    line_of: np.ndarray
    """The number of each word's line."""
    tags: np.ndarray | None
    """What the annotator says of each word; None where nobody annotated."""
    arcs: tuple[Arc, ...]
    taught: Said | None
    """What the teacher says of each word."""
    inner: tuple[Inner, ...]
    """What a model says of the contents read by themselves."""


def windows(made: Example, lesson: Lesson, offset: int, size: int) -> Iterator[Window]:
    """An example cut into windows of whole lines where they fit, the first up to `offset` pieces long, so that each
    epoch cuts elsewhere."""
    count, start = len(made.words.ids), 0
    line_of = np.cumsum(made.words.lines[made.words.first])
    begins = np.append(np.flatnonzero(made.words.lines), count)
    while start < count:
        limit = start + (offset if start == 0 and offset else size)
        line = int(begins[np.searchsorted(begins, limit, side="right") - 1])
        end = line if line > start else min(count, limit)
        a, b = np.searchsorted(made.words.first, (start, end))
        end = int(made.words.first[b]) if b < len(made.words) and end < count else end
        end = min(end, start + size)
        b = int(np.searchsorted(made.words.first, end))
        w, inside = made.words, slice(start, end)
        arcs = tuple(_moved(arc, int(a)) for arc in made.arcs if _within(arc, int(a), b))
        yield Window(
            w.ids[inside], w.cases[inside], w.lines[inside], w.marks[inside],
            w.first[a:b] - start, line_of[a:b], _begun(None if made.tags is None else made.tags[a:b]), arcs,
            None if lesson.taught is None else lesson.taught.within(int(a), b),
            tuple(i.moved(int(a)) for i in lesson.inner if a <= i.place[0] and i.place[1] < b),
        )  # fmt: skip
        start = end


def _begun(tags: np.ndarray | None) -> np.ndarray | None:
    """The tags of a window that may begin inside a span: what is left of the span begins there."""
    if tags is None:
        return None
    begun = tags.copy()
    if len(begun) and begun[0] and begun[0] % 2 == 0:
        begun[0] -= 1
    return begun


def _within(arc: Arc, a: int, b: int) -> bool:
    return all(a <= w < b for span in (arc.part, arc.head) if span for w in span)


def _moved(arc: Arc, by: int) -> Arc:
    move = lambda span: (span[0] - by, span[1] - by) if span else None  # noqa: E731
    return Arc(arc.kind, move(arc.part), move(arc.head))


def epoch(lessons: list[Lesson], pieces: Vocabulary, chance: random.Random, size: int) -> list[Window]:
    """Every text once, an article by one of its annotators, cut at random, in random order."""
    found = []
    for lesson in lessons:
        marks = STRAIGHT if chance.random() < RESTYLED else {}
        if isinstance(lesson.text, str):
            made = Example(split(lesson.text.translate(marks), pieces), None, ())
        else:
            article = replace(lesson.text, text=lesson.text.text.translate(marks))
            made = example(article, chance.randrange(len(article.readings)), pieces)
        found += windows(made, lesson, chance.choice((0, chance.randrange(size // 5, size))), size)
    chance.shuffle(found)
    return found


def batches(found: list[Window], chance: random.Random, budget: int) -> list[list[Window]]:
    """Windows of like length together, at most `budget` pieces a batch with the padding; batches in random order."""
    made: list[list[Window]] = []
    pool = max(1, POOL * budget // BATCH)
    for start in range(0, len(found), pool):
        made.append([])
        for window in sorted(found[start : start + pool], key=lambda w: len(w.ids)):
            if (len(made[-1]) + 1) * (len(window.ids) + 2) > budget:
                made.append([])
            made[-1].append(window)
    chance.shuffle(made)
    return made
