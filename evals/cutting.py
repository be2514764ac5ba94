"""Cuts true quotations out of the lines of primary texts: whole sentences, and parts of sentences."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

SHORTEST, LONGEST = 8, 40
"""Words of a quotation."""

NAMED = 5
"""How often a word stands with a capital within a sentence, and never without, to be taken for a name."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """True words out of a turn, and what stands right before and after them: of whole sentences the next ones, of a
    part the rest of its sentence."""

    before: str
    words: str
    after: str
    is_whole: bool


def quotations_in(line: str, chance: Random) -> Iterator[Quoted]:
    """At each of the line's sentences by chance: the sentence, it and the next one, or a part of it."""
    if _MARKUP.search(line):
        return
    sentences = _sentences(line)
    for n, sentence in enumerate(sentences):
        if not _WHOLE.fullmatch(sentence):
            continue
        before, after, second = (_at(sentences, place) for place in (n - 1, n + 1, n + 2))
        quoted: Quoted | None = Quoted(before, sentence, after, True)
        if chance.random() < 0.5:
            quoted = _part(sentence, chance)
        elif chance.random() < 0.25 and _WHOLE.fullmatch(after):
            quoted = Quoted(before, f"{sentence} {after}", second, True)
        if quoted and SHORTEST <= count(quoted.words) <= LONGEST:
            yield quoted


def names_in(lines: Sequence[str]) -> tuple[str, ...]:
    """The words that stand with a capital within sentences and never without, often enough."""
    capital, small = Counter[str](), set[str]()
    for line in lines:
        capital.update(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", line))
        small.update(re.findall(r"\b[a-z]{4,}", line))
    return tuple(sorted(word for word, many in capital.items() if many >= NAMED and word.lower() not in small))


def count(text: str) -> int:
    """The words of a text, without notes such as [inaudible]."""
    return sum(any(sign.isalnum() for sign in word) for word in re.sub(r"[\[(][^\])]*[\])]", "", text).split())


_MARKUP = re.compile(r"[<>*|\\#_{}@•]|https?:|\b[A-Z]{3,}\.?:|^Q\s|^\W*[A-Z][A-Z]+\W+[A-Z][A-Z]+\b")
_END = re.compile(r"[.?!]+[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
_SHORT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Gov|Gen|Rep|St|Jr|Sr|No|vs|Lt|Col|Prof|Sgt|[A-Z]|[a-z]\.[a-z])\.\s+$")
_WHOLE = re.compile(r"[\"“]?[A-Z0-9$].*[a-z].*[.?!][\"”’)\]]*")


def _sentences(line: str) -> list[str]:
    ends = [m.end() for m in _END.finditer(line) if not _SHORT.search(line, max(0, m.start() - 8), m.end())]
    sentences = [line[a:b].strip() for a, b in pairwise([0, *ends, len(line)])]
    return [sentence for sentence in sentences if sentence]


def _at(sentences: Sequence[str], place: int) -> str:
    return sentences[place] if 0 <= place < len(sentences) else ""


def _part(sentence: str, chance: Random) -> Quoted | None:
    """Some words of a sentence, where what is left out does not turn them round by itself."""
    words = sentence.split()
    if len(words) < SHORTEST + 3:
        return None
    size = chance.randint(SHORTEST, min(LONGEST, len(words) - 2))
    first = chance.randint(0, len(words) - size)
    before, part, after = (" ".join(w) for w in (words[:first], words[first : first + size], words[first + size :]))
    if _TURNS.search(before) or _LIMITS.search(after) or _is_cut_number(before, part) or _is_cut_number(part, after):
        return None
    return Quoted(before, part.strip(" ,;:—–-"), after, False)


_TURNS = re.compile(
    r"(?i)\b(?:not|never|no|nobody|nothing|none|neither|nor|without|hardly|barely|maybe|perhaps|possibly|probably"
    r"|almost|nearly|only|few|some|most|deny|denied|denies|refused?|doubt|unlikely|allegedly|supposedly|false|wrong"
    r"|cannot|[a-z]+n['’]t|dont|cant|wont)\b(?:\W+\w+){0,3}\W*$|\b(?:if|unless|whether|until)\b"
)
"""What turns words round or limits them shortly before them, and a condition anywhere before them."""

_LIMITS = re.compile(
    r"(?i)\b(?:if|unless|until|except|provided)\b|^\W*(?:\w+\W+)?(?:maybe|perhaps|possibly|probably|not)\b"
)
"""The same after them."""

_SCALES = "hundred|thousand|million|billion|trillion|point|percent|dollars?"
_UNITS = "one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_BEGUN = re.compile(rf"(?i)(?:\d|\b(?:{_SCALES}|{_UNITS}|and))\W*$")
_GOING_ON = re.compile(rf"(?i)\W*(?:\d|(?:{_SCALES}|{_UNITS}|and a half)\b)")


def _is_cut_number(before: str, after: str) -> bool:
    """Whether a number goes on from one stretch to the next."""
    return bool(_BEGUN.search(before) and _GOING_ON.match(after))
