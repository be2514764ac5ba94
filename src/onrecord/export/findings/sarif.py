"""Writes findings as SARIF 2.1.0, which editors and code hosts show beside the lines of a draft."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any, BinaryIO
from urllib.parse import quote

from onrecord.export.findings.places import end
from onrecord.export.findings.plain import cut, flat
from onrecord.export.findings.words import MARKS, VERDICTS, name, place, tool_version
from onrecord.export.jsonl import line
from onrecord.model.base import content_id
from onrecord.model.evidence import Label
from onrecord.model.rows import FindingRow, PassageRow, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

LEVELS: dict[Severity, str] = {"fail": "error", "warn": "warning", "pass": "none"}

LONGEST = 600
"""Characters of a passage that a message shows; the snippet of a quotation is whole."""

FINGERPRINT = "quotation/v1"
"""Names how the fingerprint is made: whoever changes that, changes the number."""

_RULES = tuple(VERDICTS)

_LINK = re.compile(r"\]\(")


def write(rows: Sequence[FindingRow], file: BinaryIO) -> None:
    """The file is one log with one run, in which each finding is a result and each verdict a rule."""
    file.write(line({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(rows)]}))


def _run(rows: Sequence[FindingRow]) -> dict[str, Any]:
    driver = {"name": "onrecord", "version": tool_version(), "rules": [_rule(label) for label in _RULES]}
    bases = dict.fromkeys(_bases(rows))
    return {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        **({"originalUriBaseIds": {base: {"uri": base} for base in bases}} if bases else {}),
        "results": [_result(row) for row in rows],
    }


def _rule(label: Label) -> dict[str, Any]:
    told = VERDICTS[label]
    return {
        "id": label,
        "name": "".join(part.capitalize() for part in label.split("_")),
        "shortDescription": {"text": told.short},
        "fullDescription": {"text": told.full},
        "help": {"text": told.advice},
    }


def _result(row: FindingRow) -> dict[str, Any]:
    passages = (*((row.evidence,) if row.evidence else ()), *row.alternatives)
    region = _region(row.line, row.column, row.text)
    return {
        "ruleId": row.verdict.label,
        "ruleIndex": _RULES.index(row.verdict.label),
        **({"kind": "pass"} if row.verdict.severity == "pass" else {}),
        "level": LEVELS[row.verdict.severity],
        "message": _message(" ".join(_sentences(row))),
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(row.file), "region": region}}],
        **({"relatedLocations": [_related(p, n) for n, p in enumerate(passages, 1)]} if passages else {}),
        "partialFingerprints": {FINGERPRINT: content_id("quotation", flat(row.text).strip().casefold())},
    }


def _sentences(row: FindingRow) -> Iterator[str]:
    reason = cut(row.verdict.reason, LONGEST)
    yield f"{name(row.verdict.label).capitalize()}: {reason}" + ("" if reason.endswith((".", "!", "?")) else ".")
    if row.evidence is not None:
        yield f"Primary text: {cut(row.evidence.exact, LONGEST).join(MARKS)} – {place(row.evidence)}"


def _region(line: int, column: int, text: str) -> dict[str, Any]:
    last = end(line, column, text)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": last.line,
        "endColumn": last.column,
        "snippet": {"text": text},
    }


def _related(passage: PassageRow, number: int) -> dict[str, Any]:
    """Where a passage stands, as number 1 the one compared with.

    It has a region where the place is one of the file; the span, which counts in the document's text, is a property.
    """
    region = {"region": _region(passage.line, passage.column or 1, passage.exact)} if passage.line else {}
    return {
        "id": number,
        "physicalLocation": {"artifactLocation": _artifact(passage.document), **region},
        "message": _message(f"{place(passage)}: {cut(passage.exact, LONGEST).join(MARKS)}"),
        "properties": {"start": passage.span.start, "end": passage.span.end},
    }


def _message(text: str) -> dict[str, str]:
    """The text, in which nobody has put a link or a placeholder (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    return {"text": _LINK.sub("] (", text).replace("{", "{{").replace("}", "}}")}


def _artifact(path: str) -> dict[str, str]:
    """The address of a file, relative to the folder of the run or, where the path is absolute, to its root."""
    found = PurePath(path)
    relative = found.relative_to(found.anchor).as_posix() if found.anchor else found.as_posix()
    return {"uri": quote(_bytes(relative)), **({"uriBaseId": base} if (base := _base(path)) else {})}


def _bases(rows: Iterable[FindingRow]) -> Iterator[str]:
    for row in rows:
        passages = (*((row.evidence,) if row.evidence else ()), *row.alternatives)
        for path in (row.file, *(passage.document for passage in passages)):
            if base := _base(path):
                yield base


def _base(path: str) -> str | None:
    """The root under which an absolute path stands; None for a relative one. It is its own name."""
    found = PurePath(path)
    return PurePath(found.anchor).as_uri() if found.is_absolute() else None


def _bytes(path: str) -> bytes:
    """The path as the file system has it; a character that none can have becomes a question mark."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "replace")
