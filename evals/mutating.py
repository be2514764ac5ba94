"""Changes true quotations in one place: each kind of change, and the verdicts that are right for it (KINDS)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

import msgspec
from evals.cutting import SHORTEST, Quoted, count


class Words(msgspec.Struct, frozen=True):
    """What is put in place of other words, or added (cases/mutations.yml)."""

    synonyms: Mapping[str, str]
    comparisons: Mapping[str, str]
    referents: Mapping[str, str]
    numbers: tuple[tuple[str, ...], ...]
    fillers: tuple[str, ...]
    contractions: Mapping[str, str]
    insertions: tuple[str, ...]


WORDS = msgspec.yaml.decode((Path(__file__).parent / "cases" / "mutations.yml").read_bytes(), type=Words)


@dataclass(frozen=True, slots=True)
class Means:
    """What a change draws on: chance, and names out of the texts."""

    chance: Random
    names: tuple[str, ...] = ()


Change = Callable[[Quoted, Means], str | None]
"""The words as printed once they are changed; nothing where they hold nothing to change."""

New = Callable[[re.Match[str], Means], str | None]
"""What stands in place of a match then."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of change, the verdicts that are right for it, the change, and whether it takes whole sentences (True),
    parts of sentences (False), or both."""

    name: str
    right: frozenset[str]
    change: Change
    of: tuple[bool, ...] = (True, False)

    @property
    def is_meaning(self) -> bool:
        """Whether it changes what is said."""
        return self.right == DISTORTED


DISTORTED, ALTERED, CLEANED, MARKED, EXACT, SPLICED = (
    frozenset((label,)) for label in ("distorted", "altered", "cleaned", "marked", "exact", "spliced")
)


def one_place(pattern: str, new: str | New, *, unless: str = r"(?!)") -> Change:
    """One of the places that fit the pattern is another, in words that don't hold `unless`."""
    place, never = re.compile(pattern), re.compile(unless)

    def change(quoted: Quoted, means: Means) -> str | None:
        words = quoted.words
        found = [m for m in place.finditer(words) if not _is_said_twice(words, m)]
        if not found or never.search(words):
            return None
        match = means.chance.choice(found)
        put = match.expand(new) if isinstance(new, str) else new(match, means)
        return None if put is None else f"{words[: match.start()]}{put}{words[match.end() :]}".strip()

    return change


def _is_said_twice(words: str, match: re.Match[str]) -> bool:
    """Whether a speaker stumbles there ("we — we will"), so that one of the two may go."""
    sides = (words[: match.start()], match[0], words[match.end() :])
    before, within, after = (re.findall(r"\w+", side.lower()) for side in sides)
    return bool(within) and (before[-1:] == within[:1] or after[:1] == within[-1:])


def one_word(table: Mapping[str, str], *, flags: str = "(?i)", unless: str = r"(?!)") -> Change:
    """One of the words on the left of the table is that on the right."""
    words = "|".join(sorted(map(re.escape, table), key=len, reverse=True)).replace("'", "['’]")
    pattern = rf"{flags}(?<![\w'’-])(?:{words})(?![\w-])"
    return one_place(pattern, lambda m, _: _like(m[0], table[m[0].lower().replace("’", "'")]), unless=unless)


def _like(old: str, new: str) -> str:
    """The new word with a capital where the old one has it."""
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def either(*changes: Change) -> Change:
    """One of several changes, by chance, of those that have a place."""

    def change(quoted: Quoted, means: Means) -> str | None:
        made = [found for found in (one(quoted, means) for one in changes) if found is not None]
        return means.chance.choice(made) if made else None

    return change


def unchanged(quoted: Quoted, _: Means) -> str | None:
    """The words as they are."""
    return quoted.words


def another_number(match: re.Match[str], means: Means) -> str:
    """A number that looks alike: a word of its group, or one digit is another."""
    said = match[0]
    for group in WORDS.numbers:
        if said.lower() in group:
            return _like(said, means.chance.choice([word for word in group if word != said.lower()]))
    at = means.chance.choice([n for n, sign in enumerate(said) if sign.isdigit()])
    return said[:at] + means.chance.choice([digit for digit in "123456789" if digit != said[at]]) + said[at + 1 :]


def another_name(match: re.Match[str], means: Means) -> str | None:
    """Another name of the texts, for a name."""
    return means.chance.choice([n for n in means.names if n != match[0]]) if match[0] in means.names else None


def inserted(match: re.Match[str], means: Means) -> str:
    """The word, and in brackets what it means."""
    return f"{match[0]} {means.chance.choice(WORDS.insertions)}"


def filler_put_in(quoted: Quoted, means: Means) -> str | None:
    """A filler stands between two words; "well" at the beginning."""
    filler = means.chance.choice(WORDS.fillers)
    if filler == "well":
        return f"Well, {quoted.words}" if quoted.is_whole else None
    places = list(re.finditer(r"(?<=[a-z]) (?=[a-z])", quoted.words))
    if not places:
        return None
    place = means.chance.choice(places)
    return f"{quoted.words[: place.start()]}, {filler}, {quoted.words[place.end() :]}"


def condition_cut_off(quoted: Quoted, _: Means) -> str | None:
    """The main clause, of a sentence that begins or ends with a condition."""
    found = _BEGINS.fullmatch(quoted.words) or _ENDS.fullmatch(quoted.words)
    return _long_enough(found["main"]) if found else None


def condition_at_mark(quoted: Quoted, means: Means) -> str | None:
    """The words around a condition, with an ellipsis in its place."""
    made = []
    if within := _WITHIN.fullmatch(quoted.words):
        made.append(f"{within['main']} … {within['rest']}")
    if (first := _BEGINS.fullmatch(quoted.words)) and _is_short(quoted.before):
        made.append(f"{quoted.before} … {first['main']}")
    if (last := _ENDS.fullmatch(quoted.words)) and _is_short(quoted.after):
        made.append(f"{last['main']} … {quoted.after}")
    return _long_enough(means.chance.choice(made)) if made else None


def _long_enough(words: str) -> str | None:
    return words if count(words) >= SHORTEST else None


def _is_short(sentence: str) -> bool:
    return 4 <= count(sentence) <= 20


_OF_SPEAKING = (
    r"(?! (?:you|we|I|they) (?:look|ask|want|go|will|like|remember|recall|think|know|notice|read|watch|listen|could|can"
    r"|would|may|might|see|take|don['’]t mind|haven['’]t noticed|did(?:n['’]t| not) get)\b"
    r"| (?:anything|so|not|need|possible|necessary|any)\b)"
)
"""Not a condition of saying: "if you look at it", "if you will"."""

_IF = rf"(?:[Ii]f|[Uu]nless)\b{_OF_SPEAKING}"

_CLAUSE = "".join(
    rf"(?<!\b{word})"
    for word in (
        "know see ask asked asking wonder wondering sure tell matter check clear question care say saying out me us him"
        " them you mind hear idea as even only what and or but that because so than of on about to decide determine"
        " like especially particularly then"
    ).split()
)
"""Not after what makes "if" a "whether" or an "even if", or begins another clause."""

_BEGINS = re.compile(rf"(?:(?:And|But|So),? )?{_IF}[^,.?!…—;:]+, (?:then )?(?P<main>[^,?…—;:]*(?: [^\s,?…—;:]+){{4,}})")
_ENDS = re.compile(
    rf"(?P<main>(?:(?!\b(?:if|unless|whether|wonder|know|even)\b)[^.?!…—])*){_CLAUSE},? {_IF}"
    r"(?: [^\s,.?!…—]+){3,}[.!]"
)
_WITHIN = re.compile(
    rf"(?P<main>[^.?!…—]+\w){_CLAUSE}, {_IF}(?: [^\s,.?!…—]+){{3,12}}, (?P<rest>[^?!…—]+)",
)


def swapped(quoted: Quoted, means: Means) -> str | None:
    """The clauses on both sides of ", and" or ", but" change places."""
    found = re.fullmatch(r"([^,.?!…—;:]+), (and|but) ([^,.?!…—;:]+)([.!])", quoted.words)
    if not found or min(count(found[1]), count(found[3])) < 4:
        return None
    name = re.match(r"\w+", found[1])
    stays = name and (name[0] == "I" or name[0] in means.names)
    first = found[1] if stays else found[1][:1].lower() + found[1][1:]
    return f"{found[3][:1].upper()}{found[3][1:]}, {found[2]} {first}{found[4]}"


def ellipsis(quoted: Quoted, means: Means) -> str | None:
    """An ellipsis stands for words between commas that tell nothing about the rest, or for a sentence between two."""
    words = quoted.words
    asides = [
        f"{words[: aside.start()]} …{words[aside.end() :]}"
        for aside in re.finditer(r"(?<=\w), ((?:[a-z’']+ ){1,7}[a-z’']+),(?= [a-z])", words)
        if not _TELLING.search(aside[1]) and aside.start() > 15 and len(words) - aside.end() > 15
    ]
    is_between = quoted.is_whole and _is_short(quoted.before) and _is_short(quoted.after)
    sentences = [f"{quoted.before} … {quoted.after}"] if is_between and not _TELLING.search(words) else []
    made = asides + sentences
    return means.chance.choice(made) if made else None


_TELLING = re.compile(
    r"(?i)\b(?:not|never|no|nor|none|nobody|nothing|neither|cannot|without|hardly|only|almost|nearly|some|most|all|every"
    r"|many|few|may|might|could|would|should|must|will|can|maybe|perhaps|probably|possibly|likely|if|unless|until|but"
    r"|though|although|however|because|except|whether|when|more|less|than|think|believe|hope|say|said|says|wrong|false"
    r"|least|best|better|worse|refused?|denie[ds]|deny|fail(?:s|ed)?|apparently|allegedly|supposedly|[a-z]+n['’]t)\b|\d"
)
"""What may tell about the words that stay."""

_QUESTION = r"\?"
"""In a question a "not" asks for a yes, and "would you" is politeness."""

_NOT = r"(?<!or )(?<!or, )(?<!if )(?<!hy )\bnot (?!only\b|to mention)"
_CONTRACTED_NOT = r"\b([Dd]o|[Dd]oes|[Dd]id|[Ii]s|are|was|were|has|have|had|would|could|should|ca(?=n))n['’]t\b"
_POLITE = r"\b(?:would|['’]d) (?:like|say|love|think|have said|argue|note|add|call|just say|rather|hope|ask|urge)\b"
_WILL = r"(?<!the )(?<!a )(?<!of )(?<!free )(?<!good )(?<!ical )(?<!you )\bwill\b(?= [a-z])"
_SCOPE = (
    r"(?<!not )(?<!if )\bonly (?=\w)|\balmost (?=\w)|\b(?:[Ss]ome|(?<!the )[Mm]ost) of (?=the|our|my|these|those)"
    r"|\b[Ss]ome (?!this|was|is|has|as|us|times|days|sorts|ways)(?=[a-z]+s\b)"
    r"|(?<!the )(?<!our )(?<!his )(?<!my )(?<!your )(?<!their )(?<!s )\b[Mm]ost (?=people|[a-z]+(?:ans|ers|ies)\b)"
)
_NUMBER = (
    r"(?:(?<=[\w,;—–]\s)|(?<=\$))(?:\d[\d,]*\d|\d)(?:\.\d+)?(?![\w:/]|\.\d|,\d)"
    rf"|\b(?i:{'|'.join(word for group in WORDS.numbers for word in group)})\b(?!-)"
)
_NAME = r"(?<=[a-z,;] )[A-Z][a-z]{3,}\b(?!-)"
_NO_COMPARISON = (
    r"(?i)\b(?:once|any|and|or|no) more\b|more or less|more importantly|\b(?:you|we|I|they|he|d) better\b|best of"
    r"|\bno longer|\b(\w+) and \1\b"
)
_FILLER = (
    r"(?<=\w)(?<!\b[Aa]s),? (?:you know|I mean|uh|um|well),(?= \w)|(?<=[.?!] )(?:Well|So|Look|Now|You know), (?=\w)"
)
_BE_OR_HAVE = r"['’]s (?:been|got|gone|had|\w+ed)\b"
_PRONOUN = r"\b(it|they|them|he|she|him|this)\b(?!['’])"

WHOLE, PART = "whole sentences unchanged", "parts unchanged"

KINDS: tuple[Kind, ...] = (
    Kind(
        "“not” left out",
        DISTORTED,
        either(
            one_place(_NOT, "", unless=_QUESTION),
            one_place(_CONTRACTED_NOT, lambda m, _: m[1] + "n" * (m[1] == "ca"), unless=_QUESTION),
        ),
    ),
    Kind(
        "“not” put in",
        DISTORTED,
        one_place(
            r"\b(is|are|was|were|will|can|should|would|could|must)\b(?= [a-z])(?! not| never)",
            r"\1 not",
            unless=_QUESTION,
        ),
    ),
    Kind("“may” to “will”", DISTORTED, one_place(r"\b(?:may|might)\b(?= [a-z])", "will", unless=_QUESTION)),
    Kind("“will” to “may”", DISTORTED, one_place(_WILL, "may", unless=_QUESTION)),
    Kind("“would” to “will”", DISTORTED, one_place(r"\bwould\b(?= [a-z])", "will", unless=f"{_QUESTION}|{_POLITE}")),
    Kind("scope left out", DISTORTED, one_place(_SCOPE, "")),
    Kind("a number changed", DISTORTED, one_place(_NUMBER, another_number)),
    Kind("a name changed", DISTORTED, one_place(_NAME, another_name)),
    Kind("a condition cut off", DISTORTED, condition_cut_off, (True,)),
    Kind("a condition at a mark", DISTORTED, condition_at_mark, (True,)),
    Kind("a comparison reversed", DISTORTED, one_word(WORDS.comparisons, unless=_NO_COMPARISON)),
    Kind("who is meant changed", DISTORTED, one_word(WORDS.referents)),
    Kind("clauses swapped", ALTERED | SPLICED, swapped, (True,)),
    Kind("a synonym", ALTERED, one_word(WORDS.synonyms, flags="")),
    Kind("a filler put in", CLEANED, filler_put_in),
    Kind("a filler left out", CLEANED, one_place(_FILLER, "")),
    Kind(
        "a contraction undone or made",
        CLEANED | EXACT,
        either(
            one_word(WORDS.contractions, unless=_BE_OR_HAVE),
            one_word({long.lower(): short for short, long in WORDS.contractions.items()}),
        ),
    ),
    Kind("a bracketed insertion", MARKED, one_place(_PRONOUN, inserted)),
    Kind("an ellipsis", MARKED, ellipsis),
    Kind(WHOLE, EXACT, unchanged, (True,)),
    Kind(PART, EXACT, unchanged, (False,)),
)
