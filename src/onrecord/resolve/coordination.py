"""Cuts a source where "and" or a comma joins several who speak: "A, the mayor, and other officials" has two parts."""

import re
from collections.abc import Iterator, Sequence

from onrecord.model.base import Span
from onrecord.resolve.lexicon import Lexicon, singular
from onrecord.resolve.names import Name
from onrecord.resolve.phrases import DETERMINERS, ENDS, PREPOSITIONS, PRONOUNS, head_words, tokens_of
from onrecord.resolve.roles import is_role

Placed = Sequence[tuple[int, Name]]
"""Names with their places in the document's list."""
_AND = re.compile(r",?\s(?:and|as well as|along with)\s|,\s")
_ITSELF = frozenset(("himself", "herself", "itself", "too", "also"))
_AHEAD = 60
"""Characters read after an "and" to see who comes; titles before a name are shorter in nine of ten cases."""


def parts(text: str, source: Span, names: Placed, lexicon: Lexicon) -> Iterator[Span]:
    """The parts of a source, one for each who speaks: "A, founder and head of B" is one part."""
    start, described = source.start, False
    for match in _AND.finditer(text, source.start, source.end):
        if match.start() <= start or _is_inside_name(match.start(), names):
            continue
        end, after = match.start(), match.end()
        if match[0].strip() == ",":
            if not (starts_person(text, after, names, lexicon) and _is_bare_person(text, start, end, names)):
                described = described or not starts_person(text, after, names, lexicon)
                continue
        elif not _joins_speakers(text, Span(start, end), Span(after, source.end), described, names, lexicon):
            continue
        yield Span(start, end)
        start, described = after, False
    yield Span(start, source.end)


def starts_person(text: str, at: int, names: Placed, lexicon: Lexicon) -> bool:
    """Whether a person's name begins there, titles and affiliations before it included."""
    ahead = next(((n, name) for n, name in names if name.kind == "person" and name.span.start >= at), None)
    if ahead is None or ahead[1].possessive:
        return False
    between = text[at : max(at, ahead[1].opening)]
    return len(between) < _AHEAD and all(may_head_name(word, lexicon) for word in between.split())


def may_head_name(word: str, lexicon: Lexicon) -> bool:
    """Whether a word may stand between a comma and a person's name: a title, a role, what qualifies it."""
    plain = word.casefold()
    return word[0].isupper() or plain in lexicon.modifiers | lexicon.tempered or is_role(word, lexicon)


def modifies(follows: str) -> bool:
    """Whether what follows a name makes it qualify a noun: "the Trump campaign", "a Reuters survey"."""
    words = follows.split(None, 1)
    if not words or not words[0].isalpha() or not words[0].islower():
        return False
    return words[0] not in ENDS and words[0] not in _ITSELF


def _joins_speakers(text: str, left: Span, right: Span, described: bool, names: Placed, lexicon: Lexicon) -> bool:
    """Whether "and" stands between two who speak, and not inside a description or after a preposition."""
    comma = text[left.end : left.end + 1] == ","
    if described and not comma and not any(n.whole.start == right.start and n.title for _, n in names):
        return False
    if not _starts_source(text, right, names, lexicon):
        return False
    return described or not (_is_qualifier(text, left, lexicon) or _is_in_complement(text, left, right, names, lexicon))


def _is_qualifier(text: str, left: Span, lexicon: Lexicon) -> bool:
    """Whether "and" joins two qualifiers: "liberal and conservative economists"."""
    words = [token[0].casefold() for token in tokens_of(text, left)]
    return bool(words) and words[-1] in lexicon.modifiers and words[-1] not in lexicon.groups


def _is_inside_name(at: int, names: Placed) -> bool:
    return any(name.whole.start < at < name.whole.end for _, name in names)


def _is_bare_person(text: str, start: int, end: int, names: Placed) -> bool:
    """Whether the words before a comma are no more than a person's name, so that the next name is somebody else's."""
    return any(
        name.span.end == end and name.kind == "person" and text[start : name.opening].strip() in ("", "both")
        for _, name in names
    )


def _starts_source(text: str, right: Span, names: Placed, lexicon: Lexicon) -> bool:
    """Whether somebody else who may speak is named after an "and"."""
    if starts_person(text, right.start, names, lexicon):
        return True
    for _, name in names:
        near = name.whole.start <= right.start + len("the ") and right.start < name.whole.end
        if near and not name.possessive and not modifies(text[name.span.end : right.end].lstrip()):
            return True
    words = [token[0] for token in tokens_of(text, Span(right.start, min(right.end, right.start + _AHEAD)))]
    if not words or words[0].casefold() in PRONOUNS | DETERMINERS | lexicon.quantities:
        return bool(words)
    head = head_words(words, lexicon)[-1].casefold()
    return head in lexicon.groups or (is_role(head, lexicon) and singular(head) != head)


def _is_in_complement(text: str, left: Span, right: Span, names: Placed, lexicon: Lexicon) -> bool:
    """Whether "and" joins what follows a preposition: "officials in Rome and Paris", not "Ann of Rome and Bo"."""
    words = [token[0].casefold() for token in tokens_of(text, left)]
    if not any(word in PREPOSITIONS for word in words[1:]):
        return False
    first = any(
        n.kind == "person" and n.span.end <= left.end and not n.possessive
        for _, n in names
        if n.span.start >= left.start
    )
    return not (first and starts_person(text, right.start, names, lexicon))
