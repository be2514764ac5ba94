"""The commands for those who read and review together: serve, reviewer, agreement."""

import datetime
import getpass
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from onrecord.cli import options
from onrecord.cli.terminal import say, screen
from onrecord.errors import SetupError

if TYPE_CHECKING:
    from onrecord.settings import Settings
    from onrecord.store.sql.store import SqlStore
    from onrecord.verify.library.shelves import Library
    from onrecord.web.guard import Guard
    from onrecord.web.site import Access

PORT = 8321

_PRIMARY = "primary texts"
"""The name of the library of the texts that --against names."""


@click.command()
@options.DB
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where it can be reached.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, metavar="N", help="0: any.")
@click.option("--library", "named", multiple=True, metavar="NAME", help="A library to check drafts; can be repeated.")
@click.option("--against", multiple=True, type=options.PLACE, metavar="PATH|URL", help="Primary texts to check drafts.")
@click.option("--judge", metavar="NAME", help="Who reviews; your name on this machine unless given.")
@click.option("--token", is_flag=True, help="Ask for a token, which is printed once.")
@click.option("--password-file", type=options.FILE, metavar="FILE", help="Ask for passwords (see: onrecord reviewer).")
@click.option("--allow-host", "allowed", multiple=True, metavar="NAME", help="Another name that leads here.")
def serve(
    *,
    db: str,
    host: str,
    port: int,
    named: tuple[str, ...],
    against: tuple[Path | str, ...],
    judge: str | None,
    token: bool,
    password_file: Path | None,
    allowed: tuple[str, ...],
) -> None:
    """Serve the record as pages in the browser: read, check, review.

    Only this machine reaches it, and nothing is loaded from elsewhere. Another --host needs --token or --password-file.
    """
    from onrecord.store import open_store
    from onrecord.web import server

    access = _access(token, password_file)
    if access.open and not server.is_loopback(host):
        raise SetupError(f"{host} can be reached by others; give --token or --password-file, or leave --host out")
    settings = options.settings()
    libraries = _libraries(named, against, settings)
    with open_store(db) as store, server.bound(host, port) as at:
        number = at.getsockname()[1]
        names = server.names(host, number, allowed)
        say(f"{db} at http://{'localhost' if server.is_loopback(host) else host}:{number}/ (end with Ctrl-C)")
        if access.token:
            say(f"token: {access.token}")
        server.serve(_application(store, settings, access, libraries, names, judge or getpass.getuser()), at)


@click.command()
@click.argument("name", metavar="NAME")
@click.option("--password-file", type=options.FILE, required=True, metavar="FILE", help="The file of reviewers.")
def reviewer(name: str, password_file: Path) -> None:
    """Let NAME sign in with a password, which is asked for, and kept in FILE as a hash."""
    from onrecord.web import passwords

    given = sys.stdin.readline().rstrip("\n") if not sys.stdin.isatty() else _asked()
    passwords.add(password_file, name, given)
    say(f"{name} can sign in: onrecord serve --password-file {password_file}")


@click.command()
@options.DB
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def agreement(db: str, form: str) -> None:
    """Tell how far reviewers agree with one another, and with the machine.

    Krippendorff's alpha for labels (1: fully, 0: as by chance), and F1 of statements and of the characters of contents.
    """
    from onrecord import agreement as agreeing
    from onrecord.cli.tables import print_agreement
    from onrecord.export.jsonl import line
    from onrecord.store import open_store

    with open_store(db) as store:
        pairs = agreeing.pairs(store.judged_units())
    if form == "json":
        sys.stdout.buffer.writelines(map(line, pairs))
    elif not print_agreement(screen(), pairs):
        say(f"nobody judged a statement of {db}")


def _access(token: bool, password_file: Path | None) -> "Access":
    from onrecord.web import passwords
    from onrecord.web.site import NO_PASSWORDS, Access

    return Access(
        token=secrets.token_urlsafe(24) if token else None,
        passwords=NO_PASSWORDS if password_file is None else passwords.load(password_file),
    )


def _libraries(
    named: tuple[str, ...], against: tuple[Path | str, ...], settings: "Settings"
) -> "dict[str, Callable[[], Library]]":
    """Each library by the name that pages show, and how it is opened; one that is not there is told at once."""
    from onrecord import checks
    from onrecord.verify.library.shelves import open_library

    found: dict[str, Callable[[], Library]] = {}
    for name in named:
        folder = checks.library_folder(name, settings)
        open_library(folder).connection.close()
        found[folder.name] = lambda folder=folder: open_library(folder)  # type: ignore[misc]
    if against:
        held, failed = checks.in_memory(against, settings=settings)
        for error in failed:
            say(error)
        found[_PRIMARY] = lambda: held
    return found


def _application(
    store: "SqlStore",
    settings: "Settings",
    access: "Access",
    libraries: "dict[str, Callable[[], Library]]",
    hosts: frozenset[str],
    judge: str,
) -> "Guard":
    from onrecord.pipeline import build
    from onrecord.web.app import application
    from onrecord.web.drafts import Checker
    from onrecord.web.site import Site

    site = Site(
        store=store,
        key=secrets.token_bytes(32),
        now=lambda: datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds"),
        ticks=time.monotonic,
        hosts=hosts,
        access=access,
        judge=judge,
        libraries=libraries,
        settings=settings,
    )
    return application(site, Checker(settings, lambda name: libraries[name](), build))


def _asked() -> str:
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise SetupError("the two passwords differ; nothing was kept")
    return first


COMMANDS = (serve, reviewer, agreement)
