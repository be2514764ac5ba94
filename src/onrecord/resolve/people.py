"""Says which person, state or body of the register an identity of a document is, or why that cannot be told."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.model.document import Record
from onrecord.model.person import Person, Term
from onrecord.model.statement import Identity, Linking, Speaking
from onrecord.registry import Layer, Register, find
from onrecord.resolve.lexicon import Lexicon, load_lexicon
from onrecord.resolve.register import Joined, packaged, packaged_digest, usual_roles
from onrecord.resolve.roles import usual_name
from onrecord.settings import Settings
from onrecord.spelling import name_keys, sought_keys, surname_key

_NAMES = re.compile(r"(?:[A-Z][\w.’'-]*)(?: (?:of |the |and )?[A-Z][\w.’'-]*){0,3}")
_ENDING = re.compile(r"(?:[’']s|[’'])?\.?$")
_FORMER = frozenset("former ex- then onetime one-time erstwhile late acting interim outgoing incoming".split())
_LINKED = frozenset(("person", "unnamed_person", "organization"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How an identity compares with a person of the register. `score` is 0 where it cannot be they."""

    person: Person
    score: int
    reason: str


def load(settings: Settings) -> Callable[[Record], Iterable[Linking]]:
    """The layer, over the packaged register and whom the record of the settings knows beside it."""
    register, lexicon = _register(settings), load_lexicon()
    return lambda record: tuple(linkings(record, register, lexicon))


def known(settings: Settings) -> str:
    """A digest of whom the register knows: when it changes, documents are linked anew."""
    if settings.register is None:
        return packaged_digest()
    return Joined((_Digest(packaged_digest()), _imported(settings.register))).digest


def linkings(record: Record, register: Register, lexicon: Lexicon) -> Iterator[Linking]:
    """The link of each identity that the register knows, and of each that several there fit."""
    facts = _named_in(record.document.text, lexicon)
    day = record.document.published_on
    for found in record.of(Identity):
        if found.type in _LINKED:
            of = found.affiliation or ""
            identity = replace(found, affiliation=lexicon.metonyms.get(of, of) or None)
            compared = [compare(identity, person, day, facts) for person in candidates(identity, register)]
            yield from judge(identity, compared)


def candidates(identity: Identity, register: Register) -> tuple[Person, ...]:
    """Whoever in the register may be meant: by a full name, or by an office of the same state or body."""
    keys = [key for name in (identity.name, *identity.aliases) for key in sought_keys(name)]
    found = register.named(keys) if identity.type != "unnamed_person" else ()
    if " " in identity.name and any(person.type == identity.type for person in found):
        return found
    offices = register.within(identity.affiliation) if identity.affiliation and identity.role else ()
    return tuple(dict.fromkeys((*found, *offices)))


def compare(identity: Identity, person: Person, day: datetime.date | None, facts: frozenset[str]) -> Comparison:
    """Whether the identity may be that person, and what speaks for it. `facts` are the states and bodies in the text.

    A full name alone is no proof: its state, body or office must stand in the text. A surname needs the office, and
    an office without a name needs a day on which the register is sure who held it.
    """
    if identity.type == "organization":
        return _compare_bodies(identity, person)
    if person.type != "person":
        return Comparison(person=person, score=0, reason="the register knows no person of that name")
    term = _held(identity, person)
    if identity.type == "unnamed_person":
        return _compare_holder(identity, person, day)
    if _shares_name(identity, person):
        return _compare_named(person, term, facts, identity)
    if term and surname_key(identity.name) == surname_key(person.name) and " " not in identity.name:
        told = f"surname and office: {_told(term)}"
        return Comparison(person=person, score=2, reason=told)
    return Comparison(person=person, score=0, reason="another name")


def judge(identity: Identity, compared: Iterable[Comparison]) -> Iterator[Linking]:
    """The link to whom most speaks for; none, with the reason, where as much speaks for two."""
    fitting = sorted((c for c in compared if c.score), key=lambda c: -c.score)
    best = _distinct([c for c in fitting if c.score == fitting[0].score])
    if len(best) == 1:
        person, reason = best[0].person, f"in the register {best[0].person.name} by {best[0].reason}"
        yield Linking(
            document=identity.document,
            of=identity.id,
            at=identity.span,
            person=person.id,
            name=person.name,
            reason=reason,
        )
    elif best:
        names = " and ".join(f"{c.person.name} ({c.person.id})" for c in best[:3])
        reason = f"the register has several who fit equally: {names}"
        yield Linking(document=identity.document, of=identity.id, at=identity.span, person=None, reason=reason)


def _distinct(compared: Iterable[Comparison]) -> list[Comparison]:
    """Without those whom an earlier register tells, too."""
    kept: list[Comparison] = []
    for one in compared:
        if not any(_is_told_twice(one.person, other.person) for other in kept):
            kept.append(one)
    return kept


def _is_told_twice(one: Person, other: Person) -> bool:
    """Whether two registers tell of one: a body by its name, a person by a name and an office."""
    if one.origin == other.origin or one.type != other.type or _names(one).isdisjoint(_names(other)):
        return False
    return one.type != "person" or not _offices(one).isdisjoint(_offices(other))


def _names(person: Person) -> frozenset[str]:
    return frozenset(key for name in (person.name, *person.aliases) for key in name_keys(name))


def _offices(person: Person) -> frozenset[tuple[str, str]]:
    return frozenset((role, term.of) for term in person.terms if term.of for role in _roles(term.role))


def _compare_bodies(identity: Identity, body: Person) -> Comparison:
    """Of a body: its fullest name in the text, or another of two words or of initials; "the Times" may be any."""
    names = {name.casefold() for name in (body.name, *body.aliases)}
    full = identity.name.casefold() in names
    others = (name for name in identity.aliases if " " in name or (name.isupper() and len(name) > 1))
    fits = body.type != "person" and (full or any(name.casefold() in names for name in others))
    return Comparison(person=body, score=(3 if full else 2) if fits else 0, reason="name")


def _compare_named(person: Person, term: Term | None, facts: frozenset[str], identity: Identity) -> Comparison:
    """Of somebody with the same full name: what the text says of them agrees, or another of its words do."""
    if term:
        return Comparison(person=person, score=5, reason=f"full name and office: {_told(term)}")
    places = _places(person)
    if identity.affiliation in places:
        return Comparison(person=person, score=4, reason=f"full name and {identity.affiliation}")
    role = next(
        (t for t in person.terms if identity.role and not _roles(identity.role).isdisjoint(_roles(t.role))), None
    )
    if role and not identity.affiliation:
        return Comparison(person=person, score=4, reason=f"full name and role: {_told(role)}")
    if identity.affiliation and identity.affiliation in facts and places.isdisjoint(facts):
        return Comparison(person=person, score=0, reason=f"a namesake of {identity.affiliation}")
    shared = sorted(places & facts)
    if shared:
        return Comparison(person=person, score=3, reason=f"full name, and the text names {shared[0]}")
    return Comparison(person=person, score=0, reason="the full name alone")


def _compare_holder(identity: Identity, person: Person, day: datetime.date | None) -> Comparison:
    """Of somebody whom the text calls by an office only."""
    term = _held(identity, person, day=day)
    if day is None or term is None or _is_past(identity.role):
        return Comparison(person=person, score=0, reason="no day on which the register knows the holder")
    return Comparison(person=person, score=1, reason=f"office on {day}: {_told(term)}")


def _held(identity: Identity, person: Person, *, day: datetime.date | None = None) -> Term | None:
    """The term of the person that the identity's role and affiliation tell; with a day, one that surely covers it."""
    if not identity.role or not identity.affiliation:
        return None
    roles = _roles(identity.role)
    fitting = (t for t in person.terms if t.of == identity.affiliation and not roles.isdisjoint(_roles(t.role)))
    return next((t for t in fitting if day is None or t.covers(day, person.known_to)), None)


def _roles(role: str) -> frozenset[str]:
    """The usual names of an office, without "former" and the like."""
    words = [word for word in role.casefold().split() if word not in _FORMER]
    plain = " ".join(words)
    return usual_roles().get(plain, frozenset((plain,)))


def _is_past(role: str | None) -> bool:
    return bool(role) and not _FORMER.isdisjoint((role or "").casefold().split())


def _shares_name(identity: Identity, person: Person) -> bool:
    """Whether a name of two words or more is the same in some spelling or script."""
    full = [name for name in (identity.name, *identity.aliases) if " " in name]
    theirs = _names(person)
    return any(not theirs.isdisjoint(sought_keys(name)) for name in full) or identity.name in person.aliases


def _places(person: Person) -> frozenset[str]:
    return frozenset((*(term.of for term in person.terms if term.of), *person.belongs))


def _named_in(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The states and bodies that a text names, by their usual names."""
    found: set[str] = set()
    for match in _NAMES.finditer(text):
        words = match[0].split()
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                said = " ".join(words[start:end])
                plain = _ENDING.sub("", said)
                found.update(_usual(form, lexicon) for form in (said, plain, plain.removesuffix("s")))
    return frozenset(found)


def _usual(said: str, lexicon: Lexicon) -> str:
    for table in (lexicon.capitals, lexicon.metonyms, lexicon.organizations):
        if said in table:
            return table[said]
    return usual_name(said, lexicon)


def _told(term: Term) -> str:
    days = f" {term.since or '…'} – {term.until}" if term.until else f" since {term.since}" if term.since else ""
    return f"{term.role} of {term.of}{days}"


def _register(settings: Settings) -> Register:
    return packaged() if settings.register is None else Joined((packaged(), _imported(settings.register)))


def _imported(address: str) -> Register:
    register: Register = find("store", "store.sql")(address, create=False).register()
    return register


@dataclass(frozen=True, slots=True)
class _Digest:
    """The digest of a register that is not asked."""

    digest: str

    def named(self, keys: Iterable[str]) -> tuple[Person, ...]:  # noqa: ARG002
        return ()

    def within(self, of: str) -> tuple[Person, ...]:  # noqa: ARG002
        return ()


LAYER = Layer(version="1", requires=(Identity, Speaking), produces=(Linking,), load=load, leans=known)
