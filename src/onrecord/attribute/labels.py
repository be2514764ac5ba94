"""Makes each turn of a transcript a statement: the label is its source, the words are its content."""

from collections.abc import Callable, Iterable

from onrecord.model.document import Record
from onrecord.model.statement import Attribution, Turn
from onrecord.registry import Layer
from onrecord.settings import Settings


def load(_: Settings) -> Callable[[Record], Iterable[Attribution]]:
    """The layer; it needs nothing."""
    return annotate


def annotate(record: Record) -> Iterable[Attribution]:
    """One direct attribution without a cue for each turn that says anything."""
    for turn in record.of(Turn):
        if len(turn.body):
            yield Attribution(
                document=record.document.id, source=turn.label, content=(turn.body,), mode="direct", confidence=1.0
            )


LAYER = Layer(version="1", requires=(Turn,), produces=(Attribution,), load=load, languages=None)
