"""How far those who judge the same rows agree: Krippendorff's alpha for labels, and F1 for what is found."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.model.base import Span
from onrecord.model.evidence import ACCEPT, CONTENT, REJECT, SPEAKER, VERDICT, Judgement
from onrecord.model.rows import StatementRow
from onrecord.model.ruling import addition, spans

MACHINE = "the machine"
"""The name under which the machine stands among the judges."""

Unit = tuple[StatementRow, tuple[Judgement, ...]]
"""A statement as the machine read it, and the judgements that stand on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a judge, or the machine, makes of a statement: whether it is one, whose, how judged, and the places of its
    content; those of one that is none are none. An aspect that a judge said nothing of is None."""

    standing: str
    speaker: str | None
    verdict: str | None
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """How far two agree on the statements that both read."""

    one: str
    other: str
    units: int
    alpha: Mapping[str, float | None]
    f1_statements: float | None
    f1_characters: float | None


ASPECTS: Mapping[str, Callable[[Reading], Hashable]] = {
    "standing": lambda reading: reading.standing,
    "speaker": lambda reading: reading.speaker,
    "verdict": lambda reading: reading.verdict,
}


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal data: the values that the judges gave each unit, those missing left out.

    1 is full agreement, 0 that of chance. None where nothing can be told: fewer than two values to compare, or all of
    them the same. After Krippendorff, Content Analysis (2004), chapter 11.
    """
    pairable = [Counter(values) for values in units if len(values) > 1]
    totals = Counter[Hashable]()
    disagreeing = 0.0
    for counts in pairable:
        many = counts.total()
        totals.update(counts)
        disagreeing += sum(n * (many - n) for n in counts.values()) / (many - 1)
    whole = totals.total()
    by_chance = sum(n * (whole - n) for n in totals.values())
    if whole < 2 or by_chance == 0:
        return None
    return 1 - (whole - 1) * disagreeing / by_chance


def f1(common: int, one: int, other: int) -> float | None:
    """The harmonic mean of how much of each side is the other's; None where both found nothing."""
    return None if one + other == 0 else 2 * common / (one + other)


def readings(unit: Unit) -> dict[str, Reading]:
    """What the machine and each judge make of a statement. Who calls it right takes it as the machine read it."""
    row, given = unit
    machine = Reading(
        standing=ACCEPT,
        speaker=" and ".join(sorted(speaker.name for speaker in row.speakers)),
        verdict=row.verdict.label if row.verdict else "",
        content=tuple(Span(part.start, part.end) for part in row.content),
    )
    judges = dict.fromkeys(judgement.judge for judgement in given)
    return {MACHINE: machine} | {judge: _reading(machine, [g for g in given if g.judge == judge]) for judge in judges}


def overall(units: Iterable[Unit]) -> dict[str, float | None]:
    """Alpha of each aspect among all judges, without the machine."""
    read = [[r for judge, r in readings(unit).items() if judge != MACHINE] for unit in units]
    return {name: alpha([_said(take, unit) for unit in read]) for name, take in ASPECTS.items()}


def pairs(units: Iterable[Unit]) -> tuple[Pair, ...]:
    """How far each two of the judges agree, and each with the machine; those who share no statement are left out."""
    read = [readings(unit) for unit in units]
    judges = sorted({judge for unit in read for judge in unit if judge != MACHINE})
    found = (_pair(one, other, read) for one, other in (*combinations(judges, 2), *((j, MACHINE) for j in judges)))
    return tuple(pair for pair in found if pair.units)


def _reading(machine: Reading, given: Sequence[Judgement]) -> Reading:
    values = [judgement.value for judgement in given]
    rejected = REJECT in values
    added = next((made for made in map(addition, values) if made is not None), None)
    speaker, verdict, content = (_after(begin, values) for begin in (SPEAKER, VERDICT, CONTENT))
    speaker = speaker or (added.speaker if added else None)
    accepts = ACCEPT in values
    return Reading(
        standing=REJECT if rejected else ACCEPT,
        speaker=None if rejected else speaker or (machine.speaker if accepts else None),
        verdict=None if rejected else verdict or (machine.verdict if accepts else None),
        content=() if rejected else (spans(content) or (added.content if added else machine.content)),
    )


def _after(begin: str, values: Iterable[str]) -> str | None:
    return next((value.removeprefix(begin) for value in values if value.startswith(begin)), None)


def _said(take: Callable[[Reading], Hashable], unit: Iterable[Reading]) -> list[Hashable]:
    return [value for value in map(take, unit) if value is not None]


def _pair(one: str, other: str, read: Sequence[Mapping[str, Reading]]) -> Pair:
    both = [(unit[one], unit[other]) for unit in read if one in unit and other in unit]
    kept = [tuple(reading.content for reading in pair) for pair in both]
    counts = [sum(bool(pair[side]) for pair in kept) for side in (0, 1)]
    same = sum(bool(ours) and ours == theirs for ours, theirs in kept)
    shared = sum(_shared(ours, theirs) for ours, theirs in kept)
    sizes = [sum(len(span) for pair in kept for span in pair[side]) for side in (0, 1)]
    return Pair(
        one=one,
        other=other,
        units=len(both),
        alpha={name: alpha([_said(take, pair) for pair in both]) for name, take in ASPECTS.items()},
        f1_statements=f1(same, *counts),
        f1_characters=f1(shared, *sizes),
    )


def _shared(ours: Iterable[Span], theirs: Iterable[Span]) -> int:
    """The characters that stand in both."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in ours for b in theirs)
