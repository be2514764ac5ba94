"""Tells whether a post agrees with what it answers."""

import re

from onrecord.model.statement import Stance
from onrecord.segment.found import FoundPost

OPENING = 160
_AGREES = re.compile(
    r"\W*(?:i (?:totally |completely |fully |quite )?agree|agreed|exactly|well said|absolutely|so true|amen"
    r"|good point|right on|spot on|hear,? hear|\+1|yes,|couldn(?:’|')t agree more"
    r"|(?:great|good|nice|excellent|wonderful|awesome) (?:article|post|point|piece|story|read))",
    re.I,
)
_DISAGREES = re.compile(
    r"\W*(?:i (?:strongly |totally |completely |respectfully )?disagree|(?:sorry, )?but (?:no|that(?:’|')?s not)"
    r"|nonsense|rubbish|wrong\b|not true|untrue|no,|that(?:(?:’|')?s| is) (?:not|wrong|false|nonsense)"
    r"|in fact,? (?:he|she|they|it) (?:did|do|does|has|have|is|was) \*?not)",
    re.I,
)
_QUESTION_ENDS = re.compile(r"\?[\s\"”’)]*(?:$|\n)")
_SENTENCE_ENDS = re.compile(r"[.!?…]+(?=[\s\"”’)]|$)")


def stance(text: str, post: FoundPost) -> Stance | None:
    """Whether the post agrees with what it answers, where its first words say so or it only asks."""
    opening = text[post.body.start : min(post.body.end, post.body.start + OPENING)]
    if _DISAGREES.match(opening):
        return "disagree"
    if _AGREES.match(opening):
        return "agree"
    last = text[max(post.body.start, post.body.end - OPENING) : post.body.end]
    asks = _QUESTION_ENDS.search(last) is not None and len(post.body) <= 2 * OPENING
    return "question" if asks and len(_SENTENCE_ENDS.findall(last)) <= 2 else None
