"""Finds words of time in a text: weekdays, dates, years, "two weeks ago", "the next day", "in the coming days".

The set of forms is closed and written in FORMS, over the classes of words in `words`. Nothing is dated here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from onrecord.model.base import Span
from onrecord.resolve.timing.names import is_time
from onrecord.resolve.timing.words import NAME, TOKEN, Value, letters, pattern, value

LONGEST_LINE = 20_000
"""Characters read at a time, so that a line of 50 MB does not need gigabytes of tokens."""

_WEEKDAY = "(?:(?:weekday|short_weekday) dot? comma?)?"
_MONTH = "(?:month|month_or_name|short_month dot?)"
_TO = "(?:dash|to|through|until)"
_YEAR = "(?:comma? year|of? (?:this|last|next) unit)"
_COUNT = "(?:a? number|a|day|figure|year|a? few|several|a? couple of?)"
_UNIT = "(?:unit|units)"
_DURING = "in|over|during|within|for"
_NEAR = "(?:this (?:past|coming|last)?|the (?:coming|previous|following|past)|the? (?:next|last)|past|coming)"

WIDEST = 24
"""Tokens before and after a word of _CORE in which a form is looked for; the widest forms have 14."""

FORMS: Mapping[str, str] = {
    "iso": "year dash day dash day",
    "slashed": "day slash day slash (?:year|day|figure)",
    "dotted": "dotted",
    "month_day": f"{_WEEKDAY} {_MONTH} day suffix? (?:{_TO} (?:{_MONTH})? day suffix?)? {_YEAR}?",
    "day_month": f"{_WEEKDAY} the? (?:day suffix?|ordinal) (?:(?:{_TO}|and) day suffix?)? of? {_MONTH} {_YEAR}?",
    "month_year": f"{_MONTH} (?:(?:comma|of)? year|of? (?:this|last|next) unit)",
    "quarter": "the? ordinal (?:unit|half) of (?:year|(?:this|last|next|the) unit)",
    "nth": "the day suffix",
    "weekday_of_week": f"weekday comma? daypart? of? {_NEAR} unit|{_NEAR} unit on? weekday",
    "week_from_weekday": f"{_COUNT} {_UNIT} (?:ago on?|from|on|last) (?:last|this|next)? weekday",
    "weekday_week": "weekday unit",
    "near_weekday": f"{_NEAR} weekday daypart?",
    "weekday": "weekday daypart?|short_weekday dot",
    "day_beyond": "the unit (?:before|after) deictic",
    "deictic": "deictic daypart?",
    "overnight": "overnight",
    "near_daypart": "(?:last|this) daypart",
    "day_beside": "the (?:unit|daypart) (?:before|after)",
    "beside": f"{_COUNT} {_UNIT} (?:shift|before|after)",
    "ago": f"{_COUNT}? {_UNIT} ago",
    "other_day": "the other unit",
    "ahead": f"(?:in|within) {_COUNT} {_UNIT} (?:apostrophe s? time)?|{_COUNT} {_UNIT} (?:from now|hence)",
    "stretch": f"(?:(?:{_DURING}|through|throughout) the?|the) (?:next|coming|past|last|recent) {_COUNT}? units"
    "|(?:coming|recent) units|(?:in|over|during) the units ahead"
    f"|(?:{_DURING}) the (?:next|coming|past|last) unit|the (?:past|coming) unit",
    "same": "(?:that|the same|the (?:next|following|previous)) (?:unit|daypart|weekend)",
    "period": "(?:this (?:past|coming)?|the? last|next|past|the? coming) (?:unit|weekend|season|month|month_or_name)",
    "weekend": "the weekend",
    "season_year": "the? season of? year",
    "season": "season",
    "decade": "the? year s",
    "years": "year dash (?:year|day|figure)",
    "year": "year",
    "month": "month|month_or_name|short_month dot",
    "end_of": "unit apostrophe s edge",
    "unit": "the unit",
}
"""Each form and its pattern, the longer and surer ones first."""

RANGED = frozenset("iso month_day day_month month_year weekday near_weekday year month season_year deictic".split())
"""Forms that may begin or end a range ("from Monday to Wednesday")."""

_BOUND = pattern("since|by|until|before|after")
_PART = pattern("the? part (?:in|on)?|shift (?:in|on)?|the? mid dash?|the? edge of")
_ANY = re.compile(
    f"(?P<bound>{_BOUND})?(?P<part>{_PART})?(?:{'|'.join(f'(?P<{n}>{pattern(p)})' for n, p in FORMS.items())})"
)
_CORE = re.compile(
    f"[{pattern('weekday short_weekday month month_or_name short_month year dotted slash suffix')}"
    f"{pattern('unit units weekend season daypart deictic overnight')}]"
)
"""Every form has a word of one of these classes, and forms are looked for around such words only."""

_PART_NAMES = ("part", "shift", "mid", "edge")
_SAME_AS = {"short_weekday": "weekday", "month_or_name": "month", "short_month": "month", "ordinal": "day"}
_JOINING = frozenset("to - – — through until till".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """Words of time, not yet dated. `values` are what the words stand for, by class, in text order."""

    span: Span
    form: str
    values: Mapping[str, tuple[Value, ...]] = field(hash=False)
    bound: str | None = None
    """since, by, until, before or after: the time is a limit."""
    part: str | None = None
    """early, mid, late, start, end, earlier or later: the time is that part of the period."""
    possessive: bool = False
    to: "Expression | None" = None
    """The last day of a range."""

    def has(self, name: str) -> bool:
        """Whether there is a word of that class."""
        return name in self.values

    def number(self, name: str, at: int = 0) -> int:
        """What the word of that class stands for, as a number."""
        return int(self.values[name][at])

    def word(self, name: str, at: int = 0) -> str:
        """What the word of that class stands for, as a word."""
        return str(self.values[name][at])

    @property
    def step(self) -> int:
        """Whether a word leads back (-1), ahead (1) or neither (0)."""
        if any(self.has(name) for name in ("next", "coming", "following", "ahead")):
            return 1
        return -1 if any(self.has(name) for name in ("last", "past", "previous")) else 0

    @property
    def unit(self) -> str:
        """The unit of time; a morning or a night is a day."""
        return next((self.word(name) for name in ("unit", "units") if self.has(name)), "day")

    @property
    def count(self) -> int | str | None:
        """How many units: a number, "few", "several", or None where no number is given."""
        for name in ("couple", "number", "day", "figure", "year"):
            if self.has(name):
                return self.number(name)
        vague = next((name for name in ("few", "several") if self.has(name)), None)
        return vague or (1 if self.has("a") else None)


def find_times(text: str) -> Iterator[Expression]:
    """Every expression of time in the text, in text order; none overlap, none crosses a line break."""
    for start, line in _lines(text):
        tokens = TOKEN.findall(line)
        coded = letters(tokens)
        if _CORE.search(coded) is not None:
            places = [(start + m.start(), start + m.end()) for m in TOKEN.finditer(line)]
            yield from _joined(text, list(_in_line(tokens, coded, places)))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        for cut in range(start, end, LONGEST_LINE):
            yield cut, text[cut : min(end, cut + LONGEST_LINE)]
        start = end + 1


def _in_line(tokens: list[str], coded: str, places: list[tuple[int, int]]) -> Iterator[Expression]:
    at = 0
    while (core := _CORE.search(coded, at)) is not None:
        match = _ANY.search(coded, max(at, core.start() - WIDEST), core.end() + WIDEST)
        if match is None:
            at = core.end()
            continue
        form = str(match.lastgroup)
        first, last = match.span(form)
        if is_time(form, tokens, first, last) and (form != "unit" or match["part"]):
            yield _expression(match, form, tokens, places)
            at = last
        else:
            at = first + 1


def _expression(match: re.Match[str], form: str, tokens: list[str], places: list[tuple[int, int]]) -> Expression:
    first, last = match.span(form)
    values: dict[str, tuple[Value, ...]] = {}
    for index in range(first, last):
        name = NAME[match.string[index]]
        name = _SAME_AS.get(name, name)
        values[name] = (*values.get(name, ()), value(tokens[index]))
    prefix = {NAME[match.string[i]]: str(value(tokens[i])) for i in range(match.start(), first)}
    return Expression(
        span=Span(places[match.start()][0], places[last - 1][1]),
        form=form,
        values=values,
        bound=str(value(match["bound"] and tokens[match.start()])) if match["bound"] else None,
        part=next((prefix[name] for name in _PART_NAMES if name in prefix), None),
        possessive=tokens[last : last + 1] in (["'"], ["’"]),
    )


def _joined(text: str, found: list[Expression]) -> Iterator[Expression]:
    """The expressions, with two that make a range ("Monday to Wednesday") as one."""
    at = 0
    while at < len(found):
        pair = _range(text, found[at], found[at + 1]) if at + 1 < len(found) else None
        yield pair or found[at]
        at += 2 if pair else 1


def _range(text: str, first: Expression, second: Expression) -> Expression | None:
    if first.form not in RANGED or second.form not in RANGED or first.possessive or first.bound:
        return None
    between = text[first.span.end : second.span.start].strip()
    before = text[max(0, first.span.start - 9) : first.span.start]
    opened = next((w for w in ("between", "from") if before.rstrip().casefold().endswith(w) and before != w), None)
    if not (
        between in _JOINING
        or (between == "and" and (opened == "between" or first.form == second.form == "weekday"))
        or (not between and second.bound == "until")
    ):
        return None
    start = first.span.start - (len(before) - before.casefold().rfind(opened)) if opened else first.span.start
    return replace(first, span=Span(start, second.span.end), to=replace(second, bound=None))
