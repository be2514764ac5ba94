"""Quotation regions: which marks open, which close, and what is left when they do not match."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marked import marked
from onrecord.model.base import Span
from onrecord.model.document import Hint
from onrecord.model.statement import Quotation
from onrecord.segment.lines import lines
from onrecord.segment.quotations import Region, regions
from segment.reading import segmented


def found(text: str) -> tuple[Region, ...]:
    return regions(text, [line.extent for line in lines(text)])


def extents(text: str) -> list[str]:
    return [region.extent.of(text) for region in found(text)]


@pytest.mark.parametrize(
    "written",
    [
        "[“We wait,”]q said Korr. [“Not long.”]q",
        'The pier is [“sound"]q, the survey said, and [″]q'.replace("[″]q", "no more"),
        "He wrote [„Nein“]q and [»never«]q and [«non»]q and [« jamais »]q and [‹nie›]q.",
        "[``It holds,'']q the telex said.",
        'She answered[—]x["no"]q—and left.'.replace("[—]x", "—"),
        'The [".38 calibre"]q men said ["...and then"]q twice.',
        "[”Aldrig”]q, said the envoy.",
        "[“One.”]q[“Two.”]q",
        "[‘The workers’ demand is fair,’]q he said.",
        "[‘I don’t know,’]q he said. [‘The porters’ hut burned.’]q",
        "The [‘brothers’]q and the [‘sisters’]q met.",
        "Engineers ['lack skills needed by Torrin']q",
        "The ['quoted words']q here.",
        '["The beam is 6" wide"]q',
        "[“‘90s music”]q",
        '["Dock 51"]q and 12" pipes',
        "「[x]x」".replace("「[x]x」", "[「はい」]q"),
    ],
)  # fmt: skip
def test_a_quotation_runs_from_its_opening_to_its_closing_mark(written: str) -> None:
    expected = marked(written)
    assert [region.extent for region in found(expected.text)] == list(expected.spans["q"])
    assert all(region.closed and region.depth == 0 for region in found(expected.text))


@pytest.mark.parametrize(
    "text",
    [
        "The workers’ demand, the porters' hut and Marx’ letters don't matter; it's the '90s, 'tis said, get ’em.",
        'He is 5\'10" tall and 6’2” broad, with a 6" pipe and an 8" one.',
        "Rock 'n' roll and goin' home.",
        "The city of Mo'ed and O’Korr, 12′30″ west.",
        'The army (צה"ל) said so.',
        '"" and “” and \' \' and " " hold nothing.',
        "The sign \u2018 stands alone, the sign ’ too.",
        "A stray closing mark” ends nothing.",
    ],
)
def test_apostrophes_feet_and_lone_marks_are_no_quotations(text: str) -> None:
    assert extents(text) == []


def test_inner_marks_leave_the_signs_out() -> None:
    text = "“Stay,” she said."
    (region,) = found(text)
    assert region.inner.of(text) == "Stay,"


def test_a_quotation_in_a_quotation_is_one_deeper() -> None:
    text = "“He told me ‘never say “never” here’ twice.”"
    assert [(r.depth, r.extent.of(text)) for r in found(text)] == [
        (0, text),
        (1, "‘never say “never” here’"),
        (2, "“never”"),
    ]


def test_straight_marks_nest_by_what_stands_beside_them() -> None:
    text = '"He said "no" to me," she said.'
    assert [(r.depth, r.extent.of(text)) for r in found(text)] == [(0, '"He said "no" to me,"'), (1, '"no"')]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“It is over, said Korr.\nHe left."
    (region,) = found(text)
    assert not region.closed
    assert region.extent.of(text) == "“It is over, said Korr."


def test_each_paragraph_of_a_long_quotation_continues_the_one_before() -> None:
    text = "He read it out. “First.\n\n“Second.\n\n“Third,” he ended. “Fourth.”"
    assert [(r.extent.of(text), r.closed, r.continues) for r in found(text)] == [
        ("“First.", False, None),
        ("“Second.", False, 0),
        ("“Third,”", True, 1),
        ("“Fourth.”", True, None),
    ]


def test_a_long_quotation_need_not_open_again() -> None:
    text = '"First.\n\nSecond," he said.'
    assert [(r.extent.of(text), r.continues) for r in found(text)] == [('"First.', None), ('Second,"', 0)]


def test_a_long_quotation_in_single_marks_is_followed_too() -> None:
    text = "‘First.\n‘Second,’ he said."
    assert [(r.extent.of(text), r.closed, r.continues) for r in found(text)] == [
        ("‘First.", False, None),
        ("‘Second,’", True, 0),
    ]


def test_the_layer_ties_paragraphs_by_id() -> None:
    record = segmented("“First words here.\n\n“Second,” he said.")
    first, second = record.of(Quotation)
    assert (first.continues, second.continues) == (None, first.id)


@pytest.mark.parametrize(
    "written",
    [
        '[print("x")]code\n\n[“Stay,”]q she said.',
        '[“Type [`"x"`]code now,”]q she said.',
        "He said [“No [`”`]code and left.]q",
        'See [“the letter”]q[(https://a.example "his “letter”")]link, [”she said”]q.',
        '[<a title="x">]code[“this”]q[</a>]code',
    ],
)
def test_marks_in_code_and_in_targets_of_links_open_and_close_nothing(written: str) -> None:
    expected = marked(written)
    hints = tuple(Hint(span=s, tag=tag) for tag in ("code", "link") for s in expected.spans.get(tag, ()))
    found_there = segmented(expected.text, hints=hints).of(Quotation)
    assert [quotation.extent for quotation in found_there] == list(expected.spans["q"])


def test_a_quotation_goes_on_behind_a_paragraph_only_where_that_is_no_code() -> None:
    expected = marked("“First.\n\n[“x”]code\n\n“Second,” he said.")
    hints = (Hint(span=expected.one("code"), tag="code"),)
    assert [q.continues for q in segmented(expected.text, hints=hints).of(Quotation)] == [None, None]


SIGNS = st.text(alphabet="“”\"'‘’«»„‹› \n.,—ab6sÀ\u0301א\u202e😀", max_size=120)


@given(SIGNS)
def test_quotations_nest_and_lie_inside_the_text(text: str) -> None:
    around: list[Region] = []
    for region in found(text):
        assert 0 <= region.extent.start <= region.inner.start <= region.inner.end <= region.extent.end <= len(text)
        while around and around[-1].extent.end <= region.extent.start:
            around.pop()
        assert region.depth == len(around)
        assert all(outer.extent.contains(region.extent) for outer in around)
        around.append(region)


@given(SIGNS)
def test_a_quotation_continues_only_an_earlier_unclosed_one(text: str) -> None:
    every = found(text)
    for place, region in enumerate(every):
        if region.continues is not None:
            assert region.continues < place
            assert not every[region.continues].closed


@pytest.mark.parametrize("unit", ['"', "“", "'", '" a ', "“a ‘b ", 'a" 6" ', "‘a s’ b "])
def test_cost_is_linear_in_the_marks(unit: str) -> None:
    def seconds(count: int) -> float:
        text = unit * count
        start = time.process_time()
        regions(text, [Span(0, len(text))])
        return time.process_time() - start

    assert seconds(16_000) < 40 * max(seconds(2_000), 0.005)


def test_a_million_marks_on_one_line_are_read() -> None:
    text = "“" * 1_000_000
    assert found(text) == ()
