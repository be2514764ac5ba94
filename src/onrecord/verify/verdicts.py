"""Judges what the difference between printed and primary words means for a quotation: one rule for each verdict.

The first rule that holds decides: misattributed, distorted, spliced, altered, marked, cleaned, exact. A verdict speaks
of words, never of the truth of what they say; and "not found" never means "invented".
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.model.base import Span
from onrecord.model.evidence import Edit, Verdict
from onrecord.verify.alignment import joined, words_of
from onrecord.verify.edits import SPLICED, SPLICED_ACROSS, Sides, begins_condition, edits
from onrecord.verify.matches import Match
from onrecord.verify.meaning import Meaning, meaning
from onrecord.verify.tokens import Token, tokens

MIN_WORDS = 4
"""Words of a quotation below which it is not looked for by itself: three words stand in any large library."""

_CLAUSE = 45
"""Words before the quoted ones, in their sentence, that are looked at."""

_THINKING = frozenset(
    "think believe say said know want mean agree expect claim suggest accept guess suppose understand true".split()
)
_PAUSE = re.compile(r"[,;:—–-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A quotation as printed: its place in the draft, its tokens, and the words of its sentence outside the marks."""

    text: str
    span: Span
    tokens: tuple[Token, ...]
    beside: frozenset[str] = frozenset()
    speaker: str | None = None
    around: frozenset[str] = frozenset()
    """The names that stand near it in the draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that a rule looks at: the quotation, the passage, the differences, and who spoke there."""

    printed: Printed
    match: Match
    sides: Sides
    edits: tuple[Edit, ...]
    not_theirs: str | None = None
    """Why the words are not those of the one whom the draft names, where that is sure."""


NOBODY: frozenset[str] = frozenset()


def printed_of(
    text: str,
    span: Span,
    *,
    beside: frozenset[str] = NOBODY,
    speaker: str | None = None,
    around: frozenset[str] = NOBODY,
) -> Printed:
    """The quotation that stands in a span of a draft's text."""
    return Printed(text=text, span=span, tokens=tokens(text, span), beside=beside, speaker=speaker, around=around)


def judge(printed: Printed, found: Match | None, *, not_theirs: str | None = None) -> Verdict:
    """The verdict on a quotation and the passage found for it."""
    count = len(words_of(printed.tokens))
    if count < MIN_WORDS:
        return Verdict(label="unchecked", reason=_too_short(count))
    if found is None:
        return Verdict(label="not_found", reason=NOT_FOUND)
    case = case_of(printed, found, not_theirs=not_theirs)
    for rule in RULES:
        verdict = rule(case)
        if verdict is not None:
            return verdict
    raise AssertionError("the last rule holds always")


NOT_FOUND = (
    "No passage of the library has these words. That does not mean that nobody said them: the library may lack the text"
    " that they come from."
)


def case_of(printed: Printed, found: Match, *, not_theirs: str | None = None) -> Case:
    """The quotation beside its passage, with the differences told."""
    found = found.in_context()
    stretch = found.stretch
    elsewhere = frozenset(at for i, j, _ in found.beyond for at in range(i, j))
    sides = Sides(printed.text, stretch.text, stretch.start, found.alignment, found.alignment.gaps, elsewhere)
    return Case(printed=printed, match=found, sides=sides, edits=edits(sides), not_theirs=not_theirs)


def misattributed(case: Case) -> Verdict | None:
    """The words stand in the primary text, but somebody else spoke them."""
    if case.not_theirs is None:
        return None
    return Verdict(label="misattributed", reason=case.not_theirs, edits=case.edits)


def distorted(case: Case) -> Verdict | None:
    """A change alters what is said: a negation, how certain or how much it is, a number, a condition, who is meant, an
    opposite. It counts whether it is shown or not; and also where words just before or after the quoted ones, in the
    same sentence, turn them round or limit them, or narrow what they refuse."""
    for edit in case.edits:
        if edit.effect == "meaning":
            return Verdict(label="distorted", reason=f"The sense is another: {edit.reason}.", edits=case.edits)
    cut = _cut_before(case, meaning()) or _cut_after(case, meaning())
    return Verdict(label="distorted", reason=cut, edits=case.edits) if cut else None


def spliced(case: Case) -> Verdict | None:
    """Words from separate places are joined, and nothing shows the cut."""
    if case.match.beyond and not all(i in case.sides.gaps or j in case.sides.gaps for i, j, _ in case.match.beyond):
        reason = "Words from separate places are joined without a mark."
        return Verdict(label="spliced", reason=reason, edits=case.edits)
    for part, edit in zip((p for p in case.sides.alignment.parts if p.kind != "same"), _of_parts(case), strict=False):
        if part.kind in ("left_out", "changed") and edit.effect == "wording" and part.i not in case.sides.gaps:
            across = any(case.sides.ends_sentence(k) for k in range(part.k, part.l + 1))
            fewer = part.primary - part.printed
            if fewer >= (SPLICED_ACROSS if across else SPLICED):
                reason = f"{fewer} words between the pieces are left out without a mark."
                return Verdict(label="spliced", reason=reason, edits=case.edits)
    return None


def altered(case: Case) -> Verdict | None:
    """Words are left out, put in, changed or moved without a mark, and none of them is known to change the sense."""
    found = [edit for edit in case.edits if edit.effect == "wording"]
    if not found:
        return None
    more = f" ({len(found)} changes)" if len(found) > 1 else ""
    return Verdict(label="altered", reason=f"Other words than were spoken: {found[0].reason}{more}.", edits=case.edits)


def marked(case: Case) -> Verdict | None:
    """Every change is shown by an ellipsis or by brackets, and none of them is known to change the sense."""
    if not any(edit.effect == "marked" for edit in case.edits):
        return None
    return Verdict(
        label="marked", reason="Every change is shown, and none is known to change the sense.", edits=case.edits
    )


def cleaned(case: Case) -> Verdict | None:
    """Only fillers, repetitions, false starts, slips and contractions differ."""
    found = next((edit for edit in case.edits if edit.effect == "cleanup"), None)
    if found is None:
        return None
    return Verdict(label="cleaned", reason=f"Spoken words tidied up: {found.reason}.", edits=case.edits)


def exact(case: Case) -> Verdict | None:
    """The same words in the same order. Case, punctuation, marks, spelling variants and notes such as [applause] don't
    count."""
    return Verdict(label="exact", reason="The same words in the same order.", edits=case.edits)


RULES: tuple[Callable[[Case], Verdict | None], ...] = (
    misattributed, distorted, spliced, altered, marked, cleaned, exact
)  # fmt: skip


def _of_parts(case: Case) -> Sequence[Edit]:
    """The edits that parts stand behind: all but contractions, which stand inside what is the same."""
    return [edit for edit in case.edits if edit.reason != "a contraction"]


def _cut_before(case: Case, known: Meaning) -> str:
    """What stands right before the quoted words in their sentence and turns them round; empty for nothing."""
    primary, start = case.sides.alignment.primary, case.sides.alignment.start
    first = start
    while first > 0 and start - first < _CLAUSE and not case.sides.ends_sentence(first):
        first -= 1
    words = [token.key for token in primary[first:start]]
    if not words or case.sides.alignment.parts[0].kind != "same" or _begins_sentence(case.sides, start, known):
        return ""
    said = next((word for word in words[-1:] if word in known.turning), None)
    if said is None and len(words) > 1 and words[-2] == "not" and words[-1] in _THINKING:
        said = "not"
    if said is None and len(words) > 2 and words[-3] == "not" and words[-2] in _THINKING and words[-1] in _LINKS:
        said = "not"
    if said is None and (part := _part_of(words)) in known.turning:
        said = part
    if said is None and begins_condition(words, ("if", "unless")) and start - first < _CLAUSE:
        said = "if"
    if said is None or said in case.printed.beside:
        return ""
    return f"“{said}” stands right before the quoted words in the same sentence and is cut off."


def _begins_sentence(sides: Sides, k: int, known: Meaning) -> bool:
    """Whether a common word has a capital letter, so that a sentence begins there, whatever stands before."""
    token = sides.alignment.primary[k]
    common = token.key != "i" and (known.tells_little(token.key) or token.key in known.classes)
    return common and sides.primary_words(token.start, token.start + 1).isupper()


def _part_of(words: Sequence[str]) -> str | None:
    """The word that takes a part of what follows: "some of the", "most of"."""
    kept = list(words[:-1]) if words[-1] in ("the", "these", "those", "our", "my", "your", "their") else list(words)
    return kept[-2] if len(kept) > 1 and kept[-1] == "of" else None


_LINKS = frozenset(("that", "it", "he", "she", "they", "we", "you", "this"))


def _cut_after(case: Case, known: Meaning) -> str:
    """What follows the quoted words in their sentence and limits them; empty for nothing."""
    primary, end = case.sides.alignment.primary, case.sides.alignment.end
    if 0 < end < len(primary) and joined(primary, end) and primary[end].key == "not":
        return "“n’t” is cut off from the last word."
    if not end or end >= len(primary) or case.sides.ends_sentence(end) or case.sides.alignment.parts[-1].kind != "same":
        return ""
    words = [primary[end].key]
    if words[0] in ("and", "but", "only", "even") and end + 1 < len(primary) and not case.sides.ends_sentence(end + 1):
        words.append(primary[end + 1].key)
    said = words[-1]
    limits = said in known.limiting or (len(words) > 1 and said in ("not", "only", "never"))
    if not (limits or _narrows(case, words, known)) or said in case.printed.beside:
        return ""
    return f"“{said} …” follows the quoted words in the same sentence and is cut off."


def _narrows(case: Case, words: Sequence[str], known: Meaning) -> bool:
    """Whether what follows narrows what the last quoted sentence refuses: being inspected, or "like a restaurant"."""
    primary, end = case.sides.alignment.primary, case.sides.alignment.end
    if words[0] not in known.narrowing or case.sides.primary_words(primary[end - 1].end, primary[end].start).strip():
        return False
    first = end - 1
    while first > case.sides.alignment.start and not case.sides.ends_sentence(first):
        first -= 1
    return known.refuses(token.key for token in primary[first:end])


def _too_short(count: int) -> str:
    if count == 0:
        return "It has no words that could be compared."
    return f"It has {count} {'word' if count == 1 else 'words'}: too few to tell a quotation from chance."
