"""What people judged of one document: who is whom in it, and which of its rows are right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select

from onrecord.model.base import Provenance
from onrecord.model.document import Record
from onrecord.model.evidence import ADD, Judgement
from onrecord.model.reading import Reading
from onrecord.model.ruling import Ruling, addition, ruling
from onrecord.model.statement import Attribution
from onrecord.store.sql.sames import NONE, Sames, sames
from onrecord.store.sql.tables import judgement

PROVENANCE = Provenance(layer="judgements.rows", version="1")

AT_ONCE = 10_000
"""Rows asked for at once: SQLite takes 32,766 values in one question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """All that people judged of a document."""

    sames: Sames = NONE
    rulings: tuple[Ruling, ...] = ()

    def applied(self, record: Record) -> Record:
        """The record with what people judged beside what the machine found."""
        known = self.sames.applied(record)
        return known.extended(PROVENANCE, self.rulings) if self.rulings else known


def judged_of(connection: Connection, record: Record) -> Judged:
    """What people judged of the record's document so far."""
    return Judged(sames=sames(connection), rulings=rulings(connection, record))


def rulings(connection: Connection, record: Record) -> tuple[Ruling, ...]:
    """What people judged of the rows of a record, those on which a judgement stands."""
    if connection.scalar(select(judgement.c.number).limit(1)) is None:
        return ()
    places = {a.id: a.span for a in (*record.of(Attribution), *record.of(Reading))}
    places |= {a.id: a.span for a in additions(connection, record.document.id)}
    given = given_on(connection, places)
    found = (ruling(record.document.id, of, places[of], on) for of, on in given.items())
    return tuple(one for one in found if one is not None)


def additions(connection: Connection, document: str) -> tuple[Attribution, ...]:
    """What people ever added to a document, also what they took back."""
    told = select(judgement.c.value).where(adds_to(document)).order_by(judgement.c.number)
    made = (addition(value) for value in connection.scalars(told))
    return tuple(one.attribution for one in made if one is not None)


def adds_to(document: str) -> ColumnElement[bool]:
    """The condition that a judgement adds a statement to a document."""
    return judgement.c.value.startswith(f"{ADD}{document} ", autoescape=True)


def given_on(connection: Connection, targets: Iterable[str]) -> Mapping[str, list[Judgement]]:
    """The judgements on each of these that has any, in the order given."""
    asked, found = list(targets), dict[str, list[Judgement]]()
    columns = [judgement.c[name] for name in Judgement.__dataclass_fields__]
    for at in range(0, len(asked), AT_ONCE):
        mine = select(*columns).where(judgement.c.target.in_(asked[at : at + AT_ONCE]))
        for row in connection.execute(mine.order_by(judgement.c.number)).mappings():
            found.setdefault(row["target"], []).append(Judgement(**row))
    return found
