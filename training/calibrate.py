"""Fits the calibration of spans, links and attributions on PolNeAR dev and writes it into heads.npz.

    python training/calibrate.py POLNEAR_DIR WEIGHTS_DIR

A score is fitted to whether what it stands for is right: a span to being an annotator's exactly, an attribution to
having its content (by half) and its source. The errors printed are of articles that were not fitted (five folds).
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from corpus import Article, Attribution, articles, fragments
from onrecord.attribute.calibration import ENDS, FARTHEST
from onrecord.model.base import Span
from onrecord.model.document import Document, Origin, Record
from onrecord.model.statement import Attribution as Found
from onrecord.model.statement import Part
from onrecord.pipeline import build
from onrecord.settings import Settings

PASSES = (("source", "cue", "content", "attribution"), ("attribution",))
FOLDS = 5
BINS = 10
HALF = 0.5
POINTS = 12
"""Bins of as many cases each whose means a curve goes through, at most; between six and 24 hardly differ on dev."""
CASES = 50
"""Cases in a bin, at least."""
BEYOND = 0.1
"""How the log-odds rise beyond the first and the last point: little, for little is known there."""

Pair = tuple[float, bool]


def fit(pairs: Sequence[Pair]) -> np.ndarray:
    """(2, points): log-odds of scores, and those of the outcomes, rising: isotonic regression of the means of bins."""
    x, y = _odds(pairs), np.array([right for _, right in pairs], float)
    count = max(1, min(POINTS, len(pairs) // CASES))
    bins = np.array_split(np.argsort(x, kind="stable"), count)
    means = _rising([(y[b].sum() + 1) / (len(b) + 2) for b in bins], [len(b) for b in bins])
    at, first = np.unique([x[b].mean() for b in bins], return_index=True)
    odds = np.log(means / (1 - means))[first]
    ends = odds[0] - BEYOND * (at[0] + ENDS), odds[-1] + BEYOND * (ENDS - at[-1])
    return np.array([[-ENDS, *at, ENDS], [ends[0], *odds, ends[1]]])


def _rising(means: Sequence[float], sizes: Sequence[int]) -> np.ndarray:
    """The means, where neighbours that fall are put together: pool adjacent violators (Ayer et al. 1955)."""
    pools: list[tuple[float, int, int]] = []
    for mean, size in zip(means, sizes, strict=True):
        pools.append((mean, size, 1))
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            (a, m, i), (b, n, j) = pools[-2:]
            pools[-2:] = [((a * m + b * n) / (m + n), m + n, i + j)]
    return np.concatenate([np.full(many, mean) for mean, _, many in pools])


def error(sure: np.ndarray, right: np.ndarray) -> float:
    """The expected calibration error over ten bins with as many cases in each, in points."""
    order = np.argsort(sure, kind="stable")
    bins = [b for b in np.array_split(order, BINS) if len(b)]
    return 100 * sum(len(b) * abs(sure[b].mean() - right[b].mean()) for b in bins) / max(1, len(order))


def _odds(pairs: Sequence[Pair]) -> np.ndarray:
    p = np.clip([score for score, _ in pairs], 1 - FARTHEST, FARTHEST)
    return np.log(p / (1 - p))


def cases(article: Article, record: Record) -> Iterator[tuple[str, Pair]]:
    """(name, (score, right)) of each part and attribution that the model, and no form, found."""
    gold = article.readings[0]
    spans = {role: _fragments(article.text, gold, role) for role in ("source", "cue", "content")}
    for part in record.of(Part):
        if not part.depth and part.confidence < 1:
            yield part.role, (part.confidence, (part.extent.start, part.extent.end) in spans[part.role])
    wanted = [(_letters(article.text, a.content), _letters(article.text, a.source)) for a in gold]
    for found in record.of(Found):
        if found.parent is None and found.confidence < 1:
            yield "attribution", (found.confidence, _is_right(article.text, found, wanted))


def _fragments(text: str, gold: Sequence[Attribution], role: str) -> frozenset[tuple[int, int]]:
    return frozenset(f for a in gold for f in fragments(text, getattr(a, role)))


def _letters(text: str, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    return frozenset(i for a, b in spans for i in range(a, b) if not text[i].isspace())


def _is_right(text: str, found: Found, wanted: Sequence[tuple[frozenset[int], frozenset[int]]]) -> bool:
    pairs = lambda spans: [(s.start, s.end) for s in spans if isinstance(s, Span)]  # noqa: E731
    content, source = _letters(text, pairs(found.content)), _letters(text, pairs([found.source]))
    return any(len(content & c) >= HALF * len(content | c) and bool(source & s or not (source or s)) for c, s in wanted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("weights", type=Path)
    args = parser.parse_args()
    path = args.weights / "heads.npz"
    for names in PASSES:  # an attribution's score rests on those of its parts, which come first
        kept = _without(path, names)
        for name, by_article in _scored(args.corpus, args.weights).items():
            if name in names:
                print(name, *(f"{value:.1f}" for value in crossed(by_article)), flush=True)
                pairs = [pair for pairs in by_article for pair in pairs]
                kept[f"calibration.{name}"] = np.array(fit(pairs), np.float32)
        np.savez_compressed(path, **kept)


def _without(path: Path, names: Sequence[str]) -> dict[str, np.ndarray]:
    """The arrays of the file, in which no calibration of these names is left."""
    with np.load(path) as arrays:
        kept = {key: arrays[key] for key in arrays.files if key.removeprefix("calibration.") not in names}
    np.savez_compressed(path, **kept)
    return kept


def _scored(corpus: Path, weights: Path) -> dict[str, list[list[Pair]]]:
    """What is to be fitted, by name and article."""
    read = build(Settings(weights=weights, threads=2))
    found: dict[str, list[list[Pair]]] = defaultdict(list)
    for number, article in enumerate(articles(corpus / "dev")):
        record = read(Document(origin=Origin(uri=article.name), text=article.text, language="en"))
        for name, pair in cases(article, record):
            while len(found[name]) <= number:
                found[name].append([])
            found[name][number].append(pair)
    return found


def crossed(by_article: Sequence[Sequence[Pair]]) -> tuple[float, float]:
    """The calibration error of the scores as they are, and fitted on the other folds."""
    sure: list[float] = []
    tested: list[Pair] = []
    for fold in range(FOLDS):
        others = [p for n, pairs in enumerate(by_article) if n % FOLDS != fold for p in pairs]
        own = [p for n, pairs in enumerate(by_article) if n % FOLDS == fold for p in pairs]
        sure += (1 / (1 + np.exp(-np.interp(_odds(own), *fit(others))))).tolist()
        tested += own
    right = np.array([r for _, r in tested], float)
    return error(np.array([s for s, _ in tested]), right), error(np.array(sure), right)


if __name__ == "__main__":
    main()
