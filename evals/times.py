"""Scores resolve.times on labelled cases of our own: when it was said, and the days that what was said speaks of.

    python -m evals.times [FILE…]        the figures, and every case that is wrong

A case begins with "@ DATE" (the day of publication, or "-" for none). Its text follows, with spans marked in it: source
s, cue q, content c (a number ties the parts of one attribution: s2 q2 c2), words of time t for the time of saying and w
for a time in what is said. Lines with "=" tell what is expected: "= said2 2022-01-27 day", "= w 2022-02-01.. window",
"?" for undecided days, "as t" where the words are those of another attribution. Whatever is not told is expected to be
found nowhere: an attribution without "said" has no time, and a content without w no window.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from marked import Marked, marked
from onrecord.model.base import Annotation, Provenance
from onrecord.model.document import Document, Origin, Record
from onrecord.model.statement import Attribution, Mode, TimeReference
from onrecord.resolve.times import LAYER
from onrecord.settings import Settings

FOLDER = Path(__file__).with_name("cases") / "times"

Reader = Callable[[Record], Iterable[Annotation]]

FLOOR = 0.97
"""Share of times that must be right."""
LEAK_CEILING = 0.02
"""Share of times inside a content that may be taken for a time of saying."""

_EXPECTED = re.compile(r"= (said\d*|w\d*) (\S+)(?: (day|week|month|season|year|window))?(?: as (t\d*))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A marked text, its day of publication, and what is expected: label → (days, granularity, label of the words)."""

    place: str
    published: str | None
    text: Marked
    expected: Mapping[str, tuple[str, str | None, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One time that was expected or found: what was expected, what was found, each "nothing" where there is none."""

    case: Case
    label: str
    expected: str
    found: str
    is_leak: bool = False

    @property
    def is_right(self) -> bool:
        return self.expected == self.found


def cases(paths: Iterable[Path]) -> Iterator[Case]:
    """The cases of the files, in their order."""
    for path in paths:
        for number, part in enumerate(re.split(r"^@ ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:], 1):
            head, *lines = part.rstrip("\n").split("\n")
            text = "\n".join(line for line in lines if not line.startswith("= ")).rstrip("\n")
            expected = [_EXPECTED.fullmatch(line) for line in lines if line.startswith("= ")]
            yield Case(
                place=f"{path.stem} {number}",
                published=None if head == "-" else head,
                text=marked(text),
                expected={m[1]: (m[2], m[3], m[4] or m[1].replace("said", "t")) for m in expected if m is not None},
            )


def outcomes(case: Case, references_of: Reader) -> Iterator[Outcome]:
    """What was expected of a case against what the layer, once loaded, finds."""
    record, numbers = record_of(case)
    references = tuple(a for a in references_of(record) if isinstance(a, TimeReference))
    labels = {number: f"said{number}" for number in numbers.values()}
    contents = [span for a in record.of(Attribution) for span in a.content]
    windows = {span: label for label, spans in case.text.spans.items() if label[0] == "w" for span in spans}
    for id, number in numbers.items():
        found = [r for r in references if r.of == id]
        yield Outcome(
            case=case,
            label=labels[number],
            expected=_expected(case, labels[number]),
            found=_found(case, labels[number], found),
            is_leak=any(r.words in windows for r in found),
        )
    free = [r for r in references if r.of is None and any(c.contains(r.words) for c in contents)]
    for span, label in windows.items():
        found = [r for r in free if r.words == span]
        yield Outcome(case=case, label=label, expected=_expected(case, label), found=_found(case, label, found))
    for extra in (r for r in free if r.words not in windows):
        found_words = f"{_days(extra)} {extra.words.of(case.text.text)!r}"
        yield Outcome(case=case, label="extra", expected="nothing", found=found_words)


def record_of(case: Case) -> tuple[Record, dict[str, str]]:
    """The record of a case's marked attributions, and the number of each by id."""
    origin = Origin(uri=case.place, published=case.published)
    document = Document(origin=origin, text=case.text.text, language="en")
    numbered = {m[1] for label in case.text.spans if (m := re.fullmatch(r"c(\d*)", label))}
    attributions = {number: _attribution(document.id, case.text, number) for number in sorted(numbered)}
    found = Provenance(layer="marked", version="1"), tuple(attributions.values())
    return Record(document).extended(*found), {a.id: number for number, a in attributions.items()}


def _attribution(document: str, text: Marked, number: str) -> Attribution:
    source, cue = (text.spans.get(f"{role}{number}", (None,))[0] for role in "sq")
    content = text.spans[f"c{number}"]
    mode: Mode = "direct" if text.text[content[0].start] in '“"' else "indirect"
    return Attribution(document=document, source=source, cue=cue, content=content, mode=mode, confidence=1.0)


def _expected(case: Case, label: str) -> str:
    if label not in case.expected:
        return "nothing"
    days, granularity, words = case.expected[label]
    span = case.text.spans[words][0]
    return " ".join(filter(None, (days, granularity, repr(span.of(case.text.text)))))


def _found(case: Case, label: str, found: list[TimeReference]) -> str:
    if not found:
        return "nothing"
    granularity = found[0].granularity if case.expected.get(label, ("", None, ""))[1] else None
    return " ".join(filter(None, (_days(found[0]), granularity, repr(found[0].words.of(case.text.text)))))


def _days(reference: TimeReference) -> str:
    first, last = reference.earliest, reference.latest
    if first is None and last is None:
        return "?"
    return str(first) if first == last else f"{first or ''}..{last or ''}"


def main(paths: list[Path]) -> int:
    """Prints the figures and what is wrong; 1 where a figure is beyond its bound."""
    found = all_outcomes(cases(paths or sorted(FOLDER.glob("*.txt"))))
    for outcome in found:
        if not outcome.is_right:
            print(f"{outcome.case.place}: {outcome.label}: expected {outcome.expected}, found {outcome.found}")
            print(f"    {outcome.case.text.text}")
    right, leaks = share_right(found), share_leaked(found)
    places = {outcome.case.place for outcome in found}
    print(f"{len(places)} cases, {len(found)} times: {right:.1%} right")
    print(f"{leaks:.1%} of the times inside contents were taken for a time of saying")
    return int(right < FLOOR or leaks > LEAK_CEILING)


def all_outcomes(of: Iterable[Case]) -> list[Outcome]:
    """The outcomes of every case."""
    references_of = LAYER.load(Settings())
    return [outcome for case in of for outcome in outcomes(case, references_of)]


def share_right(found: list[Outcome]) -> float:
    """The share of times expected or found that are right: the days, the granularity where told, and the words."""
    return sum(outcome.is_right for outcome in found) / len(found)


def share_leaked(found: list[Outcome]) -> float:
    """The share of times inside contents that were taken for a time of saying."""
    inside = sum(outcome.label.startswith("w") for outcome in found)
    return sum(outcome.is_leak for outcome in found) / inside


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
