"""What importing the package loads, which way its imports run, and what it needs installed."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import onrecord

ROOT = Path(__file__).parents[1]
PACKAGE = Path(onrecord.__file__).parent
FRONT = {"__init__.py", "cli", "web", "spark.py"}
"""What stands above the package's own front, `onrecord/__init__.py`, and may import it."""

HEAVY = (
    "onnxruntime sqlalchemy alembic numpy trafilatura lxml dateparser py3langid pyspark starlette uvicorn jinja2"
    " markupsafe"
).split()
"""What takes a tenth of a second or more to load: functions import it when they need it."""

NETWORK = "http.client urllib.request".split()
"""What only a layer that asks an endpoint needs, and only once it asks."""

DISCOVERY = "import onrecord; from onrecord.registry import KINDS, names; print([names(kind) for kind in KINDS])"
HELP = "from onrecord.cli import main; main(['--help'])"


def test_nothing_below_the_command_line_imports_the_front_of_the_package() -> None:
    below = [path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in FRONT]
    assert [f"{path} imports {name}" for path in below for name in from_the_front(path)] == []


def test_importing_the_package_and_finding_its_components_loads_nothing_heavy() -> None:
    assert loaded_by(DISCOVERY) & {*HEAVY, *NETWORK} == set()


def test_help_loads_nothing_heavy() -> None:
    assert loaded_by(HELP) & set(HEAVY) == set()


def test_every_pin_has_a_hash_and_no_pin_names_a_registry() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text()
        assert "://" not in text
        pins = re.split(r"\n(?=\w)", text)[1:]
        assert [pin for pin in pins if "--hash=sha256:" not in pin] == []


def test_every_dependency_of_the_package_is_pinned() -> None:
    declared = {bare(line) for line in project()["dependencies"]}
    pinned = {bare(line) for line in (ROOT / "requirements/run.txt").read_text().splitlines() if "==" in line}
    assert declared <= pinned


def from_the_front(path: Path) -> Iterator[str]:
    """What a module takes from the package itself: the whole of it, or a name that is no module of its own."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name == "onrecord")
        if isinstance(node, ast.ImportFrom) and node.module == "onrecord":
            yield from (alias.name for alias in node.names if not is_module(alias.name))


def is_module(name: str) -> bool:
    return (PACKAGE / f"{name}.py").is_file() or (PACKAGE / name).is_dir()


def loaded_by(script: str) -> set[str]:
    """The modules that a fresh interpreter has loaded when a script is done."""
    told = f"import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); {script}"
    done = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    return set(done.stderr.split())


def project() -> dict[str, list[str]]:
    settings: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return settings


def bare(requirement: str) -> str:
    """A requirement's name in the one form that pip compares."""
    name = re.split(r"[\s<>=!~;\[]", requirement.strip(), maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()
