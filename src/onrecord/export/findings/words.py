"""The words in which readers are told of verdicts, edits and passages: written once, for every format."""

from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from types import MappingProxyType
from typing import NamedTuple

from onrecord.export.findings.plain import cut
from onrecord.model.evidence import Effect, Label
from onrecord.model.rows import FindingRow, PassageRow, Severity
from onrecord.text import OPENING, STRAIGHT


class Told(NamedTuple):
    """What a verdict means, in a line and in full, and what a writer can do about it."""

    short: str
    full: str
    advice: str


VERDICTS: Mapping[Label, Told] = MappingProxyType(
    {
        "exact": Told(
            "The words are those of the primary text.",
            "The printed words stand in the primary text in the same order. Capitals, punctuation, spelling variants "
            "and whether a number is written in figures do not count.",
            "Nothing is to be done.",
        ),
        "cleaned": Told(
            "Only slips of the tongue are left out.",
            "Fillers, false starts, repetitions or contractions were smoothed. Every other word is as it was spoken.",
            "Keep it, if your house lets speech be smoothed.",
        ),
        "marked": Told(
            "Every change is shown to the reader.",
            "Words were left out or put in, each place is marked by an ellipsis or square brackets, and no rule "
            "knows a change to alter the sense.",
            "Keep it, and see that what is left out says nothing else.",
        ),
        "altered": Told(
            "Words differ, and the reader is not told.",
            "At least one word was left out, put in, replaced or moved without a mark. No rule knows the change to "
            "alter the sense; whether it does is for you to see.",
            "Print the words of the primary text, mark the change, or take the quotation marks away.",
        ),
        "spliced": Told(
            "Words from separate places are joined as if they were one.",
            "Between the joined pieces the primary text has other words, and no mark shows the cut.",
            "Mark the cut, or quote the pieces one by one.",
        ),
        "distorted": Told(
            "A change gives the words another sense.",
            "A negation, a degree of certainty, a number, a condition, a restriction or whom the words speak of is "
            "not what it is in the primary text, whether the change is marked or not.",
            "Print the words of the primary text.",
        ),
        "misattributed": Told(
            "The words are somebody else’s.",
            "The printed words stand in the primary text, but another speaker says them, or reads them out from "
            "another’s text.",
            "Name who spoke the words.",
        ),
        "not_found": Told(
            "The words were not found.",
            "None of the primary texts that were searched holds these words in a form that can be recognised. That "
            "does not mean that nobody spoke them.",
            "Check against the text from which the words were taken, and add it.",
        ),
        "unchecked": Told(
            "There was too little to decide by.",
            "The words are too few for a passage to be found by them alone, and do not stand near a longer quotation "
            "of the same statement, so that no verdict is given.",
            "Check by hand.",
        ),
    }
)
"""Each verdict in the order from the best to the worst, then those that say nothing of the words."""

SEVERITIES: Mapping[Severity, str] = MappingProxyType({"fail": "fail", "warn": "warn", "pass": "pass"})
"""What the house rules say, the gravest first."""

EFFECTS: Mapping[Effect, str] = MappingProxyType(
    {
        "meaning": "another sense",
        "wording": "other words",
        "marked": "shown to the reader",
        "cleanup": "a slip of the tongue less",
        "none": "nothing that counts",
    }
)

MARKS = ("“", "”")
"""What stands around the words of a passage, whatever they are, and tells them from what stands before and after."""

LONGEST = 300
"""Characters that are shown of a name, an event or a path."""

DISCLAIMER = (
    "A verdict speaks of words, never of the truth of a claim; and words that were not found are not for that invented."
)


def name(label: Label) -> str:
    """A verdict as readers see it."""
    return label.replace("_", " ")


def marks(printed: str) -> tuple[str, str]:
    """The quotation marks to be put around a printed quotation: none if it brings its own."""
    return ("", "") if printed.lstrip().startswith((*OPENING, *STRAIGHT)) else MARKS


def occasion(passage: PassageRow) -> str:
    """Who spoke the words of a passage, where and when, as far as it is known."""
    facts = (passage.speaker, passage.event, passage.date and str(passage.date))
    return ", ".join(cut(fact, LONGEST) for fact in facts if fact)


def place(passage: PassageRow) -> str:
    """The occasion of a passage and the document in which it stands."""
    return f"{spoken} ({document(passage)})" if (spoken := occasion(passage)) else document(passage)


def document(passage: PassageRow) -> str:
    """The document in which a passage stands, with the line and column where these are the file's."""
    path = cut(passage.document, LONGEST)
    return path if passage.line is None else f"{path}:{passage.line}:{passage.column}"


def verdicts(rows: Iterable[FindingRow]) -> dict[Label, int]:
    """How many findings have each verdict, in the order of `VERDICTS`; those that none has are not there."""
    found = Counter(row.verdict.label for row in rows)
    return {label: found[label] for label in VERDICTS if found[label]}


def severities(rows: Iterable[FindingRow]) -> dict[Severity, int]:
    """How many findings fail, warn and pass: all three, the gravest first."""
    found = Counter(row.verdict.severity for row in rows)
    return {severity: found[severity] for severity in SEVERITIES}


def quotations(count: int) -> str:
    """So many quotations, in words that fit one and many."""
    return f"{count:,} quotation{'' if count == 1 else 's'}"


def summary(rows: Iterable[FindingRow]) -> str:
    """All findings in a line: how many, and how many of each severity."""
    counts = severities(rows)
    told = ", ".join(f"{count:,} {SEVERITIES[severity]}" for severity, count in counts.items() if count)
    return f"{quotations(total)}: {told}" if (total := sum(counts.values())) else "no quotation found"


def tool_version() -> str:
    """The version of the installed package."""
    return version("onrecord")
