"""Tells whether a person is spoken of as he or as she, from titles, roles, first names and pronouns nearby."""

import re
from collections.abc import Iterable, Sequence

from onrecord.resolve.lexicon import Lexicon
from onrecord.resolve.names import Name
from onrecord.resolve.roles import Description

_TITLE, _ROLE, _FIRST_NAME, _PRONOUN = 5, 3, 3, 1
"""Weights: a courtesy title is certain, "spokeswoman" and a first name tell mostly, a pronoun nearby by repetition."""
_PRONOUNS = {"he": "male", "his": "male", "him": "male", "she": "female", "her": "female", "hers": "female"}
"""Which gender each speaks of."""
_NEXT = re.compile(r"[^.!?\n“”\"A-Z]{0,120}?\b(he|his|him|she|her|hers)\b")


def gender_of(
    names: Iterable[Name], descriptions: Iterable[Description], pronouns: Iterable[str], lexicon: Lexicon
) -> str:
    """ "male", "female", or "any" where nothing tells or the signs contradict each other."""
    votes = {"male": 0, "female": 0, "any": 0}
    for name in names:
        votes[name.gender] += _TITLE
        votes[lexicon.first_names.get(name.words[0], "any")] += _FIRST_NAME * (len(name.words) > 1)
    for description in descriptions:
        votes[description.gender] += _ROLE
    for pronoun in pronouns:
        votes[_PRONOUNS[pronoun]] += _PRONOUN
    if votes["male"] == votes["female"]:
        return "any"
    return "male" if votes["male"] > votes["female"] else "female"


def pronouns_after(text: str, names: Sequence[Name]) -> tuple[str, ...]:
    """The pronouns that follow the names in their sentence before anybody else is named."""
    found = (_NEXT.match(text, name.span.end) for name in names)
    return tuple(match[1] for match in found if match)
