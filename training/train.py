"""Trains the attribution model and writes its weights after every epoch.

    BF16=1 python training/train.py POLNEAR_DIR BASE_MODEL_DIR OUT.pt [--epochs 6] [--seed 0]

What was tried, and what it gave, stands in training/README.md.
"""

import argparse
import json
import os
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from corpus import TAGS, Arc, Example, articles, example
from evaluate import fragment_scores
from label import texts
from lessons import Inner, Lesson
from model import Crf, Model, ends, link_scores, of_gold, of_teacher
from onrecord.encoder import Vocabulary, split, vocabulary
from written import written

LINK_WEIGHT = 0.3
INNER_WEIGHT = 0.3
GOLD = 0.4
"""The annotator's share of the loss beside a teacher."""
RESTYLED = 0.25
"""Share of texts whose curly marks are made straight, anew in every epoch."""
STRAIGHT = str.maketrans("“”‘’", "\"\"''")
WRITTEN = 3
"""How often an epoch goes through the texts that were written for training: they are few."""
POOL = 120
"""Windows among which those of like length are put together."""
AVERAGE = 0.998
"""Decay of the running average of the weights, which is what is kept."""


@dataclass(frozen=True)
class Teachers:
    """The transitions behind what teachers say of texts, and of contents read alone."""

    outer: Crf
    inner: Crf


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
    taught: np.ndarray | None
    """What the teacher says of each word, (words, tags) scores."""
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
            None if lesson.taught is None else lesson.taught[a:b],
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


def tag_loss(model: Model, scores: Tensor, items: list[Window], teacher: Crf | None) -> Tensor:
    """The CRF's loss over every line of every window: against the annotator, the teacher, or both."""
    emissions, tags, taught, gold = [], [], [], []
    for row, item in enumerate(items):
        at = scores[row].index_select(0, torch.from_numpy(item.first) + 1)
        sizes = np.unique(item.line_of, return_counts=True)[1].tolist()
        none = np.zeros(len(item.first), np.int64)
        emissions += at.split(sizes)
        tags += torch.from_numpy(none if item.tags is None else item.tags).split(sizes)
        gold += [item.tags is not None] * len(sizes)
        if item.taught is not None:
            taught += torch.from_numpy(item.taught.astype(np.float32)).split(sizes)
    pad = torch.nn.utils.rnn.pad_sequence
    mask = pad([torch.ones(len(t), dtype=torch.bool) for t in tags], batch_first=True)
    annotated = torch.tensor(gold, dtype=torch.float32)
    share = annotated if teacher is None else annotated * GOLD
    wanted = of_gold(pad(tags, batch_first=True), mask, share)
    if teacher is not None:
        wanted += of_teacher(teacher, pad(taught, batch_first=True), mask, 1.0 - share)
    return model.crf.loss(pad(emissions, batch_first=True), mask, wanted)


def inner_loss(model: Model, scores: Tensor, items: list[Window], teacher: Crf) -> Tensor:
    """The second CRF's loss over every content of every window, against what is said of contents read alone."""
    emissions, taught = [], []
    for row, item in enumerate(items):
        at = scores[row].index_select(0, torch.from_numpy(item.first) + 1)
        for inner in item.inner:
            emissions.append(at[inner.place[0] : inner.place[1] + 1])
            taught.append(torch.from_numpy(inner.scores.astype(np.float32)))
    if not emissions:
        return torch.zeros(())
    pad = torch.nn.utils.rnn.pad_sequence
    mask = pad([torch.ones(len(t), dtype=torch.bool) for t in taught], batch_first=True)
    wanted = of_teacher(teacher, pad(taught, batch_first=True), mask, torch.ones(len(taught)))
    return model.inner_crf.loss(pad(emissions, batch_first=True), mask, wanted)


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


def epoch_windows(lessons: list[Lesson], pieces: Vocabulary, chance: random.Random, size: int) -> list[Window]:
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


def lessons_of(args: argparse.Namespace, pieces: Vocabulary) -> tuple[list[Lesson], Teachers | None]:
    """The train split and the texts beside it, with what teachers say of them where there are teachers, and then those
    that were written for training."""
    read = list(articles(args.corpus / "train"))
    if args.teacher is None:
        return [Lesson(article) for article in read], None
    read += [text for path in args.texts for text in texts(path)]
    with np.load(args.teacher) as arrays:
        scores = np.split(arrays["scores"], np.cumsum(arrays["sizes"])[:-1])
        outer = _crf(arrays)
    inner: list[list[Inner]] = [[] for _ in read]
    with np.load(args.inner) as arrays:
        places = arrays["places"]
        cuts = np.cumsum(places[:, 2] - places[:, 1] + 1)[:-1]
        for (number, first, last), said in zip(places.tolist(), np.split(arrays["scores"], cuts), strict=True):
            inner[number].append(Inner((first, last), said))
        teachers = Teachers(outer, _crf(arrays))
    made = zip(read, scores, inner, strict=True)
    lessons = [Lesson(text, taught, tuple(found)) for text, taught, found in made]
    return lessons + WRITTEN * list(written(args.written, pieces) if args.written else ()), teachers


def _crf(arrays: Mapping[str, np.ndarray]) -> Crf:
    found = Crf()
    found.transition.data = torch.from_numpy(arrays["transition"]) - found.allowed
    found.start.data = torch.from_numpy(arrays["start"])
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
    parser.add_argument("--batch", type=int, default=6 * 512, help="pieces in a batch, padding included")
    args = parser.parse_args()
    train(args)


def train(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)
    pieces = vocabulary(args.base)
    (lessons, teachers), dev = lessons_of(args, pieces), list(articles(args.corpus / "dev"))
    model = Model(args.base, inner=args.inner is not None, dropout=args.dropout)
    if args.start:
        saved = torch.load(args.start)
        model.load_state_dict(saved["raw"] or saved["model"], strict=False)
    averaged = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(args.average)
    )
    slow = list(model.encoder.body.parameters())
    known = set(map(id, slow))
    fast = [p for p in model.parameters() if id(p) not in known]
    groups = [{"params": [p for p in slow if p.requires_grad], "lr": args.rate}, {"params": fast, "lr": 1e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    first = epoch_windows(lessons, pieces, random.Random(args.seed), args.window)
    steps = args.epochs * len(batches(first, chance, args.batch))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, s / 100) * max(0.0, (steps - s) / steps))
    began, step = time.time(), 0
    for epoch in range(args.epochs):
        model.train()
        for items in batches(epoch_windows(lessons, pieces, chance, args.window), chance, args.batch):
            inputs = batch(items, *ends(pieces))
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=os.environ.get("BF16") == "1"):
                vectors, scores = model.encoder(*inputs)
            outer, inner = scores[..., : len(TAGS)].float(), scores[..., len(TAGS) :].float()
            tags = tag_loss(model, outer, items, teachers and teachers.outer)
            links = link_loss(model, vectors.float(), items)
            nested = inner_loss(model, inner, items, teachers.inner) if teachers else torch.zeros(())
            optimizer.zero_grad()
            (tags + LINK_WEIGHT * links + INNER_WEIGHT * nested).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if args.average:
                averaged.update_parameters(model)
            step += 1
            if step % 50 == 0:
                said = f"{tags.item():.3f} {links.item():.3f} {nested.item():.3f} {time.time() - began:.0f} s"
                print(epoch, f"{step}/{steps}", said, flush=True)
        kept = averaged.module if args.average else model
        torch.save({"model": kept.state_dict(), "raw": model.state_dict() if args.average else None}, args.out)
        kept.eval()
        print("dev", json.dumps(fragment_scores(kept, dev, pieces)), flush=True)


if __name__ == "__main__":
    main()
