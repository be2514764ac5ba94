"""Reads people from files of others: FollowTheMoney, a Wikidata query result, a table."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.errors import DocumentError
from onrecord.model.person import Person
from onrecord.resolve.registers import followthemoney, table, wikidata

FORMATS: dict[str, Callable[[Path], Iterator[Person]]] = {
    "followthemoney": followthemoney.read,
    "wikidata": wikidata.read,
    "csv": table.read,
}

_BEGINNING = 4096


def read_register(path: Path) -> Iterator[Person]:
    """Whoever the file tells of, in the order told. Raises DocumentError, with the file and line, where it cannot be
    taken; and for a file in none of the formats."""
    try:
        yield from FORMATS[_format(path)](path)
    except DocumentError as error:
        raise DocumentError(f"{path}: {error}") from None
    except OSError as error:
        raise DocumentError(f"{path}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise DocumentError(f"{path}: line {_line_not_utf8(path)}: not UTF-8") from None


def _format(path: Path) -> str:
    """The format by the file's first characters."""
    with path.open(encoding="utf-8-sig") as file:
        begin = file.read(_BEGINNING).lstrip()
    if not begin:
        raise DocumentError("the file is empty")
    first = begin.split("\n", 1)[0]
    if begin[0] == "[" or '"bindings"' in begin or ('"head"' in begin and '"vars"' in begin):
        return "wikidata"
    if begin[0] == "{":
        return "followthemoney" if _is_entity(first) else _unknown("a JSON object without “schema” on its first line")
    return "csv" if "name" in first.casefold() else _unknown("no JSON, and no column “name” in its first line")


def _is_entity(line: str) -> bool:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return '"schema"' in line
    return isinstance(found, dict) and "schema" in found


def _line_not_utf8(path: Path) -> int:
    """The first line that is none; no character of UTF-8 runs over the end of a line."""
    with path.open("rb") as file:
        return next((number for number, line in enumerate(file, 1) if not _is_utf8(line)), 1)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _unknown(what: str) -> str:
    raise DocumentError(
        f"{what}; expected FollowTheMoney JSON Lines, a Wikidata query result in JSON, or a table (CSV)"
    )
