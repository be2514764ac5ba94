"""Denied, asked and conditional sayings are told by the words around the cue."""

import pytest

from marked import marked
from onrecord.attribute.force import REACH, force, is_passive, negated
from onrecord.model.base import Span


@pytest.mark.parametrize(
    "text",
    [
        "Vell [did not say]q that the pass was closed.",
        "Vell did not [say]q that the pass was closed.",
        "Vell never [said]q that.",
        "Vell [denied]q that the pass was closed.",
        "The ministry [declined to say]q who had signed.",
        "She [didn’t say]q when.",
        "Nobody [told]q us that.",
        "Vell [would not say]q who had signed.",
        "Vell would not [say]q who had signed.",
        "Vell [wouldn’t say]q who had signed.",
        "Neither Vell nor Orra [said]q who had signed.",
    ],
)
def test_a_denied_saying_is_negated(text: str) -> None:
    m = marked(text)
    assert negated(m.one("q"), m.text)


@pytest.mark.parametrize(
    "text",
    [
        "Vell [said]q the pass was not closed.",
        "It was not a good day, Vell [said]q.",
        "“Never,” Vell [said]q.",
        "Vell, who could not attend the talks in the capital, [said]q so.",
        "Vell [said]q nobody would ever deny it.",
        "“I would not sign, and neither would you,” Vell [said]q.",
    ],
)
def test_a_denial_in_what_is_said_does_not_negate_the_saying(text: str) -> None:
    m = marked(text)
    assert not negated(m.one("q"), m.text)


@pytest.mark.parametrize(
    "text",
    [
        "[Neither the mayor, who was ill, nor the minister of trade]s has [said]q so.",
        "[None of the eleven members of the board]s has since [said]q so.",
        "[No one at the ministry of the interior]s has since [said]q so.",
    ],
)
def test_a_source_that_is_nobody_negates(text: str) -> None:
    m = marked(text)
    assert negated(m.one("q"), m.text, m.one("s"))
    assert not negated(m.one("q"), m.text)


@pytest.mark.parametrize("source", ["Vell", "Norway", "Nonesuch Bank", "No 10", "No. 10"])
def test_other_sources_do_not_negate(source: str) -> None:
    m = marked(f"[{source}]s [said]q so.")
    assert not negated(m.one("q"), m.text, m.one("s"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The member for Orra [asked]q whether the pass was open.", "asked"),
        ("Readers [wondered]q why.", "asked"),
        ("Vell [wanted to know]q who had signed.", "asked"),
        ("The member [demands to know]q why.", "asked"),
        ("Were she to [admit]q it, the talks would end.", "conditional"),
        ("Should the minister [say]q so, we will go.", "conditional"),
        ("Had the auditor [warned]q them, the pass would be shut.", "conditional"),
        ("It rained. “No.” Had the auditor [warned]q them, all would be well.", "conditional"),
        ("Vell [would say]q that the pass was open.", "conditional"),
        ("Vell would [say]q that the pass was open.", "conditional"),
        ("Vell [might have said]q that the pass was open.", "conditional"),
        ("If Vell [says]q the pass is open, we will go.", "conditional"),
        ("Unless the ministry [confirms]q it, nobody will go.", "conditional"),
        ("If it rains, Vell [said]q, the pass will close.", "asserted"),
        ("Vell [said]q the pass was open.", "asserted"),
        ("Vell [would not say]q who had signed.", "asserted"),
        ("Vell would not [say]q who had signed.", "asserted"),
        ("A clerk who would not be named [said]q no.", "asserted"),
        ("The auditor had [warned]q them.", "asserted"),
        ("Vell [said]q she would go if the minister asked whether the pass was open.", "asserted"),
        ("“I would go if you should ask,” Vell [said]q.", "asserted"),
    ],
)
def test_asked_and_supposed_sayings_are_told_from_asserted_ones(text: str, expected: str) -> None:
    m = marked(text)
    assert force(m.one("q"), m.text) == expected


def test_a_had_where_the_reach_ends_does_not_open_the_clause() -> None:
    before = "The auditor whom they " + "had " + "a " * (REACH // 2 - 2)
    assert force(Span(len(before), len(before) + len("warned")), f"{before}warned them.") == "asserted"


@pytest.mark.parametrize("cue", ["were told", "was asked", "has been informed", "was recently warned"])
def test_who_was_told_did_not_say_it(cue: str) -> None:
    m = marked(f"Passengers [{cue}]q that the train was late.")
    assert is_passive(m.one("q"), m.text)


@pytest.mark.parametrize("cue", ["told", "was quoted as saying", "has warned"])
def test_who_tells_says_it(cue: str) -> None:
    m = marked(f"Vell [{cue}]q that the train was late.")
    assert not is_passive(m.one("q"), m.text)
