"""What search is asked: the terms that a person asks for, in words as search compares them."""

import re
from dataclasses import dataclass

from onrecord.text import folded

MAX_TERMS = 200
"""Words of a question that count. A paragraph pasted into the search field has about a hundred."""

_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
_QUOTES = dict.fromkeys(map(ord, "“”„«»"), '"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words that must stand one after the other; with `begins`, the last may go on."""

    words: tuple[str, ...]
    begins: bool = False


def askable(text: str) -> str:
    """The text as every database takes it: half characters and U+0000, which none holds, are replaced."""
    return text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def terms(question: str) -> tuple[Term, ...]:
    """What a person asks for: each word, each phrase "in marks", each beginning* of a word. Never raises.

    U.S. and don't are phrases of their pieces, in the text as in the question.
    """
    found: list[Term] = []
    room = MAX_TERMS
    for match in _TERM.finditer(question.translate(_QUOTES)):
        words = tuple(folded(match[1] or match[2] or "").split()[:room])
        if words:
            found.append(Term(words=words, begins=match[0].endswith("*")))
            room -= len(words)
        if room <= 0:
            break
    return tuple(found)


def phrase(text: str) -> tuple[Term, ...]:
    """All words of a text, which must stand one after the other."""
    words = tuple(folded(text).split()[:MAX_TERMS])
    return (Term(words=words),) if words else ()
