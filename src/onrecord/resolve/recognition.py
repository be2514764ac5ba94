"""Finds the names of a text: reads its capitalised phrases, and lets what one place tells decide another."""

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.model.base import Span
from onrecord.resolve.capitals import Phrase, phrases
from onrecord.resolve.lands import with_lands
from onrecord.resolve.lexicon import Lexicon, singular
from onrecord.resolve.names import Name, listed, names_of

_LOWER = re.compile(r"(?<![\w’'])[a-z]{2,}")
_HEADLINE_LONGEST = 200
"""Characters: PolNeAR's longest title has 126."""
_HEADLINE_SHARE = 0.7
"""Of a title's longer words are capitalised; in PolNeAR's paragraphs under 0.4 are."""


def find_names(text: str, quiet: Sequence[Span], also: Iterable[Name], lexicon: Lexicon) -> tuple[Name, ...]:
    """All names of a text in order. In the `quiet` stretches (titles, where every word is capitalised; they come in
    order and do not overlap) only names are found that the rest of the text or `also` has."""
    found = list(phrases(text, lexicon))
    loud = [phrase for phrase in found if not _is_shouted(phrase) and not _within(phrase[0].start, quiet)]
    lower = frozenset(_LOWER.findall(text))
    inner = _evident(loud)
    others = tuple(also)
    names = _shortened(
        [name for phrase in loud for name in names_of(_opened(phrase, lower, inner, lexicon), lexicon)], others
    )
    names = with_lands(text, _paired(text, names, lexicon))
    if quiet:
        known = _known((*names, *others))
        silent = (phrase for phrase in found if _within(phrase[0].start, quiet))
        names.extend(name for phrase in silent for name in _known_in(phrase, known, lexicon))
        names.sort(key=lambda name: name.span)
    return tuple(names)


def _paired(text: str, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names with the surname that two share: "Ann and Bo Smith" are Ann Smith and Bo Smith."""
    following = (*names[1:], None)[: len(names)]
    return [_with_surname(text, name, after, lexicon) for name, after in zip(names, following, strict=True)]


def _with_surname(text: str, name: Name, after: Name | None, lexicon: Lexicon) -> Name:
    if after is None or len(name.words) != 1 or len(after.words) != 2 or after.kind != "person" or after.title:
        return name
    if name.kind != "person" or not {name.words[0], after.words[0]} <= lexicon.first_names.keys():
        return name
    if text[name.span.end : after.span.start] != " and ":
        return name
    return replace(name, words=(*name.words, after.words[1]), sure=True)


def _is_shouted(phrase: Phrase) -> bool:
    """Whether a phrase is no name but part of a heading in capitals, or a letter alone."""
    if len(phrase) == 1:
        return len(phrase[0].text) == 1
    return len(phrase) > 2 and all(word.text.isupper() and len(word.text) > 1 for word in phrase)


def _known(names: Iterable[Name]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The names in full and each person's surname, by their words in lower case."""
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name in names:
        known.setdefault(_plain(name.words), name.words)
        if name.kind == "person":
            known.setdefault(_plain(name.words[-1:]), name.words[-1:])
    return known


def _plain(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words)


def _shortened(names: Sequence[Name], others: Sequence[Name]) -> list[Name]:
    """The names without words glued before a name that is sure: "Honest Ann Smith" where Ann Smith is named too."""
    every = (*names, *others)
    full = frozenset(name.words for name in every if name.sure and name.kind == "person" and len(name.words) > 1)
    surnames = frozenset(words[-1] for words in full)
    return [_as_surname(_without_glued(name, full), surnames) for name in names]


def _as_surname(name: Name, surnames: frozenset[str]) -> Name:
    """A surname that is a common noun too, "Dean", is a person's where the text gives the full name."""
    if name.kind == "thing" and len(name.words) == 1 and name.words[0] in surnames:
        return replace(name, kind="person")
    return name


def _without_glued(name: Name, full: frozenset[tuple[str, ...]]) -> Name:
    if len(name.words) < 3 or name.words in full or name.kind != "person":
        return name
    rest = next((name.words[at:] for at in range(1, len(name.words) - 1) if name.words[at:] in full), None)
    if rest is None:
        return name
    return replace(name, words=rest, sure=True, span=Span(name.span.end - len(" ".join(rest)), name.span.end))


def _evident(found: Iterable[Phrase]) -> frozenset[str]:
    """The words that are capitalised where no sentence begins, or that open two sentences."""
    inner = {word.text for phrase in found for word in phrase if not (word.initial and word is phrase[0])}
    opening = Counter(phrase[0].text for phrase in found if phrase[0].initial)
    return frozenset(inner | {word for word, times in opening.items() if times > 1})


def is_capitalised(line: str) -> bool:
    """Whether most words of a line are capitalised, as in a title, or all its letters are."""
    if len(line) > _HEADLINE_LONGEST or line.rstrip()[-1:] in (",", ";"):
        return False
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) / len(words) >= _HEADLINE_SHARE


def _within(at: int, spans: Sequence[Span]) -> bool:
    place = bisect.bisect_right(spans, at, key=lambda span: span.start) - 1
    return place >= 0 and at < spans[place].end


def _opened(phrase: Phrase, lower: frozenset[str], inner: frozenset[str], lexicon: Lexicon) -> Phrase:
    """The phrase without a first word that is capitalised only because a sentence begins with it."""
    first = phrase[0]
    if not first.initial or _is_known(first.text, lexicon):
        return phrase
    plain = first.text.casefold()
    common = plain in lower or plain in lexicon.modifiers or singular(plain) in lexicon.roles or plain in lexicon.groups
    if first.text in inner and not common:
        return phrase
    if len(phrase) == 1:
        noun = plain in lexicon.documents or singular(plain) in lexicon.documents
        return () if common or noun or first.text not in inner or _is_derived(plain) else phrase
    if phrase[1].text.casefold() in lexicon.bodies:
        return phrase
    if common and plain not in lexicon.bodies and plain not in lexicon.roles and first.text not in inner:
        return phrase[1:]
    return phrase[1:] if _is_derived(plain) and phrase[1].text in inner else phrase


def _is_derived(word: str) -> bool:
    """Adverbs and participles open sentences; few names end like them."""
    return word.endswith(("ly", "ing", "ed")) and len(word) > 5


def _is_known(word: str, lexicon: Lexicon) -> bool:
    return (
        word in lexicon.first_names
        or word in lexicon.states
        or word in lexicon.capitals
        or word in lexicon.metonyms
        or word in lexicon.regions
        or word in lexicon.organizations
        or word in lexicon.courtesy
        or word in lexicon.short_titles
    )


def _known_in(phrase: Phrase, known: Mapping[tuple[str, ...], tuple[str, ...]], lexicon: Lexicon) -> Iterator[Name]:
    """The names inside a title's phrase that stand elsewhere too, longest first, as they are written there."""
    at = 0
    while at < len(phrase):
        for end in range(min(len(phrase), at + 5), at, -1):
            part = phrase[at:end]
            words = known.get(_plain(word.text for word in part))
            if words or (end - at > 1 and listed(part, lexicon)):
                yield from (_as_written(name, words) for name in names_of(part, lexicon))
                at = end - 1
                break
        at += 1


def _as_written(name: Name, words: tuple[str, ...] | None) -> Name:
    """A title's name in the words of the text: KORR is Korr."""
    if words is None or not name.text.isupper() or len(words) != len(name.words):
        return replace(name, headline=True)
    kind = "person" if name.kind == "organization" and not words[0].isupper() else name.kind
    return replace(name, words=words, kind=kind, headline=True)
