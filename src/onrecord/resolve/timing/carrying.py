"""Carries a time of saying on to what the same speaker goes on to say: "On Monday, Voss said …. She added …"."""

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from itertools import pairwise

from onrecord.model.base import Span
from onrecord.model.statement import Attribution
from onrecord.resolve.timing.nesting import core
from onrecord.resolve.timing.tenses import is_past

REACH = 600
"""Characters that may lie between two sayings of one occasion: a paragraph. Beyond, reports change the scene."""

_PRONOUNS = frozenset("he she they it".split())
_GOING_ON = frozenset("added adding adds continued continuing concluded concluding stressed repeated".split())
_OTHER_OCCASION = re.compile(r"\b(?:had|has|have|will|would|earlier|later|previously|once|often|then|recently)\b")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.!?]\W|\n")
_PARAGRAPH = re.compile(r"\n\s*")


def carried(text: str, attributions: Sequence[Attribution], timed: Set[str], outside: Sequence[int]) -> dict[str, str]:
    """For each attribution without words of time that goes on from one that has them, the id of that one.

    `timed` are the ids of attributions that have words of time, `outside` the starts of all other words of time that
    stand outside of contents: where one comes between, the scene has changed.
    """
    first_of = {attribution.id: attribution for attribution in attributions if attribution.id in timed}
    for previous, attribution in pairwise(sorted(attributions, key=lambda a: core(a).start)):
        first = first_of.get(previous.id)
        if first is None or attribution.id in first_of or _has_time(outside, previous, attribution):
            continue
        if _goes_on(text, first, previous, attribution):
            first_of[attribution.id] = first
    return {id: first.id for id, first in first_of.items() if id != first.id}


def _goes_on(text: str, first: Attribution, previous: Attribution, attribution: Attribution) -> bool:
    start, end = previous.span.end, attribution.span.start
    paragraphs = len(_PARAGRAPH.findall(text, start, end)) if end - start <= REACH else REACH
    if paragraphs > 1 or _is_other_occasion(text, attribution):
        return False
    if attribution.source is None:
        return _SENTENCE.search(text, min(start, end), end) is None
    source = _words(text, attribution.source)
    if len(source) == 1 and source[0].casefold() in _PRONOUNS:
        return True
    same = first.source is not None and source[-1:] == _words(text, first.source)[-1:] != []
    return same and (paragraphs == 0 or _adds(text, attribution))


def _is_other_occasion(text: str, attribution: Attribution) -> bool:
    """Whether "had", "earlier" … before the cue tell of another time, or its tense is none that tells a course."""
    cue = attribution.cue
    if cue is None or not any(is_past(word, "") or word.endswith("ing") for word in _words(text, cue)):
        return True
    before = max([0, cue.start - 25, *(content.end for content in attribution.content if content.end <= cue.start)])
    return _OTHER_OCCASION.search(text, before, cue.end) is not None


def _adds(text: str, attribution: Attribution) -> bool:
    cue = attribution.cue
    return cue is not None and any(word.casefold() in _GOING_ON for word in _words(text, cue))


def _words(text: str, span: Span) -> list[str]:
    return _WORD.findall(text, span.start, span.end)


def _has_time(outside: Sequence[int], previous: Attribution, attribution: Attribution) -> bool:
    start, end = core(previous).start, core(attribution).end
    return bisect_left(outside, end) > bisect_left(outside, start)
