"""The commands that hand things out: export, schema, layers."""

import sys
from pathlib import Path
from typing import Any

import rich_click as click

from onrecord.cli import options
from onrecord.cli.terminal import screen


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
@click.option("--format", "form", type=Format(), required=True, metavar="FORMAT", help="jsonl, csv, …")
@click.option("--full", is_flag=True, help="With the documents' texts (jsonl).")
@click.option("-o", "--output", type=options.FILE, metavar="FILE", help="Write there and not to standard output.")
def export(db: str, form: Any, full: bool, output: Path | None) -> None:
    """Write the whole record as a file.

    jsonl is what `read --json` prints; csv has a row for each statement, and an apostrophe in front of what a
    spreadsheet might take for a formula. FILE appears only once it is complete.
    """
    from onrecord.export.files import replaced
    from onrecord.store import open_store

    write = form.write_full if full else form.write
    if write is None:
        raise click.UsageError("--full: this format has no place for the documents' texts")
    with open_store(db) as store:
        if output is None:
            write(store.judged_records(), sys.stdout.buffer)
            return
        with replaced(output) as file:
            write(store.judged_records(), file)


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


COMMANDS = (export, schema, layers)
