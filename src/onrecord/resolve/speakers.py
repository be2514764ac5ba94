"""Decides who speaks in an attribution: each reference of its source resolved to a figure, with the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.model.base import Span
from onrecord.model.statement import Attribution, Speaker, SpeakerType
from onrecord.resolve.antecedents import FEMALE, MALE, Choice, coming_choice, pronoun_choice, role_choice, varied_choice
from onrecord.resolve.bodies import earlier_body
from onrecord.resolve.descriptions import affiliated_after
from onrecord.resolve.identities import Figure
from onrecord.resolve.labels import ASKING, label_words
from onrecord.resolve.lexicon import Lexicon
from onrecord.resolve.memory import NEAR, Memory
from onrecord.resolve.pointers import Pointers
from onrecord.resolve.pronouns import Pronouns, Resolved
from onrecord.resolve.sources import Reference, phrase_reference, references
from onrecord.resolve.voices import Voices

_TYPES: Mapping[str, SpeakerType] = {
    "group": "group",
    "organization": "organization",
    "other": "other",
    "role": "unnamed_person",
}


class Speakers:
    """Resolves the sources of one document in text order; what it has resolved helps with what follows."""

    def __init__(
        self,
        memory: Memory,
        pointers: Pointers,
        voices: Voices,
        lexicon: Lexicon,
    ) -> None:
        self.memory = memory
        self.discourse = memory.discourse
        self.pointers = pointers
        self.voices = voices
        self.lexicon = lexicon
        self.pronouns = Pronouns(memory, voices, lexicon, self._resolve_phrase)
        self._documents: dict[int, tuple[str, int]] = {}

    def of(self, attribution: Attribution, source: Span) -> tuple[Speaker, ...]:
        """Who speaks in an attribution whose source is given."""
        text = self.discourse.text
        self.pointers.read_to(source.start, self.memory.spoke(source.start), self.memory.last(source.start))
        names = self.voices.names_in(source)
        found = references(text, source, names, self.lexicon)
        resolved = [pair for reference in found for pair in self._resolve(attribution, reference)]
        speakers = _distinct([speaker for speaker, _ in resolved])
        figures = tuple(figure for _, figure in resolved if figure is not None)
        self.memory.keep(source.start, speakers, figures)
        return speakers

    def of_label(self, label: Span) -> tuple[Speaker, ...]:
        """Who speaks in a turn with that label."""
        names = self.voices.names_in(label)
        said = label.of(self.discourse.text)
        if names:
            speaker, figure = self._named(Reference(kind="name", span=label, words=names[0][1].text, name=names[0][0]))
            self.memory.keep(label.start, (speaker,), () if figure is None else (figure,))
            return (replace(speaker, reason=f"the transcript labels the turn “{said}”"),)
        if said.casefold() in ASKING or not said:
            reason = f"the transcript marks a question (“{said}”) and names nobody"
            return (Speaker(name="questioner", type="unnamed_person", reason=reason),)
        words = tuple(word.casefold() for word in label_words(said))
        return (self._office(phrase_reference(words, label, self.lexicon)),)

    def _office(self, reference: Reference) -> Speaker:
        """Who speaks where a label names an office only: whoever the text says holds it."""
        choice = role_choice(self.discourse, reference, reference.span.start, (), self.lexicon)
        if choice.figure is not None:
            return self.memory.speaker(choice.figure, choice.reason)
        kind = _TYPES.get(reference.kind, "other")
        return Speaker(name=reference.words, type=kind, reason=f"the transcript labels the turn “{reference.words}”")

    def _resolve_phrase(self, reference: Reference) -> Resolved:
        return self._role(reference) if reference.kind == "role" else self._thing(reference)

    def _resolve(self, attribution: Attribution, reference: Reference) -> list[Resolved]:
        if reference.kind == "name" and reference.name is not None:
            return [self._named(reference)]
        if reference.both:
            return self.pronouns.pair(reference)
        if reference.kind == "pronoun":
            return self.pronouns.of(attribution, reference)
        return [self._resolve_phrase(reference)]

    def _named(self, reference: Reference) -> Resolved:
        assert reference.name is not None
        number = self.discourse.cast.of[reference.name]
        if number is not None:
            figure = self.discourse.figures[number]
            how = self.discourse.cast.reasons.get(reference.name) or _how_named(reference.words, figure)
            return self.memory.speaker(number, how), number
        fitting = self.discourse.cast.doubts.get(reference.name, ())
        names = " and ".join(self.discourse.figures[n].name for n in fitting[:2])
        reason = f"“{reference.words}” fits {names} equally" if names else f"“{reference.words}” is named here only"
        return Speaker(name=reference.words, type="person" if names else "other", reason=reason), None

    def _role(self, reference: Reference) -> Resolved:
        if reference.one:
            choice = self._role_choice(reference)
            if choice.figure is not None:
                self.memory.point(choice.figure, reference.span)
                return self.memory.speaker(choice.figure, choice.reason), choice.figure
        return self._unnamed(reference)

    def _unnamed(self, reference: Reference) -> Resolved:
        """Somebody without a name, who may go on as "he"."""
        told = reference.description
        if told is not None and told.affiliation is None and not told.relative:
            told = affiliated_after(told, self.discourse.text, reference.span.end, self.lexicon)
        figure = Figure(
            name=self._owned(reference),
            type="unnamed_person",
            names=(),
            descriptions=(told,) if told else (),
            gender=told.gender if told else "any",
            sure=True,
        )
        number = self.memory.introduce(figure, reference.span)
        return self.memory.speaker(number, f"the text says “{reference.words}” and gives no name"), number

    def _role_choice(self, reference: Reference) -> Choice:
        """The choice of the first way that finds anybody."""
        place = reference.span.start
        described = role_choice(self.discourse, reference, place, (), self.lexicon)
        if described.figure is not None:
            return described
        varied = varied_choice(self.discourse, reference, place, self.memory.last(place), self.lexicon)
        return varied if varied.figure is not None else coming_choice(self.discourse, reference, self.voices.openings)

    def _thing(self, reference: Reference) -> Resolved:
        """A group, a body, a document: by its own words, or by those that "the" points back to."""
        number = earlier_body(self.discourse, reference, self.lexicon) if reference.definite else None
        if number is not None:
            self.memory.point(number, reference.span)
            name = self.discourse.figures[number].name
            return self.memory.speaker(number, f"“{reference.words}” points back to {name}"), number
        if reference.kind == "document":
            name, reason = self._document(reference)
            return Speaker(name=name, type="document", reason=reason), None
        reason = f"named by these words only: “{reference.words}”"
        return Speaker(name=self._owned(reference), type=_TYPES[reference.kind], reason=reason), None

    def _document(self, reference: Reference) -> tuple[str, str]:
        """The name of a document; "the study" shortly after a survey is that survey."""
        kind = self.lexicon.documents.get(reference.noun, self.lexicon.documents.get(reference.words.casefold(), -1))
        earlier, at = self._documents.get(kind, ("", -NEAR))
        if reference.definite and " " in earlier and " " not in reference.words and reference.span.start - at < NEAR:
            return earlier, f"“{reference.words}” points back to “{earlier}”"
        if kind >= 0:
            self._documents[kind] = (reference.words, reference.span.start)
        return reference.words, f"named by these words only: “{reference.words}”"

    def _owned(self, reference: Reference) -> str:
        """The words of a reference, with whoever "his", "her" or "its" before them means."""
        if reference.owner not in MALE | FEMALE:
            return reference.words
        place = reference.span.start
        choice = pronoun_choice(self.discourse, reference.owner, place, self.memory.spoke(place), ())
        if choice.figure is None:
            return reference.words
        return f"{self.discourse.figures[choice.figure].name}’s {reference.words}"


def _how_named(words: str, figure: Figure) -> str:
    if words == figure.name:
        return f"named here as “{words}”"
    return f"“{words}” is {figure.name}, the only one of that name here"


def _distinct(speakers: Sequence[Speaker]) -> tuple[Speaker, ...]:
    kept: dict[tuple[str, str], Speaker] = {}
    for speaker in speakers:
        kept.setdefault((speaker.name, speaker.type), speaker)
    return tuple(kept.values())
