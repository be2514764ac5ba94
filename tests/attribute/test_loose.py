"""In posts and turns a content without marks is kept to its sentence."""

import pytest

from attribute.pages import page
from marked import marked
from onrecord.attribute.loose import kept_to_sentences
from onrecord.model.document import Role


def kept(text: str, role: Role) -> list[str]:
    """The words of the contents that are left."""
    m = marked(text)
    read = page(m, role=role)
    found = kept_to_sentences(read.parts, read.lines, read.quotations, m.text)
    return [part.extent.of(m.text) for part in found if part.role == "content"]


@pytest.mark.parametrize("role", ["post", "turn"])
def test_what_follows_in_the_next_sentence_is_the_writers_own(role: Role) -> None:
    text = "The mayor [said]mq [the pier was shut. It never was]mc."
    assert kept(text, role) == ["the pier was shut"]


def test_a_content_before_its_cue_begins_with_their_sentence() -> None:
    assert kept("I was there. [It rained. The pier was shut]mc, the mayor [said]mq.", "post") == ["The pier was shut"]


def test_a_sentence_without_a_cue_says_nothing_of_others() -> None:
    assert kept("The mayor [said]mq so. [The pier was shut]mc.", "post") == []


def test_a_quotation_may_run_over_sentences() -> None:
    text = "The mayor [said]mq [“The pier is shut. It stays shut.”]mc"
    assert kept(text, "post") == ["“The pier is shut. It stays shut.”"]


def test_a_report_may_go_on_in_anothers_voice() -> None:
    text = "[The pier was shut]mc, the mayor [said]mq. [It would open in May]mc."
    assert kept(text, "paragraph") == ["The pier was shut", "It would open in May"]
