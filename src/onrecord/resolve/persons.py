"""Groups the names of persons: full name, surname, first name, initials and nickname are one person's."""

import bisect
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from onrecord.resolve.capitals import PARTICLES
from onrecord.resolve.genders import gender_of
from onrecord.resolve.lexicon import Lexicon
from onrecord.resolve.names import SUFFIXES, Name

_SHORT = 2
"""Times that a first name is used for each full name, at most, where nothing else tells that it is one."""
_TOGETHER = 100
"""Characters within which two full names are named together, so that neither is nearer."""
_NEAR = 400
"""Characters within which a full name still decides whom a shared surname means: about a paragraph before."""


def core_words(name: Name) -> tuple[str, ...]:
    """The words that tell a person: without "Jr.", and a surname alone without its particle, "De Blasio"."""
    core = tuple(word.replace("’", "'") for word in name.words if word not in SUFFIXES)
    return core[-1:] if core and core[0].casefold() in PARTICLES else core


def _short(name: Name) -> str:
    core = core_words(name)
    return core[0].casefold() if core else name.text.casefold()


class Persons:
    """Groups of persons' names while they are gathered, found by surname, first name and any other part."""

    def __init__(self, alone: Counter[str], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._alone = alone
        self.groups: list[list[int]] = []
        self.group_of: dict[int, int] = {}
        self.doubts: dict[int, tuple[int, ...]] = {}
        self.judged: set[int] = set()
        self.misprinted: set[int] = set()
        self._full: dict[tuple[str, str, str], int] = {}
        self._initials: dict[tuple[str, str, str], set[int]] = defaultdict(set)
        self._surnames: dict[str, list[int]] = defaultdict(list)
        self._shared: dict[int, list[int]] = {}
        self._parts: dict[str, set[int]] = defaultdict(set)
        self._sure: set[int] = set()
        self._full_at: dict[int, list[int]] = defaultdict(list)

    def add_full(self, n: int, name: Name) -> None:
        core = core_words(name)
        surname, first = core[-1].casefold(), self._formal(core[0])
        suffix = next((word.rstrip(".").casefold() for word in name.words if word in SUFFIXES), "")
        group = self._find(surname, first, suffix)
        if group is None:
            group = self._found(surname, first, suffix)
        for part in core[:-1]:
            self._parts[part.casefold()].add(group)
        self._full_at[group].append(name.span.start)
        if name.sure:
            self._sure.add(group)
        self._put(n, group)

    def add_short(self, n: int, name: Name, slips: Mapping[str, str]) -> bool:
        """True when the surname or first name has no more than one bearer, whose it then is."""
        word = _short(name)
        fitting = self._fitting(word)
        if not fitting and word in slips:
            fitting = self._fitting(slips[word])
            self.misprinted.add(n)
        if len(fitting) > 1:
            self._shared[n] = fitting
            return False
        self._put(n, fitting[0] if fitting else self._found(word, "", ""))
        return True

    def add_shared(self, n: int, name: Name, names: Sequence[Name], secondary: set[int]) -> None:
        """Gives a name with several bearers to the one it means, or keeps the doubt."""
        fitting = self._judged(name, self._shared[n], names, secondary)
        if len(fitting) > 1:
            self.doubts[n] = tuple(fitting)
            return
        self.judged.add(n)
        self._put(n, fitting[0])

    def _fitting(self, word: str) -> list[int]:
        """The bearers of a surname, or else of a first name that is surely one."""
        bearers = self._surnames.get(word)
        return bearers or sorted(group for group in self._parts.get(word, ()) if self._may_shorten(word, group))

    def _may_shorten(self, word: str, group: int) -> bool:
        """Whether a part of a full name stands for it; "Harbour" does not for "Harbour Plan" when it is all over."""
        return group in self._sure or self._alone[word] <= _SHORT * len(self._full_at[group])

    def _formal(self, first: str) -> str:
        plain = first.casefold().rstrip(".")
        return self.lexicon.nicknames.get(plain, plain)

    def _find(self, surname: str, first: str, suffix: str) -> int | None:
        exact = self._full.get((surname, first, suffix))
        if exact is not None:
            return exact
        alike = self._initials.get((surname, first[:1], suffix), set())
        initial = len(first.replace(".", "")) == 1 or (surname, first[:1], suffix) in self._full
        return next(iter(alike)) if initial and len(alike) == 1 else None

    def _found(self, surname: str, first: str, suffix: str) -> int:
        self.groups.append([])
        group = len(self.groups) - 1
        self._full[(surname, first, suffix)] = group
        self._initials[(surname, first[:1], suffix)].add(group)
        self._surnames[surname].append(group)
        return group

    def _put(self, n: int, group: int) -> None:
        self.groups[group].append(n)
        self.group_of[n] = group

    def _judged(self, name: Name, fitting: list[int], names: Sequence[Name], secondary: set[int]) -> list[int]:
        """Those of several bearers of a name who are left: of the title's gender, named last and near, or the one
        who is named most and as nobody's relative."""
        if name.gender in ("male", "female"):
            alike = [g for g in fitting if self._gender(g, names) in (name.gender, "any")]
            sure = [g for g in alike if self._gender(g, names) == name.gender]
            fitting = sure or alike or fitting
        main = [g for g in fitting if g not in secondary] or fitting
        if len(main) == 1:
            return main
        known = [g for g in main if self._latest(g, name.span.start) >= 0]
        if len(known) == 1:
            return known
        latest = sorted((self._latest(g, name.span.start), g) for g in main)
        near, last = latest[-1]
        if name.span.start - near <= _NEAR and near - latest[-2][0] > _TOGETHER:
            return [last]
        counts = Counter({g: len(self.groups[g]) for g in main}).most_common(2)
        return [counts[0][0]] if counts[0][1] > counts[1][1] else main

    def _latest(self, group: int, before: int) -> int:
        places = self._full_at[group]
        at = bisect.bisect_left(places, before)
        return places[at - 1] if at else -1_000_000

    def _gender(self, group: int, names: Sequence[Name]) -> str:
        return gender_of((names[n] for n in self.groups[group]), (), (), self.lexicon)
