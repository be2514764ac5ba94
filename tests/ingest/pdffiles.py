"""Makes PDF files in memory: `pdf(page("The ferry sails."))`. The same content gives the same bytes."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TOP, LEFT, LEADING, SIZE = 760.0, 72.0, 14.0, 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A piece of text at a place of a page."""

    text: str
    x: float = LEFT
    y: float = TOP
    size: float = SIZE


def page(*lines: str | Put, y: float = TOP) -> tuple[Put, ...]:
    """Lines below one another; an empty one leaves a gap. What is put somewhere stays there."""
    made: list[Put] = []
    for line in lines:
        if isinstance(line, Put):
            made.append(line)
            continue
        if line:
            made.append(Put(text=line, y=y))
        y -= LEADING
    return tuple(made)


def pdf(*pages: Iterable[Put] | bytes, info: Mapping[str, str] | None = None, packed: bool = False) -> bytes:
    """A PDF file of these pages; a page may be given as its own program."""
    font, first = 3, 4
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(pages):
        program = content if isinstance(content, bytes) else shown(content)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * number + 1} 0 R "
            f"/Resources << /Font << /F1 {font} 0 R >> >> >>".encode()
        )
        objects.append(stream(program, packed=packed))
    extra = f" /Info {len(objects) + 1} 0 R" if info else ""
    if info:
        objects.append(b"<< " + b" ".join(b"/%b %b" % (k.encode(), literal(v)) for k, v in info.items()) + b" >>")
    return file(objects, extra)


def file(objects: Iterable[bytes], extra: str = "") -> bytes:
    """A file of these objects, the first of which is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: list[int] = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(out)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{rows}".encode()
    out += f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R{extra} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def stream(program: bytes, *, packed: bool = False, more: str = "") -> bytes:
    """A stream of bytes."""
    data = zlib.compress(program) if packed else program
    packing = "/Filter /FlateDecode " if packed else ""
    return f"<< {packing}{more}/Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def shown(pieces: Iterable[Put]) -> bytes:
    """The program that shows these pieces."""
    return b"\n".join(
        f"BT /F1 {put.size} Tf 1 0 0 1 {put.x} {put.y} Tm ".encode() + literal(put.text) + b" Tj ET" for put in pieces
    )


def literal(text: str) -> bytes:
    """A string as PDF writes it, in Windows-1252."""
    data = text.encode("cp1252")
    for sign in (b"\\", b"(", b")"):
        data = data.replace(sign, b"\\" + sign)
    return b"(" + data + b")"
