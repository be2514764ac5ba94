"""A page of text is cut into pieces that together are the text, each with the marks that it bears."""

import itertools

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.document import Role
from onrecord.model.rows import BlockRow, DocumentRow, SpanRow, SpeakerRow, StatementRow
from onrecord.store.questions import Readings, Stretch
from onrecord.web.marking import Piece, parts

TEXT = "Lena said 🚢 “the ferries will sail, Odd said, in April”.\n\nNobody said that."
START = 1000
Places = tuple[int, int]
NUMBERS = itertools.count()
PLACES = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted).map(tuple)


def row(
    *content: tuple[int, int], source: tuple[int, int] | None = None, cue: tuple[int, int] | None = None
) -> StatementRow:
    who = SpeakerRow(name="Lena", person=None, type="person", role=None, affiliation=None, reason="named")
    return StatementRow(
        id=str(next(NUMBERS)), mode="direct", force="asserted", negated=False, source=span(source), cue=span(cue),
        content=tuple(span(one) for one in content), speakers=(who,), via=(), addressee=None, said=None,  # type: ignore[misc]
        block=None, post=None, nested_in=None, confidence=1.0,
    )  # fmt: skip


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def span(places: tuple[int, int] | None) -> SpanRow | None:
    if places is None:
        return None
    start, end = places
    return SpanRow(start=START + start, end=START + end, text=TEXT[start:end])


def page(rows: list[StatementRow], blocks: list[tuple[int, int]], *, role: Role = "paragraph") -> Stretch:
    document = DocumentRow(
        id="d", uri="u", url=None, kind="article", title=None, published=None, publisher=None, author=None,
        language=None, sha256="",
    )  # fmt: skip
    held = tuple(
        BlockRow(id=str(at), start=START + start, end=START + end, role=role) for at, (start, end) in enumerate(blocks)
    )
    return Stretch(
        document=document, page=1, pages=1, span=SpanRow(start=START, end=START + len(TEXT), text=TEXT), blocks=held,
        statements=tuple(enumerate(rows, 1)), struck=(), posts=(), readings=Readings(), layers=(),
    )  # fmt: skip


def pieces(stretch: Stretch) -> list[Piece]:
    return [piece for part in parts(stretch) for piece in part.pieces]


def marked(stretch: Stretch, role: str) -> list[str]:
    return [piece.text for piece in pieces(stretch) if role in piece.classes.split()]


def test_source_cue_and_content_are_told_apart_and_a_content_within_one_too() -> None:
    outer = row(at("the ferries will sail, Odd said, in April"), source=at("Lena"), cue=at("said"))
    inner = row(at("the ferries will sail"), source=at("Odd"), cue=(TEXT.index("said,"), TEXT.index(", in")))
    stretch = page([outer, inner], [(0, 58), (60, 77)])
    assert marked(stretch, "s") == ["Lena", "Odd"]
    assert marked(stretch, "c") == ["said", "said"]
    assert marked(stretch, "q2") == ["the ferries will sail"]
    assert [chip.number for piece in pieces(stretch) for chip in piece.chips] == [1, 2]
    assert {piece.of for piece in pieces(stretch) if piece.text == "Odd"} == {inner.id}


def test_a_turn_that_is_all_of_a_content_is_marked_at_its_edge_and_not_word_by_word() -> None:
    stretch = page([row((0, 58))], [(0, 58)], role="turn")
    assert marked(stretch, "q") == []
    (turn, _) = parts(stretch)
    assert turn.whole
    assert [chip.number for chip in turn.pieces[0].chips] == [1]


@given(st.lists(st.lists(PLACES, min_size=1, max_size=3), max_size=6), st.lists(PLACES, max_size=4))
def test_the_pieces_together_are_the_text(contents: list[list[tuple[int, int]]], blocks: list[tuple[int, int]]) -> None:
    apart = [(a, b) for (a, b) in sorted(blocks) if a < b]
    apart = [block for at, block in enumerate(apart) if at == 0 or block[0] >= max(end for _, end in apart[:at])]
    stretch = page([row(*content) for content in contents], apart)
    whole = "".join(piece.text for piece in pieces(stretch))
    assert "".join(whole.split()) == "".join(TEXT.split())


@given(PLACES)
def test_what_goes_over_the_edge_of_the_page_is_cut_to_it(places: tuple[int, int]) -> None:
    beyond = row((0, 5))
    wide = SpanRow(start=0, end=START + places[1], text="")
    stretch = page([msgspec.structs.replace(beyond, content=(wide,))], [(0, len(TEXT))])
    assert "".join(marked(stretch, "q")) == TEXT[: places[1]]
