"""The commands on people: who speaks in a record, who they are in a register, and who is whom."""

import datetime
import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click
from click.core import ParameterSource

from onrecord.cli import options
from onrecord.cli.terminal import one_line, say, screen
from onrecord.errors import DocumentError

if TYPE_CHECKING:
    from onrecord.model.person import Person
    from onrecord.store.questions import PersonLine
    from onrecord.store.sql.store import SqlStore

_TYPES = ("person", "organization", "group", "unnamed_person", "document", "author", "other")
_TOLD = 5
"""Candidates that an error names."""


def _named_last(context: click.Context, option: click.Parameter, value: str | None) -> str:
    """The record named after the command, else before it, else by the environment."""
    before = context.parent.params.get("db") if context.parent else None
    if before and context.get_parameter_source("db") is not ParameterSource.COMMANDLINE:
        return str(before)
    if value is None:
        raise click.MissingParameter(ctx=context, param=option)
    return value


_DB = click.option(
    "--db", envvar="ONRECORD_DB", show_envvar=True, metavar="FILE", callback=_named_last, help="The record."
)


@click.group(invoke_without_command=True)
@click.option("--db", envvar="ONRECORD_DB", show_envvar=True, metavar="FILE", help="The record.")
@click.pass_context
def people(context: click.Context, db: str | None) -> None:
    """List who speaks in the record; tell who they are; join and part them.

    Without a command: the same as `people list`.
    """
    if context.invoked_subcommand is None:
        if db is None:
            raise click.UsageError("Missing option '--db' (or the variable ONRECORD_DB).")
        context.invoke(list_people, db=db)


@people.command("list")
@_DB
@click.option("--type", "types", type=click.Choice(_TYPES), multiple=True, help="Only these; can be repeated.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")
def list_people(db: str, types: tuple[str, ...] = (), limit: int | None = None) -> None:
    """List who speaks in the record: a line each, with roles, number of statements, first and last day."""
    from onrecord.cli.tables import print_people
    from onrecord.store import open_store

    with open_store(db) as store:
        found = store.people(types=types or None, limit=limit)  # type: ignore[arg-type]
        if not print_people(screen(), found):
            say(f"nobody speaks in {db}")


@people.command()
@click.argument("who", metavar="WHO")
@_DB
def show(who: str, db: str) -> None:
    """Show what the record and its registers know of WHO: names, offices with their days, documents.

    WHO is a person's id or words of a name.
    """
    from onrecord.cli.tables import print_person
    from onrecord.store import open_store

    with open_store(db) as store:
        found = _one(store, who)
        known = _known(store, found if isinstance(found, str) else found.person or "")
        line = None if isinstance(found, str) else found
        print_person(screen(), line, known, store.documents_of(line) if line else ())


@people.command("import")
@click.argument("file", type=options.FILE, metavar="FILE")
@_DB
def import_people(file: Path, db: str) -> None:
    """Take people from FILE into the record's register: FollowTheMoney (OpenSanctions) JSON Lines, the JSON of a
    Wikidata query, or a table (CSV).

    A file of the same name that was imported before is replaced. Documents are linked anew when they are next read.
    """
    from onrecord import runs
    from onrecord.store import open_store

    with open_store(db, create=True) as store:
        count = runs.import_people(file, store)
        documents = store.documents(limit=1)
    say(f"{count:,} {'person or body' if count == 1 else 'persons and bodies'} from {file.name} in {db}")
    if documents:
        say("read the documents again (onrecord read … --db …) to link them; only this step is done anew")


@people.command()
@click.argument("one", metavar="ONE")
@click.argument("other", metavar="OTHER")
@_DB
@click.option("--note", metavar="WORDS", help="Why, for those who come after you.")
def merge(one: str, other: str, db: str, note: str | None) -> None:
    """Judge that ONE and OTHER are the same person.

    Each is a person's id or words of a name. The judgement is kept, and survives when documents are read again.
    """
    from onrecord.model.evidence import SAME
    from onrecord.store import open_store

    with open_store(db) as store:
        first, second = (_one_key(store, words) for words in (one, other))
        if first == second:
            raise DocumentError(f"{one!r} and {other!r} are the same already: {first}")
        _judge(store, first, f"{SAME}{second}", note)
    say(f"judged: {first} is the same as {second}")


@people.command()
@click.argument("one", metavar="ONE")
@click.argument("other", metavar="[OTHER]", required=False)
@click.option("--document", metavar="DOC", help="There, the one who is taken for ONE is somebody else.")
@_DB
@click.option("--note", metavar="WORDS", help="Why, for those who come after you.")
def split(one: str, other: str | None, document: str | None, db: str, note: str | None) -> None:
    """Judge that ONE and OTHER, who were joined, are not the same; or that ONE does not speak in a document."""
    from onrecord.model.evidence import OTHER
    from onrecord.store import open_store

    if (other is None) == (document is None):
        raise click.UsageError("give OTHER, or --document DOC: one of them")
    with open_store(db) as store:
        if document is None:
            first, second = _joined(store, one, other or "")
            _judge(store, first, f"{OTHER}{second}", note)
            say(f"judged: {first} is other than {second}")
            return
        key = _one_key(store, one)
        found = store.identities_of(key, document)
        if not found:
            raise DocumentError(f"nobody in {document} is taken for {key}")
        for identity in found:
            _judge(store, identity.id, f"{OTHER}{key}", note)
    say(f"judged: {', '.join(one_line(i.name) for i in found)} in {document} is other than {key}")


def _judge(store: "SqlStore", target: str, value: str, note: str | None) -> None:
    from onrecord.model.evidence import Judgement

    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")
    store.judge_who(Judgement(target=target, judge=getpass.getuser(), at=now, value=value, note=note))


def _joined(store: "SqlStore", one: str, other: str) -> tuple[str, str]:
    """The two, as they were judged to be the same. Raises DocumentError where nobody judged so."""
    from onrecord.text import folded

    pairs = store.joins()
    for first, second in pairs:
        for left, right in ((one, other), (other, one)):
            if first in (left, folded(left)) and second in (right, folded(right)):
                return first, second
    told = "; ".join(f"{first} = {second}" for first, second in pairs[:_TOLD]) or "none so far"
    raise DocumentError(f"{one!r} and {other!r} were not joined by a judgement. Those that were: {told}")


def _one_key(store: "SqlStore", words: str) -> str:
    found = _one(store, words)
    return found if isinstance(found, str) else found.who.removeprefix("name:")


def _one(store: "SqlStore", words: str) -> "PersonLine | str":
    """The one who is meant: somebody who speaks in the record, else the id of somebody whom a register knows."""
    among = store.find_person(words)
    if len(among) == 1:
        return among[0]
    if among:
        told = "; ".join(f"{one_line(p.name)} ({p.who})" for p in among[:_TOLD])
        raise DocumentError(f"{words!r} may mean several: {told}")
    known = _named(store, words)
    if len(known) == 1:
        return known[0].id
    if known:
        told = "; ".join(f"{p.name} ({p.id})" for p in known[:_TOLD])
        raise DocumentError(f"{words!r} may mean several of the register: {told}")
    raise DocumentError(f"nobody named {words!r} speaks in the record or stands in its register")


def _named(store: "SqlStore", words: str) -> "tuple[Person, ...]":
    from onrecord.resolve.register import Joined, packaged
    from onrecord.spelling import sought_keys

    known = _known(store, words)
    register = Joined((store.register(), packaged()))
    return (known,) if known else register.named(sought_keys(words))


def _known(store: "SqlStore", person: str) -> "Person | None":
    """Whom a register knows by that id."""
    from onrecord.resolve.register import packaged

    return next(iter(store.people_of((person,))), None) or packaged().get(person)
