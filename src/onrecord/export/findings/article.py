"""One finding on the page: both sides with what differs, the verdict, and where the words come from."""

from collections.abc import Iterable, Iterator

from onrecord.export.findings.difference import Kind, Piece, counted, difference
from onrecord.export.findings.markup import NOTHING, Markup, element, joined, said, text
from onrecord.export.findings.words import EFFECTS, MARKS, SEVERITIES, VERDICTS, document, marks, name
from onrecord.model.rows import EditRow, FindingRow, PassageRow

TAGS: dict[Kind, tuple[str, str]] = {"left_out": ("del", "−"), "put_in": ("ins", "+"), "moved": ("mark", "⇄")}
"""The element of a kind of piece, and the sign in it that tells the kind where colours and lines do not."""


def article(number: int, row: FindingRow) -> Markup:
    """The finding under an anchor of that number."""
    anchor = f"quotation-{number}"
    return element(
        "article",
        _heading(anchor, row),
        element("p", text(row.verdict.reason), class_="reason"),
        element("div", *_sides(row), class_="sides"),
        _edits(row),
        _alternatives(row),
        id=anchor,
        aria_labelledby=f"{anchor}-name",
        class_=row.verdict.severity,
    )


def example() -> Markup:
    """What the signs mean."""
    shown = (element("li", _piece(kind, kind.replace("_", " "))) for kind in TAGS)
    return element("ul", *shown, class_="signs", aria_label="Signs")


def _heading(anchor: str, row: FindingRow) -> Markup:
    ruled = row.verdict
    verdict = said("span", name(ruled.label), class_="verdict", title=VERDICTS[ruled.label].short)
    return element(
        "h4",
        verdict,
        said("span", SEVERITIES[ruled.severity], class_="severity"),
        said("a", f"line {row.line}, column {row.column}", href=f"#{anchor}"),
        id=f"{anchor}-name",
    )


def _sides(row: FindingRow) -> Iterator[Markup]:
    sides = difference(row)
    speaker = said("p", f"as said by {row.speaker}", class_="source") if row.speaker else NOTHING
    yield _side("Printed", element("blockquote", _marked(sides.printed, *marks(row.text)), dir="auto"), speaker)
    if row.evidence is None:
        yield _side("Primary text", said("p", "No passage was found to compare with.", class_="none"))
        return
    words = (_context(sides.before), _marked(sides.primary, *MARKS), _context(sides.after))
    yield _side("Primary text", element("blockquote", *words, dir="auto"), _source(row.evidence))


def _side(heading: str, *inside: Markup) -> Markup:
    return element("figure", said("figcaption", heading), *inside)


def _marked(pieces: Iterable[Piece], opening: str, closing: str) -> Markup:
    return joined((text(opening), *(_piece(kind, words) for kind, words in pieces), text(closing)))


def _piece(kind: Kind, words: str) -> Markup:
    if kind not in TAGS:
        return text(words)
    tag, sign = TAGS[kind]
    return element(tag, said("b", f"{sign}\N{NO-BREAK SPACE}"), said("span", words))


def _context(words: str) -> Markup:
    return said("span", words, class_="context") if words else NOTHING


def _source(passage: PassageRow) -> Markup:
    """Who spoke the words, where, when, and in which document they stand."""
    day = passage.date and str(passage.date)
    facts = [
        *([said("b", passage.speaker)] if passage.speaker else []),
        *([text(passage.event)] if passage.event else []),
        *([said("time", day, datetime=day)] if day else []),
    ]
    return element("p", Markup(" · ".join(facts)), said("cite", document(passage)), class_="source")


def _edits(row: FindingRow) -> Markup:
    """What differs, edit by edit, the gravest effect first."""
    order = list(EFFECTS)
    edits = sorted(counted(row.edits), key=lambda edit: order.index(edit.effect))
    return element("ul", *map(_edit, edits), class_="edits") if edits else NOTHING


def _edit(edit: EditRow) -> Markup:
    return element("li", said("b", EFFECTS[edit.effect]), text(f" – {edit.reason}"))


def _alternatives(row: FindingRow) -> Markup:
    if not row.alternatives:
        return NOTHING
    count = len(row.alternatives)
    told = f"{count:,} other passage{' fits' if count == 1 else 's fit'} as well"
    return element("details", said("summary", told), *map(_alternative, row.alternatives), class_="others")


def _alternative(passage: PassageRow) -> Markup:
    return element("figure", element("blockquote", text(passage.exact.join(MARKS)), dir="auto"), _source(passage))
