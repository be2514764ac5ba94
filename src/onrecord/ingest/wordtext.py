"""Reads the paragraphs of a Word file's part in their order: what the document shows, tracked changes accepted.

Left out are deleted and moved-away text, hidden text, field codes and what a text box says a second time for older
programs. Cells of tables are paragraphs, text boxes follow the paragraph that they are anchored in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.ingest.wordparts import Attributes, Handlers, parse
from onrecord.ingest.wordstyles import Styles, is_on, outline_level

_LEFT_OUT = frozenset("w:del w:moveFrom w:rt w:instrText w:sectPr w:tblPr w:sdtPr w:numPr".split())
"""Elements whose text is not shown, and properties in which no text stands."""

_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
_LINE_END = re.compile(r"[\r\n]+")
_SYMBOL = re.compile(r"[0-9a-fA-F]{4}")
_BLANKS = " \t\r\n"
_NO_TEXT = frozenset(("separator", "continuationSeparator", "continuationNotice"))

NoteId = tuple[str, str]
"""Which part a note stands in, "footnote" or "endnote", and its id there."""


class Paragraph(NamedTuple):
    """A paragraph's words and the tag that its style gives it."""

    text: str
    tag: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a part holds: its paragraphs, the notes referred to in their order, and the notes it defines."""

    paragraphs: Sequence[Paragraph]
    references: Sequence[NoteId]
    notes: dict[NoteId, Sequence[Paragraph]]


def read_story(data: bytes, name: str, styles: Styles) -> Story:
    """The paragraphs and notes of a part."""
    reading = _Reading(styles)
    parse(data, name, Handlers(start=reading.start, text=reading.text, end=reading.end))
    reading.levels[0].ended()
    return Story(paragraphs=reading.levels[0].paragraphs, references=reading.references, notes=reading.notes)


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read."""

    pieces: list[str]
    style: str | None = None
    level: int | None = None
    goes_on: bool = False
    """Its end was deleted: the next paragraph goes on with it."""
    boxes: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class _Level:
    """A place that holds paragraphs: the part itself, a text box, a note."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    carried: list[str] = field(default_factory=list)
    """The words of paragraphs whose end was deleted."""

    def add(self, pieces: Sequence[str], tag: str | None) -> None:
        text = "".join(pieces).strip(_BLANKS)
        if text and not text.isspace():
            self.paragraphs.append(Paragraph(text, tag))

    def ended(self) -> None:
        """Nothing follows that could go on with what is carried."""
        self.add(self.carried, None)
        self.carried = []


@dataclass(slots=True)
class _Run:
    """A run of equal letters: `own` and `styled` tell whether it is hidden, None where they say nothing."""

    around: bool
    own: bool | None = None
    styled: bool | None = None

    @property
    def hidden(self) -> bool:
        return self.around or bool(self.styled if self.own is None else self.own)


class _Reading:
    """What is open while elements come and go, and what was found."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._path: list[str] = []
        self._silent = 0
        """The depth of the element that is left out with all it holds; 0 outside of such."""
        self._open: list[_Open] = []
        self._runs: list[_Run] = []
        self._chosen: list[bool] = []
        """For each choice between ways to say a thing that is open: whether one was read."""
        self._words: list[str] | None = None
        self._keeps_blanks = False
        self._note: NoteId | None = None
        self.levels = [_Level()]
        self.references: list[NoteId] = []
        self.notes: dict[NoteId, Sequence[Paragraph]] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        self._path.append(name)
        if self._silent:
            return
        if self._is_left_out(name, attributes):
            self._silent = len(self._path)
            return
        parent = self._path[-2] if len(self._path) > 1 else ""
        if name == "w:p":
            self._open.append(_Open(pieces=self.levels[-1].carried))
            self.levels[-1].carried = []
        elif name in ("w:r", "m:r"):
            self._runs.append(_Run(around=self._is_hidden(), styled=self._paragraph_hides()))
        elif name in ("w:t", "m:t"):
            self._words, self._keeps_blanks = [], attributes.get("xml:space") == "preserve"
        elif name in ("w:txbxContent", "w:footnote", "w:endnote"):
            self.levels.append(_Level())
            if name != "w:txbxContent":
                self._note = (name.removeprefix("w:"), attributes.get("w:id", ""))
        elif name == "mc:AlternateContent":
            self._chosen.append(False)
        elif parent == "w:r":
            self._sign(name, attributes)
        elif parent in ("w:rPr", "w:pPr"):
            self._property(name, parent, attributes)

    def text(self, characters: str) -> None:
        if self._words is not None:
            self._words.append(characters)

    def end(self, name: str) -> None:
        depth = len(self._path)
        self._path.pop()
        if self._silent:
            self._silent = 0 if depth == self._silent else self._silent
        elif name == "w:p":
            self._end_paragraph(self._open.pop())
        elif name in ("w:r", "m:r"):
            self._runs.pop()
        elif name in ("w:t", "m:t"):
            self._end_words()
        elif name == "w:tc":
            self.levels[-1].ended()
        elif name == "w:txbxContent":
            self._end_box()
        elif name in ("w:footnote", "w:endnote"):
            self._end_note()
        elif name == "mc:AlternateContent":
            self._chosen.pop()

    def _is_left_out(self, name: str, attributes: Attributes) -> bool:
        if name in ("w:del", "w:moveFrom") and self._path[-3:-1] == ["w:pPr", "w:rPr"] and self._open:
            self._open[-1].goes_on = True
        if name in ("mc:Choice", "mc:Fallback") and self._chosen:
            read, self._chosen[-1] = self._chosen[-1], True
            return read
        separates = name in ("w:footnote", "w:endnote") and attributes.get("w:type") in _NO_TEXT
        return name in _LEFT_OUT or separates or name.endswith("Change")

    def _is_hidden(self) -> bool:
        return bool(self._runs) and self._runs[-1].hidden

    def _paragraph_hides(self) -> bool | None:
        return self._styles.hidden(self._open[-1].style) if self._open else None

    def _sign(self, name: str, attributes: Attributes) -> None:
        """What a run holds beside words."""
        if self._is_hidden():
            return
        if name in ("w:footnoteReference", "w:endnoteReference"):
            self.references.append((name.removeprefix("w:").removesuffix("Reference"), attributes.get("w:id", "")))
        elif name in _SIGNS:
            self._put(_SIGNS[name])
        elif name == "w:sym" and _SYMBOL.fullmatch(code := attributes.get("w:char", "")):
            sign = chr(int(code, 16))
            self._put(sign if sign.isprintable() else "\ufffd")

    def _property(self, name: str, parent: str, attributes: Attributes) -> None:
        of_paragraph = parent == "w:pPr" and self._open
        of_run = parent == "w:rPr" and self._path[-3:-2] == ["w:r"] and self._runs
        if of_paragraph and name == "w:pStyle":
            self._open[-1].style = attributes.get("w:val")
        elif of_paragraph and name == "w:outlineLvl":
            self._open[-1].level = outline_level(attributes)
        elif of_run and name == "w:vanish":
            self._runs[-1].own = is_on(attributes)
        elif of_run and name == "w:rStyle" and (hides := self._styles.hidden(attributes.get("w:val"))) is not None:
            self._runs[-1].styled = hides

    def _put(self, words: str) -> None:
        if self._open:
            self._open[-1].pieces.append(words)

    def _end_words(self) -> None:
        words, self._words = "".join(self._words or ()), None
        if not self._is_hidden():
            self._put(_LINE_END.sub(" ", words) if self._keeps_blanks else words.strip(_BLANKS))

    def _end_paragraph(self, paragraph: _Open) -> None:
        level = self.levels[-1]
        if paragraph.goes_on:
            level.carried = paragraph.pieces
        else:
            level.add(paragraph.pieces, self._styles.tag(paragraph.style, paragraph.level))
        level.paragraphs += paragraph.boxes

    def _end_box(self) -> None:
        """A text box's paragraphs wait for the end of the paragraph around it."""
        box = self.levels.pop()
        box.ended()
        if self._open:
            self._open[-1].boxes += box.paragraphs
        else:
            self.levels[-1].paragraphs += box.paragraphs

    def _end_note(self) -> None:
        note = self.levels.pop()
        note.ended()
        if self._note is not None:
            self.notes.setdefault(self._note, note.paragraphs)
