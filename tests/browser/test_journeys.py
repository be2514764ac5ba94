"""What a person does in the browser with the sample dispute, from a misquotation to a shared search."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from browser.conftest import Served
from onrecord.model.base import Provenance

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.part("chromium")

ARTICLE = "ondral-post-report.txt"
DRAFT = "Anselm Korr said: “Nobody from our side was let near the viaduct.” That was all.\n"


def test_a_misquotation_is_followed_to_its_passage(page: "Page") -> None:
    page.goto("/")
    page.get_by_role("link", name="distorted").click()
    page.wait_for_url("**verdict=distorted**")
    page.locator(".rows .words a").first.click()
    page.locator(".sides blockquote").nth(1).wait_for()
    assert page.get_by_text("Primary text").is_visible()
    page.locator(".crumb a").click()
    page.locator("#why .told").wait_for()
    assert "distorted" in page.locator("#why").inner_text()


def test_words_lead_to_why_they_are_marked(page: "Page", served: Served) -> None:
    page.goto(served.document("courier-analysis.txt"))
    page.locator(".text .m.q").first.click()
    page.locator("#why .told").wait_for()
    assert "Confidence" in page.locator("#why").inner_text()
    page.keyboard.press("Escape")
    page.locator("#why .told").wait_for(state="detached")


def test_a_rejection_is_undone_and_one_survives_another_reading(page: "Page", served: Served) -> None:
    path = served.document(ARTICLE)
    document = path.rpartition("/")[2]
    page.goto(path)
    page.locator(".chip.statement").first.click()
    page.locator("#why .told").wait_for()
    page.get_by_role("button", name="Reject").click()
    page.locator(".m.struck").first.wait_for()
    page.get_by_role("button", name="Undo").click()
    page.locator(".m.struck").first.wait_for(state="detached")
    page.get_by_role("button", name="Reject").click()
    page.locator(".m.struck").first.wait_for()
    read_by_another_model(served, document)
    page.goto(path)
    page.locator(".m.struck").first.wait_for()
    page.goto("/judgements")
    assert page.get_by_text("orphaned").count() == 0
    assert page.locator(".stored li").count() == 3


def read_by_another_model(served: Served, document: str) -> None:
    """The document is on record as another model, with another version, read it."""
    record = served.store.record(document)
    layers = tuple((Provenance(layer=by.layer, version=f"{by.version}+other"), found) for by, found in record.layers)
    assert served.store.add(replace(record, layers=layers)) == "updated"


def test_the_queue_is_worked_with_keys(page: "Page", served: Served) -> None:
    page.goto("/review")
    left = served.store.left(judge="marit")
    with page.expect_navigation():
        page.keyboard.press("a")
    assert served.store.left(judge="marit") == left - 1
    with page.expect_navigation():
        page.keyboard.press("u")
    assert served.store.left(judge="marit") == left
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('.queue > li') !== null")


def opened(page: "Page", served: Served) -> str:
    """The id of a quoted statement, on whose page corrections are open."""
    row = next(f.statement for f in served.store.statements() if f.statement.mode == "direct" and f.statement.source)
    page.goto(f"/statements/{row.id}")
    page.get_by_text("Correct it").click()
    return row.id


def test_a_content_is_corrected_by_selecting_words_with_the_mouse(page: "Page", served: Served) -> None:
    statement = opened(page, served)
    before = served.store.told(statement).statement
    page.locator("textarea.passage").dblclick(position={"x": 60, "y": 25})
    words = page.get_by_label("The words").input_value()
    assert words
    place = page.locator(".choose [name=at]")
    assert re.fullmatch(r"[0-9]+-[0-9]+", place.input_value())
    page.get_by_label("The words").press_sequentially("x")
    assert place.input_value() == ""
    page.locator("textarea.passage").dblclick(position={"x": 60, "y": 25})
    assert page.get_by_label("The words").input_value() == words
    page.get_by_role("button", name="Change it to these words").click()
    page.locator(".given li").first.wait_for()
    told = served.store.told(statement)
    assert [part.text for part in told.statement.content] == [words]
    page.get_by_role("button", name="Undo").click()
    page.locator(".given li.taken").first.wait_for()
    assert served.store.told(statement).statement == before


def test_a_source_is_corrected_by_selecting_words_with_the_keyboard(page: "Page", served: Served) -> None:
    statement = opened(page, served)
    passage = served.store.told(statement).passage
    page.get_by_label("the source").check()
    field = page.locator("textarea.passage")
    field.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.type("nothing is written here")
    page.keyboard.press("Delete")
    assert field.input_value() == passage.text
    for _ in range(7):
        page.keyboard.press("Shift+ArrowRight")
    words = page.get_by_label("The words").input_value()
    assert words == passage.text[:7].strip()
    page.get_by_role("button", name="Change it to these words").click()
    page.locator(".given li").first.wait_for()
    source = served.store.told(statement).statement.source
    assert source is not None
    assert source.text == words
    page.get_by_role("button", name="Undo").click()
    page.locator(".given li.taken").first.wait_for()


def test_words_are_typed_without_javascript_and_taken_where_they_stand_once(chrome: "Browser", served: Served) -> None:
    context = chrome.new_context(base_url=served.address, java_script_enabled=False)
    page = context.new_page()
    statement = opened(page, served)
    page.get_by_label("The words").fill("words that nobody printed")
    page.get_by_role("button", name="Change it to these words").click()
    assert "does not stand in the passage" in page.locator("[role=alert]").inner_text()
    opened(page, served)
    words = " ".join(served.store.told(statement).statement.content[0].text.split()[:4])
    page.get_by_label("The words").fill(words)
    page.get_by_role("button", name="Change it to these words").click()
    page.locator(".given li").first.wait_for()
    assert served.store.told(statement).statement.content[0].text == words
    page.get_by_role("button", name="Undo").click()
    page.locator(".given li.taken").first.wait_for()
    context.close()


def test_a_statement_is_added_by_selecting_words_in_the_text_and_in_the_field_below(
    page: "Page", served: Served
) -> None:
    path = served.document(ARTICLE)
    many = served.store.count()
    page.goto(path)
    page.get_by_text("Add a statement that is missing").click()
    page.locator(".text .block.headline, .text .block.paragraph").first.click(click_count=3)
    page.get_by_role("button", name="Take the selected words as the content").click()
    content = page.get_by_label("What is said").input_value()
    assert content
    field = page.locator(".adding textarea.passage")
    field.focus()
    page.keyboard.press("Control+End")
    for _ in range(4):
        page.keyboard.press("Control+Shift+ArrowLeft")
    page.get_by_role("button", name="Take the selected words as the source").click()
    source = page.get_by_label("The words that name who says it").input_value()
    assert source
    assert page.get_by_label("Who says it", exact=True).input_value() == source
    page.get_by_role("button", name="Add the statement").click()
    page.locator("#why .told").wait_for()
    assert "added by a person" in page.locator("#why").inner_text()
    assert served.store.count() == many + 1
    (given,) = [s.judgement for s in served.store.judgements() if s.judgement.value.startswith("add ")]
    row = served.store.told(given.target).statement
    assert " ".join(row.content[0].text.split()) == " ".join(content.split())
    assert row.source is not None
    assert row.source.text == source
    page.get_by_role("button", name="Undo").click()
    page.wait_for_load_state()
    assert served.store.count() == many


def test_a_draft_is_pasted_and_checked(page: "Page") -> None:
    page.goto("/check")
    page.get_by_label("Draft").fill(DRAFT)
    page.get_by_role("button", name="Check the quotations").click()
    page.locator("#findings h2").wait_for()
    assert re.match(r"1 quotation: .*", page.locator("#findings h2").inner_text())
    assert page.locator("#findings article .sides").count() == 1


def test_a_search_is_filtered_as_one_types_and_shared_by_its_address(
    page: "Page", chrome: "Browser", served: Served
) -> None:
    page.goto("/search")
    page.get_by_label("Words").press_sequentially("viaduct")
    page.wait_for_url("**words=viaduct**")
    page.get_by_label("How").select_option("direct")
    page.wait_for_url("**mode=direct**")
    count = page.locator(".count").inner_text()
    other = chrome.new_context(base_url=served.address).new_page()
    other.goto(page.url)
    assert other.locator(".count").inner_text() == count
    assert other.get_by_label("How").input_value() == "direct"
    other.context.close()


def test_the_look_is_chosen_and_kept(page: "Page") -> None:
    page.goto("/")
    page.get_by_role("button", name="Dark").click()
    page.locator("html[data-look=dark]").wait_for()
    page.goto("/documents")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 23, 26)"


def test_everything_is_reached_with_the_keyboard(page: "Page") -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_pages_work_without_javascript(chrome: "Browser", served: Served) -> None:
    context = chrome.new_context(base_url=served.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(served.document("courier-analysis.txt"))
    page.locator(".chip.statement").nth(1).click()
    page.locator("#why .told").wait_for()
    page.get_by_role("button", name="Accept").click()
    page.locator("#why .given li").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.locator("#why .given li.taken").wait_for()
    page.goto("/check")
    page.get_by_label("Draft").fill(DRAFT)
    page.get_by_role("button", name="Check the quotations").click()
    page.locator("#findings article").wait_for()
    page.goto("/search?words=viaduct")
    page.get_by_label("Verdict").select_option("exact")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**verdict=exact**")
    context.close()
