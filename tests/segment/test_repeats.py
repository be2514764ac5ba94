"""Repeats: what forum software prints of an earlier post above its answer."""

import pytest

from onrecord.model.document import Block
from onrecord.model.statement import Post
from segment.reading import segmented
from segment.test_replies import REPORT

FIRST = "The ferry takes half an hour more than the walk did.\n\nIt is dear, too."


def page(answer: str) -> str:
    said = (FIRST, answer, "Four weeks before the fees are up, as it happens.")
    heads = (
        "Anders says:\n5 March 2031 at 9:14",
        "Petra says:\n5 March 2031 at 9:20",
        "wagoner says:\n5 March 2031 at 10:02",
    )
    return REPORT + "\n\n" + "\n\n".join(f"{head}\n\n{words}" for head, words in zip(heads, said, strict=True))


@pytest.mark.parametrize("head", ["Originally posted 9:14 by Anders", "(#1):\nOriginally posted by Anders", "Quote:"])
def test_a_post_begins_after_the_lines_that_it_repeats_and_answers_these(head: str) -> None:
    text = page(f"{head}\n\n    The ferry takes half an hour more\n\nIt takes an hour.")
    first, second, _ = segmented(text).of(Post)
    assert second.body.of(text) == "It takes an hour."
    assert (second.parent, second.reason.split(". ")[1]) == (
        first.id,
        "The page prints the post that it answers above it.",
    )


def test_what_is_repeated_is_boilerplate() -> None:
    repeated = "The ferry takes half an hour more\nIt is dear, too."
    text = page(f"Originally posted by Anders\n\n{repeated}\n\nIt takes an hour.")
    blocks = segmented(text).of(Block)[-8:]
    roles = {block.extent.of(text): block.role for block in blocks}
    assert (roles["Originally posted by Anders"], roles["It is dear, too."]) == ("boilerplate", "boilerplate")
    assert roles["It takes an hour."] == "post"


@pytest.mark.parametrize(
    "words",
    [
        "Originally posted by Anders\n\n    The ferry takes half an hour more",
        "Originally posted by Anders\n\nThe ferry sails at noon.\n\nIt takes an hour.",
        "The ferry takes half an hour more\n\nIt takes an hour.",
    ],
)
def test_lines_that_nobody_wrote_before_or_that_are_all_a_post_has_stay_in_it(words: str) -> None:
    text = page(words)
    assert segmented(text).of(Post)[1].body.of(text) == words
