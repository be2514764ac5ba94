"""The stages are told once in the registry; the README's tree, the folders and the import contract agree with it."""

import re
import tomllib
from pathlib import Path

import onrecord
from onrecord.registry import STAGES

ROOT = Path(__file__).parents[2]
PACKAGE = Path(onrecord.__file__).parent
MAX_LINES = 400


def test_every_stage_is_a_folder_of_the_package() -> None:
    assert [stage for stage in STAGES if not (PACKAGE / stage / "__init__.py").is_file()] == []


def test_the_readme_shows_the_stages_in_the_order_of_the_flow() -> None:
    tree = re.findall(r"^  (\w+)/ +\d ", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert tuple(tree) == STAGES


def test_the_contract_keeps_the_stages_apart() -> None:
    (contract,) = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert " | ".join(STAGES) in contract["layers"]
    assert contract["exhaustive"] is True


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    lengths = {path.relative_to(PACKAGE): len(path.read_text().splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {str(path): length for path, length in lengths.items() if length > MAX_LINES} == {}
