"""Recognises the lines that name a post's author and date, in any order and wording."""

import re
from dataclasses import dataclass

from onrecord.model.base import Span
from onrecord.segment.lines import Line

LONGEST = 120
"""Characters: the longest author and date line seen (a long pseudonym, an address, a date and a number) has 110."""
MOST_WORDS = 8
"""Words of a line that are neither date nor frame: "the 3rd floor of the old mill" is a name that readers take."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?[ ]+)"
_GLUED = rf"(?:(?<=\D){_DAY}[ ])?{_MONTH}[ ]{_DAY}?,?[ ]?\d{{4}}|(?<=\D)\d{{1,2}}/\d{{1,2}}/\d\d"
"""A date with its year, set without a blank after the name: "Elsa TarnOctober 29, 2012", "rill7/10/2012"."""
_PIECE = re.compile(
    rf"""
    (?P<bracket>\((?=[ ]?(?:{_WEEKDAY}|{_MONTH}\b|{_DAY}\.?[ ]+{_MONTH}\b|\d{{1,4}}[./-]\d))
    |(?<=[\s\d])\)(?!\w)|\)(?=\W*$))
  | (?P<mdy>{_WEEKDAY}?{_MONTH}\.?[ ]+{_DAY}(?:[ ]*,)?[ ]+\d{{4}}(?!\d))
  | (?P<dmy>{_WEEKDAY}?(?<!\d)(?:{_DAY})\.?[ ]+(?:of[ ]+)?{_MONTH}\b[.,]*(?:[ ]+\d{{4}}(?!\d))?)
  | (?P<md>{_WEEKDAY}?\b{_MONTH}\.?[ ]+{_DAY}(?!\d)(?![ ]*,?[ ]+\d{{4}}))
  | (?P<num>(?<!\d)(?:\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}|\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d\d))
    (?!\d)(?:T(?=\d))?)
  | (?P<ago>\b(?:about[ ]+|over[ ]+|almost[ ]+)?(?:\d{{1,3}}|an?|one|two|three)[ ]?
    (?:s|m|h|d|w|mo|y|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|yrs?|years?)[ ]ago\b
    |\bjust[ ]now\b|\byesterday[ ]at\b|\btoday[ ]at\b)
  | (?P<time>@?(?<!\d)\d{{1,2}}[:.]\d\d(?::\d\d)?(?!\d)(?:[ ]?[ap]\.?m\b\.?)?|\b\d{{1,2}}[ ]?[ap]\.?m\b\.?)
  | (?P<zone>\(?\b(?:UTC|GMT|[ECMP][DS]?T|BST|CES?T)\b(?:[ ]?[+-][ ]?\d{{1,2}})?\)?)
  | (?P<link>https?://\S+|www\.\S+|(?<!\w)@\w+)
  | (?P<verb>(?<![\w'’])(?:says|said|wrote|writes|commented|replied|replies|responded|responds)\b
    (?=[ ]*(?:[:,.…|]|$|on\b|at\b)))
  | (?P<frame>(?<![\w'’])(?:by|on|at|in|to|a|from|the|posted|written|comments?|reply|replying|response|responding
    |submitted|added|recs?|likes?|reports?|flag|permalink|link|edited|pts|points?|votes?|score|joined|registered
    |users?|says|said|journal|number)\b)
  | (?P<number>\#?[+-]?\(?\#?\d+(?:\.\d+)*\)?\.?(?![\w'’]))
  | (?P<dots>[.…]{{2,}}|…)
  | (?P<word>(?:(?!{_GLUED})[^\s|•·—–/,:;])+)
  | (?P<sign>[|•·—–/,:;])
    """,
    re.I | re.X,
)
_DATES = ("mdy", "dmy", "md", "num", "ago")
_PUBLISHER = re.compile(
    r"^\W*(?:last\s+)?(?:tracked|updated?|modified|published|first published|created|filed|issued)\b", re.I
)
_LEADS = re.compile(r"(?:posted |written )?by\b", re.I)
_BEFORE_NAMES = " .-~*_("
_AFTER_NAMES = " -~*_("
_PRONOUNS = frozenset("he she they it i we you who that this also then once as".split())
_QUOTED = re.compile(r"[“”]|\"$|^\"|''")
_SENTENCE = re.compile(r"\w{3,}[.!?](?=\s)|[!?]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A line that frames a post: who wrote it, when, or both. `shape` is what lines of one layout have in common."""

    line: int
    shape: str
    author: Span | None
    date: Span | None
    verb: bool
    clock: bool
    frames: frozenset[str]

    @property
    def kind(self) -> tuple[str, bool, bool]:
        """What stamps of one discussion share even where their wording differs a little."""
        return (self.shape.split(" ", 1)[0], self.clock, self.author is not None)


def stamp(text: str, line: Line, place: int) -> Stamp | None:
    """The stamp on that line, or None where the line is something else."""
    if len(line.extent) > LONGEST:
        return None
    words = line.extent.of(text)
    pieces = [(m.lastgroup or "", m) for m in _PIECE.finditer(words)]
    kinds = [kind for kind, _ in pieces]
    dates = [m for kind, m in pieces if kind in _DATES]
    verb = "verb" in kinds
    numbered = kinds == ["frame", *["word"] * kinds.count("word"), "number"] and words[:2].casefold() == "by"
    if not (dates or verb or numbered) or len(dates) > 2 or _wordy(kinds, words) or _PUBLISHER.match(words):
        return None
    author = _author(pieces, line.extent.start)
    if _runs_on(words, author, line.extent.start) or (verb and not dates and not _frames_alone(kinds, author, text)):
        return None
    return Stamp(
        line=place,
        shape=" ".join([_date_kind(kinds), *_collapsed(pieces)]),
        author=author,
        date=_date(pieces, line.extent.start),
        verb=verb,
        clock="time" in kinds,
        frames=frozenset(m[0].casefold() for kind, m in pieces if kind in ("frame", "verb")),
    )


def _wordy(kinds: list[str], words: str) -> bool:
    """True for more words than a name has. Between "by" and a time at the end stands a name, however long."""
    closed = kinds[-1] in ("time", "zone") and _LEADS.match(words) is not None
    return kinds.count("word") > (2 * MOST_WORDS if closed else MOST_WORDS)


def _author(pieces: list[tuple[str, "re.Match[str]"]], offset: int) -> Span | None:
    """The longest stretch of the line that is neither date, number nor frame, and begins and ends with a word."""
    best: tuple[int, Span] | None = None
    run: list[re.Match[str]] = []
    for kind, match in [*pieces, ("end", None)]:
        if kind == "word" and match is not None and (run or any(c.isalnum() for c in match[0])):
            run.append(match)
        elif kind != "frame" or match is None or match[0].casefold() not in ("the", "in", "a", "to", "from"):
            if run and (best is None or len(run) > best[0]):
                best = (len(run), _bare(run, offset))
            run = []
    return best[1] if best and len(best[1]) else None


def _bare(run: list["re.Match[str]"], offset: int) -> Span:
    """The words without the signs that set them off."""
    words = run[0].string[run[0].start() : run[-1].end()]
    start = offset + run[0].start() + len(words) - len(words.lstrip(_BEFORE_NAMES))
    return Span(start, max(start, offset + run[0].start() + len(words.rstrip(_AFTER_NAMES))))


def _runs_on(words: str, author: Span | None, offset: int) -> bool:
    """True for the words of a sentence, which no name has."""
    return author is not None and bool(_SENTENCE.search(words[author.start - offset : author.end - offset]))


def _frames_alone(kinds: list[str], author: Span | None, text: str) -> bool:
    """True for "NAME says:" without a date: the name comes first, the verb ends the line. Without the colon,
    "Viaduct shut, minister says" is a headline."""
    if author is None or author.of(text).split()[0].casefold() in _PRONOUNS or _QUOTED.search(author.of(text)):
        return False
    rest = kinds[kinds.index("verb") + 1 :]
    if not rest and "sign" in kinds:
        return False
    return kinds[0] in ("word", "number", "frame") and set(rest) <= {"sign", "dots", "word"} and rest.count("word") <= 1


def _date_kind(kinds: list[str]) -> str:
    return next((kind for kind in reversed(kinds) if kind in _DATES), "undated")


def _date(pieces: list[tuple[str, "re.Match[str]"]], offset: int) -> Span | None:
    """The printed date with its time, where they stand together."""
    marks = [m for kind, m in pieces if kind in (*_DATES, "time", "zone")]
    if not any(kind in _DATES for kind, _ in pieces):
        return None
    return Span(offset + marks[0].start(), offset + marks[-1].end())


def _collapsed(pieces: list[tuple[str, "re.Match[str]"]]) -> list[str]:
    shape: list[str] = []
    for kind, match in pieces:
        token = match[0].casefold() if kind in ("frame", "verb", "sign") else kind
        if not shape or shape[-1] != token:
            shape.append(token)
    return shape
