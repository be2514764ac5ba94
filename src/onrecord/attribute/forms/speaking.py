"""Nouns for those who speak, by which a form without a verb is told from a heading."""

import re
from functools import cache
from importlib.resources import files

import yaml

LISTS = ("groups", "organizations")
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_INNER = re.compile(r"\b(?:of|from|for|in|at|to|on|with|who|which|that|by|and)\b")
_NAME = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,3}\Z")
"""One way to read each word: with an optional blank between the words, eighty capitals took a tenth of a second."""


def speaks(phrase: str) -> bool:
    """Whether the head of a noun phrase is a role, a group, a body or a document, or the phrase is like a full name."""
    head = _INNER.split(phrase.strip(), maxsplit=1)[0] if not _NAME.match(phrase.strip()) else phrase
    words = _WORD.findall(head.split(",")[0])
    return bool(words) and (_singular(words[-1].casefold()) in nouns() or words[-1].casefold() in nouns())


def views(phrase: str) -> bool:
    """Whether the head of a noun phrase is a role that a person has: one who can hold a view."""
    return (speaks(phrase) and bool({word.casefold() for word in _WORD.findall(phrase)} & _people())) or names(phrase)


def names(phrase: str) -> bool:
    """Whether a phrase has the form of a full name, or is a word with several capitals: "NATO"."""
    return bool(_NAME.match(phrase.strip()))


@cache
def nouns() -> frozenset[str]:
    """The nouns of data/titles.yml for roles, groups, bodies and documents."""
    titles = yaml.safe_load(files("onrecord.data").joinpath("titles.yml").read_text(encoding="utf-8"))
    roles = {word for words in titles["roles"].values() for word in words}
    documents = {word for words in titles["documents"] for word in words}
    return frozenset(roles | documents | {word for name in LISTS for word in titles[name]})


@cache
def _people() -> frozenset[str]:
    titles = yaml.safe_load(files("onrecord.data").joinpath("titles.yml").read_text(encoding="utf-8"))
    roles = {word for words in titles["roles"].values() for word in words}
    return frozenset(roles | {f"{word}s" for word in roles} | set(titles["groups"]) - {"people", "most", "many"})


def _singular(noun: str) -> str:
    if noun.endswith("men"):
        return noun[:-2] + "an"
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun.removesuffix("s").removesuffix("’").removesuffix("'")
