"""What the readers of registers share: people gathered from many lines, and offices read from their names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from onrecord.errors import DocumentError
from onrecord.model.person import Person, Term
from onrecord.model.statement import SpeakerType
from onrecord.resolve.lexicon import Lexicon, load_lexicon
from onrecord.resolve.roles import usual_name

_AFTER = re.compile(r"\s*\([^()]*\)\s*$")
_OF = re.compile(r"(?:,| of| for) (?:the )?(?=[A-Z])")
_LEADING_THE = re.compile(r"^the ", re.I)
_CASES = re.compile(r"\b[A-Z][a-z]+")


@dataclass(slots=True)
class Entry:
    """Someone as far as the lines read so far tell."""

    line: int
    name: str
    type: SpeakerType
    aliases: dict[str, None] = field(default_factory=dict)
    terms: dict[Term, None] = field(default_factory=dict)
    belongs: dict[str, None] = field(default_factory=dict)
    same_as: str | None = None


class Entries:
    """People by their ids, in the order told."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.of: dict[str, Entry] = {}

    def get(self, key: str, line: int, name: str, kind: SpeakerType) -> Entry:
        """The entry with that id; a new one where there is none."""
        return self.of.setdefault(key, Entry(line, name, kind))

    def persons(self, prefix: str) -> Iterator[Person]:
        """Everybody, those who are the same as somebody else joined with them. Raises DocumentError for a circle."""
        others: dict[str, list[Entry]] = {}
        for key, entry in self.of.items():
            if entry.same_as is not None:
                others.setdefault(self._chief(key), []).append(entry)
        for key, entry in self.of.items():
            if entry.same_as is None:
                yield self._person(f"{prefix}:{key}", entry, others.get(key, []))

    def _chief(self, key: str) -> str:
        """Who stands for somebody, after every "same as"."""
        seen = [key]
        while (other := self.of[seen[-1]].same_as) is not None:
            line = self.of[seen[-1]].line
            if other in seen:
                circle = " → ".join((*seen[seen.index(other) :], other))
                raise DocumentError(f"line {line}: a circle of persons who are each the same as the next: {circle}")
            if other not in self.of:
                raise DocumentError(f"line {line}: the same as {other!r}, whom the file does not know")
            seen.append(other)
        return seen[-1]

    def _person(self, key: str, entry: Entry, others: list[Entry]) -> Person:
        names = dict.fromkeys(name for one in (entry, *others) for name in (one.name, *one.aliases))
        return Person(
            id=key,
            name=entry.name,
            type=entry.type,
            aliases=tuple(name for name in names if name != entry.name),
            terms=tuple(dict.fromkeys(term for one in (entry, *others) for term in one.terms)),
            belongs=tuple(dict.fromkeys(place for one in (entry, *others) for place in one.belongs)),
            origin=self.origin,
        )


def term(place: str, role: str, of: str | None, since: str | None, until: str | None) -> Term:
    """The term of an office told in words: "Minister of Foreign Affairs of Russia". Raises DocumentError with the place
    in the file for a day that is none and for a term that ends before it begins."""
    name, state = office(role)
    try:
        return Term(role=name, of=usual(of) if of else state, since=_day(since), until=_day(until))
    except ValueError as error:
        raise DocumentError(f"{place}: {error}") from None


def office(words: str) -> tuple[str, str | None]:
    """A role and the state or body of which it is an office, where the words tell a state: "President of France"."""
    plain = _AFTER.sub("", words).strip()
    lexicon = _lexicon()
    for joint in _OF.finditer(plain):
        of = usual(plain[joint.end() :])
        if of in lexicon.states.values() or of in lexicon.organizations.values():
            return _lowered(plain[: joint.start()]), of
    parts = plain.split()
    for many in (2, 1):
        first, rest = " ".join(parts[:many]), " ".join(parts[many:])
        if first in lexicon.demonyms and rest:
            return _lowered(rest), lexicon.demonyms[first]
    return _lowered(plain), None


def usual(place: str) -> str:
    """The name under which a state or body is known; others as told."""
    plain = _LEADING_THE.sub("", place.strip())
    lexicon = _lexicon()
    return lexicon.organizations.get(plain) or usual_name(plain, lexicon)


def state_of(code: str) -> str | None:
    """The state with that ISO 3166 code of two letters."""
    return _lexicon().codes.get(code.casefold())


def fields(row: Mapping[str, object], *names: str) -> str | None:
    """The first of the fields that holds words."""
    found = (row.get(name) for name in names)
    return next((value.strip() for value in found if isinstance(value, str) and value.strip()), None)


def _lowered(role: str) -> str:
    return _CASES.sub(lambda m: m[0].lower(), role.strip(" ,")) if role else role


def _day(when: str | None) -> str | None:
    """A day, month or year out of a time; None for a year before 1 and for what is unknown."""
    if not when or when.startswith(("-", "http", "_:")):
        return None
    return when.lstrip("+").partition("T")[0] or None


@cache
def _lexicon() -> Lexicon:
    return load_lexicon()
