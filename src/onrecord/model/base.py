"""Spans, annotations and the identity of both: what every other value is made of."""

import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass, field

import msgspec

ID_LENGTH = 20
"""Hexadecimal digits of an id: 80 bits, so that ten million rows collide with a chance below 1 in 10^10."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a document's text, in Unicode code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forward from 0: got {self.start}–{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation(ABC):
    """Something found at a place of a document. Its id is its kind and place, never its value or confidence."""

    document: str
    id: str = field(init=False, default="")

    @property
    @abstractmethod
    def place(self) -> tuple[str | int, ...]:
        """What makes this annotation the same one when a better model reads the same place differently."""

    @property
    @abstractmethod
    def span(self) -> Span:
        """Where the annotation stands in text order."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", content_id(type(self).__name__, self.document, *self.place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Which layer, in which version, produced an annotation."""

    layer: str
    version: str


def content_id(*parts: str | int) -> str:
    """The id of a thing that is told apart by these parts alone."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def canonical_json(value: object) -> bytes:
    """The one JSON form of a value: keys sorted, no blanks, UTF-8."""
    return msgspec.json.encode(value, order="sorted")
