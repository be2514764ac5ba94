"""What statements amount to: commitments, forecasts, disputes and the works a text leans on."""

import datetime
from dataclasses import dataclass
from typing import Literal

from onrecord.model.base import Annotation, Span

CommitmentKind = Literal["undertakes", "refuses", "expects", "threatens", "will_decide"]
DisputeKind = Literal["denies_quote", "misquoted", "out_of_context", "denies_fact", "corrects"]
ReferenceKind = Literal[
    "treaty", "agreement", "declaration", "law", "report", "letter", "talks", "programme", "video", "article"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Inclusive days, and the words they rest on."""

    earliest: datetime.date | None
    latest: datetime.date | None
    words: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Probability:
    """How likely something is said to be, as an interval, and the hedge it rests on."""

    low: float
    high: float
    hedge: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Annotation):
    """What a stretch of text amounts to. `by` is the statement or post that it belongs to."""

    extent: Span
    by: str | None = None

    @property
    def place(self) -> tuple[str | int, ...]:
        return (self.extent.start,)

    @property
    def span(self) -> Span:
        return self.extent


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Reading):
    """Somebody undertakes, refuses, expects or threatens to do something, or is to decide.

    Its place is its action's: one subject may tie himself twice ("will pay but will not apologise").
    """

    actor: str
    kind: CommitmentKind
    action: Span
    due: Window | None = None
    condition: Span | None = None
    strength: float

    @property
    def place(self) -> tuple[str | int, ...]:
        return (self.action.start,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast(Reading):
    """Something is said to happen or not to happen. `why_not` says why it cannot be resolved."""

    outcome: Span
    horizon: Window | None = None
    probability: Probability | None = None
    condition: Span | None = None
    resolvable: bool
    why_not: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute(Reading):
    """A quotation or a fact is contested. `target` is the statement meant, `counter` the words said to be right."""

    kind: DisputeKind
    target: str | None = None
    counter: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Reading):
    """A treaty, report, law … that the text leans on. `same_as` is the first reference to the same thing."""

    kind: ReferenceKind
    title: str
    date: str | None = None
    same_as: str | None = None
