"""What readers, exporters and all components keep to, found by discovery."""

import io
import os
import sys
import threading
from inspect import getdoc
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings

from contract.golden import NEEDS
from contract.samples import ARTICLE, TEXTS, document
from disks import full_disk
from export.records import dispute
from onrecord.errors import DocumentError
from onrecord.export.files import replaced
from onrecord.model.base import Annotation, Provenance
from onrecord.model.document import Document, Origin, Record
from onrecord.registry import KINDS, Exporter, Ingester, Source, components, names
from onrecord.settings import Settings
from store.stories import naming
from store.test_roundtrip import LAYERS
from test_restoring import DOCUMENTS

Layers = tuple[tuple[Provenance, tuple[Annotation, ...]], ...]

COMPONENTS = [(kind, name) for kind in KINDS for name in names(kind)]

BYTES = {
    **{name: text.encode() for name, text in TEXTS.items()},
    "nothing but zeros": b"\0" * 400,
    "no text in any encoding": bytes(range(256)) * 8,
    "a lone continuation byte": b"Minister: \x80\xbf\xfe",
    "UTF-16": ARTICLE.encode("utf-16"),
    "HTML that never closes": b"<html><body><article><p>" + b"<div><b>He said &ldquo;no" * 50,
    "half a JSON line": b'{"speaker": "Rike", "text": "No',
    "JSON of another shape": b'[1, 2, {"a": null}]\n"x"\nnull\n',
}

HOSTILE = (
    "<script>alert(1)</script>",
    "\"'`]]>--></style>",
    "\x1b]0;owned\x07\x00\x9b31m\u202e\u2028\ufffe",
    "a\ud800b",
    "=cmd|' /C calc'!A0",
    "javascript:alert(1)",
    "https://[::1",
    "\t\r\n",
    "🙂" * 3,
)

every_ingester = pytest.mark.parametrize("name", names("ingester"))
every_exporter = pytest.mark.parametrize("name", names("exporter"))
every_source = pytest.mark.parametrize("content", BYTES)


@pytest.mark.parametrize(("kind", "name"), COMPONENTS)
def test_a_component_says_what_it_is_for(kind: str, name: str) -> None:
    doc = getdoc(module(name)) or ""
    assert doc.split("\n\n")[0].endswith("."), f"{kind} {name} opens with no sentence"


@every_ingester
@every_source
def test_a_reader_reads_or_says_why_not(name: str, content: str) -> None:
    reader: Ingester = components("ingester")[name]
    source = Source(origin=Origin(uri=f"samples/{content}"), data=BYTES[content])
    assert reader.fits(source) >= 0
    for read in attempt(reader, source):
        if isinstance(read, DocumentError):
            assert str(read)
            continue
        assert "\0" not in read.text
        assert all(hint.span.end <= len(read.text) for hint in read.hints)
        assert read.origin.uri.startswith(source.origin.uri)


@every_ingester
@every_source
def test_a_reader_reads_the_same_twice(name: str, content: str) -> None:
    reader: Ingester = components("ingester")[name]
    source = Source(origin=Origin(uri=f"samples/{content}"), data=BYTES[content])
    assert [str(read) for read in attempt(reader, source)] == [str(read) for read in attempt(reader, source)]


@every_exporter
def test_an_exporter_writes_the_same_bytes_for_the_same_records(name: str) -> None:
    assert exporter(name).suffix.startswith(".")
    assert written(exporter(name), *TEXTS) == written(exporter(name), *TEXTS) != b""


@every_exporter
def test_an_exporter_writes_no_records_too(name: str) -> None:
    written(exporter(name))


@every_exporter
def test_an_exporter_writes_everything_that_a_record_may_hold(name: str) -> None:
    once, again = (exported(name, dispute(), dispute(uri="b.txt", publisher=None)) for _ in range(2))
    assert once == again != exported(name, dispute())


@every_exporter
@pytest.mark.parametrize("strange", HOSTILE)
def test_an_exporter_stands_what_strangers_write(name: str, strange: str) -> None:
    facts = dict.fromkeys(("title", "author", "publisher", "url"), strange)
    assert exported(name, dispute(**facts), naming(strange, uri=strange))


@every_exporter
@settings(max_examples=20, deadline=None)
@given(document=DOCUMENTS, layers=LAYERS)
def test_an_exporter_writes_whatever_annotations_there_are(name: str, document: Document, layers: Layers) -> None:
    assert exported(name, Record(document, layers)) == exported(name, Record(document, layers))


@every_exporter
def test_an_exporter_leaves_the_file_open_and_needs_only_to_write(name: str) -> None:
    ends = os.pipe()
    with open(ends[0], "rb") as out, open(ends[1], "wb") as file:
        reading = threading.Thread(target=lambda: read.append(out.read()))
        read: list[bytes] = []
        reading.start()
        exporter(name).write([dispute()], file)
        assert not file.closed
        file.close()
        reading.join()
    assert read == [exported(name, dispute())]


@every_exporter
@pytest.mark.parametrize("room", [0, 100, 2_000])
def test_an_export_to_a_full_disk_leaves_what_stood_there(name: str, room: int, tmp_path: Path) -> None:
    target = tmp_path / "export"
    target.write_bytes(b"old")
    records = [dispute(uri=f"{number}.txt") for number in range(20)]
    with pytest.raises(OSError, match="too large"), full_disk(room), replaced(target) as file:
        exporter(name).write(records, file)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def exporter(name: str) -> Exporter:
    """The exporter of that name; the test is skipped where what it needs is not installed."""
    if name in NEEDS:
        pytest.importorskip(NEEDS[name], reason=f"{name} needs {NEEDS[name]}")
    found: Exporter = components("exporter")[name]
    return found


def exported(name: str, *records: Record) -> bytes:
    file = io.BytesIO()
    exporter(name).write(records, file)
    return file.getvalue()


def attempt(reader: Ingester, source: Source) -> tuple[Document | DocumentError, ...]:
    try:
        return tuple(reader.read(source, Settings()))
    except DocumentError as error:
        return (error,)


def written(exporter: Exporter, *samples: str) -> bytes:
    file = io.BytesIO()
    exporter.write((Record(document(sample)) for sample in samples), file)
    return file.getvalue()


def module(name: str) -> ModuleType:
    return sys.modules[f"onrecord.{name}"]
