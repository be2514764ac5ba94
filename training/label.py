"""Writes what a trained model says of the words of texts: the soft labels from which a smaller one learns.

    python training/label.py WEIGHTS.pt BASE_MODEL_DIR OUT.npz TEXTS.jsonl…

Each line of a JSON Lines file is an object with a field "text". OUT.npz holds the tag scores of all words one after the
other, how many words each text has, and the transitions. `polnear DIR` instead of a file stands for its train split.
"""

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from corpus import articles
from evaluate import word_scores
from model import Model
from onrecord.encoder import split, vocabulary


def texts(path: Path) -> Iterator[str]:
    """The texts of a JSON Lines file, or of the train split of a PolNeAR folder, in their order."""
    if path.is_dir():
        yield from (article.text for article in articles(path / "train"))
        return
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    args = parser.parse_args()
    pieces = vocabulary(args.base)
    model = Model(args.base, inner=False)
    model.load_state_dict(torch.load(args.weights)["model"])
    model.eval()
    transition, start = (table.detach().numpy() for table in model.crf.scores())
    scores, began = [], time.time()
    for number, text in enumerate(text for path in args.texts for text in texts(path)):
        scores.append(word_scores(model, split(text, pieces), pieces).astype(np.float16))
        if number % 50 == 0:
            print(f"{number} texts, {sum(map(len, scores)):,} words, {time.time() - began:.0f} s", flush=True)
    sizes = np.array([len(found) for found in scores])
    np.savez(args.out, scores=np.concatenate(scores), sizes=sizes, transition=transition, start=start)


if __name__ == "__main__":
    main()
