"""Reads the challenge sets of forecasts, commitments, disputes and references: passages with what is expected in them.

    python -m evals.readings [FOLDER…]      counts the cases of each folder, by file

A case begins with "@ report", "@ post" or "@ thread" and its day of publication. Its text follows, with spans marked in
it. In a thread the first paragraph is the report's, and each later one a reader's post. A letter tells what is marked,
and a number ties what belongs together (f2 h2):

    f forecast      h horizon   p hedge     c condition
    a action        w who       d due       c condition       one of the spans marked w is enough
    x dispute       t target    q counter-quotation
    r reference     d date

Lines with "=" tell the rest; "|" parts what is equally right, and "= f maybe" tells what may be found or not:

    = h 2031-03-05..2031-06-30              inclusive days, where they can be told
    = f no date | vague                     why it cannot be resolved; nothing where it can
    = a undertakes, firm                    kind and strength of a commitment
    = x denies_quote                        kind of a dispute
    = r treaty, Treaty of Halm              kind and title of a reference
    = r2 same r                             the thing that was referred to first

What is not marked must not be found, as far as the folder's own kind of reading goes.
"""

import datetime
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from marked import Marked, marked
from onrecord.model.base import Span
from onrecord.model.reading import CommitmentKind, DisputeKind, ReferenceKind, Window

FOLDER = Path(__file__).with_name("cases")
FOLDERS = ("forecasts", "commitments", "disputes", "references")

Kind = Literal["report", "post", "thread"]

RESOLVABLE = ("resolvable", "no date", "vague", "no establishable outcome")
STRENGTHS = ("firm", "likely", "weak")

_HEAD = re.compile(r"(report|post|thread) (\d{4}-\d\d-\d\d)")
_NOTE = re.compile(r"= ([a-z])(\d*) (.+)")
_PHENOMENON = re.compile(r"# Phenomenon: (.+)")
_KINDS: Mapping[str, Kind] = {"report": "report", "post": "post", "thread": "thread"}
_LETTERS = {"f": "hpc", "a": "wdc", "x": "tq", "r": "d"}
"""The main letter of each kind of reading, and the letters that may go with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A reading that is expected; one that is `optional` may be found or not."""

    span: Span
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedForecast(Wanted):
    """A forecast. Any of `resolvable` is right."""

    horizon: Window | None = None
    hedge: Span | None = None
    condition: Span | None = None
    resolvable: tuple[str, ...] = ("resolvable",)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedCommitment(Wanted):
    """A commitment; its span is the action. Any of the actors, kinds and strengths is right."""

    actors: tuple[Span, ...]
    kinds: tuple[str, ...]
    strengths: tuple[str, ...]
    due: Window | None = None
    condition: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedDispute(Wanted):
    """A dispute; its span is the sentence that contests. Any of the kinds is right."""

    kinds: tuple[str, ...]
    target: Span | None = None
    counter: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedReference(Wanted):
    """A reference. `same_as` is the span of the first reference to the same thing. Any of the kinds is right."""

    kinds: tuple[str, ...]
    title: str
    date: Span | None = None
    same_as: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A passage, its day of publication, and what is expected in it, in text order."""

    name: str
    phenomenon: str
    text: str
    published: datetime.date
    kind: Kind
    expected: tuple[Wanted, ...]

    @property
    def posts(self) -> tuple[Span, ...]:
        """Where readers' posts stand in the text."""
        if self.kind == "report":
            return ()
        paragraphs = tuple(Span(m.start(), m.end()) for m in re.finditer(r"(?:.+\n?)+", self.text))
        return paragraphs[1:] if self.kind == "thread" else (Span(0, len(self.text)),)


def load(folder: Path) -> tuple[Case, ...]:
    """The cases of a folder's files, by file. Raises ValueError with the place of one that cannot be read."""
    return tuple(case for path in sorted(folder.glob("*.txt")) for case in _cases(path))


def _cases(path: Path) -> Iterator[Case]:
    head, *parts = re.split(r"^@ ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    phenomenon = _PHENOMENON.match(head)
    if phenomenon is None:
        raise ValueError(f"{path.name}: its first line tells no phenomenon")
    for number, part in enumerate(parts, 1):
        name = f"{path.stem} {number}"
        try:
            yield case_of(part, name=name, phenomenon=phenomenon[1])
        except (ValueError, KeyError) as error:
            raise ValueError(f"{path.parent.name}/{name}: {error}") from error


def case_of(written: str, *, name: str, phenomenon: str) -> Case:
    """The case that was written in the form told above, from what follows its "@ "."""
    head, *lines = written.rstrip("\n").split("\n")
    told = _HEAD.fullmatch(head)
    if told is None:
        raise ValueError(f"a case is a report, post or thread with a day, not {head!r}")
    text = marked("\n".join(line for line in lines if not line.startswith("=")).strip("\n"))
    return Case(
        name=name,
        phenomenon=phenomenon,
        text=text.text,
        published=datetime.date.fromisoformat(told[2]),
        kind=_KINDS[told[1]],
        expected=_expected(text, _notes(lines, text)),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """The spans and notes that belong together by their number."""

    text: Marked
    notes: Mapping[str, tuple[str, ...]]
    number: str

    def span(self, letter: str) -> Span | None:
        label = letter + self.number
        return self.text.one(label) if label in self.text.spans else None

    def main(self, letter: str) -> Span:
        return self.text.one(letter + self.number)

    def told(self, letter: str) -> tuple[str, ...]:
        return tuple(note for note in self.notes.get(letter + self.number, ()) if note != "maybe")

    def optional(self, letter: str) -> bool:
        return "maybe" in self.notes.get(letter + self.number, ())

    def window(self, letter: str) -> Window | None:
        words, days = self.span(letter), self.told(letter)
        if words is None:
            return None
        first, last = _days(days[0]) if days else (None, None)
        return Window(earliest=first, latest=last, words=words)


def _notes(lines: list[str], text: Marked) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in (line for line in lines if line.startswith("=")):
        told = _NOTE.fullmatch(line)
        if told is None:
            raise ValueError(f"not understood: {line!r}")
        label = told[1] + told[2]
        if label not in text.spans:
            raise ValueError(f"{line!r} tells of a label that is not marked")
        found[label] = (*found.get(label, ()), told[3])
    return found


def _expected(text: Marked, notes: Mapping[str, tuple[str, ...]]) -> tuple[Wanted, ...]:
    mains = [label for label in text.spans if label[0] in _LETTERS]
    if len({label[0] for label in mains}) > 1:
        raise ValueError("one kind of reading is marked in a case")
    allowed = {letter + main[1:] for main in mains for letter in main[0] + _LETTERS[main[0]]}
    for label, spans in text.spans.items():
        if label not in allowed:
            raise ValueError(f"nothing that {label} belongs to is marked")
        if any(not span.of(text.text).strip() for span in spans):
            raise ValueError(f"{label} marks no words")
        if len(spans) > 1 and label[0] != "w":
            raise ValueError(f"{label} is marked twice")
    made = [_MADE[main[0]](_Parts(text, notes, main[1:])) for main in mains]
    return tuple(sorted(made, key=lambda wanted: (wanted.span.start, wanted.span.end)))


def _forecast(parts: _Parts) -> WantedForecast:
    told = parts.told("f")
    return WantedForecast(
        span=parts.main("f"),
        optional=parts.optional("f"),
        horizon=parts.window("h"),
        hedge=parts.span("p"),
        condition=parts.span("c"),
        resolvable=_any_of(told[0], RESOLVABLE) if told else ("resolvable",),
    )


def _commitment(parts: _Parts) -> WantedCommitment:
    kinds, strengths = parts.told("a")[0].split(", ")
    return WantedCommitment(
        span=parts.main("a"),
        optional=parts.optional("a"),
        actors=parts.text.spans.get("w" + parts.number, ()),
        kinds=_any_of(kinds, get_args(CommitmentKind)),
        strengths=_any_of(strengths, STRENGTHS),
        due=parts.window("d"),
        condition=parts.span("c"),
    )


def _dispute(parts: _Parts) -> WantedDispute:
    return WantedDispute(
        span=parts.main("x"),
        optional=parts.optional("x"),
        kinds=_any_of(parts.told("x")[0], get_args(DisputeKind)),
        target=parts.span("t"),
        counter=parts.span("q"),
    )


def _reference(parts: _Parts) -> WantedReference:
    (told,) = parts.told("r")
    optional = parts.optional("r")
    if told.startswith("same "):
        first = told.removeprefix("same ")
        known = _reference(_Parts(parts.text, parts.notes, first[1:]))
        date, same = parts.span("d"), known.span
        return WantedReference(
            span=parts.main("r"), optional=optional, kinds=known.kinds, title=known.title, date=date, same_as=same
        )
    kinds, title = told.split(", ", 1)
    kind = _any_of(kinds, get_args(ReferenceKind))
    return WantedReference(span=parts.main("r"), optional=optional, kinds=kind, title=title, date=parts.span("d"))


_MADE = {"f": _forecast, "a": _commitment, "x": _dispute, "r": _reference}


def _days(told: str) -> tuple[datetime.date | None, datetime.date | None]:
    first, found, last = told.partition("..")
    earliest, latest = _day(first), _day(last if found else first)
    if earliest and latest and latest < earliest:
        raise ValueError(f"{told} ends before it begins")
    return earliest, latest


def _day(told: str) -> datetime.date | None:
    return datetime.date.fromisoformat(told) if told else None


def _any_of(told: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(told.split(" | "))
    for one in found:
        if one not in allowed:
            raise ValueError(f"{one!r} is none of: {', '.join(allowed)}")
    return found


def main(names: list[str]) -> int:
    """Prints how many cases each folder's files hold, and in how many of them something is expected."""
    for folder in [Path(name) for name in names] or [FOLDER / name for name in FOLDERS]:
        cases = load(folder)
        print(f"{folder.name}: {len(cases)} cases, {sum(bool(_firm(case)) for case in cases)} with something expected")
        for phenomenon in dict.fromkeys(case.phenomenon for case in cases):
            print(f"    {sum(case.phenomenon == phenomenon for case in cases):3} {phenomenon}")
    return 0


def _firm(case: Case) -> tuple[Wanted, ...]:
    return tuple(wanted for wanted in case.expected if not wanted.optional)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
