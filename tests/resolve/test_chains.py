"""Through whom words came, and to whom they were said."""

import pytest

from resolve.told import chain, speakers, told


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("[“No,”]c1 [Tarn]s1 [said]q1, according to Norvia’s Tass news agency.", ("Tass",)),
        ("According to Tass, [Tarn]s1 [said]q1 [the port was shut]c1.", ("Tass",)),
        ("In comments carried by Interfax, [Tarn]s1 [said]q1 [the port was shut]c1.", ("Interfax",)),
        ("[Tarn]s1 was quoted by Reuters as [saying]q1 [the port was shut]c1.", ("Reuters",)),
        ("[Tarn]s1 [said]q1 [the port was shut]c1, as reported by the Marrow Times.", ("Marrow Times",)),
        ("[Tarn]s1 [said]q1 on CNN [that the port was shut]c1.", ("CNN",)),
        ("[Tarn]s1 [said]q1 in an interview published by Reuters, according to Tass, [no]c1.", ("Reuters", "Tass")),
        ("[Tarn]s1 [said]q1 [the port was shut]c1 on Monday.", ()),
        ("[Tarn]s1 [said]q1 [it was late, according to Reuters]c1.", ()),
    ],
)
def test_whoever_passed_the_words_on_is_told_in_order(text: str, via: tuple[str, ...]) -> None:
    record = told(text)
    assert chain(record)[0] == via
    assert speakers(record) == [("Tarn",)]


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("[Tarn]s1 [told]q1 the BBC [that the port was shut]c1.", "BBC"),
        ("[Tarn]s1 [told]q1 reporters on Monday [that the port was shut]c1.", "reporters"),
        ("[Tarn]s1 [told]q1 Mr. Quist [that the port was shut]c1.", "Mr. Quist"),
        ("[Tarn]s1 [said]q1 to lawmakers [that the port was shut]c1.", "lawmakers"),
        ("[Tarn]s1 [wrote]q1 to the harbour board [that the port was shut]c1.", "harbour board"),
        ("[“No,”]c1 [Tarn]s1 [said]q1 in an interview with Reuters.", "Reuters"),
        ("[Tarn]s1 [told]q1 the story of [a port that was shut]c1.", None),
        ("[Tarn]s1 [said]q1 [she had told reporters]c1.", None),
    ],
)
def test_whoever_was_told_is_the_addressee(text: str, addressee: str | None) -> None:
    record = told(text)
    assert chain(record) == ((), addressee)


@pytest.mark.parametrize("verb", ["citing", "quoting"])
def test_whom_a_paper_cites_speaks_and_the_paper_is_the_way(verb: str) -> None:
    record = told(f"[The Marrow newspaper]s1 [reported]q1 [that the port was shut]c1, {verb} a diplomat.")
    assert speakers(record) == [("diplomat",)]
    assert chain(record)[0] == ("Marrow newspaper",)


def test_a_person_who_cites_somebody_speaks_still() -> None:
    record = told("[Tarn]s1 [said]q1 [that the port was shut]c1, citing two officials.")
    assert speakers(record) == [("Tarn",)]
    assert chain(record)[0] == ()


def test_an_agency_with_the_same_words_only_passed_them_on() -> None:
    record = told("[[“No,”]c1]c2 [Ilse Tarn]s1 [said]q1, [according to]q2 [Tass]s2.")
    assert speakers(record) == [("Ilse Tarn",), ("Ilse Tarn",)]
    assert chain(record)[0] == ("Tass",)
