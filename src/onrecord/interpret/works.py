"""Finds noun phrases that name a work or an event: "the Treaty of Sarn", "an open letter", "Teig's study"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from onrecord.model.base import Span
from onrecord.model.reading import ReferenceKind

_NAME = r"(?:[A-ZÀ-Þ][\w’'&.-]*|\d{4}(?:/\d+)?|\d+/\d{4})"
_SMALL = r"(?:of|on|for|and|the|in|to|between|against|with|de|by|from)"
_TITLED = rf"{_NAME}(?:\s+(?:{_NAME}|{_SMALL}(?=\s+(?:{_SMALL}\s+)?{_NAME})))*"
_NAMED = re.compile(
    rf"\s+(?:(?:of|on|for|to|with|between|in|against)\s+(?:the\s+)?{_TITLED}"
    rf"|\d+/\d{{4}}(?:\s+on\s+(?:the\s+)?[a-z]+(?:\s+of\s+[a-z]+)?)?)"
)
_ABOUT = re.compile(
    r"\s+(?:of|on|to|for|about|with|between|against|posted by|carried out in)\s+(?:the\s+|an?\s+|his\s+|her\s+"
    r"|its\s+|their\s+)?(?:[\w’'-]+\s+){0,1}?(?!(?:that|this|it|them|him|her|us|me|you)\b)[\w’'-]+"
    r"(?:\s+of\s+(?:the\s+)?[A-Z][\w’'-]+|\s+carried out in \d{4})?"
)
_DATED = re.compile(
    r"\s+(?:dated|of|from)\s+(?:last\s+|the\s+)?(?:\d|[A-Z][a-z]+day\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct"
    r"|Nov|Dec)[a-z]*)[\w ]*?(?=[\s,.;:)]|$)(?:\s+[A-Z][a-z]+)?(?:\s+\d{4})?"
)
_TITLE_BEHIND = re.compile(
    r",?\s+(?:called\s+|entitled\s+|titled\s+)?(?:[“\"](?P<quoted>[^“”\"\n]{2,90})[”\"]"
    r"|\*(?P<starred>[^*\n]{2,90})\*|(?P<capitals>(?-i:[A-Z]\w+(?:\s+(?:in|of|the|and|on"
    r"|[A-Z]\w+)){2,}(?=[,.]))))"
)
_OPENING_TITLE = r"[“\"](?P<first>[^“”\"\n]{2,90}?),?[”\"],?\s+(?:an?|the)\s+(?:[\w-]+\s+){0,2}?"
_OWNED = re.compile(r"\s+[\w-]+(?:\s+[a-z]+s\b)?")
"""What somebody's is, whose name ends a phrase: "answers to Moscow’s | security proposals"."""
_EPISODE = re.compile(r"(?:episode|part|season|chapter) \d+ of (?:the )?[“\"*](?P<title>[^“”\"*\n]{2,90})[”\"*]", re.I)
_WORD = re.compile(r"[\w’'.&-]+\Z")
_DETERMINERS = frozenset(
    "the a an this that his her its their my our your last yesterday's yesterday’s today's today’s".split()
)
_STOPS = frozenset(
    "of on for and in to between against with by from at as or but than under over after before into about is "
    "are was were be been has have had will would can could may might must do does did not no "
    "any every each all some most many few more such what which who how i i'd i’d he she it they we you said "
    "says if when while because that's since like any another other no there".split()
)
_COMMANDS = frozenset("read watch see listen check quote cite remember compare consult".split())
"""Verbs that open a sentence and are no part of the name behind them ("Read Teig’s study")."""
_POSSESSIVE = re.compile(r".*(?:[’']s|s[’'])\Z")
LEFT = 5
"""Words before its noun that a noun phrase has at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A place that names a work: its kind, its head noun, its title, and whether it only points back ("the accord")."""

    span: Span
    kind: ReferenceKind
    head: str
    title: str
    bare: bool
    names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """The packaged nouns, ready to search with."""

    heads: Mapping[str, ReferenceKind]
    nouns: re.Pattern[str]
    """In small letters: with regard to case most places are passed by at their first letter."""
    opening: re.Pattern[str]

    def find(self, text: str, plain: str, stretch: Span) -> Iterator[Work]:
        """Every place in the stretch that names a work or may point back to one, in text order. `plain` is the text in
        small letters (`gates.small`)."""
        end = stretch.start
        for work in sorted(self._all(text, plain, stretch), key=lambda work: (work.span.start, -work.span.end)):
            if work.span.start >= end:
                end = work.span.end
                yield work

    def _all(self, text: str, plain: str, stretch: Span) -> Iterator[Work]:
        for match in _EPISODE.finditer(text, stretch.start, stretch.end):
            yield _work(text, Span(match.start(), match.end()), "programme", "episode", match["title"])
        for match in self.opening.finditer(text, stretch.start, stretch.end):
            behind = _NAMED.match(text, match.end(), stretch.end) or _ABOUT.match(text, match.end(), stretch.end)
            kind = self.heads[_singular(match["head"].casefold(), self.heads)]
            yield _work(
                text, Span(match.start(), behind.end() if behind else match.end()), kind, match["head"], match["first"]
            )
        for match in self.nouns.finditer(plain, stretch.start, stretch.end):
            work = self._around(text, Span(match.start(), match.end()), stretch)
            if work is not None:
                yield work

    def _around(self, text: str, noun: Span, stretch: Span) -> Work | None:
        """The noun phrase around a noun, where it names one work or points back."""
        head = noun.of(text).casefold()
        kind = self.heads[_singular(head, self.heads)]
        left = _left(text, noun.start, stretch.start)
        if left is None:
            return None
        names, owned = _names(" ".join(left.modifiers)), left.owner is not None
        if head not in self.heads and not names:
            return None
        if left.determiner in ("this", "that") and not names:
            return _pointer(text, noun, left, kind, head)
        end, more, titled = self._right(text, noun.end, stretch.end, kind, sure=bool(names) or owned)
        capital = text[noun.start].isupper()
        if capital and not (left.determiner or names or owned or titled):
            return None
        if not (names or owned or titled or more) and not (capital and left.determiner):
            return _pointer(text, noun, left, kind, head)
        if left.determiner is None and not (names or owned or (titled and kind not in ("talks", "law"))):
            return None
        return _work(
            text,
            Span(left.start, end),
            kind,
            _singular(head, self.heads),
            titled,
            self._told(text[left.start : end], head),
        )

    def _told(self, words: str, head: str) -> frozenset[str]:
        """The names in a phrase, by which one work is told from another of its kind."""
        return _names(words) - {head, _singular(head, self.heads)}

    def _right(
        self, text: str, start: int, stop: int, kind: ReferenceKind, *, sure: bool
    ) -> tuple[int, bool, str | None]:
        """Where the phrase ends, whether what is behind the noun tells the work apart, and the title in marks."""
        end, more = start, False
        for pattern in (_NAMED, _DATED, _ABOUT) if kind not in ("law", "agreement") and not sure else (_NAMED, _DATED):
            found = pattern.match(text, end, stop)
            if found and (pattern is not _ABOUT or not more):
                end, more = found.end(), True
        owned = _OWNED.match(text, end, stop) if text[start:end].endswith(("’s", "'s")) else None
        end = owned.end() if owned else end
        titled = _TITLE_BEHIND.match(text, end, stop)
        if titled:
            return titled.end(), True, titled["quoted"] or titled["starred"] or titled["capitals"]
        return end, more, None


@dataclass(frozen=True, slots=True)
class _Left:
    """What stands before a noun in its phrase."""

    start: int
    determiner: str | None
    owner: str | None
    modifiers: tuple[str, ...]


def _pointer(text: str, noun: Span, left: _Left, kind: ReferenceKind, head: str) -> Work | None:
    """ "The accord", "her letter", "that piece": something named before, or nothing."""
    if left.determiner in (None, "a", "an", "last", "yesterday's", "yesterday’s") or left.modifiers:
        return None
    return Work(
        span=Span(left.start, noun.end), kind=kind, head=head, title=noun.of(text), bare=True, names=frozenset()
    )


def _left(text: str, start: int, stop: int) -> _Left | None:
    """The words before a noun that belong to its phrase; None where a verb or nothing fitting stands there."""
    modifiers: list[str] = []
    at = start
    for _ in range(LEFT):
        gap = at
        while gap > stop and text[gap - 1] in " \t":
            gap -= 1
        word = _WORD.search(text, max(stop, gap - 40), gap)
        if word is None or gap == at:
            break
        low = word[0].casefold()
        if low in _DETERMINERS:
            return _Left(word.start(), low, None, tuple(modifiers))
        if _POSSESSIVE.match(word[0]) and len(word[0]) > 2:
            return _Left(_owner(text, word.start(), stop), None, word[0], tuple(modifiers))
        if (
            low == "and"
            and modifiers
            and all(word[0].isupper() for word in modifiers)
            and text[start : start + 40].split()[0].endswith("s")
        ):
            before = _WORD.search(text, max(stop, word.start() - 40), max(stop, word.start() - 1))
            if before is not None and before[0][0].isupper() and before[0].casefold() not in _STOPS:
                modifiers[:0] = [before[0], "And"]
                at = before.start()
                continue
        if low in _STOPS or (word[0][0].islower() and low.endswith(("ed", "ly")) and not modifiers):
            break
        modifiers.insert(0, word[0])
        at = word.start()
    named = [n for n, word in enumerate(modifiers) if word[0].isupper() or word[0].isdigit()]
    if not named:
        return None if modifiers else _Left(start, None, None, ())
    kept = modifiers[named[0] :]
    if any(word[0].islower() for word in kept[1:]) or (len(kept) == 1 and kept[0].casefold() in _DETERMINERS | _STOPS):
        return None
    return _Left(text.find(kept[0], at, start), None, None, tuple(kept))


def _owner(text: str, start: int, stop: int) -> int:
    """Where the possessor begins: "the Institute's", "Channel Nine's", "last year's", "an auditors'"."""
    at = start
    for _ in range(3):
        gap = at
        while gap > stop and text[gap - 1] == " ":
            gap -= 1
        word = _WORD.search(text, max(stop, gap - 40), gap)
        if word is None or gap == at:
            return at
        if word[0].casefold() in _DETERMINERS:
            return word.start()
        if not word[0][0].isupper() or word[0].casefold() in _STOPS | _COMMANDS:
            return at
        at = word.start()
    return at


def _work(
    text: str, span: Span, kind: ReferenceKind, head: str, title: str | None, names: frozenset[str] = frozenset()
) -> Work:
    kept = _trimmed(text, span)
    return Work(
        span=kept, kind=kind, head=head.casefold(), title=title or _title(kept.of(text)), bare=False, names=names
    )


def load_works() -> Works:
    """The packaged nouns."""
    import yaml

    raw = yaml.safe_load((files("onrecord") / "data" / "references.yml").read_text(encoding="utf-8"))
    heads: dict[str, ReferenceKind] = {}
    for kind, nouns in raw["kinds"].items():
        for noun in nouns:
            heads.setdefault(noun, kind)
    longest = sorted(heads, key=lambda noun: -len(noun))
    head = "|".join(f"{re.escape(noun)}s?" for noun in longest)
    return Works(
        heads=heads,
        nouns=re.compile(rf"(?<![\w’'-])(?:{head})(?![\w’'-])(?!\s+(?:holdings|company|inc|ltd)\b)"),
        opening=re.compile(rf"{_OPENING_TITLE}(?P<head>{head})(?![\w’'-])", re.I),
    )


def _singular(head: str, heads: Mapping[str, ReferenceKind]) -> str:
    return head if head in heads else head.removesuffix("s")


_YEAR = re.compile(r"\s+(?:of|from|dated)\s+(?:\d{1,2}\s+[A-Z][a-z]+(?:\s+\d{4})?|\d{4})$")
_ARTICLE = re.compile(r"^(?:the|an?|this|that|his|her|its|their|my|our)\s+", re.I)


def _title(words: str) -> str:
    """As a reader would list it: without article, date or quotation marks."""
    return _YEAR.sub("", _ARTICLE.sub("", " ".join(words.split()))).strip(' ,.;:“”"*')


def _names(words: str) -> frozenset[str]:
    return frozenset(word.casefold().strip("’'.,") for word in re.findall(_NAME, words)) - _DETERMINERS


def _trimmed(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and text[end - 1] in " ,;:.":
        end -= 1
    return Span(span.start, end)
