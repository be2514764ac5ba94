"""Takes a source apart: whom or what its words name, one reference for each who speaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model.base import Span
from onrecord.resolve.lexicon import Lexicon, singular
from onrecord.resolve.names import Name
from onrecord.resolve.roles import Description, is_role, phrase_description

ReferenceKind = Literal["name", "pronoun", "role", "group", "organization", "document", "other"]
PRONOUNS = frozenset(
    "i me my mine myself we us our ours he him his himself she her hers herself it its itself they them their theirs "
    "you your who whom whose which that both".split()
)
_DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your another other such no every each any same".split()
)
_AROUND = frozenset(
    "at least about around roughly nearly almost only just even more less than up to as over fewer".split()
)
_NUMBERS = frozenset("two three four five six seven eight nine ten several".split())
_ENDS = frozenset(
    "of for at with in to on from by under like including who that which whose whom where when as among across "
    "between against about after before during inside outside near within without than via through whether familiar "
    "close named called led made written held known given sent seen taken shown such not who's and there "
    "here now today yesterday tonight alike alone currently whose".split()
)
_WORD = re.compile(r"[^\s,;:()\[\]“”\"—–…]+")
_AND = re.compile(r",?\s(?:and|or|as well as|along with)\s|,\s")
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")


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
    description: Description | None = None


def references(text: str, source: Span, names: Sequence[tuple[int, Name]], lexicon: Lexicon) -> tuple[Reference, ...]:
    """The references of a source in order. `names` are those inside it, with their places in the document's list."""
    parts = list(_parts(text, source, names, lexicon))
    found = [reference for part in parts if (reference := _reference(text, part, names, lexicon))]
    return tuple(found) or (_other(text, source),)


def phrase_reference(words: Sequence[str], span: Span, lexicon: Lexicon) -> Reference:
    """What a phrase in lower case denotes, read by its head noun: "the president"."""
    kept = list(words)
    while len(kept) > 1 and _is_leading(kept[0], lexicon):
        kept = kept[1:]
    return _classified(kept, span, words[0] == "the", False, lexicon)


def _parts(text: str, source: Span, names: Sequence[tuple[int, Name]], lexicon: Lexicon) -> Iterator[Span]:
    """The coordinated parts: "A, the mayor, and other officials" has two, "A, founder and head of B" one."""
    start = source.start
    described = False
    for match in _AND.finditer(text, source.start, source.end):
        if match.start() <= start or match.end() >= source.end or _inside_name(match.start(), names):
            continue
        comma = match[0].strip() == ","
        if comma and not (_starts_person(match.end(), names) and _ends_with_person(text, start, match.start(), names)):
            described = described or not comma or not _starts_person(match.end(), names)
            continue
        after_comma = match[0].startswith(",")
        if not comma and described and not after_comma and not _starts_titled(match.end(), names):
            continue
        if not comma and not _starts_source(text, match.end(), source.end, names, lexicon):
            continue
        if not comma and not described and _in_complement(text, start, match.start(), match.end(), names):
            continue
        yield Span(start, match.start())
        start, described = match.end(), False
    yield Span(start, source.end)


def _inside_name(at: int, names: Sequence[tuple[int, Name]]) -> bool:
    return any(name.whole.start < at < name.whole.end for _, name in names)


def _starts_person(at: int, names: Sequence[tuple[int, Name]]) -> bool:
    return any(name.whole.start == at and name.kind == "person" and not name.possessive for _, name in names)


def _starts_titled(at: int, names: Sequence[tuple[int, Name]]) -> bool:
    return any(name.whole.start == at and name.kind == "person" and name.title for _, name in names)


def _ends_with_person(text: str, start: int, end: int, names: Sequence[tuple[int, Name]]) -> bool:
    """Whether the words before a comma are no more than a person's name, so that another name after it is somebody else."""
    return any(
        name.span.end == end and name.kind == "person" and text[start : name.whole.start].strip() in ("", "both")
        for _, name in names
    )


def _starts_source(text: str, at: int, end: int, names: Sequence[tuple[int, Name]], lexicon: Lexicon) -> bool:
    """Whether somebody else who may speak is named after an "and"."""
    if any(
        name.whole.start <= at + 4
        and at < name.whole.end
        and not name.possessive
        and not _modifies(text[name.span.end : end].lstrip(), name, lexicon)
        for _, name in names
    ):
        return True
    words = [match[0] for match in _WORD.finditer(text, at, min(end, at + 60))]
    if not words:
        return False
    if words[0].casefold() in PRONOUNS | _DETERMINERS | lexicon.quantities:
        return True
    head = _head(words)
    plain = head[-1].casefold() if head else ""
    return plain in lexicon.groups or (is_role(plain, lexicon) and singular(plain) != plain)


def _in_complement(text: str, start: int, end: int, after: int, names: Sequence[tuple[int, Name]]) -> bool:
    """Whether "and" joins what follows a preposition: "officials in Rome and Paris", not "Ann of Rome and Bo"."""
    words = [match[0].casefold() for match in _WORD.finditer(text, start, end)]
    if not any(word in _ENDS for word in words[1:]):
        return False
    named_first = any(
        name.kind == "person" and start <= name.span.start and not name.possessive
        for _, name in names
        if name.span.end < end
    )
    return not (named_first and _starts_person(after, names))


def _reference(text: str, part: Span, names: Sequence[tuple[int, Name]], lexicon: Lexicon) -> Reference | None:
    tokens = list(_WORD.finditer(text, part.start, part.end))
    if not tokens:
        return None
    first = tokens[0][0].casefold()
    if first in PRONOUNS and (len(tokens) == 1 or first in ("who", "which", "they", "he", "she", "i", "we", "it")):
        return Reference(kind="pronoun", span=_span(tokens[:1]), words=first)
    named = _named_head(text, part, tokens, names, lexicon)
    if named is not None:
        return named
    return _noun_phrase(text, part, tokens, names, lexicon)


def _named_head(
    text: str, part: Span, tokens: Sequence[re.Match[str]], names: Sequence[tuple[int, Name]], lexicon: Lexicon
) -> Reference | None:
    """The name that is the head: alone, after its titles, before a description, or after a comma: "a critic, X," """
    inside = [(n, name) for n, name in names if part.start <= name.span.start and name.span.end <= part.end]
    head_end = _head_end(tokens)
    for n, name in inside:
        if name.possessive and name.span.end + 2 < part.end:
            continue
        lead = text[part.start : name.whole.start]
        opens = name.span.end + 2 * name.possessive >= head_end or not lead.strip(" \"'“‘")
        follows = text[name.span.end : part.end].lstrip()
        if name.span.end <= head_end or name.whole.start <= head_end:
            if opens and not _modifies(follows, name, lexicon):
                return _of_name(n, name)
            continue
        if name.kind == "person" and _introduces(lead, lexicon):
            if not _modifies(follows, name, lexicon):
                return _of_name(n, name)
            break
        if lead.rstrip().endswith((" like", " such as")):
            break
    return None


def _introduces(lead: str, lexicon: Lexicon) -> bool:
    """Whether the words before a name describe one person and then name them: "another critic, Ohio Gov." Ann Smith."""
    first, sign, last = lead.rpartition(",")
    if not sign or any(not _heads_name(word, lexicon) for word in last.split()):
        first = lead.removesuffix(" named ").removesuffix(" called ")
        if first == lead:
            return False
    words = [match[0] for match in _WORD.finditer(first)]
    head = _head(words)
    return bool(head) and (is_role(head[-1], lexicon) or head[-1].casefold() in lexicon.modifiers) and len(words) < 14


def _heads_name(word: str, lexicon: Lexicon) -> bool:
    """Whether a word may stand between a comma and a person's name: a title, a role, what qualifies it."""
    plain = word.casefold()
    return word[0].isupper() or plain in lexicon.modifiers | lexicon.tempered or is_role(word, lexicon)


def _modifies(follows: str, name: Name, lexicon: Lexicon) -> bool:
    """Whether the name only qualifies a noun after it: "the Trump campaign", "a Reuters survey"."""
    match = _WORD.match(follows)
    if not match or not match[0][0].isalpha() or not match[0][0].islower():
        return False
    return match[0].casefold() not in _ENDS and match[0].casefold() not in (
        "himself",
        "herself",
        "itself",
        "too",
        "also",
    )


def _of_name(n: int, name: Name) -> Reference:
    return Reference(kind="name", span=name.span, words=name.text, name=n)


def _noun_phrase(
    text: str, part: Span, tokens: Sequence[re.Match[str]], names: Sequence[tuple[int, Name]], lexicon: Lexicon
) -> Reference:
    """What a phrase without a name of its own denotes, by its head noun."""
    one_of = False
    tokens, quantified = _past_quantity(tokens, lexicon)
    if quantified:
        one_of = quantified[-1] == "one"
        first = tokens[0][0].casefold()
        if first in PRONOUNS and len(tokens) == 1:
            return Reference(kind="pronoun", span=_span(tokens), words=first)
    head = _head_tokens(tokens, lexicon)
    body = _body_after(text, part, head, names, lexicon)
    if body:
        return body
    definite = bool(head) and head[0][0].casefold() in (
        "the",
        "this",
        "that",
        "his",
        "her",
        "its",
        "their",
        "my",
        "our",
    )
    phrase = list(head)
    while len(phrase) > 1 and _is_leading(phrase[0][0], lexicon):
        phrase = phrase[1:]
    words = [match[0] for match in phrase]
    if one_of and words:
        words = [word for word in words if not _POSSESSIVE.search(word) and word not in lexicon.courtesy]
        words = [*words[:-1], singular(words[-1])] if words else ["one"]
    return _classified(words or [tokens[0][0]], _span(phrase or tokens[:1]), definite, bool(quantified), lexicon)


def _body_after(
    text: str, part: Span, head: Sequence[re.Match[str]], names: Sequence[tuple[int, Name]], lexicon: Lexicon
) -> Reference | None:
    """The body that a part of it speaks for: "a three-judge panel of the Supreme Court"."""
    words = [match[0].casefold() for match in head]
    if "of" not in words:
        return None
    of = head[words.index("of")].end()
    found = (
        (n, name) for n, name in names if name.kind == "organization" and not text[of : name.span.start].strip(" the")
    )
    return next((_of_name(n, name) for n, name in found if of < name.span.start), None)


def _classified(words: Sequence[str], span: Span, definite: bool, many: bool, lexicon: Lexicon) -> Reference:
    said = " ".join(words)
    noun = words[-1].casefold()
    one = singular(noun)
    person = is_role(words[-1], lexicon)
    plural = (one != noun and one not in ("new", "politic", "congres")) or noun in lexicon.groups
    kind: ReferenceKind = "other"
    if "of" in words and any(word.casefold() in lexicon.collectives for word in words[: words.index("of")]):
        kind = "document" if one in lexicon.documents and one not in lexicon.roles else "group"
    elif person and not plural:
        kind = "role"
    elif noun in lexicon.documents or one in lexicon.documents:
        kind = "document"
    elif (
        person or noun in lexicon.groups or one in lexicon.groups or noun.removesuffix("s").title() in lexicon.demonyms
    ):
        kind = "group"
    elif noun in lexicon.bodies or one in lexicon.bodies:
        kind = "organization"
    elif words[-1].isupper() and len(words[-1]) > 1:
        kind = "organization"
    return Reference(
        kind=kind,
        span=span,
        words=said,
        noun=one,
        definite=definite,
        one=not plural and not many,
        description=phrase_description(words, lexicon) if person else None,
    )


def _past_quantity(tokens: Sequence[re.Match[str]], lexicon: Lexicon) -> tuple[Sequence[re.Match[str]], list[str]]:
    """What is counted, without the count: "one of his aides" → "his aides"; "a number of", "nine of 10"."""
    for at, match in enumerate(tokens[:8]):
        word = match[0].casefold()
        if word == "of" and at:
            lead = [t[0].casefold() for t in tokens[:at] if t[0].casefold() not in _DETERMINERS | _AROUND]
            if lead and at + 1 < len(tokens) and _counts(lead, lexicon):
                rest, further = _past_quantity(tokens[at + 1 :], lexicon)
                return rest, [*lead, *further]
            return tokens, []
    return tokens, []


def _counts(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether words before "of" count: "a majority", "three-quarters", "a growing number", "nine"."""
    if words[-1] in ("number", "majority", "share", "percentage", "minority"):
        return True
    return all(
        word in lexicon.quantities or word[0].isdigit() or word.endswith(("-fourths", "-quarters")) for word in words
    )


def _head_tokens(tokens: Sequence[re.Match[str]], lexicon: Lexicon) -> list[re.Match[str]]:
    """The tokens up to the head noun; "a group of doctors" goes on to the doctors."""
    words = [match[0] for match in tokens]
    head = _head(words)
    end = len(head)
    if end and end < len(words) and words[end] == "of" and head[-1].casefold() in lexicon.collectives and len(head) < 4:
        end += 1 + len(_head(words[end + 1 :]))
    return _unbroken(tokens[:end])


def _unbroken(tokens: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The tokens up to the first comma, dash or bracket between them."""
    kept: list[re.Match[str]] = []
    for match in tokens:
        if kept and match.string[kept[-1].end() : match.start()].strip():
            break
        kept.append(match)
    return kept


def _head(words: Sequence[str]) -> Sequence[str]:
    """The words of a noun phrase up to its head noun: before a preposition, a relative or a participle."""
    for at in range(1, len(words)):
        if (words[at].casefold() in _ENDS and not _only_counts(words[:at])) or _is_participle_after(words, at):
            return words[:at]
    return words


def _only_counts(words: Sequence[str]) -> bool:
    return len(words) == 1 and words[0].casefold() in _DETERMINERS | _NUMBERS


def _is_participle_after(words: Sequence[str], at: int) -> bool:
    """Whether a participle goes on after the noun, "polls released Friday", and does not qualify one to come, "media
    buying sources"."""
    word, before = words[at], words[at - 1].casefold()
    if not word.endswith(("ing", "ed")) or not word[0].islower() or len(word) < 5 or at + 1 == len(words) > 2:
        return False
    if (before.endswith("s") and not _POSSESSIVE.search(before)) or before in ("those", "people", "men", "women"):
        return True
    following = words[at + 1] if at + 1 < len(words) else "by"
    return at > 1 and before not in _DETERMINERS and (not following.endswith("s") or following in _ENDS)


def _head_end(tokens: Sequence[re.Match[str]]) -> int:
    head = _head([match[0] for match in _unbroken(tokens)])
    return tokens[len(head) - 1].end() if head else tokens[0].end()


def _is_leading(word: str, lexicon: Lexicon) -> bool:
    plain = word.casefold()
    return (
        plain in _DETERMINERS
        or plain in _AROUND
        or plain in lexicon.quantities
        or plain[0].isdigit()
        and not "-" in plain
    )


def _span(tokens: Sequence[re.Match[str]]) -> Span:
    return Span(tokens[0].start(), tokens[-1].end())


def _other(text: str, source: Span) -> Reference:
    return Reference(kind="other", span=source, words=source.of(text).strip() or "unknown")
