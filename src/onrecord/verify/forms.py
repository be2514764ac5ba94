"""The forms of a word that count as the same when printed and primary words are compared (data/wordforms.yml)."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_APOSTROPHES_AT_MOST = 3
"""In a word: I'd've has two. A longer row is none of English."""

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """Tables from a printed word, folded, to the keys that it is compared by."""

    contractions: Mapping[str, tuple[str, ...]]
    endings: Mapping[str, str]
    before_s: frozenset[str]
    ambiguous: Mapping[str, tuple[str, ...]]
    may_be: Mapping[str, frozenset[str]]
    same: Mapping[str, str]
    spellings: tuple[tuple[re.Pattern[str], str], ...]
    spelt: re.Pattern[str]
    """What one of the patterns of `spellings` finds: most words are spelt in one way, and are asked once."""
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    ordinals: Mapping[str, str]

    def keys(self, word: str) -> tuple[str, ...]:
        """The keys of one printed word: "Don’t" is do and not, "colour" is color. None is left out."""
        plain = folded(word)
        if plain.count("'") > _APOSTROPHES_AT_MOST:
            plain = plain.replace("'", "")
        joined = plain.replace("'", "")
        if joined in self.contractions and not (plain == joined and joined in self.ambiguous):
            return self.contractions[joined]
        stem, mark, ending = plain.rpartition("'")
        if mark and ending in self.endings and stem and (ending != "s" or stem in self.before_s):
            return (*self.keys(stem), self.endings[ending])
        if plain.endswith("n't") and len(plain) > 4:
            return (*self.keys(plain[:-3]), "not")
        return (self._key(joined.strip("'")),) if joined else ()

    def _key(self, word: str) -> str:
        if word in self.numbers:
            return str(self.numbers[word])
        if word in self.ordinals:
            return self.ordinals[word]
        if word in self.same:
            return self.same[word]
        if len(word) > 3 and word.isalpha() and self.spelt.search(word):
            for pattern, plain in self.spellings:
                rewritten, count = pattern.subn(plain, word)
                if count:
                    return rewritten
        return word


def folded(word: str) -> str:
    """The word in small letters without accents, with plain apostrophes."""
    if word.isascii() and "`" not in word:
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES))
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


@cache
def forms() -> Forms:
    """The packaged word forms."""
    import yaml

    text = (files("onrecord") / "data" / "wordforms.yml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return Forms(
        contractions={short: tuple(long.split()) for short, long in read["contractions"].items()},
        endings=read["endings"],
        before_s=frozenset(read["before_s"]),
        ambiguous={short: tuple(long.split()) for short, long in read["ambiguous"].items()},
        may_be={short: frozenset(words) for short, words in read["may_be"].items()},
        same={other: usual for usual, others in read["same"].items() for other in others},
        spellings=tuple((re.compile(pattern), plain) for pattern, plain in read["spellings"]),
        spelt=re.compile("|".join(pattern for pattern, _ in read["spellings"])),
        numbers={word: int(value) for word, value in read["numbers"].items()},
        scales={word: int(value) for word, value in read["scales"].items()},
        ordinals=read["ordinals"],
    )
