"""Checks every quotation of a draft against a library: what it was made from, and what became of its words."""

import bisect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.model.base import Span
from onrecord.model.contract import span_row, statement_rows
from onrecord.model.document import Record
from onrecord.model.evidence import Edit, Verdict
from onrecord.model.rows import EditRow, FindingRow, RuledRow, SpanRow, StatementRow
from onrecord.model.statement import Quotation
from onrecord.verify.alignment import align, place_of, words_of
from onrecord.verify.houserules import HouseRules
from onrecord.verify.matches import Match
from onrecord.verify.matching import match
from onrecord.verify.passages import Passage, changed_since, is_asking, is_other, passage, ranked, row, surname
from onrecord.verify.verdicts import MIN_WORDS, Printed, judge, printed_of

if TYPE_CHECKING:
    from onrecord.verify.library.shelves import Library

ALTERNATIVES = 5
"""Other occasions of the same words that are listed."""

AROUND = 250
"""Characters before and after a quotation in which the name of whoever spoke it may stand: then the draft may well give
it to them, whoever was taken for its speaker."""

BESIDE = 300
"""Characters before and after a quotation in which its sentence is looked for."""

NEAR = 4_000
"""Characters around the passage of a statement's longest quotation in which its shorter ones are looked for."""

_READING = frozenset("read reads reading quoted quotes quoting cited cites citing recalled repeated repeating".split())
"""What a draft says of a speaker who passes on somebody else's words."""

_WORDS = re.compile(r"\w+")
_ENDS = re.compile(r"[.?!]\s|\n")

Place = Callable[[int], tuple[int, int]]
"""The line and column, from 1, of a position in a draft's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quotation of a draft: the words between the marks, the statement it stands in, and who is said to speak."""

    span: Span
    statement: StatementRow | None
    speaker: str | None

    @property
    def named(self) -> bool:
        """Whether the draft names the speaker by name beside the words, and not as "he"."""
        source = self.statement.source if self.statement else None
        return bool(source and self.speaker and self.speaker.split()[-1].casefold() in source.text.casefold())


def findings(
    record: Record, library: "Library", rules: HouseRules, *, place: Place, min_words: int = MIN_WORDS
) -> Iterator[FindingRow]:
    """A finding for each quotation of the record with at least so many words, in text order.

    Shorter ones are checked only beside a longer one of the same statement, in the passage that it was made from.
    """
    found: dict[str, Passage] = {}
    text = record.document.text
    quotations = [(one, _printed(text, one)) for one in quoted(record)]
    by_length = sorted(quotations, key=lambda pair: -len(words_of(pair[1].tokens)))
    made: dict[int, FindingRow] = {}
    for one, printed in by_length:
        words = len(words_of(printed.tokens))
        key = one.statement.id if one.statement else ""
        if words >= MIN_WORDS:
            passages = _passages(record, printed, library)
            if passages and key:
                found.setdefault(key, passages[0])
            if words >= min_words:
                made[one.span.start] = _finding(record, one, printed, passages, library, rules, place)
        elif key in found and words:
            made[one.span.start] = _partial(record, one, printed, found[key], library, rules, place)
    yield from (made[start] for start in sorted(made))


def quoted(record: Record) -> Iterator[Quoted]:
    """The quotations of a record, those within others left out, with who is said to speak; and its block quotations."""
    statements = [s for s in statement_rows(record) if s.content]
    seen: list[Span] = []
    for span in _spans(record):
        if any(other.overlaps(span) for other in seen[-1:]):
            continue
        seen.append(span)
        statement = _statement_of(span, statements)
        yield Quoted(span=span, statement=statement, speaker=_speaker(statement))


def _spans(record: Record) -> list[Span]:
    marked = [q.inner for q in record.of(Quotation) if q.depth == 0 and len(q.inner)]
    blocks = [h.span for h in record.document.hints if h.tag in ("blockquote", "q") and len(h.span)]
    apart = [b for b in blocks if not any(b.overlaps(m) for m in marked)]
    return sorted((*marked, *apart))


def _statement_of(span: Span, statements: Sequence[StatementRow]) -> StatementRow | None:
    """The statement with the smallest content that holds most of a quotation."""

    def shared(statement: StatementRow) -> int:
        return sum(max(0, min(part.end, span.end) - max(part.start, span.start)) for part in statement.content)

    holding = [(shared(s), s) for s in statements if shared(s) * 2 > len(span)]
    return min(holding, key=lambda pair: (sum(p.end - p.start for p in pair[1].content), -pair[0]), default=(0, None))[
        1
    ]


def _smallest(holding: tuple[int, StatementRow]) -> tuple[int, int]:
    return sum(part.end - part.start for part in holding[1].content), -holding[0]


def _speaker(statement: StatementRow | None) -> str | None:
    """The one person who is said to speak."""
    if statement is None or len(statement.speakers) != 1 or statement.speakers[0].type != "person":
        return None
    return statement.speakers[0].name


def _printed(text: str, one: Quoted) -> Printed:
    around = text[max(0, one.span.start - AROUND) : one.span.start] + text[one.span.end : one.span.end + AROUND]
    names = frozenset(word.casefold() for word in _WORDS.findall(around) if word[0].isupper())
    return printed_of(text, one.span, beside=_beside(text, one.span), speaker=one.speaker, around=names)


def _beside(text: str, span: Span) -> frozenset[str]:
    """The words of a quotation's sentence outside its marks."""
    before = _ENDS.split(text[max(0, span.start - BESIDE) : max(0, span.start - 1)])[-1]
    after = _ENDS.split(text[span.end + 1 : span.end + BESIDE])[0]
    return frozenset(word.casefold() for word in _WORDS.findall(f"{before} {after}"))


def _passages(record: Record, printed: Printed, library: "Library") -> tuple[Passage, ...]:
    """The passages that fit, the one meant first."""
    day = record.document.published_on
    return ranked([passage(m, library) for m in match(printed.tokens, library)], printed.speaker, day)


def _finding(
    record: Record,
    one: Quoted,
    printed: Printed,
    passages: Sequence[Passage],
    library: "Library",
    rules: HouseRules,
    place: Place,
) -> FindingRow:
    if not passages:
        return _row(record, one, judge(printed, None), None, (), rules, place)
    best = passages[0]
    reason = _not_theirs(printed, best)
    same = one.speaker is not None and surname(best.speaker) == surname(one.speaker)
    sure = _is_somebody(one, library) and (one.named or (best.quoting and same))
    verdict = judge(printed, best.match, not_theirs=reason if sure else None)
    notes = (f"{reason} The draft may mean them.",) if reason and not sure else ()
    return _row(record, one, _told(verdict, best, record, notes), best, passages[1 : 1 + ALTERNATIVES], rules, place)


def _is_somebody(one: Quoted, library: "Library") -> bool:
    """Whether the one who is said to speak is surely a person: one of a register, with a role, or who speaks in the
    library."""
    speakers = one.statement.speakers if one.statement else ()
    return any(s.person or s.role for s in speakers) or library.has_speaker(surname(one.speaker))


def _not_theirs(printed: Printed, best: Passage) -> str | None:
    """Why the words are not those of the one whom the draft names, where that is sure."""
    if printed.speaker is None or best.speaker is None:
        return None
    if is_asking(best.speaker):
        return f"A questioner spoke these words there, not {printed.speaker}."
    other = is_other(printed.speaker, best.speaker) and surname(best.speaker) not in printed.around
    if best.quoting:
        return (
            None
            if other or printed.beside & _READING
            else f"{best.speaker} spoke these words there, but read out or quoted somebody else’s."
        )
    return f"{best.speaker} spoke these words there, not {printed.speaker}." if other else None


def _told(verdict: Verdict, best: Passage, record: Record, given: Sequence[str]) -> Verdict:
    """The verdict with what else a reader has to know of the passage."""
    notes = list(given)
    day, published = best.day, record.document.published_on
    if day and published and day > published:
        notes.append(f"The passage is of {day}, later than the draft.")
    if best.quoting and verdict.label != "misattributed":
        notes.append(f"{best.speaker or 'The speaker'} quotes these words there.")
    if changed := changed_since(best.held):
        notes.append(f"Of {best.held.path}: {changed}.")
    return replace(verdict, reason=" ".join((verdict.reason, *notes)))


def _partial(
    record: Record,
    one: Quoted,
    printed: Printed,
    beside: Passage,
    library: "Library",
    rules: HouseRules,
    place: Place,
) -> FindingRow:
    """A few words, looked for around the passage of a longer quotation of the same statement."""
    around = library.around(beside.match.stretch, NEAR)
    words = words_of(printed.tokens)
    at = place_of([token.key for token in words], [token.key for token in around.tokens])
    if at is None:
        reason = "These few words do not stand near the passage that the rest of the statement was made from."
        return _row(record, one, Verdict(label="unchecked", reason=reason), None, (), rules, place)
    found = passage(Match(around, align(words, around.tokens[at : at + len(words)])), library)
    reason = "These words stand near the passage that the rest of the statement was made from."
    return _row(record, one, Verdict(label="exact", reason=reason), found, (), rules, place)


def _row(
    record: Record,
    one: Quoted,
    verdict: Verdict,
    best: Passage | None,
    others: Sequence[Passage],
    rules: HouseRules,
    place: Place,
) -> FindingRow:
    text = record.document.text
    line, column = place(one.span.start)
    return FindingRow(
        file=record.document.origin.uri,
        start=one.span.start,
        end=one.span.end,
        line=line,
        column=column,
        text=one.span.of(text),
        speaker=one.speaker,
        verdict=RuledRow(label=verdict.label, reason=verdict.reason, severity=rules.severities[verdict.label]),
        edits=tuple(_edit(edit, text, best) for edit in verdict.edits) if best else (),
        evidence=row(best) if best else None,
        alternatives=tuple(map(row, others)),
    )


def _edit(edit: Edit, text: str, best: Passage) -> EditRow:
    stretch = best.match.stretch
    primary = edit.primary
    return EditRow(
        kind=edit.kind,
        printed=span_row(edit.printed, text) if edit.printed else None,
        primary=None
        if primary is None
        else SpanRow(
            start=primary.start,
            end=primary.end,
            text=stretch.text[primary.start - stretch.start : primary.end - stretch.start],
        ),
        effect=edit.effect,
        reason=edit.reason,
    )


def lines(text: str) -> Place:
    """The line and column of each position of a text, from 1."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(position: int) -> tuple[int, int]:
        line = bisect.bisect_right(starts, position)
        return line, position - starts[line - 1] + 1

    return place
