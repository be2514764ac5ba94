"""Cuts what matters least from a student's layers, and reads with its weights as they are shipped.

What matters is told by the losses: how much they change, to the first order, when an attention head or a hidden unit is
left out (Michel, Levy and Neubig 2019).
"""

from collections.abc import Iterable, Iterator

import numpy as np
import torch
from torch import Tensor, nn

from graph import SEVEN_BITS
from losses import Batch, losses, whole
from model import Model

FEWEST = 4
"""Heads that a layer keeps, at least."""


class Quantized(nn.Linear):
    """A linear layer that reads with weights rounded as training/graph.py rounds them, and learns those before."""

    def forward(self, given: Tensor) -> Tensor:
        held = self.weight.detach()
        scale = held.abs().amax(1, keepdim=True).clamp_min(1e-9) / SEVEN_BITS
        rounded = torch.round(held / scale) * scale
        return nn.functional.linear(given, self.weight + (rounded - held), self.bias)


def quantize(model: Model) -> None:
    """The layers of a student read with rounded weights; the pieces' own vectors stay as they are."""
    model.encoder.body.bert.embeddings.word_embeddings.requires_grad_(False)
    for layer in _layers(model):
        for part in layer.modules():
            if type(part) is nn.Linear:
                part.__class__ = Quantized


def load(model: Model, state: dict[str, Tensor]) -> None:
    """The student has these weights, and their sizes."""
    for number, layer in enumerate(_layers(model)):
        for name, part in layer.named_modules():
            if isinstance(part, nn.Linear):
                weight = state[f"encoder.body.bert.encoder.layer.{number}.{name}.weight"]
                _resize(part, weight, part.bias.new_zeros(len(weight)))
        _count_heads(layer)
    model.load_state_dict(state, strict=False)


def cut(model: Model, batches: Iterable[Batch], *, units: int, heads: int) -> None:
    """The student keeps so many hidden units in each layer, and so many heads in all; 0 for all there are."""
    for layer, (of_heads, of_units) in zip(_layers(model), _kept(model, batches, units, heads), strict=True):
        own, out = layer.attention.self, layer.attention.output.dense
        wide = own.attention_head_size
        at = torch.cat([torch.arange(head * wide, (head + 1) * wide) for head in of_heads])
        for part in (own.query, own.key, own.value):
            _resize(part, part.weight[at], part.bias[at])
        _resize(out, out.weight[:, at], out.bias)
        inner, outer = layer.intermediate.dense, layer.output.dense
        _resize(inner, inner.weight[of_units], inner.bias[of_units])
        _resize(outer, outer.weight[:, of_units], outer.bias)
        _count_heads(layer)


def _layers(model: Model) -> list[nn.Module]:
    return list(model.encoder.body.bert.encoder.layer)


def _resize(part: nn.Linear, weight: Tensor, bias: Tensor) -> None:
    part.weight, part.bias = (nn.Parameter(values.detach().clone()) for values in (weight, bias))
    part.out_features, part.in_features = weight.shape


def _count_heads(layer: nn.Module) -> None:
    own = layer.attention.self
    own.all_head_size = own.query.out_features
    own.num_attention_heads = own.all_head_size // own.attention_head_size


def _kept(model: Model, batches: Iterable[Batch], units: int, heads: int) -> Iterator[tuple[list[int], Tensor]]:
    of_heads, of_units = _importance(model, batches)
    share = of_heads / np.sqrt((of_heads**2).sum(1, keepdims=True))
    least = np.sort(share.ravel())[::-1][(heads or share.size) - 1]
    for row, hidden in zip(share, of_units, strict=True):
        many = max(FEWEST, int((row >= least).sum()))
        yield sorted(np.argsort(-row)[:many].tolist()), torch.from_numpy(np.sort(np.argsort(-hidden)[: units or None]))


def _importance(model: Model, batches: Iterable[Batch]) -> tuple[np.ndarray, np.ndarray]:
    """(layers, heads) and (layers, units): the summed sizes of the losses' gradients by masks of ones."""
    hooks, masks = [], []
    for layer in _layers(model):
        own, hidden = layer.attention.self, layer.output.dense
        device = hidden.weight.device
        pair = torch.ones(own.num_attention_heads, device=device), torch.ones(hidden.in_features, device=device)
        masks.append([mask.requires_grad_() for mask in pair])
        hooks.append(_masked(layer.attention.output.dense, masks[-1][0], own.attention_head_size))
        hooks.append(_masked(hidden, masks[-1][1], 1))
    flat = [mask for pair in masks for mask in pair]
    total = [torch.zeros_like(mask) for mask in flat]
    model.eval()
    for given in batches:
        for sum_, gradient in zip(total, torch.autograd.grad(whole(losses(model, given)), flat), strict=True):
            sum_ += gradient.abs()
    for hook in hooks:
        hook.remove()
    return tuple(torch.stack(total[n::2]).cpu().numpy() for n in (0, 1))


def _masked(part: nn.Module, mask: Tensor, wide: int) -> torch.utils.hooks.RemovableHandle:
    return part.register_forward_pre_hook(lambda _, given: (given[0] * mask.repeat_interleave(wide),))
