"""Reads a capitalised phrase as names: of a person with titles, of a body, of a place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.model.base import Span
from onrecord.resolve.capitals import Phrase, Word, span_of
from onrecord.resolve.lexicon import Lexicon, singular

NameKind = Literal["person", "organization", "group", "place", "thing"]
SUFFIXES = frozenset(("Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV"))
_ADDRESSED = frozenset(
    "president speaker secretary chairman chairwoman chair ambassador minister chancellor justice".split()
)
"""Roles that follow "Mr." or "Madam" as an address; after it "King" and "Dean" are surnames."""
_SEATED = frozenset(("house", "senate", "state", "treasury", "cabinet"))
"""Bodies that offices are named after, with or without a word before them: Majority Leader of the Senate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in the text. `span` holds the name alone; `whole` its titles too."""

    span: Span
    whole: Span
    words: tuple[str, ...]
    kind: NameKind
    sure: bool
    """False where nothing but a capital letter speaks for the kind."""
    title: tuple[str, ...] = ()
    opening: int = -1
    """Where its phrase begins, affiliation and titles included."""
    before: tuple[str, ...] = ()
    """Capitalised words of the same phrase before the title: "Ohio Democratic Party" Chairman …"""
    gender: str = "any"
    possessive: bool = False
    headline: bool = False
    """Whether it stands where every word is capitalised."""

    @property
    def text(self) -> str:
        return " ".join(self.words)


def names_of(phrase: Phrase, lexicon: Lexicon) -> Iterator[Name]:
    """The name in a phrase, and the affiliation's name before its title."""
    if not phrase:
        return
    known = listed(phrase, lexicon)
    if known:
        yield known
        return
    last = _last_title(phrase, lexicon)
    if last is None:
        yield from _untitled(phrase, lexicon)
        return
    yield from _titled(phrase, last, lexicon)


def listed(phrase: Phrase, lexicon: Lexicon) -> Name | None:
    said = " ".join(word.text for word in phrase)
    if said in lexicon.states or said in lexicon.capitals or said in lexicon.regions or said in lexicon.metonyms:
        return _named(phrase, "place")
    return _named(phrase, "organization") if said in lexicon.organizations else None


def _last_title(phrase: Phrase, lexicon: Lexicon) -> int | None:
    """The place of the last word of a title, or of an office of several words, with a name after it."""
    end = len(phrase) - 1
    while end > 0 and phrase[end].text in SUFFIXES:
        end -= 1
    if _ends_body(phrase[end].text, lexicon) and phrase[0].text not in lexicon.courtesy:
        return None
    for at in range(end - 1, -1, -1):
        if _is_title(phrase[at].text, lexicon) or _office_length(phrase, at, lexicon):
            return None if _is_in_body(phrase, at, lexicon) else at
        if phrase[at].text in ("of", "for", "on"):
            return None
    return None


def _is_in_body(phrase: Phrase, at: int, lexicon: Lexicon) -> bool:
    """Whether a title's noun belongs to a body's name: "Department of Veterans Affairs"."""
    joined = any(
        word.text in ("of", "for", "on") and place and _ends_body(phrase[place - 1].text, lexicon)
        for place, word in enumerate(phrase[:at])
    )
    return joined and phrase[at + 1].text not in lexicon.first_names


def _is_title(word: str, lexicon: Lexicon) -> bool:
    plain = word.casefold()
    return (
        plain in lexicon.roles
        or singular(plain) in lexicon.roles
        or word in lexicon.courtesy
        or word in lexicon.short_titles
        or (word.endswith(".") and any(title.endswith(" " + word) for title in lexicon.short_titles))
    )


def _office_length(phrase: Phrase, last: int, lexicon: Lexicon) -> int:
    """How many words the longest office has that ends at that place; 0 where none does."""
    said = tuple(word.text.casefold() for word in phrase[max(0, last - 5) : last + 1])
    return next((n for n in range(len(said), 1, -1) if said[-n:] in lexicon.offices), 0)


def _titled(phrase: Phrase, last: int, lexicon: Lexicon) -> Iterator[Name]:
    first = last - max(0, _office_length(phrase, last, lexicon) - 1)
    while first > 0 and _belongs(phrase, first - 1, lexicon):
        first -= 1
    name, title, before = phrase[last + 1 :], phrase[first : last + 1], phrase[:first]
    if before and before[-1].text not in lexicon.demonyms and before[0].text not in lexicon.parties:
        yield from (_not_person(name) for name in _untitled(before, lexicon))
    if all(_is_title(word.text, lexicon) for word in name) and (
        name[-1].text.casefold() in _ADDRESSED or title[-1].text not in lexicon.courtesy
    ):
        return
    gender = next((g for w in title if (g := _title_gender(w.text, lexicon)) != "any"), "any")
    kind = _titled_kind(name[-1].text, lexicon)
    yield replace(
        _named(name, kind),
        whole=Span(title[0].start, name[-1].end),
        opening=phrase[0].start,
        title=tuple(word.text for word in title),
        before=tuple(word.text for word in before),
        gender=gender,
    )


def _titled_kind(last: str, lexicon: Lexicon) -> NameKind:
    """What a title stands before: a person mostly, and not so in "Official Report" or "Queen Bank"."""
    if _ends_body(last, lexicon):
        return "organization"
    return "thing" if last.casefold() in lexicon.documents or last.casefold() in lexicon.landmarks else "person"


def _not_person(name: Name) -> Name:
    """Words before a title tell where its bearer belongs, and name nobody: "Varnian Minister" Ilse Tarn."""
    return replace(name, kind="thing") if name.kind == "person" and not name.sure else name


def _belongs(phrase: Phrase, at: int, lexicon: Lexicon) -> bool:
    """Whether a word before a title is part of it, and not the end of a body's name: "Green Party" Chairman."""
    word = phrase[at].text
    if word in lexicon.parties or word in lexicon.demonyms:
        return False
    if at > 0 and word.casefold() in lexicon.bodies - _SEATED and phrase[at - 1].text[0].isupper():
        return False
    return _is_title(word, lexicon) or word.casefold() in lexicon.office_words | lexicon.modifiers | lexicon.tempered


def _title_gender(word: str, lexicon: Lexicon) -> str:
    return lexicon.courtesy.get(word) or lexicon.roles.get(word.casefold(), "any")


def _untitled(phrase: Phrase, lexicon: Lexicon) -> Iterator[Name]:
    """The names in a phrase without a title; "CNN Smith" and "Republican Ann Smith" are cut before the person."""
    known = listed(phrase, lexicon)
    if known or len(phrase) == 1:
        yield known or _guessed(phrase, lexicon)
        return
    first = next((at for at, word in enumerate(phrase) if word.text in lexicon.first_names), 0)
    cut = first if first and not _ends_body(phrase[-1].text, lexicon) else _listed_words(phrase, lexicon)
    if 0 < cut < len(phrase) and _qualifies(phrase[:cut], lexicon):
        yield from _untitled(phrase[:cut], lexicon)
        yield from _untitled(phrase[cut:], lexicon)
        return
    yield _guessed(phrase, lexicon)


def _listed_words(phrase: Phrase, lexicon: Lexicon) -> int:
    """How many first words are a listed body's name, where the rest names no body."""
    if _ends_body(phrase[-1].text, lexicon) or phrase[-1].text.casefold() in lexicon.landmarks:
        return 0
    lengths = range(len(phrase) - 1, 0, -1)
    return next((n for n in lengths if (name := listed(phrase[:n], lexicon)) and name.kind != "place"), 0)


def _qualifies(before: Phrase, lexicon: Lexicon) -> bool:
    """Whether words before a person tell what the person is: a party, a people, a body, a job."""
    last = before[-1].text
    return (
        last in lexicon.parties
        or last in lexicon.demonyms
        or bool(listed(before, lexicon))
        or _ends_body(last, lexicon)
        or last.casefold() in lexicon.modifiers
    )


def _guessed(phrase: Phrase, lexicon: Lexicon) -> Name:
    words = [word.text for word in phrase if word.text not in SUFFIXES]
    last = words[-1] if words else phrase[-1].text
    plain = last.casefold()
    if phrase[0].text.startswith("@"):
        return _named(phrase, "person")
    if words and words[0] in lexicon.first_names and 2 <= len(words) <= 4 and plain not in lexicon.bodies:
        return _named(phrase, "person")
    if _ends_body(last, lexicon) or any(joint in words for joint in ("of", "for", "on", "&")):
        return _named(phrase, "organization")
    if _is_group(last, lexicon):
        return _named(phrase, "group")
    if last in lexicon.demonyms or last in lexicon.things or last in lexicon.parties or _is_role(plain, lexicon):
        return _named(phrase, "thing")
    if plain in lexicon.landmarks or plain in lexicon.documents:
        return _named(phrase, "place" if plain in lexicon.landmarks else "thing")
    if len(words) == 1 and last.isupper() and 2 <= len(last.replace(".", "")) <= 6:
        return _named(phrase, "organization")
    return replace(_named(phrase, "person"), sure=False)


def _is_group(word: str, lexicon: Lexicon) -> bool:
    word = word.rsplit("-", 1)[-1]
    one, plain = singular(word), word.casefold()
    plural = one != word and (one in lexicon.demonyms or one in lexicon.parties or one.casefold() in lexicon.roles)
    return plural or plain in lexicon.groups


def _is_role(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.roles or singular(word) in lexicon.roles


def _ends_body(word: str, lexicon: Lexicon) -> bool:
    plain = word.casefold().rstrip(".")
    return plain in lexicon.bodies or singular(plain) in lexicon.bodies


def _named(phrase: Iterable[Word], kind: NameKind) -> Name:
    words = tuple(phrase)
    return Name(
        span=span_of(words),
        whole=span_of(words),
        opening=words[0].start,
        words=tuple(word.text for word in words),
        kind=kind,
        sure=True,
        possessive=words[-1].possessive,
    )
