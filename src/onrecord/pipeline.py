"""Orders the layers, refuses a wrong order, and runs one document or many."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from onrecord.errors import SetupError
from onrecord.model.base import Annotation, Provenance
from onrecord.model.document import Document, Record
from onrecord.registry import Layer, find
from onrecord.settings import Settings

DEFAULT_ORDER = (
    "segment.blocks",
    "segment.quotations",
    "segment.turns",
    "segment.posts",
    "attribute.labels",
    "attribute.spans",
    "attribute.links",
    "resolve.chains",
    "resolve.mentions",
    "resolve.times",
)
"""The layers of a plain reading, each after what it requires."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Loaded layers in their order. Calling it reads one document."""

    steps: tuple[tuple[str, Layer, Callable[..., Iterable[Annotation]]], ...]

    def __call__(self, document: Document) -> Record:
        record = Record(document)
        for name, layer, annotate in self.steps:
            if layer.languages is not None and document.language not in (None, *layer.languages):
                continue
            record = record.extended(Provenance(layer=name, version=layer.version), tuple(annotate(record)))
        return record


def build(settings: Settings, order: tuple[str, ...] = DEFAULT_ORDER) -> Pipeline:
    """The loaded layers in that order. Raises SetupError where a layer comes before what it requires."""
    layers = tuple((name, find("layer", name)) for name in order)
    _check(layers)
    return Pipeline(tuple((name, layer, layer.load(settings)) for name, layer in layers))


def _check(layers: Iterable[tuple[str, Layer]]) -> None:
    made: set[type[Annotation]] = set()
    for name, layer in layers:
        missing = [kind.__name__ for kind in layer.requires if kind not in made]
        if missing:
            raise SetupError(f"layer {name} requires {', '.join(missing)}, which no layer before it produces")
        made.update(layer.produces)


def read_many(documents: Iterable[Document], settings: Settings) -> Iterator[Record]:
    """The record of each document, in the order given."""
    pipeline = build(settings)
    yield from map(pipeline, documents)
