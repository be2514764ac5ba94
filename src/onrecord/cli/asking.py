"""The commands that ask a record: show, statements, search."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import rich_click as click

from onrecord.cli import options
from onrecord.cli.terminal import say, screen
from onrecord.model.document import iso_day

if TYPE_CHECKING:
    from onrecord.model.statement import Mode
    from onrecord.store.questions import FoundStatement, StatementFilter
    from onrecord.store.sql.store import SqlStore

PAGE = 1000
"""Statements fetched at once."""


@click.command()
@click.argument("document", metavar="DOC")
@options.DB
def show(document: str, db: str) -> None:
    """Show the text of DOC with sources, cues and contents marked.

    DOC is an id, the beginning of one, or the path as it was read. A source stands in [ ]s, a cue in [ ]c, a content in
    [ ]q, each with the number of its statement, so that nothing hangs on colour.
    """
    from onrecord.cli.pages import print_marked
    from onrecord.store import open_store

    with open_store(db) as store:
        print_marked(screen(), store.judged(document))


@click.command()
@options.DB
@click.option("--speaker", metavar="NAME", help="Words of a speaker's name, or a person's id.")
@click.option("--mode", type=click.Choice(["direct", "mixed", "indirect"]), help="Quoted, reported, or both.")
@click.option("--since", type=options.DAY, metavar="DAY", help="Said on that day or later.")
@click.option("--until", type=options.DAY, metavar="DAY", help="Said on that day or earlier.")
@click.option("--words", metavar="WORDS", help='Words that all occur; "a phrase" and begin* work too.')
@click.option("--document", metavar="DOC", help="From that document only: an id, the beginning of one, or a path.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
def statements(
    *,
    db: str,
    speaker: str | None,
    mode: "Mode | None",
    since: str | None,
    until: str | None,
    words: str | None,
    document: str | None,
    limit: int | None,
    form: str,
) -> None:
    """List statements: who said what, when, through whom.

    A statement without words of time counts on the day on which its document was published.
    """
    from onrecord.store import open_store
    from onrecord.store.questions import StatementFilter

    asked = StatementFilter(
        speaker=speaker,
        mode=mode,
        said_from=iso_day(since) if since else None,
        said_to=iso_day(until) if until else None,
        words=words,
        document=document,
        limit=limit,
    )
    with open_store(db) as store:
        _FORMS[form](_all(store, asked))


@click.command()
@click.argument("words", nargs=-1, required=True)
@options.DB
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N")
def search(words: tuple[str, ...], db: str, limit: int) -> None:
    """Search the texts for passages in which all WORDS occur; "a phrase" and begin* work too."""
    from onrecord.cli.pages import print_passages
    from onrecord.store import open_store

    asked = " ".join(words)
    with open_store(db) as store:
        if not print_passages(screen(), store.search(asked, limit=limit), asked):
            say(f"no passage of {db} has all of: {asked}")


def _all(store: "SqlStore", asked: "StatementFilter") -> "Iterator[FoundStatement]":
    """The statements asked for, fetched page by page: a large record does not fit into memory."""
    left = sys.maxsize if asked.limit is None else asked.limit
    while page := store.statements(replace(asked, limit=min(PAGE, left))):
        yield from page
        left -= len(page)
        asked = replace(asked, offset=asked.offset + len(page))


def _print_table(found: "Iterable[FoundStatement]") -> None:
    from onrecord.cli.tables import place, print_statements

    if not print_statements(screen(), ((f.statement, place(f.document)) for f in found)):
        say("no statement fits")


def _print_json(found: "Iterable[FoundStatement]") -> None:
    from onrecord.export.jsonl import line

    sys.stdout.buffer.writelines(map(line, found))


def _print_csv(found: "Iterable[FoundStatement]") -> None:
    from onrecord.export.csv import write_rows

    write_rows(((f.document, f.statement) for f in found), sys.stdout.buffer)


_FORMS: "dict[str, Callable[[Iterable[FoundStatement]], None]]" = {
    "table": _print_table,
    "json": _print_json,
    "csv": _print_csv,
}

COMMANDS = (show, statements, search)
