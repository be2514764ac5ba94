"""How a command ends: its exit code, and one line on stderr for each failure."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from click.exceptions import Exit, NoArgsIsHelpError

from onrecord.cli.terminal import say
from onrecord.errors import DocumentError, SetupError

WRONG_USE, SOME_FAILED, STOPPED = 2, 3, 4
INTERRUPTED, PIPE_CLOSED = 130, 141
"""What a shell, too, reports for SIGINT and for SIGPIPE."""


@contextmanager
def told() -> Iterator[None]:
    """Every failure of the block is told in one line, and becomes the exit code that stands for it."""
    try:
        yield
        sys.stdout.flush()
    except NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "onrecord"
        say(f"{error.format_message()} (see: {command} --help)")
        raise Exit(WRONG_USE) from None
    except DocumentError as error:
        say(error)
        raise Exit(SOME_FAILED) from None
    except SetupError as error:
        say(error)
        raise Exit(STOPPED) from None
    except KeyboardInterrupt:
        say("interrupted")
        raise Exit(INTERRUPTED) from None
    except OSError as error:
        _abandon_output()
        if is_closed_pipe(error):
            raise Exit(PIPE_CLOSED) from None
        say(reason(error))
        raise Exit(STOPPED) from None


def is_closed_pipe(error: OSError) -> bool:
    """Whether whoever read the output has seen enough, which is nobody's fault and is not told."""
    return error.errno == errno.EPIPE


def reason(error: OSError) -> str:
    """What the system says of a fault (a full disk for one), in a line."""
    return f"{error.filename or 'cannot go on'}: {error.strerror or error}"


def _abandon_output() -> None:
    """What is still buffered goes nowhere: without this, Python would try again at its end, and complain."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no descriptor: a test has put something else in its place
        return
