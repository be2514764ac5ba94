"""Denied, asked and conditional sayings are told by the words around the cue."""

import pytest

from marked import marked
from onrecord.attribute.force import force, negated


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
    ],
)
def test_a_denial_in_what_is_said_does_not_negate_the_saying(text: str) -> None:
    m = marked(text)
    assert not negated(m.one("q"), m.text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The member for Orra [asked]q whether the pass was open.", "asked"),
        ("Readers [wondered]q why.", "asked"),
        ("If Vell [says]q the pass is open, we will go.", "conditional"),
        ("Unless the ministry [confirms]q it, nobody will go.", "conditional"),
        ("If it rains, Vell [said]q, the pass will close.", "asserted"),
        ("Vell [said]q the pass was open.", "asserted"),
    ],
)
def test_asked_and_supposed_sayings_are_told_from_asserted_ones(text: str, expected: str) -> None:
    m = marked(text)
    assert force(m.one("q"), m.text) == expected
