"""What a row rests on, and what people said of it."""

from dataclasses import dataclass

from onrecord.model.base import Span, content_id

CONTEXT = 32
"""Characters of prefix and suffix that a text quote selector keeps (W3C Web Annotation leaves the number open)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A pointer and its words: W3C TextPosition and TextQuote selectors, so that the place can be found again."""

    document: str
    span: Span
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's decision on a row. Judgements are only ever added; the newest of a judge on a target counts."""

    target: str
    judge: str
    at: str
    value: str
    note: str | None = None

    @property
    def id(self) -> str:
        return content_id("Judgement", self.target, self.judge, self.at, self.value)


def evidence(document: str, text: str, span: Span) -> Evidence:
    """The evidence for a span of a document's text."""
    return Evidence(
        document=document,
        span=span,
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )
