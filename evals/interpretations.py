"""Scores forecasts, commitments, disputes and references on the challenge sets of our own.

    python -m evals.interpretations [FOLDER…]   passed and all of each phenomenon, every case that fails, and the fields

A case passes when every reading that is expected is found and none besides, and its kind is right. A reading is found
where its place and the expected one share at least PLACE of the letters that either has; a commitment's place is its
action. Fields (horizon, hedge, condition, due, strength, target, counter, title, date) are counted apart, over the
readings that were found: each is right where both have none, or the same words; days count where the case tells them.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from evals.readings import Case, Wanted, WantedCommitment, WantedDispute, WantedForecast, WantedReference
from evals.tables import table

from evals import readings
from onrecord.model.base import Annotation, Provenance, Span
from onrecord.model.document import Block, Document, Origin, Record
from onrecord.model.reading import Commitment, Dispute, Forecast, Reading, Reference, Window
from onrecord.model.statement import Post
from onrecord.pipeline import DEFAULT_ORDER, Pipeline, build
from onrecord.registry import find
from onrecord.settings import Settings

PLACE = 0.3
"""The share that the labelled pages are scored with, too."""

FLOORS = {"forecasts": 0.92, "commitments": 0.93, "disputes": 0.97, "references": 0.94}
"""Share of cases that must pass. The aim for forecasts and commitments is 0.9."""

KINDS: Mapping[str, type[Reading]] = {
    "forecasts": Forecast,
    "commitments": Commitment,
    "disputes": Dispute,
    "references": Reference,
}
STRENGTHS = {"firm": 0.9, "likely": 0.6, "weak": 0.3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a case: how it failed, and which fields of what was found are right."""

    case: Case
    failures: tuple[str, ...]
    fields: tuple[tuple[str, bool], ...]


@dataclass(slots=True)
class Tally:
    """The cases of a folder."""

    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def passed(self) -> float:
        """The share that passed."""
        return sum(not one.failures for one in self.outcomes) / max(1, len(self.outcomes))


def score(folder: str, pipeline: Pipeline) -> Tally:
    """What came of every case of a folder."""
    annotate = find("layer", f"interpret.{folder}").load(Settings())
    return Tally([_outcome(case, annotate(read(case, pipeline))) for case in readings.load(readings.FOLDER / folder)])


def before() -> Pipeline:
    """The layers before the readings."""
    return build(Settings(), tuple(name for name in DEFAULT_ORDER if not name.startswith("interpret.")))


def read(case: Case, pipeline: Pipeline) -> Record:
    """The record of a case, with its posts where the case says that they stand."""
    origin = Origin(uri=case.name, published=case.published.isoformat())
    record = pipeline(Document(origin=origin, text=case.text, language="en"))
    return replace(record, layers=tuple((by, _told(case, record, by, found)) for by, found in record.layers))


def _told(case: Case, record: Record, by: Provenance, found: Sequence[Annotation]) -> tuple[Annotation, ...]:
    if by.layer == "segment.posts":
        return tuple(_post(record, span, case) for span in case.posts)
    if by.layer == "segment.blocks" and case.posts:
        return tuple(_block(block, case) for block in found if isinstance(block, Block))
    return tuple(found)


def _post(record: Record, span: Span, case: Case) -> Post:
    return Post(
        document=record.document.id,
        extent=span,
        body=span,
        date=case.published.isoformat(),
        parent="article",
        confidence=1.0,
        reason="told",
    )


def _block(block: Block, case: Case) -> Block:
    inside = any(post.contains(block.extent) for post in case.posts)
    return replace(block, role="post" if inside else "paragraph" if block.role in ("post", "byline") else block.role)


def _outcome(case: Case, found: Iterable[Reading]) -> Outcome:
    left = sorted(found, key=lambda one: place(one))
    failures: list[str] = []
    fields: list[tuple[str, bool]] = []
    for wanted in case.expected:
        best = max(left, key=lambda one: shared(place(one), wanted.span), default=None)
        if best is None or shared(place(best), wanted.span) < PLACE:
            failures += [] if wanted.optional else [f"missed: {wanted.span.of(case.text)!r}"]
            continue
        left.remove(best)
        fields += _FIELDS[type(wanted)](case.text, best, wanted)
        failures += [f"its kind is {best.kind}"] if not _kind_is_right(best, wanted) else []  # type: ignore[attr-defined]
    failures += [f"not expected: {place(one).of(case.text)!r}" for one in left]
    return Outcome(case=case, failures=tuple(failures), fields=tuple(fields))


def place(reading: Reading) -> Span:
    """Where a reading stands; a commitment stands where its action does."""
    return reading.action if isinstance(reading, Commitment) else reading.extent


def shared(one: Span, other: Span) -> float:
    """The letters that both have, by those that either has."""
    both = max(0, min(one.end, other.end) - max(one.start, other.start))
    return both / (len(one) + len(other) - both)


def _kind_is_right(found: Reading, wanted: Wanted) -> bool:
    kinds = getattr(wanted, "kinds", None)
    return kinds is None or getattr(found, "kind", None) in kinds


def _of_forecast(_: str, found: Forecast, wanted: WantedForecast) -> Iterator[tuple[str, bool]]:
    yield "horizon", _same_window(found.horizon, wanted.horizon)
    yield "hedge", (found.probability is None) == (wanted.hedge is None)
    yield "condition", (found.condition is None) == (wanted.condition is None)
    told = "resolvable" if found.resolvable else "vague" if "measure" in (found.why_not or "") else "no date"
    yield "resolvable", told in wanted.resolvable or (told != "resolvable" and wanted.resolvable != ("resolvable",))


def _of_commitment(text: str, found: Commitment, wanted: WantedCommitment) -> Iterator[tuple[str, bool]]:
    actor = found.actor.casefold()
    names = [span.of(text).casefold() for span in wanted.actors]
    yield "actor", any(name in actor or actor in name or len(name) < 5 for name in names)
    yield "due", _same_window(found.due, wanted.due)
    yield "condition", (found.condition is None) == (wanted.condition is None)
    yield "strength", not wanted.strengths or found.strength in [STRENGTHS[name] for name in wanted.strengths]


def _of_dispute(text: str, found: Dispute, wanted: WantedDispute) -> Iterator[tuple[str, bool]]:
    yield "target", (found.target is None) == (wanted.target is None)
    yield "counter", _letters(text, found.counter) == _letters(text, wanted.counter)


def _of_reference(_: str, found: Reference, wanted: WantedReference) -> Iterator[tuple[str, bool]]:
    if wanted.same_as is None:
        yield "title", found.title.casefold() == wanted.title.casefold()
    yield "same as", (found.same_as is None) == (wanted.same_as is None)
    yield "date", (found.date is None) == (wanted.date is None)


_FIELDS: Mapping[type[Wanted], Callable[..., Iterator[tuple[str, bool]]]] = {
    WantedForecast: _of_forecast,
    WantedCommitment: _of_commitment,
    WantedDispute: _of_dispute,
    WantedReference: _of_reference,
}


def _same_window(found: Window | None, wanted: Window | None) -> bool:
    """Whether both have none, or their words overlap and the days that the case tells are the same."""
    if found is None or wanted is None:
        return found is wanted
    days = wanted.earliest is None or (found.earliest, found.latest) == (wanted.earliest, wanted.latest)
    return found.words.overlaps(wanted.words) and days


def _letters(text: str, span: Span | None) -> str:
    return "".join(char for char in span.of(text) if char.isalnum()) if span else ""


def _print(folder: str, tally: Tally) -> None:
    by: dict[str, list[Outcome]] = defaultdict(list)
    for one in tally.outcomes:
        by[one.case.name.rsplit(" ", 1)[0]].append(one)
    for one in tally.outcomes:
        if one.failures:
            print(f"{folder} {one.case.name}: {'; '.join(one.failures)}")
    rows = [(name, sum(not one.failures for one in group), len(group)) for name, group in by.items()]
    passed = sum(row[1] for row in rows)
    print(table((folder, "passed", "all"), [*rows, ("all of them", passed, len(tally.outcomes))]))
    counted: dict[str, list[bool]] = defaultdict(list)
    for name, right in (pair for one in tally.outcomes for pair in one.fields):
        counted[name].append(right)
    fields = [(name, sum(right), len(right), 100 * sum(right) / len(right)) for name, right in counted.items()]
    print(table(("field", "right", "of", "%"), fields))
    print()


def main(arguments: Sequence[str]) -> int:
    """Prints what came of the folders named, or of all. Returns 1 where one fell below its floor."""
    pipeline = before()
    fallen = False
    for folder in arguments or tuple(KINDS):
        tally = score(Path(folder).name, pipeline)
        _print(Path(folder).name, tally)
        fallen = fallen or tally.passed < FLOORS[Path(folder).name]
    return int(fallen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
