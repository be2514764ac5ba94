"""Works out from people's judgements who is the same person as whom, and who is not."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, or_, select

from onrecord.model.base import ID_LENGTH
from onrecord.model.document import Record
from onrecord.model.evidence import BY_PEOPLE, OTHER, SAME
from onrecord.model.statement import Identity, Linking
from onrecord.store.sql.tables import judgement
from onrecord.text import folded

WHO = 150
"""Characters of names that people are told apart by. PostgreSQL indexes no row above 2,700 bytes."""

UNLISTED = "name:"
"""What begins the id of a person whom no register knows, but to whom somebody joined another name; of one who was
parted from a name, the id of the identity follows."""

_PLACE = re.compile(f"[0-9a-f]{{{ID_LENGTH}}}")
"""The id of an identity in one document; other targets are persons' ids, which hold a colon, and folded names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sames:
    """Who is whom, as people judged: `chiefs` everywhere; `here` for an identity of one document, by its id: who it is
    judged to be (True) or not to be (False)."""

    last: int = 0
    """The number of the last judgement that counts here."""
    chiefs: Mapping[str, str] = field(default_factory=dict)
    here: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    joins: tuple[tuple[str, str], ...] = ()
    """The pairs that are judged to be the same, as they were judged."""

    def applied(self, record: Record) -> Record:
        """The record with a link for each identity that people judged, in place of the machine's."""
        links = {link.of: link for link in record.of(Linking)}
        found = tuple(link for i in record.of(Identity) if (link := self._link(i, links.get(i.id))) is not None)
        return record.extended(BY_PEOPLE, found) if found else record

    def _link(self, identity: Identity, machine: Linking | None) -> Linking | None:
        whose = who(machine.person if machine else None, identity.name)
        chief = self.chiefs.get(whose)
        judged, same = self.here.get(identity.id, ("", False))
        if same:
            return _linking(identity, self.chiefs.get(judged, judged), f"judged to be {judged}")
        if judged and self.chiefs.get(judged, judged) == (chief or whose):
            return _linking(identity, None if _is_listed(whose) else identity.id, f"judged to be other than {judged}")
        if chief is None or (chief == whose and _is_listed(chief)):
            return None
        told = f"judged to be the same as {chief}" if chief != whose else "others are judged to be the same"
        return _linking(identity, chief, told)


NONE = Sames()


def who(person: str | None, name: str) -> str:
    """What tells speakers apart: the person, or the folded name."""
    return (person or folded(name) or name)[:WHO]


def is_place(target: str) -> bool:
    """Whether the target of a judgement is something in one document, and no person."""
    return _PLACE.fullmatch(target) is not None


def sames(connection: Connection) -> Sames:
    """Who is whom, by all judgements so far. The newest on a pair counts."""
    told = or_(*(judgement.c.value.startswith(begin, autoescape=True) for begin in (SAME, OTHER)))
    asked = select(judgement.c.number, judgement.c.target, judgement.c.value).where(told).order_by(judgement.c.number)
    pairs: dict[frozenset[str], bool] = {}
    here: dict[str, tuple[str, bool]] = {}
    last = 0
    for number, target, value in connection.execute(asked):
        same = value.startswith(SAME)
        other = value.removeprefix(SAME if same else OTHER)
        last = number
        place, whom = (other, target) if is_place(other) else (target, other)
        if is_place(place):
            here[place] = whom, same
        else:
            pairs[frozenset((target, other))] = same
    joins = tuple((min(pair), max(pair)) for pair, same in pairs.items() if same and len(pair) == 2)
    alone = {judged: judged for judged, same in here.values() if same and not _is_listed(judged)}
    return Sames(last=last, chiefs=alone | _chiefs(joins), here=here, joins=joins)


def _linking(identity: Identity, chief: str | None, reason: str) -> Linking:
    person = chief if chief is None or _is_listed(chief) else f"{UNLISTED}{chief}"
    return Linking(document=identity.document, of=identity.id, at=identity.span, person=person, reason=reason)


def _is_listed(whose: str) -> bool:
    """Whether it is a person's id: a folded name holds no colon."""
    return ":" in whose


def _chiefs(pairs: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """For everybody who is joined to others: the one of them who stands for all, a person of a register if any."""
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    chiefs: dict[str, str] = {}
    for start in sorted(beside):
        if start in chiefs:
            continue
        group, left = {start}, [start]
        while left:
            fresh = beside[left.pop()] - group
            group |= fresh
            left += fresh
        chief = min(group, key=lambda one: (not _is_listed(one), one))
        chiefs.update(dict.fromkeys(group, chief))
    return chiefs
