"""The document as it was read, its blocks, and the record of what was found in it."""

import bisect
import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar, cast

from onrecord.model.base import Annotation, Provenance, Span, content_id

DocumentKind = Literal["article", "transcript", "discussion", "document"]
Role = Literal["headline", "byline", "paragraph", "turn", "post", "boilerplate"]
A = TypeVar("A", bound=Annotation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a document came from. `published` is an ISO 8601 day or time, as exact as it is known."""

    uri: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None

    def __post_init__(self) -> None:
        if self.published is not None:
            iso_day(self.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What the markup said of a stretch of text: its tag and the attributes worth keeping."""

    span: Span
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str | None:
        return next((value for key, value in self.attributes if key == name), None)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """How positions in a document's text lie in the decoded source: runs of (text start, source start, length)."""

    runs: tuple[tuple[int, int, int], ...]

    def to_source(self, position: int) -> int | None:
        """The source's position of a character of the text; None for one that the reader put in."""
        after = bisect.bisect_right(self.runs, position, key=lambda run: run[0])
        if after == 0:
            return None
        text_start, source_start, length = self.runs[after - 1]
        within = position - text_start
        return source_start + within if within < length else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text, never edited. A changed page is a new document that supersedes this one."""

    origin: Origin
    text: str
    kind: DocumentKind = "article"
    language: str | None = None
    hints: tuple[Hint, ...] = ()
    offsets: OffsetMap | None = None
    """None where the text is the source, character for character."""
    sha256: str = field(init=False, default="")
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        object.__setattr__(self, "sha256", digest)
        object.__setattr__(self, "id", content_id("Document", self.origin.uri, digest))

    @property
    def published_on(self) -> datetime.date | None:
        """The day of publication."""
        return iso_day(self.origin.published) if self.origin.published else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Annotation):
    """A paragraph-sized part of the text and the part it plays. Blocks follow one another and never overlap."""

    extent: Span
    role: Role

    @property
    def place(self) -> tuple[str | int, ...]:
        return (self.extent.start,)

    @property
    def span(self) -> Span:
        return self.extent


@dataclass(frozen=True, slots=True)
class Record:
    """A document and what each layer found in it."""

    document: Document
    layers: tuple[tuple[Provenance, tuple[Annotation, ...]], ...] = ()

    def of(self, kind: type[A]) -> tuple[A, ...]:
        """All annotations of a kind, in text order."""
        found = (a for _, annotations in self.layers for a in _of_kind(annotations, kind))
        return tuple(sorted(found, key=_place))

    def extended(self, provenance: Provenance, annotations: tuple[Annotation, ...]) -> "Record":
        """This record with one layer's findings more."""
        return Record(self.document, (*self.layers, (provenance, annotations)))


def _of_kind(annotations: tuple[Annotation, ...], kind: type[A]) -> Sequence[A]:
    """The annotations of a kind: each class is asked once, not each annotation."""
    classes = {found for found in set(map(type, annotations)) if issubclass(found, kind)}
    return [cast(A, a) for a in annotations if type(a) in classes] if classes else ()


def _place(annotation: Annotation) -> tuple[int, int, str]:
    span = annotation.span
    return span.start, span.end, annotation.id


def iso_day(when: str) -> datetime.date:
    """The day of an ISO 8601 day or time. Raises ValueError with the words that are none."""
    try:
        return datetime.datetime.fromisoformat(when).date()
    except ValueError:
        raise ValueError(f"not a date: {when!r} (expected YYYY-MM-DD, with or without a time)") from None
