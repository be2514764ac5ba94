"""Tells rows in a sentence of plain words, the same in every format that shows one."""

from functools import singledispatch

from onrecord.export.sayings import words
from onrecord.model.reading import CommitmentKind, DisputeKind
from onrecord.model.rows import (
    CommitmentRow,
    DisputeRow,
    ForecastRow,
    PostRow,
    ReferenceRow,
    SpeakerRow,
    StatementRow,
    TimeRow,
)
from onrecord.model.statement import Force

SAID: dict[Force, str] = {"asserted": "said", "asked": "asked", "conditional": "is supposed to have said"}

UNDERTAKEN: dict[CommitmentKind, str] = {
    "undertakes": "undertakes",
    "refuses": "refuses",
    "expects": "is expected",
    "threatens": "threatens",
    "will_decide": "is to decide",
}

CONTESTED: dict[DisputeKind, str] = {
    "denies_quote": "the words are denied",
    "misquoted": "the words are said to be quoted wrongly",
    "out_of_context": "the words are said to be torn from what stood around them",
    "denies_fact": "what is said is denied",
    "corrects": "what is said is corrected",
}


@singledispatch
def row_told(row: object) -> str:
    """What the row says, in a sentence."""
    raise TypeError(f"no sentence for a {type(row).__name__}")


@row_told.register
def _(row: StatementRow) -> str:
    spoken = "denied having said" if row.negated else SAID[row.force]
    return f"{speakers(row)} {spoken}{_when(row.said)}: {words(row)}"


@row_told.register
def _(row: CommitmentRow) -> str:
    condition = f"; condition: {row.condition.text}" if row.condition else ""
    return f"{row.actor} {UNDERTAKEN[row.kind]}{_by(row.due)}: {row.action.text}{condition}"


@row_told.register
def _(row: ForecastRow) -> str:
    likely = f", {share(row.probability.low)} to {share(row.probability.high)} likely" if row.probability else ""
    return f"Forecast{_by(row.horizon)}{likely}: {row.outcome.text}"


@row_told.register
def _(row: DisputeRow) -> str:
    right = f"; said to be right: {row.counter.text}" if row.counter else ""
    return f"Contested, {CONTESTED[row.kind]}: {row.span.text}{right}"


@row_told.register
def _(row: ReferenceRow) -> str:
    return f"{row.kind.capitalize()}: {row.title}{f' ({row.date})' if row.date else ''}"


@row_told.register
def _(row: PostRow) -> str:
    return f"{row.author or 'A reader'} wrote: {row.body.text}"


def speakers(row: StatementRow) -> str:
    """Who is said to say it, with what is told of them."""
    return ", ".join(map(titled, row.speakers)) or "Somebody"


def titled(speaker: SpeakerRow) -> str:
    """The speaker's name with role and affiliation."""
    facts = ", ".join(fact for fact in (speaker.role, speaker.affiliation) if fact)
    return f"{speaker.name} ({facts})" if facts else speaker.name


def days(time: TimeRow) -> str:
    """Inclusive days as people write them."""
    if time.from_ == time.to:
        return str(time.from_) if time.from_ else "on an unknown day"
    return f"{time.from_ or '…'} to {time.to or '…'}"


def share(probability: float) -> str:
    """A probability in per cent, on one line."""
    return f"{probability * 100:.0f}\u00a0%"


def _when(said: TimeRow | None) -> str:
    return f" ({days(said)})" if said and (said.from_ or said.to) else ""


def _by(window: TimeRow | None) -> str:
    return f" ({days(window)})" if window and (window.from_ or window.to) else ""
