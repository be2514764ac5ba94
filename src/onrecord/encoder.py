"""The one pass of the model over a document: words, their features, and the states that layers read."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import SetupError
from onrecord.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

WINDOW = 254
"""Pieces in a window, two more with its ends. Attention grows with its square (docs/decisions/0014)."""

CONTEXT = 48
"""Pieces before its own that a window reads at least, where there are as many: a paragraph of news."""

LONGEST_WORD = 100
"""Characters above which a word is not cut into pieces but unknown, as in BERT's tokenizer."""

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"

ROWS = "rows"
"""The input that tells the model of which pieces the states are wanted: the first one of each word."""

_MARK = "\u0300-\u036f"
_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_WORD = re.compile(rf"[^\W_][^\W_]*(?:[{_MARK}{_UNSEEN}]+[^\W_]*)*|[^\w\s{_UNSEEN}]|_")
"""A word with its combining marks, soft hyphens and zero-width signs, or one sign."""

OUTSIDE, OPENING, INSIDE, CLOSING = range(4)
_OPENS, _CLOSES = frozenset("“«„"), frozenset("”»")


@dataclass(frozen=True)
class Words:
    """The words and signs of a text, cut into the encoder's pieces.

    Of each word: `starts` and `ends` (code points), `first` (its first piece). Of each piece: vocabulary id, case
    (0 none, 1 lower, 2 Title, 3 UPPER, 4 miXed), whether it begins a line, and where it stands to quotation marks.
    """

    starts: "Ints"
    ends: "Ints"
    first: "Ints"
    ids: "Ints"
    cases: "Ints"
    lines: "Ints"
    marks: "Ints"

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def numbers(self) -> "Ints":
        """Of each word the number of its line."""
        import numpy as np

        return np.cumsum(self.lines[self.first])


@dataclass(frozen=True, slots=True)
class States:
    """What the encoder makes of a document's words, read-only: (words, width) vectors and (words, tags) scores."""

    words: Words
    vectors: "NDArray[np.float16]"
    scores: "Floats"
    model: str


@dataclass(frozen=True)
class Vocabulary:
    """Cuts words into pieces as BERT's uncased tokenizer does, and remembers how it cut them.

    Our own and not the `tokenizers` package, which brings fifteen more with it (docs/decisions).
    """

    ids: dict[str, int]

    @cached_property
    def _known(self) -> dict[str, tuple[tuple[int, ...], tuple[int, ...]]]:
        return {}

    def pieces(self, word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The ids of a word's pieces and their letter cases."""
        found = self._known.get(word)
        if found is None:
            found = self._cut(word)
            if len(self._known) < 200_000:
                self._known[word] = found
        return found

    def _cut(self, word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        plain = [_plain(c) for c in word]
        letters = "".join(plain)
        if not letters or len(letters) > LONGEST_WORD:
            return (self.ids[UNKNOWN],), (letter_case(word),)
        origin = [i for i, part in enumerate(plain) for _ in part]
        ids, cases, start = [], [], 0
        while start < len(letters):
            end = self._longest(letters, start)
            if end == start:
                return (self.ids[UNKNOWN],), (letter_case(word),)
            ids.append(self.ids[letters[start:end] if start == 0 else "##" + letters[start:end]])
            cases.append(letter_case(word[origin[start] : origin[end - 1] + 1]))
            start = end
        return tuple(ids), tuple(cases)

    def _longest(self, letters: str, start: int) -> int:
        prefix = "##" if start else ""
        for end in range(len(letters), start, -1):
            if prefix + letters[start:end] in self.ids:
                return end
        return start


def _plain(character: str) -> str:
    """A character in lower case without its accents; several characters or none are possible."""
    if character.isascii():
        return character.lower()
    parts = unicodedata.normalize("NFD", character.lower())
    return "".join(c for c in parts if unicodedata.category(c) not in ("Mn", "Cf"))


def letter_case(word: str) -> int:
    """0 without letters, 1 lower, 2 Title, 3 UPPER, 4 miXed."""
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word[:1].isupper():
        return 2
    return 4 if any(c.isupper() for c in word) else 0


def split(text: str, vocabulary: Vocabulary) -> Words:
    """The words of a text with every feature that the encoder reads."""
    import numpy as np

    columns: list[list[int]] = [[] for _ in range(7)]
    starts, ends, first, ids, cases, lines, marks = columns
    state, before = OUTSIDE, 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match[0]
        fresh = start == 0 or "\n" in text[before:start]
        if fresh:
            state = OUTSIDE
        mark, state = _mark(text, word, start, state)
        cut, case = vocabulary.pieces(word)
        first.append(len(ids))
        ids.extend(cut)
        cases.extend(case)
        lines.extend((int(fresh), *(0,) * (len(cut) - 1)))
        marks.extend((mark,) * len(cut))
        starts.append(start)
        ends.append(end)
        before = end
    return Words(*(np.asarray(column, np.int64) for column in columns))


def _mark(text: str, word: str, start: int, state: int) -> tuple[int, int]:
    """Where a word stands to double quotation marks, and the state after it. A line begins outside."""
    if word in _OPENS:
        return OPENING, INSIDE
    if word in _CLOSES:
        return CLOSING, OUTSIDE
    if word == '"':
        opens = state == OUTSIDE and (start + 1 < len(text) and not text[start + 1].isspace())
        return (OPENING, INSIDE) if opens else (CLOSING, OUTSIDE)
    return state, state


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces that are read together, `start` to `end`; what is said of those from `first` to `last` counts."""

    start: int
    first: int
    last: int
    end: int


def windows(lines: "Ints", *, size: int = WINDOW, context: int = CONTEXT) -> Iterator[Window]:
    """Windows of at most `size` pieces, whose own parts cover all of them once: (pieces,) 1 where a line begins.

    Spans never cross lines, so that windows hold whole lines: those that fit, and before them lines as context. A line
    that does not fit is cut, and read on both sides of the cut with half the context.
    """
    import numpy as np

    count, at = len(lines), 0
    begins = np.append(np.flatnonzero(lines), count)
    while at < count:
        start = _context(begins, at, context)
        last = int(begins[np.searchsorted(begins, start + size, side="right") - 1])
        end = last if last > at else min(count, start + size)
        if last <= at:
            last = end if end == count else max(at + 1, end - context // 2)
        yield Window(start, at, last, end)
        at = last


def _context(begins: "Ints", at: int, context: int) -> int:
    """Where a window begins whose own part begins at a piece: with a line, if one begins near enough."""
    import numpy as np

    if at == 0:
        return 0
    line = int(begins[np.searchsorted(begins, max(0, at - context))])
    return line if line < at else max(0, at - context)


class Encoder:
    """The model in memory. One window is one run: dynamic int8 scales are taken over a run, so that batches would
    make results depend on their company; and batches of one were no slower (docs/decisions)."""

    def __init__(self, session: Any, vocabulary: Vocabulary, name: str, *, threads: int) -> None:
        self._session = session
        self.vocabulary = vocabulary
        self._threads = threads
        self.name = name

    def __call__(self, text: str) -> States:
        """The states of a text's words."""
        words = split(text, self.vocabulary)
        vectors, scores = self._run(words)
        return States(words, vectors, scores, self.name)

    def _run(self, words: Words) -> "tuple[NDArray[np.float16], Floats]":
        import numpy as np

        width, tags = self._shape()
        vectors = np.zeros((len(words), width), np.float16)
        scores = np.zeros((len(words), tags), np.float32)
        found = tuple(windows(words.lines))
        own = [slice(*words.first.searchsorted((w.first, w.last))) for w in found]
        with ThreadPoolExecutor(self._threads) as pool:
            for at, (v, s) in zip(own, pool.map(partial(self._window, words), found, own), strict=True):
                vectors[at], scores[at] = v, s
        for array in (vectors, scores):
            array.flags.writeable = False
        return vectors, scores

    def _shape(self) -> tuple[int, int]:
        vectors, scores = self._session.get_outputs()
        return vectors.shape[-1], scores.shape[-1]

    def _window(self, words: Words, window: Window, own: slice) -> "tuple[Floats, Floats]":
        """The states of a window's own words, of which there is none where it holds only the end of one."""
        import numpy as np

        rows = words.first[own] - window.start + 1
        if not len(rows):
            return np.zeros((0, 1), np.float32), np.zeros((0, 1), np.float32)
        ids = self.vocabulary.ids
        inside = slice(window.start, window.end)
        feed = {
            "ids": np.concatenate(([ids[START]], words.ids[inside], [ids[END]]))[None],
            "cases": np.pad(words.cases[inside], 1)[None],
            "lines": np.pad(words.lines[inside], 1)[None],
            "marks": np.pad(words.marks[inside], 1)[None],
            ROWS: rows,
        }
        vectors, scores = self._session.run(None, feed)
        return vectors[0], scores[0]


def load(settings: Settings) -> Encoder:
    """The encoder with its weights in memory. Raises SetupError when the folder holds no usable model."""
    import onnxruntime

    folder = settings.weights or packaged()
    path = folder / "encoder.onnx"
    if not path.is_file():
        raise SetupError(f"no model in {folder}: encoder.onnx is missing")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise SetupError(f"the model {path} cannot be loaded: {error}") from error
    if ROWS not in [one.name for one in session.get_inputs()]:
        raise SetupError(f"the model {path} is of an older form; export its weights anew with training/export.py")
    return Encoder(session, vocabulary(folder), fingerprint(path), threads=settings.threads)


def packaged() -> Path:
    """The folder of the weights that come with the package."""
    return Path(__file__).parent / "weights"


def vocabulary(folder: Path) -> Vocabulary:
    """The vocabulary that lies beside a model: one piece a line."""
    lines = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return Vocabulary({piece: number for number, piece in enumerate(lines) if piece})


def fingerprint(path: Path) -> str:
    """The first hexadecimal digits of the model file's SHA-256: its name in the record."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]
