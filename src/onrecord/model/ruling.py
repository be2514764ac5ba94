"""What people's judgements on one row amount to: those that stand, and whether their judges agree."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, get_args

from onrecord.model.base import ID_LENGTH, Annotation, Span
from onrecord.model.document import iso_day
from onrecord.model.evidence import (
    ACCEPT,
    ADD,
    CONTENT,
    REJECT,
    RESOLVED,
    SOURCE,
    SPEAKER,
    VERDICT,
    WITHDRAW,
    Judgement,
    Label,
)
from onrecord.model.statement import Attribution, Mode

Aspect = Literal["standing", "speaker", "content", "source", "verdict", "outcome", "addition"]
"""What of a row is judged: whether it is right; what a statement's speaker, content, source or verdict is instead; what
became of a forecast or commitment; that a statement is there at all, which the machine missed."""

Outcome = Literal["yes", "no", "partly", "ambiguous", "annulled"]
"""It came true, it did not, in part only; what happened can be read both ways; or the question fell away."""

_ON = " on "

LONGEST = 300
"""Characters of a speaker's name that a person gives."""

_BEGINS: Mapping[str, Aspect] = {
    SPEAKER: "speaker",
    CONTENT: "content",
    SOURCE: "source",
    VERDICT: "verdict",
    RESOLVED: "outcome",
    ADD: "addition",
}
_SPAN = "[0-9]{1,9}-[0-9]{1,9}"
_SPANS = re.compile(f"{_SPAN}(?:,{_SPAN}){{0,19}}")
_ADDED = re.compile(
    rf"add (?P<document>[0-9a-f]{{{ID_LENGTH}}}) (?P<mode>direct|mixed|indirect) content (?P<content>{_SPANS.pattern})"
    rf"(?: source (?P<source>{_SPAN}))?(?: cue (?P<cue>{_SPAN}))?(?: speaker (?P<speaker>[^\n]+))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A statement that a person adds to a document because the machine missed it, all of it places in the text."""

    document: str
    mode: Mode
    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    speaker: str | None = None

    @property
    def attribution(self) -> Attribution:
        """What stands in the text, under the id by which a machine that finds it would know it."""
        return Attribution(
            document=self.document,
            source=self.source,
            cue=self.cue,
            content=self.content,
            mode=self.mode,
            confidence=1.0,
        )

    @property
    def value(self) -> str:
        """The value of the judgement that adds it."""
        told = f"{ADD}{self.document} {self.mode} {CONTENT}{places(self.content)}"
        for begin, part in ((SOURCE, self.source), ("cue ", self.cue)):
            told += f" {begin}{places((part,))}" if part else ""
        return told + (f" {SPEAKER}{self.speaker}" if self.speaker else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling(Annotation):
    """What people judged of a row (`of` is its id). Where they contradict one another nothing is decided: the aspect is
    contested, and the machine's reading of it stays."""

    of: str
    at: Span
    judges: tuple[str, ...]
    accepted: bool = False
    rejected: bool = False
    speaker: str | None = None
    content: tuple[Span, ...] | None = None
    source: Span | None = None
    label: Label | None = None
    outcome: Outcome | None = None
    resolved_on: datetime.date | None = None
    """The day by which the outcome was known, where it was told."""
    added: Attribution | None = None
    """The statement itself, where a person added it."""
    contested: tuple[Aspect, ...] = ()
    reason: str

    @property
    def place(self) -> tuple[str | int, ...]:
        return (self.of,)

    @property
    def span(self) -> Span:
        return self.at


def aspect(value: str) -> Aspect | None:
    """What of a row a judgement's value is about; None for another kind of judgement."""
    if value in (ACCEPT, REJECT):
        return "standing"
    return next((about for begin, about in _BEGINS.items() if value.startswith(begin)), None)


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those on rows that nobody took back, of each judge and aspect the newest, in the order given."""
    given = tuple(judgements)
    back = {(j.target, j.judge, j.value.removeprefix(WITHDRAW)) for j in given if j.value.startswith(WITHDRAW)}
    newest: dict[tuple[str, str, Aspect], Judgement] = {}
    for one in given:
        about = aspect(one.value)
        if about is not None and (one.target, one.judge, one.id) not in back:
            newest.pop((one.target, one.judge, about), None)
            newest[one.target, one.judge, about] = one
    return tuple(newest.values())


def ruling(document: str, of: str, at: Span, judgements: Iterable[Judgement]) -> Ruling | None:
    """What the judgements on a row amount to; None where none stands."""
    stand = standing(judgements)
    by = {about: [j for j in stand if aspect(j.value) == about] for about in get_args(Aspect)}
    if not stand:
        return None
    decided = {about: _agreed(given) for about, given in by.items()}
    said = decided["standing"]
    added = next((made for one in by["addition"] if (made := addition(one.value)) is not None), None)
    return Ruling(
        document=document,
        of=of,
        at=at,
        judges=tuple(dict.fromkeys(j.judge for j in stand)),
        accepted=said == ACCEPT,
        rejected=said == REJECT,
        speaker=_after(SPEAKER, decided["speaker"]) or (added.speaker if added else None),
        content=spans(_after(CONTENT, decided["content"])),
        source=next(iter(spans(_after(SOURCE, decided["source"])) or ()), None),
        label=_one_of(get_args(Label), _after(VERDICT, decided["verdict"])),
        outcome=_one_of(get_args(Outcome), outcome_in(decided["outcome"])),
        resolved_on=day_in(decided["outcome"]),
        added=added.attribution if added else None,
        contested=tuple(about for about, given in by.items() if given and decided[about] is None),
        reason=_told(stand),
    )


def addition(value: str) -> Addition | None:
    """The statement that a judgement's value adds; None where it adds none."""
    told = _ADDED.fullmatch(value)
    content = spans(told["content"]) if told else None
    if told is None or content is None:
        return None
    parts = [next(iter(spans(told[name]) or ()), None) for name in ("source", "cue")]
    mode: Mode = told["mode"]  # type: ignore[assignment]
    return Addition(
        document=told["document"],
        mode=mode,
        content=content,
        source=parts[0],
        cue=parts[1],
        speaker=told["speaker"],
    )


def check_addition(added: Addition, text: str) -> None:
    """Nothing happens for a statement that can stand in the text. Raises ValueError for another."""
    parts = sorted((*added.content, *(part for part in (added.source, added.cue) if part)))
    if parts[-1].end > len(text):
        raise ValueError(f"a place ends at {max(part.end for part in parts)}; the text has {len(text)} characters")
    if any(not any(map(str.isalnum, part.of(text))) for part in parts):
        raise ValueError("a content, a source and a cue have words")
    if any(before.overlaps(after) for before, after in pairwise(parts)):
        raise ValueError("content, source and cue must not lie over one another")
    if added.speaker is not None and not 0 < len(added.speaker.strip()) <= LONGEST:
        raise ValueError(f"a speaker's name has 1 to {LONGEST} characters")


def places(found: Iterable[Span]) -> str:
    """The spans as a judgement tells them: 12-40,52-60."""
    return ",".join(f"{span.start}-{span.end}" for span in found)


def spans(words: str | None) -> tuple[Span, ...] | None:
    """The spans of words such as 12-40,52-60; None where they are none, or not one after the other."""
    if words is None or not _SPANS.fullmatch(words):
        return None
    pairs = [tuple(map(int, pair.split("-"))) for pair in words.split(",")]
    places = [place for pair in pairs for place in pair]
    if places != sorted(places) or any(start == end for start, end in pairs):
        return None
    return tuple(Span(start, end) for start, end in pairs)


def check_value(value: str, length: int) -> None:
    """Nothing happens for a judgement that a row of a text of that length can have. Raises ValueError for another."""
    about = aspect(value)
    if about == "speaker" and not 0 < len(value.removeprefix(SPEAKER).strip()) <= LONGEST:
        raise ValueError(f"a speaker's name has 1 to {LONGEST} characters")
    if about == "content":
        _check_places(value, value.removeprefix(CONTENT), length)
    if about == "source":
        _check_places(value, value.removeprefix(SOURCE), length, many=1)
    if about == "verdict" and value.removeprefix(VERDICT) not in get_args(Label):
        raise ValueError(f"{value!r}: allowed verdicts are {', '.join(get_args(Label))}")
    if about == "outcome":
        _check_outcome(value)
    if about == "addition":
        raise ValueError("a statement is added to a document, not to a row")
    if about is None and not value.startswith(WITHDRAW):
        raise ValueError(f"{value!r} is no judgement on a row; {ACCEPT}, {REJECT} and corrections are allowed")


def resolved(outcome: Outcome, on: datetime.date | None = None) -> str:
    """The value of a judgement that says what became of something, and by which day that was known."""
    return f"{RESOLVED}{outcome}{f'{_ON}{on}' if on else ''}"


def outcome_in(value: str | None) -> str | None:
    """The outcome that a judgement's value tells."""
    return None if value is None else value.removeprefix(RESOLVED).split(_ON)[0].strip()


def day_in(value: str | None) -> datetime.date | None:
    """The day that a judgement's value tells with the outcome."""
    _, _, told = (value or "").partition(_ON)
    return iso_day(told) if told else None


def _check_places(value: str, words: str, length: int, *, many: int = 20) -> None:
    found = spans(words)
    if found is None or found[-1].end > length or len(found) > many:
        places = "one place" if many == 1 else "places"
        raise ValueError(f"{value!r}: expected {places} in the text, such as 12-40, up to {length}")


def _check_outcome(value: str) -> None:
    if outcome_in(value) not in get_args(Outcome):
        raise ValueError(f"{value!r}: allowed outcomes are {', '.join(get_args(Outcome))}")
    day_in(value)


def _agreed(given: list[Judgement]) -> str | None:
    """The value on which all agree."""
    values = {j.value for j in given}
    return values.pop() if len(values) == 1 else None


def _after(begin: str, value: str | None) -> str | None:
    return None if value is None else value.removeprefix(begin).strip()


def _one_of(allowed: tuple[Any, ...], words: str | None) -> Any:
    return words if words in allowed else None


def _told(stand: tuple[Judgement, ...]) -> str:
    """Who judged what, and why, in a sentence."""
    told = ((j, "added it" if aspect(j.value) == "addition" else j.value) for j in stand)
    each = (f"{j.judge}: {words}{f' ({j.note})' if j.note else ''}" for j, words in told)
    return "judged by people: " + "; ".join(each)
