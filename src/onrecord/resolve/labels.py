"""Reads the labels of a transcript's turns as names: "MR. TARN" is a surname with its title, "Q" is nobody's name."""

from collections.abc import Iterable, Iterator

from onrecord.model.base import Span
from onrecord.model.statement import Turn
from onrecord.resolve.lexicon import Lexicon
from onrecord.resolve.names import Name

ASKING = frozenset(("q", "question", "questioner"))
_AROUND = " \t.:,;()[]"


def label_names(text: str, turns: Iterable[Turn], lexicon: Lexicon) -> Iterator[Name]:
    """The name in each label that holds one."""
    read: dict[str, Name | None] = {}
    for turn in turns:
        span = label_span(text, turn)
        said = span.of(text)
        if said not in read:
            read[said] = _name(said, lexicon)
        name = read[said]
        if name is not None:
            yield Name(
                span=Span(span.start + name.span.start, span.start + name.span.end),
                whole=span,
                opening=span.start,
                words=name.words,
                kind=name.kind,
                sure=True,
                title=name.title,
                headline=True,
                gender=name.gender,
            )


def label_span(text: str, turn: Turn) -> Span:
    """The label without its colon and brackets."""
    said = turn.label.of(text)
    start = turn.label.start + len(said) - len(said.lstrip(_AROUND))
    return Span(start, max(start, turn.label.start + len(said.rstrip(_AROUND))))


def label_words(label: str) -> tuple[str, ...]:
    """The words of a label, those in capitals with their first letter capital only."""
    return tuple(_cased(word) for word in label.replace(",", " ").split())


def _name(said: str, lexicon: Lexicon) -> Name | None:
    words = label_words(said)
    titles = [at for at, word in enumerate(words[:-1]) if _is_title(word, lexicon)]
    first = titles[-1] + 1 if titles else 0
    if not words or words[0].casefold() in ASKING or any(word.casefold() in lexicon.openers for word in words):
        return None
    if _is_title(words[-1], lexicon) and not _addressed(words, lexicon):
        return None
    if any(word.casefold() in lexicon.groups or not word[0].isalpha() for word in words[first:]):
        return None
    title = words[:first]
    gender = next((lexicon.courtesy[word] for word in title if word in lexicon.courtesy), "any")
    start = said.rfind(said.split()[first]) if first else 0
    return Name(
        span=Span(start, len(said)),
        whole=Span(0, len(said)),
        words=words[first:],
        kind="organization" if words[-1].casefold() in lexicon.bodies else "person",
        sure=True,
        title=title,
        gender=gender,
    )


def _addressed(words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether a surname that is a title too follows a courtesy title: "MR. KING"."""
    return len(words) == 2 and words[0] in lexicon.courtesy


def _is_title(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.courtesy or word in lexicon.short_titles or word.casefold() in lexicon.roles


def _cased(word: str) -> str:
    return "-".join(part.capitalize() for part in word.split("-")) if word.isupper() and len(word) > 1 else word
