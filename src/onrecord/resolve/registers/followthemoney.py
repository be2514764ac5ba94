"""Reads FollowTheMoney entities in JSON Lines, as OpenSanctions publishes them, with relations inside or beside."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import DocumentError
from onrecord.model.person import Person
from onrecord.model.statement import SpeakerType
from onrecord.resolve.registers.entries import Entries, Entry, state_of, term

_TYPES: dict[str, SpeakerType] = {
    "Person": "person",
    **dict.fromkeys(("Organization", "PublicBody", "Company", "LegalEntity"), "organization"),
}
_NAMES = ("name", "alias", "weakAlias", "previousName", "abbreviation")
_COUNTRIES = ("citizenship", "nationality", "country", "jurisdiction")
_RELATIONS = {
    "Occupancy": ("holder", "post"),
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
    "Directorship": ("director", "organization"),
}
"""Schemata that tell of offices: the property with the person, and that with the post or body."""

LONGEST = 10_000_000
"""Characters of a line that are read; one entity with all its relations has well below a million."""

Properties = dict[str, list[Any]]
_Relation = tuple[int, str, Properties]


def read(path: Path) -> Iterator[Person]:
    """The persons and bodies of the file, with the offices that occupancies, memberships and positions tell of."""
    entries = Entries(f"FollowTheMoney ({path.name})")
    relations: list[_Relation] = []
    posts: dict[str, Properties] = {}
    for line, entity in _entities(path):
        schema, properties = entity["schema"], entity["properties"]
        if schema in _TYPES:
            _enter(entries, line, entity, relations)
        elif schema == "Position":
            posts[entity["id"]] = properties
        elif schema in _RELATIONS:
            relations.append((line, schema, properties))
    for relation in relations:
        _relate(entries, posts, relation)
    return entries.persons("ftm")


def _entities(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8-sig") as file:
        line = 0
        while words := file.readline(LONGEST):
            line += 1
            if words.strip():
                yield line, _entity(line, words)


def _entity(line: int, words: str) -> dict[str, Any]:
    try:
        found = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"line {line}: no JSON object: {error}") from None
    if not _is_entity(found):
        raise DocumentError(f"line {line}: an entity needs “id”, “schema” and “properties” (an object of lists)")
    return dict(found)


def _is_entity(found: object) -> bool:
    if not isinstance(found, dict) or not isinstance(found.get("properties"), dict):
        return False
    told = all(isinstance(found.get(key), str) and found[key] for key in ("id", "schema"))
    return told and all(isinstance(values, list) for values in found["properties"].values())


def _enter(entries: Entries, line: int, entity: dict[str, Any], relations: list[_Relation]) -> None:
    """The entity is entered, and the relations nested in it are kept for later."""
    properties: Properties = entity["properties"]
    names = [name for key in _NAMES for name in _words(properties.get(key))]
    caption = entity.get("caption")
    chief = caption if isinstance(caption, str) and caption in names else next(iter(names), None)
    if chief is None:
        raise DocumentError(f"line {line}: {entity['id']} has no name")
    entry = entries.get(entity["id"], line, chief, _TYPES[entity["schema"]])
    entry.aliases.update(dict.fromkeys(names))
    entry.belongs.update(dict.fromkeys(_countries(properties)))
    for position in _words(properties.get("position")):
        _hold(entry, line, position, _one(_countries(properties)), (None, None))
    for values in properties.values():
        for nested in values:
            if _is_entity(nested) and nested["schema"] in _RELATIONS:
                holder = _RELATIONS[nested["schema"]][0]
                told = {holder: [entity["id"]], **nested["properties"]}
                relations.append((line, nested["schema"], told))


def _relate(entries: Entries, posts: dict[str, Properties], relation: _Relation) -> None:
    """The holder of the relation has the office, where the file knows both."""
    line, schema, properties = relation
    holder, post = _RELATIONS[schema]
    days = (_first(properties.get("startDate")), _first(properties.get("endDate")))
    holders = (entries.of.get(_id(who)) for who in properties.get(holder, []))
    for entry in filter(None, holders):
        for what in properties.get(post, []):
            told: Properties = what["properties"] if _is_entity(what) else posts.get(_id(what), {})
            role, of = _office(schema, told, entries.of.get(_id(what)))
            if role:
                _hold(entry, line, _first(properties.get("role")) or role, of, days)


def _office(schema: str, told: Properties, body: Entry | None) -> tuple[str | None, str | None]:
    """The role that the relation gives in a body, or the post with its state; None where the file does not tell."""
    name = body.name if body else _first(told.get("name"))
    if schema == "Occupancy" and body is None:
        return name, _one(_countries(told))
    return "member" if name else None, name


def _id(value: object) -> str:
    """The id that a property points at, whether the entity stands there itself or not."""
    found = value.get("id") if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""


def _hold(entry: Entry, line: int, role: str, of: str | None, days: tuple[str | None, str | None]) -> None:
    entry.terms[term(f"line {line}", role, of, *days)] = None


def _countries(properties: Properties) -> list[str]:
    codes = (code for key in _COUNTRIES for code in _words(properties.get(key)))
    return list(dict.fromkeys(state for code in codes if (state := state_of(code))))


def _one(found: list[str]) -> str | None:
    return found[0] if len(found) == 1 else None


def _first(values: Iterable[object] | None) -> str | None:
    return next(iter(_words(values)), None)


def _words(values: Iterable[object] | None) -> list[str]:
    return [value.strip() for value in values or () if isinstance(value, str) and value.strip()]
