"""The tables in which readings are shown, and how well forecasts were given."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.cli.tables import BATCH, GUTTER, LONGEST, WIDEST, place, table
from onrecord.cli.terminal import one_line, shortened

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.scoring import Calibration, Score
    from onrecord.store.questions import FoundReading, Settled


def print_readings(console: "Console", rows: "Iterable[FoundReading]", outcomes: Mapping[str, str]) -> int:
    """Prints readings of one kind, each with its id, and what became of it. Returns how many there were."""
    width = min(console.width, WIDEST)
    left, count = iter(rows), 0
    while batch := tuple(islice(left, BATCH)):
        rest = width - 10 - 24 - 23 - 22 - 4 * GUTTER
        shown = table({"id": 8, "who": 24, "what": max(rest, 24), "when": 23, "where": 22})
        shown.show_header = count == 0
        for found in batch:
            shown.add_row(*_reading_cells(found, outcomes.get(found.reading.id)))
        console.print(shown)
        count += len(batch)
    return count


def print_scores(console: "Console", scored: "Sequence[Settled]") -> None:
    """Prints the mean scores of each author: at the lower end, the middle and the upper end of what was said."""
    from rich.text import Text

    from onrecord.scoring import mean

    width = min(console.width, WIDEST)
    shown = table(
        {"author": max(width - 10 - 2 * 26 - 3 * GUTTER, 20), "forecasts": 10, "Brier": 24, "bits": 24}, leading=0
    )
    by: dict[str, list[Score]] = {}
    for one in scored:
        for author in one.found.authors:
            if one.score is not None:
                by.setdefault(author, []).append(one.score)
    for author, scores in sorted(by.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        score = mean(scores)
        if score is not None:
            shown.add_row(Text(one_line(author)), f"{len(scores):,}", _ends(score.brier), _ends(score.log))
    console.print(shown)


def print_calibration(console: "Console", calibration: "Calibration") -> None:
    """Prints how often came true what was said to be about so likely; nothing where nothing is past its horizon."""
    if not calibration.bins:
        return
    shown = table({"said": 12, "came true": 12, "forecasts": 10}, leading=0)
    for one in calibration.bins:
        shown.add_row(f"{one.said:.0%}", f"{one.came:.0%}", f"{one.many:,}")
    console.print(shown)


def _reading_cells(found: "FoundReading", outcome: str | None) -> "Sequence[Text]":
    from rich.text import Text

    row = found.reading
    what = Text(shortened(row.span.text, LONGEST))
    if about := "; ".join(_beside(found)):
        what.append(f"\n{one_line(about)}", "dim")
    if outcome:
        what.append(f"\nsettled: {outcome}", "bold")
    days = " – ".join(str(day) for day in dict.fromkeys((found.first, found.last)) if day)
    who = Text(one_line(", ".join(found.authors)))
    return Text(row.id[:8]), who, what, Text(days), Text(one_line(place(found.document)))


def _beside(found: "FoundReading") -> Iterator[str]:
    """What a reading says beside its words."""
    if found.commitment:
        yield found.commitment.kind.replace("_", " ")
        if found.commitment.condition:
            yield shortened(found.commitment.condition.text, LONGEST // 3)
    if found.forecast:
        if given := found.forecast.probability:
            yield f"“{given.hedge.text}”: {given.low:.0%} to {given.high:.0%}"
        if not found.forecast.resolvable:
            yield f"cannot be settled: {found.forecast.why_not}"
    if found.dispute:
        yield found.dispute.kind.replace("_", " ")
        if found.dispute.counter:
            yield f"said to be right: “{shortened(found.dispute.counter.text, LONGEST // 2)}”"
    if found.reference:
        yield f"{found.reference.kind}: {found.reference.title}"


def _ends(values: tuple[float, float, float]) -> str:
    """The middle, and both ends behind it."""
    low, middle, high = values
    return f"{middle:.3f} ({min(low, high):.3f} – {max(low, high):.3f})"
