"""Keeps whom a record knows beside the package's register, and finds them by name and by office."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select

from onrecord.errors import DocumentError
from onrecord.model.base import canonical_json
from onrecord.model.person import Person
from onrecord.spelling import name_keys
from onrecord.store.sql.database import Database
from onrecord.store.sql.tables import person, person_key, person_within, register_file

BATCH = 2_000
"""Persons written at once."""

_ASKED = 500
"""Keys asked for at once."""


@dataclass(frozen=True, slots=True)
class SqlRegister:
    """Whom a record knows, as the layers ask for it."""

    database: Database

    @property
    def digest(self) -> str:
        """Equal for equal imports only."""
        with self.database.reading() as connection:
            rows = connection.execute(select(register_file.c.name, register_file.c.digest).order_by("name"))
            return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()[:12]

    def named(self, keys: Iterable[str]) -> tuple[Person, ...]:
        """Whoever has one of the keys, in the order of their ids."""
        asked = tuple(dict.fromkeys(keys))[:_ASKED]
        return self._found(person_key.c.person, person_key.c.key.in_(asked)) if asked else ()

    def within(self, of: str) -> tuple[Person, ...]:
        """Whoever holds or held an office of a state or body, in the order of their ids."""
        return self._found(person_within.c.person, person_within.c.of == of)

    def _found(self, column: ColumnElement[str], condition: ColumnElement[bool]) -> tuple[Person, ...]:
        with self.database.reading() as connection:
            return _persons(connection, select(person.c.value).where(person.c.id.in_(select(column).where(condition))))


def add(connection: Connection, file: str, persons: Iterable[Person]) -> int:
    """The persons of a file are known, and those of an earlier file of that name no longer. Returns how many.

    Raises DocumentError where another file gave somebody that id.
    """
    connection.execute(delete(register_file).where(register_file.c.name == file))
    connection.execute(insert(register_file).values(name=file, digest="", persons=0))
    digest, count, left = hashlib.sha256(), 0, iter(persons)
    while batch := tuple(islice(left, BATCH)):
        _check_ids(connection, file, [one.id for one in batch])
        values = [canonical_json(one) for one in batch]
        for value in values:
            digest.update(value)
        rows = [{"id": one.id, "file": file, "value": v.decode()} for one, v in zip(batch, values, strict=True)]
        connection.execute(insert(person), rows)
        _insert(connection, person_key, [{"key": k, "person": one.id} for one in batch for k in _keys(one)])
        _insert(connection, person_within, [{"of": of, "person": one.id} for one in batch for of in _offices(one)])
        count += len(batch)
    told = {"digest": digest.hexdigest(), "persons": count}
    connection.execute(register_file.update().where(register_file.c.name == file).values(told))
    return count


def files(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Each imported file with how many it told of."""
    asked = select(register_file.c.name, register_file.c.persons).order_by(register_file.c.name)
    return tuple((row.name, row.persons) for row in connection.execute(asked))


def of_ids(connection: Connection, ids: Sequence[str]) -> tuple[Person, ...]:
    """The persons with these ids."""
    return _persons(connection, select(person.c.value).where(person.c.id.in_(tuple(ids))))


def _persons(connection: Connection, asked: Select[Any]) -> tuple[Person, ...]:
    return tuple(msgspec.json.decode(value, type=Person) for value in connection.scalars(asked.order_by(person.c.id)))


def _check_ids(connection: Connection, file: str, ids: list[str]) -> None:
    twice = next((i for i in ids if ids.count(i) > 1), None) if len(set(ids)) < len(ids) else None
    known = connection.execute(select(person.c.id, person.c.file).where(person.c.id.in_(ids)).limit(1)).first()
    if known is not None and known.file == file:
        twice = known.id
    if twice is not None:
        raise DocumentError(f"the id {twice} stands there twice")
    if known is not None:
        raise DocumentError(f"the id {known.id} is known from {known.file} already; an id belongs to one file")


def _insert(connection: Connection, table: object, rows: list[dict[str, str]]) -> None:
    if rows:
        connection.execute(insert(table), rows)  # type: ignore[arg-type]


def _keys(one: Person) -> Iterator[str]:
    yield from {key for name in (one.name, *one.aliases) for key in name_keys(name)}


def _offices(one: Person) -> Iterator[str]:
    yield from {term.of for term in one.terms if term.of}


def count(connection: Connection) -> int:
    """How many persons the record knows."""
    return connection.scalar(select(func.count()).select_from(person)) or 0
