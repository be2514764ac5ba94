"""Finds the groups of verbs that look ahead: "will decide", "won't", "is going to fall", "is expected to meet".

The set of forms is closed and written in FORMS. Whether a forecast or an undertaking is meant is not decided here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.gates import Gates
from onrecord.model.base import Span

Form = Literal["will", "would", "going", "due", "may", "should", "plans"]

_SKIP = (
    r"(?:not|n[’']t|never|also|soon|still|then|just|now|even|ever|once again|again|all|only|very|well|quite"
    r"|almost|likely|no longer|already|both|too"
    r"|yet|always|often|sometimes|perhaps|maybe|instead|at (?:last|least|most|best|worst|once)|in turn"
    r"|in (?:the )?end|in all likelihood|once more|finally|[a-z]+ly)"
)
_ADVERBS = rf"(?P<adverbs>(?:,?\s+{_SKIP}\b,?){{0,4}})"
_VERB = r"\s+(?P<verb>[a-z]+(?:-[a-z]+)?)"
_BE = r"(?:\b(?:am|is|are|was|were|be|been)|[’'](?:s|re|m))(?P<not>\s+(?:not|never|no longer)\b|n[’']t\b)?"
_DUE = (
    r"(?:going|set|due|poised|likely|unlikely|bound|sure|certain|expected|projected|forecast|predicted|slated|scheduled"
    r"|destined|doomed|tipped|on (?:course|track)|about|supposed|planned|anticipated|guaranteed)"
)
_TO_BE = r"(?-i:is|are)\s+(?-i:to)(?!\s+(?:blame|say|be (?:found|seen|had|sure|fair|honest))\b)"
_PLANS = (
    r"(?:expect|plan|intend|aim|hope|propose|prepare|want|anticipate)(?:s|ed|d|ning|ing|ting|nned)?"
    r"|planned|planning|aims?|aiming|hoping|preparing"
)

FORMS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    (
        "going",
        re.compile(rf"(?:{_BE}{_ADVERBS.replace('adverbs', 'before')}\s+going\s+to|\bgonna){_ADVERBS}{_VERB}", re.I),
    ),
    (
        "due",
        re.compile(
            rf"(?:{_BE}{_ADVERBS.replace('adverbs', 'before')}\s+{_DUE}\s+to|\b{_TO_BE}){_ADVERBS}{_VERB}", re.I
        ),
    ),
    (
        "will",
        re.compile(
            rf"(?:\b(?:will|shall)\b(?:n[’']t)?|[’']ll\b(?:n[’']t)?|\b(?:wo|sha)n[’']t\b){_ADVERBS}{_VERB}", re.I
        ),
    ),
    ("would", re.compile(rf"(?:\bwould\b|(?<=[a-z])[’']d\b)(?:n[’']t)?{_ADVERBS}{_VERB}", re.I)),
    ("may", re.compile(rf"\b(?:may|might|could)\b(?:n[’']t)?{_ADVERBS}{_VERB}")),
    ("should", re.compile(rf"\bshould\b(?:n[’']t)?{_ADVERBS}{_VERB}")),
    ("plans", re.compile(rf"\b(?:{_PLANS})\s+to{_ADVERBS}{_VERB}", re.I)),
)
"""Each form and its pattern, the longer ones first; an earlier form takes the words from a later one."""

_ELLIPSIS = re.compile(
    r"(?:\b(?:wo|sha)n[’']t|\b(?:will|shall)\s+(?:not|never)|\b(?:never|not)\s+will)(?=\s*(?:[.,;!)\"”]|$))", re.I
)
"""A verb that is understood: "it didn't fly and won't"."""

_NEGATION = re.compile(r"\b(?:not|never|no longer)\b|n[’']t\b", re.I)
_NO_VERB = frozenset(
    "of the a an to and or but for with from by on at as is was are were his her its their our my your this that "
    "these those i he she it we they you "
    "no nor so than if when because who which what where how why while".split()
)
"""Words that no group ends in: after them "will" is a noun or the group is cut off."""

_NOUN_BEFORE = re.compile(
    r"\b(?:the|a|free|good|ill|his|her|their|its|my|our|your|last|of|own|political|at|strong|people[’']s|[’']s)\s+$",
    re.I,
)
_GATES = Gates([*([pattern.pattern] for _, pattern in FORMS), [_ELLIPSIS.pattern]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A group of verbs that looks ahead. `verb` is its last one in small letters, "" where it is understood."""

    span: Span
    form: Form
    verb: str
    negated: bool
    adverbs: str = ""


class Groups:
    """The groups of one text, asked for sentence by sentence."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._openings = _GATES.over(text)

    def within(self, sentence: Span) -> Iterator[Ahead]:
        """Every group in the stretch, in text order; none overlap."""
        stretch = sentence.of(self._text)
        found: list[Ahead] = []
        for number in self._openings.within(sentence):
            if number == len(FORMS):
                found += [_understood(m, sentence.start) for m in _ELLIPSIS.finditer(stretch)]
                continue
            form, pattern = FORMS[number]
            for match in pattern.finditer(stretch):
                if match["verb"].casefold() in _NO_VERB or (form == "will" and _is_noun(stretch, match)):
                    continue
                found.append(_group(form, match, stretch, sentence.start))
        yield from _apart(found)


def _group(form: Form, match: re.Match[str], stretch: str, offset: int) -> Ahead:
    return Ahead(
        span=Span(offset + match.start(), offset + match.end()),
        form=form,
        verb=_meant(stretch, match),
        negated=_NEGATION.search(match[0]) is not None,
        adverbs=(match["adverbs"] or "").casefold(),
    )


_BEING = re.compile(r"\s+(?:\w+ly\s+|still\s+|all\s+|just\s+)?(?P<verb>[a-z]{2,})ing\b(?!\s+(?:of|to be)\b)", re.I)
_HAVING = re.compile(r"\s+(?:able\s+)?to\s+(?P<verb>[a-z]+)", re.I)


def _meant(stretch: str, match: re.Match[str]) -> str:
    """The verb that says what will happen: "paying" in "will be paying", "leave" in "will have to leave"."""
    verb = match["verb"].casefold()
    if verb == "be" and (going := _BEING.match(stretch, match.end())):
        return plain_verb(going["verb"].casefold())
    if verb in ("have", "need", "be", "get") and (needed := _HAVING.match(stretch, match.end())):
        return needed["verb"].casefold()
    return verb


def plain_verb(stem: str) -> str:
    """The verb whose -ing form has that stem: "mak" is make, "stopp" is stop, "pay" is pay."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    return stem + "e" if _WITH_E.search(stem) else stem


_WITH_E = re.compile(r"(?:[aiou][kvdtmnsrz]|[bcdfghkpst]l|[lrn]v|[rn]g|[aeiourn]c|u|[^aeiou]s)$")


def _understood(match: re.Match[str], offset: int) -> Ahead:
    return Ahead(span=Span(offset + match.start(), offset + match.end()), form="will", verb="", negated=True)


def _is_noun(stretch: str, match: re.Match[str]) -> bool:
    """Whether "will" is a noun ("the will of the people") or a name ("Will Smith")."""
    word = match[0].split(maxsplit=1)[0]
    if word.casefold() != "will":
        return False
    if word == "Will" and match.start() > 0:
        return not _is_title(stretch)
    return _NOUN_BEFORE.search(stretch, 0, match.start()) is not None


def _is_title(stretch: str) -> bool:
    """Whether most words are capitalised, as in a headline."""
    long = [word for word in stretch.split() if len(word) > 3]
    return 2 * sum(word[0].isupper() for word in long) > len(long)


def _apart(found: list[Ahead]) -> Iterator[Ahead]:
    """The groups in text order without those that overlap one of an earlier form."""
    kept: list[Ahead] = []
    for group in found:
        if not any(group.span.overlaps(other.span) for other in kept):
            kept.append(group)
    yield from sorted(kept, key=lambda group: group.span)
