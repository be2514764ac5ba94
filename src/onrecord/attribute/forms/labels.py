"""Labels before words: "FALK: …", "Falk: “…”", "The verdict from the union: …"."""

import re
from collections.abc import Iterator

from onrecord.attribute.forms.form import Form, Page
from onrecord.attribute.forms.speaking import names, speaks
from onrecord.model.base import Span
from onrecord.text import sentences

LONGEST = 90
"""Characters of a label."""

_BULLET = r"[ \t]*(?:(?:[-–—•*·‣▪]|\d{1,2}[.)])[ \t]+)?"
_CAPITALS = re.compile(
    rf"{_BULLET}[\"“]?(?!CLARIFICATION|CORRECTION|NOTE|UPDATE|EDITOR|WATCH|(?:READ|READING|MORE)\b|RELATED|PHOTO|VIDEO)"
    r"(?P<name>[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+){0,3})(?P<colon>:)\s+(?=\S)"
)
"""Names in capitals need nothing else: "Note: …" and "Smith: …" open too many lines that nobody speaks."""

_BEFORE_MARK = re.compile(
    rf"{_BULLET}(?P<name>[^\s\d–—:“”\"](?:[^\n:“”\"]|[“\"][^\n:“”\"]{{1,20}}[”\"] ){{1,{LONGEST}}}?)(?P<colon>:)"
    r"[ \t]+(?=[“\"‘«„])"
)
"""The label may hold a nickname in marks."""
_NICKNAME = re.compile(r"[“\"][^“”\"]{1,20}[”\"] ")
_NOUN = (
    r"(?:message|verdict|answer|reply|response|line|view|position|advice|warning|conclusion|explanation|assessment|reaction"
    r"|statement|account|motto|appeal|plea|demand|promise|prediction|forecast|complaint|rejoinder|retort|instruction"
    r"|reading|diagnosis|finding|judgment|judgement|opinion)s?"
)
_POSSESSED = re.compile(
    r"(?P<source>[^\s:.!?“”\"][^\n:.!?“”\"]{1,59}?)[’'](?:s\b)? "
    rf"(?:\w+ ){{0,2}}{_NOUN}\b[^\n:.!?]{{0,50}}(?P<colon>:)[ \t]+(?=\S)"
)
_FROM = re.compile(
    rf"(?:The|An?|His|Her|Their) (?:\w+ ){{0,2}}{_NOUN} (?:from|of|by) "
    r"(?P<source>[^\n:.!?“”\"]{2,70}?)(?P<colon>:)[ \t]+(?=\S)"
)


def labels(page: Page) -> Iterator[Form]:
    """A form for each line that begins with a label and goes on with what is said, and each sentence of that kind.

    A label in letters of both cases needs a quotation mark behind it, and no verb of saying in it.
    """
    for line in page.lines:
        if line.role in ("paragraph", "post", "headline") and ":" in line.extent.of(page.text):
            yield from _of_line(page, line.extent)


def _of_line(page: Page, line: Span) -> Iterator[Form]:
    text = page.text
    match = _CAPITALS.match(text, line.start, line.end)
    if match and page.within(Span(match.end(), line.end), "content"):
        yield Form(source=Span(*match.span("name")), cue=Span(*match.span("colon")), content=(_rest(match, line),))
        return
    for pattern in (_POSSESSED, _FROM):
        for match in pattern.finditer(text, line.start, line.end):
            if _starts_sentence(text, match.start(), line) and (form := _told(page, match, line)):
                yield form
                return
    match = _BEFORE_MARK.match(text, line.start, line.end)
    if match and (form := _before_mark(page, match, line)):
        yield form


def _told(page: Page, match: re.Match[str], line: Span) -> Form | None:
    """The words behind "the verdict from X:": a quotation, or the rest of the sentence."""
    source = Span(*match.span("source"))
    if page.within(source, "cue") or not (speaks(source.of(page.text)) or names(source.of(page.text))):
        return None
    said = _said(page, match.end(), line)
    return Form(source=source, cue=Span(*match.span("colon")), content=(said,)) if len(said) else None


def _before_mark(page: Page, match: re.Match[str], line: Span) -> Form | None:
    name = Span(*match.span("name"))
    words = _NICKNAME.sub("", name.of(page.text))
    if any(c.isalnum() for cue in page.within(name, "cue") for c in cue.extent.of(page.text)):
        return None
    if not (words[0].isupper() and (speaks(words) or names(words.split(",")[0]) or _is_name(words) or _titled(words))):
        return None
    return Form(source=name, cue=Span(*match.span("colon")), content=(_said(page, match.end(), line),))


def _titled(words: str) -> bool:
    """A title and a name: "Port captain Liv Norden"."""
    plain = words.split(",")[0].split()
    return len(plain) > 1 and plain[-1][0].isupper() and any(speaks(word) for word in plain[:-1])


def _is_name(words: str) -> bool:
    """A surname alone, or a name of a body: every word but the small ones begins with a capital."""
    return all(word[0].isupper() or word in ("of", "the", "and", "for", "de", "van", "von") for word in words.split())


def _said(page: Page, start: int, line: Span) -> Span:
    """From there to the end of the quotation that begins there, or of the sentence without its full stop."""
    for quotation in page.quotations.near(Span(start, start + 1)):
        if quotation.start == start:
            return Span(start, _last_end(page, quotation, line))
    sentence = next(sentences(page.text, Span(start, line.end)))
    return Span(start, sentence.end - (page.text[sentence.end - 1] == "."))


def _last_end(page: Page, first: Span, line: Span) -> int:
    """The end of the quotation, or of a later one in the line that only blanks set off from it."""
    end = first.end
    for quotation in page.quotations.near(Span(first.start, line.end)):
        if quotation.start >= end and not page.text[end : quotation.start].strip():
            end = quotation.end
    return end


def _rest(match: re.Match[str], line: Span) -> Span:
    return Span(match.end(), line.end)


def _starts_sentence(text: str, position: int, line: Span) -> bool:
    """Nothing stands before it in its line, or the end of a sentence, a few characters off at most."""
    return text[max(line.start, position - 3) : position].rstrip()[-1:] in '.!?”"'
