"""Reads JSON Lines: rows with a speaker are turns, those of one event make a transcript; other rows are documents."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import msgspec

from onrecord.errors import DocumentError
from onrecord.ingest.encodings import decode, decoded_opening, well_formed
from onrecord.ingest.origins import completed, tidy
from onrecord.model.base import Span
from onrecord.model.document import Document, Hint, OffsetMap, Origin
from onrecord.registry import Ingester, Source
from onrecord.settings import Settings

SURE = 0.95
"""The first line is a JSON object."""

TEXTS = ("text", "body", "content")
"""The fields that may hold a row's text, the first that does."""

OPENING = 65_536
"""Bytes in which the first line ends, or shows at least that it begins as an object."""

NOT_IN_THE_SOURCE = OffsetMap(())
"""The text is put together from JSON strings: its characters stand nowhere in the source as they are."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of the file: its number and its row, or why it has none."""

    number: int
    row: Row
    fault: str | None = None

    @property
    def event(self) -> tuple[str, ...] | None:
        """What a turn shares with the others of its transcript; None for what is no turn."""
        if self.fault or "speaker" not in self.row:
            return None
        return tuple(str(self.row.get(name)) for name in ("source", "event", "date"))


def fits(source: Source) -> float:
    """A sure bid where the first line is an object; of a first line that is too long to see its end, how it begins."""
    opening = decoded_opening(source.data, OPENING).lstrip()
    first, ended, _ = opening.partition("\n")
    if not first.startswith("{"):
        return 0.0
    whole = bool(ended) or len(source.data) <= OPENING
    named = source.origin.uri.lower().endswith((".jsonl", ".ndjson"))
    return SURE if named or not whole or isinstance(_parsed(first), dict) else 0.0


def read(source: Source, _: Settings) -> Iterator[Document | DocumentError]:
    """The documents of the file in their order, and an error that names the line for each row that is none.

    Raises DocumentError where no row can be read: then the file is something else, and is told once.
    """
    waiting: list[DocumentError] | None = []
    for read_one in _read_each(source):
        if waiting is not None and isinstance(read_one, DocumentError):
            waiting.append(read_one)
            continue
        yield from waiting or ()
        waiting = None
        yield read_one
    if waiting:
        raise DocumentError(f"none of its {len(waiting):,} rows can be read; {waiting[0]}")


def _read_each(source: Source) -> Iterator[Document | DocumentError]:
    used = Counter[str]()
    for event, lines in groupby(_lines(decode(source.data)), key=lambda line: line.event):
        if event is not None:
            yield from _transcript(source.origin, tuple(lines), used)
            continue
        for line in lines:
            yield _document(source.origin, line, used)


def _lines(text: str) -> Iterator[_Line]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line and not line.isspace():
            row = _parsed(line)
            yield (
                _Line(number=number, row=row)
                if isinstance(row, dict)
                else _Line(number=number, row={}, fault=row if isinstance(row, str) else "not a JSON object")
            )


def _parsed(line: str) -> object:
    """The value of a line; words on what is wrong where it has none."""
    try:
        return msgspec.json.decode(line)
    except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError):
        pass
    try:
        return json.loads(line)  # lone surrogates, which the faster parser refuses
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}"


def _document(origin: Origin, line: _Line, used: Counter[str]) -> Document | DocumentError:
    text = next((line.row[name] for name in TEXTS if isinstance(line.row.get(name), str)), None)
    if line.fault or text is None or not text.strip():
        fault = line.fault or ("the text is blank" if text is not None else f"no {', '.join(TEXTS)} or speaker")
        return DocumentError(f"line {line.number}: {fault}")
    name = tidy(str(line.row.get("id") or line.row.get("filename") or "")) or str(line.number)
    return Document(
        origin=_origin(_part_of(origin, name, used), line.row, title=line.row.get("title")),
        text=_clean(text),
        offsets=NOT_IN_THE_SOURCE,
    )


def _transcript(origin: Origin, lines: tuple[_Line, ...], used: Counter[str]) -> Iterator[Document | DocumentError]:
    """The transcript of one event, and an error for each of its rows that has no text."""
    turns = []
    for line in lines:
        text = next((line.row[name] for name in TEXTS if isinstance(line.row.get(name), str)), None)
        if text is None:
            yield DocumentError(f"line {line.number}: a speaker, but no {', '.join(TEXTS)}")
        elif text.strip():
            turns.append((_speaker(line.row), _clean(text).strip()))
    if not turns:
        return
    text, hints = _composed(turns)
    row = lines[0].row
    name = _slug(str(row.get("event") or "")) or str(lines[0].number)
    yield Document(
        origin=_origin(_part_of(origin, name, used), row, title=row.get("event") or row.get("title")),
        text=text,
        kind="transcript" if hints else "document",
        hints=hints,
        offsets=NOT_IN_THE_SOURCE,
    )


def _composed(turns: Iterable[tuple[str | None, str]]) -> tuple[str, tuple[Hint, ...]]:
    """Each turn as a block "SPEAKER: words"; words without a speaker stand by themselves and are no turn."""
    blocks: list[str] = []
    hints: list[Hint] = []
    at = 0
    for speaker, words in turns:
        label = f"{speaker}:" if speaker else ""
        block = f"{label} {words}" if label else words
        if speaker:
            hints.append(Hint(span=Span(at, at + len(block)), tag="turn", attributes=(("speaker", speaker),)))
            hints.append(Hint(span=Span(at, at + len(label)), tag="turn-label"))
        blocks.append(block)
        at += len(block) + len("\n\n")
    return "\n\n".join(blocks), tuple(hints)


def _speaker(row: Row) -> str | None:
    given = row["speaker"]
    return tidy(given.rstrip(": \t")) if isinstance(given, str) else None


def _clean(text: str) -> str:
    return well_formed(text).replace("\0", "")


def _origin(origin: Origin, row: Row, *, title: object) -> Origin:
    return completed(
        origin,
        title=_words(title),
        published=next(
            (_words(row[name]) for name in ("published", "publication_date", "date") if row.get(name)), None
        ),
        publisher=_words(row.get("publisher")),
        author=_words(row.get("author")),
        url=_words(row.get("url")),
    )


def _words(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _part_of(origin: Origin, name: str, used: Counter[str]) -> Origin:
    """The origin of a part of the file, told apart by its name; a name that comes again gets a number.

    What is said from outside of a file of many documents is said of each, but for address and title.
    """
    used[name] += 1
    part = f"{name}-{used[name]}" if used[name] > 1 else name
    return Origin(
        uri=f"{origin.uri}#{part}",
        published=origin.published,
        publisher=origin.publisher,
        author=origin.author,
    )


def _slug(words: str) -> str:
    plain = "".join(c if c.isalnum() else " " for c in well_formed(words).casefold())
    return "-".join(plain.split())[:80].strip("-")


INGESTER = Ingester(fits=fits, read=read)
