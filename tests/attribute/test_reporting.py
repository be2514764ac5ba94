"""A cue reports words when one of its own is a verb or noun of saying."""

import pytest

from onrecord.attribute.reporting import reports


@pytest.mark.parametrize(
    "cue", ["said", "had admitted", "denies", "was quoted as saying", "according to", "the claim", ":", "—", "quipped"]
)
def test_verbs_nouns_and_signs_of_saying_report(cue: str) -> None:
    assert reports(cue)


@pytest.mark.parametrize("cue", ["signed for", "had read", "would appeal against", "ran", "was struck"])
def test_other_words_report_nothing(cue: str) -> None:
    assert not reports(cue)
