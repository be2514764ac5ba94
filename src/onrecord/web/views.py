"""What each page shows, as one frozen value made by its questions: HTML and JSON are two forms of the same."""

from datetime import date

import msgspec

from onrecord.model.rows import DocumentRow, FindingRow, PostRow
from onrecord.model.ruling import Ruling
from onrecord.scoring import Calibration, Score
from onrecord.store.questions import (
    FoundPassage,
    FoundReading,
    FoundStatement,
    Overview,
    PersonLine,
    StoredJudgement,
    Stretch,
    Tie,
    Told,
    ToldReading,
)
from onrecord.web.asked import AboutDays, AboutPeople, AboutWords, Paging


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What a page shows."""


class Home(View, frozen=True, kw_only=True):
    """How much the record holds, and what is to be done next."""

    overview: Overview
    documents: tuple[DocumentRow, ...]
    left: int
    libraries: tuple[str, ...]


class Documents(View, frozen=True, kw_only=True):
    """A page of the documents."""

    documents: tuple[DocumentRow, ...]
    paging: Paging


class Branch(msgspec.Struct, frozen=True, kw_only=True):
    """A post and how deep it stands below the one that it answers in the end. `answers` is the author of its parent."""

    post: PostRow
    depth: int
    answers: str | None


class Text(View, frozen=True, kw_only=True):
    """A page of a document's text with all that stands in it, its discussion, and why one row is there."""

    stretch: Stretch
    discussion: tuple[Branch, ...]
    why: Told | None
    reading: ToldReading | None


class Comparison(View, frozen=True, kw_only=True):
    """A statement: who said it and why it is they, its words beside the passage, and what people judged."""

    told: Told
    finding: FindingRow | None
    ruling: Ruling | None


class Search(View, frozen=True, kw_only=True):
    """A page of the statements, or of the passages, that were asked for."""

    asked: AboutWords
    statements: tuple[FoundStatement, ...]
    passages: tuple[FoundPassage, ...]
    paging: Paging


class People(View, frozen=True, kw_only=True):
    """A page of those who speak."""

    asked: AboutPeople
    people: tuple[PersonLine, ...]
    paging: Paging


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """How many statements were said on a day."""

    day: date
    statements: int


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """An office that a register knows somebody to have held."""

    role: str
    of: str | None
    since: str | None
    until: str | None


class AuthorScore(msgspec.Struct, frozen=True, kw_only=True):
    """How well somebody's forecasts were given whose outcome is known."""

    author: str
    forecasts: int
    score: Score


class Person(View, frozen=True, kw_only=True):
    """Somebody: names, offices, statements over time and by verdict, what they undertook and foretold."""

    person: PersonLine
    offices: tuple[Office, ...]
    days: tuple[Day, ...]
    verdicts: dict[str, int]
    documents: tuple[tuple[DocumentRow, int], ...]
    statements: tuple[FoundStatement, ...]
    paging: Paging
    readings: tuple[FoundReading, ...]
    score: AuthorScore | None
    """How well their forecasts were given, where any is scored."""
    ties: tuple[Tie, ...]
    names: dict[str, str]


class Timeline(View, frozen=True, kw_only=True):
    """The whole dispute day by day: statements counted, and a page of what was undertaken, foretold and contested."""

    asked: AboutDays
    days: tuple[Day, ...]
    entries: tuple[FoundReading, ...]
    paging: Paging


class Forecasts(View, frozen=True, kw_only=True):
    """A page of the forecasts, and how those that were resolved turned out."""

    forecasts: tuple[FoundReading, ...]
    outcomes: dict[str, str]
    calibration: Calibration
    scores: tuple[AuthorScore, ...]
    paging: Paging


class Network(View, frozen=True, kw_only=True):
    """Who speaks of whom, through whom, and in which paper."""

    who: str | None
    ties: tuple[Tie, ...]
    names: dict[str, str]


class Review(View, frozen=True, kw_only=True):
    """A page of the statements that somebody has not judged, those in most need first, and the latest judgements."""

    judge: str
    queue: tuple[FoundStatement, ...]
    first: Comparison | None
    paging: Paging
    latest: tuple[StoredJudgement, ...]


class Judgements(View, frozen=True, kw_only=True):
    """A page of all judgements, the newest first."""

    judgements: tuple[StoredJudgement, ...]
    paging: Paging


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How far two agree: Krippendorff's alpha by aspect where there is one, and F1 of statements and of characters."""

    one: str
    other: str
    units: int
    alpha: dict[str, float | None]
    f1_statements: float | None
    f1_characters: float | None


class Agreements(View, frozen=True, kw_only=True):
    """How far reviewers agree with one another, and with the machine."""

    units: int
    alpha: dict[str, float | None]
    pairs: tuple[Agreement, ...]


class Draft(View, frozen=True, kw_only=True):
    """The findings of a draft; none where nothing was checked yet."""

    text: str
    library: str | None
    rules: str
    libraries: tuple[str, ...]
    houses: tuple[str, ...]
    findings: tuple[FindingRow, ...] | None
    error: str | None = None
