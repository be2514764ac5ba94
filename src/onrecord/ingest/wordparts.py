"""Opens a Word file's archive and parses the XML of its parts; hostile archives and hostile XML are refused.

Nothing is written to disk and no name in the archive is used as a path. What parts will unpack to is measured before
they are unpacked. The parser is expat: it fetches nothing, and with a document type refused there are no entities to
blow up.
"""

import io
import re
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NoReturn
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from onrecord.errors import DocumentError
from onrecord.ingest.files import BYTES_PER_CHARACTER
from onrecord.settings import Settings

SIGNATURE = b"PK\x03\x04"
MAX_PARTS = 65_535
"""As many as an archive without extensions can hold. A book with a thousand pictures has 1,100."""

MAX_RATIO = 200
"""Word's XML shrinks to a tenth, tables of nothing to a sixtieth; a zip bomb's to a thousandth."""

SMALL = 1 << 20
"""Bytes that may be unpacked whatever the limits are: the styles alone of an empty document take 200,000."""

MAX_DEPTH = 1_000
"""Elements in one another. A table in a table in a text box has sixty."""

MAX_TAG = 1 << 22
"""Bytes from one tag to the next: a tag of 80 million bytes of attributes takes gigabytes, and a run of text so long
is in no document."""

CHUNK = 1 << 20
"""Bytes parsed at a time: what follows a refused element in its chunk is still read by expat."""

_DOCTYPE = tuple("<!DOCTYPE".encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be"))
_LONG = re.compile(rb"<[^<]{%d}" % MAX_TAG)
_ENCODINGS = frozenset(("utf-8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "windows-1252"))
_BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, OSError, ValueError, OverflowError)
"""What zipfile raises for archives that are cut off, altered, or packed in ways it does not know."""

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "": "",
}

Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Handlers:
    """What is called while a part is parsed: with an element's name and attributes, with text, with its name again.

    Names have the usual prefixes, whatever the file calls them: "w:p", "dc:title".
    """

    start: Callable[[str, Attributes], None]
    text: Callable[[str], None]
    end: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a Word file by their names in lower case, the first of a name."""

    archive: ZipFile
    infos: Mapping[str, ZipInfo]

    def named(self, stem: str) -> str | None:
        """The name of the part of that kind, "word/document": some programs number it."""
        pattern = re.compile(rf"{re.escape(stem)}[0-9]{{0,3}}\.xml")
        return next((name for name in self.infos if pattern.fullmatch(name)), None)

    def unpacked(self, names: tuple[str, ...], settings: Settings) -> Mapping[str, bytes]:
        """The bytes of the parts. Raises DocumentError where they are broken, or too many together."""
        limit = max(SMALL, settings.max_characters * BYTES_PER_CHARACTER)
        size = sum(self.infos[name].file_size for name in names)
        if size > limit:
            allowed = f"{BYTES_PER_CHARACTER} for each of max_characters = {settings.max_characters:,}"
            raise DocumentError(f"the text unpacks to {size:,} bytes of XML; {limit:,} are read ({allowed})")
        return {name: self._unpacked(name) for name in names}

    def _unpacked(self, name: str) -> bytes:
        info = self.infos[name]
        if info.flag_bits & 1:
            raise DocumentError(f"the archive is encrypted ({name}); save the document without a password")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise DocumentError(f"{name} is packed in a way that Word does not know (method {info.compress_type})")
        if info.file_size > max(SMALL, MAX_RATIO * info.compress_size):
            told = f"{info.file_size:,} bytes from {info.compress_size:,}"
            raise DocumentError(f"{name} unpacks to {told}; no document does so, {MAX_RATIO} times as much is allowed")
        try:
            with self.archive.open(info) as file:
                return file.read(info.file_size + 1)  # a size given bounds what is unpacked, whatever the file says
        except _BROKEN as error:
            raise DocumentError(f"the archive is broken at {name}: {error or type(error).__name__}") from None


def opened(data: bytes) -> Parts:
    """The parts of an archive; only its directory is read. Raises DocumentError where it is broken."""
    if data.count(b"PK\x01\x02") > MAX_PARTS:
        raise DocumentError(f"the archive has more than {MAX_PARTS:,} parts")
    try:
        archive = ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise DocumentError(f"the archive is broken or cut off: {error or type(error).__name__}") from None
    infos: dict[str, ZipInfo] = {}
    for info in archive.infolist():
        infos.setdefault(info.filename.replace("\\", "/").lower(), info)
    return Parts(archive, infos)


def parse(data: bytes, name: str, handlers: Handlers) -> None:
    """The handlers have been called for all of the part. Raises DocumentError for what is no well-formed XML, has a
    document type, is nested too deep or has too long a tag."""
    if any(sign in data for sign in _DOCTYPE):
        _refuse_type(name)
    if _LONG.search(data):
        raise DocumentError(f"{name} has a tag or a text without tags of more than {MAX_TAG:,} bytes")
    depth = 0

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise DocumentError(f"{name} has more than {MAX_DEPTH:,} elements in one another")
        handlers.start(_short(element), {_short(key): value for key, value in attributes.items()})

    def end(element: str) -> None:
        nonlocal depth
        depth -= 1
        handlers.end(_short(element))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = handlers.text
    parser.XmlDeclHandler = lambda _version, encoding, _standalone: _check_encoding(encoding, name)
    parser.StartDoctypeDeclHandler = lambda *_: _refuse_type(name)
    try:
        for at in range(0, len(data), CHUNK):
            parser.Parse(data[at : at + CHUNK], False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise DocumentError(f"{name} is no well-formed XML: {error}") from None


def _short(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return _PREFIXES.get(space, "?:") + local


def _refuse_type(name: str) -> NoReturn:
    raise DocumentError(f"{name} declares a document type (DOCTYPE); Word's files have none, and it can do harm")


def _check_encoding(encoding: str | None, name: str) -> None:
    """Python has codecs that unpack and evaluate; a Word file needs none of them."""
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise DocumentError(f"{name} declares the encoding {encoding[:40]!r}; Word writes UTF-8 or UTF-16")
