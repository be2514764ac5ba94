"""Finds the head of a noun phrase: "one of the docs" is about a doc, "a raft of new rules" about rules."""

import re
from collections.abc import Sequence

from onrecord.model.base import Span
from onrecord.resolve.lexicon import Lexicon

Token = re.Match[str]

PRONOUNS = frozenset(
    "i me my mine myself we us our ours he him his himself she her hers herself it its itself they them their theirs "
    "you your who whom whose which that both".split()
)
DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your another other such no every each any same".split()
)
PREPOSITIONS = frozenset(
    "of for at with in to on from by under like including who that which whose whom where when as among across between "
    "against about after before during inside outside near within without than via through whether and or".split()
)
ENDS = PREPOSITIONS | frozenset(
    "familiar close named called led made written held known given sent seen taken shown such not who's there here now "
    "today yesterday tonight this last next earlier late alike alone currently".split()
)
"""Words that end a noun phrase after its head."""
_AROUND = frozenset(
    "at least about around roughly nearly almost only just even more less than up to as over fewer".split()
)
_NUMBERS = frozenset("two three four five six seven eight nine ten several".split())
_COUNTING = frozenset("number majority share percentage minority".split())
_WORD = re.compile(r"[^\s,;:()\[\]“”\"—–…]+")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")


def tokens_of(text: str, span: Span) -> list[Token]:
    """The words of a span, without the signs between them."""
    return list(_WORD.finditer(text, span.start, span.end))


def is_possessive(word: str) -> bool:
    """Whether a word ends in 's."""
    return bool(_POSSESSIVE.search(word))


def plain_word(word: str) -> str:
    """A word without its possessive ending."""
    return _POSSESSIVE.sub("", word)


def past_quantity(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Sequence[Token], bool, bool]:
    """What is counted, without the count; whether anything was counted, and whether it was one: "one of his aides"."""
    counted = one = False
    while True:
        of = next((at for at, token in enumerate(tokens[:8]) if token[0] == "of"), 0)
        lead = [t[0].casefold() for t in tokens[:of] if t[0].casefold() not in DETERMINERS | _AROUND]
        if not lead or of + 1 >= len(tokens) or not _counts(lead, lexicon):
            return tokens, counted, one
        tokens, counted, one = tokens[of + 1 :], True, lead[-1] == "one"


def head_tokens(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens up to the head noun; "a group of doctors" goes on to the doctors."""
    words = [token[0] for token in tokens]
    end = len(head_words(words, lexicon))
    if 0 < end < len(words) and words[end] == "of" and words[end - 1].casefold() in lexicon.collectives and end < 4:
        end += 1 + len(head_words(words[end + 1 :], lexicon))
    return unbroken(tokens[:end])


def unbroken(tokens: Sequence[Token]) -> list[Token]:
    """The tokens up to the first comma, dash or bracket between them."""
    kept: list[Token] = []
    for token in tokens:
        if kept and token.string[kept[-1].end() : token.start()].strip():
            break
        kept.append(token)
    return kept


def head_words(words: Sequence[str], lexicon: Lexicon) -> Sequence[str]:
    """The words of a noun phrase up to its head noun: before a preposition, a relative or a participle."""
    for at in range(1, len(words)):
        if words[at] == "and" and words[at - 1].casefold() in lexicon.modifiers:
            continue
        if (words[at].casefold() in ENDS and not _only_counts(words[:at])) or is_participle_after(words, at):
            return words[:at]
    return words


def head_end(tokens: Sequence[Token], lexicon: Lexicon) -> int:
    """Where the head noun of the phrase ends."""
    head = head_words([token[0] for token in unbroken(tokens)], lexicon)
    return tokens[len(head) - 1].end() if head else tokens[0].end()


def without_lead(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """The tokens without articles, counts and pronouns before the noun; a year stays: "2014 study"."""
    while len(tokens) > 1 and is_leading(tokens[0][0], lexicon):
        tokens = tokens[1:]
    return tokens


def is_leading(word: str, lexicon: Lexicon) -> bool:
    """Whether a word before a noun only points or counts."""
    plain = word.casefold()
    if plain[0].isdigit():
        return "-" not in plain and not _YEAR.match(plain)
    return plain in DETERMINERS or plain in _AROUND or plain in lexicon.quantities


def last_phrase(text: str, before: Span) -> Span:
    """The noun phrase that ends with a span: from its last article or after its last preposition."""
    tokens = tokens_of(text, before)[-8:]
    start = len(tokens)
    while start > 0 and tokens[start - 1][0].casefold() not in PREPOSITIONS:
        start -= 1
        if tokens[start][0].casefold() in DETERMINERS:
            break
    kept = tokens[start:] or tokens[-1:]
    return Span(kept[0].start(), kept[-1].end()) if kept else Span(before.end, before.end)


def _counts(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether words before "of" count: "a majority", "three-quarters", "a growing number", "nine"."""
    if words[-1] in _COUNTING:
        return True
    return all(w in lexicon.quantities or w[0].isdigit() or w.endswith(("-fourths", "-quarters")) for w in words)


def _only_counts(words: Sequence[str]) -> bool:
    return len(words) == 1 and words[0].casefold() in DETERMINERS | _NUMBERS


def is_participle_after(words: Sequence[str], at: int) -> bool:
    """Whether a participle goes on after the noun, "polls released Friday", and does not qualify one that follows,
    "media buying sources"."""
    word, before = words[at], words[at - 1].casefold()
    if not word.endswith(("ing", "ed")) or not word[0].islower() or len(word) < 5 or at + 1 == len(words) > 2:
        return False
    if (before.endswith("s") and not is_possessive(before)) or before in ("those", "people", "men", "women"):
        return True
    following = words[at + 1] if at + 1 < len(words) else "by"
    return at > 1 and before not in DETERMINERS and (not following.endswith("s") or following in ENDS)
