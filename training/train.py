"""Trains the attribution model and writes its weights after every epoch.

    python training/train.py POLNEAR_DIR BASE_MODEL_DIR OUT.pt [--epochs 6] [--seed 0] [--device cuda]

What was tried, and what it gave, stands in training/README.md.
"""

import argparse
import json
import random
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from chains import Said, said
from corpus import articles
from evaluate import fragment_scores
from label import texts
from lessons import Inner, Lesson
from losses import batch, lines_of, losses, whole
from model import Crf, Model, ends
from onrecord.encoder import Vocabulary, split, vocabulary
from shrink import cut, load, quantize
from windows import BATCH, batches, epoch
from written import written

WRITTEN = 3
"""How often an epoch goes through the texts that were written for training: they are few."""
AVERAGE = 0.998
"""Decay of the running average of the weights, which is what is kept."""
LOOKED_AT = 60
"""Batches by which it is told what to cut."""


def lessons_of(args: argparse.Namespace, pieces: Vocabulary) -> list[Lesson]:
    """The train split and the texts beside it, with what teachers say of them where there are teachers, and then those
    that were written for training."""
    read = list(articles(args.corpus / "train"))
    if args.teacher is None:
        return [Lesson(article) for article in read]
    read += [text for path in args.texts for text in texts(path)]
    with np.load(args.teacher) as arrays:
        begins = [_begins(text if isinstance(text, str) else text.text, pieces) for text in read]
        taught = _parted(_said(arrays, np.concatenate(begins)), arrays["sizes"])
    inner: list[list[Inner]] = [[] for _ in read]
    with np.load(args.inner) as arrays:
        places = arrays["places"]
        sizes = places[:, 2] - places[:, 1] + 1
        first = np.zeros(sizes.sum(), bool)
        first[np.concatenate(([0], np.cumsum(sizes)[:-1]))] = True
        for (number, begin, end), what in zip(places.tolist(), _parted(_said(arrays, first), sizes), strict=True):
            inner[number].append(Inner((begin, end), what))
    found = [Lesson(text, what, tuple(held)) for text, what, held in zip(read, taught, inner, strict=True)]
    return found + WRITTEN * list(written(args.written, pieces) if args.written else ())


def _begins(text: str, pieces: Vocabulary) -> np.ndarray:
    """Which words of a text begin a line."""
    words = split(text, pieces)
    return words.lines[words.first].astype(bool)


def _said(arrays: Mapping[str, np.ndarray], begins: np.ndarray) -> Said:
    crf = Crf()
    crf.transition.data = torch.from_numpy(arrays["transition"]) - crf.allowed
    crf.start.data = torch.from_numpy(arrays["start"])
    return said(arrays["scores"], lines_of(begins), *(table.detach() for table in crf.scores()))


def _parted(what: Said, sizes: np.ndarray) -> list[Said]:
    lasts = np.cumsum(sizes).tolist()
    return [what.within(end - int(size), end) for end, size in zip(lasts, sizes, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="learning rate of the body; new layers have 1e-3")
    parser.add_argument("--window", type=int, default=510, help="pieces in a window; at run time windows are shorter")
    parser.add_argument("--average", type=float, default=AVERAGE, help="0: keep no average of the weights")
    parser.add_argument(
        "--teacher", type=Path, help="soft labels of the train split and of TEXTS, by training/label.py"
    )
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="the unannotated texts among these labels")
    parser.add_argument("--inner", type=Path, help="what is said of their contents read alone, by training/inner.py")
    parser.add_argument("--written", type=Path, help="a folder of texts written for training, as training/written")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--batch", type=int, default=BATCH, help="pieces in a batch, padding included")
    parser.add_argument("--units", type=int, default=0, help="hidden units that each layer keeps; 0: all")
    parser.add_argument("--heads", type=int, default=0, help="attention heads that all layers keep together; 0: all")
    parser.add_argument("--rounded", action="store_true", help="read with weights rounded as they are shipped")
    parser.add_argument("--beside", type=Path, help="weights of a wider student, whose vectors are learned too")
    parser.add_argument("--device", default="cpu")
    train(parser.parse_args())


def train(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)
    device = torch.device(args.device)
    pieces = vocabulary(args.base)
    lessons, dev = lessons_of(args, pieces), list(articles(args.corpus / "dev"))

    def made() -> list[list]:
        return batches(epoch(lessons, pieces, chance, args.window), chance, args.batch)

    found = made()
    model = _model(args, args.start).to(device)
    if args.units or args.heads:
        looked_at = (batch(items, *ends(pieces), device) for items in found[:LOOKED_AT])
        cut(model, looked_at, units=args.units, heads=args.heads)
        model.to(device)
    beside = _model(args, args.beside).to(device).eval().requires_grad_(False) if args.beside else None
    averaged = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(args.average)
    )
    optimizer = _optimizer(model, args.rate)
    steps = args.epochs * len(found)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, s / 100) * max(0.0, (steps - s) / steps))
    began, step = time.time(), 0
    for number in range(args.epochs):
        model.train()
        for items in found:
            parts = losses(model, batch(items, *ends(pieces), device), beside)
            optimizer.zero_grad()
            whole(parts).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if args.average:
                averaged.update_parameters(model)
            step += 1
            if step % 50 == 0:
                told = " ".join(f"{part.item():.3f}" for part in parts)
                print(number, f"{step}/{steps}", told, f"{time.time() - began:.0f} s", flush=True)
        kept = averaged.module if args.average else model
        states = {"model": kept.state_dict(), "raw": model.state_dict() if args.average else None}
        torch.save({name: state and _held(state) for name, state in states.items()}, args.out)
        kept.eval().to("cpu")
        print("dev", json.dumps(fragment_scores(kept, dev, pieces)), flush=True)
        kept.to(device)
        found = made()


def _model(args: argparse.Namespace, weights: Path | None) -> Model:
    """A model with its base's weights, or with those of an earlier run."""
    model = Model(args.base, inner=args.inner is not None, dropout=args.dropout)
    if weights:
        saved = torch.load(weights)
        state = saved["raw"] or saved["model"]
        if args.inner is None:
            model.load_state_dict(state, strict=False)
        else:
            load(model, state)
    if args.rounded:
        quantize(model)
    return model


def _optimizer(model: Model, rate: float) -> torch.optim.Optimizer:
    slow = list(model.encoder.body.parameters())
    known = set(map(id, slow))
    fast = [p for p in model.parameters() if id(p) not in known]
    groups = [{"params": [p for p in slow if p.requires_grad], "lr": rate}, {"params": fast, "lr": 1e-3}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def _held(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name: values.cpu() for name, values in state.items()}


if __name__ == "__main__":
    main()
