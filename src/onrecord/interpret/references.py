"""Finds references: the treaties, laws, reports, letters, talks, videos and other works that a text leans on.

A place counts that names one particular work or event, or points back to one named before. The same thing under
several names is joined: by a name that both hold, or by the noun where only one fits.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile

from onrecord.gates import small
from onrecord.interpret.voices import Voices, sentences_read
from onrecord.interpret.works import Work, Works, load_works
from onrecord.model.base import Span
from onrecord.model.document import Block, Record
from onrecord.model.reading import Reference
from onrecord.model.statement import TimeReference
from onrecord.registry import Layer
from onrecord.settings import Settings

NEAR = 40
"""Characters behind a name in which the day of its work stands ("…, signed on 20 May")."""

_SIGNED = re.compile(
    r"[\s,]*(?:(?:was |were |is )?(?:signed|dated|adopted|agreed|struck|published|issued|posted"
    r"|concluded)\s+)?(?:\w+ )?(?:on|in|of|at)?\s*\Z",
    re.I,
)


@dataclass(slots=True)
class _Known:
    """The works named so far, the latest last."""

    works: list[tuple[Work, str]] = field(default_factory=list)

    def same(self, work: Work) -> str | None:
        """The id of the first reference to the same work; None where none fits, or several do."""
        fitting = [id for known, id in reversed(self.works) if _fits(work, known)]
        distinct = list(dict.fromkeys(fitting))
        return distinct[0] if len(distinct) == 1 else None


def _references(record: Record, works: Works) -> Iterator[Reference]:
    text = record.document.text
    plain = small(text)
    voices = Voices(record)
    times = record.of(TimeReference)
    known = _Known()
    for _, sentence in sentences_read(record):
        for work in works.find(text, plain, sentence):
            same = known.same(work)
            if work.bare and same is None:
                continue
            found = Reference(
                document=record.document.id,
                extent=work.span,
                by=voices.of(work.span).by,
                kind=work.kind if same is None else next(w.kind for w, id in known.works if id == same),
                title=work.title if same is None else next(w.title for w, id in known.works if id == same),
                date=_date(text, work.span, times),
                same_as=same,
            )
            known.works.append((work, same or found.id))
            yield found


def _fits(work: Work, known: Work) -> bool:
    """Whether both can be the same: a pointer has the noun, a name shares the noun and a name."""
    if known.bare:
        return False
    if work.bare:
        return work.head == known.head or (work.kind == known.kind and work.head in _GENERAL.get(known.kind, ()))
    if work.title.casefold() == known.title.casefold():
        return True
    return work.kind == known.kind and work.head == known.head and bool(work.names & known.names)


_GENERAL = {
    "treaty": ("treaty", "pact", "agreement"),
    "agreement": ("agreement", "accord", "deal"),
    "report": ("report", "study"),
    "video": ("video", "clip", "footage"),
    "programme": ("programme", "program", "show"),
    "article": ("article", "piece", "story"),
    "law": ("law", "act", "bill"),
}
"""Nouns by which a text points back to a work of that kind that it named with another noun."""


def _date(text: str, span: Span, times: tuple[TimeReference, ...]) -> str | None:
    """The words of the day, month or year from which the work is, in its name or right behind it."""
    first = bisect_left(times, span.start, key=lambda time: time.words.start)
    for time in takewhile(lambda time: time.words.start <= span.end + NEAR, islice(times, first, None)):
        inside = span.contains(time.words)
        behind = (
            0 <= time.words.start - span.end <= NEAR
            and _SIGNED.fullmatch(text[span.end : time.words.start]) is not None
        )
        if inside or behind:
            return time.words.of(text)
    return None


def _load(_: Settings) -> Callable[[Record], Iterable[Reference]]:
    works = load_works()
    return lambda record: _references(record, works)


LAYER = Layer(version="1", requires=(Block, TimeReference), produces=(Reference,), load=_load)
