"""Writes what a shipped model says of contents read by themselves: from that a model learns to see inside contents.

    python training/inner.py WEIGHTS_DIR OUT.npz TEXTS…      TEXTS as for training/label.py

PolNeAR is flat: an attribution inside another's content is not annotated. But a content that is cut out and read as a
text of its own is ordinary text to a model of attributions. OUT.npz holds for each content its text's number and its
first and last word there, the tag scores of these words, and the transitions.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from corpus import Article, articles, bare, example
from label import texts
from onrecord.attribute.heads import heads
from onrecord.attribute.spans import line_starts
from onrecord.attribute.tags import TAGS, runs
from onrecord.attribute.viterbi import decode
from onrecord.encoder import Encoder, load, split
from onrecord.settings import Settings

SHORTEST = 4
"""Words below which a content holds no other."""

Arrays = dict[str, np.ndarray]


def contents(path: Path, encoder: Encoder, tables: Arrays) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Each text with the first and last words of its contents: the annotator's where there is one, else the model's."""
    read = articles(path / "train") if path.is_dir() else texts(path)
    for item in read:
        if isinstance(item, Article):
            text, tags = item.text, example(item, 0, encoder.vocabulary).tags
        else:
            text, states = item, encoder(item)
            scores = states.scores[:, : len(TAGS)]
            tags = decode(scores, line_starts(states), tables["transition"], tables["start"])
        yield text, [(a, b) for role, a, b in runs(tags) if role == "content" and b - a >= SHORTEST]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    args = parser.parse_args()
    settings = Settings(weights=args.weights)
    encoder, tables = load(settings), dict(heads(settings))
    places, scores, number, began = [], [], -1, time.time()
    for path in args.texts:
        for text, found in contents(path, encoder, tables):
            number += 1
            for place, said in _inside(text, found, encoder):
                places.append((number, *place))
                scores.append(said)
            if number % 100 == 0:
                print(f"{number} texts, {len(places)} contents, {time.time() - began:.0f} s", flush=True)
    np.savez(
        args.out,
        places=np.array(places),
        scores=np.concatenate(scores).astype(np.float16),
        transition=tables["transition"],
        start=tables["start"],
    )


def _inside(text: str, found: list[tuple[int, int]], encoder: Encoder) -> Iterator[tuple[tuple[int, int], np.ndarray]]:
    """First and last word of each content without its marks and its "that", and the scores of the words between."""
    words = split(text, encoder.vocabulary)
    for first, last in found:
        first, last = bare(text, words, first, last)
        if last - first < SHORTEST:
            continue
        alone = text[words.starts[first] : words.ends[last]]
        states = encoder(alone[0].upper() + alone[1:])
        if len(states.words) == last - first + 1:
            yield (first, last), states.scores[:, : len(TAGS)]


if __name__ == "__main__":
    main()
