"""Puts texts into libraries for tests."""

from collections.abc import Sequence

from onrecord.verify.library.shelves import Library
from onrecord.verify.primaries import Primary

FERRY = "The ferry from Aldermouth will sail at noon, and the crew will not be paid before the spring."
HARBOUR = "Our harbour stays open all winter, and nobody pays more than the treaty says."
TOLL = "Whoever brings carts across the strait owes the toll keeper a copper coin for each wheel."
MARKET = "On market days the lighthouse keeper closes his stairs to visitors until the evening bell."


def primary(path: str, *turns: str, speakers: Sequence[str | None] = (), part: str = "") -> Primary:
    """A primary text whose turns follow one another."""
    found, at = [], 0
    for number, text in enumerate(turns):
        found.append((speakers[number] if speakers else None, at, text))
        at += len(text)
    return Primary(path=path, part=part, turns=tuple(found))


def add(library: Library, *primaries: Primary) -> list[bool]:
    """Adds them all at once; whether each is new."""
    return [fresh for _, fresh in library.add(primaries)]


def texts(library: Library) -> dict[str, str]:
    """The text of each document by its path, put together from its blocks."""
    asked = "SELECT text FROM block WHERE document = ? ORDER BY start"
    return {
        held.path: "".join(text for (text,) in library.connection.execute(asked, (held.number,)))
        for held in library.documents()
    }


def long(words: int, seed: int) -> str:
    """A text of so many invented words, each seed its own."""
    syllables = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()
    state, found = seed * 7919 + 1, []
    for _ in range(words):
        state = (state * 1103515245 + 12345) % 2**31
        found.append("".join(syllables[(state >> shift) % len(syllables)] for shift in (8, 13, 18)))
    return " ".join(found) + "."
