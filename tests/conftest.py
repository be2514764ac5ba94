"""Tells which parts outside Python a test needs, and names at the end what this machine lacks."""

import os
from collections.abc import Iterator

import pytest

from parts import PARTS

pytest_plugins = ["pytester"]


lacking = pytest.StashKey[dict[str, int]]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"part(name): needs a program outside Python: {', '.join(PARTS)}")
    config.stash[lacking] = {}


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name in _asked(item):
        if not PARTS[name].found():
            seen = item.config.stash[lacking]
            seen[name] = seen.get(name, 0) + 1
            _give_up(f"needs {name}: {PARTS[name].install}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not config.stash[lacking]:
        return
    terminalreporter.section("this machine lacks")
    for name, count in sorted(config.stash[lacking].items()):
        terminalreporter.line(f"{name}: {count} tests not run; get it with: {PARTS[name].install}")


def _asked(item: pytest.Item) -> Iterator[str]:
    for marker in item.iter_markers("part"):
        yield from marker.args


def _give_up(reason: str) -> None:
    """Skips on a person's machine; fails where CI=true, so that a green run has run everything."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
