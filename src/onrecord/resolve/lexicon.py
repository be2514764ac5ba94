"""The words that resolution leans on (titles, states, bodies, first names), read from data/ into one value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Word lists. Keys are casefolded, but for names, which keep their capitals."""

    courtesy: Mapping[str, str]
    """Courtesy title, as printed → "male", "female" or "any"."""
    short_titles: Mapping[str, str]
    roles: Mapping[str, str]
    """Noun for one person → "male", "female" or "any"."""
    kin: frozenset[str]
    relations: frozenset[str]
    varied: frozenset[str]
    """Nouns by which reports vary a name that they have just given."""
    same_roles: Mapping[str, frozenset[int]]
    """Noun for one person → the numbers of the sets of roles that it may stand for."""
    offices: frozenset[tuple[str, ...]]
    office_words: frozenset[str]
    office_of: Mapping[str, str]
    tempered: frozenset[str]
    modifiers: frozenset[str]
    groups: frozenset[str]
    bodies: frozenset[str]
    kinds_of_body: Mapping[str, frozenset[str]]
    """Noun that points back to a body → nouns that its name may have."""
    documents: Mapping[str, int]
    """Noun for a thing that is read, seen or heard → the number of its kind; synonyms share one."""
    landmarks: frozenset[str]
    collectives: frozenset[str]
    quantities: frozenset[str]
    unnamed: frozenset[str]
    """Capitalised words that name nobody: days, months, holidays."""
    things: frozenset[str]
    parties: Mapping[str, str]
    states: Mapping[str, str]
    """State, other name of it, or part of the United States → the state's usual name."""
    demonyms: Mapping[str, str]
    codes: Mapping[str, str]
    """ISO 3166 code of two letters → the state's usual name; "eu" is the European Union."""
    capitals: Mapping[str, str]
    metonyms: Mapping[str, str]
    regions: Mapping[str, str]
    """Part of the United States or its abbreviation → its name."""
    organizations: Mapping[str, str]
    media: frozenset[str]
    first_names: Mapping[str, str]
    nicknames: Mapping[str, str]
    openers: frozenset[str]


def load_lexicon() -> Lexicon:
    """The lexicon of the packaged word lists."""
    titles, states, bodies, first, openers = map(
        _read, ("titles.yml", "register/states.yml", "register/organizations.yml", "firstnames.yml", "openers.yml")
    )
    known = {**bodies["international"], **bodies["media"]}
    return Lexicon(
        courtesy={word: gender for gender, words in titles["courtesy"].items() for word in words},
        short_titles=titles["short"],
        roles={word: gender for gender, words in titles["roles"].items() for word in words},
        kin=frozenset(titles["kin"]),
        relations=frozenset(titles["relations"]),
        varied=frozenset(titles["varied"]),
        same_roles=_numbered(titles["same"]),
        offices=frozenset(tuple(office.split()) for office in titles["offices"]),
        office_words=frozenset(word for office in titles["offices"] for word in office.split()),
        office_of=titles["office_of"],
        tempered=frozenset(titles["tempered"]),
        modifiers=frozenset(titles["modifiers"]),
        groups=frozenset(titles["groups"]),
        bodies=frozenset(titles["organizations"]),
        kinds_of_body={noun: frozenset(kinds) for noun, kinds in titles["kinds_of_body"].items()},
        documents={noun: kind for kind, nouns in enumerate(titles["documents"]) for noun in nouns},
        landmarks=frozenset(titles["landmarks"]),
        collectives=frozenset(titles["collectives"]),
        quantities=frozenset(titles["quantities"]),
        unnamed=frozenset(titles["calendar"]),
        things=frozenset(titles["things"]),
        parties=titles["parties"],
        states=_names((name, row.get("also", ())) for name, row in states["states"].items()),
        demonyms={word: name for name, row in states["states"].items() for word in row["of"]},
        codes={
            "eu": "European Union",
            **{row["code"]: name for name, row in states["states"].items() if "code" in row},
        },
        capitals={row["capital"]: name for name, row in states["states"].items() if "capital" in row},
        metonyms=states["metonyms"],
        regions=_names(states["united_states"].items()),
        organizations=_names(known.items()),
        media=frozenset(_names(bodies["media"].items())),
        first_names={name: gender for gender in ("male", "female") for name in first[gender]},
        nicknames={short.casefold(): full.casefold() for short, full in first["short"].items()},
        openers=frozenset(openers["words"]),
    )


@lru_cache(maxsize=4096)
def singular(noun: str) -> str:
    """The noun without the ending of its plural, as far as spelling tells."""
    if noun.endswith("men") and len(noun) > 3:
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes", "xes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


def _numbered(rows: Iterable[Iterable[str]]) -> dict[str, frozenset[int]]:
    sets: dict[str, set[int]] = {}
    for number, words in enumerate(rows):
        for word in words:
            sets.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in sets.items()}


def _names(rows: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    return {word: name for name, others in rows for word in (name, *others)}


def _read(name: str) -> dict[str, Any]:
    import yaml

    text = (files("onrecord") / "data" / name).read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar a string: "no" and "on" are words here
    found = yaml.load(text, Loader=loader)
    assert isinstance(found, dict)
    return found
