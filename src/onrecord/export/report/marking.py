"""Marks what was found in a document's text: each stretch is told by the shape of its words, and linked by a number."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Literal, NamedTuple

from onrecord.export.findings.markup import NOTHING, Markup, element, joined, opening, said, text
from onrecord.export.report.counting import Numbered
from onrecord.model.rows import CommitmentRow, DisputeRow, ForecastRow, PostRow, RecordRow, ReferenceRow

Kind = Literal["commitment", "forecast", "dispute", "reference", "content", "source", "cue"]

ELEMENTS: dict[Kind, str] = {
    "commitment": "span",
    "forecast": "span",
    "dispute": "span",
    "reference": "span",
    "content": "mark",
    "source": "b",
    "cue": "i",
}
"""The element of each kind, the outer ones first. The style sheet gives each a shape of its own."""

MEANINGS: Mapping[Kind, str] = {
    "source": "who is said to say it",
    "cue": "the words that tie them",
    "content": "what is said",
    "commitment": "a commitment",
    "forecast": "a forecast",
    "dispute": "something contested",
    "reference": "a work that is named",
}


class Mark(NamedTuple):
    """A stretch of one kind, and the signs at its ends."""

    start: int
    end: int
    kind: Kind
    before: Markup = NOTHING
    after: Markup = NOTHING


def marked(row: RecordRow, words: str, numbered: Numbered) -> Markup:
    """The text with all that was found in it; posts stand apart, with who wrote them."""
    return joined(pieces(words, tuple(_marks(row, numbered)), _apart(row.posts)))


def pieces(words: str, marks: tuple[Mark, ...], posts: tuple[PostRow, ...]) -> Iterator[Markup]:
    """The text cut wherever something begins or ends, each piece with what holds there. Linear in text and marks."""
    begin, end = _by_place(marks)
    opened = {post.start: post for post in posts}
    closed = {post.end for post in posts}
    edges = opened.keys() | closed
    held = Counter[Kind]()
    for here, there in pairwise(sorted({0, len(words), *begin, *end, *edges})):
        yield from _ended(end[here], held)
        if here in closed:
            yield Markup("</div>")
        if here in opened:
            yield _post(opened[here])
        yield from _begun(begin[here], held)
        if not (words[here:there].isspace() and edges & {here, there}):
            yield _shaped(words[here:there], held)
    yield from _ended(end[len(words)], held)
    if len(words) in closed:
        yield Markup("</div>")


def key() -> Markup:
    """What the shapes mean, each shown by its own."""
    shown = (element("li", element(ELEMENTS[kind], text(told), class_=kind)) for kind, told in MEANINGS.items())
    return element("ul", *shown, class_="key", aria_label="How words are marked")


def _marks(row: RecordRow, numbered: Numbered) -> Iterator[Mark]:
    for number, statement in numbered.each("statements", row.statements):
        if statement.source:
            yield Mark(statement.source.start, statement.source.end, "source")
        if statement.cue:
            yield Mark(statement.cue.start, statement.cue.end, "cue")
        for part, span in enumerate(statement.content):
            anchor = opening("span", id=f"t{number}") + "</span>" if part == 0 else ""
            link = said("a", number, href=f"#s{number}", aria_label=f"statement {number}")
            yield Mark(span.start, span.end, "content", Markup(anchor), element("sup", link))
    yield from (_reading("commitment", *one) for one in numbered.each("commitments", row.commitments))
    yield from (_reading("forecast", *one) for one in numbered.each("forecasts", row.forecasts))
    yield from (_reading("dispute", *one) for one in numbered.each("disputes", row.disputes))
    yield from (_reading("reference", *one) for one in numbered.each("references", row.references))


def _reading(kind: Kind, number: int, row: CommitmentRow | ForecastRow | DisputeRow | ReferenceRow) -> Mark:
    span = row.span
    name = f"{kind}-{number}"
    sign = said("a", f"{kind} {number}", href=f"#{name}", class_="sign", id=f"t-{name}")
    return Mark(span.start, span.end, kind, sign)


def _apart(posts: Iterable[PostRow]) -> tuple[PostRow, ...]:
    """The posts that follow one another. What reaches into another one is not shown apart."""
    found: list[PostRow] = []
    for post in posts:
        if post.end > post.start and (not found or found[-1].end <= post.start):
            found.append(post)
    return tuple(found)


def _by_place(marks: Iterable[Mark]) -> tuple[dict[int, list[Mark]], dict[int, list[Mark]]]:
    """The marks that begin and that end at each place; empty ones do neither."""
    begin: dict[int, list[Mark]] = defaultdict(list)
    end: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.start < mark.end:
            begin[mark.start].append(mark)
            end[mark.end].append(mark)
    return begin, end


def _ended(marks: Iterable[Mark], held: Counter[Kind]) -> Iterator[Markup]:
    for mark in marks:
        held[mark.kind] -= 1
        yield mark.after


def _begun(marks: Iterable[Mark], held: Counter[Kind]) -> Iterator[Markup]:
    for mark in marks:
        held[mark.kind] += 1
        yield mark.before


def _shaped(words: str, held: Counter[Kind]) -> Markup:
    """The words in the elements of all kinds that hold, the inner ones last."""
    shaped = text(words)
    for kind in reversed(ELEMENTS):
        if held[kind]:
            shaped = element(ELEMENTS[kind], shaped, class_=kind)
    return shaped


def _post(post: PostRow) -> Markup:
    answers = {None: "", "article": "answers the article"}.get(post.parent, "answers a post")
    facts = (post.author or "a reader", post.date, answers, post.stance)
    return Markup(
        opening("div", class_="post", role="group", aria_label=f"Post by {post.author or 'a reader'}")
        + said("p", " · ".join(fact for fact in facts if fact), class_="facts")
    )
