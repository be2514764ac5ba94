"""What a row rests on, and what people said of it."""

from dataclasses import dataclass
from typing import Literal

from onrecord.model.base import Annotation, Provenance, Span, content_id

EditKind = Literal["insert", "delete", "replace", "reorder"]
"""What was done to the primary words: words that they lack, words left out, words changed, words moved."""

Effect = Literal["none", "cleanup", "marked", "wording", "meaning"]
"""What it does: nothing that counts, a slip of the tongue less, a change that is shown, other words, another sense."""

Label = Literal[
    "exact", "cleaned", "marked", "altered", "spliced", "distorted", "misattributed", "not_found", "unchecked"
]

CONTEXT = 32
"""Characters of prefix and suffix that a text quote selector keeps (W3C Web Annotation leaves the number open)."""

SAME, OTHER = "same as ", "other than "
"""What the value of a judgement on who somebody is begins with; whom they are judged to be, or not to be, follows."""

ACCEPT, REJECT = "accept", "reject"
"""The values of judgements on whether a row is right."""

SPEAKER, CONTENT, SOURCE, VERDICT = "speaker ", "content ", "source ", "verdict "
"""What the value of a judgement that corrects a statement begins with: a name, spans such as 12-40,52-60, one span, or
a label follows."""

ADD = "add "
"""What the value of a judgement begins with that adds a statement which the machine missed."""

RESOLVED = "resolved "
"""What the value of a judgement on what became of a forecast or commitment begins with."""

WITHDRAW = "withdraw "
"""What the value of a judgement begins with that takes an earlier one of the same judge back; its id follows."""


BY_PEOPLE = Provenance(layer="judgements", version="1")
"""What stands in a record by people's judgements, and not by a layer that read the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A pointer and its words: W3C TextPosition and TextQuote selectors, so that the place can be found again."""

    document: str
    span: Span
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's decision on a row. Judgements are only ever added; the newest of a judge on a target counts."""

    target: str
    judge: str
    at: str
    value: str
    note: str | None = None

    @property
    def id(self) -> str:
        return content_id("Judgement", self.target, self.judge, self.at, self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging(Annotation):
    """A judgement at the place that it judges: how a record shows it. It is kept apart from what layers found."""

    at: Span
    judgement: Judgement

    @property
    def place(self) -> tuple[str | int, ...]:
        return (self.judgement.id,)

    @property
    def span(self) -> Span:
        return self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One difference between a printed quotation and the primary words, with the words on both sides."""

    kind: EditKind
    printed: Span | None
    """In the printed text; None where words were left out."""
    primary: Span | None
    """In the primary text; None where words were put in."""
    effect: Effect
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the alignment means for the words of a quotation. The reason is a sentence for readers."""

    label: Label
    reason: str
    edits: tuple[Edit, ...] = ()


def evidence(document: str, text: str, span: Span) -> Evidence:
    """The evidence for a span of a document's text."""
    return Evidence(
        document=document,
        span=span,
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )
