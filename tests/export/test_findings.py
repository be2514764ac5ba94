import datetime
import hashlib
import io
import json
import re
from base64 import b64encode
from collections.abc import Sequence
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from typing import Any, get_args
from urllib.parse import unquote

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from export.quoting import SPEECH, finding, passage
from onrecord.export.findings import FORMATS
from onrecord.export.findings.difference import Difference, Piece, difference, excerpt, signed
from onrecord.export.findings.markdown import ROOM, escaped
from onrecord.export.findings.places import end
from onrecord.export.findings.plain import cut, visible
from onrecord.export.findings.words import DISCLAIMER, VERDICTS, marks, place, summary
from onrecord.model.evidence import CONTEXT, Label
from onrecord.model.rows import EditRow, FindingRow, RuledRow, Severity, SpanRow

HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "quotes": "\"'`\" onmouseover='x",
    "an end of a comment and a style": "--></style><!--",
    "an entity": "&lt;b&gt;&amp;",
    "an escape sequence": "\x1b]0;owned\x07\x1b[31mred\x9b0m",
    "a direction override": "safe \u202etxt.exe\u202c \u2067x\u2069",
    "line breaks": "one\ntwo\r\nthree\rfour\u2028five",
    "a table": "a | b\n--- | ---\n| c",
    "a workflow command": "::error file=a.txt::gone%0A\n::stop-commands::x\n##[error]x",
    "a link": "[click](https://evil.example/a) ![x](//evil.example) <https://evil.example>",
    "a mention": "@somebody #12 GH-7 :100: www.evil.example https://evil.example a@evil.example",
    "marks": "**bold** ~~gone~~ _x_ `code` $x$ {0} [^1]",
    "a lone surrogate": "a\ud800b",
    "a hundred thousand characters": "word <b> " * 12_000,
}

HOSTILE_TEXT = st.text(
    st.characters() | st.sampled_from("<>&\"'`|*_~[](){}@#:/\\%,-!\x00\x1b\r\n\t\u202e\u2028\ufeff\ud800"), min_size=1
)

FIELDS = 13

every_format = pytest.mark.parametrize("form", FORMATS)
every_hostile_text = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)


def written(form: str, *rows: FindingRow) -> str:
    file = io.BytesIO()
    FORMATS[form](rows, file)
    return file.getvalue().decode()


def filled(texts: Sequence[str], *, severity: Severity = "fail") -> FindingRow:
    """A finding with one of thirteen texts in each field that is free, all words of it changed."""
    file, text, speaker, reason, why, document, exact, prefix, suffix, voice, event, other, kept = texts
    row = finding("x", "I thank the House", severity=severity, start=5, file=file, speaker=speaker)
    here, there = (SpanRow(start=at, end=at + len(words), text=words) for at, words in ((5, text), (40, exact)))
    found = passage("I thank the House", document=document, exact=exact, prefix=prefix, suffix=suffix, span=there)
    return msgspec.structs.replace(
        row,
        text=text,
        verdict=RuledRow(label="altered", reason=reason, severity=severity),
        edits=(EditRow(kind="replace", printed=here, primary=there, effect="wording", reason=why),),
        evidence=msgspec.structs.replace(found, speaker=voice, event=event),
        alternatives=(passage("I thank the House", document=other, exact=kept),),
    )


# --- every format


def test_there_are_five_formats() -> None:
    assert [*FORMATS] == ["json", "html", "sarif", "github", "markdown"]


@every_format
@every_hostile_text
def test_no_text_steers_a_terminal_or_breaks_the_encoding(form: str, text: str) -> None:
    shown = written(form, filled([text] * FIELDS))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", shown)


@every_format
def test_the_same_rows_give_the_same_bytes(form: str) -> None:
    rows = (finding("we can run trains", "we could maybe run"), finding("nobody is asked", "nobody is asked"))
    assert written(form, *rows) == written(form, *rows)


@every_format
def test_no_findings_are_a_whole_file_too(form: str) -> None:
    shown = written(form)
    assert shown.endswith("\n") or (form, shown) == ("github", "")


# --- words


def test_every_verdict_is_told_in_a_line_and_in_full() -> None:
    assert {*VERDICTS} == {*get_args(Label)}
    for told in VERDICTS.values():
        assert all(text.endswith(".") for text in told)
        assert "\n" not in told.short


def test_a_summary_counts_and_leaves_out_what_is_not_there() -> None:
    rows = [finding("x", severity=severity) for severity in ("fail", "pass", "pass")]
    assert summary(rows) == "3 quotations: 1 fail, 2 pass"
    assert summary(rows[:1]) == "1 quotation: 1 fail"
    assert summary(()) == "no quotation found"


def test_a_place_tells_what_is_known_and_no_more() -> None:
    whole = passage("nobody is asked")
    assert place(whole) == (
        "Ismay Marrane, Interview on Radio Aldermouth, 2031-03-10 (transcripts/2031-03-10-interview.txt)"
    )
    bare = msgspec.structs.replace(whole, speaker=None, event=None, date=None)
    assert place(bare) == "transcripts/2031-03-10-interview.txt"
    located = msgspec.structs.replace(bare, line=4, column=12)
    assert place(located) == "transcripts/2031-03-10-interview.txt:4:12"


def test_quotation_marks_are_put_around_a_quotation_that_brings_none() -> None:
    shown = [text.join(marks(text)) for text in ("no", "“no”", '"no"', "«no»", "")]
    assert shown == ["“no”", "“no”", '"no"', "«no»", "“”"]


@given(HOSTILE_TEXT, st.integers(min_value=2, max_value=60))
def test_a_cut_text_is_short_and_on_one_line(text: str, longest: int) -> None:
    assert len(cut(text, longest)) <= longest + 3
    assert len(cut(text, longest).splitlines()) <= 1


# --- difference


def pieces(row: FindingRow) -> tuple[str, str]:
    sides = difference(row)
    return signed(sides.printed), signed(sides.primary)


def test_words_put_in_and_left_out_are_told_on_their_own_side() -> None:
    row = finding("we can run a service", "we could maybe run a reduced service")
    assert pieces(row) == ("we {+can+} run a service", "we [-could maybe-] run a [-reduced-] service")


def test_what_does_not_count_is_the_same() -> None:
    row = finding("The corridor is OPEN", "The corridor is open", effect="none")
    edit = EditRow(
        kind="replace",
        printed=SpanRow(start=116, end=120, text="OPEN"),
        primary=SpanRow(start=128, end=132, text="open"),
        effect="none",
        reason="Capitals do not count.",
    )
    assert pieces(msgspec.structs.replace(row, edits=(edit,))) == ("The corridor is OPEN", "The corridor is open")


def test_moved_words_are_told_on_both_sides() -> None:
    row = finding("who pays everybody", "everybody who pays", start=0)
    at = SPEECH.index("who pays")
    edit = EditRow(
        kind="reorder",
        printed=SpanRow(start=0, end=8, text="who pays"),
        primary=SpanRow(start=at, end=at + 8, text="who pays"),
        effect="wording",
        reason="The words have changed places.",
    )
    assert pieces(msgspec.structs.replace(row, edits=(edit,))) == ("{~who pays~} everybody", "everybody {~who pays~}")


def test_neighbouring_edits_are_one_piece() -> None:
    row = finding("we run", "we could maybe run")
    at = SPEECH.index("could maybe")
    spans = (SpanRow(start=at, end=at + 5, text="could"), SpanRow(start=at + 6, end=at + 11, text="maybe"))
    edits = tuple(EditRow(kind="delete", printed=None, primary=s, effect="meaning", reason="") for s in spans)
    assert pieces(msgspec.structs.replace(row, edits=edits))[1] == "we [-could maybe-] run"


def test_an_edit_beyond_the_passage_is_shown_with_it() -> None:
    row = finding("we could maybe run a reduced service", "we could maybe run a reduced service")
    at = SPEECH.index(" in three weeks")
    cut_off = SpanRow(start=at, end=at + 15, text=" in three weeks")
    edit = EditRow(kind="delete", printed=None, primary=cut_off, effect="meaning", reason="A limit is left out.")
    sides = difference(msgspec.structs.replace(row, edits=(edit,)))
    assert signed(sides.primary) == "we could maybe run a reduced service[- in three weeks-]"
    assert sides.after == ", if the second …"


def test_what_stands_around_the_passage_is_cut_at_words() -> None:
    sides = difference(finding("nobody is asked", "nobody is asked"))
    assert (sides.before, sides.after) == ("… to everybody who pays, and ", " for more than the treaty says.")


def test_a_document_that_begins_or_ends_with_the_passage_has_no_ellipsis_there() -> None:
    assert difference(finding("House", "I thank the House")).before == ""
    assert difference(finding("says", "the treaty says.")).after == ""


def test_without_a_passage_there_is_one_side() -> None:
    assert difference(finding("Nobody said this.")) == Difference(printed=(Piece("same", "Nobody said this."),))


SPANS = st.none() | st.builds(
    lambda start, length: SpanRow(start=start, end=start + length, text=""), st.integers(-5, 140), st.integers(-3, 60)
)
EDITS = st.lists(
    st.builds(
        EditRow,
        kind=st.sampled_from(["insert", "delete", "replace", "reorder"]),
        printed=SPANS,
        primary=SPANS,
        effect=st.sampled_from(["none", "wording", "meaning"]),
        reason=st.just(""),
    ),
    max_size=5,
)


@given(EDITS)
def test_the_pieces_are_the_whole_text_wherever_the_edits_say_they_are(edits: list[EditRow]) -> None:
    row = finding("we can run a service", "we could maybe run a reduced service", edits=tuple(edits))
    sides = difference(row)
    assert "".join(piece.text for piece in sides.printed) == row.text
    assert "we could maybe run a reduced service" in "".join(piece.text for piece in sides.primary)
    assert {piece.kind for piece in sides.printed} <= {"same", "put_in", "moved"}
    assert {piece.kind for piece in sides.primary} <= {"same", "left_out", "moved"}


def test_an_excerpt_keeps_what_differs_and_the_words_beside_it() -> None:
    long = " ".join(f"word{number}" for number in range(100))
    shown = signed(excerpt((Piece("same", f"{long} "), Piece("put_in", "new"), Piece("same", f" {long}")), 120))
    assert shown == "… word95 word96 word97 word98 word99 {+new+} word0 word1 word2 word3 word4 word5 …"


@given(st.lists(st.builds(Piece, st.sampled_from(["same", "put_in", "moved"]), HOSTILE_TEXT)), st.integers(50, 200))
def test_an_excerpt_is_about_as_short_as_asked(found: list[Piece], longest: int) -> None:
    assert sum(len(piece.text) for piece in excerpt(found, longest)) <= 2 * longest


# --- places


@pytest.mark.parametrize(
    ("text", "expected"), [("no", (3, 9)), ("", (3, 7)), ("no\nno", (4, 3)), ("no\r\n", (4, 1)), ("👍🏽", (3, 9))]
)
def test_a_quotation_ends_after_its_last_character(text: str, expected: tuple[int, int]) -> None:
    row = finding(text)
    assert end(row.line, row.column, row.text) == expected


# --- json


def test_the_array_holds_the_rows_in_the_order_and_with_the_fields_of_the_contract() -> None:
    rows = (finding("we can run", "we could maybe run"), finding("Nobody said this."))
    read = json.loads(written("json", *rows))
    assert read == [json.loads(msgspec.json.encode(row)) for row in rows]
    assert [*read[0]] == [
        *("file", "start", "end", "line", "column", "text", "speaker", "verdict", "edits", "evidence", "alternatives")
    ]
    assert read[0]["evidence"]["date"] == "2031-03-10"


def test_each_row_of_the_array_has_a_line() -> None:
    assert written("json", finding("a\nb"), finding("c")).count("\n") == 4
    assert written("json") == "[]\n"


@given(st.lists(HOSTILE_TEXT, min_size=FIELDS, max_size=FIELDS))
def test_any_text_comes_back_from_the_array(texts: list[str]) -> None:
    (read,) = json.loads(written("json", filled(texts)))
    whole = [re.sub("[\ud800-\udfff]", "\ufffd", text) for text in texts]
    assert [read["file"], read["text"], read["speaker"], read["verdict"]["reason"]] == whole[:4]
    assert read["alternatives"][0]["exact"] == whole[-1]


# --- sarif

MESSAGE: dict[str, Any] = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1, "not": {"pattern": r"\]\("}}},
}
ARTIFACT: dict[str, Any] = {
    "type": "object",
    "required": ["uri"],
    "properties": {
        "uri": {"type": "string", "pattern": r"^(?!/)(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+$"},
        "uriBaseId": {"type": "string"},
    },
    "additionalProperties": False,
}
REGION: dict[str, Any] = {
    "type": "object",
    "required": ["startLine", "startColumn", "endLine", "endColumn", "snippet"],
    "properties": {
        **{key: {"type": "integer", "minimum": 1} for key in ("startLine", "startColumn", "endLine", "endColumn")},
        "snippet": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}},
    },
    "additionalProperties": False,
}
LOCATION: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "integer", "minimum": -1},
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {"artifactLocation": ARTIFACT, "region": REGION},
            "additionalProperties": False,
        },
        "message": MESSAGE,
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
RESULT: dict[str, Any] = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
    "properties": {
        "ruleId": {"enum": [*VERDICTS]},
        "ruleIndex": {"type": "integer", "minimum": 0, "maximum": len(VERDICTS) - 1},
        "kind": {"enum": ["pass"]},
        "level": {"enum": ["none", "warning", "error"]},
        "message": MESSAGE,
        "locations": {"type": "array", "minItems": 1, "maxItems": 1, "items": LOCATION},
        "relatedLocations": {"type": "array", "uniqueItems": True, "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "additionalProperties": False,
    "if": {"required": ["kind"]},
    "then": {"properties": {"level": {"const": "none"}}},
    "else": {"properties": {"level": {"enum": ["warning", "error"]}}},
}
RULE: dict[str, Any] = {
    "type": "object",
    "required": ["id", "name", "shortDescription", "fullDescription", "help"],
    "properties": {
        "id": {"type": "string"},
        "name": {"type": "string", "pattern": "^(?:[A-Z][a-z]+)+$"},
        **dict.fromkeys(("shortDescription", "fullDescription", "help"), MESSAGE),
    },
    "additionalProperties": False,
}
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "columnKind", "results"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name", "version", "rules"],
                                "properties": {
                                    "name": {"const": "onrecord"},
                                    "version": {"type": "string"},
                                    "rules": {"type": "array", "uniqueItems": True, "items": RULE},
                                },
                                "additionalProperties": False,
                            }
                        },
                        "additionalProperties": False,
                    },
                    "columnKind": {"const": "unicodeCodePoints"},
                    "originalUriBaseIds": {
                        "type": "object",
                        "additionalProperties": {
                            "type": "object",
                            "required": ["uri"],
                            "properties": {"uri": {"type": "string", "pattern": "^file:/.*/$"}},
                        },
                    },
                    "results": {"type": "array", "items": RESULT},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
"""What of the SARIF 2.1.0 schema is used here, made stricter: nothing else may stand there. The official schema accepts
the sample findings too (seen with its errata 01)."""


def run(*rows: FindingRow) -> dict[str, Any]:
    log = json.loads(written("sarif", *rows))
    Draft202012Validator(SARIF).validate(log)
    (only,) = log["runs"]
    assert isinstance(only, dict)
    return only


def test_every_verdict_is_a_rule_and_results_point_at_theirs() -> None:
    made = run(*(finding("x", label=label) for label in VERDICTS))
    rules = made["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*VERDICTS]
    assert [rules[result["ruleIndex"]]["id"] for result in made["results"]] == [*VERDICTS]
    assert rules[-2]["name"] == "NotFound"


def test_severities_are_levels_and_what_passes_has_a_kind() -> None:
    results = run(*(finding("x", severity=severity) for severity in ("fail", "warn", "pass")))["results"]
    assert [(result.get("kind"), result["level"]) for result in results] == [
        (None, "error"),
        (None, "warning"),
        ("pass", "none"),
    ]


def test_a_result_tells_verdict_reason_and_who_said_what_where_and_when() -> None:
    (result,) = run(finding("we can run", "we could maybe run", reason="A word differs."))["results"]
    assert result["message"]["text"] == (
        "Altered: A word differs. Primary text: “we could maybe run” – Ismay Marrane, Interview on Radio Aldermouth, "
        "2031-03-10 (transcripts/2031-03-10-interview.txt)"
    )


def test_the_region_of_a_result_ends_where_the_quotation_ends() -> None:
    (result,) = run(finding("no\n👍"))["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 7, "endLine": 4, "endColumn": 2, "snippet": {"text": "no\n👍"}}


def test_the_passage_and_its_alternatives_are_related_locations() -> None:
    row = finding("asked", "nobody is asked", alternatives=(passage("I thank the House", document="b c.txt"),))
    (result,) = run(row)["results"]
    uris = [place["physicalLocation"]["artifactLocation"]["uri"] for place in result["relatedLocations"]]
    assert uris == ["transcripts/2031-03-10-interview.txt", "b%20c.txt"]
    at = SPEECH.index("nobody is asked")
    assert result["relatedLocations"][0]["properties"] == {"start": at, "end": at + 15}


def test_a_passage_in_a_line_of_its_file_has_a_region() -> None:
    row = finding("asked", "nobody is asked", evidence=passage("nobody is asked", line=4, column=12))
    (result,) = run(row)["results"]
    (place,) = result["relatedLocations"]
    assert place["physicalLocation"]["region"] == {
        "startLine": 4, "startColumn": 12, "endLine": 4, "endColumn": 27, "snippet": {"text": "nobody is asked"}
    }  # fmt: skip


@pytest.mark.parametrize("form", ["html", "markdown", "github", "sarif"])
def test_the_line_of_a_passage_is_told_with_its_document(form: str) -> None:
    row = finding("asked", "nobody is asked", evidence=passage("nobody is asked", line=4, column=12))
    assert "2031-03-10-interview.txt:4:12" in written(form, row).replace("\u200b", "")


def test_a_quotation_without_a_passage_has_no_related_location() -> None:
    assert "relatedLocations" not in run(finding("Nobody said this."))["results"][0]


def test_the_fingerprint_is_that_of_the_words_in_whatever_file_and_line() -> None:
    rows = (
        finding("“The corridor\n  is open”"),
        finding("“the corridor is open”", file="b.txt", line=9, column=1, label="exact", severity="pass"),
        finding("“The corridor was open”"),
    )
    first, second, third = (result["partialFingerprints"]["quotation/v1"] for result in run(*rows)["results"])
    assert first == second != third


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("drafts/a b#1?.txt", "drafts/a%20b%231%3F.txt"),
        ("./é.txt", "%C3%A9.txt"),
        ("a:b.txt", "a%3Ab.txt"),
        ("caf\udce9.txt", "caf%E9.txt"),
        ("../a.txt", "../a.txt"),
    ],
)
def test_a_path_becomes_a_relative_address(path: str, uri: str) -> None:
    (result,) = run(finding("x", file=path))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_an_absolute_path_is_relative_to_its_root() -> None:
    made = run(finding("x", file="/home/tove/draft.txt"))
    artifact = made["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "home/tove/draft.txt", "uriBaseId": "file:///"}
    assert made["originalUriBaseIds"] == {"file:///": {"uri": "file:///"}}


def test_nobody_can_put_a_link_or_a_placeholder_into_a_message() -> None:
    (result,) = run(finding("x", reason="See [here](https://evil.example) for {0}."))["results"]
    assert result["message"]["text"] == "Altered: See [here] (https://evil.example) for {{0}}."


@given(st.lists(HOSTILE_TEXT, min_size=FIELDS, max_size=FIELDS), st.sampled_from(["fail", "warn", "pass"]))
def test_any_text_gives_a_valid_log(texts: list[str], severity: Severity) -> None:
    (result,) = run(filled(texts, severity=severity))["results"]
    snippet = result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"]
    assert snippet == re.sub("[\ud800-\udfff]", "\ufffd", texts[1])


# --- github


def test_a_finding_that_fails_is_an_error_at_its_place() -> None:
    row = finding("we can run", "we could maybe run", severity="fail", label="distorted", reason="A word differs.")
    assert written("github", row) == (
        "::error file=drafts/corridor.txt,line=3,endLine=3,col=7,endColumn=17,title=onrecord%3A distorted::"
        "A word differs.%0Aprinted: “we {+can+} run”%0A"
        "primary: I thank the House. I think “we [-could maybe-] run” a reduced service in three …%0A"
        "from: Ismay Marrane, Interview on Radio Aldermouth, 2031-03-10 (transcripts/2031-03-10-interview.txt)\n"
    )


def test_a_finding_that_warns_is_a_warning_and_one_that_passes_is_nothing() -> None:
    shown = written("github", finding("a", severity="warn"), finding("b", severity="pass"))
    assert shown.startswith("::warning file=")
    assert shown.count("\n") == 1


def test_a_quotation_over_several_lines_has_no_columns() -> None:
    assert ",line=3,endLine=4,title=" in written("github", finding("one\ntwo"))


def test_commas_colons_and_percent_signs_of_a_file_name_are_escaped() -> None:
    shown = written("github", finding("x", file="100%, a:b\n::error::.txt"))
    assert shown.startswith("::warning file=100%25%2C a%3Ab%0A%3A%3Aerror%3A%3A.txt,line=3,")


@given(st.lists(HOSTILE_TEXT, min_size=FIELDS, max_size=FIELDS))
def test_any_text_gives_one_command_with_the_same_properties(texts: list[str]) -> None:
    shown = written("github", filled(texts)).removesuffix("\n")
    assert len(shown.splitlines()) == 1
    head, _, data = shown.removeprefix("::error ").partition("::")
    properties = dict(pair.split("=", 1) for pair in head.split(","))
    assert {*properties} - {"col", "endColumn"} == {"file", "line", "endLine", "title"}
    assert unquote(properties["file"], errors="strict") == visible(texts[0]).replace("\r", "")
    assert data


# --- markdown

RENDERED = {*"h3 table thead tbody tr th td p blockquote strong em s sub".split()}


def rendered(markdown: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))


def read(markdown: str) -> str:
    """What a reader sees of it, without the zero-width spaces."""
    return parsed(rendered(markdown)).text.replace("\u200b", "")


def test_a_comment_counts_verdicts_and_shows_what_does_not_pass() -> None:
    rows = (
        finding("nobody is asked", "nobody is asked", label="exact", severity="pass", reason="Same."),
        finding("we can run", "we could maybe run", label="altered", severity="warn", reason="A word differs."),
        finding("Nobody said this.", label="not_found", severity="fail", reason="Not there."),
    )
    shown = read(written("markdown", *rows))
    assert "onrecord – 3 quotations: 1 fail, 1 warn, 1 pass" in shown
    assert "Same." not in shown
    assert shown.index("not found (fail) – Not there.") < shown.index("altered (warn) – A word differs.")
    assert "Ismay Marrane, Interview on Radio Aldermouth, 2031-03-10, transcripts/2031-03-10-interview.txt" in shown


def test_a_comment_marks_what_was_left_out_and_put_in() -> None:
    shown = written("markdown", finding("we can run", "we could maybe run"))
    assert "> printed: “we **can** run”\n" in shown
    assert "> primary: I thank the House. I think “we ~~could maybe~~ run” a reduced service in three …\n" in shown


@pytest.mark.parametrize("changed", [",", "“x”", " x ", "*", "né", "@x"])
def test_marks_hold_around_any_words(changed: str) -> None:
    row = finding(f"we{changed}run", start=0)
    edit = EditRow(
        kind="insert",
        printed=SpanRow(start=2, end=2 + len(changed), text=changed),
        primary=None,
        effect="wording",
        reason="",
    )
    shown = rendered(written("markdown", msgspec.structs.replace(row, edits=(edit,))))
    found = re.search("printed: “we ?<strong>(.*?)</strong> ?run", shown)
    assert found is not None
    assert parsed(found[1]).text.replace("\u200b", "") == changed.strip()


@pytest.mark.parametrize(
    "text", ["@somebody", "#12", "GH-7", ":100:", ":+1:", "www.evil.example", "https://evil.example"]
)
def test_what_a_host_makes_more_of_is_broken_up(text: str) -> None:
    assert text not in escaped(text)
    assert read(escaped(text)).strip() == text


def test_a_line_number_is_no_picture() -> None:
    assert ":100:" not in written("markdown", finding("x", line=100))


def test_a_comment_has_room_where_it_is_posted_and_says_what_it_leaves_out() -> None:
    shown = written("markdown", *(finding(f"{SPEECH} {number}") for number in range(1000)))
    assert len(shown) < ROOM + 2_000
    assert re.search(r"… and \d+ quotations more that there is no room for here\.", shown)


@given(st.lists(HOSTILE_TEXT, min_size=FIELDS, max_size=FIELDS))
def test_any_text_in_a_comment_is_text(texts: list[str]) -> None:
    made = parsed(rendered(written("markdown", filled(texts))))
    assert {*made.tags} <= RENDERED
    assert {*made.attributes} == {("style", "text-align:right")}
    assert made.tags.count("tr") == 2
    shown = squeezed(made.text.replace("\u200b", ""))
    for text in (texts[0], texts[1], texts[3], texts[6], texts[9]):
        assert squeezed(visible(text)).replace("\u200b", "") in shown


# --- html


class Parsed(HTMLParser):
    """What a page holds: its tags, attributes and words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.events: list[tuple[str, str]] = []
        self.strange: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.events += [("tag", tag), *((key, squeezed(value or "")) for key, value in attrs)]

    def handle_endtag(self, tag: str) -> None:
        self.events.append(("end", tag))

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.events and self.events[-1][0] == "text":
            data = self.events.pop()[1] + data
        self.events.append(("text", squeezed(data)))

    def handle_comment(self, data: str) -> None:
        self.strange.append(data)

    def handle_pi(self, data: str) -> None:
        self.strange.append(data)

    def unknown_decl(self, data: str) -> None:
        self.strange.append(data)


def parsed(page: str) -> Parsed:
    reader = Parsed()
    reader.feed(page)
    reader.close()
    return reader


def squeezed(text: str) -> str:
    """The text without its blanks, which no format promises to keep."""
    return re.sub(r"\s+", "", text)


def seen(events: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The events without texts of blanks alone, of which a reader sees nothing."""
    return [event for event in events if event != ("text", "")]


@given(st.lists(HOSTILE_TEXT, min_size=FIELDS, max_size=FIELDS))
@example(["\n"] * FIELDS)
def test_any_text_on_a_page_is_text_and_nothing_else_changes(texts: list[str]) -> None:
    tokens = [f"qq{number}qq" for number in range(FIELDS)]
    texts[7:9] = [text[: CONTEXT - 1] for text in texts[7:9]]  # a longer prefix or suffix is cut at a word
    texts[1] = f"q{texts[1]}"  # quotation marks are put around a text that begins with none
    plain, hostile = (parsed(written("html", filled(given))) for given in (tokens, texts))
    assert hostile.strange == []
    assert hostile.tags == plain.tags
    shown = dict(zip(tokens, (squeezed(visible(text)) for text in texts), strict=True))
    expected = [(kind, re.sub(r"qq\d+qq", lambda m: shown[m[0]], words)) for kind, words in plain.events]
    assert seen(hostile.events) == seen(expected)


def test_a_page_needs_nothing_else_and_runs_nothing() -> None:
    page = parsed(written("html", finding("we can run", "we could maybe run")))
    assert not {*page.tags} & {"script", "link", "img", "iframe", "object", "form", "base", "svg"}
    assert not [key for key, _ in page.attributes if key in ("src", "style", "srcset") or key.startswith("on")]
    assert all(value and value.startswith("#") for key, value in page.attributes if key == "href")


def test_the_policy_of_a_page_allows_its_style_and_nothing_more() -> None:
    shown = written("html", finding("x"))
    style = re.search("<style>(.*?)</style>", shown, re.DOTALL)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    digest = b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    (policy,) = [value for _, value in parsed(shown).attributes if value and value.startswith("default-src")]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_what_differs_is_told_by_elements_and_by_signs() -> None:
    shown = written("html", finding("we can run", "we could maybe run"))
    assert "we <ins><b>+\xa0</b><span>can</span></ins> run" in shown
    assert "we <del><b>−\xa0</b><span>could maybe</span></del> run" in shown


def test_a_page_tells_all_that_is_known_of_a_finding() -> None:
    other = passage("I thank the House", event="Sitting of the House", date=datetime.date(2031, 3, 9))
    page = parsed(written("html", finding("we can run", "we could maybe run", alternatives=(other,))))
    for words in (
        *("altered", "warn", "line 3, column 7", "A word differs.", "as said by Jory Penvale", "Ismay Marrane"),
        *("Interview on Radio Aldermouth", "2031-03-10", "transcripts/2031-03-10-interview.txt"),
        *("other words – This word differs.", "1 other passage fits as well"),
        *("Sitting of the House", "2031-03-09", "… I thank the House. I think ".removeprefix("… "), DISCLAIMER),
    ):
        assert words in page.text


def test_failing_findings_come_first_in_each_file_and_passing_ones_are_folded() -> None:
    rows = (
        finding("a", severity="pass", file="a.txt"),
        finding("b", severity="fail", file="b.txt"),
        finding("c", severity="fail", file="a.txt", start=900),
        finding("d", severity="fail", file="a.txt", start=800),
    )
    shown = written("html", *rows)
    assert re.findall(r'<article id="quotation-(\d)"', shown) == ["4", "3", "1", "2"]
    assert re.findall(r'<details class="(\w+)"( open="")?>', shown) == [
        ("fail", ' open=""'),
        ("pass", ""),
        ("fail", ' open=""'),
    ]


def test_a_page_has_landmarks_headings_in_order_and_anchors_that_are_there() -> None:
    page = parsed(written("html", finding("a", file="a.txt"), finding("b", file="b.txt")))
    assert [tag for tag in page.tags if tag in ("header", "main", "nav", "footer")] == [
        "header",
        "main",
        "nav",
        "footer",
    ]
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [value for key, value in page.attributes if key == "id"]
    assert len(ids) == len({*ids})
    asked = {value for key, value in page.attributes if key == "aria-labelledby"}
    linked = {value[1:] for key, value in page.attributes if key == "href" and value}
    assert asked | linked <= {*ids}
    assert ("lang", "en") in page.attributes


def test_words_can_be_told_from_their_ground_by_light_and_by_dark() -> None:
    style = files("onrecord.export.findings").joinpath("page.css").read_text(encoding="utf-8")
    schemes = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", part)) for part in style.split(":root {")[1:]]
    assert len(schemes) == 3
    for scheme in schemes:
        for ink in ("ink", "soft", "link", "fail", "warn", "pass"):
            assert min(contrast(scheme[ink], scheme[ground]) for ground in ("page", "card")) >= 4.5, ink
        for ink in ("put-in", "left-out", "moved"):
            assert contrast(scheme[ink], scheme[f"{ink}-ground"]) >= 4.5, ink


def contrast(one: str, other: str) -> float:
    """The ratio that WCAG 2.2 asks to be 4.5 at least for text."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
