"""What every layer keeps to, found by discovery: a new layer is tested here without a word more."""

import dataclasses
from collections import Counter
from collections.abc import Iterator
from functools import cache
from inspect import getdoc
from sys import modules

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.samples import TEXTS, document
from onrecord.errors import SetupError
from onrecord.model.base import Annotation, Span
from onrecord.model.document import Record
from onrecord.pipeline import DEFAULT_ORDER, Pipeline, build
from onrecord.registry import Layer, components, names
from onrecord.settings import Settings

LAYERS: dict[str, Layer] = components("layer")
POINTERS = ("of", "by", "parent", "continues", "identity", "target", "same_as")
"""Fields that hold the id of another annotation."""

ORDER = (*DEFAULT_ORDER, *(name for name in names("layer") if name not in DEFAULT_ORDER))

SIGNS = "aB é.,:;-—?!0\n\t“”‘’\"'«»„[]()<>@\u200f\u0301🙂"
"""What stories are made of, and what breaks readers of stories."""

every_layer = pytest.mark.parametrize("name", names("layer"))
every_sample = pytest.mark.parametrize("sample", TEXTS)


@cache
def ready() -> Pipeline:
    """Every layer there is, loaded."""
    return build(Settings(), ORDER)


@cache
def reading(sample: str) -> Record:
    """The record of a sample document through every layer there is."""
    return ready()(document(sample))


def found(name: str, sample: str) -> tuple[Annotation, ...]:
    return next(made for provenance, made in reading(sample).layers if provenance.layer == name)


@every_layer
def test_a_layer_says_what_it_does_in_its_module(name: str) -> None:
    first = (getdoc(modules[f"onrecord.{name}"]) or "").split("\n")[0]
    assert first.endswith("."), f"{name} opens with no sentence"


@every_layer
def test_a_layer_has_a_version_and_says_what_it_produces(name: str) -> None:
    assert LAYERS[name].version
    assert LAYERS[name].produces


@every_layer
@every_sample
def test_a_layer_produces_only_what_it_declares(name: str, sample: str) -> None:
    assert {type(a) for a in found(name, sample)} <= set(LAYERS[name].produces)


@every_layer
@every_sample
def test_every_span_lies_inside_the_text(name: str, sample: str) -> None:
    text = TEXTS[sample]
    for annotation in found(name, sample):
        assert annotation.document == reading(sample).document.id
        assert all(span.end <= len(text) for span in (annotation.span, *spans(annotation)))


@every_layer
@every_sample
def test_no_two_annotations_of_a_layer_share_an_id(name: str, sample: str) -> None:
    counted = Counter(a.id for a in found(name, sample))
    assert [i for i, count in counted.items() if count > 1] == []


@every_sample
def test_what_an_annotation_points_at_is_in_the_record(sample: str) -> None:
    record = reading(sample)
    known = {a.id for _, made in record.layers for a in made} | {"article"}
    for _, made in record.layers:
        for annotation in made:
            assert set(pointers(annotation)) <= known


@every_sample
def test_the_same_document_gives_the_same_record(sample: str) -> None:
    assert build(Settings(), ORDER)(document(sample)) == reading(sample)


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet=SIGNS, max_size=300))
def test_no_text_is_refused_for_its_signs(text: str) -> None:
    record = ready()(dataclasses.replace(document("article"), text=text))
    assert all(span.end <= len(text) for _, made in record.layers for span in spans(made))


@every_sample
def test_a_text_in_another_language_is_read_without_failing(sample: str) -> None:
    record = ready()(document(sample, language="fi"))
    ran = {provenance.layer for provenance, _ in record.layers}
    assert ran == {name for name in ORDER if LAYERS[name].languages is None}


def test_an_order_in_which_a_layer_lacks_what_it_requires_is_refused() -> None:
    needy = next(name for name in DEFAULT_ORDER if LAYERS[name].requires)
    with pytest.raises(SetupError, match=f"{needy} requires .*, which no layer before it produces"):
        build(Settings(), (needy,))


def test_an_unknown_layer_is_refused_with_the_known_names() -> None:
    with pytest.raises(SetupError, match=r"no layer named 'segment\.verses'; known: .*segment\.blocks"):
        build(Settings(), ("segment.verses",))


def spans(value: object) -> Iterator[Span]:
    """Every span in a value, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from spans(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))


def pointers(value: object) -> Iterator[str]:
    """Every id that a value points at, however deep."""
    if isinstance(value, tuple):
        for part in value:
            yield from pointers(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            content = getattr(value, field.name)
            if field.name in POINTERS and isinstance(content, str):
                yield content
            yield from pointers(content)
