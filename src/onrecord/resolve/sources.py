"""Takes a source apart: whom or what its words name, one reference for each who speaks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.model.base import Span
from onrecord.resolve.coordination import Placed, may_head_name, modifies, parts
from onrecord.resolve.lexicon import Lexicon, singular
from onrecord.resolve.names import Name
from onrecord.resolve.phrases import (
    PRONOUNS,
    Token,
    head_end,
    head_tokens,
    head_words,
    is_leading,
    is_possessive,
    past_quantity,
    tokens_of,
    without_lead,
)
from onrecord.resolve.roles import Description, is_role, phrase_description

ReferenceKind = Literal["name", "pronoun", "role", "group", "organization", "document", "other"]
_DEFINITE = frozenset("the this that his her its their my our both".split())
_OWNERS = frozenset("his her its their my our".split())
_STANDALONE = frozenset("who which they he she i we it".split())
_TITLED = re.compile(r"(?:titled|entitled|called|headlined|named)\s*,?\s*[“\"‘](?P<title>[^“”\"\n]{1,120}?),?[”\"’]")
_CONTRACTED = re.compile(r"[’'](?:s|d|m|ll|re|ve)$")
_LONGEST = 600
"""Characters of a source that are read; PolNeAR's longest has 471."""
_TITLE_AFTER = 140
"""Characters after a source in which the title of a document may end."""
_AGENTS = ("er", "or", "ist", "ian", "eer")
"""Endings of nouns for people that no list has: "dockers"."""
_LONGEST_LEAD = 14
"""Words before a comma that may introduce a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What one part of a source names."""

    kind: ReferenceKind
    span: Span
    words: str
    """The name, the pronoun in lower case, or the head noun phrase."""
    noun: str = ""
    """The head noun in the singular, casefolded."""
    name: int | None = None
    """The place of the name in the document's list."""
    definite: bool = False
    one: bool = True
    both: bool = False
    """Whether the words mean two persons named before: "both men"."""
    owner: str = ""
    """The possessive pronoun before the noun: "his" office."""
    description: Description | None = None


def references(text: str, source: Span, names: Placed, lexicon: Lexicon) -> tuple[Reference, ...]:
    """The references of a source in order. `names` are those inside it, with their places in the document's list."""
    source = Span(source.start, min(source.end, source.start + _LONGEST))
    inside = [(n, name) for n, name in names if name.span.start < source.end]
    found = [
        reference
        for part in parts(text, source, inside, lexicon)
        if (reference := _reference(text, part, [pair for pair in inside if _is_in(pair[1], part)], lexicon))
    ]
    return tuple(found) or (Reference(kind="other", span=source, words=source.of(text).strip() or "unknown"),)


def phrase_reference(words: Sequence[str], span: Span, lexicon: Lexicon) -> Reference:
    """What a phrase in lower case denotes, read by its head noun: "the president"."""
    kept = list(words)
    while len(kept) > 1 and is_leading(kept[0], lexicon):
        kept = kept[1:]
    return replace(_classified(kept, span, lexicon), definite=words[0] == "the")


def _is_in(name: Name, part: Span) -> bool:
    return part.start <= name.span.start < part.end


def _reference(text: str, part: Span, names: Placed, lexicon: Lexicon) -> Reference | None:
    tokens = tokens_of(text, part)
    if not tokens:
        return None
    first = _CONTRACTED.sub("", tokens[0][0]).casefold()
    if first in PRONOUNS and (len(tokens) == 1 or first in _STANDALONE):
        return Reference(kind="pronoun", span=_span(tokens[:1]), words=first)
    titled = _TITLED.search(text, part.start, part.end + _TITLE_AFTER)
    if titled and titled.start() <= part.end + len(", "):
        return Reference(kind="document", span=Span(*titled.span("title")), words=titled["title"], noun=titled["title"])
    return _named_head(text, part, tokens, names, lexicon) or _noun_phrase(text, tokens, names, lexicon)


def _named_head(text: str, part: Span, tokens: Sequence[Token], names: Placed, lexicon: Lexicon) -> Reference | None:
    """The name that is the head: alone, after its titles, before a description, or after a comma: "a critic, X," """
    ends = head_end(tokens, lexicon)
    if _ends_with_another(text, part, names):
        return _of_name(*names[-1])
    for at, (n, name) in enumerate(names):
        if name.kind == "thing" or _leads_to_next(text, at, names, lexicon):
            continue
        if name.possessive and name.span.end + len("’s") < part.end:
            continue
        lead, follows = text[part.start : name.whole.start], text[name.span.end : part.end].lstrip()
        if _is_medium(name, follows, lexicon):
            return _of_name(n, name)
        if name.whole.start <= ends:
            opens = name.span.end + 2 * name.possessive >= ends or not lead.strip(" \"'“‘")
            if opens and not modifies(follows):
                return _of_name(n, name)
        elif name.kind == "person" and _introduces(lead, lexicon):
            return None if modifies(follows) else _of_name(n, name)
        elif lead.rstrip().endswith((" like", " such as")):
            return None
    return None


def _ends_with_another(text: str, part: Span, names: Placed) -> bool:
    """Whether a person stands behind an apposition that is over: "asked by the president, Ann Smith, Jones" said."""
    if len(names) < 2 or names[-1][1].kind != "person" or names[-2][1].kind != "person":
        return False
    before, last = names[-2][1], names[-1][1]
    apposed = text[part.start : before.whole.start].rstrip().endswith(",")
    return apposed and last.span.end == part.end and text[before.span.end : last.whole.start].strip() == ","


def _leads_to_next(text: str, at: int, names: Placed, lexicon: Lexicon) -> bool:
    """Whether a name only tells what the person named next belongs to: "Green Party Chairman" Ann Smith."""
    name = names[at][1]
    following = names[at + 1][1] if at + 1 < len(names) else None
    if name.kind == "person" or following is None or following.kind != "person":
        return False
    between = text[name.span.end : following.span.start].split()
    return bool(between) and all(may_head_name(word, lexicon) for word in between)


def _is_medium(name: Name, follows: str, lexicon: Lexicon) -> bool:
    """Whether a listed paper or agency is only said to be one: "the Tass news agency"."""
    words = [word.strip(",.") for word in follows.split()]
    return bool(words) and name.text in lexicon.media and all(word.casefold() in lexicon.bodies for word in words)


def _introduces(lead: str, lexicon: Lexicon) -> bool:
    """Whether the words before a name describe one person and then name them: "another critic, Ohio Gov." Ann Smith."""
    first, sign, last = lead.rpartition(",")
    if not sign or not all(may_head_name(word, lexicon) for word in last.split()):
        first = lead.removesuffix(" named ").removesuffix(" called ")
        if first == lead:
            return False
    words = [token[0] for token in tokens_of(first, Span(0, len(first)))]
    head = head_words(words, lexicon)
    if not head or len(words) >= _LONGEST_LEAD:
        return False
    return is_role(head[-1], lexicon) or head[-1].casefold() in lexicon.modifiers


def _of_name(n: int, name: Name) -> Reference:
    return Reference(kind="name", span=name.span, words=name.text, name=n)


def _noun_phrase(text: str, tokens: Sequence[Token], names: Placed, lexicon: Lexicon) -> Reference:
    """What a phrase without a name of its own denotes, by its head noun."""
    tokens, counted, one = past_quantity(tokens, lexicon)
    if counted and len(tokens) == 1 and tokens[0][0].casefold() in PRONOUNS:
        return Reference(kind="pronoun", span=_span(tokens), words=tokens[0][0].casefold())
    head = head_tokens(tokens, lexicon)
    body = _body_after(text, head, names)
    if body:
        return body
    kept = without_lead(head, lexicon)
    words = [token[0] for token in kept]
    if one:
        words = [word for word in words if not is_possessive(word) and word not in lexicon.courtesy] or words
        words = [*words[:-1], singular(words[-1])]
    lead = tokens[0][0].casefold()
    found = _classified(words, _span(kept), lexicon)
    return replace(
        found,
        definite=lead in _DEFINITE and not counted,
        one=found.one and not counted,
        both=not counted and (found.kind == "group" or found.noun == "two") and _says_two(tokens),
        owner=lead if lead in _OWNERS else "",
    )


def _says_two(tokens: Sequence[Token]) -> bool:
    first = tokens[0][0].casefold()
    return first == "both" or (first == "the" and len(tokens) > 1 and tokens[1][0] == "two")


def _body_after(text: str, head: Sequence[Token], names: Placed) -> Reference | None:
    """The body that a part of it speaks for: "a three-judge panel of the Supreme Court"."""
    of = next((token.end() for token in head if token[0] == "of"), None)
    if of is None:
        return None
    bodies = ((n, name) for n, name in names if name.kind == "organization" and name.span.start > of)
    return next((_of_name(n, name) for n, name in bodies if text[of : name.span.start].strip() in ("", "the")), None)


def _classified(words: Sequence[str], span: Span, lexicon: Lexicon) -> Reference:
    noun = words[-1].casefold()
    plural = singular(noun) != noun or noun in lexicon.groups
    person = is_role(words[-1], lexicon)
    return Reference(
        kind=_kind(words, noun, person, plural, lexicon),
        span=span,
        words=" ".join(words),
        noun=singular(noun),
        one=not plural,
        description=phrase_description(words, lexicon) if person else None,
    )


def _kind(words: Sequence[str], noun: str, person: bool, plural: bool, lexicon: Lexicon) -> ReferenceKind:
    one = singular(noun)
    if "of" in words and any(word.casefold() in lexicon.collectives for word in words[: words.index("of")]):
        return "document" if one in lexicon.documents and not person else "group"
    if person and not plural:
        return "role"
    if noun in lexicon.documents or one in lexicon.documents:
        return "document"
    if person or noun in lexicon.groups or one in lexicon.groups or one.title() in lexicon.demonyms:
        return "group"
    if plural and one.endswith(_AGENTS) and one not in lexicon.bodies:
        return "group"
    if noun in lexicon.bodies or one in lexicon.bodies or (words[-1].isupper() and len(noun) > 1):
        return "organization"
    return "other"


def _span(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].start(), tokens[-1].end())
