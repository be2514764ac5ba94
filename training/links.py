"""Trains the links on the frozen, exported encoder and writes them into its heads.npz.

    python training/links.py POLNEAR_DIR WEIGHTS_DIR [--epochs 20] [--seed 0]

Parts are the annotators' own. A tenth of the contents lose their cue in training, so that "none" means a cue that was
not found. The states are those of the int8 encoder: what is learned is what is read at run time.
"""

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from calibrate import fit
from corpus import Article, articles, example
from losses import edges
from model import TABLE_SCALE, Links
from onrecord.attribute.scoring import classes
from onrecord.encoder import Encoder, load
from onrecord.settings import Settings

KINDS = ("content_to_cue", "cue_to_source")
LOST = 0.1


@dataclass(frozen=True)
class Group:
    """The parts of one kind in one reading of an article, their candidates, and the gold one of each (0: none)."""

    parts: torch.Tensor
    heads: torch.Tensor
    classes: tuple[torch.Tensor, ...]
    gold: torch.Tensor


def groups(texts: list[Article], encoder: Encoder) -> Iterator[tuple[int, Group]]:
    """Each article's groups of both kinds."""
    for article in texts:
        states = encoder(article.text)
        lines = np.cumsum(states.words.lines[states.words.first])
        vectors = torch.from_numpy(states.vectors.astype(np.float32))
        for reading in range(len(article.readings)):
            arcs = example(article, reading, encoder.vocabulary).arcs
            for kind in range(len(KINDS)):
                own = [a for a in arcs if a.kind == kind]
                if own:
                    yield kind, _group(own, vectors, lines)


def _group(arcs: list, vectors: torch.Tensor, lines: np.ndarray) -> Group:
    heads = sorted({a.head for a in arcs if a.head})
    parts, places = np.array([a.part for a in arcs]), np.array(heads, np.int64).reshape(-1, 2)
    found = classes(parts, lines[parts[:, 0]], places, lines[places[:, 0]])
    gold = torch.tensor([heads.index(a.head) + 1 if a.head else 0 for a in arcs])
    return Group(edges(vectors, parts), edges(vectors, places), tuple(map(torch.from_numpy, found)), gold)


def scores(links: Links, group: Group, lost: torch.Tensor) -> torch.Tensor:
    """(parts, 1 + heads), with the candidates that `lost` leaves out at minus infinity."""
    found = links(group.parts, group.heads, *group.classes)
    return found.masked_fill(lost, float("-inf"))


def train(kind: int, found: list[Group], *, epochs: int, seed: int) -> Links:
    """The links of one kind, trained group by group."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    links = Links(found[0].parts.shape[1] // 2)
    optimizer = torch.optim.AdamW(links.parameters(), lr=1e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, epochs * len(found))
    for _ in range(epochs):
        for group in chance.sample(found, len(found)):
            gold, lost = _with_losses(group, LOST if kind == 0 else 0.0)
            loss = cross_entropy(scores(links, group, lost), gold)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return links.eval()


def _with_losses(group: Group, share: float) -> tuple[torch.Tensor, torch.Tensor]:
    """The gold heads after some were lost, and which candidates are gone for each part."""
    gone = torch.zeros(len(group.gold), 1 + len(group.heads), dtype=torch.bool)
    losing = (torch.rand(len(group.gold)) < share) & (group.gold > 0)
    gone[losing, group.gold[losing]] = True
    return torch.where(losing, 0, group.gold), gone


def accuracy(links: Links, found: list[Group]) -> float:
    """The share of parts whose best head is the gold one, gold parts given."""
    right = total = 0
    for group in found:
        none = torch.zeros(len(group.gold), 1 + len(group.heads), dtype=torch.bool)
        with torch.no_grad():
            right += int((scores(links, group, none).argmax(1) == group.gold).sum())
        total += len(group.gold)
    return right / max(1, total)


def sure(links: Links, found: list[Group]) -> list[tuple[float, bool]]:
    """For each part the probability of its best head, and whether that is the gold one."""
    pairs = []
    for group in found:
        none = torch.zeros(len(group.gold), 1 + len(group.heads), dtype=torch.bool)
        with torch.no_grad():
            best = scores(links, group, none).softmax(1).max(1)
        pairs += zip(best.values.tolist(), (best.indices == group.gold).tolist(), strict=True)
    return pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    encoder = load(Settings(weights=args.weights, threads=2))
    made = {split: list(groups(list(articles(args.corpus / split)), encoder)) for split in ("train", "dev")}
    path = args.weights / "heads.npz"
    with np.load(path) as arrays:
        kept = {name: arrays[name] for name in ("transition", "start", "inner_transition", "inner_start")}
    for kind, name in enumerate(KINDS):
        own = {split: [g for k, g in found if k == kind] for split, found in made.items()}
        links = train(kind, own["train"], epochs=args.epochs, seed=args.seed)
        print(name, {split: round(100 * accuracy(links, found), 1) for split, found in own.items()}, flush=True)
        kept[f"calibration.{name}"] = np.array(fit(sure(links, own["dev"])), np.float32)
        kept |= {f"{name}.{key}": _plain(key, value) for key, value in links.state_dict().items()}
    np.savez_compressed(path, **kept)


def _plain(key: str, value: torch.Tensor) -> np.ndarray:
    """The array as it is shipped, in half precision, the tables' scale multiplied in."""
    scale = TABLE_SCALE if key in ("gap", "line", "skipped") else 1.0
    return (scale * value).numpy().astype(np.float16)


if __name__ == "__main__":
    main()
