import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpret.reading import found, record
from marked import marked
from onrecord.model.reading import Reference

LAYER = "interpret.references"


def references(text: str) -> tuple[Reference, ...]:
    return found(Reference, LAYER, record(text))


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("Under [the Treaty of Sarn]r both must dredge.", "treaty", "Treaty of Sarn"),
        ("They signed [the Lissa Declaration]r.", "declaration", "Lissa Declaration"),
        ("[The Rent Freeze Act]r passed.", "law", "Rent Freeze Act"),
        ("They wrote [an open letter to the minister]r.", "letter", "open letter to the minister"),
        ("Read [Teig’s study]r again.", "report", "Teig’s study"),
        ("[The Brix talks]r broke up.", "talks", "Brix talks"),
        ("Watch [Alexander Marn’s video]r on it.", "video", "Alexander Marn’s video"),
        ("It is in [episode 12 of “Deep Water”]r.", "programme", "Deep Water"),
        (
            "[“Who Drank the Lake?”, an article in the Brix Observer]r, cost two men their posts.",
            "article",
            "Who Drank the Lake?",
        ),
        (
            "With regard to [the Istan and Astra declarations]r they are silent.",
            "declaration",
            "Istan and Astra declarations",
        ),
    ],
)
def test_words_that_name_one_work_are_a_reference(text: str, kind: str, title: str) -> None:
    expected = marked(text)
    (reference,) = references(expected.text)
    assert (reference.extent, reference.kind, reference.title) == (expected.one("r"), kind, title)


@pytest.mark.parametrize(
    "text",
    [
        "Treaties are worthless.",
        "She reports to the chief engineer.",
        "In agreement with the neighbours, he took down the fence.",
        "There ought to be a law against brass bands.",
        "Bill Marsh was acting as her driver.",
        "I’d read any report, watch any programme, sign any pact.",
        "The accord was signed.",
        "They talk every Tuesday.",
    ],
)
def test_works_in_general_and_other_senses_are_none(text: str) -> None:
    assert not references(text)


def test_a_noun_that_points_back_is_the_same_work() -> None:
    first, second = references("The Harbour Accord binds both. Nobody has dredged since the accord was renewed.")
    assert second.same_as == first.id
    assert second.title == first.title


def test_a_noun_that_could_point_at_two_works_is_none() -> None:
    assert len(references("The Sarn Treaty and the Halt Treaty differ. Nobody has read the treaty.")) == 2


def test_two_works_of_one_kind_with_different_names_are_two() -> None:
    first, second = references("The Sarn Treaty and the Halt Treaty differ.")
    assert (first.same_as, second.same_as) == (None, None)


def test_the_day_in_or_behind_the_name_is_its_date() -> None:
    (inside,) = references("Both are bound by the Harbour Accord of 1974.")
    (behind,) = references("They met under the Lissa Declaration, signed on 20 May 2030.")
    assert (inside.date, behind.date) == ("1974", "20 May 2030")


@given(st.text(alphabet="the Treaty of Sarn report “study” letter to his Act 1974, and'’s\n.()*", max_size=300))
def test_no_text_makes_it_fail_and_spans_stand_in_the_text(text: str) -> None:
    for reference in references(text):
        assert 0 <= reference.extent.start < reference.extent.end <= len(text)
        assert reference.title
