"""The tables of the page: a row for each statement, verdict, commitment, forecast, dispute, reference and judgement."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.export.findings.markup import NOTHING, Markup, element, joined, said, text
from onrecord.export.findings.words import VERDICTS, name
from onrecord.export.report.counting import Numbered, Seen
from onrecord.export.sayings import words
from onrecord.export.sentences import CONTESTED, UNDERTAKEN, days, share, speakers
from onrecord.model.reading import CommitmentKind
from onrecord.model.rows import RecordRow, SpanRow, StatementRow, TimeRow, VerdictRow
from onrecord.model.statement import Verification

Line = tuple[str | None, tuple[Markup, ...]]
"""The anchor of a row, if others lead to it, and its cells."""

DOES: dict[CommitmentKind, str] = UNDERTAKEN | {"expects": "expects", "will_decide": "will decide"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table with its heads, and what makes its rows of one document."""

    name: str
    title: str
    heads: tuple[str, ...]
    lines: Callable[[RecordRow, Numbered], Iterator[Line]]

    def rows(self, row: RecordRow, numbered: Numbered) -> Iterator[Markup]:
        """The rows of a document. A cell knows its head, for screens on which a row is a card."""
        for anchor, cells in self.lines(row, numbered):
            shown = (element("td", cell, data_head=head) for head, cell in zip(self.heads, cells, strict=True))
            yield element("tr", *shown, id=anchor)


def sayings(seen: Seen) -> Markup:
    """The table of what stands in several documents; nothing where there is nothing of that."""
    if not seen.shared:
        return NOTHING
    heads = ("who", "what", "statements")
    rows = (
        element(
            "tr",
            element("td", text(one.speaker), data_head=heads[0]),
            element("td", _quoted(one.words), data_head=heads[1]),
            element("td", joined(_numbers(one.statements)), data_head=heads[2]),
        )
        for one in seen.shared
    )
    return element(
        "section",
        said("h2", "The same in several reports", id="sayings"),
        element(
            "table",
            element("thead", element("tr", *(said("th", head, scope="col") for head in heads))),
            element("tbody", *rows),
            aria_labelledby="sayings",
            class_="rows",
        ),
        aria_labelledby="sayings",
    )


def _statements(row: RecordRow, numbered: Numbered) -> Iterator[Line]:
    for number, one in numbered.each("statements", row.statements):
        first = numbered.same.get(one.id)
        same = joined((text("; the same as "), _link(first, f"s{first}"))) if first else NOTHING
        cells = (
            _link(number, f"t{number}"),
            joined((text(speakers(one)), _why(one))),
            _time(one.said),
            _quoted(words(one)),
            joined((text(_manner(one)), same)),
            text(_through(one)),
            _where(numbered, row),
        )
        yield f"s{number}", cells


def _verdicts(row: RecordRow, numbered: Numbered) -> Iterator[Line]:
    for number, one in numbered.each("statements", row.statements):
        if one.verdict:
            yield (
                None,
                (
                    _link(number, f"s{number}"),
                    _verdict(one.verdict),
                    _quoted(words(one)),
                    _primary(numbered.verified.get(one.id)),
                    _where(numbered, row),
                ),
            )


def _commitments(row: RecordRow, numbered: Numbered) -> Iterator[Line]:
    for number, one in numbered.each("commitments", row.commitments):
        yield (
            f"commitment-{number}",
            (
                _link(number, f"t-commitment-{number}"),
                text(one.actor),
                text(DOES[one.kind]),
                _quoted(one.action.text),
                _time(one.due),
                _words(one.condition),
                text(share(one.strength)),
                _by(one.by, numbered),
                _where(numbered, row),
            ),
        )


def _forecasts(row: RecordRow, numbered: Numbered) -> Iterator[Line]:
    for number, one in numbered.each("forecasts", row.forecasts):
        likely = one.probability
        told = f"{share(likely.low)} to {share(likely.high)} (“{likely.hedge.text}”)" if likely else ""
        yield (
            f"forecast-{number}",
            (
                _link(number, f"t-forecast-{number}"),
                _quoted(one.outcome.text),
                _time(one.horizon),
                text(told),
                _words(one.condition),
                text("yes" if one.resolvable else f"no: {one.why_not or 'the reason is not told'}"),
                _by(one.by, numbered),
                _where(numbered, row),
            ),
        )


def _disputes(row: RecordRow, numbered: Numbered) -> Iterator[Line]:
    for number, one in numbered.each("disputes", row.disputes):
        counter = one.counter
        right = _quoted(counter.text) if counter else NOTHING
        judged = element("div", _verdict(counter.verdict)) if counter and counter.verdict else NOTHING
        yield (
            f"dispute-{number}",
            (
                _link(number, f"t-dispute-{number}"),
                text(CONTESTED[one.kind]),
                _quoted(one.span.text),
                _by(one.target, numbered),
                joined((right, judged)),
                _by(one.by, numbered),
                _where(numbered, row),
            ),
        )


def _references(row: RecordRow, numbered: Numbered) -> Iterator[Line]:
    for number, one in numbered.each("references", row.references):
        yield (
            f"reference-{number}",
            (
                _link(number, f"t-reference-{number}"),
                text(one.kind),
                text(one.title),
                text(one.date or ""),
                _quoted(one.span.text),
                _where(numbered, row),
            ),
        )


def _judgements(row: RecordRow, numbered: Numbered) -> Iterator[Line]:
    for one in row.judgements:
        cells = (_by(one.target, numbered), text(one.value), text(one.note or ""), text(one.judge), text(one.at))
        yield None, (*cells, _where(numbered, row))


def _link(shown: object, anchor: str) -> Markup:
    return said("a", shown, href=f"#{anchor}")


def _numbers(statements: list[int]) -> Iterator[Markup]:
    for place, number in enumerate(statements):
        yield joined((text(", ") if place else NOTHING, _link(number, f"s{number}")))


def _where(numbered: Numbered, row: RecordRow) -> Markup:
    return _link(row.document.title or row.document.uri, f"document-{numbered.number}")


def _by(id: str | None, numbered: Numbered) -> Markup:
    """The statement that is meant; what is none is something else, or was rejected."""
    if number := numbered.of.get(id or ""):
        return _link(f"statement\u00a0{number}", f"s{number}")
    return text("a post, the document or what was rejected") if id else NOTHING


def _quoted(told: str) -> Markup:
    return said("q", told, dir="auto") if told else NOTHING


def _words(span: SpanRow | None) -> Markup:
    return _quoted(span.text) if span else NOTHING


def _time(time: TimeRow | None) -> Markup:
    return text(f"{days(time)} (“{time.words.text}”)") if time else NOTHING


def _verdict(verdict: VerdictRow) -> Markup:
    label = said("strong", name(verdict.label), title=VERDICTS[verdict.label].short)
    return joined((label, text(f": {verdict.reason}")))


def _primary(found: Verification | None) -> Markup:
    if found is None or found.passage is None:
        return NOTHING
    facts = (found.speaker, found.event, found.date and str(found.date), found.primary)
    return joined((_quoted(found.passage), said("div", ", ".join(fact for fact in facts if fact), class_="why")))


def _manner(row: StatementRow) -> str:
    """Whether it is quoted, and how it is meant."""
    force = () if row.force == "asserted" else (row.force,)
    return ", ".join((row.mode, *force, *(("denied",) if row.negated else ())))


def _through(row: StatementRow) -> str:
    via = f"through {', '.join(one.name for one in row.via)}" if row.via else ""
    to = f"to {row.addressee.name}" if row.addressee else ""
    return "; ".join(fact for fact in (via, to) if fact)


def _why(row: StatementRow) -> Markup:
    """Why it is they, and how sure the reading is."""
    reasons = "; ".join(dict.fromkeys(speaker.reason for speaker in row.speakers)) or "no source was found"
    added = "added by a person" if row.judged is not None and row.judged.added else None
    return said("div", f"{reasons}; {added or f'confidence {share(row.confidence)}'}", class_="why")


SECTIONS = (
    Section(
        name="statements",
        title="Statements",
        heads=("no.", "who", "when", "what", "how", "through, to", "where"),
        lines=_statements,
    ),
    Section(
        name="verdicts",
        title="Quotations against their sources",
        heads=("statement", "verdict", "printed", "primary words", "where"),
        lines=_verdicts,
    ),
    Section(
        name="commitments",
        title="Commitments",
        heads=("no.", "who", "does", "what", "due", "condition", "strength", "said in", "where"),
        lines=_commitments,
    ),
    Section(
        name="forecasts",
        title="Forecasts",
        heads=("no.", "what", "when", "how likely", "condition", "can be resolved", "said in", "where"),
        lines=_forecasts,
    ),
    Section(
        name="disputes",
        title="Disputes",
        heads=("no.", "what is contested", "words", "against", "said to be right", "said in", "where"),
        lines=_disputes,
    ),
    Section(
        name="references",
        title="Works that are named",
        heads=("no.", "kind", "title", "date", "words", "where"),
        lines=_references,
    ),
    Section(
        name="judgements",
        title="Judgements",
        heads=("on", "judgement", "note", "by", "at", "where"),
        lines=_judgements,
    ),
)
"""Every table of the page, in its order."""
