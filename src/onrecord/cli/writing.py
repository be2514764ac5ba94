"""The commands that hand things out, and take them in again: export, import, schema, layers."""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import rich_click as click
from click.exceptions import Exit

from onrecord.cli import options
from onrecord.cli.ends import SOME_FAILED
from onrecord.cli.reading import OUTCOMES
from onrecord.cli.terminal import say, screen
from onrecord.errors import DocumentError


class Format(click.ParamType[Any]):
    """A file format: the name of an exporter without its stage."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The exporter of that name."""
        from onrecord.registry import components

        found = {name.removeprefix("export."): exporter for name, exporter in components("exporter").items()}
        if value not in found:
            self.fail(f"no format {value!r}; allowed: {', '.join(sorted(found))}", param, ctx)
        return found[value]


@click.command()
@options.DB
@click.option("--format", "form", type=Format(), required=True, metavar="FORMAT", help="jsonl, csv, report, …")
@click.option("--full", is_flag=True, help="With texts, annotations and judgements, to be imported again (jsonl).")
@click.option("--table", metavar="NAME", help="Which table (csv, parquet): statements, posts, forecasts, …")
@click.option("-o", "--output", type=options.FILE, metavar="FILE", help="Write there and not to standard output.")
def export(db: str, form: Any, full: bool, table: str | None, output: Path | None) -> None:
    """Write the whole record as a file.

    jsonl is what `read --json` prints; with --full, `onrecord import` makes the same record of it again. csv and
    parquet have a row for each statement, or for what --table names; in csv, an apostrophe stands in front of what a
    spreadsheet might take for a formula. FILE appears only once it is complete.
    """
    from onrecord.export.files import replaced
    from onrecord.store import open_store

    write = _writing(form, full, table)
    with open_store(db) as store:
        given = (tuple(stored.row for stored in store.judgements()),) if full else ()
        if output is None:
            write(store.judged_records(), sys.stdout.buffer, *given)
            return
        with replaced(output) as file:
            write(store.judged_records(), file, *given)


def _writing(form: Any, full: bool, table: str | None) -> Any:
    """What writes the records as they are asked for. Raises UsageError for what the format does not have."""
    if full and table:
        raise click.UsageError("--full and --table do not go together")
    if full and form.write_full is None:
        raise click.UsageError("--full: this format has no place for the documents' texts")
    if table and table not in form.tables:
        known = f"allowed: {', '.join(form.tables)}" if form.tables else "this format has no tables"
        raise click.UsageError(f"--table: no table {table!r}; {known}")
    return form.tables[table] if table else form.write_full if full else form.write


@click.command("import")
@click.argument("file", type=options.FILE, metavar="FILE")
@click.option("--db", envvar="ONRECORD_DB", show_envvar=True, required=True, metavar="RECORD", help="Made if need be.")
def import_record(file: Path, db: str) -> None:
    """Take the record in FILE, written by `export --format jsonl --full`, into RECORD.

    Into a new RECORD it comes as it was: the same export gives the same bytes. One that is there is added to, as by
    reading. People imported from a register are not in FILE.
    """
    from onrecord import runs
    from onrecord.store import open_store

    tally = Counter[str]()
    with open_store(db, create=True) as store:
        for outcome in runs.restore(file, store):
            if isinstance(outcome, DocumentError):
                say(str(outcome))
                tally["failed"] += 1
            elif isinstance(outcome, int):
                tally["judgements"] += outcome
            else:
                tally[OUTCOMES[outcome.outcome]] += 1
    told = ", ".join(f"{count:,} {words}" for words, count in tally.items() if words != "judgements")
    say(f"documents in {db}: {told or 'none'}; judgements: {tally['judgements'] or 'none'}")
    if tally["failed"]:
        raise Exit(SOME_FAILED)


@click.command()
def schema() -> None:
    """Print the JSON Schema of what `read --json` prints for each document."""
    from onrecord.export.jsonl import schema

    sys.stdout.buffer.write(schema())


@click.command()
def layers() -> None:
    """List the layers of a reading in their order, with version, what they need and what they find."""
    from onrecord.cli.tables import print_layers
    from onrecord.pipeline import plain_order
    from onrecord.registry import components

    print_layers(screen(), plain_order(options.settings()), components("layer"))


COMMANDS = (export, import_record, schema, layers)
