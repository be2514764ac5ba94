"""The commands that compare quotations with primary texts: check and library."""

import gc
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import rich_click as click
from click.exceptions import Exit

from onrecord.cli import options
from onrecord.cli.ends import SOME_FAILED
from onrecord.cli.progress import progress
from onrecord.cli.terminal import one_line, say, screen
from onrecord.errors import DocumentError, SetupError

if TYPE_CHECKING:
    from onrecord.model.rows import ComparisonRow, FindingRow
    from onrecord.registry import Source
    from onrecord.settings import Settings
    from onrecord.verify.library.shelves import Library

FAILED = 1
"""The exit code when a verdict fails under the house rules."""

_FORMATS = ("text", "json", "html", "sarif", "github", "markdown")
_STANDARD_INPUT = "-"
_NAMED = click.argument("name", metavar="NAME")
_JOBS = click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="Processes.")


@click.command()
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT…")
@options.AGAINST
@click.option("--library", "name", metavar="NAME", help="A library of primary texts, by its name or folder.")
@click.option(
    "--rules", default="transcript-cleanup", show_default=True, metavar="NAME", help="House rules, or a file."
)
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--paraphrases", is_flag=True, help="Passages to compare with what is reported in other words, too.")
@click.option("--min-words", type=click.IntRange(min=1), default=4, show_default=True, metavar="N")
@click.option(
    "--published", type=options.DAY, metavar="DAY", help="When the drafts are published, if nothing else tells."
)
@click.option("-o", "--output", type=options.FILE, metavar="FILE", help="Write there and not to standard output.")
@_JOBS
def check(
    *,
    drafts: tuple[str, ...],
    against: tuple[Path | str, ...],
    name: str | None,
    rules: str,
    form: str,
    paraphrases: bool,
    min_words: int,
    published: str | None,
    output: Path | None,
    jobs: int,
) -> None:
    """Check the quotations of drafts against primary texts: did they say it?

    DRAFT is a text, a Markdown, HTML or Word file, JSON Lines, a folder, or - for standard input. Every quotation gets
    a verdict; the house rules say which pass, warn or fail. Ends with 1 when one fails. "Not found" never says that
    nobody said it.
    """
    from onrecord import checks
    from onrecord.verify.houserules import load_rules

    if bool(against) == bool(name):
        raise click.UsageError("give --against PATH|URL or --library NAME: one of them")
    house, settings = load_rules(rules), options.settings(jobs=jobs)
    if paraphrases and form not in ("text", "json"):
        raise click.UsageError("--paraphrases goes with --format text or json")
    failed = 0
    found: list[FindingRow] = []
    compared: tuple[ComparisonRow, ...] = ()
    sources = tuple(map(_draft, drafts))
    with _library(name, against, settings) as library:
        options_of = {"published": published, "settings": settings}
        for outcome in checks.check(sources, library, house, min_words=min_words, **options_of):  # type: ignore[arg-type]
            if isinstance(outcome, DocumentError):
                failed += 1
                say(outcome)
            else:
                found.append(outcome)
        if paraphrases:
            compared = tuple(checks.compare(sources, library, **options_of))  # type: ignore[arg-type]
    _write(found, compared, form, output)
    if failed:
        raise Exit(SOME_FAILED)
    if any(row.verdict.severity == "fail" for row in found):
        raise Exit(FAILED)


@click.command()
@options.DB
@options.AGAINST
@click.option("--library", "name", metavar="NAME", help="A library of primary texts, by its name or folder.")
def verify(db: str, against: tuple[Path | str, ...], name: str | None) -> None:
    """Give every quoted statement of the record a verdict against primary texts, with the passage it rests on.

    `statements`, `show` and exports tell it. Reading a document again takes its verdicts away: then verify again.
    """
    from onrecord import checks
    from onrecord.model.statement import Verification
    from onrecord.store import open_store

    if bool(against) == bool(name):
        raise click.UsageError("give --against PATH|URL or --library NAME: one of them")
    tally: Counter[str] = Counter()
    with open_store(db) as store, _library(name, against, options.settings()) as held:
        for record in checks.verify(store, held):
            tally.update(found.label for found in record.of(Verification))
    told = ", ".join(f"{count:,} {label.replace('_', ' ')}" for label, count in tally.most_common())
    say(f"quoted statements in {db}: {told or 'none'}")


@click.group()
def library() -> None:
    """Keep primary texts, to check quotations against: transcripts, documents, letters.

    NAME is a name (the library lies in ONRECORD_LIBRARIES, or where programs keep their data) or a folder.
    """


@library.command()
@_NAMED
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL…", type=options.PLACE)
@click.option("--metadata", type=options.FILE, metavar="TABLE", help="csv, tsv or JSON Lines with a row for each file.")
@click.option("--version", metavar="WORDS", help="Which version these texts are, such as “as corrected on 3 March”.")
@_JOBS
def add(name: str, paths: tuple[Path | str, ...], metadata: Path | None, version: str | None, jobs: int) -> None:
    """Add texts to the library NAME: files, folders with all that is in them, or pages. It is made if there is none.

    What is there already is left. A file that has changed since is kept as another version, beside the earlier one.
    """
    from onrecord import checks
    from onrecord.ingest.files import find
    from onrecord.verify.library.shelves import create

    settings = options.settings(jobs=jobs)
    files = tuple(find(paths))
    new = known = failed = 0
    with create(checks.library_folder(name, settings)) as held, progress(files, shown=True) as bar:
        for outcome in checks.fill(held, bar.over(files), metadata=metadata, version=version, settings=settings):
            if isinstance(outcome, DocumentError):
                failed += 1
                bar.say(outcome)
                continue
            new, known = new + outcome.new, known + (not outcome.new)
            bar.done(" ".join(text for *_, text in outcome.primary.turns))
        words = held.words()
    say(f"texts in {name}: {new:,} new, {known:,} known, {failed:,} failed; about {words:,} words in all")
    if failed:
        raise Exit(SOME_FAILED)


@library.command("list")
def list_libraries() -> None:
    """List the libraries that have a name."""
    from onrecord.verify.library.catalogue import CATALOGUE

    folder = options.settings().libraries
    names = sorted(path.parent.name for path in folder.glob(f"*/{CATALOGUE}")) if folder else []
    for found in names:
        screen().print(one_line(found))
    if not names:
        say(f"no library in {folder}; make one: onrecord library add NAME PATH…")


@library.command()
@_NAMED
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
def remove(name: str, paths: tuple[str, ...]) -> None:
    """Take texts out of the library NAME: those that were added from these files or folders."""
    with _opened(name, options.settings()) as held:
        gone = sum(held.remove(path) for path in paths)
        held.rebuild()
    say(f"removed from {name}: {gone:,} {'text' if gone == 1 else 'texts'}")
    if not gone:
        raise DocumentError(f"{name} holds nothing from {', '.join(paths)} (see: onrecord library info {name})")


@library.command()
@_NAMED
def info(name: str) -> None:
    """Tell what the library NAME holds: its texts with event, day and version, and whether their files have changed."""
    from onrecord.cli.tables import print_library

    with _opened(name, options.settings()) as held:
        print_library(screen(), held.documents(), held.words())


@library.command()
@_NAMED
@_JOBS
def rebuild(name: str, jobs: int) -> None:
    """Make the index of the library NAME anew from its texts."""
    from onrecord import checks
    from onrecord.verify.library.shelves import repair

    with repair(checks.library_folder(name, options.settings()), jobs=jobs) as held:
        words = held.words()
    say(f"{name}: the index is made anew over about {words:,} words")


def _draft(path: str) -> "Path | Source":
    from onrecord.checks import from_bytes

    return from_bytes(sys.stdin.buffer.read(), "<stdin>") if path == _STANDARD_INPUT else Path(path)


@contextmanager
def _library(name: str | None, against: tuple[Path | str, ...], settings: "Settings") -> "Iterator[Library]":
    """The library of that name, or one of these texts. What is loaded by then stays, so that the garbage collector need
    not go through it again and again: it made one quotation in a hundred wait for 40 ms."""
    from onrecord import checks

    if name is not None:
        with _opened(name, settings) as held:
            gc.freeze()
            yield held
        return
    held, failed = checks.in_memory(against, settings=settings)
    with held:
        for error in failed:
            say(error)
        if failed and not held.words():
            raise SetupError("no primary text could be read")
        gc.freeze()
        yield held


def _opened(name: str, settings: "Settings") -> "Library":
    from onrecord import checks
    from onrecord.verify.library.shelves import open_library

    return open_library(checks.library_folder(name, settings))


def _write(found: "list[FindingRow]", compared: "tuple[ComparisonRow, ...]", form: str, output: Path | None) -> None:
    """The findings in their format, on standard output or in a file that appears once it is complete."""
    from onrecord.cli.findings import print_comparisons, print_findings
    from onrecord.export.files import replaced
    from onrecord.export.findings import FORMATS
    from onrecord.export.findings.array import write as write_array

    def write(file: BinaryIO) -> None:
        if form == "json":
            write_array((*found, *compared), file)
        else:
            FORMATS[form](found, file)

    if form == "text" and output is None:
        print_comparisons(screen(), compared)
        print_findings(screen(), found)
    elif form == "text":
        raise click.UsageError("--output goes with another --format than text")
    elif output is None:
        write(sys.stdout.buffer)
    else:
        with replaced(output) as file:
            write(file)


COMMANDS = (check, verify, library)
