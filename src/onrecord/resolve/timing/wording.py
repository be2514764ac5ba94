"""What the words around a time say of it: whether they tie it to a saying, or to some other matter."""

import re
from collections.abc import Set

from onrecord.model.base import Span
from onrecord.model.statement import Attribution
from onrecord.resolve.timing.expressions import Expression
from onrecord.resolve.timing.tenses import is_past

SHORT = 3
"""Words that may stand between a finished quotation and the time of saying it ("… in Orlen on Monday")."""

_WORD = re.compile(r"[^\W\d_]+")
_CLOCK = re.compile(
    r"\b(?:(?:shortly|just) )?(?:before|after|about|around) (?:\d[\d:.]*|midnight|noon|midday|dawn|dusk|lunch)"
    r"|\bas (?:recently|early|late|far back) as\b",
    re.IGNORECASE,
)
"""What only tells the hour or stresses the day, and does not turn to another matter."""
_SETTING = frozenset(
    "aired asked attended broadcast carried circulated conducted dated delivered filed filmed given held interviewed "
    "invited issued made posted pressed printed published questioned quoted recorded released sent signed taped "
    "televised written".split()
)
"""Participles that tell how something came to be said, and so do not part its time from it."""

MEDIA = frozenset("aired broadcast dated issued posted printed published recorded released taped televised".split())
"""Those that can only be a participle after an event, and no verb of a clause: "On Monday, in a talk broadcast …"."""

_LEADING = frozenset(
    "a after again also an and as at back but by during earlier early even following for from here in just last late "
    "later meanwhile now on once only over recently shortly so that the then this those yet".split()
)
"""Words that may open the phrase that leads to a saying, besides those in -ing and the participles above."""

_TURNS = frozenset(
    "about according accusing although amid because before cited citing concerning despite if including like over "
    "referring regarding since though unless until where which who whom whose".split()
)
"""Words after which a time belongs to something else than the saying."""

_AUXILIARIES = frozenset("was were is are had has have did does do will would can could may might should must".split())
_DAY_FORMS = frozenset(
    "iso slashed dotted month_day day_month nth weekday near_weekday weekday_of_week deictic near_daypart".split()
)
_OCCASION = frozenset({"as", "when", "while"})
_APPOSITION = re.compile(r"\s*,\s*(?:the|a|an|his|her|its|their|one|then|now|former|\d)\b", re.IGNORECASE)

_DOCUMENTS = frozenset(
    "account address analysis announcement article audit blog briefing bulletin cable census column commentary "
    "communique communiqué complaint count data decision declaration document dossier draft editorial email essay "
    "estimate figures filing findings forecast indictment inquest inquiry interview investigation judgement judgment "
    "lawsuit leaflet letter mail manifesto memo memorandum message minutes motion note notice opinion order pamphlet "
    "paper petition poll post press probe proclamation publication record release report resolution review ruling "
    "speech statement story study summary survey telegram testimony text transcript tweet verdict video".split()
)
_OCCASIONS = frozenset(
    "appearance assembly breakfast brief broadcast call ceremony chat conference congress convention council debate "
    "dinner discussion episode event forum fundraiser gala gathering hearing launch lecture lunch luncheon march "
    "meeting news panel performance podcast program programme protest q&a radio rally reception remarks sermon "
    "service session show stop summit talk talks television testimony town trial tv vigil visit webcast".split()
)
_OF_A_THING = re.compile(r"(?:\b(?:a|an|the|his|her|its|their|our)|[’']s)\s+$", re.IGNORECASE)
_AFTER = re.compile(
    r"\b(?:after|before|since|following|until)\s+(?:(?:a|an|the|his|her|its|their)\s+)?$", re.IGNORECASE
)
_EVENT_BEFORE = re.compile(r"\b(?:after|following)\s[^,.;:]*$", re.IGNORECASE)
_OWNED = re.compile(r"\b(?:of|by|for|behind|who|whose)\b")
_FUTURE_CUE = re.compile(
    r"\b(?:will|shall|(?:expected|due|scheduled|set|planning|plans|going|intends|hopes) to)\b|[’']ll\b", re.IGNORECASE
)
_AT_EVENT = re.compile(r"\b(?:at|during|in)\s+(?:the\s+)?$", re.IGNORECASE)


def tells_when(text: str, time: Expression) -> bool:
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


def dates_document(text: str, source: Span, time: Span) -> bool:
    """Whether the source is a text, and the time is the text's: "a report published on Monday"."""
    before, after = text[source.start : time.start], text[time.end : source.end]
    for word in _WORD.finditer(before):
        if word[0].casefold() in _DOCUMENTS:
            return _OWNED.search(before, 0, word.start()) is None
    if _OWNED.search(before) or len(_WORD.findall(before)) > SHORT:
        return False
    return any(word.casefold() in _DOCUMENTS for word in _WORD.findall(after)[:4])


def plain_words(link: str) -> list[str]:
    """The words, without those that only tell the hour."""
    return _WORD.findall(_CLOCK.sub(" ", link))


def is_apposition(link: str) -> bool:
    """Whether the words go on to say who the source is: ", the member for Orlen …"."""
    return _APPOSITION.match(link) is not None


def is_plain(link: str) -> bool:
    """Whether nothing in the words leads to another matter: no clause of its own, no "about", no "who"."""
    words = plain_words(link)
    if any(word.casefold() in _TURNS for word in (words[:-1] if words[-1:] == ["over"] else words)):
        return False
    return not has_verb(link, _SETTING) or (any(word in _OCCASION for word in words) and "did" not in words)


def has_verb(link: str, allowed: Set[str]) -> bool:
    """Whether the words hold the verb of a clause, other than the allowed ones."""
    words = _WORD.findall(link)
    for before, word in zip(["", *words], words, strict=False):
        if word.casefold() in allowed:
            continue
        if word in _AUXILIARIES or (word.islower() and is_past(word, before.casefold())):
            return True
    return False


def may_open(word: str) -> bool:
    """Whether the word may open a phrase that leads to a saying."""
    return word in _LEADING or word in _SETTING or word.endswith("ing")


def is_to_come(text: str, attribution: Attribution) -> bool:
    """Whether the saying itself lies ahead: "is expected to announce"."""
    cue = attribution.cue
    return cue is not None and _FUTURE_CUE.search(text, max(0, cue.start - 30), cue.end) is not None


def names_a_day(time: Expression) -> bool:
    """Whether the words name one day, and not a longer time."""
    return time.form in _DAY_FORMS


def leads_ahead(time: Expression) -> bool:
    """Whether the words can only mean days to come."""
    if time.form in ("ahead", "weekday_week") or time.has("next") or time.has("coming"):
        return time.form != "same"
    return time.form in ("deictic", "day_beyond") and time.number("deictic") > 0
