"""Finds commitments: who undertakes, refuses, expects, threatens or is to decide what, by when, and how firmly.

A commitment ties the one who makes it, or for whom it is made. What is said to happen to somebody is a forecast, what
is asked of others a demand, and what was kept or withdrawn is past: none of these is a commitment.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.gates import Openings
from onrecord.interpret.actors import Actors
from onrecord.interpret.clauses.ahead import Ahead, Groups
from onrecord.interpret.clauses.binding import Binding, Bound, load_binding
from onrecord.interpret.clauses.bounds import Clause, Token, clause, tokens
from onrecord.interpret.clauses.lexicon import Lexicon, load_lexicon
from onrecord.interpret.voices import Voice, Voices, sentences_read
from onrecord.interpret.windows import Windows
from onrecord.model.base import Span
from onrecord.model.document import Record
from onrecord.model.reading import Commitment, CommitmentKind
from onrecord.model.statement import Attribution, Identity, TimeReference
from onrecord.registry import Layer
from onrecord.settings import Settings

_QUESTION = re.compile(r"\?[\s\"”’)\]]*\Z")
_ASKS = frozenset("whether if how what who whom why when where which".split())
_DUTY = re.compile(r"\bshall\b", re.I)
_DONE = re.compile(r"\s+(?:[\w’'-]+\s+){1,4}?\w+(?:ed|en|wn|ne|pt|ld|nt|ght)\b")
""""Have the valve changed": what somebody has done by others."""
_INTO = re.compile(r"\s+(?:\w+ )?(?:at|into)\b")
_THINGS = frozenset("start work shut open close fit stick burn run".split())
"""What things "will not" do."""
_IS = re.compile(r"(?:is|are)\b")
_WAVERS = frozenset("change waver shift alter move soften weaken falter".split())
"""What a policy that is kept will not do."""
_USED = re.compile(r"\b(?:used to|if (?:he|she|it|they|we|i|you)|has never|had never|had|was (?:once|then))\s*\Z", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What commitments are read with."""

    binding: Binding
    lexicon: Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A commitment's words and what they tie to, before days are looked up."""

    clause: Clause
    action: Span
    actor: str
    kind: CommitmentKind
    strength: float
    voice: Voice


@dataclass(frozen=True, slots=True)
class _Reading:
    """One record while its commitments are read."""

    text: str
    voices: Voices
    actors: Actors
    tools: Tools
    openings: Openings
    groups: Groups

    def sentence(self, sentence: Span) -> Iterator[Found]:
        """The commitments of a sentence, those of tying words before those of plain verbs."""
        if _QUESTION.search(sentence.of(self.text)):
            return
        bound = tuple(self.tools.binding.find(self.text, sentence, self.openings))
        ahead = tuple(self.groups.within(sentence))
        words = tokens(self.text, sentence) if bound or ahead else ()
        taken: list[Span] = []
        for one in bound:
            found = self._bound(words, sentence, one)
            if found is not None:
                taken.append(Span(one.span.start, found.action.end))
                yield found
        for group in ahead:
            if any(span.overlaps(group.span) for span in taken) or any(group.span.overlaps(b.span) for b in bound):
                continue
            found = self._plain(words, group)
            if found is not None:
                yield found

    def _bound(self, words: tuple[Token, ...], sentence: Span, bound: Bound) -> Found | None:
        voice = self.voices.of(
            Span(bound.action, bound.action + 1) if bound.who else Span(bound.span.start, bound.span.start + 1)
        )
        around = self._clause(words, bound.group, voice)
        if bound.who is not None:
            around = replace(around, subject=bound.who, opening="", condition=bound.condition or around.condition)
        if (
            around.subject is None
            or around.opening in _ASKS
            or _USED.search(self.text, sentence.start, bound.span.start)
        ):
            return None
        if self._is_empty(bound):
            return None
        actor = self.actors.named(around.subject, voice, sure=self._acts(bound))
        if actor is None or self._is_denied(voice):
            return None
        action = Span(bound.action, max(bound.action + 1, around.core.end))
        kind: CommitmentKind = (
            "will_decide" if bound.kind == "undertakes" and bound.verb in self.tools.lexicon.decides else bound.kind
        )
        return Found(clause=around, action=action, actor=actor, kind=kind, strength=bound.strength, voice=voice)

    def _is_empty(self, bound: Bound) -> bool:
        """Whether it ties to nothing: "declined to comment", "I want to say", "I would like to know"."""
        binding, verbs = self.tools.binding, self.tools.lexicon
        if bound.kind == "refuses":
            return bound.verb in binding.silent
        hopes = bound.kind == "expects" and bound.strength == binding.strengths["weak"]
        return hopes and bound.verb in (binding.silent | verbs.performs) - {"see", "find", "have", "leave"}

    def _acts(self, bound: Bound) -> bool:
        """Whether the words themselves say that whoever stands before them acts; things are about to fall, too."""
        if bound.kind == "expects":
            return _IS.match(self.text, bound.span.start) is None
        return bound.kind in ("undertakes", "will_decide")

    def _plain(self, words: tuple[Token, ...], group: Ahead) -> Found | None:
        if group.form not in ("will", "would", "going") or not group.verb:
            return None
        voice = self.voices.of(group.span)
        around = self._clause(words, group, voice)
        if around.subject is None or around.opening in _ASKS or self._is_denied(voice):
            return None
        actor = self.actors.named(around.subject, voice)
        if actor is None or not self._binds(group, around, voice):
            return None
        kind = self._kind(group, around)
        action = Span(self._action(group), max(group.span.end, around.core.end))
        strength = self.tools.binding.strengths["firm"]
        return Found(clause=around, action=action, actor=actor, kind=kind, strength=strength, voice=voice)

    def _clause(self, words: tuple[Token, ...], group: Ahead, voice: Voice) -> Clause:
        """The clause within the voice's own words, or in the whole sentence where these hold no subject."""
        stretch = voice.stretch
        if stretch is not None:
            part = [token for token in words if stretch.contains(token.span)]
            if part and part[0].span.start < group.span.start and part[-1].span.end >= group.span.end:
                found = _with_subject(clause(self.text, part, group))
                if found.subject is not None:
                    return found
        return _with_subject(clause(self.text, words, group))

    def _binds(self, group: Ahead, around: Clause, voice: Voice) -> bool:
        """Whether the one who will do it is the one who says so, or is told of as somebody who acts."""
        subject = around.subject
        if subject is None:
            return False
        if self.actors.is_position(subject):
            return group.negated and group.verb in _WAVERS and voice.kind != "post"
        own = self.actors.is_speaker(subject, voice)
        if group.form == "would" and not (
            own and voice.kind == "statement" and voice.attribution and voice.attribution.mode != "direct"
        ):
            return False
        if voice.kind == "post" and not own:
            return False
        verbs = self.tools.lexicon
        if _DUTY.search(group.span.of(self.text)) and not own:
            return False
        if own and group.verb in ("have", "get") and _DONE.match(self.text, group.span.end, around.span.end):
            return True
        if self._decides(group):
            return True
        if group.verb in verbs.acts or group.verb in verbs.harms:
            return own or voice.kind == "report"
        if group.negated:
            return (
                own or voice.kind == "report"
            ) and group.verb not in self.tools.binding.silent | verbs.befalls | _THINGS
        return own and group.verb not in verbs.befalls and group.verb not in verbs.performs

    def _kind(self, group: Ahead, around: Clause) -> CommitmentKind:
        if group.negated:
            return "refuses"
        if self._decides(group):
            return "will_decide"
        return "threatens" if group.verb in self.tools.lexicon.harms and around.condition is not None else "undertakes"

    def _decides(self, group: Ahead) -> bool:
        looks = group.verb == "look" and _INTO.match(self.text, group.span.end) is not None
        return looks or group.verb in self.tools.lexicon.decides

    def _action(self, group: Ahead) -> int:
        """Where the verb phrase begins behind will, not and adverbs."""
        words = group.span.of(self.text).split()
        return group.span.end - len(words[-1])

    def _is_denied(self, voice: Voice) -> bool:
        """Whether nobody says so: the saying is denied or asked about."""
        return voice.attribution is not None and (voice.attribution.negated or voice.attribution.force == "asked")


def _with_subject(found: Clause) -> Clause:
    """The clause with the subject that it takes from the one before ("will pay but will not apologise")."""
    return found if found.subject is not None else replace(found, subject=found.lent)


def _commitments(record: Record, tools: Tools) -> Iterator[Commitment]:
    voices, windows = Voices(record), Windows(record)
    text = record.document.text
    reading = _Reading(text, voices, Actors(record, voices), tools, tools.binding.gates.over(text), Groups(text))
    places: set[int] = set()
    for _, sentence in sentences_read(record):
        for found in reading.sentence(sentence):
            if found.action.start not in places:
                places.add(found.action.start)
                yield _commitment(record, found, windows)


def _commitment(record: Record, found: Found, windows: Windows) -> Commitment:
    start = min(found.clause.subject.start if found.clause.subject else found.action.start, found.action.start)
    return Commitment(
        document=record.document.id,
        extent=Span(start, found.action.end),
        by=found.voice.by,
        actor=found.actor,
        kind=found.kind,
        action=found.action,
        due=windows.within(found.action),
        condition=found.clause.condition,
        strength=found.strength,
    )


def _load(_: Settings) -> Callable[[Record], Iterable[Commitment]]:
    tools = Tools(binding=load_binding(), lexicon=load_lexicon())
    return lambda record: _commitments(record, tools)


LAYER = Layer(version="1", requires=(Attribution, Identity, TimeReference), produces=(Commitment,), load=_load)
