"""Writes one discussion in each form in which sites export theirs, so that all readers can be asked for the same."""

import datetime
import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Value = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Said:
    """A post of the discussion; its number is its place. `answers` is the place of an earlier post, None for the story.
    One without words was deleted."""

    answers: int | None
    author: str
    minute: int
    words: str | None

    @property
    def when(self) -> datetime.datetime:
        return datetime.datetime(2031, 3, 5, 9, 0, tzinfo=datetime.UTC) + datetime.timedelta(minutes=self.minute)

    @property
    def iso(self) -> str:
        return self.when.isoformat()

    @property
    def shown(self) -> str | None:
        return None if self.words is None else f"<p>{html.escape(self.words)}</p>"


def disqus(said: Sequence[Said]) -> object:
    response = [
        {
            "id": str(place),
            "parent": _named(post.answers),
            "author": {"name": post.author},
            "createdAt": post.iso,
            "message": post.shown or "",
            "isDeleted": post.words is None,
        }
        for place, post in enumerate(said, start=1)
    ]
    return {"code": 0, "response": response}


def coral(said: Sequence[Said]) -> object:
    def node(place: int, post: Said, answers: list[Value]) -> Value:
        return {
            "node": {
                "id": f"c-{place}",
                "author": {"username": post.author},
                "createdAt": post.iso,
                "body": post.shown,
                "replies": {"edges": answers},
            }
        }

    return {"data": {"story": {"id": "s", "comments": {"edges": _tree(said, node)}}}}


def viafoura(said: Sequence[Said]) -> object:
    contents = [
        {
            "uuid": f"v-{place}",
            "parent_uuid": f"v-{post.answers + 1}" if post.answers is not None else "page",
            "content_container_uuid": "page",
            "actor": {"name": post.author},
            "content": post.words,
            "date_created": int(post.when.timestamp() * 1000),
        }
        for place, post in enumerate(said, start=1)
    ]
    return {"contents": contents}


def reddit(said: Sequence[Said]) -> object:
    def thing(place: int, post: Said, answers: list[Value]) -> Value:
        listing: object = {"kind": "Listing", "data": {"children": answers}} if answers else ""
        data = {
            "id": f"r{place}",
            "author": post.author,
            "created_utc": post.when.timestamp(),
            "body": html.escape(post.words, quote=False) if post.words is not None else "[deleted]",
            "replies": listing,
            "parent_id": f"t1_r{post.answers + 1}" if post.answers is not None else "t3_story",
        }
        return {"kind": "t1", "data": data}

    return {"kind": "Listing", "data": {"children": _tree(said, thing)}}


def algolia(said: Sequence[Said]) -> object:
    def item(place: int, post: Said, answers: list[Value]) -> Value:
        return {
            "id": place,
            "type": "comment",
            "author": post.author,
            "created_at_i": int(post.when.timestamp()),
            "text": post.shown,
            "children": answers,
        }

    return {"id": 900, "type": "story", "author": "poster", "title": None, "text": None, "children": _tree(said, item)}


def firebase(said: Sequence[Said]) -> object:
    story: Value = {"id": 900, "type": "story", "by": "poster", "kids": [1]}
    return [
        story,
        *(
            {
                "id": place,
                "type": "comment",
                "by": post.author,
                "time": int(post.when.timestamp()),
                "text": post.shown,
                "parent": _named(post.answers) or 900,
            }
            for place, post in enumerate(said, start=1)
        ),
    ]


def discourse(said: Sequence[Said]) -> object:
    """The numbers begin with 2: the post that opens a topic is not among these."""
    posts = [
        {
            "post_number": place,
            "reply_to_post_number": post.answers + 2 if post.answers is not None else None,
            "display_username": post.author,
            "created_at": post.iso,
            "cooked": post.shown or "<p>(deleted by author)</p>",
            "user_deleted": post.words is None,
        }
        for place, post in enumerate(said, start=2)
    ]
    return {"title": None, "post_stream": {"posts": posts}}


FORMS: Mapping[str, Callable[[Sequence[Said]], object]] = {
    function.__name__: function for function in (disqus, coral, viafoura, reddit, algolia, firebase, discourse)
}


def _named(answers: int | None) -> int | None:
    return answers + 1 if answers is not None else None


def _tree(said: Sequence[Said], made: Callable[[int, Said, list[Value]], Value]) -> list[Value]:
    """The posts, each with those that answer it inside."""
    held: list[list[Value]] = [[] for _ in range(len(said) + 1)]
    for place in range(len(said), 0, -1):
        post = said[place - 1]
        above = held[post.answers + 1 if post.answers is not None else 0]
        above.insert(0, made(place, post, held[place]))
    return held[0]
