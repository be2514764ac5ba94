"""Follows the pronouns and titles in running text ("he", "the president"), so that who is spoken of stays known."""

import bisect
import re
from collections.abc import Iterable, Iterator

from onrecord.model.base import Span
from onrecord.resolve.antecedents import pronoun_choice, role_choice, varied_choice
from onrecord.resolve.discourse import Discourse
from onrecord.resolve.lexicon import Lexicon
from onrecord.resolve.sources import Reference, phrase_reference

_POINTER = re.compile(r"\b(?:(?P<pronoun>[Hh]e|[Ss]he)|[Tt]he (?P<phrase>[a-z-]+(?: [a-z-]+){0,3}))\b")


class Pointers:
    """The pointers of a document outside sources, resolved in order as far as they have been read."""

    def __init__(self, discourse: Discourse, sources: Iterable[Span], lexicon: Lexicon) -> None:
        self.discourse = discourse
        self.lexicon = lexicon
        self._sources = sorted(sources)
        self._found = self._pointers()
        self._next: tuple[int, str, Reference | None] | None = next(self._found, None)

    def read_to(self, place: int, spoke: frozenset[tuple[int, int]], last: int | None) -> None:
        """Keeps whom each pointer before a place means; `spoke` tells who spoke before, in which sentence, and `last`
        who did last."""
        while self._next is not None and self._next[0] < place:
            at, word, reference = self._next
            if reference is None:
                choice = pronoun_choice(self.discourse, word, at, spoke, ())
            else:
                choice = role_choice(self.discourse, reference, at, (), self.lexicon)
                if choice.figure is None:
                    choice = varied_choice(self.discourse, reference, at, last, self.lexicon)
            if choice.figure is not None:
                self.discourse.add(at, choice.figure)
            self._next = next(self._found, None)

    def _pointers(self) -> Iterator[tuple[int, str, Reference | None]]:
        for match in _POINTER.finditer(self.discourse.text):
            if self._in_source(match.start()):
                continue
            if match["pronoun"]:
                yield match.start(), match["pronoun"].casefold(), None
            elif reference := self._role(match):
                yield match.start(), "", reference

    def _role(self, match: re.Match[str]) -> Reference | None:
        """The title up to its noun, where it may point at somebody."""
        words = match["phrase"].split()
        for at, word in enumerate(words):
            if word in self.lexicon.roles:
                if word not in self.lexicon.varied and not self.discourse.cast.described_as(word, self.lexicon):
                    return None
                span = Span(match.start(), match.start("phrase") + len(" ".join(words[: at + 1])))
                return phrase_reference(("the", *words[: at + 1]), span, self.lexicon)
        return None

    def _in_source(self, place: int) -> bool:
        at = bisect.bisect_right(self._sources, place, key=lambda span: span.start) - 1
        return at >= 0 and place < self._sources[at].end
