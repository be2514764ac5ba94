"""Trains the attribution model and writes its weights after every epoch.

    BF16=1 python training/train.py POLNEAR_DIR BASE_MODEL_DIR OUT.pt [--epochs 6] [--seed 0]

What was tried, and what it gave, stands in training/README.md.
"""

import argparse
import json
import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from corpus import Arc, Article, Example, articles, example
from evaluate import fragment_scores
from model import Model, link_scores
from onrecord.encoder import Vocabulary, vocabulary

WINDOW = 510
"""Pieces in a window: all that the encoder has positions for. At run time windows are shorter, for speed."""

LINK_WEIGHT = 0.3
POOL = 120
"""Windows among which those of like length are put together."""
AVERAGE = 0.998
"""Decay of the running average of the weights, which is what is kept."""


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
    tags: np.ndarray
    arcs: tuple[Arc, ...]


def windows(made: Example, offset: int) -> Iterator[Window]:
    """An example cut into windows, the first `offset` pieces long, so that each epoch cuts elsewhere."""
    count, start = len(made.words.ids), 0
    line_of = np.cumsum(made.words.lines[made.words.first])
    while start < count:
        end = min(count, start + (offset if start == 0 and offset else WINDOW))
        a, b = np.searchsorted(made.words.first, (start, end))
        end = int(made.words.first[b]) if b < len(made.words) and end < count else end
        end = min(end, start + WINDOW)
        b = int(np.searchsorted(made.words.first, end))
        w, inside = made.words, slice(start, end)
        arcs = tuple(_moved(arc, int(a)) for arc in made.arcs if _within(arc, int(a), b))
        yield Window(
            w.ids[inside], w.cases[inside], w.lines[inside], w.marks[inside],
            w.first[a:b] - start, line_of[a:b], _begun(made.tags[a:b]), arcs,
        )  # fmt: skip
        start = end


def _begun(tags: np.ndarray) -> np.ndarray:
    """The tags of a window that may begin inside a span: what is left of the span begins there."""
    begun = tags.copy()
    if len(begun) and begun[0] and begun[0] % 2 == 0:
        begun[0] -= 1
    return begun


def _within(arc: Arc, a: int, b: int) -> bool:
    return all(a <= w < b for span in (arc.part, arc.head) if span for w in span)


def _moved(arc: Arc, by: int) -> Arc:
    move = lambda span: (span[0] - by, span[1] - by) if span else None  # noqa: E731
    return Arc(arc.kind, move(arc.part), move(arc.head))


def batch(items: list[Window], start: int, end: int) -> tuple[Tensor, ...]:
    """Padded ids, cases, lines, marks and attention of windows."""
    size = max(len(i.ids) for i in items) + 2
    rows = {name: torch.zeros(len(items), size, dtype=torch.long) for name in ("ids", "cases", "lines", "marks")}
    attention = torch.zeros(len(items), size, dtype=torch.long)
    for row, item in enumerate(items):
        n = len(item.ids)
        for name, table in rows.items():
            table[row, 1 : n + 1] = torch.from_numpy(getattr(item, name))
        rows["ids"][row, 0], rows["ids"][row, n + 1] = start, end
        attention[row, : n + 2] = 1
    return (*rows.values(), attention)


def tag_loss(model: Model, scores: Tensor, items: list[Window]) -> Tensor:
    """The CRF's loss over every line of every window."""
    emissions, tags = [], []
    for row, item in enumerate(items):
        at = scores[row].index_select(0, torch.from_numpy(item.first) + 1)
        sizes = np.unique(item.line_of, return_counts=True)[1].tolist()
        emissions += at.split(sizes)
        tags += torch.from_numpy(item.tags).split(sizes)
    pad = torch.nn.utils.rnn.pad_sequence
    mask = pad([torch.ones(len(t), dtype=torch.bool) for t in tags], batch_first=True)
    return model.crf.loss(pad(emissions, batch_first=True), pad(tags, batch_first=True), mask)


def link_loss(model: Model, vectors: Tensor, items: list[Window]) -> Tensor:
    """The mean cross-entropy of each part's head among all that stand in its window."""
    losses = []
    for row, item in enumerate(items):
        at = vectors[row].index_select(0, torch.from_numpy(item.first) + 1)
        for kind, links in enumerate((model.content_to_cue, model.cue_to_source)):
            arcs = [a for a in item.arcs if a.kind == kind]
            heads = sorted({a.head for a in arcs if a.head})
            if not arcs:
                continue
            parts = np.array([a.part for a in arcs])
            gold = torch.tensor([heads.index(a.head) + 1 if a.head else 0 for a in arcs])
            scores = link_scores(links, at, item.line_of, parts, np.array(heads, np.int64).reshape(-1, 2))
            losses.append(cross_entropy(scores, gold, reduction="none"))
    return torch.cat(losses).mean() if losses else torch.zeros(())


def epoch_windows(texts: list[Article], pieces: Vocabulary, chance: random.Random) -> list[Window]:
    """Every article once, by one of its annotators, cut at random, in random order."""
    found = []
    for article in texts:
        made = example(article, chance.randrange(len(article.readings)), pieces)
        found += windows(made, chance.choice((0, chance.randrange(100, WINDOW))))
    chance.shuffle(found)
    return found


def batches(found: list[Window], chance: random.Random, budget: int) -> list[list[Window]]:
    """Windows of like length together, at most `budget` pieces a batch with the padding; batches in random order."""
    made: list[list[Window]] = []
    for start in range(0, len(found), POOL):
        made.append([])
        for window in sorted(found[start : start + POOL], key=lambda w: len(w.ids)):
            if (len(made[-1]) + 1) * (len(window.ids) + 2) > budget:
                made.append([])
            made[-1].append(window)
    chance.shuffle(made)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--rate", type=float, default=1.0, help="factor on the learning rates")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--batch", type=int, default=6 * 512, help="pieces in a batch, padding included")
    args = parser.parse_args()
    train(args)


def train(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)
    pieces = vocabulary(args.base)
    texts, dev = list(articles(args.corpus / "train")), list(articles(args.corpus / "dev"))
    model = Model(args.base, dropout=args.dropout)
    if args.start:
        model.load_state_dict(torch.load(args.start)["raw"], strict=False)
    averaged = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGE)
    )
    slow = list(model.encoder.bert.parameters())
    known = set(map(id, slow))
    fast = [p for p in model.parameters() if id(p) not in known]
    groups = [{"params": slow, "lr": 1.5e-4 * args.rate}, {"params": fast, "lr": 1e-3 * args.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = args.epochs * len(batches(epoch_windows(texts, pieces, random.Random(args.seed)), chance, args.batch))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, s / 100) * max(0.0, (steps - s) / steps))
    began, step = time.time(), 0
    for epoch in range(args.epochs):
        model.train()
        for items in batches(epoch_windows(texts, pieces, chance), chance, args.batch):
            inputs = batch(items, pieces.ids["[CLS]"], pieces.ids["[SEP]"])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=os.environ.get("BF16") == "1"):
                vectors, scores = model.encoder(*inputs)
            tags, links = tag_loss(model, scores.float(), items), link_loss(model, vectors.float(), items)
            optimizer.zero_grad()
            (tags + LINK_WEIGHT * links).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            averaged.update_parameters(model)
            step += 1
            if step % 50 == 0:
                said = f"{tags.item():.3f} {links.item():.3f} {time.time() - began:.0f} s"
                print(epoch, f"{step}/{steps}", said, flush=True)
        torch.save({"model": averaged.module.state_dict(), "raw": model.state_dict()}, args.out)
        averaged.eval()
        print("dev", json.dumps(fragment_scores(averaged.module, dev, pieces)), flush=True)


if __name__ == "__main__":
    main()
