import io
import re
import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from export.quoting import SPEECH, finding, passage
from onrecord.cli.findings import finding_lines, print_findings
from onrecord.model.rows import EditRow, FindingRow, SpanRow

HOSTILE_TEXT = st.text(
    st.characters() | st.sampled_from("<>[]{}:\\\x00\x1b\x9b\r\n\t\u202e\u2028\ufeff\ud800"), min_size=1
)


def printed(*rows: FindingRow, width: int = 80, terminal: bool = False) -> str:
    file = io.StringIO()
    console = Console(
        file=file, width=width, force_terminal=terminal, color_system="standard" if terminal else None, markup=False,
        emoji=False, highlight=False,
    )  # fmt: skip
    print_findings(console, rows)
    return file.getvalue()


def test_a_finding_is_told_as_by_a_compiler_with_both_sides_and_where_the_words_come_from() -> None:
    row = finding("we can run a service", "we could maybe run a reduced service", severity="fail", label="distorted")
    assert printed(row).splitlines()[:-1] == [
        "drafts/corridor.txt:3:7: distorted (fail): A word differs.",
        "  printed  “we {+can+} run a service”",
        "  primary  I thank the House. I think “we [-could maybe-] run a [-reduced-] service” in three weeks, if the "
        "second …",
        "  from     Ismay Marrane, Interview on Radio Aldermouth, 2031-03-10 (transcripts/2031-03-10-interview.txt)",
    ]


def test_moved_words_have_signs_of_their_own() -> None:
    row = finding("who pays everybody", "everybody who pays", start=0)
    at = SPEECH.index("who pays")
    spans = (SpanRow(start=0, end=8, text="who pays"), SpanRow(start=at, end=at + 8, text="who pays"))
    edit = EditRow(kind="reorder", printed=spans[0], primary=spans[1], effect="wording", reason="Moved.")
    shown = printed(msgspec.structs.replace(row, edits=(edit,)))
    assert "printed  “{~who pays~} everybody”" in shown
    assert "everybody {~who pays~}”" in shown


def test_a_quotation_that_was_not_found_has_no_primary_side() -> None:
    assert printed(finding("Nobody said this.", label="not_found", severity="fail")).splitlines()[:-1] == [
        "drafts/corridor.txt:3:7: not found (fail): A word differs.",
        "  printed  “Nobody said this.”",
    ]


def test_other_passages_that_fit_are_named() -> None:
    row = finding("asked", "nobody is asked", alternatives=(passage("I thank the House", document="b.txt"),))
    assert "  or       Ismay Marrane, Interview on Radio Aldermouth, 2031-03-10 (b.txt)" in printed(row).splitlines()


def test_a_finding_that_passes_is_one_short_line() -> None:
    row = finding(f"“{SPEECH}”", label="exact", severity="pass")
    line, _ = printed(row).splitlines()
    assert line.startswith("drafts/corridor.txt:3:7: exact  “I thank the House. ")
    assert line.endswith("”")
    assert len(line) < 110


def test_the_last_line_counts() -> None:
    rows = (finding("a", severity="fail"), finding("b", label="exact", severity="pass"), finding("c", severity="fail"))
    assert printed(*rows).splitlines()[-1] == "3 quotations: 2 fail, 1 pass (exact 1, altered 2)"
    assert printed() == "no quotation found\n"


def test_how_many_fail_is_returned() -> None:
    rows = (finding("a", severity="fail"), finding("b", severity="warn"), finding("c", severity="fail"))
    assert print_findings(Console(file=io.StringIO()), iter(rows)) == 2


def test_a_terminal_breaks_long_sides_under_the_words() -> None:
    row = finding("we can run", "we could maybe run a reduced service in three weeks, if the second survey is clean")
    plain = re.sub(r"\x1b\[[\d;]*m", "", printed(row, width=60, terminal=True)).splitlines()
    assert max(map(len, plain[1:-1])) <= 60
    assert [line[:11] for line in plain if line.startswith("  ")].count(" " * 11) >= 2


def test_colours_go_with_the_signs() -> None:
    shown = printed(finding("we can run", "we could maybe run"), terminal=True)
    assert "\x1b[32m{+can+}\x1b[0m" in shown
    assert "\x1b[31m[-could maybe-]\x1b[0m" in shown


def test_what_is_piped_is_never_broken() -> None:
    row = finding(SPEECH, "nobody is asked", file="a" * 200)
    assert [line[:9] for line in printed(row, width=40).splitlines()[1:-1]] == ["  printed", "  primary", "  from   "]


@pytest.mark.parametrize("field", ["file", "text", "reason", "speaker", "document", "exact", "event"])
def test_no_text_steers_the_terminal(field: str) -> None:
    hostile = "\x1b]0;owned\x07\x9b31m\u202egnp\n::error::x\r\nevil.txt:1:1: exact"
    row = finding("we can run", "we could maybe run", severity="fail")
    if field in ("file", "text", "speaker"):
        row = msgspec.structs.replace(row, **{field: hostile})
    elif field == "reason":
        row = finding("we can run", "we could maybe run", reason=hostile)
    elif row.evidence is not None:
        row = msgspec.structs.replace(row, evidence=msgspec.structs.replace(row.evidence, **{field: hostile}))
    shown = printed(row)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    assert "\u202e" not in shown
    assert [line[:9] for line in shown.splitlines()[1:-1]] == ["  printed", "  primary", "  from   "]


def test_a_hundred_thousand_characters_are_shown_in_part() -> None:
    row = finding("word " * 20_000, "we could maybe run")
    assert len(printed(row)) < 3_000


@given(HOSTILE_TEXT, st.sampled_from(["fail", "pass"]))
def test_any_text_takes_as_many_lines_as_a_tame_one(text: str, severity: str) -> None:
    changed = {"text": text, "file": text, "severity": severity}
    tame, hostile = (
        finding(words, label="altered", severity=changed["severity"], file=words, reason=words)  # type: ignore[arg-type]
        for words in ("tame", text)
    )
    assert len(printed(hostile).splitlines()) == len(printed(tame).splitlines())
    assert len([*finding_lines(hostile)]) == len([*finding_lines(tame)])
    printed(hostile).encode()
