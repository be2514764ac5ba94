"""Which words stand inside which content: the stretches of what is said, and the innermost one around a place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.base import Span
from onrecord.model.statement import Attribution

REACH = 400
"""Characters up to which a source is read together with its cue, and words of time with both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """One stretch of the content of an attribution."""

    owner: str
    span: Span


def fragments(attributions: Iterable[Attribution]) -> tuple[Fragment, ...]:
    """Every stretch of content, in text order, the longer first."""
    found = [Fragment(owner=a.id, span=span) for a in attributions for span in a.content]
    return tuple(sorted(found, key=lambda f: (f.span.start, -f.span.end)))


def homes(places: Sequence[tuple[Span, str]], contents: Sequence[Fragment]) -> Iterator[Fragment | None]:
    """For each place (in text order, with the attribution it belongs to), the innermost content of others around it."""
    around: list[Fragment] = []
    at = 0
    for place, owner in places:
        while at < len(contents) and contents[at].span.start <= place.start:
            around.append(contents[at])
            at += 1
        around = [f for f in around if f.span.end > place.start]
        holding = [f for f in around if f.owner != owner and f.span.contains(place)]
        yield min(holding, key=lambda f: len(f.span), default=None)


def core(attribution: Attribution) -> Span:
    """The words that a time of saying stands with: cue and source, or without either the content."""
    parts = [span for span in (attribution.cue, attribution.source) if span is not None]
    if not parts:
        return attribution.content[0]
    if len(parts) == 2 and _apart(*parts):
        return parts[0]
    return Span(min(p.start for p in parts), max(p.end for p in parts))


def _apart(cue: Span, source: Span) -> bool:
    return max(source.start - cue.end, cue.start - source.end) > REACH
