"""Fragments' exact F1 on articles with torch weights: what training watches. The shipped figure is taken end to end."""

from collections import Counter

import numpy as np
import torch

from corpus import ROLES, TAGS, Article, example
from model import Model
from onrecord.attribute.viterbi import decode
from onrecord.encoder import Vocabulary, Words, split, windows


def fragment_scores(model: Model, texts: list[Article], pieces: Vocabulary) -> dict[str, float]:
    """F1 of each role over every annotator's reading."""
    hits, said, gold = Counter(), Counter(), Counter()
    transition, start = (table.detach().numpy() for table in model.crf.scores())
    for article in texts:
        words = split(article.text, pieces)
        path = decode(_scores(model, words, pieces), _lines(words), transition, start)
        found = set(_runs(path))
        for reading in range(len(article.readings)):
            want = set(_runs(example(article, reading, pieces).tags))
            for role in ROLES:
                a, b = ({run for run in runs if run[0] == role} for runs in (found, want))
                hits[role] += len(a & b)
                said[role] += len(a)
                gold[role] += len(b)
    return {role: round(200 * hits[role] / max(1, said[role] + gold[role]), 1) for role in ROLES}


def _scores(model: Model, words: Words, pieces: Vocabulary) -> np.ndarray:
    count = len(words.ids)
    total = np.zeros((count, len(TAGS)), np.float32)
    weight = np.zeros((count, 1), np.float32)
    for a, b in windows(count):
        ids = np.concatenate(([pieces.ids["[CLS]"]], words.ids[a:b], [pieces.ids["[SEP]"]]))
        rest = (np.pad(table[a:b], 1) for table in (words.cases, words.lines, words.marks))
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            _, scores = model.encoder(*(torch.from_numpy(x)[None] for x in (ids, *rest)))
        total[a:b] += scores[0, 1:-1].float().numpy()
        weight[a:b] += 1
    return (total / weight)[words.first]


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
