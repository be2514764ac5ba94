"""Finds words by which somebody ties himself: "promised to", "ruled out", "has yet to decide"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from onrecord.gates import Gates, Openings
from onrecord.interpret.clauses.ahead import Ahead
from onrecord.model.base import Span
from onrecord.model.reading import CommitmentKind

_PLACES = {
    "V": r"(?P<verb>(?!(?:the|an?|his|her|its|their|my|our|your|this|that|these|those|be (?:the|an?))\b)[a-z]+)",
    "ING": r"(?P<going>[a-z]+ing)",
    "N": r"(?P<noun>(?:the|an?|any|all|his|her|its|their|my|our|this|these|another|more|further|full|new|new"
    r"|[A-Z\d“\"]|[a-z]+s\b))",
    "THAT": r"(?P<that>[\w“\"‘])",
}
_PLACE = re.compile(r"\b(V|ING|N|THAT)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Words that tie: all of them, where that begins to which they tie, what kind of tie it is, and how firm."""

    span: Span
    action: int
    kind: CommitmentKind
    strength: float
    verb: str
    who: Span | None = None
    """The one who is bound, where he stands inside these words."""
    condition: Span | None = None

    @property
    def group(self) -> Ahead:
        """The words as a group of verbs, to find the clause around them."""
        return Ahead(span=self.span, form="plans", verb=self.verb, negated=self.kind == "refuses")


@dataclass(frozen=True, kw_only=True)
class Binding:
    """The packaged forms, ready to search with."""

    forms: tuple[tuple[re.Pattern[str], CommitmentKind, float], ...]
    turned: tuple[tuple[re.Pattern[str], CommitmentKind, float], ...]
    gates: Gates
    """Of `turned` and, behind them, of `forms`."""
    silent: frozenset[str]
    strengths: dict[str, float]

    def find(self, text: str, sentence: Span, openings: Openings) -> Iterator[Bound]:
        """The words in the sentence that tie somebody, in text order; an earlier form takes them from a later one."""
        kept: list[Bound] = []
        for number in openings.within(sentence):
            if number < len(self.turned):
                pattern, kind, strength = self.turned[number]
                kept += [_turned(m, kind, strength, sentence.start) for m in pattern.finditer(sentence.of(text))]
                continue
            pattern, kind, strength = self.forms[number - len(self.turned)]
            for match in pattern.finditer(text, sentence.start, sentence.end):
                bound = _bound(match, kind, strength)
                if not any(bound.span.overlaps(other.span) for other in kept):
                    kept.append(bound)
        yield from sorted(kept, key=lambda bound: bound.span)


def load_binding() -> Binding:
    """The packaged forms."""
    import yaml

    raw = yaml.safe_load((files("onrecord") / "data" / "commitments.yml").read_text(encoding="utf-8"))
    forms = tuple(_form(form, raw["strengths"]) for form in raw["forms"])
    turned = tuple(
        (re.compile(t["form"], re.I if t["kind"] != "threatens" else 0), t["kind"], raw["strengths"][t["strength"]])
        for t in raw["turned"]
    )
    return Binding(
        forms=forms,
        turned=turned,
        gates=Gates([pattern.pattern] for pattern, *_ in (*turned, *forms)),
        silent=frozenset(raw["silent"]),
        strengths=raw["strengths"],
    )


def _form(raw: dict[str, Any], strengths: dict[str, float]) -> tuple[re.Pattern[str], CommitmentKind, float]:
    before, *rest = raw["before"].split("@", 1) if raw["before"].count("@") == 1 else (raw["before"],)
    pattern = f"{before}(?P<action>){rest[0]}" if rest else _several(before)
    named = _PLACE.sub(lambda m: f"(?:{_unnamed(_PLACES[m[1]])})", pattern)
    return (
        re.compile(rf"(?:(?<![\w’'-])|(?=[’'])){named}", re.I if "[A-Z" not in named else 0),
        raw["kind"],
        strengths[raw["strength"]],
    )


def _several(pattern: str) -> str:
    """A pattern with several places where the action may begin: each is kept as one of two groups."""
    first, second, third = pattern.split("@")
    return f"{first}(?P<action>){second}(?P<action2>){third}"


def _unnamed(place: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", place)


def _turned(match: re.Match[str], kind: CommitmentKind, strength: float, offset: int) -> Bound:
    groups = match.groupdict()
    condition = Span(offset + match.start("if"), offset + match.end("if")) if groups.get("if") else None
    return Bound(
        span=Span(offset + match.start(), offset + match.end()),
        action=offset + match.start("action"),
        kind=kind,
        strength=strength,
        verb=match["action"].casefold(),
        who=Span(offset + match.start("who"), offset + match.end("who")),
        condition=condition,
    )


def _bound(match: re.Match[str], kind: CommitmentKind, strength: float) -> Bound:
    at = match.start("action") if match.start("action") >= 0 else match.start("action2")
    word = re.compile(r"[a-z]+", re.I).match(match.string, at)
    return Bound(
        span=Span(match.start(), match.end()),
        action=at,
        kind=kind,
        strength=strength,
        verb=word[0].casefold() if word else "",
    )
