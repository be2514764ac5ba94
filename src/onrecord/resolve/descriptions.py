"""Tells what the words before and after a person's name say of the person."""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.resolve.capitals import UPPER
from onrecord.resolve.lexicon import Lexicon, singular
from onrecord.resolve.names import Name
from onrecord.resolve.phrases import DETERMINERS, PREPOSITIONS, is_possessive, plain_word
from onrecord.resolve.roles import Description, goes_with_role, is_role, one_holder, phrase_description, usual_name

_BACK = 90
_AHEAD = 170
"""Characters read before and after a name; the longest title before a name in PolNeAR has 84."""
_STOP = re.compile(r"[.!?;:,()“”\"\n—–]\s*")
_PLAIN = re.compile(r"[^\s,;:()“”\"—–]+")
_PARENTHESIS = re.compile(r"(?:,| \()\s?(?P<party>[RDI])(?:-(?P<place>[A-Z][\w.]+(?: [A-Z][\w.]+)?))?(?=[),])")
_OF_PLACE = re.compile(rf" of (?P<place>[{UPPER}]\w+\.?(?: [{UPPER}]\w+)?)")
_APPOSITION = re.compile(r",\s(?:\d{1,3},\s|a \d{1,3}-year-old |the \d{1,3}-year-old )?(?:of [^,\n]{1,40}, )?")
_WHO = re.compile(
    r"who (?:[\w.-]+ ){0,6}?(?P<verb>is|was|serves as|served as|works as|worked as|became|has been|had been) "
    r"(?=(?:a|an|the|one of|its|his|her) )"
)
_LEADS = re.compile(
    r"who (?P<before>once |formerly )?(?P<verb>leads|led|heads|headed|runs|ran|chairs|chaired|directs|directed|founded|"
    r"edits|edited|represents|represented|advises|advised|teaches|taught) "
)
_HOLDER = {
    "lead": "leader", "led": "leader", "head": "head", "headed": "head", "run": "head", "ran": "head", "chair": "chair",
    "chaired": "chair", "direct": "director", "directed": "director", "founded": "founder", "edit": "editor",
    "edited": "editor", "represent": "representative", "represented": "representative", "advise": "adviser",
    "advised": "adviser", "teache": "teacher", "taught": "teacher",
}  # fmt: skip
_PAST = frozenset(("led", "headed", "ran", "chaired", "directed", "edited", "represented", "advised", "taught"))
_TO = re.compile(
    rf"[, ]*(?:of|for|at|with|to|in|from|on)\s(?:the\s)?(?P<body>[{UPPER}][\w.’'&\-]*"
    rf"(?:\s(?:of|for|the|and|on)(?:\sthe)?(?=\s[{UPPER}])|\s[{UPPER}][\w.’'&\-]*)*)"
)
_WAS = frozenset(("was", "served as", "worked as", "had been"))
_FIRST_OF_PAIR = re.compile(rf"(?<=, )[{UPPER}]\w+ and $")
_PAIR = re.compile(rf" and [{UPPER}]\w+ [{UPPER}]\w+,")


def described(text: str, name: Name, lexicon: Lexicon) -> tuple[Description, ...]:
    """What the words before and after a person's name say of the person; in a title they are not told apart."""
    if name.headline:
        title = phrase_description(name.title, lexicon)
        return (title,) if title else ()
    found = (_before(text, name, lexicon), _party(text, name, lexicon), _after(text, name, lexicon))
    return tuple(description for description in found if description)


def _before(text: str, name: Name, lexicon: Lexicon) -> Description | None:
    """The title and what stands before it: "former Russian Foreign Minister", "the party's spokesman"."""
    words = _words_back(text, name.whole.start)
    titled = [word for word in name.title if word not in lexicon.courtesy]
    if not titled and not (words and is_role(words[-1], lexicon)):
        return _opening(text, name, lexicon)
    lead = [*name.before] if titled else []
    if titled and not lead:
        lead = _qualifiers(words, lexicon)
    elif titled and words and words[-1].casefold() in lexicon.tempered:
        lead = [words[-1], *lead]
    return phrase_description([*lead, *titled] if titled else _noun_phrase(words, lexicon), lexicon)


def _words_back(text: str, start: int) -> list[str]:
    """The words before a place, back to the last stop."""
    piece = text[max(0, start - _BACK) : start]
    stop = 0
    for match in _STOP.finditer(piece):
        if match[0] != "." and (match[0][0] != "." or not _abbreviates(piece, match.start())):
            stop = match.end()
    if not piece or not piece[-1].isspace() or stop == len(piece):
        return []
    words = piece[stop:].split()
    return words[1:] if start > _BACK and not stop else words


def _abbreviates(piece: str, dot: int) -> bool:
    """Whether a full stop ends initials: "U.S." and "John F.", not "NATO."."""
    return dot >= 1 and piece[dot - 1].isupper() and (dot == 1 or not piece[dot - 2].isalpha())


def _qualifiers(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The words right before a title that go with it: "former", "Russia's"."""
    start = len(words)
    while start > 0 and words[start - 1].casefold() in lexicon.tempered | lexicon.modifiers:
        start -= 1
    if start > 0 and is_possessive(words[start - 1]):
        start -= 1
        while start > 0 and words[start - 1][0].isupper():
            start -= 1
    return list(words[start:])


def _noun_phrase(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The words that lead to a role's noun at the end: lower-case qualifiers, then capitalised affiliations."""
    start = len(words) - 1
    while start > 0 and (goes_with_role(words[start - 1], lexicon) or _is_enclosed(words, start - 1, lexicon)):
        start -= 1
    while start > 0 and words[start - 1][0].isupper() and words[start - 1].casefold() not in lexicon.openers:
        start -= 1
    if start > 0 and words[start - 1].casefold() in lexicon.tempered:
        start -= 1
    return list(words[start:])


def _is_enclosed(words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether an unknown word before a role's noun surely belongs to it: "former harbour" minister, "the harbour"."""
    if not words[at].islower() or words[at] in DETERMINERS | PREPOSITIONS:
        return False
    before = words[at - 1] if at else "the"
    return before.casefold() in DETERMINERS or before.casefold() in lexicon.tempered or is_possessive(before)


def _opening(text: str, name: Name, lexicon: Lexicon) -> Description | None:
    """A role told before the name, between commas: "a spokesman for the ministry, Ivan Petrov, said"."""
    start = name.whole.start
    pair = _FIRST_OF_PAIR.search(text, max(0, start - 30), start)
    if pair:
        start = pair.start()
    if text[max(0, start - 2) : start] != ", ":
        return None
    piece = text[max(0, start - _BACK) : start - 2]
    stops = list(_STOP.finditer(piece))
    if not stops and start > _BACK:
        return None
    clause = piece[stops[-1].end() :] if stops else piece
    words = _PLAIN.findall(clause)
    at = next((n for n, word in enumerate(words) if word.casefold() in DETERMINERS), None)
    if at is None or len(name.words) < 2:
        return None
    paired = pair or _PAIR.match(text, name.span.end)
    if paired:
        words[-1] = singular(words[-1])
    elif (at > 0 and words[at - 1].casefold() not in ("said", "by")) or (
        at == 0 and stops and stops[-1][0].strip() in (",", ";", ":")
    ):
        return None
    return _from_phrase(" ".join(words[at:]), lexicon)


def _party(text: str, name: Name, lexicon: Lexicon) -> Description | None:
    """The party and state after a lawmaker's name: "(D-Ohio)", "of Ohio"."""
    of = _OF_PLACE.match(text, name.span.end) if name.title else None
    if of and of["place"] in lexicon.regions:
        return Description(role=None, affiliation=None, noun=None, seat=lexicon.regions[of["place"]])
    match = _PARENTHESIS.match(text, name.span.end, name.span.end + 30)
    if not match:
        return None
    seat = lexicon.regions.get(match["place"] or "")
    return Description(role=None, affiliation=lexicon.parties.get(match["party"]), noun=None, seat=seat)


def _after(text: str, name: Name, lexicon: Lexicon) -> Description | None:
    """A role told after the name: "X, the finance minister of Y,", "X, who leads the party,"."""
    match = _APPOSITION.match(text, name.span.end)
    if not match or name.possessive:
        return None
    piece = text[match.end() : match.end() + _AHEAD].split("\n")[0]
    leads = _LEADS.match(piece)
    if leads:
        return _holding(piece[leads.end() :], leads["verb"], bool(leads["before"]), lexicon)
    who = _WHO.match(piece)
    found = _from_phrase(piece[who.end() :] if who else piece, lexicon)
    return _former(found) if found and who and who["verb"] in _WAS else found


def _former(description: Description) -> Description:
    """The description as one of the past: "who was the minister" is a former minister."""
    if "former" in description.modifiers:
        return description
    return replace(
        description, role=f"former {description.role}", modifiers=description.modifiers | frozenset(("former",))
    )


def _holding(rest: str, verb: str, once: bool, lexicon: Lexicon) -> Description | None:
    body = _TO.match("of " + rest)
    noun = _HOLDER[verb if verb in _HOLDER else verb.removesuffix("s")]
    role = f"former {noun}" if once or verb in _PAST else noun
    affiliation = usual_name(body["body"], lexicon) if body else None
    return Description(role=role, affiliation=affiliation, noun=noun)


def _from_phrase(piece: str, lexicon: Lexicon) -> Description | None:
    """What a noun phrase at the start of the piece says, with the body after "of", "for" or "at"."""
    words: list[str] = []
    end = 0
    for match in _PLAIN.finditer(piece, 0, 130):
        if piece[end : match.start()].strip() or (words and match[0].casefold() in PREPOSITIONS) or len(words) > 9:
            break
        words.append(match[0].rstrip(".!?"))
        end = match.end()
        if match[0].endswith((".", "!", "?")) and not _abbreviates(match[0], len(match[0]) - 1):
            break
    definite = bool(words) and words[0].casefold() in ("the", "his", "her", "their")
    if words and words[0].casefold() in DETERMINERS:
        words = words[1:]
    nouns = [at for at, word in enumerate(words) if is_role(word, lexicon)]
    plural = bool(nouns) and one_holder(words[nouns[-1]], lexicon) != words[nouns[-1]] and words[0] != "of"
    if not nouns or plural or not _may_follow(words[nouns[-1] + 1 :], definite, lexicon):
        return None
    description = phrase_description(words, lexicon)
    return _affiliated(description, piece[end:], lexicon) if description else None


def _may_follow(rest: Sequence[str], definite: bool, lexicon: Lexicon) -> bool:
    """Whether the words after a role's noun go on describing. ", the mayor also said" begins a clause of its own,
    and ", President Ann Smith" names somebody else."""
    while rest and rest[0].casefold() in lexicon.office_words:
        rest = rest[1:]
    if not rest:
        return True
    return rest[0].endswith("ing") or (rest[0].islower() and not definite)


def affiliated_after(description: Description, text: str, end: int, lexicon: Lexicon) -> Description:
    """The description with the body or place that is named right after its words: "the foreign minister" of Norway."""
    return _affiliated(description, text[end : end + _AHEAD].split("\n")[0], lexicon)


def _affiliated(description: Description, rest: str, lexicon: Lexicon) -> Description:
    state = re.match(r" (?:of state|of staff|general)\b", rest)
    role = (description.role or "") + (state[0] if state else "")
    body = _TO.match(rest, state.end() if state else 0)
    said = plain_word(body["body"].rstrip(".,")) if body else ""
    said = "" if said in lexicon.unnamed else said
    affiliation = usual_name(said, lexicon) if said else description.affiliation
    modifiers = description.modifiers | frozenset((affiliation or "").casefold().split())
    return replace(description, role=role, affiliation=affiliation, modifiers=modifiers)
