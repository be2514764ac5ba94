"""Reads how likely something is said to be: the words of data/hedges.yml, percentages and odds."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from onrecord.model.base import Span
from onrecord.model.reading import Probability

_NUMBERS = {
    word: n for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"twenty": 20, "fifty": 50, "hundred": 100, "a hundred": 100, "thousand": 1000}
_COUNT = rf"(?:\d{{1,6}}(?:\.\d+)?|{'|'.join(_NUMBERS)})"
_PERCENT = re.compile(
    r"(?P<low>\d{1,3}(?:\.\d+)?)(?:\s*(?:%|per ?cent))?(?:\s*(?:-|–"
    r"|to)\s*(?P<high>\d{1,3}(?:\.\d+)?))?\s*(?:%|per ?cent)"
    r"(?=[\s-]*(?:chance|probability|likelihood|odds|likely|sure|certain|confident|confidence)\b)",
    re.I,
)
_BEHIND = re.compile(
    r"\b(?:chances?|probability|likelihood|odds)(?: of [\w’' -]{1,60})?(?: (?:is|are|at|to be|stands? at"
    r"|put at))? (?:at |about |around |roughly |some )?(?P<low>\d{1,3}(?:\.\d+)?)\s*(?:%|per ?cent)",
    re.I,
)
_ODDS = re.compile(
    rf"(?<![\w/-])(?P<left>{_COUNT})\s*(?:-?to-?|/|:|-(?=\d))\s*(?P<right>{_COUNT})(?:\s+(?P<side>on|against"
    r"|favourites?|favorites?|odds|shot))?(?![\w/:-])",
    re.I,
)
_NEAR_ODDS = re.compile(
    r"\b(?:odds|bet|bookmakers?|bookies?|chances?|offer(?:s|ing|ed)?|priced?|lay|shot|against|on)\b", re.I
)
_OF = re.compile(
    rf"(?<![\w.])(?P<part>{_COUNT})(?:[ -](?:times|chances?))?[ -](?:out of|in)[ -](?:a "
    rf"|every )?(?P<whole>{_COUNT})\b(?=(?P<chance>[- ](?:chance|shot|times|cases))?)",
    re.I,
)
_FIFTY = re.compile(r"\b(?:fifty[- ]fifty|50[-/ ]50)\b", re.I)
ROUNDING = 2.5
"""Points on each side of a single percentage: people round to fives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedges:
    """Patterns of words, and the interval each stands for: lower and upper quartile."""

    words: re.Pattern[str]
    meanings: Mapping[str, tuple[float, float]]

    def find(self, text: str, stretch: Span) -> Probability | None:
        """How likely the stretch says it is; None where it does not say, or says two things. Numbers go first."""
        found = list(_numbers(text, stretch)) or list(self._words(text, stretch))
        return found[0] if len(found) == 1 else _joined(found)

    def _words(self, text: str, stretch: Span) -> Iterable[Probability]:
        for match in self.words.finditer(text, stretch.start, stretch.end):
            if match[0] == "May":
                continue
            low, high = self.meanings[str(match.lastgroup)]
            yield Probability(low=low, high=high, hedge=Span(match.start(), match.end()))


def load_hedges() -> Hedges:
    """The packaged words."""
    import yaml

    raw = yaml.safe_load((files("onrecord") / "data" / "hedges.yml").read_text(encoding="utf-8"))
    means = raw["survey"] | raw["conventions"]
    groups = {f"m{n}": name for n, name in enumerate(raw["words"])}
    ranked = sorted(
        ((form, group) for group, name in groups.items() for form in raw["words"][name]), key=lambda pair: -len(pair[0])
    )
    named: dict[str, tuple[float, float]] = {}
    parts = []
    for n, (form, group) in enumerate(ranked):
        low, _, high = means[groups[group]]
        named[f"w{n}"] = (low, high)
        parts.append(f"(?P<w{n}>{form})")
    return Hedges(words=re.compile(rf"(?<![\w’'-])(?:{'|'.join(parts)})(?![\w’'-])", re.I), meanings=named)


def _joined(found: list[Probability]) -> Probability | None:
    """Of two hedges on one clause the one that says more, if they do not contradict each other."""
    if not found:
        return None
    ups = [p for p in found if p.low + p.high > 1]
    if len(ups) not in (0, len(found)):
        return None
    return max(found, key=lambda p: abs(p.low + p.high - 1))


def _numbers(text: str, stretch: Span) -> Iterable[Probability]:
    """Percentages, odds, "nine times out of ten", "fifty-fifty"."""
    for pattern in (_PERCENT, _BEHIND):
        for match in pattern.finditer(text, stretch.start, stretch.end):
            yield from _percent(match)
    for match in _FIFTY.finditer(text, stretch.start, stretch.end):
        yield Probability(low=0.5, high=0.5, hedge=Span(match.start(), match.end()))
    for match in _OF.finditer(text, stretch.start, stretch.end):
        if match["chance"] or "out" in match[0].casefold():
            yield from _share(_number(match["part"]), _number(match["whole"]), match)
    for match in _ODDS.finditer(text, stretch.start, stretch.end):
        if match["side"] or _NEAR_ODDS.search(text, max(stretch.start, match.start() - 40), match.start()):
            yield from _odds(match)


def _percent(match: re.Match[str]) -> Iterable[Probability]:
    low = float(match["low"])
    high = match.groupdict().get("high")
    if low > 100 or (high and not low <= float(high) <= 100):
        return
    first, last = (low, float(high)) if high else (max(0.0, low - ROUNDING), min(100.0, low + ROUNDING))
    yield Probability(low=round(first / 100, 4), high=round(last / 100, 4), hedge=Span(match.start(), match.end()))


def _share(part: float, whole: float, match: re.Match[str]) -> Iterable[Probability]:
    if 0 <= part <= whole and whole > 0:
        share = round(part / whole, 4)
        yield Probability(low=share, high=share, hedge=Span(match.start(), match.end()))


def _odds(match: re.Match[str]) -> Iterable[Probability]:
    """ "Three to one" is against, unless it says "on"; the chance of it is then one in four."""
    left, right = _number(match["left"]), _number(match["right"])
    on = (match["side"] or "").casefold() == "on"
    yield from _share(left if on else right, left + right, match)


def _number(words: str) -> float:
    plain = words.casefold()
    return float(_NUMBERS[plain]) if plain in _NUMBERS else float(plain)
