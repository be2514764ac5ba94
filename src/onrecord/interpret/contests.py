"""Knows how a sentence contests that words were said or that something is true: the patterns of data/disputes.yml."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import get_args

from onrecord.gates import Gates
from onrecord.model.reading import DisputeKind

_WHO = r"(?:he|she|they|it|I|we|[A-Z][\\w’'-]+|the \\w+)"
_OPEN = re.compile(r"\W*(?:whether|who|what|when|where|why|how)\b", re.I)
""""Whether he knew, she did not say" leaves something open and denies nothing."""
_WORD_WHO = re.compile(r"\bWHO\b")
_QUOTED = re.compile(r"[“\"][^“”\"\n]*[”\"]")

PRECEDENCE: tuple[DisputeKind, ...] = ("corrects", "out_of_context", "denies_quote", "misquoted", "denies_fact")
"""Of several kinds that a sentence shows, the one that says most."""

assert set(PRECEDENCE) == set(get_args(DisputeKind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contests:
    """The packaged patterns, ready to search with."""

    kinds: tuple[tuple[DisputeKind, re.Pattern[str]], ...]
    counters: re.Pattern[str]
    gates: Gates

    def kind(self, sentence: str, opened: Iterable[int]) -> tuple[DisputeKind, int] | None:
        """How the sentence contests something, and where in it that is said; None where it does not.

        What stands between quotation marks counts only where the sentence opens with it. `opened` are the places in
        `kinds` of those whose gates are open.
        """
        bare = _QUOTED.sub(lambda quoted: "“" + " " * (len(quoted[0]) - 2) + "”", sentence)
        for kind, pattern in (self.kinds[number] for number in opened):
            found = pattern.search(bare)
            if found and not (kind == "denies_quote" and _OPEN.match(sentence)):
                return kind, found.end()
        opens = _QUOTED.match(sentence)
        return self.kind(opens[0][1:-1], opened) if opens else None

    def gives_words(self, sentence: str) -> bool:
        """Whether the sentence introduces the words that are said to be right."""
        return self.counters.search(sentence) is not None


def load_contests() -> Contests:
    """The packaged patterns."""
    import yaml

    raw = yaml.safe_load((files("onrecord") / "data" / "disputes.yml").read_text(encoding="utf-8"))
    kinds = {kind: _patterns(raw["kinds"][kind]) for kind in PRECEDENCE}
    return Contests(
        kinds=tuple((kind, _any(patterns)) for kind, patterns in kinds.items()),
        counters=_any(_patterns(raw["counters"])),
        gates=Gates(kinds.values()),
    )


def _patterns(raw: list[str]) -> list[str]:
    return [_WORD_WHO.sub(_WHO, pattern) for pattern in raw]


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I)
