"""The benchmark of long discussions writes each form so that it is read as what it is."""

import random
import sys
from itertools import pairwise

import pytest
from benchmarks.threads import FORMS, SEGMENT, Said, made, main, measured

from onrecord.ingest.readers import read_source
from onrecord.model.document import Document, Origin
from onrecord.model.statement import Post
from onrecord.pipeline import build
from onrecord.registry import Source
from onrecord.settings import Settings


def posts(form: str, said: tuple[Said, ...]) -> tuple[Post, ...]:
    name, data = FORMS[form](said)
    (document,) = read_source(Source(origin=Origin(uri=name), data=data), Settings())
    assert isinstance(document, Document)
    return build(Settings(), SEGMENT)(document).of(Post)


def parents(said: tuple[Said, ...]) -> list[int | None]:
    """For each post the place of the one that it answers."""
    above: list[int] = []
    found: list[int | None] = []
    for place, post in enumerate(said):
        del above[post.depth :]
        found.append(above[-1] if above else None)
        above.append(place)
    return found


def test_every_level_is_reached_and_none_is_left_out() -> None:
    said = made(60, 12, random.Random(1))
    assert {post.depth for post in said} == set(range(12))
    assert all(after.depth <= before.depth + 1 for before, after in pairwise(said))


@pytest.mark.parametrize("form", ["HTML", "JSON", "text, signed"])
def test_each_form_holds_the_posts_and_who_answers_whom(form: str) -> None:
    said = made(40, 8, random.Random(2))
    found = posts(form, said)
    places = {post.id: place for place, post in enumerate(found)} | {"article": None}
    assert [post.author for post in found] == [post.author for post in said]
    assert [places[post.parent or ""] for post in found] == parents(said)


def test_without_author_lines_no_author_is_found() -> None:
    found = posts("text, unsigned", made(40, 8, random.Random(2)))
    assert found
    assert {post.author for post in found} == {None}


def test_what_was_read_is_counted() -> None:
    found = measured(FORMS["JSON"](made(10, 3, random.Random(3))))
    assert found.posts == 10
    assert found.words > 100
    assert found.each > 0


def test_the_table_has_a_row_for_each_form_length_and_depth(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["threads.py", "--posts", "5,10", "--levels", "2"])
    main()
    head, rule, *rows = capsys.readouterr().out.splitlines()
    assert head.count("|") == rule.count("|") == 10
    assert len(rows) == 2 * len(FORMS)
    assert all(row.endswith("| 1.00 |") for row in rows[::2])
