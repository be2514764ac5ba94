"""Orders the layers, refuses a wrong order, runs the encoder once a document, and reads one document or many."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from onrecord import encoder
from onrecord.encoder import States
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
class Step:
    """A loaded layer in its place."""

    name: str
    layer: Layer
    annotate: Callable[..., Iterable[Annotation]]

    def reads(self, language: str | None) -> bool:
        """Whether the layer is made for the language; a text whose language cannot be told is tried."""
        return self.layer.languages is None or language is None or language in self.layer.languages

    def __call__(self, record: Record, states: States | None) -> Record:
        """The record with what the layer finds, stamped with its version and, where it read states, the model's."""
        if not self.layer.encoded or states is None:
            stamp = Provenance(layer=self.name, version=self.layer.version)
            return record.extended(stamp, tuple(self.annotate(record)))
        stamp = Provenance(layer=self.name, version=f"{self.layer.version}+{states.model}")
        return record.extended(stamp, tuple(self.annotate(record, states)))


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Loaded layers in their order, and the encoder when one of them reads its states. Calling it reads a document."""

    steps: tuple[Step, ...]
    encode: Callable[[str], States] | None

    def __call__(self, document: Document) -> Record:
        steps = tuple(step for step in self.steps if step.reads(document.language))
        states = self.encode(document.text) if self.encode and any(s.layer.encoded for s in steps) else None
        record = Record(document)
        for step in steps:
            record = step(record, states)
        return record


def build(settings: Settings, order: tuple[str, ...] = DEFAULT_ORDER) -> Pipeline:
    """The loaded layers in that order. Raises SetupError where a layer comes before what it requires."""
    layers = tuple((name, find("layer", name)) for name in order)
    _check(layers)
    encode = encoder.load(settings) if any(layer.encoded for _, layer in layers) else None
    return Pipeline(tuple(Step(name, layer, layer.load(settings)) for name, layer in layers), encode)


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
