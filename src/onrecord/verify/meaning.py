"""The classes of words whose change changes the sense, and the words that tell nothing (data/meaning.yml)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
_SHORTEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Word classes by name, each with what readers are told of it; and sets of words that tell little."""

    told: Mapping[str, str]
    classes: Mapping[str, frozenset[str]]
    """Word → the names of its classes."""
    weak: frozenset[str]
    synonyms: Mapping[str, str]
    opposites: Mapping[str, frozenset[int]]
    fillers: frozenset[str]
    phrases: frozenset[tuple[str, ...]]
    openers: frozenset[str]
    small: frozenset[str]
    turning: frozenset[str]
    limiting: frozenset[str]
    narrowing: frozenset[str]
    refusing: frozenset[str]

    def of_class(self, name: str, words: Iterable[str]) -> Counter[str]:
        """The words of a class among these, with their numbers."""
        return Counter(self.synonyms.get(word, word) for word in words if name in self.classes.get(word, ()))

    def tells_little(self, word: str) -> bool:
        """Whether a word names nothing by itself."""
        return word in self.small or "referent" in self.classes.get(word, ())

    def refuses(self, words: Iterable[str]) -> bool:
        """Whether something is refused or denied among words."""
        return any(word in self.refusing or "negation" in self.classes.get(word, ()) for word in words)

    def turned(self, one: Sequence[str], other: Sequence[str]) -> tuple[str, str] | None:
        """Two words that stand against one another, one on each side: rise and fall, able and unable."""
        for a in one:
            for b in other:
                if a == b:
                    continue
                shared = self.opposites.get(a, frozenset()) & self.opposites.get(b, frozenset())
                if shared or _negates(a, b) or _negates(b, a):
                    return a, b
        return None


def is_number(word: str) -> bool:
    """Whether a key is a number, an ordinal or a year."""
    return word[:1].isdigit()


def _negates(long: str, short: str) -> bool:
    return len(short) >= _SHORTEST and any(long == prefix + short for prefix in _PREFIXES)


@cache
def meaning() -> Meaning:
    """The packaged word classes."""
    import yaml

    text = (files("onrecord") / "data" / "meaning.yml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    classes: dict[str, set[str]] = {}
    for name, row in read["classes"].items():
        for word in row["words"]:
            classes.setdefault(word, set()).add(name)
    opposites: dict[str, set[int]] = {}
    for number, words in enumerate(read["opposites"]):
        for word in words:
            opposites.setdefault(word, set()).add(number)
    return Meaning(
        told={name: row["told"] for name, row in read["classes"].items()},
        classes={word: frozenset(names) for word, names in classes.items()},
        weak=frozenset(read["weak"]),
        synonyms=read["synonyms"],
        opposites={word: frozenset(numbers) for word, numbers in opposites.items()},
        fillers=frozenset(read["fillers"]),
        phrases=frozenset(tuple(phrase.split()) for phrase in read["filler_phrases"]),
        openers=frozenset(read["openers"]),
        small=frozenset(read["small"]),
        turning=frozenset(read["turning"]),
        limiting=frozenset(read["limiting"]),
        narrowing=frozenset(read["narrowing"]),
        refusing=frozenset(read["refusing"]),
    )
