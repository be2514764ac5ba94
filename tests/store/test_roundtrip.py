"""Whatever annotations a record holds, it comes back from every store as it was, byte for byte."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import DocumentError
from onrecord.model.base import Annotation, Provenance, Span, canonical_json
from onrecord.model.document import Document, Hint, OffsetMap, Origin, Record
from onrecord.store.annotations import KINDS, decoded, encoded
from onrecord.store.sql.store import SqlStore

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
SPANS = st.tuples(st.integers(0, 200), st.integers(0, 50)).map(lambda p: Span(p[0], p[0] + p[1]))
SOME_SPANS = st.lists(SPANS, min_size=1, max_size=3).map(tuple)
SHARES = st.floats(0, 1)
ABSTRACT = {"Annotation", "Reading"}

st.register_type_strategy(Span, SPANS)
st.register_type_strategy(float, SHARES)
st.register_type_strategy(str, TEXTS)

NEVER_EMPTY = {"Attribution": "content", "Identity": "mentions"}


def annotations(kind: str) -> st.SearchStrategy[Annotation]:
    filled = {NEVER_EMPTY[kind]: SOME_SPANS} if kind in NEVER_EMPTY else {}
    return st.builds(KINDS[kind], **filled)


ANY_ANNOTATION = st.one_of([annotations(kind) for kind in KINDS if kind not in ABSTRACT])
LAYERS = st.lists(st.tuples(st.builds(Provenance), st.lists(ANY_ANNOTATION, max_size=5).map(tuple)), max_size=3).map(
    tuple
)
ORIGINS = st.builds(Origin, published=st.sampled_from([None, "2031-03-05", "2031-03-05T10:00:00+02:00"]))
DOCUMENTS = st.builds(
    Document, origin=ORIGINS, hints=st.lists(st.builds(Hint)).map(tuple), offsets=st.builds(OffsetMap)
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=DOCUMENTS, layers=LAYERS)
def test_a_record_comes_back_byte_for_byte(store: SqlStore, document: Document, layers: tuple) -> None:  # type: ignore[type-arg]
    record = Record(document, layers)
    store.add(record)
    back = store.record(document.id)
    assert back == record
    assert canonical_json(back) == canonical_json(record)
    assert store.add(back) == "unchanged"


@settings(max_examples=20)
@pytest.mark.parametrize("kind", sorted(KINDS.keys() - ABSTRACT))
@given(data=st.data())
def test_every_kind_of_annotation_comes_back(kind: str, data: st.DataObject) -> None:
    annotation = data.draw(annotations(kind))
    assert decoded(kind, encoded(annotation)) == annotation


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(DocumentError, match="Rumour"):
        decoded("Rumour", "{}")


def test_a_stored_form_that_this_version_does_not_know_is_told() -> None:
    with pytest.raises(DocumentError, match="stored Block"):
        decoded("Block", '{"document":"d","extent":{"start":1},"role":"paragraph"}')
