"""What readers, exporters and all components keep to, found by discovery."""

import io
import sys
from inspect import getdoc
from types import ModuleType

import pytest

from contract.samples import ARTICLE, TEXTS, document
from onrecord.errors import DocumentError
from onrecord.model.document import Document, Origin, Record
from onrecord.registry import KINDS, Exporter, Ingester, Source, components, names
from onrecord.settings import Settings

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
    exporter: Exporter = components("exporter")[name]
    assert exporter.suffix.startswith(".")
    assert written(exporter, *TEXTS) == written(exporter, *TEXTS) != b""


@every_exporter
def test_an_exporter_writes_no_records_too(name: str) -> None:
    written(components("exporter")[name])


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
