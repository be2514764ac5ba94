"""Takes the lines out of a PDF file, in a process of its own that has so much time and memory and no more.

A PDF file is a program of a kind: it can describe pages without end, objects that contain themselves, streams that
unpack to gigabytes. The parser is pure Python, so that it can be slow or greedy but not overrun, and both are limited.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.errors import DocumentError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

SECONDS = 120
"""The time for one file. A thousand pages, 540,000 words, take 4.3 of the processor's (2026-11-26)."""

MEMORY = 2**31
"""Bytes of address space. Those thousand pages take 102 million of memory."""

SAME_LINE = 0.3
"""Of a letter's height: what is no further up or down, and to the right, is the same line."""

TAIL = 4096
"""Bytes at the end of a file in which it says that it ends. Some programs put a little after that."""

_MOVES = frozenset((b"Tm", b"Td", b"TD", b"T*"))
_FONTS = frozenset((b"Tf", b"Tc", b"Tw", b"Tz", b"Ts", b"Tr"))
"""The operators that move to another place, and those that choose how letters look, wherever they stand."""


class Line(msgspec.Struct, frozen=True, array_like=True):
    """A line of text and where it begins: from the left and from below, in points, with the height of its letters."""

    x: float
    y: float
    height: float
    text: str


class Pages(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of each page in the order in which the file has them, which is mostly that of reading."""

    pages: tuple[tuple[Line, ...], ...] = ()
    title: str | None = None
    author: str | None = None
    fault: str | None = None
    """Why there are no lines, for people."""


def pages(data: bytes, most: int) -> Pages:
    """The pages of a PDF file, up to so many characters and one page more.

    Raises DocumentError for a file that is broken or encrypted, and for one that needs too much time or memory.
    """
    script = "import sys; sys.path[:] = sys.argv[2:]; from onrecord.ingest.pdfpages import main; main(int(sys.argv[1]))"
    command = [sys.executable, "-I", "-c", script, str(most), *filter(None, sys.path)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
        found = msgspec.json.decode(done.stdout, type=Pages)
    except subprocess.TimeoutExpired:
        raise DocumentError(f"the PDF file needs more than {SECONDS} seconds to be read") from None
    except OSError as error:
        told = f"its reader could not be started: {error.strerror or error}"
        raise DocumentError(f"the PDF file cannot be read: {told}") from None
    except msgspec.MsgspecError:
        raise DocumentError(f"the PDF file cannot be read: {_end(done.returncode)}") from None
    if found.fault is not None:
        raise DocumentError(found.fault)
    return found


def main(most: int) -> None:
    """In the process of its own: the PDF file comes in, its pages go out as JSON."""
    import logging

    _limit()
    logging.disable()
    sys.setrecursionlimit(500)
    try:
        found = _read(sys.stdin.buffer.read(), most)
    except MemoryError:
        found = Pages(fault=f"the PDF file needs more than {MEMORY:,} bytes of memory")
    except Exception as error:
        told = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        found = Pages(fault=f"the PDF file is broken ({told})")
    sys.stdout.buffer.write(msgspec.json.encode(found))


def _end(status: int) -> str:
    return f"its reader ended with status {status}" if status >= 0 else f"its reader was ended by signal {-status}"


def _limit() -> None:
    """This process gets no more time and memory, even if nobody waits for it any longer."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, amount in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY)):
        _, hard = resource.getrlimit(kind)
        allowed = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (allowed, hard))


def _read(data: bytes, most: int) -> Pages:
    import io

    from pypdf import PdfReader

    if b"%%EOF" not in data[-TAIL:]:
        return Pages(fault="the PDF file is cut off: it does not end as PDF files do")
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not _opens(reader):
        return Pages(fault="the PDF file is encrypted; save it without a password")
    found: list[tuple[Line, ...]] = []
    length = 0
    for page in reader.pages:
        _order(page, reader)
        found.append(tuple(_lines(page)))
        length += sum(len(line.text) for line in found[-1])
        if length > most:
            break
    if not found:
        return Pages(fault="the PDF file has no pages")
    return Pages(pages=tuple(found), title=_fact(reader, "/Title"), author=_fact(reader, "/Author"))


def _opens(reader: "PdfReader") -> bool:
    """Whether the file opens without a password: many are locked against printing only."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # ciphers that are not read, and broken ones
        return False


def _order(page: "PageObject", reader: "PdfReader") -> None:
    """The page chooses fonts before it moves: what it shows is the same.

    pypdf tells by the size of the font whether a move leaves a blank; programs of macOS move first, and words would be
    glued. Of 1,197 words in one file of theirs 41 were; now all are as PDFium has them.
    """
    from pypdf.generic import ContentStream, NameObject

    contents = page.get("/Contents")
    if contents is None:
        return
    stream = ContentStream(contents.get_object(), reader, "bytes")
    ordered: list[Any] = []
    moves: list[Any] = []
    for operation in stream.operations:
        if operation[1] in _MOVES:
            moves.append(operation)
            continue
        if operation[1] not in _FONTS:
            ordered += moves
            moves.clear()
        ordered.append(operation)
    stream.operations = [*ordered, *moves]
    page[NameObject("/Contents")] = stream


def _lines(page: "PageObject") -> Iterator[Line]:
    """The lines of a page that hold words. A line begins where its first word does; one that is set in pieces is whole
    again."""
    made: list[Line] = []
    parts: list[str] = []
    place: tuple[float, float, float] | None = None

    def close() -> None:
        nonlocal place
        text = " ".join("".join(parts).split())
        if text and place is not None:
            line = Line(*place, text)
            made.append(_whole(made.pop(), line) if made and _is_one(made[-1], line) else line)
        parts.clear()
        place = None

    def visit(text: str, outer: list[float], inner: list[float], _: Any, size: float) -> None:
        nonlocal place
        for part in re.split(r"(\n)", text):
            if part == "\n":
                close()
            elif part:
                parts.append(part)
                if place is None and not part.isspace():
                    place = _place(outer, inner, size)

    page.extract_text(visitor_text=visit)
    close()
    yield from made


def _is_one(left: Line, right: Line) -> bool:
    return abs(left.y - right.y) <= SAME_LINE * max(1.0, left.height) and right.x > left.x


def _whole(left: Line, right: Line) -> Line:
    return Line(left.x, left.y, max(left.height, right.height), f"{left.text} {right.text}")


def _place(outer: list[float], inner: list[float], size: float) -> tuple[float, float, float]:
    """Where a text begins and how high its letters are, both matrices applied."""
    x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
    y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
    across = inner[2] * outer[0] + inner[3] * outer[2]
    up = inner[2] * outer[1] + inner[3] * outer[3]
    return round(x, 1), round(y, 1), round(abs(size) * (across**2 + up**2) ** 0.5, 1)


def _fact(reader: "PdfReader", name: str) -> str | None:
    try:
        facts = reader.metadata
        value = facts.get(name) if facts is not None else None
    except Exception:  # a broken table of facts is no reason not to read the pages
        return None
    return str(value) if value is not None else None
