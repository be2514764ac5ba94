"""What the README and the documents show is run: commands give the lines shown, and Python examples hold."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs/howto").glob("*.md")))
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ELSEWHERE = ("make ", "cd ", "git ")
"""Commands that readers type and the tests reach in other ways."""

CUT = "…"
"""A shown line that begins or ends with this stands for what was left out there."""


def blocks(page: Path, language: str) -> list[str]:
    return [body for kind, body in BLOCK.findall(page.read_text()) if kind == language]


def pages_with(language: str) -> list[object]:
    return [pytest.param(page, id=str(page.relative_to(ROOT))) for page in PAGES if blocks(page, language)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of one's own with the examples in it, as the checkout has them."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


@pytest.mark.parametrize("page", pages_with("console"))
def test_the_commands_of_a_page_run_and_print_the_lines_shown(page: Path, folder: Path) -> None:
    for command, shown in (pair for block in blocks(page, "console") for pair in commands(block)):
        if command.startswith(ELSEWHERE):
            continue
        done = run(command, folder)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert missing(shown, done.stdout.splitlines()) == [], f"{command}\n{done.stdout}"


@pytest.mark.parametrize("page", pages_with("python"))
def test_the_python_examples_of_a_page_run_in_their_order(page: Path, folder: Path) -> None:
    script = "\n".join(blocks(page, "python"))
    done = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def commands(block: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block with the lines of output shown below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        first, *rest = part.replace("\\\n", "").splitlines()
        yield first, [line for line in rest if line.strip()]


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command as a person would type it, in a terminal of 100 columns, with this environment's onrecord."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1"}
    return subprocess.run(["sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True)


def missing(shown: list[str], printed: list[str]) -> list[str]:
    """The shown lines that the output lacks, in their order; a cut line stands for one that has what is left of it."""
    lines = iter(printed)
    return [want for want in shown if want.strip() != CUT and not any(fits(want, line) for line in lines)]


def fits(want: str, line: str) -> bool:
    """Whether a line is the one shown; columns may be wider, and what was cut may be anything."""
    parts = [" ".join(part.split()) for part in want.split(CUT)]
    told = " ".join(line.split())
    return told == parts[0] if len(parts) == 1 else all(part in told for part in parts)
