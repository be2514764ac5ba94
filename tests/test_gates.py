"""A gate is shut only where its pattern cannot match."""

import re
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marked import marked
from onrecord.gates import Gates, needs, small
from onrecord.interpret import phrases
from onrecord.interpret.clauses import ahead
from onrecord.interpret.clauses.binding import load_binding
from onrecord.interpret.contests import load_contests
from onrecord.model.base import Span


def _packaged() -> Iterator[tuple[re.Pattern[str], Gates, int]]:
    """Every pattern of the package that is tried only where its gate is open, with its gate."""
    binding, contests = load_binding(), load_contests()
    for number, (pattern, *_) in enumerate((*binding.turned, *binding.forms)):
        yield pattern, binding.gates, number
    for number, pattern in enumerate((*(pattern for _, pattern in ahead.FORMS), ahead._ELLIPSIS)):
        yield pattern, ahead._GATES, number
    for number, (_, patterns) in enumerate(phrases._GATED):
        yield from ((pattern, phrases._GATES, number) for pattern in patterns)
    for number, (_, whole) in enumerate(contests.kinds):
        yield whole, contests.gates, number


PACKAGED = tuple(_packaged())


@pytest.mark.parametrize(
    ("pattern", "held"),
    [
        (r"\bhe (?:said|says)\b", [{"he said", "he says"}]),
        (r"do(?: not|n[’']t) agree", [{"do not agree", "don’t agree", "don't agree"}]),
        (r"prom(?:ise|pt)s?\b", [{"promise", "prompt"}]),
        (r"(?:very )?sure", [{"sure"}]),
        (r"[A-Z]\w+ refuses", [{"refuses"}]),
        (r"(?:vow|pledge)\w* (?:never|not) to", [{"vow", "pledge"}, {"never to", "not to"}]),
        (r"(?<!the )offers(?! made)", [{"offers"}]),
        (r"(?:refuses|\w+ing)+ stop", [{"stop"}, {"refuses", "ing"}]),
        (r"(?:is|are|to)", []),
        (r"\w+|refuses", []),
        (r"(?:refuses)?", []),
        (r"", []),
    ],
)
def test_what_a_pattern_needs_is_read_from_it(pattern: str, held: list[set[str]]) -> None:
    assert sorted(map(sorted, needs(pattern))) == sorted(map(sorted, held))


@pytest.mark.parametrize(("pattern", "gates", "number"), PACKAGED)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_a_packaged_pattern_matches_passes_its_gate(
    pattern: re.Pattern[str], gates: Gates, number: int, data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(pattern))
    found = pattern.search(text)
    assert found is not None
    assert number in gates.over(text).within(Span(*found.span()))


def test_no_packaged_pattern_is_tried_on_every_sentence() -> None:
    always = [pattern for pattern, gates, number in PACKAGED if number in gates.over("").within(Span(0, 0))]
    assert always == [], "a pattern that needs no rare words costs time on all of them"


def test_gates_are_open_where_a_group_may_match_and_nowhere_else() -> None:
    m = marked("[She REFUSES to pay.]one [They vowed it.]two [She refuses; they vowed.]both [Nobody came.]none")
    opened = Gates([["refus(?:es|ed)"], ["never again", "vow(?:s|ed)"]]).over(m.text)
    assert {name: opened.within(m.one(name)) for name in m.spans} == {
        "one": (0,),
        "two": (1,),
        "both": (0, 1),
        "none": (),
    }


def test_a_gate_is_shut_where_one_of_two_needs_is_missing() -> None:
    m = marked("[He denied it]some, and [he denied having said it]all.")
    opened = Gates([[r"denied \w* ?having"]]).over(m.text)
    assert opened.within(m.one("some")) == ()
    assert opened.within(m.one("all")) == (0,)


def test_a_pattern_that_may_match_anywhere_is_always_open() -> None:
    assert Gates([["refuses"], [r"\d+"]]).over("nothing").within(Span(0, 7)) == (1,)


def test_small_letters_stand_where_the_letters_stood_and_are_those_that_patterns_take_for_the_same() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    plain = small(every)
    assert len(plain) == len(every)
    for letter in "abcdefghijklmnopqrstuvwxyz’'":
        meant = {match.start() for match in re.finditer(letter, every, re.I)}
        assert meant == {match.start() for match in re.finditer(letter, plain)}
