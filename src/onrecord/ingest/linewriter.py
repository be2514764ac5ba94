"""A text grows piece by piece: blanks collapse, blocks part, and each piece keeps its place in the source."""

from collections.abc import Callable

from onrecord.model.document import OffsetMap

EMPTY_LINE = 2
"""Line ends that part blocks: one empty line. More in a row are never written."""


class LineWriter:
    """Writes a text. What parts two pieces is written with the second, so that no text ends in blanks."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._runs: list[tuple[int, int, int]] = []
        self.length = 0
        self.before = ""
        """The last character written."""
        self._lines = 0
        self._tab = False
        self._blank: int | None = None
        self._gap: Callable[[str], bool] | None = None

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def offsets(self) -> OffsetMap:
        return OffsetMap(tuple(self._runs))

    @property
    def at_a_word(self) -> bool:
        """Whether the next piece would follow the last one without anything between."""
        return not (self._lines or self._tab or self._blank is not None)

    def part(self, lines: int) -> None:
        """At least so many line ends come before the next piece."""
        self._lines, self._tab, self._blank = max(self._lines, lines), False, None

    def line(self) -> None:
        """One line end more comes before the next piece."""
        self.part(min(EMPTY_LINE, self._lines + 1))

    def tab(self) -> None:
        """A tab comes before the next piece, unless it begins a line."""
        self._tab, self._blank = not self._lines, None

    def blank(self, source: int) -> None:
        """A blank of the source comes before the next piece, unless it begins a line or a cell."""
        if self.at_a_word:
            self._blank = source

    def gap(self, meets: Callable[[str], bool]) -> None:
        """A blank is put in should a word and a character that `meets` this come to stand side by side."""
        self._gap = meets

    def put(self, words: str, source: int) -> int:
        """Words that stand in the source at that place; returns where they begin."""
        start = self._separated(words[0])
        self._map(source, len(words))
        self._append(words)
        return start

    def put_reference(self, characters: str, source: int) -> int:
        """What a character reference stands for; each of its characters is mapped to the reference's beginning."""
        start = self._separated(characters[0])
        for character in characters:
            self._map(source, 1)
            self._append(character)
        return start

    def insert(self, words: str) -> int:
        """Words that do not stand in the source; returns where they begin."""
        start = self._separated(words[0])
        self._append(words)
        return start

    def close(self, mark: str) -> None:
        """A mark that does not stand in the source follows the last piece at once; what parts comes after it."""
        self._append(mark)

    def _separated(self, following: str) -> int:
        if self.length == 0:
            pass
        elif self._lines:
            self._append("\n" * self._lines)
        elif self._tab:
            self._append("\t")
        elif self._blank is not None:
            self._map(self._blank, 1)
            self._append(" ")
        elif self._gap and self.before.isalnum() and self._gap(following):
            self._append(" ")
        self._lines, self._tab, self._blank, self._gap = 0, False, None, None
        return self.length

    def _append(self, words: str) -> None:
        self._pieces.append(words)
        self.length += len(words)
        self.before = words[-1]

    def _map(self, source: int, length: int) -> None:
        if self._runs:
            text, begin, known = self._runs[-1]
            if text + known == self.length and begin + known == source:
                self._runs[-1] = (text, begin, known + length)
                return
        self._runs.append((self.length, source, length))
