"""The sample dispute's planted quotations are found: the wrong ones told, the right ones passed."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from onrecord import checks
from onrecord.errors import DocumentError
from onrecord.model.rows import FindingRow
from onrecord.verify.houserules import load_rules

EXAMPLES = Path(__file__).parents[1] / "examples"
PLANTED: list[dict[str, Any]] = [json.loads(line) for line in (EXAMPLES / "planted.jsonl").read_text().splitlines()]
SOUND = {"exact", "cleaned", "marked"}
UNTOLD = {
    "[Tambria] can't negotiate freely with one hand in the door,": "no rule tells whom “you” means",
}
"""Misquotations that no rule tells, and why."""


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


@cache
def found() -> tuple[FindingRow, ...]:
    library, failed = checks.in_memory([EXAMPLES / "transcripts"])
    assert failed == []
    files = sorted({EXAMPLES / row["file"] for row in PLANTED})
    with library:
        rows = tuple(checks.check(files, library, load_rules("strict"), min_words=3))
    assert not any(isinstance(row, DocumentError) for row in rows)
    return rows  # type: ignore[return-value]


def finding(row: dict[str, Any]) -> FindingRow:
    """The finding that holds just the planted words; else the shortest that holds them, or that they hold."""
    here = [f for f in found() if f.file.endswith(row["file"])]
    wanted = letters(row["quote"])
    fitting = [f for f in here if letters(f.text) in wanted or wanted in letters(f.text)]
    return min(fitting, key=lambda f: abs(len(letters(f.text)) - len(wanted)))


def test_most_planted_quotations_get_the_verdict_of_a_careful_checker() -> None:
    right = sum(finding(row).verdict.label == row["verdict"] for row in PLANTED)
    assert right >= 119, f"{right} of {len(PLANTED)}"


@pytest.mark.parametrize("row", [r for r in PLANTED if r["verdict"] == "exact"], ids=lambda r: r["quote"][:40])
def test_true_quotations_pass(row: dict[str, Any]) -> None:
    assert finding(row).verdict.label == "exact"


@pytest.mark.parametrize("row", [r for r in PLANTED if r["verdict"] not in SOUND], ids=lambda r: r["quote"][:40])
def test_misquotations_do_not_pass(row: dict[str, Any]) -> None:
    if row["quote"] in UNTOLD:
        pytest.xfail(UNTOLD[row["quote"]])
    assert finding(row).verdict.label not in SOUND
