"""One run of the linter: drafts against a library of primary texts; and how a library is filled."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onrecord.errors import DocumentError, SetupError
from onrecord.ingest.encodings import decode
from onrecord.ingest.fetch import Fetcher
from onrecord.ingest.files import AnyPath, find, sources
from onrecord.ingest.metadata import NO_TABLE, load_metadata
from onrecord.ingest.readers import read_source
from onrecord.model.base import Provenance
from onrecord.model.document import Document, Origin, Record
from onrecord.model.rows import ComparisonRow, FindingRow, PassageRow
from onrecord.pipeline import build
from onrecord.registry import Source
from onrecord.registry import find as component
from onrecord.settings import DEFAULTS, Settings
from onrecord.verify.findings import Place, findings, lines
from onrecord.verify.houserules import HouseRules
from onrecord.verify.paraphrases import comparisons
from onrecord.verify.primaries import Primary, primary_of
from onrecord.verify.verifications import verified
from onrecord.workers import read_each

if TYPE_CHECKING:
    from onrecord.store.sql.store import SqlStore
    from onrecord.verify.library.shelves import Library

LONGEST = 400_000_000
"""Characters of a primary text: a transcript of 200 MB is one."""

LOCATED = 20_000_000
"""Bytes of a primary file up to which it is read again, to tell in which line of it a passage stands."""

FILES = 16
"""Primary files that are kept in memory for that."""

Lines = tuple[str, Place]
"""The text of a file, and the line and column of its positions."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """What became of a text on its way into a library."""

    primary: Primary
    new: bool


def check(
    drafts: Iterable[AnyPath | Source],
    library: "Library",
    rules: HouseRules,
    *,
    min_words: int = 4,
    published: str | None = None,
    settings: Settings = DEFAULTS,
) -> Iterator[FindingRow | DocumentError]:
    """A finding for each quotation of the drafts, in order; in the place of a draft that cannot be read its error.

    Drafts are files, folders, or sources in memory. Quotations of fewer than `min_words` words are told only beside a
    longer one of the same statement.
    """
    items = _documents(drafts, published, settings)
    read = in_files()
    for outcome in read_each(items, build, settings):
        if isinstance(outcome, Record):
            place = _places(outcome.document)
            found = findings(outcome, library, rules, place=place, min_words=min_words)
            yield from (located(row, read) for row in found)
        else:
            yield outcome


def in_files() -> Callable[[str], Lines | None]:
    """What reads primary files for `located`, each once."""
    return lru_cache(maxsize=FILES)(_read)


def located(row: FindingRow, read: Callable[[str], Lines | None]) -> FindingRow:
    """The finding, with the line and column of each passage that stands in its file at the place in its text."""
    return msgspec.structs.replace(
        row,
        evidence=_located(row.evidence, read) if row.evidence else None,
        alternatives=tuple(_located(passage, read) for passage in row.alternatives),
    )


def compare(
    drafts: Iterable[AnyPath | Source],
    library: "Library",
    *,
    published: str | None = None,
    settings: Settings = DEFAULTS,
) -> Iterator[ComparisonRow]:
    """For each statement that the drafts report without quoting, the passages that could support it, in order."""
    from onrecord import encoder

    encode = encoder.load(settings)
    for outcome in read_each(_documents(drafts, published, settings), build, settings):
        if isinstance(outcome, Record):
            yield from comparisons(outcome, library, encode, place=_places(outcome.document))


def fill(
    library: "Library",
    paths: Iterable[AnyPath],
    *,
    metadata: AnyPath | None = None,
    version: str | None = None,
    settings: Settings = DEFAULTS,
) -> Iterator[Shelved | DocumentError]:
    """Each primary text in files and folders, once it is in the library; else the error of one that is unreadable.

    A text that is there already is left; a changed file is kept beside its earlier version. The index is made by
    `settings.jobs` processes.
    """
    failed: list[DocumentError] = []
    for primary, new in library.add(_primaries(paths, metadata, version, settings, failed), jobs=settings.jobs):
        yield from failed
        failed.clear()
        yield Shelved(primary=primary, new=new)
    yield from failed


def verify(store: "SqlStore", library: "Library") -> Iterator[Record]:
    """Each current document's record, once its quoted statements have the verdicts of the library in the store."""
    for record in store.records():
        checked = verified(record, library)
        if checked != record:
            store.add(checked)
        yield checked


def library_folder(name: str, settings: Settings) -> Path:
    """Where the library of a name lies; a path stands for itself. Raises SetupError for a name that is none."""
    if "/" in name or "\\" in name or Path(name).is_dir():
        return Path(name)
    if not _NAME.fullmatch(name):
        raise SetupError(f"{name!r} is no name for a library; letters, digits, “.”, “_” and “-” are allowed")
    if settings.libraries is None:
        raise SetupError("no folder for libraries is known; set ONRECORD_LIBRARIES, or give a path")
    return settings.libraries / name


def _primaries(
    paths: Iterable[AnyPath],
    metadata: AnyPath | None,
    version: str | None,
    settings: Settings,
    failed: list[DocumentError],
) -> Iterator[Primary]:
    """The primary texts; what cannot be read goes to `failed`."""
    table = NO_TABLE if metadata is None else load_metadata(metadata)
    wide = replace(settings, max_characters=max(LONGEST, settings.max_characters))
    turns = component("layer", "segment.turns").load(wide)
    fetcher = Fetcher(wide.policy, wide.cache)
    for path in find(paths):
        for source in sources(path, wide, table=table, fetcher=fetcher):
            if isinstance(source, DocumentError):
                failed.append(source)
                continue
            size, changed = _state(path)
            for document in read_source(source, wide):
                if isinstance(document, DocumentError):
                    failed.append(document)
                    continue
                bare = Record(document)
                record = bare.extended(Provenance(layer="segment.turns", version=""), tuple(turns(bare)))
                yield primary_of(record, path=source.origin.uri, size=size, changed=changed, version=version)


def _state(path: Path | str) -> tuple[int, int]:
    """The size of a file and when it was changed; zeros for a page, whose address is a string."""
    if isinstance(path, str):
        return 0, 0
    try:
        now = path.stat()
    except OSError:
        return 0, 0
    return now.st_size, now.st_mtime_ns


def _documents(
    drafts: Iterable[AnyPath | Source], published: str | None, settings: Settings
) -> Iterator[Document | DocumentError]:
    for draft in drafts:
        given: Iterable[Source | DocumentError] = (draft,) if isinstance(draft, Source) else sources(draft, settings)
        for source in given:
            if isinstance(source, DocumentError):
                yield source
                continue
            origin = source.origin
            if published is not None and origin.published is None:
                source = replace(source, origin=replace(origin, published=published))
            yield from read_source(source, settings)


def _places(document: Document) -> Place:
    """The line and column of a position in the draft's file, where its text is the file's or lies in it; else in the
    text that was read out of it."""
    if document.offsets is None:
        return lines(document.text)
    try:
        source = decode(Path(document.origin.uri).read_bytes())
    except (OSError, DocumentError, ValueError):
        return lines(document.text)
    within, offsets = lines(source), document.offsets
    own = lines(document.text)

    def place(position: int) -> tuple[int, int]:
        at = offsets.to_source(position)
        return own(position) if at is None or at > len(source) else within(at)

    return place


def _located(passage: PassageRow, read: Callable[[str], Lines | None]) -> PassageRow:
    found = read(passage.document)
    if found is None or found[0][passage.span.start : passage.span.end] != passage.exact:
        return passage
    line, column = found[1](passage.span.start)
    return msgspec.structs.replace(passage, line=line, column=column)


def _read(path: str) -> Lines | None:
    """The text of a primary file as it is now; None where it is none or is long."""
    try:
        if not Path(path).is_file() or Path(path).stat().st_size > LOCATED:
            return None
        text = decode(Path(path).read_bytes())
    except (OSError, DocumentError, ValueError):
        return None
    return text, lines(text)


def from_bytes(data: bytes, name: str) -> Source:
    """A draft in memory, as standard input gives it."""
    return Source(origin=Origin(uri=name), data=data)


def in_memory(paths: Sequence[AnyPath], *, settings: Settings = DEFAULTS) -> "tuple[Library, list[DocumentError]]":
    """A library of these texts that is gone when it is closed, and what could not be read."""
    from onrecord.verify.library.shelves import in_memory

    library = in_memory()
    outcomes = list(fill(library, paths, settings=settings))
    return library, [outcome for outcome in outcomes if isinstance(outcome, DocumentError)]
