"""Labels before the words and signatures behind them name the speaker without a verb."""

from itertools import pairwise

from marked import Marked, marked
from onrecord.attribute.marks import Outer
from onrecord.attribute.verbless import labelled, signed, tied
from onrecord.model.base import Span
from onrecord.model.statement import Part

ROLES = {"s": "source", "q": "cue", "c": "content"}


def part(role: str, extent: Span) -> Part:
    return Part(document="d", role=role, extent=extent, confidence=0.5)  # type: ignore[arg-type]


def parts(m: Marked) -> list[Part]:
    found = [part(ROLES[label], span) for label, spans in m.spans.items() if label in ROLES for span in spans]
    return sorted(found, key=lambda p: p.extent)


def words(found: list[Part], text: str) -> list[tuple[str, str]]:
    return [(p.role, p.extent.of(text)) for p in sorted(found, key=lambda p: p.extent)]


def test_a_label_in_capitals_at_the_head_of_a_line_is_the_source() -> None:
    m = marked("It began so.\n[“VELL: We will not sign.”]c")
    assert words([*labelled(parts(m), m.text)], m.text) == [
        ("source", "VELL"),
        ("cue", ":"),
        ("content", "We will not sign.”"),
    ]


def test_a_colon_elsewhere_makes_no_label() -> None:
    for text in ("He said [NOTE: no talks]c.", "\n[Note: the pass is shut.]c", "\n[VELL:]c"):
        m = marked(text)
        assert [*labelled(parts(m), m.text)] == parts(m)


def test_a_signature_behind_a_quoted_line_names_its_source() -> None:
    m = marked("[“[We]s [know]q [better]c.”]x ― Ada Vell, Orra\n")
    found = [*signed(parts(m), Outer(m.spans["x"]), m.text, "d")]
    assert words(found, m.text) == [("content", "“We know better.”"), ("cue", "―"), ("source", "Ada Vell")]


def test_a_dash_behind_a_quotation_inside_a_line_is_no_signature() -> None:
    m = marked("He called it [“[poor]c”]x — Orra had offered more.")
    assert [*signed(parts(m), Outer(m.spans["x"]), m.text, "d")] == parts(m)


def test_a_sign_between_source_and_content_ties_the_three() -> None:
    m = marked("[Vell]s[:]q [“No.”]c [“Yes.”]c [—]q [Ada Orra]s")
    found = {p.id: p for p in parts(m)}
    ties = {(found[a].extent.of(m.text), found[b].extent.of(m.text)) for a, b in tied(found.values(), m.text).items()}
    assert ties == {("“No.”", ":"), (":", "Vell"), ("“Yes.”", "—"), ("—", "Ada Orra")}


def test_a_verb_or_words_between_tie_nothing() -> None:
    for text in ("[Vell]s [said]q [no]c", "[Vell]s, who left[:]q [“No.”]c", "[Vell]s[:]q"):
        m = marked(text)
        assert tied(parts(m), m.text) == {}


def test_parts_keep_their_number_of_ties_when_signs_follow_one_another() -> None:
    m = marked("[A]s[:]q [“a”]c\n[B]s[:]q [“b”]c")
    assert len(tied(parts(m), m.text)) == 4
    assert all(a.extent.end <= b.extent.start for a, b in pairwise(parts(m)))
