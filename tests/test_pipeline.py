from pathlib import Path

import pytest

from onrecord.encoder import fingerprint
from onrecord.model.document import Document, Origin
from onrecord.pipeline import DEFAULT_ORDER, MODEL_LAYERS, build, plain_order, reads, stamp, stamps
from onrecord.registry import components
from onrecord.settings import Endpoint, Settings

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
    assert stamp("segment.quotations", layer, "model").version == layer.version


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
