"""Which tags a chain expects of each word: forward and backward over many lines at once, in probabilities."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

LEAST = 1e-30
TOGETHER = 400_000
"""Words of lines of like length that are gone through at once."""


@dataclass(frozen=True)
class Lines:
    """Where each line begins among the words, and how many it has."""

    starts: np.ndarray
    sizes: np.ndarray

    def places(self, device: torch.device) -> tuple[Tensor, Tensor]:
        """(lines, longest) places of the words, the last one again where a line is shorter; and (lines,) sizes."""
        along = np.arange(int(self.sizes.max()))[None]
        found = self.starts[:, None] + np.minimum(along, self.sizes[:, None] - 1)
        return torch.from_numpy(found).to(device), torch.from_numpy(self.sizes).to(device)


@dataclass(frozen=True)
class Marginals:
    """What a chain says of lines: (lines, words, tags) probabilities of tags, 0 behind a line's end, and (lines,) log
    partitions. `alpha` and `beta` are those of Rabiner (1989), each with the word's own score, scaled word by word."""

    words: Tensor
    partition: Tensor
    alpha: Tensor
    beta: Tensor
    mask: Tensor
    steps: Tensor

    def pairs(self) -> Tensor:
        """(lines, words - 1, tags, tags): how likely each word and the next have two tags."""
        found = self.alpha[:, :-1, :, None] * self.steps * self.beta[:, 1:, None, :]
        return found / found.sum((-1, -2), keepdim=True).clamp_min(LEAST)

    def all_pairs(self) -> Tensor:
        """(tags, tags): how often two tags are expected side by side."""
        before, behind = self.alpha[:, :-1], self.beta[:, 1:]
        total = ((before @ self.steps) * behind).sum(-1, keepdim=True).clamp_min(LEAST)
        held = before / total * self.mask[:, 1:, None]
        return self.steps * torch.einsum("lwa,lwb->ab", held, behind)


@torch.no_grad()
def marginals(emissions: Tensor, sizes: Tensor, transition: Tensor, start: Tensor) -> Marginals:
    """What a chain says of (lines, words, tags) scores, of which a line has so many words."""
    lines, count, tags = emissions.shape
    at, size = torch.arange(count, device=emissions.device)[None], sizes[:, None]
    mask = at < size
    turned = torch.where(mask, size - 1 - at, at)[..., None].expand(-1, -1, tags)
    highest = emissions.amax(-1, keepdim=True)
    weights = torch.exp(emissions - highest)
    both = torch.stack((weights, weights.gather(1, turned)))  # forward, and backward from each line's last word
    steps = torch.exp(transition)
    ways = torch.stack((steps, steps.T))
    first = torch.exp(start - start.max()).expand(lines, tags)
    before = torch.stack((first, torch.ones_like(first)))
    entered, states, scales = [], [], []
    for word in range(count):
        state = before * both[:, :, word]
        scale = state.sum(-1, keepdim=True).clamp_min(LEAST)
        state = state / scale
        entered.append(before)
        states.append(state)
        scales.append(scale[0, :, 0])
        before = torch.bmm(state, ways)
    alpha, backward = torch.stack(states, 2)
    from_behind = torch.stack(entered, 2)[1].gather(1, turned)
    said = alpha * from_behind
    said = said / said.sum(-1, keepdim=True).clamp_min(LEAST) * mask[..., None]
    partition = ((torch.log(torch.stack(scales, 1)) + highest[..., 0]) * mask).sum(1) + start.max()
    return Marginals(said, partition, alpha, backward.gather(1, turned), mask, steps)


@dataclass(frozen=True)
class Said:
    """What a teacher says of words, in half precision: (words, tags) probabilities, and (words, tags, tags) of each
    word's tag together with that of the word before; 0 for those that begin a line."""

    words: Tensor
    pairs: Tensor

    def within(self, first: int, end: int) -> "Said":
        """The same of the words from one to another. What goes on in the first of them, if it begins no line, begins
        there."""
        words, pairs = self.words[first:end], self.pairs[first:end]
        if first < end and pairs[0].any():
            words, pairs = words.clone(), pairs.clone()
            words[0] = _begun(words[0])
            pairs[1:2] = _begun(pairs[1:2].transpose(1, 2)).transpose(1, 2)
        return Said(words, pairs)


def _begun(said: Tensor) -> Tensor:
    """Tags of a word that begins a line: what goes on begins. Behind O, tags are pairs of beginning and going on."""
    found = said.clone()
    found[..., 1::2] += said[..., 2::2]
    found[..., 2::2] = 0
    return found


def said(scores: np.ndarray, lines: Lines, transition: Tensor, start: Tensor) -> Said:
    """What a teacher says whose (words, tags) scores these are."""
    count, tags = scores.shape
    words = torch.zeros(count, tags, dtype=torch.float16)
    pairs = torch.zeros(count, tags, tags, dtype=torch.float16)
    given = torch.from_numpy(scores)
    order = np.argsort(lines.sizes, kind="stable")
    while len(order):
        longest = lines.sizes[order[min(len(order), TOGETHER // 100) - 1]]
        group, order = np.split(order, [max(1, TOGETHER // int(max(longest, 100)))])
        places, sizes = Lines(lines.starts[group], lines.sizes[group]).places(given.device)
        found = marginals(given[places].float(), sizes, transition, start)
        words[places[found.mask]] = found.words[found.mask].half()
        pairs[places[:, 1:][found.mask[:, 1:]]] = found.pairs()[found.mask[:, 1:]].half()
    return Said(words, pairs)
