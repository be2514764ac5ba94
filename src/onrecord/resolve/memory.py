"""Remembers who has been found to speak, so that "he", "they" and "the study" can point back."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.base import Span, content_id
from onrecord.model.statement import Speaker
from onrecord.resolve.discourse import Discourse
from onrecord.resolve.identities import Figure

_LOOK_BACK = 8
"""Attributions that "they" and "it" look back over."""
NEAR = 600
"""Characters that they look back over: two or three paragraphs."""


@dataclass(frozen=True, slots=True)
class Said:
    """Where a source stood and who it was."""

    at: int
    speakers: tuple[Speaker, ...]
    figures: tuple[int, ...]


class Memory:
    """What has been resolved of a document so far; it grows as the text is read."""

    def __init__(self, discourse: Discourse, document: str) -> None:
        self.discourse = discourse
        self.document = document
        self.places: dict[int, Span] = {n: figure.names[0].span for n, figure in enumerate(discourse.figures)}
        """Where each figure is named or introduced first."""
        self._introduced: dict[Span, int] = {}
        self.said: list[Said] = []
        self.pointed: list[tuple[int, Span]] = []
        """Figures pointed at by a pronoun or a role, and where."""

    def keep(self, at: int, speakers: tuple[Speaker, ...], figures: tuple[int, ...]) -> None:
        """Keeps who spoke where."""
        self.said.append(Said(at, speakers, figures))

    def point(self, figure: int, span: Span) -> None:
        """Keeps that words point at a figure."""
        self.discourse.add(span.start, figure)
        self.pointed.append((figure, span))

    def introduce(self, figure: Figure, span: Span) -> int:
        """The number of somebody without a name, whom the text introduces there; twice at one place is the same."""
        if span not in self._introduced:
            number = self.discourse.introduce(figure, span.start)
            self.places[number], self._introduced[span] = span, number
        return self._introduced[span]

    def identity(self, number: int) -> str:
        """The id of a figure's identity."""
        place = self.places[number]
        return content_id("Identity", self.document, place.start, place.end)

    def speaker(self, number: int, reason: str) -> Speaker:
        """A figure as a speaker."""
        figure = self.discourse.figures[number]
        return Speaker(
            name=figure.name,
            type=figure.type,
            role=figure.role,
            affiliation=figure.affiliation,
            identity=self.identity(number),
            reason=reason,
        )

    def spoke(self, place: int) -> frozenset[tuple[int, int]]:
        """The figures that spoke last before a place, each with the sentence."""
        near = [said for said in self.said[-_LOOK_BACK:] if said.at < place]
        return frozenset((figure, self.discourse.sentence(said.at)) for said in near for figure in said.figures)

    def last(self, place: int) -> int | None:
        """Who spoke last before a place, not far from it."""
        return next((said.figures[0] for said in self.recent(place) if said.figures), None)

    def recent(self, place: int) -> Sequence[Said]:
        """Who spoke not far before a place, last first."""
        near = [said for said in self.said[-_LOOK_BACK:] if said.at < place and place - said.at < NEAR]
        return near[::-1]
