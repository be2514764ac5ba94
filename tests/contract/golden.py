"""Golden examples: beside every component, an input and what it makes of it, small enough to be read.

`tests/golden/<component>/input.*` is read with the components before it; what the component adds is compared with
`expected.json`, or for an exporter with `expected.<its suffix>`; what no person can read is first read by its own tool
(`READ_AS`). `make golden` writes the expected files again, so that
a change of behaviour is reviewed as a difference of files.
"""

import dataclasses
import datetime
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from onrecord.errors import DocumentError
from onrecord.ingest.readers import read_source, reader
from onrecord.model.base import Annotation, Span
from onrecord.model.document import Document, Origin, Record
from onrecord.pipeline import DEFAULT_ORDER, build
from onrecord.registry import Exporter, Layer, Source, components, names
from onrecord.settings import Settings

FOLDER = Path(__file__).parents[1] / "golden"
PUBLISHED = "2031-03-05"
"""A Wednesday: the day on which every golden example was published, unless it says otherwise itself."""

LEFT_OUT = {"document", "sha256", "confidence", "strength", "offsets"}
"""Fields that say the same everywhere or differ by a hair between processors (the model's int8 arithmetic)."""


NEEDS = {"export.parquet": "pyarrow"}
"""What components need that is not always installed."""


def made(name: str) -> bytes:
    """What the component of that name makes of its golden input today."""
    documents = list(_read(name))
    if name in names("ingester"):
        return _json([_shown(document, document.text) for document in documents])
    record = build(Settings(), _order_to(name))(documents[0])
    if name in names("exporter"):
        return _written(components("exporter")[name], record)
    found = next(found for provenance, found in record.layers if provenance.layer == name)
    return _json([_named(annotation, record.document.text) for annotation in found])


def expected(name: str) -> Path:
    """The file that holds what the component should make of its golden input."""
    suffix = components("exporter")[name].suffix if name in names("exporter") else ".json"
    shown, _ = READ_AS.get(suffix, ("", None))
    return FOLDER / name / f"expected{suffix}{shown}"


def compared() -> Iterable[str]:
    """The components that have golden examples: all but stores, which give back what they were given."""
    return (*names("ingester"), *names("layer"), *names("exporter"))


def _input(name: str) -> Source:
    found = sorted((FOLDER / name).glob("input.*"))
    if len(found) != 1:
        raise FileNotFoundError(f"{name} has no golden example: put one input.* into {FOLDER / name}")
    return Source(origin=Origin(uri=f"{name}/{found[0].name}", published=PUBLISHED), data=found[0].read_bytes())


def _read(name: str) -> Iterator[Document]:
    """The documents in the golden input, read as any file is; a reader's example must be its own to read."""
    source = _input(name)
    if name in names("ingester") and reader(source) is not components("ingester")[name]:
        raise ValueError(f"{name} is not the highest bidder for {source.origin.uri}")
    for read in read_source(source, Settings()):
        if isinstance(read, DocumentError):
            raise read
        yield read


def _order_to(name: str) -> tuple[str, ...]:
    """The layers up to and with that one; the default order before a layer that is not in it."""
    if name in names("exporter"):
        return _without_model()
    if name in DEFAULT_ORDER:
        return DEFAULT_ORDER[: DEFAULT_ORDER.index(name) + 1]
    return (*DEFAULT_ORDER, name)


def _without_model() -> tuple[str, ...]:
    """The default order without the layers that read the encoder's states, or need one that does.

    An exported file holds confidences, and the model's differ by a hair between processors.
    """
    order: list[str] = []
    produced: set[type[Annotation]] = set()
    for name in DEFAULT_ORDER:
        layer: Layer = components("layer")[name]
        if not layer.encoded and produced.issuperset(layer.requires):
            order.append(name)
            produced.update(layer.produces)
    return tuple(order)


def _written(exporter: Exporter, record: Record) -> bytes:
    file = io.BytesIO()
    exporter.write([record], file)
    _, read = READ_AS.get(exporter.suffix, ("", bytes))
    return read(file.getvalue())


def _rows(content: bytes) -> bytes:
    """The rows of a Parquet file. Its bytes hold the version of what wrote them."""
    from pyarrow import parquet

    rows = parquet.read_table(io.BytesIO(content)).to_pylist()
    return _json([{name: _shown(value, "") for name, value in row.items()} for row in rows])


def _files(content: bytes) -> bytes:
    """The files in an archive, each under its name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(b"== %s\n%s" % (name.encode(), archive.read(name)) for name in archive.namelist())


READ_AS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {".parquet": (".json", _rows), ".zip": (".txt", _files)}
"""By the suffix of what no person can read: the suffix of what stands for it, and what reads it."""


def _named(annotation: Annotation, text: str) -> dict[str, object]:
    shown = _shown(annotation, text)
    assert isinstance(shown, dict)
    return {"is": type(annotation).__name__, **shown}


def _shown(value: object, text: str) -> object:
    if isinstance(value, Span):
        return f"{value.start}–{value.end} {value.of(text)}"
    if isinstance(value, tuple):
        return [_shown(part, text) for part in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if not dataclasses.is_dataclass(value):
        return value
    fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value) if f.name not in LEFT_OUT}
    return {name: _shown(content, text) for name, content in fields.items() if content not in (None, ())}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def main(wanted: list[str]) -> None:
    """Writes the expected files again: of the components named, or of all."""
    for name in wanted or compared():
        expected(name).write_bytes(made(name))
        print(f"written: {expected(name).relative_to(FOLDER.parent)}")


if __name__ == "__main__":
    main(sys.argv[1:])
