"""Gathers the names of a document into figures: a person's full name, surname, first name and initials are one."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model.base import Span
from onrecord.model.statement import SpeakerType
from onrecord.resolve.capitals import UPPER
from onrecord.resolve.descriptions import described
from onrecord.resolve.genders import gender_of, pronouns_after
from onrecord.resolve.lands import land_of
from onrecord.resolve.lexicon import Lexicon
from onrecord.resolve.misprints import misprints
from onrecord.resolve.names import Name
from onrecord.resolve.persons import Persons, core_words
from onrecord.resolve.roles import Description, usual_name

_CAPITALISED = re.compile(rf"[{UPPER}]\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Someone in one document, with every name that is theirs."""

    name: str
    type: SpeakerType
    names: tuple[Name, ...]
    descriptions: tuple[Description, ...]
    gender: str
    sure: bool

    @property
    def role(self) -> str | None:
        return next((d.role for d in self.descriptions if d.role and not d.relative), None)

    @property
    def affiliation(self) -> str | None:
        """The affiliation told first, or else the state that a lawmaker is from."""
        told = next((d.affiliation for d in self.descriptions if d.affiliation), None)
        return told or next((d.seat for d in self.descriptions if d.seat), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The figures of a document and the figure of each of its names, by the name's place in the document's list."""

    names: tuple[Name, ...]
    figures: tuple[Figure, ...]
    of: tuple[int | None, ...]
    doubts: Mapping[int, tuple[int, ...]]
    """For a name that fits several figures equally: those figures."""
    reasons: Mapping[int, str]
    """For a name that had to be judged: why it is who it is."""
    nouns: Mapping[str, tuple[int, ...]]
    """For each noun of a role: the figures that the text describes by it."""

    def described_as(self, noun: str, lexicon: Lexicon) -> tuple[int, ...]:
        """The figures that the text describes by a noun, or by one that reports use for the same role."""
        sets = lexicon.same_roles.get(noun, frozenset())
        alike = [other for other in self.nouns if other == noun or sets & lexicon.same_roles.get(other, frozenset())]
        return tuple(dict.fromkeys(figure for other in alike for figure in self.nouns[other]))


def cast_of(text: str, names: tuple[Name, ...], lexicon: Lexicon, speaking: frozenset[int]) -> Cast:
    """The figures that the names belong to. `speaking` holds the places of names that stand in a source."""
    lands = frozenset(_CAPITALISED.findall(text))
    descriptions = {
        n: tuple(_at_home(told, lands, lexicon) for told in described(text, name, lexicon))
        for n, name in enumerate(names)
        if name.kind == "person"
    }
    groups, persons = _grouped(names, descriptions, lexicon)
    of: list[int | None] = [None] * len(names)
    figures: list[Figure] = []
    for members in groups:
        for member in members:
            of[member] = len(figures)
        figures.append(_figure(text, members, names, descriptions, speaking, lexicon))
    return Cast(
        names=names,
        figures=tuple(figures),
        of=tuple(of),
        doubts=persons.doubts,
        reasons=_reasons(persons, names, figures),
        nouns=_nouns(figures),
    )


def _at_home(told: Description, lands: frozenset[str], lexicon: Lexicon) -> Description:
    """A description with the land for a demonym that no list has, where the text names the land: Varnian, Varnia."""
    word = told.affiliation
    if word is None or word in lexicon.states or " " in word:
        return told
    land = land_of(word, lands)
    return told if land is None else replace(told, affiliation=land)


def _reasons(persons: Persons, names: Sequence[Name], figures: Sequence[Figure]) -> dict[int, str]:
    def name_of(n: int) -> str:
        return figures[persons.group_of[n]].name

    judged = {n: f"“{names[n].text}” means {name_of(n)}, who is named so nearest or most" for n in persons.judged}
    meant = persons.misprinted & persons.group_of.keys()
    slips = {n: f"“{names[n].text}” is taken for a misprint of {name_of(n)}" for n in meant}
    return {**judged, **slips}


def _nouns(figures: Sequence[Figure]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, figure in enumerate(figures):
        for noun in {told.noun for told in figure.descriptions if told.noun}:
            found[noun].append(number)
    return {noun: tuple(numbers) for noun, numbers in found.items()}


def _grouped(
    names: Sequence[Name], descriptions: Mapping[int, tuple[Description, ...]], lexicon: Lexicon
) -> tuple[list[list[int]], Persons]:
    persons = Persons(Counter(w[0].casefold() for name in names if len(w := core_words(name)) == 1), lexicon)
    for n, name in enumerate(names):
        if name.kind == "person" and len(core_words(name)) > 1:
            persons.add_full(n, name)
    kin = (n for n, told in descriptions.items() if told and told[0].noun in lexicon.kin)
    secondary = {persons.group_of[n] for n in kin if n in persons.group_of}
    slips = misprints(_printed(names))
    short = [(n, name) for n, name in enumerate(names) if name.kind == "person" and len(core_words(name)) < 2]
    shared = [(n, name) for n, name in short if not persons.add_short(n, name, slips)]
    for n, name in shared:
        persons.add_shared(n, name, names, secondary)
    bodies: dict[str, list[int]] = defaultdict(list)
    shorter = _shorter_names(names)
    known = {word.casefold(): word for name in names for word in name.words if name.kind == "organization"}
    for n, name in enumerate(names):
        if name.kind in ("organization", "place", "group"):
            key = _body_key(name, shorter, lexicon)
            bodies[known.get(slips.get(key.casefold(), ""), key)].append(n)
    return [*persons.groups, *bodies.values()], persons


def _printed(names: Iterable[Name]) -> Counter[str]:
    """How often each surname, or name of one word, is printed."""
    return Counter(core_words(name)[-1].casefold() for name in names if core_words(name))


def _shorter_names(names: Iterable[Name]) -> dict[str, str]:
    """The full name of a body by its initials and by its last words, where only one body has them."""
    full: dict[str, set[str]] = defaultdict(set)
    for words in {_plain(name) for name in names if name.kind == "organization" and len(name.words) > 1}:
        capital = [word for word in words if word[0].isupper()]
        for short in ("".join(w[0] for w in capital), *(" ".join(words[k:]) for k in range(1, len(words)))):
            full[short].add(" ".join(words))
    return {short: next(iter(longer)) for short, longer in full.items() if len(longer) == 1}


def _plain(name: Name) -> tuple[str, ...]:
    return name.words[1:] if name.words[0] in ("The", "the") and len(name.words) > 1 else name.words


def _body_key(name: Name, shorter: Mapping[str, str], lexicon: Lexicon) -> str:
    said = " ".join(_plain(name))
    if name.kind == "place":
        return usual_name(said, lexicon)
    said = shorter.get(said.replace(".", ""), said)
    said = shorter.get(said, said)
    return lexicon.organizations.get(said, said)


def _figure(
    text: str,
    members: Sequence[int],
    names: Sequence[Name],
    descriptions: Mapping[int, tuple[Description, ...]],
    speaking: frozenset[int],
    lexicon: Lexicon,
) -> Figure:
    mine = tuple(names[n] for n in sorted(members))
    told = tuple(d for n in sorted(members) for d in descriptions.get(n, ()))
    kind = mine[0].kind
    fullest = max(mine, key=lambda name: (len(name.words), len(name.text)))
    types: Mapping[str, SpeakerType] = {"person": "person", "group": "group"}
    return Figure(
        name=fullest.text if kind == "person" else _body_name(fullest, lexicon),
        type=types.get(kind, "organization"),
        names=mine,
        descriptions=_with_office(told, text, lexicon) if kind == "person" else _seat(fullest, lexicon),
        gender=gender_of(mine, told, pronouns_after(text, mine), lexicon) if kind == "person" else "any",
        sure=kind != "person" or bool(told) or _is_sure(mine, members, speaking),
    )


def _seat(name: Name, lexicon: Lexicon) -> tuple[Description, ...]:
    """The state whose government a capital or a palace stands for."""
    state = lexicon.capitals.get(name.text) or lexicon.metonyms.get(name.text)
    return (Description(role=None, affiliation=state, noun=None),) if state else ()


def _is_sure(mine: Sequence[Name], members: Sequence[int], speaking: frozenset[int]) -> bool:
    """Whether somebody is surely a person: by a first name or a title, by speaking, by going on under the surname."""
    lengths = {len(core_words(name)) for name in mine}
    known = any(name.sure for name in mine) or not speaking.isdisjoint(members)
    return known or (1 in lengths and len(lengths) > 1)


def _body_name(name: Name, lexicon: Lexicon) -> str:
    said = " ".join(_plain(name))
    return usual_name(said, lexicon) if name.kind == "place" else said


def _with_office(told: tuple[Description, ...], text: str, lexicon: Lexicon) -> tuple[Description, ...]:
    """The descriptions, with the state of an office that only one state has, where the text names that state."""
    if not told or any(d.affiliation for d in told):
        return told
    offices = ((d.role or "").casefold() for d in told)
    state = next((lexicon.office_of[office] for office in offices if office in lexicon.office_of), None)
    if state is None or not _names_state(text, state, lexicon):
        return told
    first = told[0]
    extra = Description(
        role=first.role, affiliation=state, noun=first.noun, modifiers=first.modifiers, gender=first.gender
    )
    return (extra, *told[1:])


def _names_state(text: str, state: str, lexicon: Lexicon) -> bool:
    words = [w for w, name in (*lexicon.states.items(), *lexicon.demonyms.items()) if name == state]
    return any(f"{word}{end}" in text for word in words for end in (" ", "’", "'", ",", "."))


def spans_of(figure: Figure) -> tuple[Span, ...]:
    """Where the figure is named."""
    return tuple(name.span for name in figure.names)
