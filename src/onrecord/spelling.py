"""Gives names one key where only spelling or script differs: Sergei and Sergey, Stoltenberg and Столтенберг."""

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z]+")
_CASE_CHANGE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_APOSTROPHES = re.compile(r"['`’ʼʹ]")
_ABJAD = re.compile(r"[\u0590-\u06ff]")
"""Hebrew and Arabic letters: these scripts leave most vowels out."""

_ARTICLE = re.compile(r"\b\u0627\u0644(?=\w\w)")
"""What Arabic writes together with the word after it, and English apart: al-."""

_PARTICLES = frozenset("al el ul bin ibn ben bint von van der den de di da del la le jr sr ii iii iv dr".split())
"""What English reports print in one place and leave out in another."""

_SPELLINGS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("tsch|tch", "ch"),
        ("shch|sch", "sh"),
        ("kh", "h"),
        ("ph", "f"),
        ("ck|q", "k"),
        ("w", "v"),
        ("(?<=.)x", "ks"),
        ("t[sz]", "c"),
        ("ou|oo", "u"),
        ("oe", "o"),
        ("ue", "u"),
        ("ae|aa", "a"),
        ("ee", "i"),
        ("(?:^|(?<=[aeiou]))[yj]e", "e"),
        ("(?<=[aeiou])[yj]", "i"),
        ("[yj]a", "ia"),
        ("[yj]u", "iu"),
        ("[iy][yji]|y", "i"),
        (r"(.)\1+", r"\1"),
    )
)
"""Ways in which reports spell one sound, as romanisations of Cyrillic, Arabic and Turkish names differ."""

_CONSONANTS = str.maketrans(dict.fromkeys("aeiouhjvbw"))
"""What is left of a word in every script: h, j, v and b stand for vowels or one another in Arabic or Hebrew."""


def name_keys(name: str) -> frozenset[str]:
    """The keys under which a name is kept: names that share one may be the same, but for what else is known of them.

    The order of the words, initials, particles and what follows a name ("Jr.") don't count. A name in Hebrew or
    Arabic letters is kept under its consonants, as these scripts leave most vowels out.
    """
    if _ABJAD.search(name):
        return _by_consonants(name) | _by_consonants(_ARTICLE.sub("", name))
    return _by_letters(name)


def sought_keys(name: str) -> frozenset[str]:
    """The keys under which whoever has a name may be kept, in any script."""
    return name_keys(name) | _by_consonants(name)


def surname_key(name: str) -> str:
    """The key of a name's last word, generational suffixes apart; "" where there is none."""
    words = _words(name)
    return _spelt(words[-1]) if words else ""


def _by_letters(name: str) -> frozenset[str]:
    """The words in a fixed order; and all in one, since scripts without blanks tell no words."""
    words = tuple(filter(None, map(_spelt, _words(name))))
    return frozenset({" ".join(sorted(words)), "".join(words)}) if words else frozenset()


def _by_consonants(name: str) -> frozenset[str]:
    bones = (_spelt(word.replace("dh", "z")).translate(_CONSONANTS) for word in _words(name))
    kept = sorted(filter(None, bones))
    return frozenset(("~" + " ".join(kept),)) if len(kept) > 1 else frozenset()


@lru_cache(maxsize=16384)
def _words(name: str) -> tuple[str, ...]:
    from anyascii import anyascii

    latin = name if name.isascii() else _CASE_CHANGE.sub(" ", anyascii(name.lower()))
    found = _WORD.findall(_APOSTROPHES.sub("", latin).lower())
    kept = tuple(word for word in found if len(word) > 1 and word not in _PARTICLES)
    return kept or tuple(found)


@lru_cache(maxsize=16384)
def _spelt(word: str) -> str:
    for pattern, plain in _SPELLINGS:
        word = pattern.sub(plain, word)
    return word
