"""Signatures behind words: "“…” — Ola Rike, farmer", and a post of a public figure quoted in full."""

import re
from collections.abc import Iterator, Sequence

from onrecord.attribute.forms.form import Form, Page
from onrecord.model.base import Span
from onrecord.model.document import Block

_BULLET = re.compile(r"[^\S\n]*(?:(?:[-–—•*·‣▪]|\d{1,2}[.)])[^\S\n]+)?")
_NAME = r"(?P<name>[A-ZÀ-Þa-z][^\n(|]{1,90}?)"
_HANDLE = r"(?P<handle>[^\S\n]*\([^\S\n]*@\w+[^\S\n]*\)[^\n]{0,40})"
_SAME_LINE = re.compile(rf"[^\S\n]{{0,4}}(?P<dash>[—–―]|--?)[^\S\n]{{0,4}}{_NAME}{_HANDLE}?[^\S\n]*(?=\n|\Z)")
_OWN_LINE = re.compile(rf"[^\S\n]*(?P<dash>[—–―]|--?)[^\S\n]{{0,4}}{_NAME}{_HANDLE}?[^\S\n]*\Z")
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
_DATE = re.compile(rf"(?:, (?:on )?| (?:on )?(?=\d{{1,2}} {_MONTH}|{_MONTH},? \d))(?:\d{{1,2}} )?{_MONTH}.*")
"""A month alone needs a comma before it: May is a surname too."""
WORDS = 14
"""Words of a signature: a name and what its bearer is."""


def signatures(page: Page) -> Iterator[Form]:
    """A form for each line that is a quotation with a dash and a name behind it, on it or on the line below.

    Without quotation marks the name must have a handle, (@…), as a post that is quoted in full has.
    """
    lines = [line for line in page.lines if line.role in ("headline", "byline", "paragraph", "post")]
    starts = {_bare_start(page.text, line.extent) for line in lines}
    for quotation in page.quotations.spans:
        match = _SAME_LINE.match(page.text, quotation.end)
        if match and (quotation.start in starts or _begins_sentence(page.text, quotation.start)):
            yield from _signed(match, (quotation,))
    unsigned = 0
    for place, line in enumerate(lines):
        match = _OWN_LINE.match(page.text[line.extent.start : line.extent.end])
        if match and place > unsigned:
            yield from _below(page, lines[unsigned : place + 1], match)
        if match:
            unsigned = place + 1


def _below(page: Page, lines: Sequence[Block], match: re.Match[str]) -> Iterator[Form]:
    """The form of a signature that has a line of its own, the last: those above, as far as they stand together."""
    above = [lines[-2].extent]
    while len(above) < len(lines) - 1 and _adjoin(page.text, lines[-2 - len(above)].extent, above[-1]):
        above.append(lines[-2 - len(above)].extent)
    whole = Span(above[-1].start, above[0].end)
    first = page.quotations.near(Span(whole.start, whole.start + 1))
    quoted = bool(first) and first[0].start == whole.start and page.quotations.near(Span(whole.end - 1, whole.end))
    if quoted or match["handle"]:
        yield from _signed(match, tuple(reversed(above)), moved=lines[-1].extent.start)


def _signed(match: re.Match[str], content: tuple[Span, ...], moved: int = 0) -> Iterator[Form]:
    name = _DATE.sub("", match["name"]).rstrip(" ,\xa0").removesuffix(".")
    if len(name.split()) > WORDS or name[-1:] in "!?:;" or not any(c.isupper() for c in name):
        return
    dash, start = (position + moved for position in (match.start("dash"), match.start("name")))
    yield Form(source=Span(start, start + len(name)), cue=Span(dash, moved + match.end("dash")), content=content)


def _begins_sentence(text: str, position: int) -> bool:
    return text[max(0, position - 3) : position].rstrip()[-1:] in (".", "!", "?", ":")


def _adjoin(text: str, before: Span, after: Span) -> bool:
    """Whether one line follows the other without an empty one between."""
    return text[before.end : after.start].count("\n") == 1


def _bare_start(text: str, line: Span) -> int:
    match = _BULLET.match(text, line.start, line.end)
    return match.end() if match else line.start
