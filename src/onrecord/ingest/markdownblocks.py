"""Finds the parts of a Markdown text line by line: headings, quoted stretches, code, comments, and the text between.

These are CommonMark's rules as far as they tell what is text and what is not: quotations and list items hold parts of
their own, code is fenced or indented by four, and an indented line that goes on with a paragraph is none. One pass,
linear in the text; what is nested deeper than MAX_DEPTH is text.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

MAX_DEPTH = 32
"""Quotations and lists in one another; the deepest thread of mails seen has nine."""

CODE_INDENT = 4

Kind = Literal["h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "code", "text"]

_LEVELS: tuple[Kind, ...] = ("h1", "h2", "h3", "h4", "h5", "h6")
_LINE = re.compile(r"([^\r\n]*+)(?:\r\n|[\r\n])?+")
_FENCE = re.compile(r"`{3,}+(?=[^`\r\n]*+(?:[\r\n]|\Z))|~{3,}+")
_HEADING = re.compile(r"(#{1,6})(?!#)(?=[ \t\r\n]|\Z)")
_BULLET = re.compile(r"(?:[-+*]|(?P<number>[0-9]{1,9})[.)])(?=[ \t\r\n]|\Z)")
_RAW = re.compile(r"<(?:!--|(?P<tag>script|style)(?=[\s>]|\Z))", re.IGNORECASE)


class Stretch(NamedTuple):
    """A part of a text. A heading is its words alone, a quotation and code are whole lines without what is around.

    Headings are text too, and come twice. `quoted` tells that it stands in a quotation or a list.
    """

    kind: Kind
    start: int
    end: int
    quoted: bool = False


class _Holder(NamedTuple):
    """An open quotation (`width` 0) or list item (the columns by which what belongs to it is indented)."""

    width: int
    start: int


class _Place(NamedTuple):
    """A place in a line, its column (a tab reaches up to the next fourth one), and what stands there."""

    at: int
    column: int
    first: int
    """The next character that is no blank …"""
    indent: int
    """… and how many columns on it stands."""


def stretches(text: str, start: int = 0) -> Iterator[Stretch]:
    """The parts of the text from that place on. Those of a kind are in text order and never overlap."""
    reading = _Reading(text)
    for line in _LINE.finditer(text, start):
        if line.end() == line.start():
            break
        reading.line(line.start(1), line.end(1))
        yield from reading.taken()
    reading.close_holders(0)
    yield from reading.taken()


class _Reading:
    """What is open while lines are taken one by one, and what was found."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: list[Stretch] = []
        self._holders: list[_Holder] = []
        self._hollow = False
        """Whether the line before opened an item and holds nothing more: a blank line ends such an item."""
        self._quote_end = 0
        """Where the last line ends that a quotation's sign begins."""
        self._leaf: Literal["text", "fence", "raw", "indented"] | None = None
        self._start = self._end = 0
        """Where the open leaf begins, and its last line that is not blank ends."""
        self._mark = ""
        """What ends the leaf: a fence, or the end of a comment or a script."""
        self._line_end = 0

    def taken(self) -> list[Stretch]:
        """What was found since the last call."""
        found, self._found = self._found, []
        return found

    def line(self, start: int, end: int) -> None:
        self._line_end = end
        matched, place = self._continued(self._place(start, 0))
        if matched == len(self._holders) and self._leaf in ("fence", "raw"):
            self._verbatim(place)
            return
        self._hollow = False
        self._opened(matched, place)

    def close_holders(self, matched: int) -> None:
        """The leaf is closed, and the quotations and items beyond so many."""
        self._close_leaf()
        while len(self._holders) > matched:
            holder = self._holders.pop()
            if holder.width == 0 and not any(around.width == 0 for around in self._holders):
                self._add("blockquote", holder.start, self._quote_end)

    def _place(self, at: int, column: int) -> _Place:
        first, reached = at, column
        while first < self._line_end and self._text[first] in " \t":
            reached += 1 if self._text[first] == " " else CODE_INDENT - reached % CODE_INDENT
            first += 1
        return _Place(at, column, first, reached - column)

    def _moved(self, place: _Place, columns: int) -> _Place:
        """The place so many columns on; a tab may be entered halfway."""
        at, column, goal = place.at, place.column, place.column + columns
        while column < goal and at < self._line_end and self._text[at] in " \t":
            after = column + (1 if self._text[at] == " " else CODE_INDENT - column % CODE_INDENT)
            if after > goal:
                return self._place(at, goal)
            at, column = at + 1, after
        return self._place(at, column)

    def _is_blank(self, place: _Place) -> bool:
        return place.first == self._line_end

    def _continued(self, place: _Place) -> tuple[int, _Place]:
        """How many of the open quotations and items this line goes on with, and where what they hold begins."""
        for number, holder in enumerate(self._holders):
            if holder.width == 0:
                if not self._is_quoted(place):
                    return number, place
                place = self._behind_sign(place)
            elif self._is_blank(place):
                if self._hollow and number == len(self._holders) - 1:
                    return number, place
            else:
                if place.indent < holder.width:
                    return number, place
                place = self._moved(place, holder.width)
        return len(self._holders), place

    def _is_quoted(self, place: _Place) -> bool:
        return place.indent < CODE_INDENT and self._text.startswith(">", place.first, self._line_end)

    def _behind_sign(self, place: _Place) -> _Place:
        """The place behind a quotation's sign and the blank after it."""
        self._quote_end = self._trimmed(place.first, self._line_end)
        behind = self._place(place.first + 1, place.column + place.indent + 1)
        return self._moved(behind, 1) if behind.indent else behind

    def _verbatim(self, place: _Place) -> None:
        """A line of fenced code, of a comment or a script."""
        if self._leaf == "raw":
            self._raw(place.at)
            return
        if not self._is_blank(place):
            self._end = self._trimmed(place.first, self._line_end)
        line = self._text[place.first : self._end] if not self._is_blank(place) else ""
        if place.indent < CODE_INDENT and len(line) >= len(self._mark) and line == self._mark[0] * len(line):
            self._close_leaf()

    def _opened(self, matched: int, place: _Place) -> None:
        """The quotations, items and leaves that open in the line; what is left is text."""
        fresh = matched
        while not self._is_blank(place):
            interrupts = self._leaf == "text" and fresh == len(self._holders)
            if place.indent >= CODE_INDENT:
                if self._leaf != "text":
                    self._indented(fresh, place)
                    return
                break
            if self._is_quoted(place) and fresh < MAX_DEPTH:
                self.close_holders(fresh)
                self._holders.append(_Holder(0, place.first))
                place = self._behind_sign(place)
            elif self._one_line(fresh, place, interrupts=interrupts):
                return
            elif (item := self._item(place, interrupts=interrupts)) and fresh < MAX_DEPTH:
                self.close_holders(fresh)
                self._holders.append(item[0])
                place = item[1]
                self._hollow = self._is_blank(place)
            else:
                break
            fresh = len(self._holders)
        self._text_line(fresh, place)

    def _indented(self, matched: int, place: _Place) -> None:
        if self._leaf != "indented" or matched < len(self._holders):
            self.close_holders(matched)
            self._leaf, self._start = "indented", place.first
        self._end = self._trimmed(place.first, self._line_end)

    def _one_line(self, matched: int, place: _Place, *, interrupts: bool) -> bool:
        """Whether a heading, a fence, a comment or a rule stands here; it has been taken then."""
        text, first = self._text, place.first
        end = self._trimmed(first, self._line_end)
        if heading := _HEADING.match(text, first, self._line_end):
            self.close_holders(matched)
            self._heading(_LEVELS[len(heading[1]) - 1], *self._heading_words(heading.end(), end))
        elif fence := _FENCE.match(text, first, self._line_end):
            self.close_holders(matched)
            self._leaf, self._start, self._end, self._mark = "fence", first, end, fence[0]
        elif raw := _RAW.match(text, first, self._line_end):
            self.close_holders(matched)
            self._leaf, self._start, self._end = "raw", first, raw.end()
            self._mark = f"</{raw['tag']}>" if raw["tag"] else "-->"
            self._raw(raw.end() if raw["tag"] else first + len("<!"))
        elif interrupts and self._is_row(first, end, "=", "-"):
            self._underlined("h1" if text[first] == "=" else "h2")
        elif self._is_rule(first, end):
            self.close_holders(matched)
        else:
            return False
        return True

    def _heading_words(self, start: int, end: int) -> tuple[int, int]:
        """Where the words of a heading stand: without the signs that may close it."""
        while start < end and self._text[start] in " \t":
            start += 1
        bare = end
        while bare > start and self._text[bare - 1] == "#":
            bare -= 1
        if bare == start or self._text[bare - 1] in " \t":
            end = self._trimmed(start, bare)
        return start, end

    def _heading(self, kind: Kind, start: int, end: int) -> None:
        self._add(kind, start, end)
        self._add("text", start, end)

    def _underlined(self, kind: Kind) -> None:
        """The paragraph before turns out to be a heading."""
        self._leaf = None
        self._heading(kind, self._start, self._end)

    def _raw(self, at: int) -> None:
        """A comment or script ends at its mark; what stands behind it is text."""
        end = self._trimmed(at, self._line_end)
        found = re.compile(re.escape(self._mark), re.IGNORECASE).search(self._text, at, end)
        if found is None:
            self._end = end if end > at else self._end
            return
        self._end = found.end()
        self._close_leaf()
        self._add("text", self._place(found.end(), 0).first, end)

    def _is_row(self, first: int, end: int, *signs: str) -> bool:
        return self._text[first] in signs and self._text[first:end] == self._text[first] * (end - first)

    def _is_rule(self, first: int, end: int) -> bool:
        """Three or more stars, dashes or underscores and nothing else."""
        sign = self._text[first]
        if sign not in "*-_":
            return False
        bare = self._text[first:end].replace(" ", "").replace("\t", "")
        return len(bare) >= 3 and bare == sign * len(bare)

    def _item(self, place: _Place, *, interrupts: bool) -> tuple[_Holder, _Place] | None:
        """A list's item that opens here, and where what it holds begins. An empty one, and one with another number
        than 1, does not break into a paragraph."""
        bullet = _BULLET.match(self._text, place.first, self._line_end)
        if bullet is None:
            return None
        length = bullet.end() - bullet.start()
        behind = self._place(bullet.end(), place.column + place.indent + length)
        if interrupts and (self._is_blank(behind) or (bullet["number"] or "1").lstrip("0") != "1"):
            return None
        gap = behind.indent if behind.indent <= CODE_INDENT and not self._is_blank(behind) else 1
        return _Holder(place.indent + length + gap, place.first), self._moved(behind, gap)

    def _text_line(self, matched: int, place: _Place) -> None:
        """A blank line, or one of a paragraph: that of a quotation may go on without its sign."""
        blank = self._is_blank(place)
        if not blank and self._leaf == "text":
            self._end = self._trimmed(place.first, self._line_end)
            return
        if blank and self._leaf == "indented" and matched == len(self._holders):
            return
        self.close_holders(matched)
        if not blank:
            self._leaf, self._start = "text", place.first
            self._end = self._trimmed(place.first, self._line_end)

    def _close_leaf(self) -> None:
        leaf, self._leaf = self._leaf, None
        if leaf is not None:
            self._add("text" if leaf == "text" else "code", self._start, self._end)

    def _add(self, kind: Kind, start: int, end: int) -> None:
        if start < end:
            self._found.append(Stretch(kind, start, end, quoted=bool(self._holders)))

    def _trimmed(self, start: int, end: int) -> int:
        while end > start and self._text[end - 1] in " \t":
            end -= 1
        return end
