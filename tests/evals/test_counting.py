import pytest
from evals.counting import Score, alike, characters, fragments, score
from evals.quoting import mode

from marked import marked


def found(text: str) -> list[str]:
    m = marked(text)
    return [span.of(m.text) for span in fragments(characters(m.spans["c"], m.text), m.text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vell said [ferries sail]c.", ["ferries sail"]),
        ("[Ferries]c, Vell said, [will sail]c.", ["Ferries", "will sail"]),
        ("[Ferries]c [will sail]c.", ["Ferries will sail"]),
        ("[ Ferries sail ]c", ["Ferries sail"]),
        ("[Ferries sail.\n\nTrams run.]c", ["Ferries sail.", "Trams run."]),
        ("[Ferries sail.]c\n[Trams run.]c", ["Ferries sail.", "Trams run."]),
        ("[Ferries [sail]c]c", ["Ferries sail"]),
        ("[ ]c", []),
    ],
)
def test_a_part_is_cut_into_fragments_at_other_words_and_at_line_breaks(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_likeness_is_what_is_in_both_by_what_is_in_either() -> None:
    assert alike(frozenset({1, 2, 3}), frozenset({2, 3, 4})) == 0.5
    assert alike(frozenset(), frozenset()) == 0


def test_a_score_has_one_digit_and_nothing_scores_nothing() -> None:
    assert score(right=2, predicted=3, found=2, gold=4) == Score(precision=66.7, recall=50.0, f1=57.1)
    assert score(right=0, predicted=0, found=0, gold=0) == Score(precision=0.0, recall=0.0, f1=0.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[“We will not sign.”]c", "direct"),
        ("“[We will not sign,]c” Vell said", "direct"),
        ('["We will not sign,"]c Vell said, ["not today."]c', "direct"),
        ("[“We will not sign.\n\n“Not today.”]c", "direct"),
        ("[“He called it a ‘poor’ offer, a “bad” one and an insult.”]c", "direct"),
        ("[”Printed the wrong way round.”]c", "direct"),
        ("[''We will not sign it,'']c Vell said", "direct"),
        ("[‘We can’t sign this.’]c", "direct"),
        ("[and so on, until the end of it.”]c", "direct"),
        ("Vell called it [a ''poor offer'' for all of us]c", "mixed"),
        ("Vell called it [“a poor offer” for all of us]c", "mixed"),
        ("Vell said [that he won't sign the ministers' paper]c", "indirect"),
        ("Vell said [they would not sign]c. “No.”", "indirect"),
    ],
)
def test_the_mode_is_read_from_the_marks_in_the_content_and_beside_it(text: str, expected: str) -> None:
    m = marked(text)
    assert mode(m.spans["c"], m.text) == expected
