"""What is built for others holds all that the package reads at run time, and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import onrecord

ROOT = Path(__file__).parents[1]
PACKAGE = Path(onrecord.__file__).parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(built).namelist())


def test_the_wheel_holds_every_file_of_the_package(wheel: set[str]) -> None:
    files = (path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert {f"onrecord/{path.relative_to(PACKAGE).as_posix()}" for path in files} - wheel == set()


def test_the_wheel_holds_the_licence_and_nothing_beside_the_package(wheel: set[str]) -> None:
    beside = {name for name in wheel if not name.startswith("onrecord/")}
    assert any(name.endswith("/licenses/LICENSE") for name in beside)
    assert all(".dist-info/" in name for name in beside)
