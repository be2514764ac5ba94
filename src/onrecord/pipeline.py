"""Orders the layers, refuses a wrong order, and reads a document: the encoder once, then layer after layer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import takewhile

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
    "resolve.people",
    "resolve.times",
    "interpret.commitments",
    "interpret.forecasts",
    "interpret.disputes",
    "interpret.references",
)
"""The layers of a plain reading, each after what it requires."""

MODEL_LAYERS = ("attribute.spans", "attribute.links")
"""What the packaged model finds in two steps. With an endpoint, ENDPOINT_LAYER stands in their place."""

ENDPOINT_LAYER = "attribute.endpoint"


@dataclass(frozen=True, slots=True)
class Step:
    """A loaded layer in its place, and the stamp of what it finds."""

    provenance: Provenance
    layer: Layer
    annotate: Callable[..., Iterable[Annotation]]

    def __call__(self, record: Record, states: States | None) -> Record:
        """The record with what the layer finds."""
        found = self.annotate(record, states) if self.layer.encoded else self.annotate(record)
        return record.extended(self.provenance, tuple(found))


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Loaded layers in their order, and the encoder when one of them reads its states. Calling it reads a document.

    A document that was read before, given as its record, is read anew from the first layer on whose stamp differs.
    """

    steps: tuple[Step, ...]
    encode: Callable[[str], States] | None

    def __call__(self, given: Document | Record) -> Record:
        document = given if isinstance(given, Document) else given.document
        steps = tuple(step for step in self.steps if reads(step.layer, document.language))
        record = _unchanged(given, steps) if isinstance(given, Record) else Record(document)
        steps = steps[len(record.layers) :]
        states = self.encode(document.text) if self.encode and any(s.layer.encoded for s in steps) else None
        for step in steps:
            record = step(record, states)
        return record


def _unchanged(record: Record, steps: tuple[Step, ...]) -> Record:
    """The record with the layers at its beginning that would find the same again."""
    pairs = zip(record.layers, steps, strict=False)
    kept = tuple(layer for layer, _ in takewhile(lambda pair: pair[0][0] == pair[1].provenance, pairs))
    return Record(record.document, kept)


def plain_order(settings: Settings) -> tuple[str, ...]:
    """The layers of a plain reading under the settings: with an endpoint, its layer stands where the model's do."""
    if settings.endpoint is None:
        return DEFAULT_ORDER
    first = DEFAULT_ORDER.index(MODEL_LAYERS[0])
    return (*DEFAULT_ORDER[:first], ENDPOINT_LAYER, *DEFAULT_ORDER[first + len(MODEL_LAYERS) :])


def build(settings: Settings, order: tuple[str, ...] | None = None) -> Pipeline:
    """The loaded layers, in that order or the plain one. Raises SetupError where one comes before what it requires."""
    names = plain_order(settings) if order is None else order
    layers = tuple((name, find("layer", name)) for name in names)
    _check(layers)
    encode = encoder.load(settings) if any(layer.encoded for _, layer in layers) else None
    stamped = zip(stamps(settings, None, names), layers, strict=True)
    return Pipeline(tuple(Step(by, layer, layer.load(settings)) for by, (_, layer) in stamped), encode)


def stamps(settings: Settings, language: str | None, order: tuple[str, ...] | None = None) -> tuple[Provenance, ...]:
    """What the record of a document in that language would be stamped with. No layer is loaded to tell it."""
    layers = {name: find("layer", name) for name in (plain_order(settings) if order is None else order)}
    file = (settings.weights or encoder.packaged()) / "encoder.onnx"
    model = encoder.fingerprint(file) if file.is_file() else None
    return tuple(stamp(name, layer, model, settings) for name, layer in layers.items() if reads(layer, language))


def reads(layer: Layer, language: str | None) -> bool:
    """Whether the layer is made for the language; a text whose language cannot be told is tried."""
    return layer.languages is None or language is None or language in layer.languages


def stamp(name: str, layer: Layer, model: str | None, settings: Settings) -> Provenance:
    """The layer with its version and, after a "+", what else its finds depend on: the encoder's model, the endpoint's,
    and what the layer looks things up in."""
    asked = settings.endpoint.model if settings.endpoint and layer.asks else None
    leans = layer.leans(settings) if layer.leans else None
    more = (part for part in (model if layer.encoded else None, asked, leans) if part)
    return Provenance(layer=name, version="+".join((layer.version, *more)))


def _check(layers: Iterable[tuple[str, Layer]]) -> None:
    made: set[type[Annotation]] = set()
    for name, layer in layers:
        missing = [kind.__name__ for kind in layer.requires if kind not in made]
        if missing:
            raise SetupError(f"layer {name} requires {', '.join(missing)}, which no layer before it produces")
        made.update(layer.produces)
