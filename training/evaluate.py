"""Fragments' exact F1 on articles with torch weights: what training watches. The shipped figure is taken end to end."""

from collections import Counter

import numpy as np
import torch

from corpus import ROLES, TAGS, Article, example
from model import Model, ends
from onrecord.attribute.viterbi import decode
from onrecord.encoder import Vocabulary, Window, Words, split, windows

TOGETHER = 12
"""Windows in a batch."""


def fragment_scores(model: Model, texts: list[Article], pieces: Vocabulary) -> dict[str, float]:
    """F1 of each role over every annotator's reading."""
    hits, said, gold = Counter(), Counter(), Counter()
    transition, start = (table.detach().numpy() for table in model.crf.scores())
    for article in texts:
        words = split(article.text, pieces)
        path = decode(word_scores(model, words, pieces), _lines(words), transition, start)
        found = set(_runs(path))
        for reading in range(len(article.readings)):
            want = set(_runs(example(article, reading, pieces).tags))
            for role in ROLES:
                a, b = ({run for run in runs if run[0] == role} for runs in (found, want))
                hits[role] += len(a & b)
                said[role] += len(a)
                gold[role] += len(b)
    return {role: round(200 * hits[role] / max(1, said[role] + gold[role]), 1) for role in ROLES}


def word_scores(model: Model, words: Words, pieces: Vocabulary) -> np.ndarray:
    """(words, tags) scores, read in the windows of run time."""
    total = np.zeros((len(words.ids), len(TAGS)), np.float32)
    found = list(windows(words.lines))
    for at in range(0, len(found), TOGETHER):
        group = found[at : at + TOGETHER]
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            _, scores = model.encoder(*_batch(words, group, ends(pieces)))
        for w, row in zip(group, scores[:, 1:, : len(TAGS)].float().numpy(), strict=True):
            total[w.first : w.last] = row[w.first - w.start : w.last - w.start]
    return total[words.first]


def _batch(words: Words, found: list[Window], ends: tuple[int, int]) -> tuple[torch.Tensor, ...]:
    """Ids, cases, lines, marks and attention of windows, padded to the longest."""
    size = max(w.end - w.start for w in found) + 2
    rows = torch.zeros(4, len(found), size, dtype=torch.long)
    attention = torch.zeros(len(found), size, dtype=torch.long)
    for row, w in enumerate(found):
        width = w.end - w.start
        for table, values in enumerate((words.ids, words.cases, words.lines, words.marks)):
            rows[table, row, 1 : width + 1] = torch.from_numpy(values[w.start : w.end])
        rows[0, row, 0], rows[0, row, width + 1] = ends
        attention[row, : width + 2] = 1
    return (*rows, attention)


def _lines(words: Words) -> np.ndarray:
    return np.flatnonzero(words.lines[words.first])


def _runs(tags: np.ndarray) -> list[tuple[str, int, int]]:
    """(role, first word, last word + 1) of each tagged run."""
    found, at = [], 0
    for word, tag in enumerate([*tags, 0]):
        if at and (tag == 0 or TAGS[tag].startswith("B-")):
            found.append((TAGS[tags[at - 1]][2:], at - 1, word))
            at = 0
        if tag and TAGS[tag].startswith("B-"):
            at = word + 1
    return found
