"""Pages are for everybody: axe finds nothing serious, light or dark, and a phone needs no scrolling sideways."""

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from browser.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.part("chromium")

PAGES = (
    "/", "/documents", "text", "why", "discussion", "transcript", "statement", "/search?words=viaduct",
    "/search?words=zzz", "/people", "person", "/timeline", "/forecasts", "/network", "/review", "/judgements",
    "/agreement", "/check", "/nothing",
)  # fmt: skip

GRAVE = ("serious", "critical")


def address(served: Served, name: str) -> str:
    """The address of a page that is named by what it shows."""
    statement = served.store.queue(judge="nobody", limit=1)[0]
    return {
        "text": served.document("courier-analysis.txt"),
        "why": f"/documents/{statement.document.id}?why={statement.statement.id}",
        "discussion": served.document("points-and-crossings-gauge.html"),
        "transcript": served.document("2025-03-04-foreign-ministry-briefing.txt"),
        "statement": f"/statements/{statement.statement.id}",
        "person": "/people/dorrit%20halvane",
    }.get(name, name)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_serious(chrome: "Browser", served: Served, look: str) -> None:
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    context = chrome.new_context(base_url=served.address, color_scheme=look)  # type: ignore[arg-type]
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for name in PAGES:
        page.goto(address(served, name))
        page.evaluate(f"(() => {{ {axe}; }})()")
        for one in page.evaluate("axe.run()")["violations"]:
            if one["impact"] in GRAVE:
                where = [f"{node['target'][0]} {node['html'][:120]}" for node in one["nodes"][:2]]
                found.setdefault(f"{one['id']}: {one['help']}", []).append(f"{name} {where}")
    context.close()
    assert found == {}


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_page_is_wider_than_the_screen(chrome: "Browser", served: Served, width: int) -> None:
    context = chrome.new_context(base_url=served.address, viewport={"width": width, "height": 740})
    page = context.new_page()
    wide = {}
    for name in PAGES:
        page.goto(address(served, name))
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[name] = needed
    context.close()
    assert wide == {}
