"""The command line: each command calls one library function."""

import os
from typing import Any

import rich_click as click

from onrecord.cli import asking, checking, people, reading, readings, serving, writing
from onrecord.cli.ends import told


class CommandLine(click.RichGroup):
    """A group of commands whose every failure is one line on stderr and an exit code."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """The context of a call that is understood; else Exit is raised with the code that says why."""
        with told():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> None:
        """The command has run and what it printed has left; else Exit is raised with the code that says why."""
        with told():
            super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order in which a newcomer meets them."""
        return list(self.commands)


@click.group(cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord", message="%(prog)s %(version)s")
def main() -> None:
    """Keeps the record of a dispute: who said what, through whom, when.

    First read what was published, then ask the record.
    """
    # numpy's small products are no work for two threads: their waiting took a third of all processor time
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


for _command in (
    *reading.COMMANDS,
    *asking.COMMANDS,
    *readings.COMMANDS,
    people.people,
    *checking.COMMANDS,
    *serving.COMMANDS,
    *writing.COMMANDS,
):
    main.add_command(_command)
