"""Lays printed words beside primary ones for tests, and shows the parts by their words."""

from onrecord.verify.alignment import Alignment, align, gaps_of, words_of
from onrecord.verify.tokens import tokens

Shown = tuple[str, str, str]
"""A part: its kind, its printed words, its primary words."""


def laid(printed: str, primary: str) -> Alignment:
    """The alignment of two texts."""
    read = tokens(printed)
    return align(words_of(read), tokens(primary), gaps_of(read))


def parts(printed: str, primary: str) -> list[Shown]:
    """The parts of two texts' alignment."""
    return shown(laid(printed, primary))


def shown(alignment: Alignment) -> list[Shown]:
    """The parts by their words."""
    return [
        (
            part.kind,
            " ".join(token.key for token in alignment.printed[part.i : part.j]),
            " ".join(token.key for token in alignment.primary[part.k : part.l]),
        )
        for part in alignment.parts
    ]
