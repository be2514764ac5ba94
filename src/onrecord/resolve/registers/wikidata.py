"""Reads the JSON result of a Wikidata query: a row for each office that a person held."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import DocumentError
from onrecord.model.person import Person
from onrecord.resolve.registers.entries import Entries, fields, term

_PERSON = ("person", "item", "human", "who")
_ENTITY = "/entity/"


def read(path: Path) -> Iterator[Person]:
    """The persons of the result. A row tells `person` and `personLabel`, and may tell `alias`, `positionLabel`,
    `ofLabel` (or `countryLabel`), `start` and `end`; `typeLabel` "organization" makes it one."""
    entries = Entries(f"Wikidata ({path.name})")
    for number, row in enumerate(_rows(path), 1):
        if not isinstance(row, dict):
            raise DocumentError(f"row {number}: not an object")
        told = {key: _value(value) for key, value in row.items()}
        key, name = fields(told, *_PERSON), fields(told, *(f"{p}Label" for p in _PERSON), "name")
        if key is None or name is None:
            raise DocumentError(f"row {number}: no “person” or no “personLabel”; it has {', '.join(row) or 'nothing'}")
        is_body = "organi" in (fields(told, "typeLabel", "type") or "").casefold()
        entry = entries.get(key.rpartition(_ENTITY)[2], number, name, "organization" if is_body else "person")
        aliases = fields(told, "alias", "aliases", "altLabel", *(f"{p}AltLabel" for p in _PERSON)) or ""
        entry.aliases.update(dict.fromkeys(filter(None, map(str.strip, aliases.replace("|", ",").split(",")))))
        of = fields(told, "ofLabel", "jurisdictionLabel", "organizationLabel", "countryLabel")
        role = fields(told, "positionLabel", "position", "roleLabel", "role")
        if role and not role.startswith("http"):
            since, until = fields(told, "start", "startDate"), fields(told, "end", "endDate")
            entry.terms[term(f"row {number}", role, of, since, until)] = None
    return entries.persons("wikidata")


def _rows(path: Path) -> list[Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"no JSON: {error}") from None
    if isinstance(found, dict):
        results = found.get("results")
        found = results.get("bindings") if isinstance(results, dict) else None
    if not isinstance(found, list):
        raise DocumentError("no query result: expected “results” with “bindings”, or a list of rows")
    return found


def _value(cell: object) -> object:
    """The words of a cell: a binding {"type", "value"} or the value itself."""
    return cell.get("value") if isinstance(cell, dict) else cell
