"""Reads people from a table: a row for each office held, or one for each person."""

import csv
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from onrecord.errors import DocumentError
from onrecord.model.person import Person
from onrecord.resolve.registers.entries import Entries, term, usual

COLUMNS = ("id", "name", "type", "aliases", "role", "of", "since", "until", "same_as")
_KINDS = ("person", "organization", "group")
_DIALECTS = ",;\t|"


def read(path: Path) -> Iterator[Person]:
    """The persons of the table; rows with the same id (without one: the same name) are one person.

    `aliases` are parted by semicolons; in a table that semicolons part, by “|”.
    """
    entries = Entries(f"table ({path.name})")
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        mark = max(_DIALECTS, key=first.count)
        lines = _lines(chain((first,), file), mark)
        columns = [name.casefold() for name in next(lines, (1, []))[1]]
        _check(columns)
        for line, cells in lines:
            if any(cells):
                _enter(entries, line, _row(line, columns, cells), mark)
    return entries.persons("csv")


def _lines(file: Iterable[str], mark: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row, with the number of its last line."""
    rows = csv.reader(file, delimiter=mark)
    try:
        for cells in rows:
            yield rows.line_num, list(map(str.strip, cells))
    except csv.Error as error:
        raise DocumentError(f"line {rows.line_num}: {error}") from None


def _row(line: int, columns: list[str], cells: list[str]) -> dict[str, str]:
    if any(cells[len(columns) :]):
        raise DocumentError(
            f"line {line}: {len(cells)} cells, and {len(columns)} columns; quote what holds a separator"
        )
    return dict(zip(columns, cells, strict=False))


def _check(columns: list[str]) -> None:
    unknown = [name for name in columns if name not in COLUMNS]
    if unknown or "name" not in columns:
        told = f"unknown column {unknown[0]!r}" if unknown else "no column “name”"
        raise DocumentError(f"line 1: {told}; allowed: {', '.join(COLUMNS)}")


def _enter(entries: Entries, line: int, row: dict[str, str], mark: str) -> None:
    name = row.get("name", "")
    if not name:
        raise DocumentError(f"line {line}: no name")
    kind = row.get("type") or "person"
    if kind not in _KINDS:
        raise DocumentError(f"line {line}: the type is {kind!r}; allowed: {', '.join(_KINDS)}")
    entry = entries.get(row.get("id") or name, line, name, kind)  # type: ignore[arg-type]
    others = row.get("aliases", "").split("|" if mark == ";" else ";")
    entry.aliases.update(dict.fromkeys(filter(None, map(str.strip, (name, *others)))))
    if row.get("same_as"):
        entry.same_as, entry.line = row["same_as"], line
    if row.get("role"):
        entry.terms[term(f"line {line}", row["role"], row.get("of"), row.get("since"), row.get("until"))] = None
    elif row.get("of"):
        entry.belongs[usual(row["of"])] = None
