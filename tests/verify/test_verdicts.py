import pytest

from onrecord.model.base import Span
from onrecord.model.evidence import Verdict
from onrecord.verify.library.shelves import in_memory
from onrecord.verify.matching import match
from onrecord.verify.verdicts import judge, printed_of
from verify.shelved import add, primary


def verdict(printed: str, said: str) -> Verdict:
    """The verdict on a quotation of one text."""
    with in_memory() as library:
        add(library, primary("a.txt", said))
        quotation = printed_of(printed, Span(0, len(printed)))
        found = match(quotation.tokens, library)
        return judge(quotation, found[0] if found else None)


# --- never exact


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("We saw 23 people in the harbour", "We saw two, three people in the harbour"),
        ("We have 205 ships in the harbour", "We have twenty, five ships in the harbour"),
        ("We sold 15 carts of salt today", "We sold one, five carts of salt today"),
        ("It costs 5 € a day to moor here", "It costs 5 £ a day to moor here"),
        ("It costs 5 million € to moor here", "It costs 5 million £ to moor here"),
        ("It costs ¥500 a day to moor here", "It costs ₹500 a day to moor here"),
        ("It was -5 degrees in the harbour", "It was 5 degrees in the harbour"),
        ("It was 5 degrees in the harbour", "It was minus 5 degrees in the harbour"),
        ("We will pay the crew of the old ferry 3/4 of it", "We will pay the crew of the old ferry 34 of it"),
        ("The old ferry will sail at 1:30 with the crew", "The old ferry will sail at 130 with the crew"),
        ("The crew is notable to sail home", "The crew is not able to sail home"),
        ("We came from harbours. Then the market closed", "We came from 12. Then the market closed"),
        ("The old &unknown; ferry sails at noon", "The old ferry sails at noon"),
        ("हम आज की बात करते हैं यहाँ", "हम आज का बात करते हैं यहाँ"),
    ],
)
def test_another_number_sign_or_word_is_never_exact(printed: str, said: str) -> None:
    assert verdict(printed, said).label not in ("exact", "cleaned", "not_found")


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("It was -5 degrees in the harbour", "It was minus 5 degrees in the harbour"),
        ("It costs 5 € a day to moor here", "It costs €5 a day to moor here"),
        ("They took fifty per cent of the toll", "They took 50% of the toll"),
        ("It closed in nineteen eighty-four for good", "It closed in 1984 for good"),
        ("It closes in twenty twenty-five for good", "It closes in 2025 for good"),
        ("The cafés of the harbour stay open", "The cafe\u0301s of the har\u00adbour stay open"),
        ("The caf&eacute;s paid &pound;5&nbsp;million last year", "The cafés paid five million pounds last year"),
        ("We sold 33,000 carts of salt today", "We sold 33 000 carts of salt today"),
    ],
)
def test_the_same_number_sign_or_word_in_another_form_is_exact(printed: str, said: str) -> None:
    assert verdict(printed, said).label == "exact"


# --- what is cut off after the quoted words


@pytest.mark.parametrize(
    ("printed", "goes_on"),
    [
        ("What I object to is being searched", "like a thief"),
        ("We do not let boats into the harbour", "without a pilot"),
        ("I have never been spoken to", "like that"),
        ("They stay. We reject any search of the boats", "without a warrant"),
    ],
)
def test_what_narrows_a_refusal_and_is_cut_off_is_told(printed: str, goes_on: str) -> None:
    found = verdict(printed, f"{printed} {goes_on}. So it is.")
    assert found.label == "distorted"
    assert f"“{goes_on.split()[0]} …” follows" in found.reason


@pytest.mark.parametrize(
    ("printed", "goes_on"),
    [
        ("The harbour stays open all winter", "like every year"),
        ("We do not let boats into the harbour", ", like every year"),
        ("We do not let boats into the harbour", ". Without a pilot nobody sails"),
        ("We do not sail today. The harbour stays open", "like every year"),
        ("We do not let boats into the harbour", "when it is dark"),
    ],
)
def test_what_narrows_no_refusal_may_be_cut_off(printed: str, goes_on: str) -> None:
    assert verdict(printed, f"{printed}{'' if goes_on[0] in ',.' else ' '}{goes_on}. So it is.").label == "exact"


# --- conditions at an ellipsis


@pytest.mark.parametrize(
    "condition", ["If the wind drops,", "And if the wind drops,", "But only if the wind drops,", "Unless it rains,"]
)
def test_a_condition_left_out_at_an_ellipsis_is_told(condition: str) -> None:
    said = f"The crew has slept on board. {condition} the ferry will sail to the islands at noon."
    found = verdict("The crew has slept on board. … the ferry will sail to the islands at noon.", said)
    assert found.label == "distorted"
    assert f"a condition (“{condition.rstrip(',').lower()}”)" in found.reason


@pytest.mark.parametrize(
    "clause", ["And when it was dark,", "As if nothing had happened,", "And I know what if means:"]
)
def test_what_is_no_condition_may_be_left_out_at_an_ellipsis(clause: str) -> None:
    said = f"The crew has slept on board. {clause} the ferry will sail to the islands at noon."
    assert verdict("The crew has slept on board. … the ferry will sail to the islands at noon.", said).label == "marked"
