"""Finds the clause around a group of verbs: where it begins and ends, its subject, and the condition it is under."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.interpret.clauses.ahead import Ahead
from onrecord.model.base import Span

_TOKEN = re.compile(
    r"[^\W\d_]+?(?=n[’']t\b)|n[’']t\b|[’'](?:ll|d|re|ve|m|s)\b|\w+(?:[.-]\w+)*(?:[’']s\b)?|[^\w\s]", re.I
)

SUBORDINATES = frozenset(
    "that which who whom whose because although though while whereas since as if unless when whenever where than "
    "whether how what why before after "
    "until once so but lest whoever whatever wherever".split()
)
"""Words that open another clause."""
CONDITIONS = frozenset(
    "if unless when once provided providing assuming supposing without until should were whenever".split()
)
"""Words that open a condition before or after what depends on it."""
COORDINATES = frozenset("and but or so yet nor".split())
_HARD = frozenset(';:—–-“”"«»()[]…?!')
"""A hyphen stands alone only as a dash."""
_FINITE = frozenset(
    "is are am was were has have had do does did will would can could may might shall should must ’s 's ’re 're "
    "’ve 've ’m 'm ’ll 'll ’d 'd n’t n't says said think "
    "thinks believe believes know knows knew hope hopes fear fears want wants need needs makes make made means "
    "mean goes go went took take takes came comes come "
    "see sees saw got gets get left gave give gives found find finds kept keep keeps told tell tells felt feel "
    "feels looks look wrote writes".split()
)
_PRONOUNS = frozenset(
    "i you he she it we they there this that these those who what nobody everyone everybody someone somebody "
    "nothing everything".split()
)
_OPENINGS = frozenset(
    "the a an my your his her its our their this that these those some any no every each all many most few "
    "several both".split()
)

MATRIX = frozenset(
    "think thinks thought believe believes believed reckon reckons guess suspect suspects bet sure certain "
    "confident say says said know knows knew predict predicts "
    "predicted feel feels suppose imagine claim claims claimed confidence doubt doubts fear fears feared hope "
    "hopes hoped warned warns insisted argues argued means".split()
)
"""Words after which a clause begins though nothing joins it ("I think elections will …")."""
NOMINATIVE = frozenset("i we you he she it they there".split())
_BETWEEN = frozenset(
    "therefore thus hence consequently not never also still just really very well probably certainly definitely "
    "surely likely all both always ever even now then only soon almost".split()
)
"""What may stand between a subject and its verb."""

_BEFORE_PRONOUN = frozenset(
    ", and but or of in into to with for from on at by than as like about after before think thinks believe say "
    "says said".split()
)
"""Words behind which "that" is a pronoun and joins nothing."""

INTRODUCTION = 14
"""Tokens that an adverbial before the subject has at most ("By the end of the year, …")."""
SPLICE = 8
"""Tokens behind a comma or an "and" in which the verb of another clause stands."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign and where it stands."""

    span: Span
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A group of verbs with what belongs to it. `opening` is the word that joins the clause to one before ("that")."""

    span: Span
    core: Span
    """The clause without the condition."""
    subject: Span | None
    shared: Span | None
    """What goes before in the sentence, where the clause takes its subject from there ("it fell and won’t rise")."""
    lent: Span | None
    """The subject there."""
    opening: str
    condition: Span | None
    before: str
    """What the sentence says before the clause, in small letters."""


def tokens(text: str, within: Span) -> tuple[Token, ...]:
    """The words and signs of a stretch in text order; contractions are parted ("he", "’ll")."""
    found = _TOKEN.finditer(text, within.start, within.end)
    return tuple(Token(Span(m.start(), m.end()), m[0].casefold()) for m in found)


def clause(text: str, sentence: Sequence[Token], group: Ahead) -> Clause:
    """The clause of a group of verbs in its sentence."""
    at = next(n for n, token in enumerate(sentence) if token.span.end > group.span.start)
    last = max(n for n, token in enumerate(sentence) if token.span.start < group.span.end)
    start = _start(sentence, at)
    end = _end(sentence, last)
    opening = sentence[start - 1].word if start else ""
    subject = Span(sentence[start].span.start, sentence[at - 1].span.end) if start < at else None
    while start < at and (
        sentence[start].word in {",", ")", "”", '"', "and", "but", "so", "or", "then"}
        or (sentence[start].word in _BETWEEN and _only_between(sentence, start, at))
    ):
        start += 1
    leading = _leading(sentence, start)
    trailing = _trailing(sentence, last + 1, end)
    first = sentence[_believed(sentence, leading[0] if leading else start)].span.start
    first = _hedged(text, sentence[0].span.start, first)
    condition = _condition(sentence, leading, trailing)
    core_end = sentence[trailing[0] - 1].span.end if trailing else sentence[end].span.end
    core_start = (
        sentence[leading[0]].span.start
        if leading and not _conditional(sentence, leading)
        else sentence[start].span.start
    )
    return Clause(
        span=Span(first, sentence[end].span.end),
        core=Span(core_start, max(core_end, group.span.end)),
        subject=subject,
        shared=_shared(sentence, start) if subject is None else None,
        lent=_lent(sentence, start) if subject is None else None,
        opening=opening,
        condition=condition,
        before=text[sentence[0].span.start : first].casefold(),
    )


def _quoted_name(sentence: Sequence[Token], place: int) -> int | None:
    """The mark that opens a few quoted words inside a noun phrase, which this one closes: "its “open door” policy"."""
    if sentence[place].word not in '”"':
        return None
    first = next((n for n in range(place - 1, max(-1, place - SPLICE), -1) if sentence[n].word in '“"'), None)
    return first if first is not None and first > 0 and not _has_verb(sentence, first, place) else None


def _only_between(sentence: Sequence[Token], start: int, at: int) -> bool:
    return all(token.word in _BETWEEN for token in sentence[start:at])


def _start(sentence: Sequence[Token], at: int) -> int:
    """The first token of the clause's own part: behind the nearest sign or word that opens it."""
    place = at - 1
    while place >= 0 and sentence[place].word in _BETWEEN:
        place -= 1
    if place >= 0 and sentence[place].word in NOMINATIVE:
        return place
    while place >= 0:
        word = sentence[place].word
        opened = _quoted_name(sentence, place)
        if opened is not None:
            place = opened - 1
            continue
        if word in "“\"‘'" and place + 1 == at and place > 0 and sentence[place - 1].word not in _HARD:
            place -= 1
            continue
        if word in _HARD or (word in MATRIX and place + 1 < at):
            return place + 1
        if (
            word in SUBORDINATES
            and sentence[place + 1].word != "not"
            and not _is_pronoun_that(sentence, place, at)
            and not _is_relative(sentence, place, at)
        ):
            return place + 1
        if word == ",":
            closed = _apposition(sentence, place, at)
            if closed is None:
                return place + 1
            place = closed
        elif word in COORDINATES and _has_verb(sentence, _segment(sentence, place), place):
            return place + 1
        place -= 1
    return 0


def _shared(sentence: Sequence[Token], start: int) -> Span | None:
    """The part before "and" of whose subject the clause says more."""
    if start < 1 or sentence[start - 1].word not in COORDINATES:
        return None
    return Span(sentence[_segment(sentence, start - 1)].span.start, sentence[start - 1].span.start)


def _lent(sentence: Sequence[Token], start: int) -> Span | None:
    """The words before the first verb of the part before "and"."""
    if start < 1 or sentence[start - 1].word not in COORDINATES:
        return None
    first = _segment(sentence, start - 1)
    verb = next((n for n in range(first, start - 1) if sentence[n].word in _AUXILIARIES), first)
    return Span(sentence[first].span.start, sentence[verb - 1].span.end) if verb > first else None


def _is_pronoun_that(sentence: Sequence[Token], place: int, at: int) -> bool:
    """Whether "that" is the subject itself ("That will be appropriate")."""
    if sentence[place].word != "that" or place + 1 != at:
        return False
    return place == 0 or sentence[place - 1].word in _BEFORE_PRONOUN | _HARD


def _is_relative(sentence: Sequence[Token], place: int, at: int) -> bool:
    """Whether a clause of its own stands between there and the verb, as part of the subject ("those who left will")."""
    word = sentence[place].word
    return word in {"that", "which", "who", "whom", "where"} and place > 0 and _has_verb(sentence, place + 1, at)


def _apposition(sentence: Sequence[Token], comma: int, at: int) -> int | None:
    """The comma that opens the apposition which this one closes right before the verb: "Oma, the mayor, will"."""
    if comma + 1 != at:
        return None
    before = range(comma - 1, max(-1, comma - 3 * INTRODUCTION), -1)
    return next((n for n in before if sentence[n].word == "," and n > 0), None)


def _segment(sentence: Sequence[Token], place: int) -> int:
    """Where the part before a coordinating word begins."""
    first = max(0, place - 40)
    return next(
        (n + 1 for n in range(place - 1, first, -1) if sentence[n].word in _HARD or sentence[n].word == ","), first
    )


def _has_verb(sentence: Sequence[Token], start: int, end: int) -> bool:
    return any(_is_finite(sentence, n) for n in range(start, end))


def _is_finite(sentence: Sequence[Token], place: int) -> bool:
    word = sentence[place].word
    if word in _FINITE:
        return True
    return word.endswith("ed") and len(word) > 4 and (place == 0 or sentence[place - 1].word not in _OPENINGS)


def _leading(sentence: Sequence[Token], start: int) -> tuple[int, int] | None:
    """What stands before the clause behind a comma and belongs to it: a condition, or an adverbial without a verb."""
    if start < 2:
        return None
    comma = sentence[start - 1].word == ","
    if not comma and sentence[start - 1].word == "then":
        start -= 1
    first = _opened(sentence, start - 1)
    if (
        sentence[first].word in CONDITIONS
        and start - first > 2
        and (comma or sentence[start].word in NOMINATIVE | {"then"})
    ):
        return first, start - 1 if comma else start
    if not comma:
        return None
    short = start - 1 - first <= INTRODUCTION
    return (
        (first, start - 1)
        if short and not _has_verb(sentence, first, start - 1) and sentence[first].word not in SUBORDINATES
        else None
    )


def _believed(sentence: Sequence[Token], start: int) -> int:
    """Where "I think", "we are sure that" begins before the clause; the clause's own start without such words."""
    place = start - 2 if start > 1 and sentence[start - 1].word == "that" else start - 1
    if place < 1 or sentence[place].word not in MATRIX or sentence[place].word.startswith("hope"):
        return start
    for at in range(place - 1, max(-1, place - 5), -1):
        if sentence[at].word in ("i", "we"):
            return _conditioned(sentence, at)
        if sentence[at].word not in _BETWEEN | {
            "’m",
            "'m",
            "am",
            "are",
            "’re",
            "'re",
            "do",
            "don",
            "n’t",
            "n't",
            "can",
            "have",
            "had",
            "’d",
            "'d",
            "would",
        }:
            return start
    return start


_HEDGE = re.compile(
    r"\b(?:(?:the )?odds are|chances are|my (?:bet|guess|money|prediction) is"
    r"|it(?:[’']s| is) (?:\w+ )?(?:likely|unlikely|possible|probable|certain)"
    r"|there(?:[’']s| is) (?:[\w%]+ ){1,3}(?:chance|doubt|way|prospect))(?: that)?\s+\Z",
    re.I,
)


def _hedged(text: str, sentence: int, start: int) -> int:
    """Where "odds are" or "it is likely that" begins right before the clause; its own start without such words."""
    found = _HEDGE.search(text[sentence:start])
    return sentence + found.start() if found else start


def _conditioned(sentence: Sequence[Token], start: int) -> int:
    leading = _leading(sentence, start)
    return leading[0] if leading and _conditional(sentence, leading) else start


def _opened(sentence: Sequence[Token], end: int) -> int:
    """The first token of the part that ends there: back to a hard sign, "that" or a condition's first word."""
    for place in range(end - 1, -1, -1):
        word = sentence[place].word
        if word in CONDITIONS:
            return place
        if word in _HARD or word in SUBORDINATES:
            return place + 1
    return 0


def _conditional(sentence: Sequence[Token], leading: tuple[int, int]) -> bool:
    return sentence[leading[0]].word in CONDITIONS


def _trailing(sentence: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """The condition that follows the verb: "… if the talks fail", "… unless"."""
    for place in range(start, end + 1):
        if sentence[place].word in ("if", "unless", "provided", "providing", "assuming", "once", "until") and sentence[
            place - 1
        ].word not in ("as", "even", "ask", "see"):
            return place, end
    return None


def _condition(
    sentence: Sequence[Token], leading: tuple[int, int] | None, trailing: tuple[int, int] | None
) -> Span | None:
    if leading is not None and _conditional(sentence, leading):
        return Span(sentence[leading[0]].span.start, sentence[leading[1] - 1].span.end)
    if trailing is not None:
        return Span(sentence[trailing[0]].span.start, sentence[trailing[1]].span.end)
    return None


def _end(sentence: Sequence[Token], last: int) -> int:
    """The last token of the clause: before a hard end, another main clause or the sentence's full stop."""
    place = last + 1
    while place < len(sentence):
        word = sentence[place].word
        if word in ";?!…" or (word in "—–-:" and _opens_clause(sentence, place + 1)):
            break
        if word == "," and _opens_clause(sentence, place + 1):
            break
        if word in COORDINATES and _opens_clause(sentence, place) and sentence[place - 1].word != ",":
            break
        place += 1
    while place - 1 > last and sentence[place - 1].word in {".", ",", ":", "”", '"', "’", "'", ")"}:
        place -= 1
    return place - 1


def _opens_clause(sentence: Sequence[Token], place: int) -> bool:
    """Whether a main clause begins there: "and" or nothing, a subject, and a finite verb soon after."""
    if place < len(sentence) and sentence[place].word in COORDINATES:
        place += 1
    if place >= len(sentence) or sentence[place].word in SUBORDINATES - {"that", "what"}:
        return False
    subject = sentence[place].word
    if subject in _PRONOUNS:
        return any(_is_finite(sentence, n) for n in range(place + 1, min(len(sentence), place + 4)))
    return _joined(sentence, place) and any(sentence[n].word in _AUXILIARIES for n in _until_sign(sentence, place))


def _until_sign(sentence: Sequence[Token], start: int) -> Iterator[int]:
    """The next few tokens, up to a sign."""
    for place in range(start, min(len(sentence), start + SPLICE)):
        if sentence[place].word in _HARD | SUBORDINATES or sentence[place].word in ",.":
            return
        yield place


_AUXILIARIES = frozenset("is are was were has have had will would can could may might shall should must".split())


def _joined(sentence: Sequence[Token], place: int) -> bool:
    """Whether a coordinating word stands right before."""
    return place > 0 and sentence[place - 1].word in COORDINATES
