"""Takes the pictures of docs/howto/look-at-the-record.md from the sample dispute as it is served.

`python docs/pictures.py http://localhost:8321`, where `onrecord serve --db demo.db` serves what `make demo` and
`onrecord verify` made.
"""

import json
import sys
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from parts import chromium

FOLDER = Path(__file__).parent / "pictures"
LARGEST = 150_000
"""Bytes of a picture."""


def main() -> None:
    """The pictures are those of the pages as they look now."""
    address = sys.argv[1].rstrip("/")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        for name, (path, chosen, look, width) in views(address).items():
            take(browser, address, name, path, chosen, look, width)
        browser.close()


def views(address: str) -> dict[str, tuple[str, int | None, str, int]]:
    """Each picture: the path, the number of the statement that is chosen in a text, the look, and the width."""
    report = next(
        d["id"] for d in asked(address, "documents")["documents"] if d["uri"].endswith("courier-analysis.txt")
    )
    found = asked(address, "search?verdict=distorted")["statements"]
    statement = next(f["statement"]["id"] for f in found if f["statement"]["speakers"])
    return {
        "overview": ("/", None, "light", 960),
        "document": (f"/documents/{report}", 3, "light", 1020),
        "statement": (f"/statements/{statement}", None, "light", 960),
        "review": ("/review", None, "dark", 960),
        "network": ("/network", None, "light", 960),
        "phone": (f"/documents/{report}", 3, "light", 360),
    }


def asked(address: str, path: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{address}/api/{path}") as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def take(browser: Browser, address: str, name: str, path: str, chosen: int | None, look: str, width: int) -> None:
    """The picture of a page, as small as it must be."""
    context = browser.new_context(
        viewport={"width": width, "height": 530}, color_scheme="dark" if look == "dark" else "light"
    )
    page = context.new_page()
    page.goto(f"{address}{path}")
    if chosen is not None:
        page.locator(".chip.statement").nth(chosen - 1).click()
        page.locator("#why .told").wait_for()
        page.wait_for_timeout(700)  # the text scrolls smoothly to where the number is in sight
    file = FOLDER / f"{name}.png"
    page.screenshot(path=file)
    context.close()
    if (size := file.stat().st_size) > LARGEST:
        raise SystemExit(f"{file} has {size:,} bytes; {LARGEST:,} are allowed")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    main()
