"""Tells words of time from what only looks like them: The Sunday Chronicle, Black Friday, Mrs May, 2016 delegates."""

from collections.abc import Callable, Mapping

from onrecord.resolve.timing.words import is_named, value

Check = Callable[[list[str], int, int], bool]

_NAMED_DAYS = frozenset(
    "Ash Black Bloody Blue Cyber Easter Fat Giving Good Holy Maundy Palm Shrove Spy Super Whit".split()
)
_NEWSPAPERS = frozenset(
    "Age Business Chronicle Club Courier Express Gazette Herald Independent Journal Live Magazine Mail Mirror Morning "
    "News Night Nights Observer Paper Post Record Review School Show Sport Standard Star Sun Telegraph Times Tribune "
    "World".split()
)
_RELATIVE = frozenset("I we you he she it they that when after before".split())
_HABITS = frozenset("mornings afternoons evenings nights".split())
_ON_SUNDAY = frozenset("Mail Independent Scotland".split())
_PRINTED = frozenset("newspaper newspapers tabloid paper magazine programme program".split())
_MONTH_AFTER = frozenset(
    "in since until till during through throughout early late mid this last next to from between by of - – start "
    "beginning end middle as".split()
)
_LIMITS = frozenset("before after".split())
_YEAR_AFTER = frozenset(
    "in since by until till before after during of from to between and through throughout early late mid around circa "
    "about or than - – the a an his her their its our my this that for spring summer autumn winter fall".split()
)
_PEOPLE_AFTER = frozenset("by of to from".split())
_DETERMINERS = frozenset("the a an his her their its our my this that".split())
_OWNERS = frozenset("his her their its our my your whose".split())
_VERBS_IN_S = frozenset("was is has as this its does plus".split())
_NTH_AFTER = frozenset("on by until from before after since".split())
_FUNCTION = frozenset(
    "that and but or in at to by with as on for when while after before he she it they we i you the a an his her their "
    "its this these from near over under about against into if because had has have was were is are will would said "
    "says told".split()
)
_OF_THE_ATTACKS = frozenset(
    "attack attacks terror terrorist terrorists hijackers families victims survivors memorial conspiracy commission "
    "anniversary".split()
)
_LONG_UNITS = frozenset("week month quarter year decade".split())


def is_time(form: str, tokens: list[str], start: int, end: int) -> bool:
    """Whether the tokens from start to end, which have the form, are used as words of time here."""
    check = _CHECKS.get(form)
    return check is None or check(tokens, start, end)


def _before(tokens: list[str], start: int) -> str:
    return tokens[start - 1] if start else ""


def _after(tokens: list[str], end: int) -> str:
    return tokens[end] if end < len(tokens) else ""


def _ends(tokens: list[str], end: int) -> bool:
    """Whether what follows can begin a new phrase, so that the words before stand for themselves."""
    token = _after(tokens, end)
    return not token[:1].isalpha() or token[0].isupper() or token.lower() in _FUNCTION


def _stops(tokens: list[str], end: int) -> bool:
    """Whether the words end here: "the day before," and not "the day before the vote"."""
    token = _after(tokens, end)
    return not token[:1].isalnum() or token in ("that", "and", "but", "in", "at", "to", "with")


def _no_of(tokens: list[str], _start: int, end: int) -> bool:
    return _after(tokens, end) != "of"


def _weekday(tokens: list[str], start: int, end: int) -> bool:
    before, after = _before(tokens, start), _after(tokens, end)
    if before in _NAMED_DAYS or after in _NEWSPAPERS or after in _PRINTED or after in _HABITS:
        return False
    if before in ("the", "The") and ((after[:1].isupper() and after[1:].islower()) or after in _RELATIVE):
        return False
    return not (before == "on" and start > 1 and tokens[start - 2] in _ON_SUNDAY and tokens[start] == "Sunday")


def _month(tokens: list[str], start: int, end: int) -> bool:
    if not is_named(tokens[start], "month_or_name"):
        return True
    before, after = _before(tokens, start), _after(tokens, end)
    if after[:1].isupper() and (_is_owner(tokens, end) or before.lower() not in ("in", "since", "until", "during")):
        return False
    if before in _PEOPLE_AFTER and start > 1 and tokens[start - 2].endswith(("ed", "en")):
        return False
    if before == "and":
        return start > 1 and (is_named(tokens[start - 2], "month") or is_named(tokens[start - 2], "month_or_name"))
    if before.lower() in _LIMITS:
        return _stops(tokens, end)
    return before.lower() in _MONTH_AFTER


def _season(tokens: list[str], start: int, end: int) -> bool:
    """A bare season counts as a limit only: "by autumn", but not "in autumn", which may be any."""
    return _before(tokens, start).lower() in _LIMITS | {"by", "until"} and _stops(tokens, end)


def _is_owner(tokens: list[str], at: int) -> bool:
    """Whether the token is a name with an apostrophe: "in August Falk’s memory"."""
    return _after(tokens, at + 1) in ("'", "’")


def _year(tokens: list[str], start: int, end: int) -> bool:
    before, after = _before(tokens, start).lower(), _after(tokens, end)
    if before == "s" and start > 1 and tokens[start - 2] in ("'", "’"):
        return after[:1].islower()
    if before not in _YEAR_AFTER or after in ("%", "percent", "per", "°"):
        return False
    if before in _DETERMINERS and before != "that":
        return after[:1].isalpha()
    return not _is_plural(after)


def _is_plural(word: str) -> bool:
    return word.islower() and (word == "people" or (word.endswith("s") and word not in _VERBS_IN_S))


def _decade(tokens: list[str], start: int, end: int) -> bool:
    return any(int(value(token)) % 10 == 0 for token in tokens[start:end] if is_named(token, "year"))


def _nth(tokens: list[str], start: int, end: int) -> bool:
    return _before(tokens, start).lower() in _NTH_AFTER and _stops(tokens, end)


def _beside(tokens: list[str], _start: int, end: int) -> bool:
    return is_named(tokens[end - 1], "shift") or _stops(tokens, end)


def _of_week(tokens: list[str], start: int, end: int) -> bool:
    return _has_unit(tokens, start, end, "week") and _after(tokens, end) not in ("of", "'", "’")


def _day_beyond(tokens: list[str], start: int, end: int) -> bool:
    return _has_unit(tokens, start, end, "day") and value(tokens[end - 1]) == (-1 if tokens[end - 2] == "before" else 1)


def _has_unit(tokens: list[str], start: int, end: int, unit: str) -> bool:
    return any(value(token) == unit for token in tokens[start:end])


def _ago(tokens: list[str], start: int, end: int) -> bool:
    return end - start > 2 or is_named(tokens[start], "units")


def _stretch(tokens: list[str], start: int, end: int) -> bool:
    return _no_of(tokens, start, end) and _before(tokens, start).lower() not in _OWNERS


def _same(tokens: list[str], start: int, end: int) -> bool:
    if tokens[start].lower() != "that":
        return _no_of(tokens, start, end)
    return _ends(tokens, end) and _no_of(tokens, start, end)


def _period(tokens: list[str], start: int, end: int) -> bool:
    if value(tokens[end - 1]) in ("day", "hour"):
        return False
    if tokens[end - 1] == "fall" and _after(tokens, end) in ("in", "from"):
        return False
    return _no_of(tokens, start, end) and _before(tokens, start).lower() not in _OWNERS


def _deictic(tokens: list[str], start: int, end: int) -> bool:
    """Not the newspaper, and not the programme."""
    if not tokens[start][0].isupper() or tokens[start].isupper():
        return _before(tokens, start) != "USA"
    before, after = _before(tokens, start), _after(tokens, end)
    return (
        not before[:1].isupper() and after not in _NEWSPAPERS and before not in ("the", "on") and after not in _PRINTED
    )


def _overnight(tokens: list[str], start: int, end: int) -> bool:
    return _before(tokens, start).lower() not in ("a", "an", "the") and _ends(tokens, end)


def _is_other_unit(tokens: list[str], end: int) -> bool:
    """Whether the words end with a unit that holds no months: "March last week"."""
    return is_named(tokens[end - 1], "unit") and value(tokens[end - 1]) != "year"


def _month_year(tokens: list[str], _start: int, end: int) -> bool:
    return not _is_other_unit(tokens, end)


def _quarter(tokens: list[str], start: int, end: int) -> bool:
    return value(tokens[end - 1]) in ("year", *range(1500, 2200)) and any(
        t in ("quarter", "half") for t in tokens[start:end]
    )


def _ordinal_of(tokens: list[str], start: int, end: int) -> bool:
    if _is_other_unit(tokens, end):
        return False
    return not any(is_named(token, "ordinal") for token in tokens[start:end]) or "of" in tokens[start:end]


def _day(tokens: list[str], start: int, end: int) -> bool:
    """Not "March 10%", and not the Sept. 11 attacks."""
    after = _after(tokens, end)
    if _is_other_unit(tokens, end):
        return False
    is_attack = tokens[start].startswith("Sep") and tokens[end - 1] == "11" and after.lower() in _OF_THE_ATTACKS
    return after not in ("%", "percent") and not is_attack


def _no_idiom(tokens: list[str], start: int, end: int) -> bool:
    """Not "at the end of the day"."""
    return tokens[end - 1] != "day" or _before(tokens, start) != "of"


def _long(tokens: list[str], start: int, _end: int) -> bool:
    return value(tokens[start]) in _LONG_UNITS


_CHECKS: Mapping[str, Check] = {
    "day_month": _ordinal_of,
    "nth": _nth,
    "season": _season,
    "month_year": _month_year,
    "quarter": _quarter,
    "weekday_of_week": _of_week,
    "week_from_weekday": _of_week,
    "weekday_week": _of_week,
    "near_weekday": _weekday,
    "weekday": _weekday,
    "day_beyond": _day_beyond,
    "deictic": _deictic,
    "overnight": _overnight,
    "day_beside": _beside,
    "beside": _beside,
    "ago": _ago,
    "ahead": _no_of,
    "stretch": _stretch,
    "same": _same,
    "period": _period,
    "weekend": _no_of,
    "decade": _decade,
    "years": _year,
    "year": _year,
    "month": _month,
    "end_of": _long,
    "unit": _no_idiom,
    "month_day": _day,
}
