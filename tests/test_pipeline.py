from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from onrecord.encoder import States, fingerprint
from onrecord.model.base import Annotation, Provenance
from onrecord.model.document import Block, Document, Origin, Record
from onrecord.pipeline import DEFAULT_ORDER, MODEL_LAYERS, Pipeline, Step, build, plain_order, reads, stamp, stamps
from onrecord.registry import Layer, components
from onrecord.resolve.people import known
from onrecord.settings import Endpoint, Settings
from onrecord.store import open_store

ORDER = ("segment.blocks", "segment.quotations", "segment.turns")
"""Layers that need no model."""


@pytest.mark.parametrize("language", ["en", "fi", None])
def test_a_record_is_stamped_as_was_told_before_it_was_read(language: str | None) -> None:
    document = Document(origin=Origin(uri="a.txt"), text="Rike said: “No.”", language=language)
    record = build(Settings(), ORDER)(document)
    assert tuple(provenance for provenance, _ in record.layers) == stamps(Settings(), language, ORDER)


def test_a_layer_that_reads_the_models_states_is_stamped_with_the_model(tmp_path: Path) -> None:
    (tmp_path / "encoder.onnx").write_bytes(b"a model")
    name = next(name for name, layer in components("layer").items() if layer.encoded)
    (made,) = stamps(Settings(weights=tmp_path), "en", (name,))
    assert made.version.endswith("+" + fingerprint(tmp_path / "encoder.onnx"))


def test_a_text_whose_language_cannot_be_told_is_tried() -> None:
    layer = components("layer")["segment.quotations"]
    assert reads(layer, None)
    assert stamp("segment.quotations", layer, "model", Settings()).version == layer.version


def test_an_endpoint_is_asked_in_the_place_of_the_model_and_of_nothing_else() -> None:
    asking = Settings(endpoint=Endpoint(url="http://127.0.0.1:9", model="small-model"))
    assert plain_order(Settings()) == DEFAULT_ORDER
    left = tuple(name for name in DEFAULT_ORDER if name not in MODEL_LAYERS)
    assert tuple(name for name in plain_order(asking) if name != "attribute.endpoint") == left
    assert plain_order(asking).index("attribute.endpoint") == DEFAULT_ORDER.index(MODEL_LAYERS[0])
    assert build(asking).encode is None


def test_a_layer_that_asks_is_stamped_with_the_model_that_is_asked() -> None:
    asking = Settings(endpoint=Endpoint(url="http://127.0.0.1:9", model="small-model"))
    versions = {made.layer: made.version for made in stamps(asking, "en")}
    assert versions["attribute.endpoint"].endswith("+small-model")
    assert [name for name, version in versions.items() if "small-model" in version] == ["attribute.endpoint"]


def test_a_layer_that_leans_on_a_register_is_stamped_with_its_digest() -> None:
    layer = replace(components("layer")["segment.quotations"], leans=lambda settings: f"for {settings.jobs}")
    assert stamp("segment.quotations", layer, None, Settings(jobs=2)).version == f"{layer.version}+for 2"


def test_what_a_layer_leans_on_comes_after_the_models_it_asks() -> None:
    layer = replace(components("layer")["attribute.spans"], version="3", asks=True, leans=lambda _: "digest")
    asking = Settings(endpoint=Endpoint(url="http://127.0.0.1:9", model="small-model"))
    assert stamp("attribute.spans", layer, "model", asking).version == "3+model+small-model+digest"


def test_the_layer_of_people_is_stamped_with_whom_the_register_knows(tmp_path: Path) -> None:
    (made,) = stamps(Settings(), "en", ("resolve.people",))
    assert made.version.endswith("+" + known(Settings()))
    address = str(tmp_path / "record.db")
    open_store(address, create=True).close()
    (beside,) = stamps(Settings(register=address), "en", ("resolve.people",))
    assert beside.version != made.version


DOCUMENT = Document(origin=Origin(uri="a.txt"), text="Rike said: “No.”\n\nNobody heard.", language="en")


def watched(pipeline: Pipeline, ran: list[str]) -> Pipeline:
    """The pipeline that notes which of its layers run."""

    def note(step: Step) -> Step:
        def annotate(*given: Record) -> Iterable[Annotation]:
            ran.append(step.provenance.layer)
            return step.annotate(*given)

        return replace(step, annotate=annotate)

    return Pipeline(tuple(map(note, pipeline.steps)), pipeline.encode)


def aged(record: Record, layer: str) -> Record:
    """The record as it would be if an earlier version of the layer had run, and found nothing."""
    old = Provenance(layer=layer, version="0")
    return Record(record.document, tuple((old, ()) if by.layer == layer else (by, made) for by, made in record.layers))


@pytest.mark.parametrize("at", range(len(ORDER)))
def test_a_record_is_read_anew_from_the_first_layer_whose_stamp_differs(at: int) -> None:
    ran: list[str] = []
    pipeline = watched(build(Settings(), ORDER), ran)
    afresh = pipeline(DOCUMENT)
    del ran[:]
    assert pipeline(aged(afresh, ORDER[at])) == afresh
    assert tuple(ran) == ORDER[at:]


def test_a_record_that_would_be_read_alike_is_not_read() -> None:
    ran: list[str] = []
    pipeline = watched(build(Settings(), ORDER), ran)
    afresh = pipeline(DOCUMENT)
    del ran[:]
    assert pipeline(afresh) == afresh
    assert ran == []


def test_a_record_of_fewer_more_or_other_layers_is_read_as_from_scratch() -> None:
    pipeline = build(Settings(), ORDER)
    afresh = pipeline(DOCUMENT)
    quotations, more = afresh.layers[1], (Provenance(layer="verify.rumours", version="1"), ())
    for layers in (
        (),
        afresh.layers[:1],
        afresh.layers[1:],
        afresh.layers[::-1],
        (*afresh.layers, more),
        (afresh.layers[0], more, quotations),
    ):
        assert pipeline(Record(DOCUMENT, layers)) == afresh


def test_a_record_in_a_language_that_few_layers_read_goes_on_with_those() -> None:
    pipeline = build(Settings(), tuple(name for name in DEFAULT_ORDER if name not in MODEL_LAYERS))
    afresh = pipeline(replace(DOCUMENT, language="fi"))
    ran = tuple(by.layer for by, _ in afresh.layers)
    assert "segment.turns" in ran and "resolve.people" not in ran
    for layer in ran:
        assert pipeline(aged(afresh, layer)) == afresh


def encoded_pipeline(encoded: list[str]) -> Pipeline:
    """Two layers that find nothing, the first of them with the model's states; notes what is encoded."""

    def encode(text: str) -> States:
        encoded.append(text)
        return cast(States, "states")

    def step(name: str, *, of_states: bool) -> Step:
        layer = Layer(version="1", produces=(Block,), load=lambda _: lambda *_: (), encoded=of_states, languages=None)
        return Step(Provenance(layer=name, version="1"), layer, lambda *_: ())

    return Pipeline((step("attribute.one", of_states=True), step("resolve.other", of_states=False)), encode)


def test_the_model_runs_only_where_a_layer_that_is_run_reads_its_states() -> None:
    encoded: list[str] = []
    pipeline = encoded_pipeline(encoded)
    afresh = pipeline(DOCUMENT)
    assert encoded == [DOCUMENT.text]
    pipeline(aged(afresh, "resolve.other"))
    assert encoded == [DOCUMENT.text]
    pipeline(aged(afresh, "attribute.one"))
    assert encoded == [DOCUMENT.text] * 2
