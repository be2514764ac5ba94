"""Whether a statement is asserted, asked or conditional, and whether its saying is denied: read around the cue."""

import re

from onrecord.model.base import Span
from onrecord.model.statement import Force

REACH = 60
"""Characters before a cue in which its auxiliaries and its "if" stand."""
NEAR = 15
"""Characters before a cue in which a "not" belongs to it."""

_NEGATION = re.compile(
    r"\b(?:not|never|no longer|neither|nor|nobody|no one|none|without|stopped short of)\b|n[’']t\b", re.I
)
_NOBODY = re.compile(r"(?:neither|nobody|no one|none|no)\b(?!\.?\s?\d)", re.I)
""""No 10" is an address."""
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|declin(?:e|es|ed|ing)|refus(?:e|es|ed|ing)|(?:would|will) not|wo(?:uld)?n[’']t)\b",
    re.I,
)
_QUESTION = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|question(?:s|ed|ing)?|quer(?:y|ies|ied)|inquir(?:e|es|ed|ing)|enquir(?:e|es|ed|ing)"
    r"|want(?:s|ed)? to know|demand(?:s|ed)? to know)\b",
    re.I,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|whether|suppos(?:e|ing)|provid(?:ed|ing)|assuming|in case|were to)\b[^,;:.]*$"
    r"|\b(?:should|(?:would|could|might)(?!\s+(?:not|never)\b))(?:\s+\w+){0,2}\s*$",
    re.I,
)
_INVERTED = re.compile(r"(?:^|[.,;:!?\n“”\"])\W*(?:should|were|had)\s+(?!not\b)[^.,;:!?\n“”\"]+$", re.I)
"""Read in the text itself: where the clause begins farther off, "had" is not its first word."""
_WOULD = re.compile(r"\b(?:would|might|could)\b(?!\s+(?:not|never|neither))", re.I)
_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|get|got) (?:\w+ly )?"
    r"(?:told|asked|informed|warned|assured|reminded|notified)\Z",
    re.I,
)
_QUOTED_AS = re.compile(
    r"\b(?:is|are|was|were|been|being) (?:\w+ly )?(?:quoted|cited|reported|recorded|overheard) as \w+ing\Z", re.I
)
_CLAUSE = re.compile(r"[.,;:!?\n“”\"]")


def negated(cue: Span, text: str, source: Span | None = None) -> bool:
    """The saying itself is denied: "did not say", "never said", "denied that", "neither of them has said"."""
    words = cue.of(text)
    if source is not None and _NOBODY.match(source.of(text)):
        return True
    return bool(_DENIAL.search(words) or _NEGATION.search(words) or _NEGATION.search(_before(cue, text)[-NEAR:]))


def force(cue: Span, text: str) -> Force:
    """asked for cues of asking, conditional where the saying itself is only supposed ("if he says"), else asserted."""
    words, before = cue.of(text), _before(cue, text)
    if _CONDITION.search(before) or _is_inverted(cue, text) or (_WOULD.search(words) and not _NEGATION.search(words)):
        return "conditional"
    return "asked" if _QUESTION.search(words) else "asserted"


def is_passive(cue: Span, text: str) -> bool:
    """The cue tells to whom, and not by whom, it was said: "was told that"."""
    return bool(_PASSIVE.search(cue.of(text)))


def is_quoting(cue: Span, text: str) -> bool:
    """The cue tells by whom it was said, with that one before it: "was quoted as saying"."""
    return bool(_QUOTED_AS.search(cue.of(text)))


def _is_inverted(cue: Span, text: str) -> bool:
    """The clause begins with its auxiliary: "should he say"."""
    return bool(_INVERTED.search(text, max(0, cue.start - REACH), cue.start))


def _before(cue: Span, text: str) -> str:
    """The words of the cue's own clause just before it."""
    return _CLAUSE.split(text[max(0, cue.start - REACH) : cue.start])[-1]
