"""Tells which words of time say when something was said: those that stand with source and cue, outside what is said."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from onrecord.model.base import Span
from onrecord.model.statement import Attribution
from onrecord.resolve.timing.expressions import Expression
from onrecord.resolve.timing.tenses import is_past
from onrecord.text import CLOSING, OPENING, STRAIGHT, sentences

REACH = 400
"""Characters before and after source and cue in which words of time are looked for; longer sentences are lists."""

SHORT = 3
"""Words that may stand between a finished quotation and the time of saying it ("… in Orlen on Monday")."""

_WORD = re.compile(r"[^\W\d_]+")
_CLOCK = re.compile(
    r"\b(?:(?:shortly|just) )?(?:before|after|about|around) (?:\d[\d:.]*|midnight|noon|midday|dawn|dusk|lunch)"
    r"|\bas (?:recently|early|late|far back) as\b",
    re.IGNORECASE,
)
"""What only tells the hour or stresses the day, and does not turn to another matter."""
_STOP = re.compile(r"[;:]")
_HARD = re.compile(r"[;:—–(]")

_SETTING = frozenset(
    "aired asked attended broadcast carried circulated conducted dated delivered filed filmed given held "
    "interviewed invited issued made pressed printed published posted questioned quoted recorded released sent signed "
    "taped televised written".split()
)
"""Participles that tell how something came to be said, and so do not part its time from it."""

_MEDIA = frozenset("aired broadcast dated issued posted printed published recorded released taped televised".split())
"""Those that can only be a participle after an event, and no verb of a clause: "On Monday, in a talk broadcast …"."""

_LEADING = frozenset(
    "a an after and at but by during earlier early following for from in last late later meanwhile on over that the "
    "then this those so yet only also".split()
)
"""Words that may open the phrase that leads to a saying, besides those in -ing and the participles above."""

_TURNS = frozenset(
    "about according accusing amid because before cited citing concerning despite if including like over "
    "referring regarding since though although unless until where which who whom whose".split()
)
"""Words after which a time belongs to something else than the saying."""

_AUXILIARIES = frozenset("was were is are had has have did does do will would can could may might should must".split())
_DAY_FORMS = frozenset(
    "iso slashed dotted month_day day_month nth weekday near_weekday weekday_of_week deictic near_daypart".split()
)
_OCCASION = frozenset({"as", "when", "while"})
_APPOSITION = re.compile(r"\s*,\s*(?:the|a|an|his|her|its|their|one|then|now|former|\d)\b", re.IGNORECASE)

_DOCUMENTS = frozenset(
    "account address analysis announcement article blog briefing bulletin cable census column commentary communique "
    "communiqué complaint count data decision declaration document dossier draft editorial email essay estimate "
    "figures filing findings forecast indictment interview investigation judgment judgement leaflet letter lawsuit mail manifesto memo "
    "memorandum message minutes motion note notice opinion order pamphlet paper petition poll post press proclamation "
    "publication record release report resolution review ruling speech statement story study summary survey telegram "
    "testimony text transcript tweet verdict video".split()
)
_OCCASIONS = frozenset(
    "appearance assembly breakfast brief broadcast call ceremony chat conference congress convention council debate "
    "dinner discussion episode event forum fundraiser gala gathering hearing launch lecture lunch luncheon march "
    "meeting news panel performance podcast programme program protest q&a radio rally reception remarks sermon service "
    "session show stop summit talk talks television testimony town trial tv vigil visit webcast".split()
)
_OF_A_THING = re.compile(r"\b(?:a|an|the|his|her|its|their|our)\s+$", re.IGNORECASE)
_AFTER = re.compile(
    r"\b(?:after|before|since|following|until)\s+(?:(?:a|an|the|his|her|its|their)\s+)?$", re.IGNORECASE
)
_EVENT_BEFORE = re.compile(r"\b(?:after|following)\s[^,.;:]*$", re.IGNORECASE)
_OWNED = re.compile(r"\b(?:of|by|for|behind|who|whose)\b")
_FUTURE_CUE = re.compile(
    r"\b(?:will|shall|(?:expected|due|scheduled|set|planning|plans|going|intends|hopes) to)\b|[’']ll\b", re.IGNORECASE
)
_THAT = re.compile(r"\W{0,3}that\b")
_UP_TO_TIME = re.compile(r"[\s,]*(?:on\s+|in\s+|at\s+)?", re.IGNORECASE)
_MARKS = frozenset(OPENING + CLOSING + STRAIGHT)
_AT_EVENT = re.compile(r"\b(?:at|during|in)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """One stretch of the content of an attribution."""

    owner: str
    span: Span


def fragments(attributions: Iterable[Attribution]) -> tuple[Fragment, ...]:
    """Every stretch of content, in text order, the longer first."""
    found = [Fragment(owner=a.id, span=span) for a in attributions for span in a.content]
    return tuple(sorted(found, key=lambda f: (f.span.start, -f.span.end)))


def homes(places: Sequence[tuple[Span, str]], contents: Sequence[Fragment]) -> Iterator[Fragment | None]:
    """For each place (in text order, with the attribution it belongs to), the innermost content of others around it."""
    around: list[Fragment] = []
    at = 0
    for place, owner in places:
        while at < len(contents) and contents[at].span.start <= place.start:
            around.append(contents[at])
            at += 1
        around = [f for f in around if f.span.end > place.start]
        holding = [f for f in around if f.owner != owner and f.span.contains(place)]
        yield min(holding, key=lambda f: len(f.span), default=None)


def core(attribution: Attribution) -> Span:
    """The words that a time of saying stands with: cue and source, or without either the content."""
    parts = [span for span in (attribution.cue, attribution.source) if span is not None]
    if not parts:
        return attribution.content[0]
    if len(parts) == 2 and _apart(*parts):
        return parts[0]
    return Span(min(p.start for p in parts), max(p.end for p in parts))


def _apart(cue: Span, source: Span) -> bool:
    return max(source.start - cue.end, cue.start - source.end) > REACH


def is_to_come(text: str, attribution: Attribution) -> bool:
    """Whether the saying itself lies ahead: "is expected to announce"."""
    cue = attribution.cue
    return cue is not None and _FUTURE_CUE.search(text, max(0, cue.start - 30), cue.end) is not None


def times_of_saying(
    text: str, times: Sequence[Expression], attributions: Sequence[Attribution]
) -> dict[str, Expression]:
    """For each attribution (by id) that has one, the words that say when it was said."""
    contents = fragments(attributions)
    levels = list(homes([(time.span, "") for time in times], contents))
    cues = sorted(a.cue.start for a in attributions if a.cue is not None)
    starts = [time.span.start for time in times]
    placed = sorted(attributions, key=lambda a: core(a).start)
    found = {}
    for attribution, level in zip(placed, homes([(core(a), a.id) for a in placed], contents), strict=True):
        bounds = _bounds(text, core(attribution), level)
        near = range(bisect_left(starts, bounds.start), bisect_right(starts, bounds.end))
        clause = _Clause(text=text, attribution=attribution, bounds=bounds, cues=cues)
        fitting = [times[i] for i in near if _fits(clause, times[i], levels[i], level)]
        if fitting:
            found[attribution.id] = min(fitting, key=lambda time: _distance(time.span, core(attribution)))
    return found


def _bounds(text: str, middle: Span, level: Fragment | None) -> Span:
    """The sentence around source and cue, inside the content that holds them."""
    start, end = max(0, middle.start - REACH), min(len(text), middle.end + REACH)
    if level is not None:
        start, end = max(start, level.span.start), min(end, level.span.end)
    held = [s for s in sentences(text, Span(start, end)) if s.start < middle.end and middle.start < s.end]
    return Span(held[0].start, held[-1].end) if held else middle


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    """An attribution in its sentence."""

    text: str
    attribution: Attribution
    bounds: Span
    cues: Sequence[int]

    def between(self, start: int, end: int) -> str:
        """The text from start to end without the attribution's own content."""
        pieces, at = [], start
        for content in sorted(self.attribution.content):
            if content.end > at and content.start < end:
                pieces.append(self.text[at : max(at, content.start)])
                at = min(end, content.end)
        return " ".join([*pieces, self.text[at:end]])

    def has_content(self, start: int, end: int) -> bool:
        """Whether own content lies between."""
        return any(content.start < end and start < content.end for content in self.attribution.content)

    def quotes(self, start: int) -> bool:
        """Whether own content after the start is a quotation: only then is it sure where it begins and ends."""
        after = [content for content in self.attribution.content if content.end > start]
        return all(self.text[content.start] in _MARKS or self.text[content.end - 1] in _MARKS for content in after)

    def has_other_cue(self, start: int, end: int) -> bool:
        """Whether another attribution's cue lies between."""
        return bisect_left(self.cues, end) > bisect_left(self.cues, start)


def _fits(clause: _Clause, time: Expression, home: Fragment | None, level: Fragment | None) -> bool:
    if time.bound is not None or time.has("for") or not clause.bounds.contains(time.span):
        return False
    if leads_ahead(time) and not is_to_come(clause.text, clause.attribution):
        return False
    if home is not None and home.owner == clause.attribution.id:
        return _opens_content(clause.text, time, home)
    return home == level and _stands_with(clause, time)


def names_a_day(time: Expression) -> bool:
    """Whether the words name one day, and not a longer time."""
    return time.form in _DAY_FORMS


def leads_ahead(time: Expression) -> bool:
    """Whether the words can only mean days to come."""
    if time.form in ("ahead", "weekday_week") or time.has("next") or time.has("coming"):
        return time.form != "same"
    return time.form in ("deictic", "day_beyond") and time.number("deictic") > 0


def _opens_content(text: str, time: Expression, content: Fragment) -> bool:
    """Whether the content only seems to begin with the time: "said [on Monday that …]"."""
    into = _UP_TO_TIME.match(text, content.span.start)
    assert into is not None
    return into.end() == time.span.start and _THAT.match(text, time.span.end) is not None


def _stands_with(clause: _Clause, time: Expression) -> bool:
    source, cue, middle = clause.attribution.source, clause.attribution.cue, core(clause.attribution)
    if cue is not None and cue.contains(time.span):
        return True
    if source is not None and source.contains(time.span):
        return _dates_document(clause.text, source, time.span)
    if not _tells_when(clause.text, time):
        return False
    if time.span.end <= middle.start:
        return _leads(clause, time.span, middle)
    if time.span.start >= middle.end:
        return _follows(clause, time.span, middle)
    return _lies_between(clause, time.span)


def _tells_when(text: str, time: Expression) -> bool:
    """Whether the words tell when: not "after Monday's vote", nor "the 2016 race", but "a Monday talk" does."""
    before, after = text[max(0, time.span.start - 60) : time.span.start], text[time.span.end : time.span.end + 40]
    if _AFTER.search(before):
        return False
    if _EVENT_BEFORE.search(before) and not names_a_day(time):
        return False
    if time.possessive:
        return _AT_EVENT.search(before) is not None
    if _OF_A_THING.search(before) is None or not after[:1].isspace():
        return True
    return any(word.casefold() in _OCCASIONS | _DOCUMENTS for word in _WORD.findall(after)[:3])


def _dates_document(text: str, source: Span, time: Span) -> bool:
    """Whether the source is a text, and the time is the text's: "a report published on Monday"."""
    before, after = text[source.start : time.start], text[time.end : source.end]
    for word in _WORD.finditer(before):
        if word[0].casefold() in _DOCUMENTS:
            return _OWNED.search(before, 0, word.start()) is None
    if _OWNED.search(before) or len(_WORD.findall(before)) > SHORT:
        return False
    return any(word.casefold() in _DOCUMENTS for word in _WORD.findall(after)[:4])


def _leads(clause: _Clause, time: Span, middle: Span) -> bool:
    """As in "On Monday, Voss said" or "Speaking in Orlen on Monday, Voss said"."""
    if clause.has_other_cue(time.end, middle.start):
        return False
    before = _HARD.split(clause.between(clause.bounds.start, time.start))[-1]
    words = _WORD.findall(_CLOCK.sub(" ", before))
    if clause.has_content(time.end, middle.start) and (len(words) > SHORT or not clause.quotes(time.end)):
        return False
    if words and not _may_open(words[0].casefold()):
        return False
    after = clause.between(time.end, middle.start)
    return _is_plain(before) and _STOP.search(after) is None and not _has_verb(after, _MEDIA)


def _may_open(word: str) -> bool:
    return word in _LEADING or word in _SETTING or word.endswith("ing")


def _lies_between(clause: _Clause, time: Span) -> bool:
    """As in "Voss on Monday said", "Voss, speaking on Monday, said" or "said on Monday Mara Voss"."""
    parts = [part for part in (clause.attribution.source, clause.attribution.cue) if part is not None]
    link = clause.between(min(part.end for part in parts), time.start)
    return _APPOSITION.match(link) is None and _is_plain(link)


def _follows(clause: _Clause, time: Span, middle: Span) -> bool:
    """As in "Voss said on Monday that" or "Voss told reporters late on Monday"."""
    link = clause.between(middle.end, time.start)
    if clause.has_other_cue(middle.end, time.start) or _HARD.search(link):
        return False
    words = _WORD.findall(link)
    if clause.has_content(middle.end, time.start):
        return clause.quotes(middle.end) and len(words) <= SHORT and _is_plain(link)
    if words and words[0] in ("of", "about"):
        return False
    return _is_plain(link)


def _is_plain(link: str) -> bool:
    """Whether nothing in the words leads to another matter: no clause of its own, no "about", no "who"."""
    words = _WORD.findall(_CLOCK.sub(" ", link))
    if any(word.casefold() in _TURNS for word in (words[:-1] if words[-1:] == ["over"] else words)):
        return False
    return not _has_verb(link, _SETTING) or (any(word in _OCCASION for word in words) and "did" not in words)


def _has_verb(link: str, allowed: Set[str]) -> bool:
    words = _WORD.findall(link)
    for before, word in zip(["", *words], words, strict=False):
        if word.casefold() in allowed:
            continue
        if word in _AUXILIARIES or (word.islower() and is_past(word, before.casefold())):
            return True
    return False
