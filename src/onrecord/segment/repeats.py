"""Tells a post's own words from the earlier post that forum software prints above them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.segment.layout import Draft
from onrecord.segment.lines import Line
from onrecord.text import words

RUN = 5
"""Words in a row by which a line is known again."""
LONGEST_HEAD = 120

_HEAD = re.compile(
    r"""[\W_]*(?:originally[ ](?:posted|written)\b.* | (?:quote|quoting|zitat)\b.{0,60}
    | .{1,60}\b(?:wrote|said|writes|says)\b.{0,40}[:.…] | (?:in[ ])?(?:reply|response)[ ]to\b.{1,60}[:]?
    | \(?\#\d+\)?:?)[\W_]*""",
    re.I | re.X,
)


def unrepeated(text: str, lines: Sequence[Line], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts; where lines of an earlier post follow one like "Originally posted by …", `body` begins after them.

    A post that would be left without words keeps them all. Cost is linear in the text.
    """
    if not any(_is_headed(text, lines, draft) for draft in drafts):
        yield from drafts
        return
    heard: set[tuple[str, ...]] = set()
    for draft in drafts:
        own = _own(text, lines, draft, heard)
        yield replace(draft, repeated=draft.body, body=own) if own is not None else draft
        for place in range(draft.body if own is None else own, draft.body_stop):
            heard.update(_runs(lines[place].extent.of(text)))


def _own(text: str, lines: Sequence[Line], draft: Draft, heard: set[tuple[str, ...]]) -> int | None:
    """The line after the head and the lines known from before, or None where the post does not begin with such."""
    place = draft.body
    while place < draft.body_stop and _is_head(lines[place].extent.of(text)):
        place += 1
    first = place
    while place < draft.body_stop and _is_known(lines[place].extent.of(text), heard):
        place += 1
    known = max((len(lines[at].extent.of(text).split()) for at in range(first, place)), default=0)
    return place if known >= RUN and place < draft.body_stop and _is_headed(text, lines, draft) else None


def _is_headed(text: str, lines: Sequence[Line], draft: Draft) -> bool:
    """Whether a line says that another's words follow: the post's first, or "Quote" between it and its header."""
    above = lines[draft.body - 1].extent.of(text) if draft.body > draft.first else ""
    return _is_head(lines[draft.body].extent.of(text)) or above.strip(" :").casefold() == "quote"


def _is_head(said: str) -> bool:
    return len(said) <= LONGEST_HEAD and _HEAD.fullmatch(said) is not None


def _is_known(said: str, heard: set[tuple[str, ...]]) -> bool:
    return all(run in heard for run in _runs(said))


def _runs(said: str) -> list[tuple[str, ...]]:
    """Every run of five words; a shorter line whole."""
    said = said.casefold()
    found = [word.of(said) for word in words(said)]
    return [tuple(found[at : at + RUN]) for at in range(max(1, len(found) - RUN + 1))]
