"""Blocks of words that a line ending in a colon introduces: "The court wrote:" and then the paragraph."""

import re
from collections.abc import Iterator

from onrecord.attribute.forms.form import Form, Page
from onrecord.model.base import Span
from onrecord.model.document import Block
from onrecord.text import sentences

_CUE = re.compile(
    r"\b(?P<cue>wrote|writes|read|reads|said|says|stated|states|records?|recorded|ruled|concluded|added|declared|announced|posted"
    r"|tweeted|replied|warned|answered|continued|noted|explained|argued|begins|began|ends|ended|runs|ran|went|goes)"
    r"(?P<rest>(?: (?:on|in|to|at|as)\b[^\n:]{0,40})?)(?P<colon>:)[ \t]*\Z"
)
_LIST = re.compile(r"[ \t]*(?:[-–—•*·‣▪“\"‘«„]|\d{1,2}[.)] )")
_SUBJECT = re.compile(
    r"(?:.*,\s)?(?P<source>(?:(?:the|an?|this|these|those|his|her|their|its|he|she|they|we|it)\b|[A-Z]\S*)(?:\s\S+){0,11}?)(?<!,),?\s\Z",
    re.S,
)
_INDENT = re.compile(r"(?:[ ]{2,}|\t)\S")
NEAR = 12
"""Characters before the colon in which the model's cue ends."""
LONGEST = 400
"""Words of a block."""


def blocks(page: Page) -> Iterator[Form]:
    """A form for each block without quotation marks below a line that ends in a verb of saying and a colon.

    A block that is indented goes on as far as its paragraphs are indented; another is one paragraph.
    """
    lines = [line for line in page.lines if line.role in ("paragraph", "headline")]
    for place, line in enumerate(lines[:-1]):
        words = line.extent.of(page.text)
        match = _CUE.search(words) if words.rstrip().endswith(":") else None
        if match is None:
            continue
        below = (lines[number] for number in range(place + 1, len(lines)))
        quoted = _LIST.match(lines[place + 1].extent.of(page.text))
        if content := _quoted(page, line.extent, below) if quoted else _block(page.text, below):
            yield _form(page, line.extent, match, content)


def _quoted(page: Page, line: Span, below: Iterator[Block]) -> tuple[Span, ...]:
    """The paragraphs of a quotation that the line introduces, none where the model found a cue for it."""
    if page.within(Span(max(line.start, line.end - NEAR), line.end), "cue"):
        return ()
    found: list[Span] = []
    for paragraph in below:
        inside = page.quotations.near(Span(paragraph.extent.start, paragraph.extent.start + 1))
        if not inside or inside[0] != paragraph.extent:
            break
        found.append(paragraph.extent)
        if page.text[paragraph.extent.end - 1] in '”"»’':
            break
    return tuple(found)


def _block(text: str, below: Iterator[Block]) -> tuple[Span, ...]:
    """The paragraphs of the block, none where it is too long."""
    found: list[Span] = []
    words = 0
    for line in below:
        indented = bool(_INDENT.match(text, _line_start(text, line.extent.start)))
        if found and not indented:
            break
        found.append(line.extent)
        words += len(line.extent.of(text).split())
        if words > LONGEST:
            return ()
        if not indented:
            break
    return tuple(found)


def _form(page: Page, line: Span, match: re.Match[str], content: tuple[Span, ...]) -> Form:
    """The form; the model's own cue and source where it found them, else the words before the verb."""
    verb = Span(line.start + match.start("cue"), line.start + match.end("cue"))
    cues = page.within(verb, "cue")
    cue = cues[-1].extent if cues else verb
    sentence = next((s for s in sentences(page.text, line) if s.end >= verb.end), line)
    sources = page.within(Span(sentence.start, cue.start), "source") if cue.start > sentence.start else []
    if sources:
        return Form(source=sources[-1].extent, cue=cue, content=content)
    before = page.text[sentence.start : cue.start]
    subject = _SUBJECT.fullmatch(before)
    if subject is None:
        return Form(source=None, cue=cue, content=content)
    start = sentence.start + subject.start("source")
    return Form(source=Span(start, sentence.start + subject.end("source")), cue=cue, content=content)


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1
