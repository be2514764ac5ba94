"""Lessons from texts that were written for training, with their attributions marked in them (training/written).

News alone teaches little of readers' posts and transcripts, and PolNeAR marks nothing inside a content. The texts have
the form of the challenge set (evals/attributions.py), and were written without sight of it. PYTHONPATH holds src, tests
and the repository's folder.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from evals.attributions import Case, Wanted, cases
from torch.nn.functional import one_hot

from chains import Said
from corpus import TAGS, Article, Attribution, bare, example
from lessons import Inner, Lesson
from onrecord.encoder import Vocabulary, Words, split


def written(folder: Path, pieces: Vocabulary) -> Iterator[Lesson]:
    """A lesson for each case of the folder's files.

    The label of a transcript's turn is read by its form, so that what stands in a turn is marked as in any text.
    """
    for case in cases(sorted(folder.glob("*.txt"))):
        turns = {n for n, one in case.wanted.items() if case.kind == "transcript" and one.cue is None}
        outer = {n: one for n, one in case.wanted.items() if n not in turns and (not one.inside or one.inside in turns)}
        article = Article(case.place, case.text, (tuple(map(_attribution, outer.values())),))
        words = split(case.text, pieces)
        tags = example(article, 0, pieces).tags
        assert tags is not None
        yield Lesson(article, _sure(tags, words.lines[words.first]), tuple(_inside(case, outer, words, pieces)))


def _attribution(one: Wanted) -> Attribution:
    spans = [((part.start, part.end),) if part else () for part in (one.source, one.cue)]
    return Attribution(*spans, tuple((part.start, part.end) for part in one.content))


def _inside(case: Case, outer: dict[int, Wanted], words: Words, pieces: Vocabulary) -> Iterator[Inner]:
    """What stands inside each content, marked or not."""
    for number, one in outer.items():
        nested = tuple(_attribution(other) for other in case.wanted.values() if other.inside == number)
        tags = example(Article(case.place, case.text, (nested,)), 0, pieces).tags
        assert tags is not None
        for part in one.content:
            first = int(np.searchsorted(words.ends, part.start, side="right"))
            last = int(np.searchsorted(words.starts, part.end)) - 1
            first, last = bare(case.text, words, first, last)
            if first < last and "\n" not in case.text[words.starts[first] : words.ends[last]]:
                inside = _begun(tags[first : last + 1])
                yield Inner((first, last), _sure(inside, np.arange(len(inside)) == 0))


def _begun(tags: np.ndarray) -> np.ndarray:
    begun = tags.copy()
    if begun[0] and begun[0] % 2 == 0:
        begun[0] -= 1
    return begun


def _sure(tags: np.ndarray, begins: np.ndarray) -> Said:
    """These tags and no others, of words of which some begin lines."""
    words = one_hot(torch.from_numpy(tags), len(TAGS)).half()
    pairs = torch.zeros(len(tags), len(TAGS), len(TAGS), dtype=torch.float16)
    pairs[1:] = words[:-1, :, None] * words[1:, None, :]
    pairs[torch.from_numpy(begins.astype(bool))] = 0
    return Said(words, pairs)
