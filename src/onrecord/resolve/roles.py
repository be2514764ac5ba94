"""Reads a noun phrase as the description of a person: role, affiliation, gender."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.resolve.lexicon import Lexicon, singular
from onrecord.resolve.phrases import DETERMINERS, PREPOSITIONS, is_possessive, plain_word

_JOINTS = frozenset(("of", "and", "the", "for"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a text says somebody is. `modifiers` are the words that a later "the … minister" may use."""

    role: str | None
    affiliation: str | None
    noun: str | None
    """The role's noun in the singular, casefolded."""
    modifiers: frozenset[str] = frozenset()
    gender: str = "any"
    seat: str | None = None
    """The part of the United States that a lawmaker is from: (D-Ohio), Senator X of Ohio."""
    relative: bool = False
    """Whether the noun only tells what somebody is to somebody else: a rival, a brother."""


def phrase_description(words: Sequence[str], lexicon: Lexicon) -> Description | None:
    """What a noun phrase without its article says: "former Russian foreign minister" """
    nouns = [at for at, word in enumerate(words) if is_role(word, lexicon)]
    if not nouns:
        return None
    last = nouns[-1]
    end = last + 1 + _office_goes_on(words, last, lexicon)
    start = last
    while start > 0 and _is_in_role(words, start - 1, lexicon):
        start -= 1
    role = (*words[start:last], one_holder(words[last], lexicon), *words[last + 1 : end])
    before = list(words[:start])
    earlier = [word for word in before if word.casefold() in lexicon.tempered]
    holder = [word for word in before if word.casefold() not in lexicon.tempered]
    affiliation = affiliation_of(holder, lexicon)
    noun = singular(lexicon.short_titles.get(words[last], words[last]).split()[-1].casefold())
    return Description(
        role=_role_words([*earlier, *role], lexicon),
        affiliation=affiliation,
        noun=noun,
        modifiers=frozenset(plain_word(word.casefold()) for word in words if word != words[last]),
        gender=lexicon.roles.get(noun, "any"),
        relative=noun in lexicon.kin or noun in lexicon.relations,
    )


def affiliation_of(words: Sequence[str], lexicon: Lexicon) -> str | None:
    """The state, party or body that capitalised words before a role name; a demonym tells its state."""
    end = len(words)
    while end and _qualifies_role(words[end - 1], lexicon):
        end -= 1
    start = end
    while start > 0 and (words[start - 1][:1].isupper() or (words[start - 1] in _JOINTS and start > 1)):
        start -= 1
    while start < end and words[start].casefold() in _JOINTS:
        start += 1
    if start == end:
        return None
    last = words[end - 1]
    said = plain_word(last if last in lexicon.parties else " ".join(words[start:end]))
    return usual_name(said, lexicon)


def _qualifies_role(word: str, lexicon: Lexicon) -> bool:
    named = (
        word in lexicon.parties or word in lexicon.demonyms or (word[0].isupper() and word.casefold() in lexicon.bodies)
    )
    return not named and (word.casefold() in lexicon.modifiers or word.casefold() in _JOINTS)


def usual_name(said: str, lexicon: Lexicon) -> str:
    """A state by its short name, whether its name, a demonym or an abbreviation was printed; others as printed."""
    tables = (lexicon.demonyms, lexicon.parties, lexicon.regions, lexicon.states)
    return next((table[said] for table in tables if said in table), said)


def is_role(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a noun for somebody in a role."""
    plain = word.casefold()
    return plain in lexicon.roles or singular(plain) in lexicon.roles or word in lexicon.short_titles


def goes_with_role(word: str, lexicon: Lexicon) -> bool:
    plain = word.casefold()
    if word in lexicon.parties or word in lexicon.demonyms or plain in DETERMINERS or plain in PREPOSITIONS:
        return False
    return (
        plain in lexicon.modifiers
        or plain in lexicon.tempered
        or plain in lexicon.office_words
        or is_role(word, lexicon)
        or (word[0].islower() and "-" in word)
    ) and not is_possessive(word)


def _is_in_role(words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a word before a role's noun belongs to the role: any in lower case does, "harbour" minister."""
    word = words[at]
    if word.islower() and word.isalpha():
        return word not in DETERMINERS | PREPOSITIONS | lexicon.tempered | lexicon.quantities
    return goes_with_role(word, lexicon) and not _ends_affiliation(words, at, lexicon)


def _ends_affiliation(words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a capitalised qualifier belongs to the name before it: "Green Party" candidate."""
    if not words[at][0].isupper():
        return False
    if words[at + 1][0].islower():
        return at > 0 or words[at].casefold() not in lexicon.modifiers
    if at == 0 or not words[at - 1][0].isupper() or tuple(w.casefold() for w in words[at:]) in lexicon.offices:
        return False
    before = words[at - 1]
    known = usual_name(before, lexicon) != before or before in lexicon.states or goes_with_role(before, lexicon)
    return words[at].casefold() in lexicon.bodies or not known


def _office_goes_on(words: Sequence[str], noun: int, lexicon: Lexicon) -> int:
    """How many words after the noun belong to an office: "secretary" of state, "director" general."""
    said = [word.casefold() for word in words]
    starts = range(max(0, noun - 2), noun + 1)
    fits = (n for n in (1, 2, 3, 4) for at in starts if tuple(said[at : noun + 1 + n]) in lexicon.offices)
    return max(fits, default=0)


def one_holder(noun: str, lexicon: Lexicon) -> str:
    """The noun in the singular: "candidates Ann Smith and Bo Grey" are a candidate each."""
    return noun if noun.casefold() in lexicon.roles or noun in lexicon.short_titles else singular(noun)


def _role_words(words: Sequence[str], lexicon: Lexicon) -> str:
    return " ".join(lexicon.short_titles.get(word, word) for word in words if word not in lexicon.courtesy)
