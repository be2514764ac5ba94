"""Names the one who is bound: by name, by what a pronoun stands for, as the speaker, or as the reader who writes."""

import bisect
import re
from functools import cache
from importlib.resources import files

from onrecord.interpret.voices import Voice, Voices
from onrecord.model.base import Span
from onrecord.model.document import Record
from onrecord.model.statement import Identity

_FIRST = re.compile(r"(?:\A|.*\s)(?:I|i|we|We|my|our|us|me)\Z", re.S)
_THIRD = re.compile(r"(?:he|she|it|they|both|who|which)\Z", re.I)
_SECOND = re.compile(r"(?:you|u)\Z", re.I)
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_INNER = re.compile(r"\b(?:of|from|for|in|at|to|on|with|who|which|that|by|under|over|between|among)\b|,|\(")
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'.&-]*")
_LEADING = re.compile(r"\A(?:and|but|so|then|while|also|on \w+day|meanwhile|however|still|,|[“\"'‘(])\s*", re.I)
_AROUND = " ,“”\"'‘’()"
_AUXILIARIES = re.compile(
    r"(?:\s+(?:has|have|had|is|are|was|were|will|would|also|again|now|still|already|finally|never|both|all|only"
    r"|[“\"]))+\Z",
    re.I,
)
_ADVERBIAL = re.compile(
    r"(?P<all>(?:after|in|on|at|by|under|with|for|during|before|following|despite|from|to)\b[^,]*?\s)(?=(?:the|a"
    r"|an|its|his|her|their|[A-Z][a-z]+)\b[^,]*\Z)",
    re.I,
)
_HELD = re.compile(
    r"(?P<owner>[^,;]{2,60}?)(?:[’']s|(?<=s)[’']) [^,;]{0,40}?(?:policy|position|stance|line|commitment|support"
    r"|demands?)\Z",
    re.I,
)
_SPOKESMAN = re.compile(r"(?:its|their|his|her)\b|(?:a|the) spokes|officials", re.I)
_NOBODY = re.compile(
    r"(?:nobody|no one|none|nothing|there|this|that|these|those|what|everything|anyone|everyone|any|one)\b", re.I
)
_ENDS = ("ers", "ors", "ists", "ants", "men", "women", "people")
"""Endings of nouns for those who do something, in the plural."""


NEAR = 300
"""Characters between what is said and the pronoun that tells who said it."""


class Actors:
    """Who is meant by the subjects of one record."""

    def __init__(self, record: Record, voices: Voices) -> None:
        self.text = record.document.text
        self.voices = voices
        self.numbers = {post.id: n for n, post in enumerate(voices.posts, 1)}
        self.origin = record.document.origin
        named = (
            sorted((span, identity) for identity in record.of(Identity) for span in identity.mentions)
            if record.of(Identity)
            else []
        )
        self.mentions = [span for span, _ in named]
        self.identities = [identity for _, identity in named]

    def named(self, subject: Span, voice: Voice, *, sure: bool = False) -> str | None:
        """The name of whom the subject means; None where it means nobody who could be bound.

        With `sure` the words around it say that it acts ("promised to"), and any noun phrase is taken for somebody.
        """
        words = self._bare(subject)
        if _FIRST.match(words):
            return self.first(voice) or _trimmed(words)
        if _SECOND.match(words) or _NOBODY.match(words):
            return None
        if _THIRD.match(words):
            return self._third(subject, voice)
        held = _HELD.match(words)
        if held is not None:
            return _trimmed(held["owner"])
        found = self._mentioned(subject)
        if found is not None and found.type != "document":
            return found.name
        speaks = (
            any(_same(words, speaker) for speaker in self.voices.speakers(voice))
            or self._is_spoken_for(voice)
            or self._is_told_after(subject, voice)
        )
        return _trimmed(words) if sure or speaks or agent(words) else None

    def _bare(self, subject: Span) -> str:
        """The subject's own noun phrase: without "after nine hours" before it and the auxiliaries behind it."""
        words = _AUXILIARIES.sub("", subject.of(self.text).strip(_AROUND))
        words = _LEADING.sub("", words.strip(_AROUND), count=1)
        behind = _ADVERBIAL.match(words)
        return words[behind.end("all") :] if behind else words

    def _is_spoken_for(self, voice: Voice) -> bool:
        """Whether somebody speaks in another's name: "its lawyer said"."""
        source = voice.attribution.source if voice.attribution else None
        return source is not None and _SPOKESMAN.match(source.of(self.text)) is not None

    def is_position(self, subject: Span) -> bool:
        """Whether the subject is somebody's policy, of which to say that it will not change is to refuse."""
        return _HELD.match(self._bare(subject)) is not None

    def first(self, voice: Voice) -> str | None:
        """Who says "I" or "we"."""
        speakers = self.voices.speakers(voice)
        if speakers:
            return speakers[0]
        if voice.kind == "post" and voice.post is not None:
            return f"unnamed reader {self.numbers[voice.post.id]}"
        return (self.origin.author or self.origin.publisher) if voice.kind == "report" else None

    def is_speaker(self, subject: Span, voice: Voice) -> bool:
        """Whether the subject is the one who is said to say it, or the one in whose name a spokesman speaks."""
        words = self._bare(subject)
        if _FIRST.match(words):
            return True
        if voice.attribution is None:
            return False
        if self._is_told_after(subject, voice):
            return True
        name = self.named(subject, voice)
        speakers = self.voices.speakers(voice)
        if name is not None and any(_same(name, speaker) for speaker in speakers):
            return True
        return self._is_spoken_for(voice)

    def _is_told_after(self, subject: Span, voice: Voice) -> bool:
        """Whether a pronoun behind the words takes the subject up: "The line will pay, it said"."""
        source = voice.attribution.source if voice.attribution else None
        near = (
            source is not None
            and 0 < source.start - subject.end < NEAR
            and "\n" not in self.text[subject.end : source.start]
        )
        return near and source is not None and _THIRD.match(source.of(self.text)) is not None

    def _third(self, subject: Span, voice: Voice) -> str | None:
        found = self._mentioned(subject)
        if found is not None:
            return found.name
        speakers = self.voices.speakers(voice)
        indirect = voice.attribution is not None and voice.attribution.mode != "direct"
        return speakers[0] if indirect and len(speakers) == 1 else None

    def _mentioned(self, subject: Span) -> Identity | None:
        """The identity whose name or pronoun stands in the subject, the last one before a preposition."""
        first = bisect.bisect_left(self.mentions, Span(subject.start, subject.start))
        head = _INNER.search(self.text, subject.start, subject.end)
        end = head.start() if head and head.start() > subject.start else subject.end
        found = None
        for place in range(first, len(self.mentions)):
            if self.mentions[place].start >= end:
                break
            found = self.identities[place]
        return found


def agent(words: str) -> bool:
    """Whether a noun phrase means somebody who can act: a role, a group, a body, a name."""
    head = _INNER.split(words.strip(), maxsplit=1)[0].split(" and ")[-1]
    found = _WORD.findall(head)
    if not found:
        return False
    last = found[-1].casefold().removesuffix("’s").removesuffix("'s")
    return _singular(last) in _nouns() or last in _nouns() or last.endswith(_ENDS) or _is_name(words, found)


def _is_name(words: str, found: list[str]) -> bool:
    """Whether the head is written as a name; a sentence's first word counts only with another name behind it."""
    return _NAME.fullmatch(found[-1]) is not None and (len(found) > 1 or not words[:1].islower())


@cache
def _nouns() -> frozenset[str]:
    import yaml

    titles = yaml.safe_load(files("onrecord.data").joinpath("titles.yml").read_text(encoding="utf-8"))
    roles = {word for words in titles["roles"].values() for word in words}
    return frozenset(roles | set(titles["groups"]) | set(titles["organizations"]))


def _singular(noun: str) -> str:
    if noun.endswith("men"):
        return noun[:-2] + "an"
    return noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")


def _trimmed(words: str) -> str:
    return " ".join(words.split(",")[0].split())


def _same(name: str, other: str) -> bool:
    one, two = set(name.casefold().split()), set(other.casefold().split())
    small = {"the", "a", "an"}
    return bool(one - small) and (one - small <= two - small or two - small <= one - small)
