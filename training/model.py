"""The network: a small BERT with letter case, line starts and quotation marks, a CRF over tags, and scored links."""

import json
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel, MPNetModel

from corpus import TAGS
from onrecord.attribute.scoring import GAPS, LINES, SKIPPED
from onrecord.encoder import END, START, Vocabulary

FORBIDDEN = -1e4
FROZEN = 5
"""Layers of a teacher that stay as they came, which saves a quarter of the time. A piece's features join above them."""
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


class Bert(nn.Module):
    """The student's body: any BERT."""

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
        self.width = self.bert.config.hidden_size

    def forward(self, ids: Tensor, added: Tensor, attention: Tensor | None) -> Tensor:
        embedded = self.bert.embeddings.word_embeddings(ids) + added
        return self.bert(inputs_embeds=embedded, attention_mask=attention).last_hidden_state


class Mpnet(nn.Module):
    """The teacher's body: MPNet with the fused attention, its lowest layers and relative positions as they were."""

    def __init__(self, base: Path, dropout: float, frozen: int = FROZEN) -> None:
        super().__init__()
        self.mpnet = MPNetModel.from_pretrained(base, add_pooling_layer=False, hidden_dropout_prob=dropout)
        self.width = self.mpnet.config.hidden_size
        self.frozen = frozen
        still = (self.mpnet.embeddings, self.mpnet.encoder.relative_attention_bias, *self.mpnet.encoder.layer[:frozen])
        for module in still:
            module.requires_grad_(False)

    def train(self, mode: bool = True) -> "Mpnet":
        super().train(mode)
        for module in (self.mpnet.embeddings, *self.mpnet.encoder.layer[: self.frozen]):
            module.eval()
        return self

    def forward(self, ids: Tensor, added: Tensor, attention: Tensor | None) -> Tensor:
        with torch.no_grad():
            states = self.mpnet.embeddings(inputs_embeds=self.mpnet.embeddings.word_embeddings(ids))
            bias = self.mpnet.encoder.compute_position_bias(states[:1])
            if attention is not None:
                bias = bias + (1.0 - attention[:, None, None, :]) * FORBIDDEN
            for layer in self.mpnet.encoder.layer[: self.frozen]:
                states = self._layer(layer, states, bias)
        states = states + added
        for layer in self.mpnet.encoder.layer[self.frozen :]:
            states = self._layer(layer, states, bias)
        return states

    @staticmethod
    def _layer(layer: nn.Module, states: Tensor, bias: Tensor) -> Tensor:
        own = layer.attention.attn
        shape = (*states.shape[:-1], -1, own.attention_head_size)
        q, k, v = (table(states).view(shape).transpose(1, 2) for table in (own.q, own.k, own.v))
        read = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        mixed = own.o(read.transpose(1, 2).reshape(states.shape))
        attended = layer.attention.LayerNorm(layer.attention.dropout(mixed) + states)
        return layer.output(layer.intermediate(attended), attended)


def ends(pieces: Vocabulary) -> tuple[int, int]:
    """The ids that begin and end a window: MPNet's, where the vocabulary has them, else BERT's."""
    names = ("<s>", "</s>") if "<s>" in pieces.ids else (START, END)
    return pieces.ids[names[0]], pieces.ids[names[1]]


def body(base: Path, dropout: float) -> nn.Module:
    """The pretrained network in a folder, by the kind that its config.json names."""
    kind = json.loads((base / "config.json").read_text())["model_type"]
    return {"bert": Bert, "mpnet": Mpnet}[kind](base, dropout)


class Encoder(nn.Module):
    """(windows, pieces) of ids and features to vectors and tag scores: of the text, then of what is inside contents."""

    def __init__(self, base: Path, dropout: float, tags: int) -> None:
        super().__init__()
        self.body = body(base, dropout)
        width = self.body.width
        self.case, self.line, self.mark = nn.Embedding(5, width), nn.Embedding(2, width), nn.Embedding(4, width)
        for table in (self.case, self.line, self.mark):
            nn.init.normal_(table.weight, 0, 0.02)
        self.drop = nn.Dropout(0.1)
        self.tag = nn.Linear(width, tags)

    def forward(
        self, ids: Tensor, cases: Tensor, lines: Tensor, marks: Tensor, attention: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        vectors = self.body(ids, self.case(cases) + self.line(lines) + self.mark(marks), attention)
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
        barred = [FORBIDDEN if name.startswith("I-") else 0.0 for name in TAGS]
        return self.transition + self.allowed, self.start + self.start.new_tensor(barred)


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


class Model(nn.Module):
    """Everything that is trained together. With `inner` it reads inside contents too, as a student does."""

    def __init__(self, base: Path, *, inner: bool, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(base, dropout, 2 * len(TAGS) if inner else len(TAGS))
        self.crf = Crf()
        self.inner_crf = Crf() if inner else None
        width = self.encoder.body.width
        self.content_to_cue, self.cue_to_source = Links(width), Links(width)
