"""Headlines that attribute with a colon: "Minister: no talks before May", "Payments ‘signed off’: report"."""

import re
from collections.abc import Iterator

from onrecord.attribute.forms.form import Form, Page
from onrecord.attribute.forms.speaking import names, speaks
from onrecord.attribute.reporting import reports
from onrecord.model.base import Span

_COLON = re.compile(r"(?P<left>[^\n:]{2,120}?)(?P<colon>:)[ \t]+(?P<right>[^\n]{2,200})")
_VERB_FIRST = re.compile(r"(?P<said>[^\n]{4,150}), (?P<cue>[a-z]+s|said) (?P<source>[^\n,.!?]{3,50})")
_VERB_LAST = re.compile(r"(?P<said>[^\n]{4,150}), (?P<source>(?:[\w’'-]+ ){0,3}[\w’'-]+) (?P<cue>[a-z]+)")
SPEAKER = 6
"""Words of a speaker in a headline."""


def headlines(page: Page) -> Iterator[Form]:
    """A form for each headline with a speaker on one side of its colon: before it, or behind it after a statement."""
    for line in page.lines:
        if line.role != "headline":
            continue
        words = line.extent.of(page.text)
        match = _COLON.fullmatch(words)
        form = _form(page, match, line.extent.start) if match else _behind(words, line.extent.start)
        if form is not None:
            yield form


def _behind(words: str, moved: int) -> Form | None:
    """ "Port will reopen, says mayor" and "‘No deal’, union warns"."""
    for pattern in (_VERB_FIRST, _VERB_LAST):
        match = pattern.fullmatch(words)
        if match and reports(match["cue"]) and speaks(match["source"]):
            content, cue, source = (
                Span(moved + match.start(n), moved + match.end(n)) for n in ("said", "cue", "source")
            )
            return Form(source=source, cue=cue, content=(content,))
    return None


def _form(page: Page, match: re.Match[str], moved: int) -> Form | None:
    left, right, colon = (Span(moved + match.start(n), moved + match.end(n)) for n in ("left", "right", "colon"))
    if _may_speak(page, left) and not _asks(right.of(page.text)):
        return Form(source=left, cue=colon, content=(_bare(page.text, right),))
    if _may_speak(page, right) and _is_told(left.of(page.text), right.of(page.text)):
        return Form(source=right, cue=colon, content=(left,))
    return None


def _may_speak(page: Page, place: Span) -> bool:
    """A few words that name a role, a group, a body, a document, or somebody who is named in the text below."""
    phrase = place.of(page.text)
    if len(phrase.split()) > SPEAKER or not phrase[0].isalnum():
        return False
    known = names(phrase) and not phrase.startswith("The ") and phrase in page.text[place.end :]
    return known or (speaks(phrase) and not page.within(place, "cue"))


def _is_told(left: str, right: str) -> bool:
    """Whether who stands behind the colon may have said what stands before it: it is quoted, or they are short."""
    quoted = any(mark in left for mark in '“”"‘')
    return len(left.split()) >= 2 and (quoted or (len(right.split()) <= 2 and " and " not in right))


def _bare(text: str, place: Span) -> Span:
    """Without a full stop at its end."""
    return Span(place.start, place.end - (text[place.end - 1] == "."))


def _asks(phrase: str) -> bool:
    return (
        bool(re.match(r"(?:what|how|why|who|where|when|which|the|a|five|ten|\d+)\b", phrase, re.I))
        and "’s" not in phrase
    )
