"""The network: a small BERT with letter case, line starts and quotation marks, a CRF over tags, and scored links."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertModel

from corpus import TAGS
from onrecord.attribute.scoring import GAPS, LINES, SKIPPED, classes

FORBIDDEN = -1e4
LINK_WIDTH = 128
TABLE_SCALE = 10.0
"""The distance tables are stored small and multiplied, so that one learning rate fits them and the matrices."""


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

    def __init__(self, base: Path, dropout: float) -> None:
        super().__init__()
        # without dropout on the attention the fused kernel is used, which is much faster on a processor
        self.bert = BertModel.from_pretrained(
            base,
            add_pooling_layer=False,
            attn_implementation="sdpa",
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=dropout,
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
        self.skipped = nn.Parameter(torch.zeros(2 * SKIPPED))
        self.drop = nn.Dropout(0.2)

    def forward(self, part_edges: Tensor, head_edges: Tensor, gap: Tensor, line: Tensor, skipped: Tensor) -> Tensor:
        """(parts, 1 + heads): the score of none, then of each head, from edge vectors and (parts, heads) classes."""
        p = torch.relu(self.part(self.drop(part_edges)))
        h = torch.relu(self.head(self.drop(head_edges)))
        pair = p @ self.pair @ h.T / LINK_WIDTH**0.5
        tables = self.gap[gap] + self.line[line] + self.skipped[skipped]
        return torch.cat((self.none(p), pair + TABLE_SCALE * tables), 1)


def link_scores(links: Links, vectors: Tensor, lines: np.ndarray, parts: np.ndarray, heads: np.ndarray) -> Tensor:
    """The scores of parts, (parts, 2) first and last word, on heads, (heads, 2), of one stretch of text."""
    found = classes(parts, lines[parts[:, 0]], heads, lines[heads[:, 0]])
    return links(edges(vectors, parts), edges(vectors, heads), *map(torch.from_numpy, found))


def edges(vectors: Tensor, spans: np.ndarray) -> Tensor:
    """(spans, 2 * width): the vectors of each span's first and last word."""
    return vectors.index_select(0, torch.from_numpy(spans.reshape(-1))).view(len(spans), 2 * vectors.shape[1])


class Model(nn.Module):
    """Everything that is trained together."""

    def __init__(self, base: Path, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(base, dropout)
        self.crf = Crf()
        width = self.encoder.bert.config.hidden_size
        self.content_to_cue, self.cue_to_source = Links(width), Links(width)
