"""Shows records as people judged them: who is whom, which rows are right, and each judgement where it was given."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from onrecord.model.base import Span
from onrecord.model.document import Record
from onrecord.model.evidence import BY_PEOPLE, Judgement, Judging
from onrecord.store.questions import StoredJudgement
from onrecord.store.sql.rulings import Judged

Given = Mapping[str, tuple[tuple[int, Judgement], ...]]
"""The judgements on each target with their numbers in the order given."""


def by_target(stored: Iterable[StoredJudgement]) -> Given:
    """The judgements, in the order given, by what they judge."""
    given: dict[str, list[tuple[int, Judgement]]] = defaultdict(list)
    for number, one in enumerate(stored):
        given[one.judgement.target].append((number, one.judgement))
    return {target: tuple(judgements) for target, judgements in given.items()}


def judged(record: Record, known: Judged, given: Given) -> Record:
    """The record with what people judged in it as its last layer; as it is where nobody judged."""
    added = known.applied(record).layers[len(record.layers) :]
    links = tuple(one for _, found in added for one in found)
    judgings = tuple(_judgings(record, known, given)) if given else ()
    return record.extended(BY_PEOPLE, (*links, *judgings)) if links or judgings else record


def _judgings(record: Record, known: Judged, given: Given) -> Iterator[Judging]:
    """Each judgement on the document or on something in it, in the order given."""
    document = record.document
    places = {a.id: a.span for _, annotations in record.layers for a in annotations}
    places |= {ruling.of: ruling.at for ruling in known.rulings}
    places[document.id] = Span(0, 0)
    found = (
        (number, Judging(document=document.id, at=places[target], judgement=judgement))
        for target in places.keys() & given.keys()
        for number, judgement in given[target]
    )
    return (judging for _, judging in sorted(found, key=lambda one: one[0]))
