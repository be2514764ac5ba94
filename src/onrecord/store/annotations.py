"""Annotations as stored text: the name of their class and their canonical JSON, which give back equal values."""

from types import ModuleType

import msgspec

from onrecord.errors import DocumentError
from onrecord.model import document, reading, statement
from onrecord.model.base import Annotation, canonical_json
from onrecord.registry import components


def encoded(annotation: Annotation) -> str:
    """The stored text of an annotation. Raises DocumentError for one that would not come back as it is."""
    value = canonical_json(annotation)
    if decoded(type(annotation).__name__, value) != annotation:
        raise DocumentError(f"{annotation} cannot be stored: it would not come back as it is")
    return value.decode()


def decoded(kind: str, value: str | bytes) -> Annotation:
    """The annotation of a stored text. Raises DocumentError for a kind or a form that this version does not know."""
    try:
        return msgspec.json.decode(value, type=KINDS.get(kind) or _produced()[kind])
    except KeyError:
        raise DocumentError(f"an annotation of the kind {kind}, which no layer here produces") from None
    except msgspec.ValidationError as error:
        raise DocumentError(f"a stored {kind} has another form than this version's: {error}") from None


def _kinds(module: ModuleType) -> dict[str, type[Annotation]]:
    named = vars(module).items()
    return {name: value for name, value in named if isinstance(value, type) and issubclass(value, Annotation)}


def _produced() -> dict[str, type[Annotation]]:
    """The kinds that layers of others produce beside those of the model."""
    return {kind.__name__: kind for layer in components("layer").values() for kind in layer.produces}


KINDS = _kinds(document) | _kinds(statement) | _kinds(reading)
"""The kinds of the model by the names under which they are stored."""
