"""A bar on stderr that tells how far a long reading has come; where stderr is no terminal, only what must be said."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.cli.terminal import one_line, say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

A_PAGE = 100_000
"""Bytes by which the bar goes on for a page at an address."""


class Quiet:
    """No bar: messages go to stderr as they are."""

    def over(self, files: Iterable[Path | str]) -> Iterable[Path | str]:
        """The files, as they are."""
        return files

    def done(self, text: str) -> None:
        """A document more is done; nothing is shown."""

    def say(self, message: object) -> None:
        """One line on stderr."""
        say(message)


@dataclass(slots=True)
class Bar:
    """A bar that fills with the bytes handed out, and tells documents and words a second."""

    shown: "Progress"
    task: "TaskID"
    documents: int = 0
    words: int = 0

    def over(self, files: Iterable[Path | str]) -> Iterator[Path | str]:
        """The files one after another; when the next is asked for, the one before is done with."""
        for path in files:
            yield path
            self.shown.advance(self.task, _size(path))

    def done(self, text: str) -> None:
        """A document more is done."""
        self.documents += 1
        self.words += len(text.split())
        elapsed = self.shown.tasks[0].elapsed or 0
        speed = f"{self.words / elapsed:,.0f} words/s" if elapsed else ""
        self.shown.update(self.task, documents=f"{self.documents:,} documents", speed=speed)

    def say(self, message: object) -> None:
        """One line above the bar."""
        from rich.text import Text

        self.shown.console.print(Text(f"onrecord: {one_line(str(message))}"), soft_wrap=True)


@contextmanager
def progress(files: Iterable[Path | str], *, shown: bool) -> Iterator[Quiet | Bar]:
    """A bar over the files while the block runs, if it is to be shown and stderr is a terminal."""
    if not shown or not sys.stderr.isatty():
        yield Quiet()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    columns = (
        TextColumn("{task.fields[documents]}"),
        BarColumn(bar_width=None),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(compact=True),
        TextColumn("left"),
    )
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as made:
        yield Bar(made, made.add_task("", total=sum(map(_size, files)) or None, documents="0 documents", speed=""))


def _size(path: Path | str) -> int:
    """The bytes of a file; of a page, of which nothing is known before it is fetched, those of a short one."""
    try:
        return A_PAGE if isinstance(path, str) else path.stat().st_size
    except OSError:
        return 0
