"""Says whether it can be established what became of something said to come, and if not, why."""

import re

from onrecord.interpret.clauses.lexicon import Lexicon
from onrecord.model.base import Span
from onrecord.model.reading import Window

NO_DATE = "No day is named by which it would have to come true."
VAGUE = "What would count as coming true is not said: “{word}” has no measure."
NEVER = "“{word}” names no day on which it would be settled."

_NEVER = re.compile(r"\b(?:never|ever|forever|always|any ?more)\b", re.I)
_WORD = re.compile(r"[a-z]+", re.I)


def why_not(text: str, outcome: Span, horizon: Window | None, lexicon: Lexicon) -> str | None:
    """Why nobody could settle it, as a sentence for readers; None where somebody could."""
    words = outcome.of(text)
    vague = next((word for word in _WORD.findall(words) if word.casefold() in lexicon.vague), None)
    if vague is not None:
        return VAGUE.format(word=vague)
    if horizon is None or horizon.latest is None:
        endless = _NEVER.search(words)
        return NEVER.format(word=endless[0]) if endless else NO_DATE
    return None
