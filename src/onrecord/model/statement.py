"""Who said what: structure found in the text, attributions, and who and when they resolve to."""

import datetime
from dataclasses import dataclass
from typing import Literal

from onrecord.model.base import Annotation, Span
from onrecord.model.evidence import Label

Mode = Literal["direct", "mixed", "indirect"]
Force = Literal["asserted", "asked", "conditional"]
Stance = Literal["agree", "disagree", "neutral", "question"]
SpeakerType = Literal["person", "organization", "group", "unnamed_person", "document", "author", "other"]
Granularity = Literal["day", "week", "month", "season", "year", "window"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(Annotation):
    """One speaker's uninterrupted words in a transcript: the label that names the speaker, and the words."""

    label: Span
    body: Span
    speaker: str

    @property
    def place(self) -> tuple[str | int, ...]:
        return (self.label.start,)

    @property
    def span(self) -> Span:
        return Span(self.label.start, max(self.label.end, self.body.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Annotation):
    """A reader's contribution to a discussion. `parent` is a post's id or "article"; `date` is as printed."""

    extent: Span
    body: Span
    author: str | None = None
    date: str | None = None
    parent: str | None = None
    stance: Stance | None = None
    confidence: float
    reason: str

    @property
    def place(self) -> tuple[str | int, ...]:
        return (self.extent.start,)

    @property
    def span(self) -> Span:
        return self.extent


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation(Annotation):
    """A stretch between quotation marks, the marks included; `inner` leaves them out.

    `closed` is False where the closing mark is missing: the stretch then ends with its paragraph. A quotation that
    runs over several paragraphs is one Quotation for each, tied by `continues`, the id of the one before.
    """

    extent: Span
    inner: Span
    closed: bool
    depth: int = 0
    """0 for outer marks, 1 for a quotation inside a quotation …"""
    continues: str | None = None

    @property
    def place(self) -> tuple[str | int, ...]:
        return (self.extent.start,)

    @property
    def span(self) -> Span:
        return self.extent


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Annotation):
    """A source, cue or content found in the text, before parts are tied into attributions.

    `depth` is 0 for a part of the text, 1 for one that stands inside a content. `head` is the id of the part that it
    hangs on where the form alone tells that (a label and its colon); elsewhere the links are scored.
    """

    role: Literal["source", "cue", "content"]
    extent: Span
    confidence: float
    depth: int = 0
    head: str | None = None

    @property
    def place(self) -> tuple[str | int, ...]:
        return (self.role, self.extent.start, *((self.depth,) if self.depth else ()))

    @property
    def span(self) -> Span:
        return self.extent


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution(Annotation):
    """Words in the text given to a source: source, cue and content (PARC, PolNeAR).

    `source` is only the span that names who is said to say it; the content may be discontinuous; `parent` is the
    attribution in whose content this one stands. The identity is the start of the cue or, without one, of the content.
    """

    source: Span | None = None
    cue: Span | None = None
    content: tuple[Span, ...]
    mode: Mode
    force: Force = "asserted"
    negated: bool = False
    parent: str | None = None
    confidence: float

    @property
    def place(self) -> tuple[str | int, ...]:
        if self.cue is not None:
            return ("cue", self.cue.start)
        return ("content", self.content[0].start)

    @property
    def span(self) -> Span:
        parts = [*self.content, *(s for s in (self.source, self.cue) if s is not None)]
        return Span(min([p.start for p in parts]), max([p.end for p in parts]))

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError("an attribution has a content")
        Annotation.__post_init__(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission(Annotation):
    """How many strings of an endpoint's answers were left out, since the text does not hold them. They are not kept.

    `contents` counts contents; `others` counts sources and cues. There is at most one in a document, for all of it.
    """

    contents: int = 0
    others: int = 0

    @property
    def place(self) -> tuple[str | int, ...]:
        return ()

    @property
    def span(self) -> Span:
        return Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Annotation):
    """Words that name or point at someone: a name, a title, a pronoun, a group."""

    extent: Span
    form: Literal["name", "role", "pronoun", "group", "document", "place"]

    @property
    def place(self) -> tuple[str | int, ...]:
        return (self.extent.start, self.extent.end)

    @property
    def span(self) -> Span:
        return self.extent


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity(Annotation):
    """Someone in one document: the fullest name given there, and the places that name or point at them."""

    name: str
    type: SpeakerType
    role: str | None = None
    affiliation: str | None = None
    mentions: tuple[Span, ...]
    aliases: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str | int, ...]:
        return (self.mentions[0].start, self.mentions[0].end)

    @property
    def span(self) -> Span:
        return self.mentions[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking(Annotation):
    """Which person of the register an identity (`of` is its id) is; None where several fit. The reason says why."""

    of: str
    at: Span
    person: str | None
    name: str | None = None
    """The person's name in the register."""
    reason: str

    @property
    def place(self) -> tuple[str | int, ...]:
        return (self.of,)

    @property
    def span(self) -> Span:
        return self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One of those who are said to say it, and why it is they. `identity` is None where none could be decided."""

    name: str
    type: SpeakerType
    role: str | None = None
    affiliation: str | None = None
    identity: str | None = None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking(Annotation):
    """Who speaks in an attribution (`of` is its id)."""

    of: str
    at: Span
    speakers: tuple[Speaker, ...]

    @property
    def place(self) -> tuple[str | int, ...]:
        return (self.of,)

    @property
    def span(self) -> Span:
        return self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name and where it stands."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain(Annotation):
    """Through whom an attribution (`of`) came, nearest to the reader last, and to whom it was said."""

    of: str
    at: Span
    via: tuple[Named, ...] = ()
    addressee: Named | None = None

    @property
    def place(self) -> tuple[str | int, ...]:
        return (self.of,)

    @property
    def span(self) -> Span:
        return self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification(Annotation):
    """What a library says of the quoted words of an attribution, or of those that a dispute says to be right (`of` is
    its id), with the passage if one is found."""

    of: str
    at: Span
    label: Label
    reason: str
    passage: str | None = None
    """The primary words."""
    primary: str | None = None
    """The document that they stand in, as it was added to the library."""
    where: Span | None = None
    """The place of these words in its text."""
    speaker: str | None = None
    event: str | None = None
    date: datetime.date | None = None

    @property
    def place(self) -> tuple[str | int, ...]:
        return (self.of,)

    @property
    def span(self) -> Span:
        return self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReference(Annotation):
    """Words of time as inclusive days. `of` is the attribution whose time of saying it is, else None: then the
    time belongs to what is said. Days are None where nothing can be decided, and the reason says why."""

    words: Span
    earliest: datetime.date | None
    latest: datetime.date | None
    granularity: Granularity
    of: str | None = None
    reason: str

    @property
    def place(self) -> tuple[str | int, ...]:
        return (self.words.start, self.of or "")

    @property
    def span(self) -> Span:
        return self.words
