"""Finds the posts of a discussion: where each stands, who wrote it and when, whom it answers and whether it agrees."""

from collections.abc import Callable, Iterable, Iterator

from onrecord.model.base import Annotation
from onrecord.model.document import Block, Document, Record
from onrecord.model.statement import Post
from onrecord.registry import Layer
from onrecord.segment.discussion import posts_of
from onrecord.segment.found import FoundPost
from onrecord.segment.lines import lines
from onrecord.segment.replies import Answer, answers
from onrecord.segment.stances import Stand, stand
from onrecord.settings import Settings


def _posts(record: Record) -> Iterator[Annotation]:
    document = record.document
    if not any(block.role == "post" for block in record.of(Block)):
        return
    found = posts_of(document, lines(document.text))
    made: list[Post] = []
    stands: list[Stand] = []
    for post, answer in zip(found, answers(document.text, found, author=document.origin.author), strict=True):
        answered = stands[answer.parent] if isinstance(answer.parent, int) else None
        parent = made[answer.parent].id if isinstance(answer.parent, int) else answer.parent
        stands.append(stand(post.body.of(document.text), answered))
        made.append(_post(document, post, answer, parent, stands[-1]))
    yield from made


def _post(document: Document, post: FoundPost, answer: Answer, parent: str | None, taken: Stand) -> Post:
    return Post(
        document=document.id,
        extent=post.extent,
        body=post.body,
        author=post.author,
        date=post.date,
        parent=parent,
        stance=taken.stance,
        confidence=post.confidence,
        reason=" ".join(part for part in (post.reason, answer.reason, taken.reason) if part),
    )


def _load(_: Settings) -> Callable[[Record], Iterable[Annotation]]:
    return _posts


LAYER = Layer(version="2", requires=(Block,), produces=(Post,), load=_load, languages=None)
