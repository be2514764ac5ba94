"""Learns from a text which of its words are lands and peoples: where Varnia and Varnian stand, neither is a person."""

import re
from collections.abc import Iterable
from dataclasses import replace

from onrecord.resolve.names import Name

_ENDS = tuple(tuple(pair.split("/")) for pair in "n/ an/ ian/ ian/y ese/ ese/a ish/ ish/land i/".split())
"""Endings of demonyms, with what the land's name has in their place."""
_GOVERNED = re.compile(
    r"[’'](?:s )? ?(?:(?:prime|foreign|deputy|trade|transport|finance|defen[cs]e|interior) )*"
    r"(?:minister|government|parliament|cabinet|army|embassy|border|capital|ambassador|coast|currency|economy)s?\b"
)
_SHORTEST = 4
"""Letters of a land's name."""


def land_of(demonym: str, words: frozenset[str]) -> str | None:
    """The land among the words whose people or things the word names: Varnia for Varnian."""
    stems = ((demonym.removesuffix(end), rest) for end, rest in _ENDS if demonym.endswith(end))
    return next((stem + rest for stem, rest in stems if len(stem + rest) >= _SHORTEST and stem + rest in words), None)


def with_lands(text: str, names: Iterable[Name]) -> list[Name]:
    """The names, where lands are places and demonyms are adjectives or groups: pairs of them tell, and "in Varnia"."""
    every = list(names)
    surnames = frozenset(name.words[-1] for name in every if len(name.words) > 1 and name.kind == "person")
    single = frozenset(name.words[0] for name in every if _may_be_land(name)) - surnames
    peoples = {word: land for word in single if (land := land_of(word.removesuffix("s"), single))}
    inside = {name.words[0] for name in every if name.words[0] in single and _is_in(text, name)}
    places = frozenset(peoples.values()) | (inside - peoples.keys())
    return [_as_land(name, places, frozenset(peoples)) for name in every]


def _is_in(text: str, name: Name) -> bool:
    """Whether "in" stands before a name that nothing says is a person's, or its own ministers after it."""
    if name.sure:
        return False
    if name.possessive:
        return bool(_GOVERNED.match(text, name.span.end))
    return text[max(0, name.opening - 4) : name.opening].casefold() in (" in ", "\nin ")


def _may_be_land(name: Name) -> bool:
    return len(name.words) == 1 and name.kind in ("person", "thing") and not name.title and not name.headline


def _as_land(name: Name, places: frozenset[str], peoples: frozenset[str]) -> Name:
    if not _may_be_land(name):
        return name
    word = name.words[0]
    if word in places:
        return replace(name, kind="place", sure=True)
    if word in peoples:
        return replace(name, kind="group" if word.endswith("s") else "thing", sure=True)
    return name
