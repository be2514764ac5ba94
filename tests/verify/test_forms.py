import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.verify.forms import folded, forms
from onrecord.verify.tokens import tokens

WORD = st.text(
    alphabet=st.characters(categories=["L", "N"], exclude_characters="ŉ") | st.sampled_from("'’eosrldtn"),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("Ferry", "ferry"),
        ("HARBOUR’S", "harbour's"),
        ("don‘t", "don't"),
        ("Été", "ete"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("２５", "25"),
        ("İzmir", "izmir"),
    ],
)
def test_a_word_is_folded_to_small_letters_without_accents(word: str, plain: str) -> None:
    assert folded(word) == plain


@given(WORD)
@settings(deadline=None)
def test_folding_twice_is_folding_once(word: str) -> None:
    assert folded(folded(word)) == folded(word)


@given(WORD)
@settings(deadline=None)
def test_every_word_has_keys_and_none_is_empty(word: str) -> None:
    assert all(forms().keys(word))
    assert forms().keys(word) or not folded(word).replace("'", "")


@given(st.sampled_from(sorted({*forms().same.values(), *forms().numbers, "colour", "realise", "travelled", "rolled"})))
def test_the_key_of_a_word_is_its_own_key(word: str) -> None:
    (key,) = forms().keys(word)
    assert forms().keys(key) == (key,)


def test_each_contraction_of_the_table_is_read_as_its_words() -> None:
    for short, long in forms().contractions.items():
        assert forms().keys(short) == tuple(key for word in long for key in forms().keys(word))


def test_an_ambiguous_form_is_read_as_it_stands_and_in_full_with_its_apostrophe() -> None:
    known = forms()
    assert not known.ambiguous.keys() & known.contractions.keys()
    for short in known.ambiguous:
        assert known.keys(short) == (short,)
    assert known.keys("we're") == known.ambiguous["were"]
    assert known.keys("it's") == known.ambiguous["its"]


def test_each_spelling_of_the_table_is_read_as_the_usual_one() -> None:
    keys = {other: [token.key for token in tokens(other)] for other in forms().same}
    assert [other for other, usual in forms().same.items() if keys[other] != [t.key for t in tokens(usual)]] == []


def test_each_word_before_s_is_a_single_word() -> None:
    assert [word for word in forms().before_s if len(tokens(word)) != 1] == []


def test_numbers_and_scales_have_no_word_in_common() -> None:
    known = forms()
    assert not known.numbers.keys() & known.scales.keys()
    assert not known.numbers.keys() & known.ordinals.keys()
    assert all(value[:-2].isdigit() for value in known.ordinals.values())
