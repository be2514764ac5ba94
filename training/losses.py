"""The losses of a batch of windows: of tags, of tags inside contents, and of links; each for all windows at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, one_hot

from chains import Lines, Said, marginals
from corpus import TAGS
from model import FORBIDDEN, Crf, Links, Model
from onrecord.attribute.scoring import classes
from windows import Window

GOLD = 0.4
"""The annotator's share of the loss beside a teacher."""
LINK_WEIGHT = 0.3
INNER_WEIGHT = 0.3
BESIDE_WEIGHT = 0.5
"""Of the distance to the vectors of a wider model."""
KINDS = 2
"""Kinds of links: of a content to its cue, of a cue to its source."""


@dataclass(frozen=True)
class Expected:
    """How often each tag is wanted at each word, (words, tags), of all pairs of neighbours, and of all first words."""

    words: Tensor
    pairs: Tensor
    first: Tensor


@dataclass(frozen=True)
class Arcs:
    """The links of one kind in a batch: (parts, 2) and (heads, 2) first and last words, all counted through, the line
    and the window of each, and of each part the place of its head, from 1, or 0 for none."""

    parts: np.ndarray
    part_lines: np.ndarray
    part_windows: np.ndarray
    heads: np.ndarray
    head_lines: np.ndarray
    head_windows: np.ndarray
    gold: np.ndarray


@dataclass(frozen=True)
class Batch:
    """Windows side by side: what the encoder reads, where the words' first pieces stand in all of it, and what is
    wanted of them."""

    inputs: tuple[Tensor, ...]
    places: Tensor
    lines: Lines
    wanted: Expected
    inside: Tensor
    """The words of contents, one content after the other."""
    inner_lines: Lines
    inner: Expected
    arcs: tuple[Arcs, ...]


def batch(items: Sequence[Window], start: int, end: int, device: torch.device) -> Batch:
    """The windows as a batch; `start` and `end` are the ids that begin and end one."""
    inputs, size = _inputs(items, start, end)
    counts = [len(item.first) for item in items]
    before = np.concatenate(([0], np.cumsum(counts)[:-1]))
    places = np.concatenate([row * size + item.first + 1 for row, item in enumerate(items)])
    begins = np.concatenate([np.diff(item.line_of, prepend=-1) != 0 for item in items])
    begins[before] = True
    inner = [(at + i.place[0], i) for at, item in zip(before, items, strict=True) for i in item.inner]
    inside = [first + np.arange(i.place[1] - i.place[0] + 1) for first, i in inner]
    sizes = np.array([len(words) for words in inside], np.int64)
    inner_lines = Lines(np.concatenate(([0], np.cumsum(sizes)))[: len(sizes)].astype(np.int64), sizes)
    return Batch(
        tuple(torch.from_numpy(row).to(device) for row in inputs),
        torch.from_numpy(places).to(device),
        lines_of(begins),
        _wanted(items, begins, device),
        torch.from_numpy(np.concatenate([*inside, np.zeros(0, np.int64)])).to(device),
        inner_lines,
        _expected([i.said for _, i in inner], inner_lines, device),
        tuple(_arcs(items, before, kind) for kind in range(KINDS)),
    )


def lines_of(begins: np.ndarray) -> Lines:
    """The lines of words of which these begin one."""
    starts = np.flatnonzero(begins)
    return Lines(starts, np.diff(np.append(starts, len(begins))))


def _inputs(items: Sequence[Window], start: int, end: int) -> tuple[np.ndarray, int]:
    """Padded ids, cases, lines, marks and attention of windows, and how long a row is."""
    size = max(len(item.ids) for item in items) + 2
    rows = np.zeros((5, len(items), size), np.int64)
    for row, item in enumerate(items):
        count = len(item.ids)
        for table, values in zip(rows, (item.ids, item.cases, item.lines, item.marks), strict=False):
            table[row, 1 : count + 1] = values
        rows[0, row, 0], rows[0, row, count + 1] = start, end
        rows[4, row, : count + 2] = 1
    return rows, size


def _wanted(items: Sequence[Window], begins: np.ndarray, device: torch.device) -> Expected:
    """What the annotator wants, the teacher, or both."""
    tags = np.concatenate([np.full(len(i.first), -1) if i.tags is None else i.tags for i in items])
    alone = np.array([item.taught is None for item in items])
    gold = torch.from_numpy(tags).to(device)
    share = torch.from_numpy(np.repeat(np.where(alone, 1.0, GOLD), [len(i.first) for i in items])).float().to(device)
    share = (share * (gold >= 0))[:, None]
    plain = one_hot(gold.clamp_min(0), len(TAGS)).float() * (gold >= 0)[:, None]
    follows = torch.from_numpy(~begins).to(device)[:, None]
    words = plain * share
    pairs = (plain[:-1] * share[1:] * follows[1:]).T @ plain[1:]
    if not alone.all():
        none = torch.zeros(0, len(TAGS)), torch.zeros(0, len(TAGS), len(TAGS))
        said = [item.taught or Said(*(t.new_zeros(len(item.first), *t.shape[1:]) for t in none)) for item in items]
        taught, two = (torch.cat([getattr(s, name) for s in said]).to(device).float() for name in ("words", "pairs"))
        words = words + taught * (1 - share)
        pairs = pairs + torch.einsum("n,nab->ab", ((1 - share) * follows)[:, 0], two)
    return Expected(words, pairs, words[torch.from_numpy(np.flatnonzero(begins)).to(device)].sum(0))


def _expected(said: Sequence[Said], lines: Lines, device: torch.device) -> Expected:
    """What is said of contents, one after the other."""
    count = len(TAGS)
    if not said:
        return Expected(*(torch.zeros(size, device=device) for size in ((0, count), (count, count), (count,))))
    words, pairs = (torch.cat([getattr(s, name) for s in said]).to(device).float() for name in ("words", "pairs"))
    first = torch.from_numpy(lines.starts).to(device)
    pairs[first] = 0
    return Expected(words, pairs.sum(0), words[first].sum(0))


def _arcs(items: Sequence[Window], before: np.ndarray, kind: int) -> Arcs:
    parts, heads = [], set()
    for number, (item, at) in enumerate(zip(items, before.tolist(), strict=True)):
        for arc in item.arcs:
            if arc.kind == kind:
                head = arc.head and (at + arc.head[0], at + arc.head[1], int(item.line_of[arc.head[0]]), number)
                line = int(item.line_of[arc.part[0]])
                parts.append((at + arc.part[0], at + arc.part[1], line, number, head))
                heads |= {head} if head else set()
    order = sorted(heads)
    place = {head: n for n, head in enumerate(order, 1)}
    p = np.array([part[:4] for part in parts], np.int64).reshape(-1, 4)
    h = np.array(order, np.int64).reshape(-1, 4)
    gold = np.array([place[part[4]] if part[4] else 0 for part in parts], np.int64)
    return Arcs(p[:, :2], p[:, 2], p[:, 3], h[:, :2], h[:, 2], h[:, 3], gold)


def losses(model: Model, given: Batch, beside: Model | None = None) -> tuple[Tensor, ...]:
    """The losses of tags, links, tags inside contents, and of the distance to the vectors of a wider model."""
    device = given.places.device
    with torch.autocast(device.type, dtype=torch.bfloat16):
        vectors, scores = model.encoder(*given.inputs)
        near = torch.zeros((), device=device)
        if beside is not None:
            with torch.no_grad():
                wanted, _ = beside.encoder(*given.inputs)
            read = given.inputs[-1].bool()
            near = ((vectors[read].float() - wanted[read].float()) ** 2).mean()
    vectors, scores = (values.flatten(0, 1)[given.places].float() for values in (vectors, scores))
    tags = crf_loss(model.crf, scores[:, : len(TAGS)], given.lines, given.wanted)
    links = [
        link_loss(links, vectors, arcs)
        for links, arcs in zip((model.content_to_cue, model.cue_to_source), given.arcs, strict=True)
    ]
    inside = scores[given.inside, len(TAGS) :]
    inner = crf_loss(model.inner_crf, inside, given.inner_lines, given.inner) if len(inside) else tags.new_zeros(())
    each = torch.cat(links)
    return tags, each.mean() if len(each) else tags.new_zeros(()), inner, near


def whole(parts: tuple[Tensor, ...]) -> Tensor:
    """The losses together."""
    tags, links, inner, near = parts
    return tags + LINK_WEIGHT * links + INNER_WEIGHT * inner + BESIDE_WEIGHT * near


def crf_loss(crf: Crf, scores: Tensor, lines: Lines, wanted: Expected) -> Tensor:
    """The mean cross-entropy of a word under a distribution over whole sequences of tags.

    Where that is one sequence, this is its negative log-likelihood; where it is a teacher's, sequence distillation. Its
    gradient is what the chain expects less what is wanted (Eisner 2016), and it is taken from that.
    """
    transition, start = crf.scores()
    places, sizes = lines.places(scores.device)
    found = marginals(scores.detach()[places], sizes, transition.detach(), start.detach())
    said = torch.zeros_like(scores)
    said[places[found.mask]] = found.words[found.mask]
    errors = (said - wanted.words, found.all_pairs() - wanted.pairs, found.words[:, 0].sum(0) - wanted.first)
    given = (scores, crf.transition, crf.start)
    leading = sum((value * error).sum() for value, error in zip(given, errors, strict=True))
    with torch.no_grad():
        possible = [value.masked_fill(value <= FORBIDDEN / 2, 0) for value in (scores, transition, start)]
        counts = (wanted.words, wanted.pairs, wanted.first)
        value = found.partition.sum() - sum((v * c).sum() for v, c in zip(possible, counts, strict=True))
    return (leading - leading.detach() + value) / len(scores)


def link_loss(links: Links, vectors: Tensor, arcs: Arcs) -> Tensor:
    """(parts,): the cross-entropy of each part's head among all that stand in its window."""
    if not len(arcs.parts):
        return vectors.new_zeros(0)
    found = classes(arcs.parts, arcs.part_lines, arcs.heads, arcs.head_lines)
    at = (torch.from_numpy(table).to(vectors.device) for table in found)
    scores = links(edges(vectors, arcs.parts), edges(vectors, arcs.heads), *at)
    other = arcs.part_windows[:, None] != arcs.head_windows[None]
    other = np.concatenate((np.zeros((len(other), 1), bool), other), 1)
    scores = scores.masked_fill(torch.from_numpy(other).to(vectors.device), FORBIDDEN)
    return cross_entropy(scores, torch.from_numpy(arcs.gold).to(vectors.device), reduction="none")


def edges(vectors: Tensor, spans: np.ndarray) -> Tensor:
    """(spans, 2 * width): the vectors of each span's first and last word."""
    at = torch.from_numpy(spans.reshape(-1)).to(vectors.device)
    return vectors.index_select(0, at).view(len(spans), 2 * vectors.shape[1])
