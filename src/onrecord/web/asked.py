"""What a page is asked, as the words of an address become values; and which page of a list is meant."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, TypeVar

import msgspec

from onrecord.model.evidence import Label
from onrecord.model.rows import ReadingKind
from onrecord.model.statement import Mode, SpeakerType
from onrecord.store.words import askable
from onrecord.web.failures import Failed

SIZE = 50
"""Rows of a page."""

PageNumber = Annotated[int, msgspec.Meta(ge=1, le=1_000_000, description="Which page, counted from 1.")]
Words = Annotated[str, msgspec.Meta(max_length=500)]
Who = Annotated[str, msgspec.Meta(max_length=200, description="What tells a speaker apart: `who` of /api/people.")]
A = TypeVar("A", bound="Asked")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a page can be asked. What is empty does not limit."""


class Pages(Asked, frozen=True, kw_only=True):
    """A page of a list."""

    page: PageNumber = 1


class AboutDocument(Pages, frozen=True, kw_only=True):
    """A page of a document's text, and the statement whose reasons are told."""

    document: Words
    why: Words | None = None


class AboutStatement(Asked, frozen=True, kw_only=True):
    """A statement."""

    statement: Words


class AboutPerson(Pages, frozen=True, kw_only=True):
    """Somebody who speaks in the record."""

    who: Who


class AboutPeople(Pages, frozen=True, kw_only=True):
    """Who speaks in the record, all or by name or type."""

    words: Words | None = None
    type: SpeakerType | None = None


class AboutWords(Pages, frozen=True, kw_only=True):
    """What statements, or passages of texts, are looked for. Only `words` and `page` count for texts."""

    words: Words | None = None
    speaker: Words | None = None
    mode: Mode | None = None
    since: date | None = None
    until: date | None = None
    document: Words | None = None
    verdict: Label | None = None
    among: Literal["statements", "texts"] = "statements"


class AboutDays(Pages, frozen=True, kw_only=True):
    """A time, and what kind of entry."""

    since: date | None = None
    until: date | None = None
    kind: ReadingKind | None = None


class AboutTies(Asked, frozen=True, kw_only=True):
    """Somebody whose ties are shown; all when nobody is named."""

    who: Who | None = None


class Paging(msgspec.Struct, frozen=True, kw_only=True):
    """Which page of how many is shown, and how many rows all of them have."""

    page: int
    pages: int
    total: int

    @property
    def offset(self) -> int:
        return (self.page - 1) * SIZE


def understood(question: Mapping[str, str], path: Mapping[str, str], kind: type[A]) -> A:
    """The question that an address asks, by its path and what follows. Raises Failed with the word that cannot be
    understood."""
    told = {name: value for name, value in question.items() if value.strip()} | dict(path)
    given = {name: askable(value.strip()) for name, value in told.items()}
    try:
        found = msgspec.convert(given, type=kind, strict=False)
    except msgspec.ValidationError as error:
        raise Failed(400, f"{error}") from None
    for name in found.__struct_fields__:
        if name in given and getattr(found, name) is None:  # msgspec takes the word "null" for none
            raise Failed(400, f"Invalid value {given[name]!r} - at `$.{name}`")
    return found


def paging(page: int, total: int, size: int = SIZE) -> Paging:
    """The page asked for, or the last where there are fewer."""
    pages = max(1, -(-total // size))
    return Paging(page=min(page, pages), pages=pages, total=total)
