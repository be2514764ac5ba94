"""Tells whether a post agrees with what it answers, by its first sentences, and why it is taken so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.statement import Stance
from onrecord.segment.attitudes import AGREES, AGREES_WITHIN, ASKS, DISAGREES, DISAGREES_WITHIN, PRAISES, WONDERS
from onrecord.text import sentences

READ = 800
"""Characters of a post in which it takes its stand."""
FIRST = 4
"""Sentences in which agreement and contradiction are looked for beyond the first words."""
LEADS = 3
"""A name, an interjection and a quotation, at most, stand before the first words."""
ASKING = 1 / 3
"""A post of which this share of the sentences asks, one of the last two among them, asks and does not argue."""
CONTRADICTS = 1.0
"""What the signs in an answer without words of agreement weigh together, when it is taken to contradict."""

_SIGNS = (
    (1.0, re.compile(r"\b(?:wrong|false|incorrect|ignorant|stupid|ridiculous|absurd|lies?|liar|idiot|troll)\b", re.I)),
    (0.9, re.compile(r"!")),
    (0.7, re.compile(r"\b(?:you|your|yours|you['’]?re)\b", re.I)),
    (0.4, re.compile(r"\b(?:evidence|proof|prove|facts?|claims?)\b", re.I)),
    (0.4, re.compile(r"\b(?:not|never|nothing|nobody|none|no)\b|n['’]t\b", re.I)),
    (0.25, re.compile(r"\beven\b", re.I)),
    (-0.35, re.compile(r"\b(?:too|also|as well)\b", re.I)),
    (-0.5, re.compile(r"\b(?:we|our|us)\b", re.I)),
    (-0.6, re.compile(r"\bI\b")),
    (-0.8, re.compile(r"[:;]-?\)")),
    (-1.0, re.compile(r"\W*and\b", re.I)),
)
"""Weights from a logistic regression, rounded, on the 465 of 8,800 forum posts that begin with a word of agreement or
contradiction, read without that beginning. Where both are equally many they tell 60 % of them."""

_STRETCHED = re.compile(r"(\w)\1{2,}")
_QUOTED = re.compile(r"[“\"«][^“”\"«»]{0,600}[”\"»]")
_LEAD = re.compile(
    r"""\s*(?:@\s?[\w.]+(?:\s\#?\d+)?[:,]? | [“"«][^”"»]{0,600}[”"»]\W*
    |(?i:lol|lmao|ha(?:ha)*|ah+|oh|wow|well|ok|okay|so|hm+|um+|whoops|oops|gah|actually|honestly|hi|hey|hello|dear|[@\#]\d+)
    \b(?:[ ][A-Z]\w+)?[!,.:…\s]* | [A-Z]\w+(?:[ ][A-Z]\w+)?(?:[ ]?[,:\n]|[ ][-–—]+) | [–—-]+)\s*""",
    re.X,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A stance and the sentence that says why; None and no sentence where nothing in the words tells."""

    stance: Stance | None = None
    reason: str = ""


def stand(said: str, answered: Stand | None) -> Stand:
    """How the words stand to what they answer: a post that takes the stand `answered`, or None for the report."""
    said = _STRETCHED.sub(r"\1", said[:READ])
    said = _QUOTED.sub(" ", said[_lead(said) :])
    lines = [span.of(said) for span in sentences(said)]
    if not lines:
        return Stand()
    return _by_beginning(lines[0], answered) or _by_asking(lines) or _by_praise(lines) or _by_signs(said, answered)


def _lead(said: str) -> int:
    """Where the words begin after a greeting, a name, a quotation, an interjection."""
    at = 0
    for _ in range(LEADS):
        found = None if AGREES.match(said, at) or DISAGREES.match(said, at) else _LEAD.match(said, at)
        if found is None or found.end() == len(said):
            return at
        at = found.end()
    return at


def _by_beginning(line: str, answered: Stand | None) -> Stand | None:
    """What the first words say. "But" contradicts a post; with it, too, a reader goes on from a report."""
    line = line.lstrip("\"“”'‘’*_(…. ")
    goes_on = answered is None and line[:3].casefold() == "but"
    if DISAGREES.match(line) and not goes_on:
        return Stand(stance="disagree", reason="It begins by contradicting.")
    return Stand(stance="agree", reason="It begins by agreeing or giving thanks.") if AGREES.match(line) else None


def _by_asking(lines: Sequence[str]) -> Stand | None:
    asking = [bool("?" in line[-3:] and ASKS.search(line)) or bool(WONDERS.search(line)) for line in lines]
    asks = any(asking[-2:]) and sum(asking) >= ASKING * len(lines)
    return Stand(stance="question", reason="It asks.") if asks else None


def _by_praise(lines: Sequence[str]) -> Stand | None:
    for line in lines[:FIRST]:
        if DISAGREES_WITHIN.search(line):
            return Stand(stance="disagree", reason="It contradicts in its first sentences.")
        if AGREES_WITHIN.search(line) or PRAISES.match(line):
            return Stand(stance="agree", reason="It agrees, praises or gives thanks in its first sentences.")
    return None


def _by_signs(said: str, answered: Stand | None) -> Stand:
    if answered is None:
        return Stand()
    if answered.stance == "question":
        return Stand(stance="neutral", reason="It answers a question.")
    if sum(weight for weight, sign in _SIGNS if _shows(sign, said)) > CONTRADICTS:
        return Stand(stance="disagree", reason="It speaks to the one whom it answers as posts that contradict do.")
    return Stand()


def _shows(sign: "re.Pattern[str]", said: str) -> bool:
    return (sign.match(said) if sign.pattern.startswith(r"\W*") else sign.search(said)) is not None
