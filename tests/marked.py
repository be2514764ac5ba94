"""Reads expected spans written inside a test's text: `marked("[Smith]s [said]q [taxes will fall]c")`."""

import re
from dataclasses import dataclass

from onrecord.model.base import Span

_PART = re.compile(r"\[|\](?P<label>[a-z]+\d*)?")


@dataclass(frozen=True, slots=True)
class Marked:
    """The text without the brackets, and the spans of each label in text order."""

    text: str
    spans: dict[str, tuple[Span, ...]]

    def one(self, label: str) -> Span:
        """The only span of that label."""
        (span,) = self.spans[label]
        return span

    def words(self, label: str) -> tuple[str, ...]:
        """The words of each span of that label."""
        return tuple(span.of(self.text) for span in self.spans.get(label, ()))


def marked(text: str) -> Marked:
    """The text with its brackets taken out, and where they stood. Brackets nest; a label follows each closing one."""
    plain: list[str] = []
    opened: list[int] = []
    found: dict[str, list[Span]] = {}
    length = at = 0
    for part in _PART.finditer(text):
        plain.append(text[at : part.start()])
        length += part.start() - at
        at = part.end()
        if part[0] == "[":
            opened.append(length)
        elif part["label"] is None:
            raise ValueError(f"a closing bracket without a label in {text!r}")
        else:
            found.setdefault(part["label"], []).append(Span(opened.pop(), length))
    plain.append(text[at:])
    if opened:
        raise ValueError(f"a bracket is not closed in {text!r}")
    return Marked("".join(plain), {label: tuple(sorted(spans)) for label, spans in found.items()})
