"""Weighs whether a new post begins at a line, where no author line says so."""

import re

_CODE = re.compile(r"[{}<>;=]|https?://")
_CLOSING = re.compile(r"\W*(?:cheers|thanks|regards|best|ciao|peace)?[,!. ]*\w*(?: \w+)?\W*$", re.I)
_OPENING_SIGNS = (
    (1.8, re.compile(r"\W?@\w")),
    (1.5, re.compile(r"\W*(?:hey|hi|hello|dear|sorry|oh|ok|okay|lol|ha(?:ha)+|ah|hmm+|um+)\b", re.I)),
    (
        1.4,
        re.compile(
            r"\W*(?:thanks?|thank you|great|good|nice|awesome|cool|excellent|congrat\w*|love|interesting|wow|very"
            r"|well[ -](?:said|done)|brilliant|amazing|wonderful|beautiful)\b",
            re.I,
        ),
    ),
    (
        0.7,
        re.compile(
            r"\W*(?:yes|yeah|yep|no|nope|well|agreed?|exactly|indeed|true|right|wrong|actually|in fact|absolutely"
            r"|really|sure|nonsense|amen|not (?:true|sure|really)|that['’]s|i (?:dis)?agree|if you|you)\b(?!-)",
            re.I,
        ),
    ),
    (0.5, re.compile(r"(?:I|I['’]\w+|My|i)\b")),
    (0.4, re.compile(r"(?:why|how|what|where|who|when|do|does|did|is|are|can|could|any)\b[^.!]*\?", re.I)),
    (
        -0.45,
        re.compile(
            r"(?:and|but|so|then|however|also|therefore|meanwhile|it|they|these|this|that|those|he|she|because|or|for"
            r"|another|first|second|finally|anyway|btw|ps|p\.s|edit|update|on the other hand|in addition|besides|still"
            r"|the (?:problem|point|other|same|second|only|first|main))\b",
            re.I,
        ),
    ),
    (-0.3, re.compile(r"[a-z]")),
    (-1.6, re.compile(r"(?:[-*•>]|\d+[.)])\s")),
    (-1.1, _CODE),
    (-0.3, re.compile(r".{0,59}$")),
    (-0.4, _CLOSING),
)
_CLOSING_SIGNS = (
    (-2.7, re.compile(r"[:,]$")),
    (1.0, re.compile(r"(?:!\W*|[:;]-?\))$")),
    (1.0, re.compile(r"^(?:cheers|thanks|regards|best|ciao)\b.{0,30}$", re.I)),
    (0.5, re.compile(r"(?:…|\.\.\.)\W*(?:[\w-]+)?$")),
    (0.4, re.compile(r"\?\W*$")),
    (0.4, re.compile(r"[\w)]$")),
    (-1.4, re.compile(r"^(?:hey|hi|hello|dear|@)\b.{0,30}$", re.I)),
    (-0.55, _CODE),
)
"""Weights of what stands at a line's beginning and at the end of the line before, from a logistic regression on the
paragraphs of 1,041 pages of comments and 301 forum threads (35,000 boundaries), rounded. With them F1 of the posts'
first lines is 66 to 67 on the pages, where a start at every line gives 55."""
CHANGE_OF_PERSON = 0.3
SHARED_WORD = -0.5
"""Both from the same regression: one line speaks as "I" and the other does not; they share a word of six letters."""
SHORT = 160
"""Characters of a line's beginning and end that are looked at for signs."""
READ = 4000
"""Characters of a line that are looked at for its words."""

_FIRST_PERSON = re.compile(r"\b(?:I|my|me|I['’]\w+)\b")
_LONG_WORD = re.compile(r"\w{6,}")


def start_weight(line: str, before: str) -> float:
    """How much more likely than not a new post begins at the line, as a logarithm."""
    weight = sum(w for w, sign in _OPENING_SIGNS if sign.match(line[:SHORT]))
    weight += sum(w for w, sign in _CLOSING_SIGNS if sign.search(before[-SHORT:]))
    line, before = line[:READ], before[-READ:]
    if bool(_FIRST_PERSON.search(line)) != bool(_FIRST_PERSON.search(before)):
        weight += CHANGE_OF_PERSON
    return weight + (SHARED_WORD if _long_words(line) & _long_words(before) else 0.0)


def _long_words(line: str) -> set[str]:
    return set(_LONG_WORD.findall(line.casefold()))
