"""The network: a small BERT with letter case, line starts and quotation marks, a CRF over tags, and scored links."""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from corpus import TAGS

FORBIDDEN = -1e4
LINK_WIDTH = 128
GAPS = (0, 1, 2, 4, 8, 16, 32, 64)
"""Lower edges, in words, of the distance classes; each counts once before and once after the head."""
LINES = 2
"""Differences in lines are cut at two, both ways."""


def allowed() -> Tensor:
    """(tags, tags): 0 where one tag may follow another, FORBIDDEN where BIO does not allow it."""
    table = torch.zeros(len(TAGS), len(TAGS))
    for to, name in enumerate(TAGS):
        if name.startswith("I-"):
            for before, other in enumerate(TAGS):
                if other not in (name, "B-" + name[2:]):
                    table[before, to] = FORBIDDEN
    return table


class Encoder(nn.Module):
    """(windows, pieces) of ids and features to vectors and tag scores."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        # without dropout on the attention the fused kernel is used: a step takes a third of the time
        self.bert = BertModel.from_pretrained(
            base, add_pooling_layer=False, attn_implementation="sdpa", attention_probs_dropout_prob=0.0
        )
        width = self.bert.config.hidden_size
        self.case, self.line, self.mark = nn.Embedding(5, width), nn.Embedding(2, width), nn.Embedding(4, width)
        for table in (self.case, self.line, self.mark):
            nn.init.normal_(table.weight, 0, 0.02)
        self.drop = nn.Dropout(0.1)
        self.tag = nn.Linear(width, len(TAGS))

    def forward(
        self, ids: Tensor, cases: Tensor, lines: Tensor, marks: Tensor, attention: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        embedded = self.bert.embeddings.word_embeddings(ids) + self.case(cases) + self.line(lines) + self.mark(marks)
        vectors = self.bert(inputs_embeds=embedded, attention_mask=attention).last_hidden_state
        return vectors, self.tag(self.drop(vectors))


class Crf(nn.Module):
    """A linear chain over the words of one line."""

    def __init__(self) -> None:
        super().__init__()
        self.transition = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.start = nn.Parameter(torch.zeros(len(TAGS)))
        self.register_buffer("allowed", allowed())

    def scores(self) -> tuple[Tensor, Tensor]:
        """Transition and start scores with what BIO forbids."""
        start = self.start + torch.tensor([FORBIDDEN if name.startswith("I-") else 0.0 for name in TAGS])
        return self.transition + self.allowed, start

    def loss(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """The mean negative log-likelihood of a word: (lines, words, tags), (lines, words), (lines, words)."""
        transition, start = self.scores()
        rows = torch.arange(len(tags))
        alpha = start + emissions[:, 0]
        gold = alpha[rows, tags[:, 0]]
        for t in range(1, tags.shape[1]):
            moved = torch.logsumexp(alpha[:, :, None] + transition, 1) + emissions[:, t]
            alpha = torch.where(mask[:, t, None], moved, alpha)
            step = transition[tags[:, t - 1], tags[:, t]] + emissions[rows, t, tags[:, t]]
            gold = gold + step * mask[:, t]
        return (torch.logsumexp(alpha, 1) - gold).sum() / mask.sum()


class Links(nn.Module):
    """Scores of a part hanging on each candidate head, and on none: biaffine over vectors, with distance."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.part = nn.Linear(2 * width, LINK_WIDTH)
        self.head = nn.Linear(2 * width, LINK_WIDTH)
        self.pair = nn.Parameter(torch.zeros(LINK_WIDTH, LINK_WIDTH))
        self.none = nn.Linear(LINK_WIDTH, 1)
        self.gap = nn.Parameter(torch.zeros(2 * len(GAPS)))
        self.line = nn.Parameter(torch.zeros(2 * LINES + 1))
        self.drop = nn.Dropout(0.2)

    def forward(self, vectors: Tensor, lines: Tensor, parts: Tensor, heads: Tensor) -> Tensor:
        """(parts, 1 + heads): the score of none, then of each head; spans are rows of first and last word."""
        p = torch.relu(self.part(self.drop(edges(vectors, parts))))
        h = torch.relu(self.head(self.drop(edges(vectors, heads))))
        pair = p @ self.pair @ h.T / LINK_WIDTH**0.5
        pair = pair + self.gap[gap(parts, heads)] + self.line[line(lines, parts, heads)]
        return torch.cat((self.none(p), pair), 1)


def edges(vectors: Tensor, spans: Tensor) -> Tensor:
    """(spans, 2 * width): the vectors of each span's first and last word."""
    return vectors.index_select(0, spans.flatten()).view(len(spans), 2 * vectors.shape[1])


def gap(parts: Tensor, heads: Tensor) -> Tensor:
    """(parts, heads): the distance class, words between part and head on either side."""
    before = parts[:, None, 0] - heads[None, :, 1] - 1
    after = heads[None, :, 0] - parts[:, None, 1] - 1
    behind = after > before
    between = torch.where(behind, after, before).clamp(min=0)
    bucket = torch.bucketize(between, torch.tensor(GAPS), right=True) - 1
    return bucket + behind.long() * len(GAPS)


def line(lines: Tensor, parts: Tensor, heads: Tensor) -> Tensor:
    """(parts, heads): the class of the difference in lines."""
    return (lines[heads[None, :, 0]] - lines[parts[:, None, 0]]).clamp(-LINES, LINES) + LINES


class Model(nn.Module):
    """Everything that is trained together."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = Encoder(base)
        self.crf = Crf()
        width = self.encoder.bert.config.hidden_size
        self.content_to_cue, self.cue_to_source = Links(width), Links(width)
