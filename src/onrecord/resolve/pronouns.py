"""Resolves a source that is a pronoun: he and she, I and we, they, it, who and which, "both men"."""

from collections.abc import Callable
from dataclasses import replace

from onrecord.model.base import Span
from onrecord.model.statement import Attribution, Speaker
from onrecord.resolve.antecedents import FEMALE, MALE, Choice, pronoun_choice
from onrecord.resolve.bodies import last_group
from onrecord.resolve.discourse import Discourse, Naming
from onrecord.resolve.lexicon import Lexicon
from onrecord.resolve.memory import NEAR, Memory
from onrecord.resolve.phrases import last_phrase
from onrecord.resolve.sources import Reference, references
from onrecord.resolve.voices import Voices

Resolved = tuple[Speaker, int | None]
"""A speaker, and the number of the figure if there is one."""
_FIRST = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our", "ours"))
_SELF = _FIRST - {"my", "our"}
_PLURAL = frozenset(("they", "them", "their", "theirs", "both"))
_THING = frozenset(("it", "its", "itself"))
_RELATIVE = frozenset(("who", "whom", "whose"))


def is_first_person(source: str) -> bool:
    """Whether a source is "I" or "we" alone or among others."""
    return not _SELF.isdisjoint(source.casefold().split())


class Pronouns:
    """Resolves pronouns against what has been read. `phrase` resolves the noun phrase that "which" goes with."""

    def __init__(
        self, memory: Memory, voices: Voices, lexicon: Lexicon, phrase: Callable[[Reference], Resolved]
    ) -> None:
        self.memory = memory
        self.discourse: Discourse = memory.discourse
        self.voices = voices
        self.lexicon = lexicon
        self._phrase = phrase

    def of(self, attribution: Attribution, reference: Reference) -> list[Resolved]:
        """Who is meant by a pronoun."""
        word = reference.words
        if word in _FIRST:
            return self._first_person(attribution, reference)
        if word in MALE or word in FEMALE:
            return [self._chosen(reference, self._he(attribution, reference))]
        if word in _RELATIVE or word in ("which", "that"):
            return [self._relative(reference)]
        if word in _PLURAL:
            return self._plural(reference)
        if word in _THING:
            return [self._it(reference)]
        return [(Speaker(name=word, type="other", reason=f"“{word}” names nobody in particular"), None)]

    def _he(self, attribution: Attribution, reference: Reference) -> Choice:
        barred = self._barred(attribution, reference.span.start)
        place = reference.span.start
        return pronoun_choice(self.discourse, reference.words, place, self.memory.spoke(place), barred)

    def _barred(self, attribution: Attribution, place: int) -> tuple[int, ...]:
        """Who cannot be "he" there: whoever speaks the quotation that it stands in, for that would be "I"."""
        if not self.discourse.is_quoted(place):
            return ()
        voice = self.voices.enclosing(attribution, place)
        if voice is None or voice.source is None:
            return ()
        numbers = (self.discourse.cast.of[n] for n, _ in self.voices.names_in(voice.source))
        return tuple(number for number in numbers if number is not None)

    def _chosen(self, reference: Reference, choice: Choice) -> Resolved:
        if choice.figure is None:
            return Speaker(name=reference.words, type="unnamed_person", reason=choice.reason), None
        self.memory.point(choice.figure, reference.span)
        return self.memory.speaker(choice.figure, choice.reason), choice.figure

    def _first_person(self, attribution: Attribution, reference: Reference) -> list[Resolved]:
        word = reference.words if reference.words != "i" else "I"
        speakers, whose = self.voices.first_person(attribution, reference.span.start)
        if not speakers:
            return [(Speaker(name=word, type="other", reason=f"“{word}” is said {whose}"), None)]
        reason = f"“{word}” is said {whose}"
        return [(replace(speaker, reason=reason), None) for speaker in speakers]

    def _relative(self, reference: Reference) -> Resolved:
        """Whoever is named right before "who"."""
        place = reference.span.start
        start = self.discourse.sentence_start(place)
        near = [naming for naming in self.discourse.before(place, 8) if naming.start >= start]
        fitting = [naming for naming in near if self._may_precede(naming, reference)]
        for naming in sorted(fitting, key=self._is_aside):
            figure = self.discourse.figures[naming.figure]
            self.memory.point(naming.figure, reference.span)
            reason = f"“{reference.words}” goes with {figure.name}, named right before it"
            return self.memory.speaker(naming.figure, reason), naming.figure
        return self._phrase_before(reference, start)

    def _is_aside(self, naming: Naming) -> bool:
        """Whether a naming is likely a place: "Ann Smith, of Ashton, who …"."""
        return naming.oblique and not self.discourse.figures[naming.figure].sure

    def _may_precede(self, naming: Naming, reference: Reference) -> bool:
        person = self.discourse.figures[naming.figure].type in ("person", "unnamed_person")
        return not naming.possessive and person == (reference.words in _RELATIVE)

    def _phrase_before(self, reference: Reference, start: int) -> Resolved:
        """The noun phrase that ends where "which" begins."""
        before = last_phrase(self.discourse.text, Span(start, reference.span.start))
        last = references(self.discourse.text, before, (), self.lexicon)[-1]
        if last.kind == "other" or last.kind == "pronoun":
            reason = f"nobody is named before “{reference.words}”"
            return Speaker(name=reference.words, type="other", reason=reason), None
        return self._phrase(last)

    def _plural(self, reference: Reference) -> list[Resolved]:
        """The group named in the same sentence, those who spoke together shortly before, or else a body that did."""
        place = reference.span.start
        here = last_group(self.discourse, place, self.lexicon)
        recent = self.memory.recent(place)
        if here is not None and not any(said.at >= here.span.start for said in recent):
            reason = f"“{reference.words}” points back to “{here.words}” in the same sentence"
            return [(Speaker(name=here.words, type="group", reason=reason), None)]
        several = [said for said in recent if len(said.speakers) > 1 or said.speakers[0].type == "group"]
        bodies = [said for said in recent if said.speakers[0].type in ("organization", "document")]
        for said in (*several, *bodies):
            reason = f"“{reference.words}” points back to {' and '.join(speaker.name for speaker in said.speakers)}"
            return [(replace(speaker, reason=reason), None) for speaker in said.speakers]
        reason = f"no group is named before “{reference.words}”"
        return [(Speaker(name=reference.words, type="group", reason=reason), None)]

    def pair(self, reference: Reference) -> list[Resolved]:
        """The two persons named last, for "both men" and "the two candidates"."""
        genders = {"man": ("male", "any"), "woman": ("female", "any")}.get(reference.noun, ("male", "female", "any"))
        near = [
            n.figure for n in self.discourse.before(reference.span.start, 12) if reference.span.start - n.start < NEAR
        ]
        persons = [f for f in dict.fromkeys(near) if self.discourse.figures[f].type == "person"]
        held = set(self.discourse.cast.described_as(reference.noun, self.lexicon))
        fitting = [f for f in persons if self.discourse.figures[f].gender in genders]
        two = ([f for f in fitting if f in held] if len(held & set(fitting)) > 1 else fitting)[:2]
        if len(two) < 2:
            return [self._phrase(reference)]
        names = " and ".join(self.discourse.figures[f].name for f in two[::-1])
        reason = f"“{reference.words}” means {names}, the two named last before it"
        return [(self.memory.speaker(figure, reason), figure) for figure in two[::-1]]

    def _it(self, reference: Reference) -> Resolved:
        place = reference.span.start
        for said in self.memory.recent(place):
            if len(said.speakers) == 1 and said.speakers[0].type in ("organization", "document"):
                reason = f"“{reference.words}” points back to {said.speakers[0].name}, which spoke before"
                return replace(said.speakers[0], reason=reason), said.figures[0] if said.figures else None
        for naming in self.discourse.before(place, 8):
            figure = self.discourse.figures[naming.figure]
            if figure.type == "organization" and place - naming.start < NEAR:
                self.memory.point(naming.figure, reference.span)
                return self.memory.speaker(
                    naming.figure, f"{figure.name} is named last before “{reference.words}”"
                ), naming.figure
        return Speaker(name=reference.words, type="other", reason=f"nothing is named before “{reference.words}”"), None
