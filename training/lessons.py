"""What a model learns from: a text, and what is said of its words."""

from dataclasses import dataclass

from chains import Said
from corpus import Article


@dataclass(frozen=True)
class Inner:
    """A content's first and last word, and what is said of its words when it is read alone (training/inner.py)."""

    place: tuple[int, int]
    said: Said

    def moved(self, by: int) -> "Inner":
        """The same, counted from another word."""
        return Inner((self.place[0] - by, self.place[1] - by), self.said)


@dataclass(frozen=True)
class Lesson:
    """A text to learn from: annotated (an article), or not, and what others say of its words."""

    text: Article | str
    taught: Said | None = None
    inner: tuple[Inner, ...] = ()
