"""Finds forecasts: what is said will or will not happen, by when, how likely, on what condition.

A group of verbs that looks ahead is a forecast unless it is something that only looks like one: a wish, advice, a vow
of one's own, a question, a habit, a phrase of courtesy, a thing supposed. Announced plans of others and reported
predictions are forecasts too.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.interpret.clauses.ahead import Ahead, Groups
from onrecord.interpret.clauses.bounds import Clause, Token, clause, tokens
from onrecord.interpret.clauses.lexicon import Lexicon, load_lexicon
from onrecord.interpret.hedges import Hedges, load_hedges
from onrecord.interpret.looks import Look, looks_only
from onrecord.interpret.outcomes import why_not
from onrecord.interpret.phrases import Phrases
from onrecord.interpret.voices import Voice, Voices, sentences_read
from onrecord.interpret.windows import Windows
from onrecord.model.base import Span
from onrecord.model.document import Block, Record
from onrecord.model.reading import Forecast
from onrecord.model.statement import Attribution, TimeReference
from onrecord.registry import Layer
from onrecord.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What forecasts are read with."""

    hedges: Hedges
    lexicon: Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A forecast's place: all of it, what will happen, and the condition."""

    extent: Span
    outcome: Span
    condition: Span | None
    voice: Voice
    hedged: Span
    """Where a hedge stands that belongs to it: up to the first comma behind its verb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One record while its forecasts are read."""

    text: str
    voices: Voices
    windows: Windows
    tools: Tools
    groups: Groups
    phrases: Phrases

    def sentence(self, block: Block, sentence: Span) -> Iterator[Found]:
        """The forecasts of a sentence in text order; of those that overlap the first stays."""
        found = [*self._phrased(block, sentence), *self._ahead(sentence)]
        end = -1
        for one in sorted(found, key=lambda f: (f.extent.start, -f.extent.end)):
            if one.extent.start >= end:
                yield one
                end = one.extent.end

    def _phrased(self, block: Block, sentence: Span) -> Iterator[Found]:
        for extent, outcome in self.phrases.within(sentence, block):
            voice = self.voices.of(outcome)
            yield Found(extent=extent, outcome=outcome, condition=None, voice=voice, hedged=extent)

    def _ahead(self, sentence: Span) -> Iterator[Found]:
        """What groups of verbs say; one that takes its subject from the forecast before is part of it."""
        ahead = tuple(self.groups.within(sentence))
        words = tokens(self.text, sentence) if ahead else ()
        last: Found | None = None
        for group in ahead:
            voice = self.voices.of(group.span)
            around = self._clause(words, sentence, group, voice)
            if last is not None and around.shared is not None and last.extent.overlaps(around.shared):
                last = _longer(last, around)
            elif self._is_forecast(sentence, group, around, voice):
                if last is not None:
                    yield last
                last = self._found(group, around, voice)
        if last is not None:
            yield last

    def _clause(self, words: Sequence[Token], sentence: Span, group: Ahead, voice: Voice) -> Clause:
        """The clause within the voice's own words, or in the whole sentence where these hold no subject."""
        if voice.stretch is not None and not voice.stretch.contains(sentence):
            inside = [token for token in words if voice.stretch.contains(token.span)]
            found = clause(self.text, inside, group)
            if found.subject is not None:
                return found
        return clause(self.text, words, group)

    def _is_forecast(self, sentence: Span, group: Ahead, around: Clause, voice: Voice) -> bool:
        look = Look(
            text=self.text,
            sentence=sentence,
            group=group,
            clause=around,
            voice=voice,
            lexicon=self.tools.lexicon,
            dated=self.windows.scheduled(around.span),
        )
        return looks_only(look) is None

    def _found(self, group: Ahead, around: Clause, voice: Voice) -> Found:
        start = around.shared.start if around.shared and not group.verb else around.span.start
        comma = self.text.find(",", group.span.end, around.span.end)
        return Found(
            extent=Span(start, around.span.end),
            outcome=around.core,
            condition=around.condition,
            voice=voice,
            hedged=Span(start, around.span.end if comma < 0 else comma),
        )


def _longer(found: Found, around: Clause) -> Found:
    """The forecast with the clause that goes on from it ("… and will be gone by June")."""
    extent = Span(found.extent.start, around.span.end)
    return replace(found, extent=extent, outcome=Span(found.outcome.start, max(found.outcome.end, around.core.end)))


def _forecasts(record: Record, tools: Tools) -> Iterator[Forecast]:
    text, windows = record.document.text, Windows(record)
    reading = _Reading(
        text=text,
        voices=Voices(record),
        windows=windows,
        tools=tools,
        groups=Groups(text),
        phrases=Phrases(text, windows),
    )
    for block, sentence in sentences_read(record):
        for found in reading.sentence(block, sentence):
            yield _forecast(record, found, windows, tools)


def _forecast(record: Record, found: Found, windows: Windows, tools: Tools) -> Forecast:
    text = record.document.text
    horizon = windows.within(found.extent, found.condition)
    reason = why_not(text, found.outcome, horizon, tools.lexicon)
    return Forecast(
        document=record.document.id,
        extent=found.extent,
        by=found.voice.by,
        outcome=found.outcome,
        horizon=horizon,
        probability=tools.hedges.find(text, found.hedged),
        condition=found.condition,
        resolvable=reason is None,
        why_not=reason,
    )


def _load(_: Settings) -> Callable[[Record], Iterable[Forecast]]:
    tools = Tools(hedges=load_hedges(), lexicon=load_lexicon())
    return lambda record: _forecasts(record, tools)


LAYER = Layer(version="1", requires=(Block, Attribution, TimeReference), produces=(Forecast,), load=_load)
