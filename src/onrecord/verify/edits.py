"""Tells what each difference between printed and primary words does: nothing, a slip less, other words, other sense."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from onrecord.model.base import Span
from onrecord.model.evidence import Edit, EditKind, Effect
from onrecord.verify.alignment import Alignment, contracted
from onrecord.verify.meaning import Meaning, is_number, meaning
from onrecord.verify.paths import Part
from onrecord.verify.tokens import Token

SENTENCE_END = re.compile(r"[.?!…](?=[\s\"'”’)\]]|$)|\n")

SPLICED = 6
"""Primary words left out without a mark beyond which the pieces count as joined from separate places. Within a
sentence, fewer are a change of wording."""

SPLICED_ACROSS = 3
"""The same, where a sentence ends among them."""

SHOWN = 14
"""Words left out at a mark within one sentence in which a negation or a condition is looked for. A longer stretch holds
some such word nearly always, mostly of a clause of its own."""

_SHOWN_ANYWAY = ("negation", "certainty", "scope", "condition")
"""The classes that change the sense also where the change is shown."""

_TELLING = ("negation", "certainty", "scope", "condition", "comparison")


@dataclass(frozen=True, slots=True)
class Sides:
    """The printed and the primary text, with their tokens beside one another; and the printed tokens with ellipses."""

    printed_text: str
    primary_text: str
    primary_start: int
    """Where the primary text begins in its document."""
    alignment: Alignment
    gaps: frozenset[int]
    """Printed tokens before which an ellipsis stands."""
    elsewhere: frozenset[int] = frozenset()
    """Printed tokens that stand in another place of the library."""

    def printed(self, part: Part) -> list[str]:
        return [token.key for token in self.alignment.printed[part.i : part.j]]

    def primary(self, part: Part) -> list[str]:
        return [token.key for token in self.alignment.primary[part.k : part.l]]

    def primary_words(self, start: int, end: int) -> str:
        """The primary text from one place of the document to another."""
        return self.primary_text[start - self.primary_start : end - self.primary_start]

    def crosses(self, part: Part) -> bool:
        """Whether a sentence of the primary text ends among the words of a part."""
        return any(self.ends_sentence(k) for k in range(part.k + 1, part.l))

    def ends_sentence(self, k: int) -> bool:
        """Whether a sentence of the primary text ends right before its token k."""
        if k == 0 or k >= len(self.alignment.primary):
            return True
        between = self.primary_words(self.alignment.primary[k - 1].end, self.alignment.primary[k].start)
        return bool(SENTENCE_END.search(between + " "))


def edits(sides: Sides) -> tuple[Edit, ...]:
    """Every difference, in the order of the printed words."""
    known = meaning()
    ours, theirs = sides.alignment.printed, sides.alignment.primary
    short = [
        Edit(kind="replace", printed=ours[a].span, primary=theirs[b].span, effect="cleanup", reason="a contraction")
        for a, b in contracted(sides.alignment)
    ]
    changes = [_edit(sides, part, known) for part in sides.alignment.parts if part.kind != "same"]
    return (*changes, *short)


def _edit(sides: Sides, part: Part, known: Meaning) -> Edit:
    kinds: dict[str, EditKind] = {"left_out": "delete", "put_in": "insert", "changed": "replace", "moved": "reorder"}
    judge = {"left_out": _left_out, "put_in": _put_in, "changed": _changed, "moved": _moved}
    effect, reason = judge[part.kind](sides, part, known)
    printed = _span(sides.alignment.printed, part.i, part.j)
    primary = _span(sides.alignment.primary, part.k, part.l)
    return Edit(kind=kinds[part.kind], printed=printed, primary=primary, effect=effect, reason=reason)


def _span(tokens: Sequence[Token], first: int, last: int) -> Span | None:
    return Span(tokens[first].start, max(t.end for t in tokens[first:last])) if first < last else None


def _left_out(sides: Sides, part: Part, known: Meaning) -> tuple[Effect, str]:
    words = sides.primary(part)
    if part.i in sides.gaps:
        return _left_out_at_mark(sides, part, known)
    if _is_filler(words, known) or _is_repetition(sides, part, known):
        return "cleanup", f"{_quoted(words)} is a filler or a repetition"
    if sides.ends_sentence(part.k) and set(words) <= known.openers | known.fillers:
        return "cleanup", f"{_quoted(words)} only opens the sentence"
    across = any(sides.ends_sentence(k) for k in range(part.k + 1, part.l)) or _between_sentences(sides, part)
    if len(words) >= (SPLICED_ACROSS if across else SPLICED):
        return "wording", f"{len(words)} words are left out here without a mark"
    if told := _telling(words, known, _TELLING):
        return "meaning", f"left out without a mark: {told}"
    return "wording", f"{_quoted(words)} is left out without a mark"


def _between_sentences(sides: Sides, part: Part) -> bool:
    """Whether whole sentences are left out."""
    return sides.ends_sentence(part.k) and sides.ends_sentence(part.l)


def _left_out_at_mark(sides: Sides, part: Part, known: Meaning) -> tuple[Effect, str]:
    """Of words left out at an ellipsis, those of the sentences that are quoted before and after it."""
    words = sides.primary(part)
    ends = [k for k in range(part.k, part.l + 1) if sides.ends_sentence(k)]
    if not ends:
        told = _telling(words, known, _SHOWN_ANYWAY[:1] + _SHOWN_ANYWAY[3:], strong=True) if len(words) <= SHOWN else ""
        return ("meaning", f"left out at the mark: {told}") if told else ("marked", "the omission is shown")
    before = words[: ends[0] - part.k]
    after = words[ends[-1] - part.k :]
    for clause in (before, after):
        if begins_condition(clause):
            return "meaning", f"left out at the mark: a condition ({_quoted(clause)})"
    return "marked", "the omission is shown"


def _put_in(sides: Sides, part: Part, known: Meaning) -> tuple[Effect, str]:
    words = sides.printed(part)
    if sides.elsewhere.issuperset(range(part.i, part.j)):
        return "wording", f"{_quoted(words)} stands in another place"
    if _is_filler(words, known):
        return "cleanup", f"{_quoted(words)} is a filler"
    if all(token.bracketed for token in sides.alignment.printed[part.i : part.j]):
        if told := _telling(words, known, _SHOWN_ANYWAY[:1], strong=True):
            return "meaning", f"put in, though shown: {told}"
        return "marked", "the insertion is shown"
    if told := _telling(words, known, _TELLING):
        return "meaning", f"put in: {told}"
    if added := _new_name(sides, part):
        return "meaning", f"put in: a name (“{added}”)"
    return "wording", f"{_quoted(words)} does not stand in the primary text"


def _changed(sides: Sides, part: Part, known: Meaning) -> tuple[Effect, str]:
    ours, theirs = sides.printed(part), sides.primary(part)
    shown = all(token.bracketed for token in sides.alignment.printed[part.i : part.j])
    if _is_beyond(sides, part, shown=shown):
        return _put_in(sides, part, known)
    if sides.elsewhere.issuperset(range(part.i, part.j)):
        return "wording", f"{_quoted(ours)} stands in another place"
    if part.primary - part.printed >= SPLICED_ACROSS and sides.crosses(part) and not shown and part.i not in sides.gaps:
        return "wording", f"{part.primary} words are left out here without a mark"
    classes = _SHOWN_ANYWAY if shown else _TELLING
    for name in classes:
        if _of_class(known, name, ours) != _of_class(known, name, theirs):
            return "meaning", f"{_quoted(theirs)} became {_quoted(ours)}: {known.told[name]}"
    if _numbers(ours) != _numbers(theirs):
        return "meaning", f"{_quoted(theirs)} became {_quoted(ours)}: a number"
    if turned := known.turned(ours, theirs):
        return "meaning", f"“{turned[1]}” became “{turned[0]}”: the opposite"
    if shown:
        return "marked", "the change is shown"
    if _is_cut_off(sides, part, ours, theirs):
        return "none", f"“{theirs[0]}” is cut off at the edge"
    if part.i in sides.gaps and _only_shorter(ours, theirs):
        return "marked", "the omission is shown"
    if _other_referent(ours, theirs, known):
        return "meaning", f"{_quoted(theirs)} became {_quoted(ours)}: {known.told['referent']}"
    if _is_filler(theirs, known) and set(ours) <= known.openers | known.fillers:
        return "cleanup", f"{_quoted(theirs)} became {_quoted(ours)}, which says nothing"
    if _is_name(sides, part):
        return "meaning", f"{_quoted(theirs)} became {_quoted(ours)}: another name"
    if added := _new_name(sides, part):
        return "meaning", f"put in: a name (“{added}”)"
    if _is_possessive(sides, part, ours, theirs):
        return "cleanup", f"{_quoted(theirs)} became {_quoted(ours)}: a possessive"
    if len(ours) == len(theirs) and all(_is_slip(a, b) for a, b in zip(ours, theirs, strict=True)):
        return "cleanup", f"{_quoted(theirs)} became {_quoted(ours)}: a slip of spelling"
    return "wording", f"{_quoted(theirs)} became {_quoted(ours)}"


def _is_beyond(sides: Sides, part: Part, *, shown: bool) -> bool:
    """Whether the primary words beside a change at an edge belong to another sentence, or to none: nothing was changed
    into what is printed there."""
    first, last = part.i == 0, part.j == len(sides.alignment.printed)
    if last and (shown or sides.ends_sentence(part.k)):
        return True
    return first and sides.ends_sentence(part.l)


def _moved(sides: Sides, part: Part, known: Meaning) -> tuple[Effect, str]:  # noqa: ARG001
    return "wording", f"{_quoted(sides.printed(part))} stands elsewhere in the primary text"


def _telling(words: Sequence[str], known: Meaning, classes: Sequence[str], *, strong: bool = False) -> str:
    """The words that change the sense, with what they tell; of `strong` ones, a conjunction alone is none."""
    for name in classes:
        found = [word for word in _of_class(known, name, words) if word not in known.weak]
        if found:
            return f"{known.told[name]} ({_quoted(found)})"
    if not strong and (numbers := _numbers(words)):
        return f"a number ({_quoted(numbers)})"
    return ""


def _of_class(known: Meaning, name: str, words: Sequence[str]) -> Counter[str]:
    """The words of a class; of those of condition, the ones that make what is said hang on something."""
    return known.of_class(name, (w for w in words if name != "condition" or w in CONDITIONS))


def _numbers(words: Sequence[str]) -> list[str]:
    """The numbers among words; a "one" by itself is mostly none."""
    found = [word for word in words if is_number(word)]
    return [] if found == ["1"] else found


CONDITIONS = frozenset(("if", "unless", "until", "provided", "providing", "assuming", "except"))
_BEFORE_CONDITIONS = frozenset(("and", "but", "so", "only", "even", "because"))


def begins_condition(words: Sequence[str], conditions: Container[str] = CONDITIONS) -> bool:
    """Whether the words are a clause with "if" or the like, which "and", "but" or "only" may open."""
    opening = words[:3]
    at = next((n for n, word in enumerate(opening) if word in conditions), None)
    return at is not None and _BEFORE_CONDITIONS.issuperset(opening[:at])


def _is_repetition(sides: Sides, part: Part, known: Meaning) -> bool:
    """Whether the words left out stand right before or after as well, or begin what is said anew."""
    words = _without_fillers(sides.primary(part), known)
    keys = [token.key for token in sides.alignment.primary]
    after, before = keys[part.l : part.l + len(words) + _AGAIN], keys[max(0, part.k - len(words) - _AGAIN) : part.k]
    if words in (after[: len(words)], before[-len(words) :]):
        return True
    if 2 < len(words) < _AGAIN and words[1:] == before[1 - len(words) :]:
        return True
    if len(words) < _AGAIN and sides.ends_sentence(part.k) and _holds(after, words):
        return True
    if _telling(words, known, _TELLING):
        return False
    return 0 < len(words) <= 4 and len(keys) > part.l and words[0] == keys[part.l]


_AGAIN = 6
"""Words within which a broken-off start is said again."""


def _holds(words: Sequence[str], run: Sequence[str]) -> bool:
    return any(list(words[at : at + len(run)]) == list(run) for at in range(len(words) - len(run) + 1))


def _is_filler(words: Sequence[str], known: Meaning) -> bool:
    """Whether words are fillers all through."""
    return bool(words) and not _without_fillers(words, known)


def _without_fillers(words: Sequence[str], known: Meaning) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(words):
        step = next((n for n in range(5, 1, -1) if tuple(words[at : at + n]) in known.phrases), 0)
        if not step and words[at] not in known.fillers:
            kept.append(words[at])
        at += step or 1
    return kept


def _only_shorter(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return len(ours) < len(theirs) and not set(ours) - set(theirs)


def _other_referent(ours: Sequence[str], theirs: Sequence[str], known: Meaning) -> bool:
    one, other = known.of_class("referent", ours), known.of_class("referent", theirs)
    return bool(one) and bool(other) and one != other


def _is_name(sides: Sides, part: Part) -> bool:
    """Whether one name stands in the place of another that is not spelt alike."""
    from rapidfuzz.distance import Indel

    ours = [t for t in sides.alignment.printed[part.i : part.j] if sides.printed_text[t.start : t.start + 1].isupper()]
    theirs = [
        t
        for k, t in enumerate(sides.alignment.primary[part.k : part.l], part.k)
        if sides.primary_words(t.start, t.start + 1).isupper() and not sides.ends_sentence(k)
    ]
    ours, theirs = [t for t in ours if t.key not in _TITLES], [t for t in theirs if t.key not in _TITLES]
    if not ours or not theirs or part.i == 0:
        return False
    return max(Indel.normalized_similarity(a.key, b.key) for a in ours for b in theirs) < ALIKE


def _new_name(sides: Sides, part: Part) -> str | None:
    """A name in the midst of the printed words that the primary ones near there lack."""
    near = {t.key for t in sides.alignment.primary[max(0, part.k - _NEAR) : part.l + _NEAR]}
    for at, token in enumerate(sides.alignment.printed[part.i : part.j], part.i):
        said = sides.printed_text[token.start : token.end]
        if (
            not at
            or not said[:1].isupper()
            or len(said) < 2
            or token.key in _TITLES
            or meaning().tells_little(token.key)
        ):
            continue
        if _inside(sides, at) and not _is_near(token.key, near) and not _completes_name(sides, at, part):
            return said
    return None


def _tells_little(key: str) -> bool:
    return key in _TITLES or meaning().tells_little(key)


def _is_near(key: str, near: Iterable[str]) -> bool:
    """Whether a name, or a form of it, stands near: Israel and Israeli."""
    return any(other == key or (len(key) > 3 and other.startswith(key[:-1])) for other in near)


def _completes_name(sides: Sides, at: int, part: Part) -> bool:
    """Whether a name stands beside another part of it that is the same: "Hillary" Clinton."""
    beside = [n for n in (part.i - 1, part.j) if 0 <= n < len(sides.alignment.printed)]
    places = (sides.alignment.printed[n].start for n in beside)
    return any(sides.printed_text[place : place + 1].isupper() for place in places) and at < part.j


def _inside(sides: Sides, at: int) -> bool:
    """Whether a printed word does not begin a sentence, where every word has a capital."""
    before, token = sides.alignment.printed[at - 1], sides.alignment.printed[at]
    return not re.search(r"[.?!:…\"“”‘\n]", sides.printed_text[before.end : token.start])


_NEAR = 30


def _is_cut_off(sides: Sides, part: Part, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether letters of the first or last word were lost in copying: "ommon sense"."""
    if len(ours) != 1 or len(theirs) != 1:
        return False
    first, last = part.i == 0, part.j == len(sides.alignment.printed)
    if len(theirs[0]) - len(ours[0]) != 1 or _tells_little(theirs[0]) or theirs[0][-1] in _ENDINGS:
        return False  # a word of its own: "he" is no fragment of "she", and "thing" none of "things"
    return (first and theirs[0].endswith(ours[0])) or (last and theirs[0].startswith(ours[0]))


_ENDINGS = frozenset("sdy")
"""Letters whose loss at the end makes another form of a word."""

ALIKE = 0.7
"""Likeness of letters from which two names are one in two spellings."""

_TITLES = frozenset("mister mrs ms miss doctor senator president secretary governor i".split())


def _is_possessive(sides: Sides, part: Part, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two words differ in a possessive’s ending only."""
    if len(ours) != 1 or len(theirs) != 1 or ours[0].rstrip("s") != theirs[0].rstrip("s"):
        return False
    printed, primary = sides.alignment.printed[part.i], sides.alignment.primary[part.k]
    said = sides.printed_text[printed.start : printed.end] + sides.primary_words(primary.start, primary.end)
    return any(mark in said for mark in "'’")


def _is_slip(one: str, other: str) -> bool:
    """Whether two words differ in a letter or two, as misprints do."""
    from rapidfuzz.distance import Levenshtein

    shortest = min(len(one), len(other))
    if one.startswith(other) or other.startswith(one):
        return False  # another ending: number and numbers
    return shortest >= 4 and one[0] == other[0] and Levenshtein.distance(one, other) <= (1 if shortest < 8 else 2)


def _quoted(words: Sequence[str]) -> str:
    shown = " ".join("I" if word == "i" else word for word in words[:8]).replace(" 's", "’s").replace(" 'd", "’d")
    return f"“{shown}{' …' if len(words) > 8 else ''}”"
