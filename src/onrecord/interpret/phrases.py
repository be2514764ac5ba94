"""Finds forecasts that have no verb of the future: "odds are it fails", "the bridge opens in June", "rain to return".

The forms are closed and few; each is written where it is tested. Days count only where they are still to come.
"""

import re
from collections.abc import Iterator

from onrecord.gates import Gates
from onrecord.interpret.windows import Windows
from onrecord.model.base import Span
from onrecord.model.document import Block

_CLAUSE = r"[^.!?;\n]"
_HEDGE = (
    r"(?:sooner or later|(?:the )?odds are|chances are|(?:i|we)(?:[’']d| would)? (?:bet|wager|guarantee)"
    r"|my (?:bet|money|guess) is|i (?:really |very much |rather )?doubt|(?:\w+ ){1,2}says"
    r"|i(?:[’']d| would) give (?:it|him|her|them)|i[’']m (?:[\w-]+ ){0,3}(?:sure|certain|convinced|confident)"
    r"|mark my words|bet you|no doubt|"
    r"it(?:[’']s| is) (?:[\w-]+ ){0,2}(?:likely|unlikely|probable|possible|certain|inevitable|fifty-fifty|50-50"
    r"|50/50)(?= (?:that|whether))|"
    r"there(?:[’']s| is| are)(?: (?:no|little|a|an|some|every|very|slim|small|good|fair|real|any|not|much|almost"
    r"|next|to|hardly|decent|strong|\d+|percent|per|cent|%)){1,4} (?:chances?|prospects?|likelihood|possibility|way))"
)
_OPENED = re.compile(rf"(?<![\w’'-]){_HEDGE}(?:,|\s+(?:that|whether|of|on)\b)?\s+(?P<outcome>{_CLAUSE}{{8,}})", re.I)
_BETS = re.compile(r"(?:quid|bucks|dollars|pounds|euros|crowns|fiver|tenner|money|gut|experience) says\b", re.I)
_AHEAD = re.compile(r"\b(?:will|won[’']t|would|going to|gonna|is|was|were|did|does|has|had|shall)\b|[’']ll\b", re.I)
_PRESENT_OUTCOME = re.compile(
    r"\b(?:gets?|ends?|turns? out|finds?|wins?|loses?|drops?|falls?|fails?|passes|comes?|goes|makes?|takes?"
    r"|happens?|becomes?|changes?|stays?|is still|are still|collapses?"
    r"|returns?|leaves|resigns?|signs?|agrees?|moves?|rises?|survives?|lasts?|holds?|breaks?|blames?|backs? down"
    r"|fits?|works? out|is built|are built)\b",
    re.I,
)
_SURE = re.compile(r"i[’']m|no doubt|mark my words|it[’' ]", re.I)
_DECIDED = re.compile(r"\b(?:gets|ends|turns? out|wins|loses|drops|collapses|resigns|fits?)\b", re.I)
"""After "I'm sure" much is said of what is, and only these of what is to come."""
_OWN_OUTCOME = re.compile(r"(?:i|we|you)\b", re.I)
_LIKELY = re.compile(
    r"\b(?:is|are|remains?|looks?|seems?|appears?)(?: now| still| also| increasingly| all but)?"
    r"(?: very| highly| more| most| quite| all but| almost)? (?:likely|unlikely|inevitable|improbable)\b"
    r"(?! (?:to|that|of)\b)",
    re.I,
)
"""Searched alone, and its clause by the signs around: in one pattern a long sentence cost the cube of its length."""
_SAYINGS = re.compile(
    r"(?<![\w’'-])(?:don[’']?t (?:hold your breath|bet on it|count on it)|fat chance(?! of)|not a chance(?! of)"
    r"|no chance(?=[.!,]|$)|never gonna happen|not going to happen|ain[’']t (?:gonna|going to) happen)\b",
    re.I,
)
_MOVES = (
    r"(?:opens?|closes?|reopens?|begins?|starts?|ends?|meets?|arrives?|leaves?|departs?|returns?|goes|resumes?"
    r"|expires?|votes?|launches|falls|drops|rises?|comes?|takes? (?:effect|place|over|office)"
    r"|goes? (?:up|down|on|ahead)|runs? out|moves?|joins?|plays?|faces?|hosts?|visits?|airs?|kicks? off|sails?"
    r"|switch(?:es)?|changes?|hands? over|retires?|steps? down|publish(?:es)?|sits?|blames?)"
)
_SCHEDULED = re.compile(rf"\b(?P<verb>{_MOVES}|(?:is|are|[’']re|[’']s)\s+(?:now\s+|also\s+)?(?:[a-z]{{3,}}ing))\b")
_PLURAL = re.compile(r"(?:\w{3,}s|they|people|men|women|both)\s*\Z", re.I)
_OWN = re.compile(r"(?:\A|[\s,])(?:i|we|i[’']m|we[’']re|you|who|which|that)\s*\Z", re.I)
_PAST = re.compile(r"\b(?:was|were|had|did|said|told|announced|[a-z]{3,}ed)\b", re.I)
_EXPECTS = re.compile(
    r"\b(?P<verb>expects?|expected|anticipates?|anticipated|forecasts?|predicts?|predicted|foresees?|projects|projected)\s+"
    r"(?!(?:that|to|of|for|and|in|on|as|by)\b|,)",
    re.I,
)
_OVER = r"(?:toast|finished|history|doomed|done for|a goner|dead in the water|gone)"
_CONDITIONAL = re.compile(
    rf"\W*(?P<extent>(?:if|unless|once|without)\b(?![^,.!?;\n]*\byou\b)[^,.!?;\n]{{3,120}}?(?:,\s|\s(?=(?:he|she"
    r"|it|they)\b))"
    rf"(?P<outcome>(?!i\b|you\b|we\b)[^,.!?;\n]{{1,60}}?\b(?:wins|loses|ends|collapses|resigns|folds|(?:is|are"
    rf"|[’']s|[’']re) {_OVER})\b[^.!?;\n]*))",
    re.I,
)
_FINISHED = re.compile(
    rf"\W*(?P<extent>(?P<outcome>(?!i\b|we\b|that\b|it\b)[\w ]{{1,40}}?(?: is| are|[’']s"
    rf"|[’']re) {_OVER}(?<!gone)))(?=[.!,;]|$)",
    re.I,
)
_HAT = re.compile(r"\W*(?P<extent>I[’']ll eat my hat if (?P<outcome>[^.!?;\n]+))", re.I)
_NOT_ACTING = re.compile(
    r"\b(?:is|are|was|were|be|been|than|as|had|i|we|you|would|could|should|might)\s+(?:\w+ly\s+)?$|\b(?:what|how"
    r"|whether|than|as)\b",
    re.I,
)
_SIGN = re.compile(r"[.!?;\n,]")
_NEEDS_TO = re.compile(r"\b(?:expects?|expected)\b", re.I)
_INVERTED = re.compile(
    r"(?:^|[,;:] )\W*(?P<extent>(?:not until|only (?:then|when|if|after|by)|never again|nowhere|at no (?:time"
    rf"|point)|under no circumstances|nor|so|neither)\b[^.;?!\n]{{0,80}}?\b(?:will|would)\s+{_CLAUSE}+)",
    re.I,
)
_OF_ONESELF = re.compile(r"\b(?:will|would) (?:i|we|you)\b", re.I)
_HEADLINE = re.compile(
    r"(?P<subject>[A-Z][^:;.?!]{2,80}?)\s+(?:(?:set|due|poised|likely|expected|tipped)\s+)?to\s+(?P<verb>[a-z]+"
    r"|[A-Z][a-z]+)\b(?!:)"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|said|says|plans|wants|vows|urges"
    r"|tells|asks|refuses|agrees|promises|seeks|hopes|expects|threatens|fails|tries"
    r"|begins|calls|how|why|what|ways|[a-z]+ed)\b",
    re.I,
)


class Phrases:
    """Such forecasts of one text, asked for sentence by sentence."""

    def __init__(self, text: str, windows: Windows) -> None:
        self._text = text
        self._windows = windows
        self._openings = _GATES.over(text)

    def within(self, sentence: Span, block: Block) -> Iterator[tuple[Span, Span]]:
        """The extent and the outcome of each such forecast in the sentence. A question holds none but a saying."""
        text, opened = self._text, self._openings.within(sentence)
        finders = [_GATED[number][0] for number in opened]
        if _sayings in finders:
            yield from _sayings(text, sentence)
        if sentence.of(text).rstrip("\"'”’) ").endswith("?"):
            return
        yield from _headline(text, sentence, block, self._windows)
        for find in finders:
            if find is not _sayings:
                yield from find(text, sentence)
        yield from _scheduled(text, sentence, self._windows)


def _sayings(text: str, sentence: Span) -> Iterator[tuple[Span, Span]]:
    """ "Don't hold your breath", "fat chance"."""
    for match in _SAYINGS.finditer(text, sentence.start, sentence.end):
        yield Span(match.start(), match.end()), Span(match.start(), match.end())


def _headline(text: str, sentence: Span, block: Block, windows: Windows) -> Iterator[tuple[Span, Span]]:
    """ "Rain to return on Friday", "no pay rise before 2033"."""
    if block.role != "headline":
        return
    match = _HEADLINE.match(text, sentence.start, sentence.end)
    if (match and not _FINITE.search(match["subject"])) or (
        not _FINITE.search(sentence.of(text)) and windows.scheduled(sentence)
    ):
        yield sentence, sentence


def _hedged(text: str, sentence: Span) -> Iterator[tuple[Span, Span]]:
    """ "Odds are the inspection finds nothing", "a deal is likely this month"."""
    for match in _OPENED.finditer(text, sentence.start, sentence.end):
        says = match[0].split(" says ")[0] + " says" if " says " in match[0] else None
        if says is not None and not _BETS.search(says):
            continue
        if _OWN_OUTCOME.match(match["outcome"]):
            continue
        sure = _SURE.match(match[0]) is not None
        if match[0].casefold().startswith("there") or (_DECIDED if sure else _PRESENT_OUTCOME).search(match["outcome"]):
            end = match.end() - len(match[0]) + len(match[0].rstrip(" ,"))
            yield Span(match.start(), end), Span(match.start("outcome"), end)
    for match in _LIKELY.finditer(text, sentence.start, sentence.end):
        start, end = _around(text, sentence, match)
        yield Span(start, end), Span(start, end)


def _around(text: str, sentence: Span, match: re.Match[str]) -> tuple[int, int]:
    """The clause around a verb: from the last sign before it, past an apposition between commas, to the next one."""
    before = text[sentence.start : match.start()]
    hard = max(before.rfind(sign) for sign in ".!?;:\n") + 1
    start = hard if before.count(",", hard) % 2 == 0 else before.index(",", hard) + 1
    start += len(before[start:]) - len(before[start:].lstrip(" “\"'"))
    found = _SIGN.search(text, match.end(), sentence.end)
    return sentence.start + start, found.start() if found else sentence.end


def _supposed(text: str, sentence: Span) -> Iterator[tuple[Span, Span]]:
    """ "If she runs again she wins", "he is toast", "I'll eat my hat if it comes"."""
    for pattern in (_CONDITIONAL, _FINISHED, _HAT):
        match = pattern.match(text, sentence.start, sentence.end)
        if match:
            yield Span(match.start("extent"), match.end("extent")), Span(match.start("outcome"), match.end("outcome"))
            return


def _expected(text: str, sentence: Span) -> Iterator[tuple[Span, Span]]:
    """ "The bank expects inflation to fall", "they forecast rain for Saturday"."""
    match = _EXPECTS.search(text, sentence.start, sentence.end)
    if match is None:
        return
    start, end = _around(text, sentence, match)
    before, outcome = text[start : match.start("verb")], text[match.end() : end]
    if not before.strip() or _NOT_ACTING.search(before) or not outcome.strip():
        return
    if _NEEDS_TO.search(match["verb"]) and " to " not in outcome:
        return
    yield Span(start, end), Span(match.end(), end)


def _inverted(text: str, sentence: Span) -> Iterator[tuple[Span, Span]]:
    """ "Not until May will the pass be open", "so will the west"."""
    match = _INVERTED.search(sentence.of(text))
    if match and not _OF_ONESELF.search(match["extent"]):
        words = match["extent"].split(", ")[0] if match["extent"].casefold().startswith("so") else match["extent"]
        start = sentence.start + match.start("extent")
        yield Span(start, start + len(words)), Span(start, start + len(words))


_GATED = (
    (_sayings, (_SAYINGS,)),
    (_supposed, (_CONDITIONAL, _FINISHED, _HAT)),
    (_hedged, (_OPENED, _LIKELY)),
    (_expected, (_EXPECTS,)),
    (_inverted, (_INVERTED,)),
)
"""What needs no day to be told, and the patterns without which it finds nothing."""

_GATES = Gates([pattern.pattern for pattern in patterns] for _, patterns in _GATED)


def _scheduled(text: str, sentence: Span, windows: Windows) -> Iterator[tuple[Span, Span]]:
    """ "The bridge opens in June", "they are digging up the street from the 23rd"."""
    if not windows.scheduled(sentence):
        return
    match = _SCHEDULED.search(text, sentence.start, sentence.end)
    if match is None:
        return
    before = text[sentence.start : match.start()]
    if not match["verb"].endswith(("s", "ing")) and not _PLURAL.search(before):
        return
    start, end = sentence.start + _after_break(before), _before_break(text, match.end(), sentence.end)
    part = Span(start, end)
    if (
        not before.strip()
        or _OWN.search(before)
        or _PAST.search(text, start, match.start())
        or _AHEAD.search(before)
        or not windows.scheduled(part)
    ):
        return
    yield part, part


def _after_break(before: str) -> int:
    found = list(re.finditer(r"[;:“\"]\s*|,\s(?=(?:but|and|so)\s)", before))
    return found[-1].end() if found else 0


def _before_break(text: str, start: int, end: int) -> int:
    found = re.compile(r"[.;:!?”\"]|,\s(?:and|but|so|which|who|\w+ (?:years|months|weeks|days) after)\b").search(
        text, start, end
    )
    return found.start() if found else end
