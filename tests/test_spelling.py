"""Names are one where only spelling or script differs, and two where a letter tells a person from another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.spelling import name_keys, sought_keys, surname_key

RANGES = (("À", "ɏ"), ("Α", "ώ"), ("Ѐ", "џ"))
LETTERS = st.one_of(
    [
        st.characters(min_codepoint=ord(first), max_codepoint=ord(last), categories=("Lu", "Ll"))
        for first, last in RANGES
    ]
)
"""Letters of Latin, Greek and Cyrillic, with and without marks."""

WORDS = st.text(st.one_of(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), LETTERS), min_size=2, max_size=8)
NAMES = st.lists(WORDS, min_size=2, max_size=4)


def meet(one: str, other: str) -> bool:
    """Whether who is kept under one name is found when the other is sought."""
    return not name_keys(one).isdisjoint(sought_keys(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Molotkin", "Sergey Molotkin"),
        ("Dmitry Harlanov", "Dmitri Kharlanov"),
        ("Aleksey Orlenko", "Alexei Orlenko"),
        ("Yevgeny Tarsov", "Evgeny Tarsov"),
        ("Yulia Belmar", "Julia Belmar"),
        ("Mariya Tarn", "Maria Tarn"),
        ("Taras Zorenskyy", "Taras Zorensky"),
        ("Jürgen Müllner", "Juergen Muellner"),
        ("Bjørn Ødegrav", "Bjorn Odegraav"),
        ("Łukasz Wróbelak", "Lukasz Vrobelak"),
        ("Tariq Azizov", "Tarik Azizov"),
        ("Waheed Noorani", "Vahid Nurani"),
        ("Filip Stromm", "Philip Strom"),
    ],
)
def test_two_spellings_of_a_name_meet(one: str, other: str) -> None:
    assert meet(one, other)
    assert meet(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Сергей Молоткин", "Sergey Molotkin"),
        ("Йенс Столтмарк", "Jens Stoltmark"),
        ("ЮЛИЯ БЛЮМ", "Yulia Blyum"),
        ("Евгения Ткачук", "Yevgenia Tkachuk"),
        ("Γιώργος Παπανδρός", "Giorgos Papandros"),
        ("习建霖", "Xi Jianlin"),
    ],
)
def test_two_scripts_of_a_name_meet(one: str, other: str) -> None:
    assert meet(one, other)
    assert meet(other, one)


@pytest.mark.parametrize(
    ("kept", "printed"),
    [("דוד לוינברג", "David Levinberg"), ("فريد المنصوري", "Farid al-Mansouri"), ("תמר גולן", "Tamar Golan")],
)
def test_a_name_without_vowels_is_found_by_its_consonants(kept: str, printed: str) -> None:
    assert meet(kept, printed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maria Tarn", "Mario Tarn"),
        ("John Tarn", "Joan Tarn"),
        ("Erik Tarn", "Erika Tarn"),
        ("Julian Tarn", "Juliana Tarn"),
        ("Anna Tarn", "Hanna Tarn"),
        ("Ilse Tarn", "Ilse Torn"),
        ("Ilse Tarn", "Ilse Maria Tarn"),
        ("Ilse Tarn", "Tarn"),
    ],
)
def test_another_name_does_not_meet(one: str, other: str) -> None:
    assert not meet(one, other)
    assert not meet(other, one)


@pytest.mark.parametrize(
    "other",
    ["Tarn, Ilse", "ILSE TARN", "Ilse M. Tarn", "Ilse van der Tarn", "Ilse Tarn Jr.", "Dr. Ilse Tarn", "Ilse-Tarn"],
)
def test_order_case_initials_particles_and_suffixes_do_not_count(other: str) -> None:
    assert meet("Ilse Tarn", other)


def test_apostrophes_do_not_count() -> None:
    for name in ("Sean O’Barrin", "Sean O'Barrin", "Sean OBarrin", "Sean Oʼbarrin"):
        assert meet("Sean O‘Barrin".replace("‘", "’"), name)


def test_a_name_that_is_all_particles_and_initials_is_kept_by_them() -> None:
    assert meet("Van Li", "Li Van")
    assert meet("Ben Al", "BEN AL")
    assert name_keys("E. B.")


@pytest.mark.parametrize("nothing", ["", " ", "…", "123"])
def test_where_no_letter_stands_there_is_no_key(nothing: str) -> None:
    assert not name_keys(nothing) and not surname_key(nothing)


@pytest.mark.parametrize(
    ("name", "surname"),
    [("Ilse Tarn", "Tarn"), ("Bo Quist Jr.", "Kuist"), ("Ilse van der Tarn", "TARN"), ("Илзе Тарн", "Tarn")],
)
def test_the_surname_is_the_last_word_without_suffixes(name: str, surname: str) -> None:
    assert surname_key(name) == surname_key(surname) != ""


@given(st.text())
def test_any_text_gives_keys_without_failing(text: str) -> None:
    assert name_keys(text) <= sought_keys(text)
    assert all(key.strip("~ ") for key in sought_keys(text))
    assert surname_key(text) == surname_key(text)


def test_half_a_character_gives_keys_without_failing() -> None:
    assert meet("Ilse Tarn\ud800", "Ilse Tarn")


@given(NAMES)
def test_a_name_meets_itself_in_upper_case(words: list[str]) -> None:
    name = " ".join(words)
    assert meet(name, name.upper())
    assert meet(name.upper(), name)


@given(NAMES.flatmap(lambda words: st.tuples(st.just(words), st.permutations(words))))
def test_a_name_meets_itself_with_its_words_in_another_order(orders: tuple[list[str], list[str]]) -> None:
    told, other = map(" ".join, orders)
    assert meet(told, other)
