"""The commands on what statements amount to: forecasts, commitments, disputes, references, and what became of them."""

import datetime
import getpass
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, get_args

import rich_click as click

from onrecord.cli import options
from onrecord.cli.terminal import say, screen
from onrecord.model.document import iso_day
from onrecord.model.rows import ReadingKind
from onrecord.model.ruling import Outcome

if TYPE_CHECKING:
    from onrecord.store.questions import FoundReading
    from onrecord.store.sql.store import SqlStore

PAGE = 1000
"""Readings fetched at once."""

_ASKED = (
    options.DB,
    click.option("--by", metavar="NAME", help="Only those of somebody: words of a speaker's or a reader's name."),
    click.option("--document", metavar="DOC", help="From that document only: an id, the beginning of one, or a path."),
    click.option("--since", type=options.DAY, metavar="DAY", help="About that day or later."),
    click.option("--until", type=options.DAY, metavar="DAY", help="About that day or earlier."),
    click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many."),
    click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True),
)


def _asking(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options by which readings are chosen."""
    for option in reversed(_ASKED):
        command = option(command)
    return command


@click.command()
@_asking
@click.option("--score", is_flag=True, help="Show how well those were given whose outcome is known.")
def forecasts(*, db: str, score: bool, **asked: Any) -> None:
    """List forecasts: what is said will or will not happen, by when, how likely, on what condition.

    With --score: Brier and logarithmic scores at both ends and the middle of each probability, by author, and whether
    what was called likely came true as often. Only forecasts whose horizon has passed count for that table.
    """
    if score:
        _print_scores(db)
    else:
        _list(db, "forecast", **asked)


@click.command()
@_asking
def commitments(*, db: str, **asked: Any) -> None:
    """List commitments: who undertakes, refuses, expects, threatens or is to decide what, by when."""
    _list(db, "commitment", **asked)


@click.command()
@_asking
def disputes(*, db: str, **asked: Any) -> None:
    """List disputes: who contests which statement, and which words are said to be right."""
    _list(db, "dispute", **asked)


@click.command()
@_asking
def references(*, db: str, **asked: Any) -> None:
    """List references: the treaties, laws, reports, letters, talks and other works that the texts lean on."""
    _list(db, "reference", **asked)


@click.command()
@click.argument("start", metavar="ID")
@options.DB
@click.option("--outcome", type=click.Choice(get_args(Outcome)), required=True, help="What became of it.")
@click.option("--evidence", metavar="URL|SPAN", help="The page that shows it, or a place in the record: ID:START-END.")
@click.option("--on", type=options.DAY, required=True, metavar="DAY", help="The day by which it was known.")
@click.option("--judge", metavar="NAME", help="Who says so; else your user name.")
def settle(start: str, db: str, outcome: "Outcome", evidence: str | None, on: str, judge: str | None) -> None:
    """Record what became of the forecast or commitment ID.

    An ID may be shortened to its beginning. What is recorded is never changed: settle again where it was wrong, and
    the newest counts. A forecast with a probability is scored with it.
    """
    from onrecord.model.evidence import Judgement
    from onrecord.model.ruling import resolved
    from onrecord.store import open_store

    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    with open_store(db) as store:
        found = store.reading_of(start)
        if found.kind not in ("forecast", "commitment"):
            raise click.UsageError(f"{found.reading.id} is a {found.kind}; forecasts and commitments can be settled")
        if evidence is not None:
            _check_evidence(store, evidence)
        store.judge_row(
            Judgement(
                target=found.reading.id,
                judge=judge or getpass.getuser(),
                at=now,
                value=resolved(outcome, iso_day(on)),
                note=evidence,
            )
        )
        scored = {one.found.reading.id: one.score for one in store.settled()}.get(found.reading.id)
    told = f"; Brier score {scored.brier[1]:.3f}, {scored.log[1]:.2f} bits" if scored else ""
    say(f"{found.kind} {found.reading.id[:8]} settled: {outcome}, known on {on[:10]}{told}")


def _check_evidence(store: "SqlStore", evidence: str) -> None:
    """Nothing happens for an address, or for a place that stands in the record; another is refused."""
    if evidence.startswith(("http://", "https://")):
        return
    document, _, place = evidence.rpartition(":")
    start, _, end = place.partition("-")
    if not (document and start.isdigit() and end.isdigit() and int(start) < int(end)):
        raise click.UsageError(f"{evidence!r} is neither an address (https://…) nor a place such as 3f2a9c:120-180")
    length = len(store.record(document).document.text)
    if int(end) > length:
        raise click.UsageError(f"{evidence!r} ends behind the text, which has {length:,} characters")


def _list(db: str, kind: ReadingKind, *, form: str, **asked: Any) -> None:
    from onrecord.cli.foretold import print_readings
    from onrecord.export.jsonl import line
    from onrecord.store import open_store

    with open_store(db) as store:
        found = _chosen(store, kind, **asked)
        if form == "json":
            sys.stdout.buffer.writelines(map(line, found))
        elif not print_readings(screen(), found, {one.found.reading.id: one.outcome for one in store.settled()}):
            say(f"no {kind} fits")


def _chosen(
    store: "SqlStore",
    kind: ReadingKind,
    *,
    by: str | None,
    document: str | None,
    since: str | None,
    until: str | None,
    limit: int | None,
) -> "Iterator[FoundReading]":
    """The readings asked for, fetched page by page."""
    days = (iso_day(since) if since else None, iso_day(until) if until else None)
    left, offset = sys.maxsize if limit is None else limit, 0
    while page := store.readings((kind,), days=days, limit=PAGE, offset=offset):
        offset += len(page)
        for found in page:
            if left and _is_of(found, by) and _stands_in(found, document):
                left -= 1
                yield found
        if not left:
            return


def _is_of(found: "FoundReading", by: str | None) -> bool:
    """Whether every word stands in the name of who says it or is bound."""
    named = " ".join(found.authors).casefold()
    return by is None or all(word in named for word in by.casefold().split())


def _stands_in(found: "FoundReading", document: str | None) -> bool:
    return document is None or found.document.uri == document or found.document.id.startswith(document)


def _print_scores(db: str) -> None:
    from onrecord.cli.foretold import print_calibration, print_scores
    from onrecord.scoring import calibrated
    from onrecord.store import open_store

    with open_store(db) as store:
        scored = [one for one in store.settled() if one.score is not None]
    if not scored:
        say("no forecast with a probability is settled; `onrecord settle ID --outcome yes --on DAY` settles one")
        return
    print_scores(screen(), scored)
    today = datetime.datetime.now(datetime.UTC).date()
    past = [one for one in scored if one.is_past(today)]
    print_calibration(screen(), calibrated((one.probability, one.outcome == "yes") for one in past))
    if left := len(scored) - len(past):
        say(f"{left} of {len(scored)} scored forecasts have no horizon that has passed: the table leaves them out")


COMMANDS = (forecasts, commitments, disputes, references, settle)
