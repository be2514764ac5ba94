"""Orders the layers, refuses a wrong order, and reads a document: the encoder once, then layer after layer."""

from collections.abc import Callable, Iterable
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

MODEL_LAYERS = ("attribute.spans", "attribute.links")
"""What the packaged model finds in two steps. With an endpoint, ENDPOINT_LAYER stands in their place."""

ENDPOINT_LAYER = "attribute.endpoint"


@dataclass(frozen=True, slots=True)
class Step:
    """A loaded layer in its place."""

    name: str
    layer: Layer
    annotate: Callable[..., Iterable[Annotation]]
    asked: str | None = None
    """The endpoint's model, where there is an endpoint."""

    def __call__(self, record: Record, states: States | None) -> Record:
        """The record with what the layer finds, stamped with its version and the model that it reads or asks."""
        if not self.layer.encoded or states is None:
            return record.extended(stamp(self.name, self.layer, self.asked), tuple(self.annotate(record)))
        return record.extended(stamp(self.name, self.layer, states.model), tuple(self.annotate(record, states)))


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Loaded layers in their order, and the encoder when one of them reads its states. Calling it reads a document."""

    steps: tuple[Step, ...]
    encode: Callable[[str], States] | None

    def __call__(self, document: Document) -> Record:
        steps = tuple(step for step in self.steps if reads(step.layer, document.language))
        states = self.encode(document.text) if self.encode and any(s.layer.encoded for s in steps) else None
        record = Record(document)
        for step in steps:
            record = step(record, states)
        return record


def plain_order(settings: Settings) -> tuple[str, ...]:
    """The layers of a plain reading under the settings: with an endpoint, its layer stands where the model's do."""
    if settings.endpoint is None:
        return DEFAULT_ORDER
    first = DEFAULT_ORDER.index(MODEL_LAYERS[0])
    return (*DEFAULT_ORDER[:first], ENDPOINT_LAYER, *DEFAULT_ORDER[first + len(MODEL_LAYERS) :])


def build(settings: Settings, order: tuple[str, ...] | None = None) -> Pipeline:
    """The loaded layers, in that order or the plain one. Raises SetupError where one comes before what it requires."""
    layers = tuple((name, find("layer", name)) for name in (plain_order(settings) if order is None else order))
    _check(layers)
    encode = encoder.load(settings) if any(layer.encoded for _, layer in layers) else None
    asked = _asked(settings)
    return Pipeline(tuple(Step(name, layer, layer.load(settings), asked) for name, layer in layers), encode)


def stamps(settings: Settings, language: str | None, order: tuple[str, ...] | None = None) -> tuple[Provenance, ...]:
    """What the record of a document in that language would be stamped with. Nothing is loaded to tell it."""
    layers = {name: find("layer", name) for name in (plain_order(settings) if order is None else order)}
    file = (settings.weights or encoder.packaged()) / "encoder.onnx"
    model, asked = encoder.fingerprint(file) if file.is_file() else None, _asked(settings)
    return tuple(
        stamp(name, layer, model if layer.encoded else asked)
        for name, layer in layers.items()
        if reads(layer, language)
    )


def reads(layer: Layer, language: str | None) -> bool:
    """Whether the layer is made for the language; a text whose language cannot be told is tried."""
    return layer.languages is None or language is None or language in layer.languages


def stamp(name: str, layer: Layer, model: str | None) -> Provenance:
    """The layer with its version and, where it reads the encoder's states or asks an endpoint, the model's."""
    version = f"{layer.version}+{model}" if (layer.encoded or layer.asks) and model else layer.version
    return Provenance(layer=name, version=version)


def _asked(settings: Settings) -> str | None:
    return settings.endpoint.model if settings.endpoint else None


def _check(layers: Iterable[tuple[str, Layer]]) -> None:
    made: set[type[Annotation]] = set()
    for name, layer in layers:
        missing = [kind.__name__ for kind in layer.requires if kind not in made]
        if missing:
            raise SetupError(f"layer {name} requires {', '.join(missing)}, which no layer before it produces")
        made.update(layer.produces)
