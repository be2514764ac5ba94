"""The register of people, states and bodies that comes with the package, and what records know beside it."""

import datetime
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.model.person import Person, Term
from onrecord.registry import Register
from onrecord.spelling import name_keys

ORIGIN = "the register of the package"

_FOLDER = "register"
_FILES = ("states.yml", "organizations.yml", "offices.yml", "people.yml", "roles.yml")
_NO_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Listed:
    """Persons in memory, found by the keys of their names and by the states and bodies that they belong to."""

    digest: str
    _named: Mapping[str, tuple[Person, ...]]
    _within: Mapping[str, tuple[Person, ...]]
    _by_id: Mapping[str, Person]

    def get(self, key: str) -> Person | None:
        """Whoever has that id."""
        return self._by_id.get(key)

    def named(self, keys: Iterable[str]) -> tuple[Person, ...]:
        """Whoever has one of the keys."""
        return tuple(dict.fromkeys(person for key in keys for person in self._named.get(key, ())))

    def within(self, of: str) -> tuple[Person, ...]:
        """Whoever holds or held an office of a state or body."""
        return self._within.get(of, ())


@dataclass(frozen=True, slots=True)
class Joined:
    """Several registers as one. Whom a later one knows by the id of an earlier, the earlier tells."""

    registers: tuple[Register, ...]

    @property
    def digest(self) -> str:
        """Equal for equal registers only."""
        return hashlib.sha256(" ".join(r.digest for r in self.registers).encode()).hexdigest()[:12]

    def named(self, keys: Iterable[str]) -> tuple[Person, ...]:
        """Whoever has one of the keys."""
        asked = tuple(keys)
        return _by_id(person for register in self.registers for person in register.named(asked))

    def within(self, of: str) -> tuple[Person, ...]:
        """Whoever holds or held an office of a state or body."""
        return _by_id(person for register in self.registers for person in register.within(of))


def listed(persons: Iterable[Person], digest: str) -> Listed:
    """The register of these persons."""
    named: dict[str, list[Person]] = defaultdict(list)
    within: dict[str, list[Person]] = defaultdict(list)
    by_id: dict[str, Person] = {}
    for person in persons:
        by_id.setdefault(person.id, person)
        for key in {key for name in (person.name, *person.aliases) for key in name_keys(name)}:
            named[key].append(person)
        for of in {term.of for term in person.terms if term.of}:
            within[of].append(person)
    return Listed(digest, _frozen(named), _frozen(within), by_id)


@cache
def packaged() -> Listed:
    """The register that comes with the package."""
    read = {name: _text(name) for name in _FILES}
    return listed(_persons(read), packaged_digest())


@cache
def packaged_digest() -> str:
    """Equal for equal packaged registers only; nothing is parsed to tell it."""
    return hashlib.sha256("\0".join(_text(name) for name in _FILES).encode()).hexdigest()[:12]


@cache
def usual_roles() -> Mapping[str, frozenset[str]]:
    """Every name of an office, casefolded → the usual names that it may stand for."""
    found: dict[str, set[str]] = defaultdict(set)
    for usual, others in _parsed(_text("roles.yml"))["roles"].items():
        for name in (usual, *others):
            found[name.casefold()].add(usual)
    return {name: frozenset(usual) for name, usual in found.items()}


def person_id(name: str) -> str:
    """The id under which the package knows someone."""
    from anyascii import anyascii

    return f"onrecord:{_NO_LETTER.sub('-', anyascii(name).lower()).strip('-')}"


def _persons(read: Mapping[str, str]) -> Iterator[Person]:
    states, bodies, offices, people = (_parsed(read[name]) for name in _FILES[:4])
    institutions = {**offices["organizations"], **offices["agencies"]}
    others: dict[str, dict[str, None]] = {}
    chiefs: dict[str, str] = {}
    for name, more in (
        *((name, row.get("also", ())) for name, row in states["states"].items()),
        *bodies["international"].items(),
        *bodies["media"].items(),
        *((name, row.get("also", ())) for name, row in institutions.items()),
    ):
        chief = chiefs.setdefault(person_id(name), name)  # TASS is Tass, which stands there already
        others.setdefault(chief, {}).update(dict.fromkeys((name, *more)))
    seats = {name: row["of"] for name, row in institutions.items() if "of" in row}
    for name, names in others.items():
        yield _body(name, tuple(n for n in names if n != name), next((seats[n] for n in names if n in seats), None))
    known_to = datetime.date.fromisoformat(people["known_to"])
    for name, row in people["people"].items():
        terms = tuple(_term(*held) for held in row["held"])
        yield Person(
            id=person_id(name),
            name=name,
            type="person",
            aliases=tuple(row.get("also", ())),
            terms=terms,
            belongs=tuple(dict.fromkeys(seats[term.of] for term in terms if term.of in seats)),
            known_to=known_to,
            origin=ORIGIN,
        )


def _body(name: str, others: tuple[str, ...], of: str | None) -> Person:
    belongs = (of,) if of else ()
    return Person(id=person_id(name), name=name, type="organization", aliases=others, belongs=belongs, origin=ORIGIN)


def _term(role: str, of: str, since: str | None = None, until: str | None = None) -> Term:
    return Term(role=role, of=of, since=since, until=until)


def _frozen(table: Mapping[str, list[Person]]) -> dict[str, tuple[Person, ...]]:
    return {key: tuple(found) for key, found in table.items()}


def _by_id(persons: Iterable[Person]) -> tuple[Person, ...]:
    found: dict[str, Person] = {}
    for person in persons:
        found.setdefault(person.id, person)
    return tuple(found.values())


def _text(name: str) -> str:
    return (files("onrecord") / "data" / _FOLDER / name).read_text(encoding="utf-8")


def _parsed(text: str) -> Any:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar a string: days and "no" stay as printed
    return yaml.load(text, Loader=loader)
