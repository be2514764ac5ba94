"""Writes findings as one page that needs nothing else: no scripts, no fonts, no network, nothing that could run."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import groupby
from typing import BinaryIO

from onrecord.export.findings.article import article, example
from onrecord.export.findings.markup import NOTHING, Markup, element, joined, opening, said, text
from onrecord.export.findings.words import (
    DISCLAIMER,
    SEVERITIES,
    VERDICTS,
    name,
    quotations,
    severities,
    summary,
    tool_version,
    verdicts,
)
from onrecord.model.rows import FindingRow, Severity

Numbered = tuple[int, FindingRow]
"""A finding and its number, from 1, in the order in which the findings came: its anchor on the page."""

OPEN: tuple[Severity, ...] = ("fail", "warn")
"""What is unfolded when the page is opened."""


def write(rows: Sequence[FindingRow], file: BinaryIO) -> None:
    """The file is a page in UTF-8."""
    file.write(b"<!doctype html>\n")
    page_head = head(f"onrecord check: {summary(rows)}", style_sheet())
    file.write(element("html", page_head, Markup("\n"), _body(rows), lang="en").encode() + b"\n")


def head(title: str, style: str) -> Markup:
    """The head of a page that brings its one style sheet and lets nothing else in."""
    return element(
        "head",
        opening("meta", charset="utf-8"),
        opening("meta", http_equiv="Content-Security-Policy", content=_policy(style)),
        opening("meta", name="viewport", content="width=device-width, initial-scale=1"),
        opening("meta", name="color-scheme", content="light dark"),
        opening("meta", name="referrer", content="no-referrer"),
        opening("meta", name="generator", content=f"onrecord {tool_version()}"),
        said("title", title),
        element("style", Markup(style)),
    )


def style_sheet() -> str:
    """What the pages for readers look like."""
    return files(__package__).joinpath("page.css").read_text(encoding="utf-8")


def _policy(style: str) -> str:
    """Nothing is loaded and nothing runs; this one style sheet, known by its hash, is applied."""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _body(rows: Sequence[FindingRow]) -> Markup:
    by_file = _by_file(rows)
    return element(
        "body",
        said("a", "Skip to the quotations", href="#quotations", class_="skip"),
        element("header", said("p", "onrecord check"), said("h1", "Quotations against their sources")),
        element(
            "main",
            _summary(rows),
            _contents(by_file) if len(by_file) > 1 else NOTHING,
            element("div", *(_file(n, *found) for n, found in enumerate(by_file.items(), 1)), id="quotations"),
        ),
        element("footer", said("p", DISCLAIMER), said("p", f"onrecord {tool_version()}")),
    )


def _by_file(rows: Sequence[FindingRow]) -> dict[str, list[Numbered]]:
    """The findings of each file, the files in the order in which they came."""
    found: dict[str, list[Numbered]] = {}
    for number, row in enumerate(rows, 1):
        found.setdefault(row.file, []).append((number, row))
    return found


def _summary(rows: Sequence[FindingRow]) -> Markup:
    cards = (
        element("li", said("b", f"{count:,}"), text(f" {SEVERITIES[severity]}"), class_=severity)
        for severity, count in severities(rows).items()
    )
    return element(
        "section",
        said("h2", quotations(len(rows)) if rows else "No quotation found", id="summary"),
        element("ul", *cards, class_="cards") if rows else NOTHING,
        _table(rows) if rows else NOTHING,
        example() if rows else NOTHING,
        aria_labelledby="summary",
    )


def _table(rows: Sequence[FindingRow]) -> Markup:
    heads = element("tr", *(said("th", words, scope="col") for words in ("verdict", "what it means", "count")))
    lines = (
        element("tr", said("th", name(label), scope="row"), said("td", VERDICTS[label].short), said("td", f"{count:,}"))
        for label, count in verdicts(rows).items()
    )
    return element("table", element("thead", heads), element("tbody", *lines))


def _contents(by_file: dict[str, list[Numbered]]) -> Markup:
    lines = (
        element("li", said("a", file, href=f"#file-{number}"), text(f" {summary([row for _, row in found])}"))
        for number, (file, found) in enumerate(by_file.items(), 1)
    )
    return element("nav", said("h2", "Files", id="files"), element("ul", *lines), aria_labelledby="files")


def _file(number: int, file: str, found: Sequence[Numbered]) -> Markup:
    anchor = f"file-{number}"
    return element(
        "section",
        said("h2", file, id=anchor),
        joined(_group(severity, group) for severity, group in _by_severity(found)),
        aria_labelledby=anchor,
        class_="file",
    )


def _by_severity(found: Sequence[Numbered]) -> Iterator[tuple[Severity, list[Numbered]]]:
    """The findings of a file by severity, the gravest first, each group in the order of the text."""
    ranks = {severity: rank for rank, severity in enumerate(SEVERITIES)}
    ranked = sorted(found, key=lambda one: (ranks[one[1].verdict.severity], one[1].start))
    for severity, group in groupby(ranked, key=lambda one: one[1].verdict.severity):
        yield severity, list(group)


def _group(severity: Severity, found: Sequence[Numbered]) -> Markup:
    """The findings of one severity, which a reader can fold away."""
    heading = element("summary", said("h3", f"{len(found):,} {SEVERITIES[severity]}"))
    articles = (article(number, row) for number, row in found)
    return element("details", heading, *articles, class_=severity, open="" if severity in OPEN else None)
