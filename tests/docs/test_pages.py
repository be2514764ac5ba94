"""Links lead somewhere, every type has its word in the glossary, and decisions are numbered."""

import inspect
import re
from pathlib import Path

import pytest

from onrecord.model import base, document, evidence, reading, statement
from onrecord.registry import KINDS

ROOT = Path(__file__).parents[2]
PAGES = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md")})
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(#[^)]*)?\)")

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@every_page
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    assert [target for target, _ in LINK.findall(page.read_text()) if not (page.parent / target).exists()] == []


@every_page
def test_a_page_opens_with_its_title(page: Path) -> None:
    shown = [line for line in page.read_text().splitlines() if not line.startswith("<!--")]
    assert shown[0].startswith("# ")


def test_every_type_of_the_model_has_its_word_in_the_glossary() -> None:
    assert {words(name) for name in types()} - terms() == set()


def test_every_kind_of_component_has_its_word_in_the_glossary() -> None:
    assert set(KINDS) <= terms()


def test_no_word_stands_in_the_glossary_twice() -> None:
    found = glossary()
    assert len(found) == len(set(found))


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs/decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def types() -> set[str]:
    """The names of the public types that the model's modules define."""
    modules = (base, document, statement, reading, evidence)
    pairs = ((module, found) for module in modules for _, found in inspect.getmembers(module, inspect.isclass))
    return {found.__name__ for module, found in pairs if found.__module__ == module.__name__}


def words(name: str) -> str:
    """A type's name as words: TimeReference is "time reference"."""
    return " ".join(re.findall(r"[A-Z][a-z]+", name)).lower()


def glossary() -> list[str]:
    return re.findall(r"^\*\*(.+?)\*\*$", (ROOT / "docs/explanation/glossary.md").read_text(), re.MULTILINE)


def terms() -> set[str]:
    return set(glossary())
