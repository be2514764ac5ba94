"""Finds files in paths and folders, fetches addresses, and reads the bytes, with what a metadata table says of them."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.errors import DocumentError
from onrecord.ingest.encodings import binary_form, well_formed
from onrecord.ingest.fetch import Fetcher
from onrecord.ingest.fetching.addresses import is_address
from onrecord.ingest.metadata import NO_TABLE, Table
from onrecord.model.document import Origin
from onrecord.registry import Source
from onrecord.settings import Settings

AnyPath = str | os.PathLike[str]
"""A file, a folder, or, as a string that begins with http:// or https://, the address of a page."""

BYTES_PER_CHARACTER = 16
"""A file may have so many bytes for each character that a text may have: markup is up to ten times the text it
holds, and a file of JSON Lines holds many texts."""

OPENING = 4096
"""Bytes looked at to tell whether a file of unknown suffix is a text."""

READ = frozenset(".txt .text .asc .md .markdown .docx .docm .html .htm .xhtml .shtml .jsonl .ndjson .pdf .warc".split())
TOLD = frozenset(".doc .odt .rtf .epub".split())
"""Documents that no reader reads yet: in a folder, too, each is told and not passed over."""

ARCHIVES = (".warc", ".warc.gz")
"""Archives of many pages. They may be larger than memory, so that their reader reads them from the file."""

ARCHIVED = (b"WARC/", b"\x1f\x8b")
"""How such an archive begins, plain or packed."""

PASSED_OVER = frozenset(
    ".js .mjs .css .map .json .csv .tsv .xml .ann .yml .yaml .toml .ini .cfg .conf .py .sh .sql .log .bib .svg".split()
)
"""Texts that come beside documents in a folder: parts of saved pages, tables, labels, programs."""


def find(paths: AnyPath | Iterable[AnyPath]) -> Iterator[Path | str]:
    """Each file given, and each in a folder given that may be a document, sorted by name within its folder; addresses
    as they were given.

    Hidden files, pictures, programs and the like in a folder are passed over. A folder that cannot be looked into
    stands for itself, so that its reason is told when it is read.
    """
    for path in [paths] if isinstance(paths, str | os.PathLike) else paths:
        if isinstance(path, str) and is_address(path):
            yield path
        elif Path(path).is_dir():
            yield from _within(Path(path))
        else:
            yield Path(path)


def sources(
    paths: AnyPath | Iterable[AnyPath],
    settings: Settings,
    *,
    table: Table = NO_TABLE,
    fetcher: Fetcher | None = None,
) -> Iterator[Source | DocumentError]:
    """The bytes of each file found in these paths, and of each page at an address; in its place the error of one that
    cannot be read. Pages are fetched one after another, by the `fetcher` where there is one that knows the hosts."""
    fetch = fetcher or Fetcher(settings.policy, settings.cache)
    for path in find(paths):
        origin = table.origin(well_formed(str(path)))
        try:
            yield fetch(path, origin) if isinstance(path, str) else _source(path, origin, settings)
        except OSError as error:
            yield DocumentError(f"{well_formed(str(path))}: {error.strerror or error}")
        except DocumentError as error:
            yield error


def _within(folder: Path) -> Iterator[Path]:
    """The files below a folder. Links to folders are followed, each folder once, so that loops end."""
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if not path.is_dir():
                yield from (path,) if _may_be_document(path) else ()
                continue
            at = path.stat()
            if (at.st_dev, at.st_ino) not in seen:
                seen.add((at.st_dev, at.st_ino))
                entries = (path / name for name in os.listdir(path) if not name.startswith("."))  # noqa: PTH208
                waiting.extend(sorted(entries, reverse=True))
        except OSError:
            yield path


def _may_be_document(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix in PASSED_OVER:
        return False
    if suffix in READ or suffix in TOLD or path.name.lower().endswith(ARCHIVES) or not path.exists():
        return True
    if not stat.S_ISREG(path.stat().st_mode):
        return False
    with path.open("rb") as file:
        return binary_form(file.read(OPENING)) is None


def _source(path: Path, origin: Origin, settings: Settings) -> Source:
    if path.name.lower().endswith(ARCHIVES):
        with path.open("rb") as file:
            opening = file.read(OPENING)
        if opening.startswith(ARCHIVED):
            return Source(origin=origin, data=opening, file=path)
    return Source(origin=origin, data=_bytes(path, settings))


def _bytes(path: Path, settings: Settings) -> bytes:
    limit = settings.max_characters * BYTES_PER_CHARACTER
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        data = file.read(limit + 1) if size <= limit else b""
    if max(size, len(data)) > limit:
        told = f"{max(size, len(data)):,} bytes" if size else f"more than {limit:,} bytes"
        allowed = f"{limit:,} are read ({BYTES_PER_CHARACTER} for each of max_characters = {settings.max_characters:,})"
        raise DocumentError(f"{well_formed(str(path))}: the file has {told}; {allowed}")
    return data
