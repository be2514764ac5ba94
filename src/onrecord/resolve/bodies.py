"""Finds which body "the agency", "the appeals court" or "the state" points back to, and which group "they" does."""

from onrecord.model.base import Span
from onrecord.resolve.discourse import Discourse
from onrecord.resolve.identities import Figure
from onrecord.resolve.lexicon import Lexicon, singular
from onrecord.resolve.phrases import last_phrase, tokens_of
from onrecord.resolve.sources import Reference, references

_LOOK_BACK = 40
"""Namings looked back at."""
_NEAR = 900
"""Characters in which a noun that is no part of the name, "the agency", still points back."""
_SENTENCE, _PHRASE = 300, 60
"""Characters of a sentence, and of a noun phrase, that are read back."""
_PLACES = frozenset(("state", "country", "nation", "city", "republic"))


def earlier_body(discourse: Discourse, reference: Reference, lexicon: Lexicon) -> int | None:
    """The body named last before that the words fit: its name holds the noun, or is of the kind that the noun tells."""
    place, general = reference.span.start, " " not in reference.words
    for naming in discourse.before(place, _LOOK_BACK):
        figure = discourse.figures[naming.figure]
        if figure.type != "organization" or naming.possessive:
            continue
        if _holds_noun(figure, reference):
            return naming.figure
        if general and place - naming.start < _NEAR and _is_kind(figure, reference.noun, lexicon):
            return naming.figure
    return None


def last_group(discourse: Discourse, place: int, lexicon: Lexicon) -> Reference | None:
    """The group of people named last before a place in its sentence: "voters … because they"."""
    start = discourse.sentence_start(place)
    tokens = tokens_of(discourse.text, Span(max(start, place - _SENTENCE), place))
    for at in range(len(tokens) - 1, -1, -1):
        word = tokens[at][0].casefold()
        if singular(word) != word and (word in lexicon.groups or singular(word) in lexicon.roles):
            phrase = last_phrase(discourse.text, Span(max(start, tokens[at].end() - _PHRASE), tokens[at].end()))
            return references(discourse.text, phrase, (), lexicon)[-1]
    return None


def _holds_noun(figure: Figure, reference: Reference) -> bool:
    """Whether a name has the noun, and another of the words if there are more: "the appeals court"."""
    words = {word.casefold() for word in figure.name.split()}
    asked = {word.casefold() for word in reference.words.split()} - {reference.noun}
    if reference.noun not in words or len(words) < 2:
        return False
    return not asked or bool(asked & (words - {reference.noun}))


def _is_kind(figure: Figure, noun: str, lexicon: Lexicon) -> bool:
    place = figure.names[0].kind == "place"
    if noun in _PLACES:
        return place
    if place:
        return False
    kinds = lexicon.kinds_of_body.get(noun)
    if kinds is None:
        return False
    if "media" in kinds and figure.names[0].text in lexicon.media:
        return True
    return any(word.casefold() in kinds for word in figure.name.split())
