"""Corrects what the model found by what its cue is: "refused to say whether …", "told reporters that …"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.model.base import Span
from onrecord.model.statement import Part

_ASKS_FOR = re.compile(r"asked for\Z", re.I)
"""Asks for a thing, and says nothing."""

_DECLINES = re.compile(r"(?:declin|refus)(?:e|es|ed|ing)\Z", re.I)
_TO_SAY = re.compile(r"to (?:say|tell|answer|confirm|disclose|reveal|specify|explain|speculate)\b")
_DENIES = re.compile(r"den(?:y|ies|ied|ying)\Z", re.I)
_HAVING = re.compile(
    r"(?:ever )?(?:having (?:ever )?)?(?:said|saying|told|telling|claimed|claiming|promised|promising)\b"
)
_WANTS = re.compile(r"(?:want|demand)(?:s|ed|ing)?\Z", re.I)
_TO_KNOW = re.compile(r"to know\b")
_LONGER = ((_DECLINES, _TO_SAY), (_DENIES, _HAVING), (_WANTS, _TO_KNOW))
"""Cues that go on in what follows them, where a clause follows: "refused to say whether", "denied having said that"."""
_AND = re.compile(
    r",? (?:and|but) (?:then |later |also )?"
    r"(?P<cue>added|said|warned|noted|stressed|insisted|argued|predicted|promised|denied|asked"
    r"|(?:declined|refused) to (?:say|tell|explain)) (?=(?:that|whether|how|why|when|where|what|who)\b)"
)
_OPENS = re.compile(r"\b(?:whether|if|that|how|why|who|what|when|where|which)\b")

_TELLS = re.compile(
    r"\b(?:asks?|asked|told|tells?|telling|(?:warn|remind|assur|inform|promis)(?:s|es|ed|ing|e)?"
    r"|notif(?:y|ies|ied|ying))\Z",
    re.I,
)
_ADDRESSEE = re.compile(
    r"(?:(?:the|an?|his|her|their|its|our|my|your|[A-Z]\w+)(?:\s[\w’'-]+){0,3}|\w+s"
    r"|(?:me|us|him|her|them)(?: [\w ]{1,25})??)\s(?=(?:that|whether|if|how|why|when|where)\s)"
)
_NOT_IN_ADDRESSEE = frozenset(
    "that whether if to who which how why when where is are was were be has have had will would".split()
)

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n|[“\"]")
_SUPPOSED = re.compile(r"(?:^\s*|\bthat )(?:But |And |Even |Only )?(?:If|Unless|Should|Were|Had|Provided)\b", re.I)
REACH = 120
"""Characters before a cue in which the "If" of its sentence stands."""

GAP = 3
"""Characters between a cue and what directly follows it."""
LOOSE_GAP = 40
"""Characters between a cue and its content where an addressee or a day may stand between."""


def corrected(parts: Iterable[Part], text: str) -> Iterator[Part]:
    """The parts in their order, with contents that begin where the words do, and without what only asks for a thing."""
    cue: Part | None = None
    for part in parts:
        if cue is not None:
            gap = part.extent.start - cue.extent.end
            if part.role == "content" and gap <= LOOSE_GAP and "\n" not in text[cue.extent.end : part.extent.start]:
                yield from _pair(cue, part, text) if gap <= GAP else _apart(cue, part, text)
                cue = None
                continue
            yield cue
            cue = None
        if part.role == "cue":
            cue = part
        else:
            yield part
    if cue is not None:
        yield cue


def _pair(cue: Part, content: Part, text: str) -> Iterator[Part]:
    """A cue and the content that directly follows it."""
    words = cue.extent.of(text)
    if _ASKS_FOR.search(words):
        return
    start = _start(words, content.extent, text)
    said = _goes_on(words, content.extent.start, text)
    if said and start >= said.end():
        yield replace(cue, extent=Span(cue.extent.start, said.end()))
    else:
        yield cue
    yield from _parted(content, Span(start, _end(cue.extent, start, content.extent.end, text)), text)


def _parted(content: Part, extent: Span, text: str) -> Iterator[Part]:
    """The content, and where another verb of saying goes on in it ("… and added that …") that cue and its content."""
    match = _AND.search(text, extent.start, extent.end)
    if match is None or match.start() <= extent.start or any(mark in match[0] for mark in '“”"'):
        yield replace(content, extent=extent)
        return
    yield replace(content, extent=Span(extent.start, match.start()))
    yield replace(content, role="cue", extent=Span(*match.span("cue")))
    yield from _parted(content, Span(match.end(), extent.end), text)


def _goes_on(cue: str, position: int, text: str) -> re.Match[str] | None:
    return next((m for ends, more in _LONGER if ends.search(cue) and (m := more.match(text, position))), None)


def _apart(cue: Part, content: Part, text: str) -> Iterator[Part]:
    """A cue and the content that follows it behind a few words."""
    yield cue
    yield replace(content, extent=Span(content.extent.start, _end(cue.extent, *_edges(content), text)))


def _edges(part: Part) -> tuple[int, int]:
    return part.extent.start, part.extent.end


def _end(cue: Span, start: int, end: int, text: str) -> int:
    """Where the words end: in a condition that opens a sentence, with the comma before the main clause."""
    opened = _SENTENCE.split(text[max(0, cue.start - REACH) : cue.start])[-1]
    if not _SUPPOSED.search(opened) or any(mark in text[start:end] for mark in '“”"'):
        return end
    comma = text.find(", ", start, end)
    return comma if comma > start else end


def _start(cue: str, content: Span, text: str) -> int:
    """Where the words begin: behind the addressee, or behind "to say on Tuesday"."""
    if said := _goes_on(cue, content.start, text):
        opens = _OPENS.search(text, said.end(), min(content.end, said.end() + 40))
        return opens.start() if opens else content.start
    if _TELLS.search(cue) and (told := _ADDRESSEE.match(text, content.start, content.end)):
        return content.start if _NOT_IN_ADDRESSEE & {word.casefold() for word in told[0].split()} else told.end()
    return content.start
