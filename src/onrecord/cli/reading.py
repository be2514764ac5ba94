"""The commands that build a record: read, remove, redate."""

import datetime
import getpass
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click
from click.exceptions import Exit

from onrecord.cli import options
from onrecord.cli.ends import INTERRUPTED, SOME_FAILED, is_closed_pipe, reason
from onrecord.cli.progress import progress
from onrecord.cli.terminal import say, screen
from onrecord.errors import DocumentError, SetupError

if TYPE_CHECKING:
    from onrecord.model.document import Record
    from onrecord.model.evidence import Judgement

    Print = Callable[[Record, tuple[Judgement, ...]], None]

OUTCOMES = {
    "read": "read",
    "added": "new",
    "superseded": "changed",
    "updated": "read anew",
    "unchanged": "unchanged",
    "failed": "failed",
}
"""What becomes of documents, in the words of the summary."""

OMITTED = "omitted"
"""Counts, beside the documents, what endpoints gave that is not in the text."""


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL…", type=options.PLACE)
@click.option("--published", type=options.DAY, metavar="DAY", help="Day of publication where nothing else tells one.")
@click.option("--metadata", type=options.FILE, metavar="TABLE", help="csv, tsv or JSON Lines with a row for each file.")
@click.option("--db", envvar="ONRECORD_DB", show_envvar=True, metavar="FILE", help="Keep what is read in this record.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per document (see: onrecord schema).")
@click.option("--full", is_flag=True, help="With --json: the documents' texts too.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="Processes.")
def read(
    *,
    paths: tuple[Path | str, ...],
    published: str | None,
    metadata: Path | None,
    db: str | None,
    as_json: bool,
    full: bool,
    jobs: int,
) -> None:
    """Read stories, transcripts and discussions: files, folders with all that is in them, or pages at http addresses.

    With --db they are kept, and reading them again changes only what has changed. Without it nothing is kept, and who
    said what is printed. TABLE has the columns filename, published, title, publisher, author, url.
    """
    if full and not as_json:
        raise click.UsageError("--full goes with --json")
    given = {"published": published, "metadata": metadata, "settings": options.settings(jobs=jobs)}
    tally = Counter[str]()
    with _summed_up(tally, db):
        if db is None:
            tally.update(_print_each(paths, given, _json(full=full) if as_json else _table()))
        else:
            tally.update(_keep_each(paths, given, db, _json(full=full) if as_json else None))


@click.command()
@click.argument("document", metavar="DOC")
@options.DB
def remove(document: str, db: str) -> None:
    """Take DOC out of the record, with the older texts that it superseded.

    DOC is an id, the beginning of one, or the path as it was read. People's judgements stay.
    """
    from onrecord.store import open_store

    with open_store(db) as store:
        store.remove(document)
    say(f"removed: {document}")


@click.command()
@click.argument("document", metavar="DOC")
@click.argument("day", type=options.DAY, metavar="DATE")
@options.DB
def redate(document: str, day: str, db: str) -> None:
    """Set the day on which DOC was published, and work its times out again.

    The day is kept as your judgement: reading the file again does not undo it.
    """
    from onrecord import runs
    from onrecord.store import open_store

    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    with open_store(db) as store:
        record = runs.redate(store, document, day, judge=getpass.getuser(), at=now, settings=options.settings())
    say(f"{record.document.origin.uri}: published {day}; its times are worked out again")


def _print_each(paths: tuple[Path | str, ...], given: dict[str, Any], show: "Print") -> Iterator[str]:
    """Reads and prints; yields what became of each document."""
    from onrecord import runs
    from onrecord.ingest.files import find

    files = tuple(find(paths))
    with progress(files, shown=not sys.stdout.isatty()) as bar:
        for outcome in runs.read(bar.over(files), **given):
            if isinstance(outcome, DocumentError):
                bar.say(outcome)
                yield "failed"
                continue
            show(outcome, ())
            bar.done(outcome.document.text)
            yield from ("read", *repeat(OMITTED, runs.omitted(outcome)))


def _keep_each(paths: tuple[Path | str, ...], given: dict[str, Any], db: str, show: "Print | None") -> Iterator[str]:
    """Reads into the record, and prints where that is asked for; yields what became of each document."""
    from onrecord import runs
    from onrecord.ingest.files import find
    from onrecord.store import open_store

    files = tuple(find(paths))
    with open_store(db, create=True) as store, progress(files, shown=not (show and sys.stdout.isatty())) as bar:
        for outcome in runs.keep(bar.over(files), store, **given):
            if isinstance(outcome, DocumentError):
                bar.say(outcome)
                yield "failed"
                continue
            if show:
                held = outcome.document.id
                show(store.judged(held), tuple(stored.judgement for stored in store.judgements_in(held)))
            bar.done(outcome.document.text)
            yield from (outcome.outcome, *repeat(OMITTED, outcome.omitted))


def _json(*, full: bool) -> "Print":
    from onrecord.export.jsonl import line
    from onrecord.model.contract import record_row

    out = sys.stdout.buffer

    def show(record: "Record", judgements: "tuple[Judgement, ...]") -> None:
        out.write(line(record_row(record, judgements=judgements, full=full)))
        out.flush()

    return show


def _table() -> "Print":
    from onrecord.cli.pages import print_who_said_what

    console = screen()
    return lambda record, _: print_who_said_what(console, record)


@contextmanager
def _summed_up(tally: Counter[str], db: str | None) -> Iterator[None]:
    """The end of a reading, also one that is cut short, is told with what became of the documents."""
    try:
        yield
    except KeyboardInterrupt:
        say(f"interrupted; {_sum(tally, db)}")
        raise Exit(INTERRUPTED) from None
    except (SetupError, OSError) as error:
        if isinstance(error, OSError) and is_closed_pipe(error):
            raise
        told = reason(error) if isinstance(error, OSError) else str(error)
        raise SetupError(f"{told}; {_sum(tally, db)}" if tally else told) from error
    if db or tally["failed"] or tally[OMITTED] or not tally:
        say(_sum(tally, db))
    if tally["failed"]:
        raise Exit(SOME_FAILED)


def _sum(tally: Counter[str], db: str | None) -> str:
    """What became of the documents, in words."""
    counts = [f"{tally[outcome]:,} {words}" for outcome, words in OUTCOMES.items() if tally[outcome]]
    told = f"documents{f' in {db}' if db else ''}: {', '.join(counts) or 'none'}"
    if number := tally[OMITTED]:
        told += f"; the endpoint gave {number:,} {'string' if number == 1 else 'strings'} not in the text: left out"
    return told


COMMANDS = (read, remove, redate)
