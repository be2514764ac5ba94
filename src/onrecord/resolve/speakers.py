"""Decides who speaks in an attribution: each reference of its source resolved to a figure, with the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model.base import Span
from onrecord.model.statement import Attribution, Speaker, SpeakerType
from onrecord.resolve.antecedents import FEMALE, MALE, Choice, coming_choice, pronoun_choice, role_choice, varied_choice
from onrecord.resolve.bodies import earlier_body, last_group
from onrecord.resolve.discourse import Discourse, Naming
from onrecord.resolve.identities import Figure
from onrecord.resolve.labels import ASKING, label_words
from onrecord.resolve.lexicon import Lexicon
from onrecord.resolve.phrases import last_phrase
from onrecord.resolve.pointers import Pointers
from onrecord.resolve.sources import Reference, phrase_reference, references
from onrecord.resolve.voices import Voices

_FIRST = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our", "ours"))
_SELF = _FIRST - {"my", "our"}
_PLURAL = frozenset(("they", "them", "their", "theirs", "both"))
_THING = frozenset(("it", "its", "itself"))
_RELATIVE = frozenset(("who", "whom", "whose"))
_LOOK_BACK = 8
"""Attributions that "they" and "it" look back over."""
_FAR = 600
"""Characters that they look back over: two or three paragraphs."""

_TYPES: Mapping[str, SpeakerType] = {
    "group": "group",
    "organization": "organization",
    "other": "other",
    "role": "unnamed_person",
}


@dataclass(frozen=True, slots=True)
class Said:
    """Where a source stood and who it was."""

    at: int
    speakers: tuple[Speaker, ...]
    figures: tuple[int, ...]


class Speakers:
    """Resolves the sources of one document in text order; what it has resolved helps with what follows."""

    def __init__(
        self,
        discourse: Discourse,
        pointers: Pointers,
        voices: Voices,
        identities: Mapping[int, str],
        lexicon: Lexicon,
    ) -> None:
        self.discourse = discourse
        self.pointers = pointers
        self.voices = voices
        self.identities = identities
        self.lexicon = lexicon
        self.said: list[Said] = []
        self.pointed: list[tuple[int, Span]] = []
        """Figures pointed at by a pronoun or a role, and where."""
        self._documents: dict[int, tuple[str, int]] = {}

    def of(self, attribution: Attribution, source: Span) -> tuple[Speaker, ...]:
        """Who speaks in an attribution whose source is given."""
        text = self.discourse.text
        self.pointers.read_to(source.start, self._spoke(source.start), self._last(source.start))
        names = self.voices.names_in(source)
        found = references(text, source, names, self.lexicon)
        resolved = [pair for reference in found for pair in self._resolve(attribution, reference)]
        speakers = _distinct([speaker for speaker, _ in resolved])
        figures = tuple(figure for _, figure in resolved if figure is not None)
        self.said.append(Said(source.start, speakers, figures))
        return speakers

    def of_label(self, label: Span) -> tuple[Speaker, ...]:
        """Who speaks in a turn with that label."""
        names = self.voices.names_in(label)
        said = label.of(self.discourse.text)
        if names:
            speaker, figure = self._named(Reference(kind="name", span=label, words=names[0][1].text, name=names[0][0]))
            self.said.append(Said(label.start, (speaker,), () if figure is None else (figure,)))
            return (replace(speaker, reason=f"the transcript labels the turn “{said}”"),)
        if said.casefold() in ASKING or not said:
            reason = f"the transcript marks a question (“{said}”) and names nobody"
            return (Speaker(name="questioner", type="unnamed_person", reason=reason),)
        words = tuple(word.casefold() for word in label_words(said))
        speaker, _ = self._resolve_phrase(phrase_reference(words, label, self.lexicon))
        return (speaker,)

    def _resolve_phrase(self, reference: Reference) -> tuple[Speaker, int | None]:
        return self._role(reference) if reference.kind == "role" else self._thing(reference)

    def _resolve(self, attribution: Attribution, reference: Reference) -> list[tuple[Speaker, int | None]]:
        if reference.kind == "name" and reference.name is not None:
            return [self._named(reference)]
        if reference.both:
            return self._pair(reference)
        if reference.kind == "pronoun":
            return self._pronoun(attribution, reference)
        return [self._resolve_phrase(reference)]

    def _named(self, reference: Reference) -> tuple[Speaker, int | None]:
        assert reference.name is not None
        number = self.discourse.cast.of[reference.name]
        if number is not None:
            figure = self.discourse.figures[number]
            return self._figure(number, _how_named(reference.words, figure)), number
        fitting = self.discourse.cast.doubts.get(reference.name, ())
        names = " and ".join(self.discourse.figures[n].name for n in fitting[:2])
        reason = f"“{reference.words}” fits {names} equally" if names else f"“{reference.words}” is named here only"
        return Speaker(name=reference.words, type="person" if names else "other", reason=reason), None

    def _figure(self, number: int, reason: str) -> Speaker:
        figure = self.discourse.figures[number]
        return Speaker(
            name=figure.name,
            type=figure.type,
            role=figure.role,
            affiliation=figure.affiliation,
            identity=self.identities.get(number),
            reason=reason,
        )

    def _pronoun(self, attribution: Attribution, reference: Reference) -> list[tuple[Speaker, int | None]]:
        word = reference.words
        if word in _FIRST:
            return self._first_person(attribution, reference)
        if word in MALE or word in FEMALE:
            return [self._chosen(reference, self._he(attribution, reference), "unnamed_person")]
        if word in _RELATIVE or word in ("which", "that"):
            return [self._relative(attribution, reference)]
        if word in _PLURAL:
            return self._plural(reference)
        if word in _THING:
            return [self._it(reference)]
        return [(Speaker(name=word, type="other", reason=f"“{word}” names nobody in particular"), None)]

    def _he(self, attribution: Attribution, reference: Reference) -> Choice:
        barred = self._barred(attribution, reference.span.start)
        place = reference.span.start
        return pronoun_choice(self.discourse, reference.words, place, self._spoke(place), barred)

    def _spoke(self, place: int) -> frozenset[tuple[int, int]]:
        """The figures that spoke last before a place, each with the sentence."""
        near = [said for said in self.said[-_LOOK_BACK:] if said.at < place]
        return frozenset((figure, self.discourse.sentence(said.at)) for said in near for figure in said.figures)

    def _barred(self, attribution: Attribution, place: int) -> tuple[int, ...]:
        """Who cannot be "he" there: whoever speaks the quotation that it stands in, for that would be "I"."""
        if not self.discourse.is_quoted(place):
            return ()
        voice = self.voices.enclosing(attribution, place)
        if voice is None or voice.source is None:
            return ()
        numbers = (self.discourse.cast.of[n] for n, _ in self.voices.names_in(voice.source))
        return tuple(number for number in numbers if number is not None)

    def _chosen(self, reference: Reference, choice: Choice, otherwise: SpeakerType) -> tuple[Speaker, int | None]:
        if choice.figure is None:
            return Speaker(name=reference.words, type=otherwise, reason=choice.reason), None
        self._point(choice.figure, reference.span)
        return self._figure(choice.figure, choice.reason), choice.figure

    def _point(self, figure: int, span: Span) -> None:
        self.discourse.add(span.start, figure)
        self.pointed.append((figure, span))

    def _role(self, reference: Reference) -> tuple[Speaker, int | None]:
        if reference.one:
            choice = self._role_choice(reference)
            if choice.figure is not None:
                self._point(choice.figure, reference.span)
                return self._figure(choice.figure, choice.reason), choice.figure
        return self._unnamed(reference)

    def _unnamed(self, reference: Reference) -> tuple[Speaker, int]:
        """Somebody without a name, who may go on as "he"."""
        told = reference.description
        figure = Figure(
            name=self._owned(reference),
            type="unnamed_person",
            names=(),
            descriptions=(told,) if told else (),
            gender=told.gender if told else "any",
            sure=True,
        )
        number = self.discourse.introduce(figure, reference.span.start)
        return self._figure(number, f"the text says “{reference.words}” and gives no name"), number

    def _role_choice(self, reference: Reference) -> Choice:
        """The choice of the first way that finds anybody."""
        place = reference.span.start
        described = role_choice(self.discourse, reference, place, (), self.lexicon)
        if described.figure is not None:
            return described
        varied = varied_choice(self.discourse, reference, place, self._last(place), self.lexicon)
        return varied if varied.figure is not None else coming_choice(self.discourse, reference, self.voices.openings)

    def _last(self, place: int) -> int | None:
        """Who spoke last before a place, not far from it."""
        return next((said.figures[0] for said in self._recent(place) if said.figures), None)

    def _thing(self, reference: Reference) -> tuple[Speaker, int | None]:
        """A group, a body, a document: by its own words, or by those of an earlier mention that "the" points back to."""
        number = earlier_body(self.discourse, reference, self.lexicon) if reference.definite else None
        if number is not None:
            self._point(number, reference.span)
            name = self.discourse.figures[number].name
            return self._figure(number, f"“{reference.words}” points back to {name}"), number
        if reference.kind == "document":
            name, reason = self._document(reference)
            return Speaker(name=name, type="document", reason=reason), None
        reason = f"named by these words only: “{reference.words}”"
        return Speaker(name=self._owned(reference), type=_TYPES[reference.kind], reason=reason), None

    def _document(self, reference: Reference) -> tuple[str, str]:
        """The name of a document; "the study" shortly after a survey is that survey."""
        kind = self.lexicon.documents.get(reference.noun, self.lexicon.documents.get(reference.words.casefold(), -1))
        earlier, at = self._documents.get(kind, ("", -_FAR))
        if reference.definite and " " in earlier and " " not in reference.words and reference.span.start - at < _FAR:
            return earlier, f"“{reference.words}” points back to “{earlier}”"
        if kind >= 0:
            self._documents[kind] = (reference.words, reference.span.start)
        return reference.words, f"named by these words only: “{reference.words}”"

    def _owned(self, reference: Reference) -> str:
        """The words of a reference, with whoever "his", "her" or "its" before them means."""
        if reference.owner not in MALE | FEMALE:
            return reference.words
        place = reference.span.start
        choice = pronoun_choice(self.discourse, reference.owner, place, self._spoke(place), ())
        if choice.figure is None:
            return reference.words
        return f"{self.discourse.figures[choice.figure].name}’s {reference.words}"

    def _first_person(self, attribution: Attribution, reference: Reference) -> list[tuple[Speaker, int | None]]:
        word = reference.words if reference.words != "i" else "I"
        speakers, whose = self.voices.first_person(attribution, reference.span.start)
        if not speakers:
            return [(Speaker(name=word, type="other", reason=f"“{word}” is said {whose}"), None)]
        reason = f"“{word}” is said {whose}"
        return [(replace(speaker, reason=reason), None) for speaker in speakers]

    def _relative(self, attribution: Attribution, reference: Reference) -> tuple[Speaker, int | None]:
        """Whoever is named right before "who"."""
        place = reference.span.start
        start = self.discourse.sentence_start(place)
        near = [naming for naming in self.discourse.before(place, 8) if naming.start >= start]
        fitting = [naming for naming in near if self._may_precede(naming, reference)]
        for naming in sorted(fitting, key=self._is_aside):
            figure = self.discourse.figures[naming.figure]
            self._point(naming.figure, reference.span)
            reason = f"“{reference.words}” goes with {figure.name}, named right before it"
            return self._figure(naming.figure, reason), naming.figure
        return self._phrase_before(reference, start)

    def _is_aside(self, naming: Naming) -> bool:
        """Whether a naming is likely a place: "Ann Smith, of Ashton, who …"."""
        return naming.oblique and not self.discourse.figures[naming.figure].sure

    def _may_precede(self, naming: Naming, reference: Reference) -> bool:
        person = self.discourse.figures[naming.figure].type in ("person", "unnamed_person")
        return not naming.possessive and person == (reference.words in _RELATIVE)

    def _phrase_before(self, reference: Reference, start: int) -> tuple[Speaker, int | None]:
        """The noun phrase that ends where "which" begins."""
        before = last_phrase(self.discourse.text, Span(start, reference.span.start))
        last = references(self.discourse.text, before, (), self.lexicon)[-1]
        if last.kind == "other" or last.kind == "pronoun":
            reason = f"nobody is named before “{reference.words}”"
            return Speaker(name=reference.words, type="other", reason=reason), None
        return self._thing(last)

    def _plural(self, reference: Reference) -> list[tuple[Speaker, int | None]]:
        """The group named in the same sentence, those who spoke together shortly before, or else a body that did."""
        place = reference.span.start
        here = last_group(self.discourse, place, self.lexicon)
        recent = self._recent(place)
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

    def _pair(self, reference: Reference) -> list[tuple[Speaker, int | None]]:
        """The two persons named last, for "both men" and "the two candidates"."""
        genders = {"man": ("male", "any"), "woman": ("female", "any")}.get(reference.noun, ("male", "female", "any"))
        near = [
            n.figure for n in self.discourse.before(reference.span.start, 12) if reference.span.start - n.start < _FAR
        ]
        persons = [f for f in dict.fromkeys(near) if self.discourse.figures[f].type == "person"]
        two = [f for f in persons if self.discourse.figures[f].gender in genders][:2]
        if len(two) < 2:
            return [self._thing(reference)]
        names = " and ".join(self.discourse.figures[f].name for f in two[::-1])
        reason = f"“both {reference.words}”: {names} are the two named last before it"
        return [(self._figure(figure, reason), figure) for figure in two[::-1]]

    def _it(self, reference: Reference) -> tuple[Speaker, int | None]:
        place = reference.span.start
        for said in self._recent(place):
            if len(said.speakers) == 1 and said.speakers[0].type in ("organization", "document"):
                reason = f"“{reference.words}” points back to {said.speakers[0].name}, which spoke before"
                return replace(said.speakers[0], reason=reason), said.figures[0] if said.figures else None
        for naming in self.discourse.before(place, 8):
            figure = self.discourse.figures[naming.figure]
            if figure.type == "organization" and place - naming.start < _FAR:
                self._point(naming.figure, reference.span)
                return self._figure(
                    naming.figure, f"{figure.name} is named last before “{reference.words}”"
                ), naming.figure
        return Speaker(name=reference.words, type="other", reason=f"nothing is named before “{reference.words}”"), None

    def _recent(self, place: int) -> Sequence[Said]:
        near = [said for said in self.said[-_LOOK_BACK:] if said.at < place and place - said.at < _FAR]
        return near[::-1]


def is_first_person(source: str) -> bool:
    """Whether a source is "I" or "we" alone or among others."""
    return not _SELF.isdisjoint(source.casefold().split())


def _how_named(words: str, figure: Figure) -> str:
    if words == figure.name:
        return f"named here as “{words}”"
    return f"“{words}” is {figure.name}, the only one of that name here"


def _distinct(speakers: Sequence[Speaker]) -> tuple[Speaker, ...]:
    kept: dict[tuple[str, str], Speaker] = {}
    for speaker in speakers:
        kept.setdefault((speaker.name, speaker.type), speaker)
    return tuple(kept.values())
