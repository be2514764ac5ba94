"""Names written by strangers: long, many, alike; the layers go through them in time that grows with the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.resolve.capitals import phrases
from onrecord.resolve.recognition import find_names
from resolve.told import lexicon, speakers, told


@given(st.text(alphabet="AbÉ .,’'\"“”-\n@(и☃", max_size=200))
@settings(deadline=None)
def test_every_name_lies_inside_any_text(text: str) -> None:
    for name in find_names(text, (), (), lexicon()):
        assert 0 <= name.whole.start <= name.span.start < name.span.end <= len(text)
    for phrase in phrases(text, lexicon()):
        assert all(word.text for word in phrase)


def test_five_hundred_names_are_kept_apart() -> None:
    first = [f"{a}{b}" for a in ("An", "Bel", "Cor", "Dun", "Er") for b in ("da", "lo", "mi", "ra", "to")]
    last = [f"{a}{b}" for a in ("Fal", "Gor", "Hul", "Ker") for b in ("bin", "den", "man", "sen", "vik")]
    full = [f"{a} {b}" for a in first for b in last]
    text = "\n".join(f"[{name}]s{n} [said]q{n} [no]c{n}." for n, name in enumerate(full))
    assert len(full) == 500
    assert speakers(told(text)) == [(name,) for name in full]


def test_a_source_without_end_is_read_as_far_as_sources_go() -> None:
    record = told(f"[{'Ann Smith and Bo Grey, ' * 2000}]s1 [said]q1 [no]c1.")
    assert speakers(record) == [("Ann Smith", "Bo Grey")]
