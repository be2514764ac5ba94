"""Whether a statement is asserted, asked or conditional, and whether its saying is denied: read around the cue."""

import re

from onrecord.model.base import Span
from onrecord.model.statement import Force

REACH = 40
"""Characters before a cue in which its auxiliaries and its "if" stand."""

_NEGATION = re.compile(r"\b(?:not|never|no longer|neither|nor|nobody|no one|without|stopped short of)\b|n[’']t\b", re.I)
_DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ying)|declin(?:e|es|ed|ing) to|refus(?:e|es|ed|ing) to)\b", re.I)
_QUESTION = re.compile(r"\b(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|question(?:s|ed|ing)?|quer(?:y|ies|ied))\b", re.I)
_CONDITION = re.compile(r"\b(?:if|unless|whether|should|would|were to|suppose)\b[^,;:.]*$", re.I)
_CLAUSE = re.compile(r"[.,;:!?\n“”\"]")


def negated(cue: Span, text: str) -> bool:
    """The saying itself is denied: "did not say", "never said", "denied that"."""
    words = cue.of(text)
    return bool(_DENIAL.search(words) or _NEGATION.search(words) or _NEGATION.search(_before(cue, text)[-15:]))


def force(cue: Span, text: str) -> Force:
    """asked for cues of asking, conditional where the saying itself is only supposed ("if he says"), else asserted."""
    if _QUESTION.search(cue.of(text)):
        return "asked"
    return "conditional" if _CONDITION.search(_before(cue, text)) else "asserted"


def _before(cue: Span, text: str) -> str:
    """The words of the cue's own clause just before it."""
    return _CLAUSE.split(text[max(0, cue.start - REACH) : cue.start])[-1]
