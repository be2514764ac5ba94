import os
import signal
import sqlite3
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.errors import SetupError
from onrecord.verify.library import building, shelves
from onrecord.verify.library.catalogue import CATALOGUE
from onrecord.verify.library.places import SPREAD
from onrecord.verify.library.shelves import BEFORE, BEHIND, BLOCK, Library, create, in_memory, open_library, repair
from onrecord.verify.matching import POSTINGS
from onrecord.verify.primaries import Primary, Stretch, stretch_of
from onrecord.verify.tokens import GAP, looked_up, tokens
from verify.shelved import FERRY, HARBOUR, MARKET, TOLL, add, long, primary, texts

TEXTS = st.lists(st.text(max_size=60) | st.text(alphabet="ab \n😀é", min_size=900, max_size=3_000), max_size=4)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with create(tmp_path / "library") as made:
        yield made


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The folder of a library, closed, with one text in one segment."""
    with create(tmp_path / "library") as made:
        add(made, primary("a.txt", f"{long(900, 1)} {FERRY} {long(900, 2)} {HARBOUR} {long(900, 3)}"))
    return tmp_path / "library"


def search(library: Library, quotation: str, most: int = 8) -> list[Stretch]:
    keys = looked_up(tokens(quotation))
    return [stretch for _, stretch in islice(library.search(keys, postings=POSTINGS[-1]).stretches, most)]


def found(library: Library, quotation: str) -> list[str]:
    """The documents in which the quotation stands word for word, the best first."""
    whole = [stretch for stretch in search(library, quotation) if quotation in stretch.text]
    return [library.document(number).path for number in dict.fromkeys(stretch.document for stretch in whole)]


def segments(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.index"))


def edited(folder: Path, *statements: str) -> None:
    connection = sqlite3.connect(folder / CATALOGUE)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def damaged(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(content)


# --- adding


def test_what_is_added_is_found(library: Library) -> None:
    assert add(library, primary("ferry.txt", FERRY)) == [True]
    assert found(library, FERRY) == ["ferry.txt"]
    assert found(library, "the crew will not be paid before") == ["ferry.txt"]


def test_what_is_added_is_found_when_the_library_is_opened_again(kept: Path) -> None:
    with open_library(kept) as library:
        assert found(library, FERRY) == ["a.txt"]
        assert found(library, HARBOUR) == ["a.txt"]


def test_a_library_in_memory_finds_what_is_added() -> None:
    with in_memory() as library:
        add(library, primary("ferry.txt", FERRY))
        assert found(library, FERRY) == ["ferry.txt"]


def test_texts_are_kept_with_what_is_known_of_them(library: Library) -> None:
    added = Primary(
        path="a.txt", part="2", turns=((None, 0, FERRY),), event="Debate", date="2031-03-10", version="v1", size=9,
        changed=7,
    )  # fmt: skip
    add(library, added)
    (held,) = library.documents()
    assert (held.path, held.part, held.event, held.date, held.version) == ("a.txt", "2", "Debate", "2031-03-10", "v1")
    assert (held.size, held.changed, held.name) == (9, 7, "a.txt#2")
    assert library.document(held.number) == held


def test_the_name_of_a_file_with_one_text_is_its_path(library: Library) -> None:
    add(library, primary("a.txt", FERRY))
    assert [held.name for held in library.documents()] == ["a.txt"]


def test_documents_stand_in_the_order_added(library: Library) -> None:
    add(library, primary("b.txt", FERRY), primary("a.txt", TOLL))
    add(library, primary("c.txt", HARBOUR))
    assert [held.path for held in library.documents()] == ["b.txt", "a.txt", "c.txt"]


def test_the_same_text_twice_is_not_added_twice(library: Library) -> None:
    assert add(library, primary("a.txt", FERRY), primary("a.txt", FERRY)) == [True, False]
    assert add(library, primary("a.txt", FERRY)) == [False]
    assert len(list(library.documents())) == len(library.segments) == 1


def test_the_same_words_of_another_file_or_another_part_are_another_text(library: Library) -> None:
    for text in (primary("a.txt", FERRY), primary("b.txt", FERRY), primary("b.txt", FERRY, part="2")):
        assert add(library, text) == [True]
    assert sorted(found(library, FERRY)) == ["a.txt", "b.txt", "b.txt"]


def test_a_changed_file_is_another_version_and_both_are_kept(library: Library) -> None:
    assert add(library, primary("a.txt", FERRY)) == [True]
    assert add(library, primary("a.txt", FERRY.replace("noon", "midnight"))) == [True]
    assert set(texts(library)) == {"a.txt"}
    assert len(list(library.documents())) == 2
    assert found(library, "will sail at noon, and the crew") == ["a.txt"]
    assert found(library, "will sail at midnight, and the crew") == ["a.txt"]


def test_a_file_that_was_changed_back_is_not_added_a_third_time(library: Library) -> None:
    other = primary("a.txt", TOLL)
    assert add(library, primary("a.txt", FERRY), other, primary("a.txt", FERRY), other) == [True, True, False, False]


def test_the_same_words_by_another_speaker_are_another_version(library: Library) -> None:
    one, other = (primary("a.txt", FERRY, speakers=[name]) for name in ("Ilse Tarn", "Jory Penvale"))
    assert add(library, one, other) == [True, True]


def test_each_turn_has_its_speaker(library: Library) -> None:
    add(library, primary("a.txt", FERRY, TOLL, HARBOUR, speakers=["Ilse Tarn", None, "Jory Penvale"]))
    (stretch,) = search(library, TOLL)
    assert [(start, library.speaker(turn)) for start, turn in stretch.turns] == [
        (0, "Ilse Tarn"), (len(FERRY), None), (len(FERRY + TOLL), "Jory Penvale")
    ]  # fmt: skip


def test_nobody_speaks_a_turn_that_there_is_not(library: Library) -> None:
    assert library.speaker(7) is None


def test_all_words_are_counted_about(library: Library) -> None:
    add(library, primary("a.txt", long(1_000, 4)), primary("b.txt", long(500, 5)))
    assert 1_200 < library.words() < 2_400
    assert library.words() == sum(held.words for held in library.documents())


# --- a text in blocks


@given(TEXTS)
@settings(deadline=None)
def test_the_blocks_of_a_document_put_together_are_its_text(turns: list[str]) -> None:
    with in_memory() as library:
        add(library, primary("a.txt", *turns))
        assert texts(library)["a.txt"] == "".join(turns)


@given(TEXTS)
@settings(deadline=None)
def test_blocks_begin_where_their_words_stand_and_none_is_long(turns: list[str]) -> None:
    text = "".join(turns)
    with in_memory() as library:
        add(library, primary("a.txt", *turns))
        for start, block in library.connection.execute("SELECT start, text FROM block"):
            assert text[start : start + len(block)] == block
            assert 0 < len(block) <= BLOCK + BLOCK // 2


def test_a_text_is_cut_at_the_ends_of_lines_or_between_words() -> None:
    with in_memory() as library:
        add(library, primary("lines.txt", "A line of the log.\n" * 300), primary("words.txt", "harbour " * 500))
        for (block,) in library.connection.execute("SELECT text FROM block"):
            assert block.endswith(("log.\n", "harbour "))


def test_a_stretch_is_the_text_of_its_document_with_tokens_in_their_places(library: Library) -> None:
    text = f"{long(900, 1)}\n{HARBOUR} {long(900, 2)}"
    add(library, primary("a.txt", text))
    stretch = search(library, HARBOUR)[0]
    assert text[stretch.start :].startswith(stretch.text)
    assert [text[t.start : t.end].lower() for t in stretch.tokens if t.key == "treaty"] == ["treaty"]


def test_a_stretch_has_more_of_its_document_around_when_asked(library: Library) -> None:
    text = f"{long(2_000, 1)}\n{HARBOUR} {long(2_000, 2)}"
    add(library, primary("before.txt", long(900, 6)), primary("a.txt", text), primary("after.txt", long(900, 7)))
    stretch = search(library, HARBOUR)[0]
    wider = library.around(stretch, 4_000)
    assert wider.document == stretch.document
    assert wider.start <= stretch.start - 4_000
    assert len(wider.text) >= len(stretch.text) + 8_000
    assert library.around(stretch, 10**6).text == text


def test_the_text_of_a_stretch_is_that_of_the_document_where_labels_stand_between_turns(library: Library) -> None:
    document = f"TARN: {FERRY}\nPENVALE: {HARBOUR}\n"
    turns = tuple((None, document.index(words), words) for words in (FERRY, HARBOUR))
    add(library, Primary(path="a.txt", turns=turns))
    (stretch,) = search(library, HARBOUR)
    token = next(token for token in stretch.tokens if token.key == "treaty")
    assert stretch.text[token.start - stretch.start : token.end - stretch.start] == "treaty"


def test_a_number_at_the_beginning_of_a_block_is_a_word(library: Library) -> None:
    before = ("carts " * 200)[: BLOCK - 6] + "from "
    add(library, primary("a.txt", f"{before} 12. Then the harbour closed for good and all. " + "carts " * 200))
    (stretch,) = search(library, "Then the harbour closed for good and all.")
    assert "12" in [token.key for token in stretch.tokens]


def test_a_number_across_two_blocks_is_one(library: Library) -> None:
    before = ("carts " * 200)[: BLOCK - 12]
    add(library, primary("a.txt", f"{before}, twenty five harbours closed for good and all. " + "carts " * 200))
    (stretch,) = search(library, "harbours closed for good and all.")
    assert "25" in [token.key for token in stretch.tokens]


SEAMS = (
    "carts five twenty million a 12. 3) $ £7 € % per cent [loud applause] [sic] (LAUGHTER HERE) May 8th nineteen"
    " eighty-four and hundred … Boats. 1,000 no"
).split()


@given(st.lists(st.sampled_from(SEAMS), min_size=2, max_size=8).map(" ".join), st.integers(0, 60))
@example("boats for twenty five thousand", 14)
@example("boats for $ 5", 14)
@example("boats (LAUGHTER HERE) sail", 14)
@example("a [sic] million", 1)
@example("May [sic] 8th", 5)
@settings(deadline=None, max_examples=200)
def test_a_text_cut_into_blocks_has_the_tokens_of_the_whole(odd: str, before: int) -> None:
    text = "carts " * ((BLOCK - before) // 6) + odd + " carts" * 200
    with in_memory() as library:
        add(library, primary("a.txt", text))
        asked = "SELECT number, turn, document, start, text FROM block ORDER BY number"
        stretch = stretch_of(library.connection.execute(asked).fetchall())
        assert len(stretch.blocks) > 1
    found = [token.key for token in tokens(text) if token.key != GAP]
    assert [token.key for token in stretch.tokens] == found


def test_a_number_at_the_end_of_a_line_does_not_go_on_in_the_next_block(library: Library) -> None:
    before = ("carts " * 200)[: BLOCK - 12]
    add(library, primary("a.txt", f"{before}, twenty\nfive harbours closed for good and all. " + "carts " * 200))
    (stretch,) = search(library, "harbours closed for good and all.")
    assert [token.key for token in stretch.tokens if token.key[0].isdigit()] == ["20", "5"]


def test_a_number_in_two_turns_is_two(library: Library) -> None:
    add(
        library, primary("a.txt", f"{FERRY} We have twenty ", f"five harbours. {HARBOUR}", speakers=["Tarn", "Penvale"])
    )
    (stretch,) = search(library, FERRY)
    assert [token.key for token in stretch.tokens if token.key[0].isdigit()] == ["20", "5"]


# --- odd texts


@pytest.mark.parametrize("turns", [(), ("",), ("", ""), (" \n",), ("…",), ("no",), ("\u0301",)])
def test_a_text_without_words_is_kept_and_found_by_nothing(library: Library, turns: tuple[str, ...]) -> None:
    assert add(library, primary("empty.txt", *turns)) + add(library, primary("ferry.txt", FERRY)) == [True, True]
    assert add(library, primary("empty.txt", *turns)) == [False]
    assert found(library, FERRY) == ["ferry.txt"]


def test_an_empty_library_finds_nothing(library: Library) -> None:
    assert add(library) == []
    assert search(library, FERRY) == []
    assert library.words() == 0


@pytest.mark.parametrize("quotation", ["", "the", "the ferry", "…"])
def test_fewer_than_three_words_are_found_nowhere(kept: Path, quotation: str) -> None:
    with open_library(kept) as library:
        assert search(library, quotation) == []


def test_a_line_of_two_megabytes_is_kept_and_looked_through() -> None:
    text = f"{'harbour boat cart ' * 55_000}{HARBOUR} {'cart boat harbour ' * 55_000}"
    assert len(text) > 1_900_000
    with in_memory() as library:
        add(library, primary("long.txt", text))
        assert texts(library)["long.txt"] == text
        assert found(library, HARBOUR) == ["long.txt"]


def test_a_word_of_two_megabytes_is_kept_in_blocks() -> None:
    with in_memory() as library:
        add(library, primary("long.txt", "a" * 2_000_000))
        assert len(texts(library)["long.txt"]) == 2_000_000


@pytest.mark.parametrize("sign", ["\ud800", "\udfff", "\udcff"])
def test_half_a_character_is_kept_as_one_that_stands_for_it(library: Library, sign: str) -> None:
    add(library, primary("a.txt", f"{sign}{FERRY}{sign}{HARBOUR}{sign}"))
    assert texts(library)["a.txt"] == f"\ufffd{FERRY}\ufffd{HARBOUR}\ufffd"
    assert add(library, primary("a.txt", f"{sign}{FERRY}{sign}{HARBOUR}{sign}")) == [False]


def test_two_halves_of_a_character_keep_what_follows_in_its_place(library: Library) -> None:
    add(library, primary("a.txt", f"\ud83d\ude00{FERRY}"))
    (stretch,) = search(library, FERRY)
    assert stretch.tokens[0].start == 2


@pytest.mark.parametrize("where", ["path", "speaker", "event"])
def test_half_a_character_does_no_harm_in_what_is_known_of_a_text(library: Library, where: str) -> None:
    path, speaker, event = ("caf\udce9" if where == name else name for name in ("path", "speaker", "event"))
    assert add(library, Primary(path=path, event=event, turns=((speaker, 0, FERRY),))) == [True]


def test_a_sign_without_a_picture_in_a_text_does_no_harm(library: Library) -> None:
    text = f"\ufeff{FERRY}\u2028{HARBOUR}\x85{TOLL}"
    add(library, primary("a.txt", text))
    assert texts(library)["a.txt"] == text
    assert found(library, TOLL) == ["a.txt"]


# --- removing


def test_what_is_removed_is_found_no_more(kept: Path) -> None:
    with open_library(kept) as library:
        add(library, primary("toll.txt", TOLL))
        assert library.remove("a.txt") == 1
        assert found(library, FERRY) == []
        assert found(library, TOLL) == ["toll.txt"]
        assert set(texts(library)) == {"toll.txt"}
    with open_library(kept) as library:
        assert found(library, FERRY) == []


def test_a_file_is_removed_in_all_its_versions_and_parts(library: Library) -> None:
    add(library, primary("a.txt", FERRY), primary("a.txt", TOLL), primary("a.txt", FERRY, part="2"))
    assert library.remove("a.txt") == 3
    assert list(library.documents()) == []


def test_what_stands_below_a_folder_is_removed_and_nothing_beside_it(library: Library) -> None:
    paths = ["talks/a.txt", "talks/day/b.txt", "talks.txt", "talks2/a.txt", "talks_/a.txt", "old/talks/a.txt"]
    add(library, *(primary(path, FERRY) for path in paths))
    assert library.remove("talks/") == 2
    assert [held.path for held in library.documents()] == paths[2:]


def test_what_is_not_there_cannot_be_removed(kept: Path) -> None:
    with open_library(kept) as library:
        assert [library.remove(path) for path in ("other.txt", "%", "a", "a_txt", "*")] == [0] * 5


def test_removed_words_are_gone_from_the_index_once_it_is_rebuilt(kept: Path) -> None:
    with open_library(kept) as library:
        before = sum(len(segment.index.numbers) for segment in library.segments)
        add(library, primary("toll.txt", TOLL))
        library.remove("a.txt")
        library.rebuild()
        assert sum(len(segment.index.numbers) for segment in library.segments) < before
        assert found(library, TOLL) == ["toll.txt"]


def test_all_may_be_removed(kept: Path) -> None:
    with open_library(kept) as library:
        assert library.remove("a.txt") == 1
        library.rebuild()
        assert library.segments == []
        assert segments(kept) == []


def test_what_is_added_after_the_last_was_removed_is_found(library: Library) -> None:
    add(library, primary("old.txt", long(50_000, 1)))
    library.remove("old.txt")
    add(library, primary("new.txt", HARBOUR))
    assert found(library, HARBOUR) == ["new.txt"]


def test_what_is_removed_may_be_added_again(kept: Path) -> None:
    with open_library(kept) as library:
        (text,) = texts(library).values()
        library.remove("a.txt")
        assert add(library, primary("a.txt", text)) == [True]
        assert found(library, FERRY) == ["a.txt"]


# --- several texts


def test_each_of_a_few_short_texts_is_found(library: Library) -> None:
    sentences = {"ferry.txt": FERRY, "harbour.txt": HARBOUR, "toll.txt": TOLL, "market.txt": MARKET}
    add(library, *(primary(path, words) for path, words in sentences.items()))
    assert {path: found(library, words) for path, words in sentences.items()} == {path: [path] for path in sentences}


def test_the_same_words_are_found_in_each_of_several_short_texts(library: Library) -> None:
    add(library, *(primary(f"{number}.txt", HARBOUR) for number in range(5)))
    assert sorted(found(library, HARBOUR)) == [f"{number}.txt" for number in range(5)]


def test_many_words_are_found_in_each_of_some_texts_of_a_page(library: Library) -> None:
    add(library, *(primary(f"{number}.txt", long(300, number)) for number in range(6)))
    assert [found(library, long(300, number)[7:200]) for number in range(6)] == [
        [f"{number}.txt"] for number in range(6)
    ]


def test_the_first_words_of_a_document_are_found_behind_words_that_were_put_in(library: Library) -> None:
    add(library, primary("long.txt", long(20_000, 1)), primary("harbour.txt", f"{HARBOUR} {long(400, 2)}"))
    stretches = search(library, f"And so {HARBOUR}")
    assert "harbour.txt" in [library.document(stretch.document).path for stretch in stretches]


@pytest.mark.parametrize(
    "words", ["Two hundred and fifty thousand dollars, thirty-five percent", "$2,500, 75%, 1,250 carts"]
)
def test_words_that_are_mostly_numbers_are_found(library: Library, words: str) -> None:
    add(library, primary("a.txt", f"{long(20_000, 1)} It is. {words}. It is. {long(20_000, 2)}"))
    assert found(library, words) == ["a.txt"]


# --- words in any order


def test_blocks_about_some_words_are_found_in_any_order_the_best_first(library: Library) -> None:
    add(library, primary("a.txt", TOLL, HARBOUR, MARKET))
    found = library.about(["wheels", "keepers", "strait"], most=5)
    assert [stretch.text for stretch in found] == [TOLL, MARKET]
    assert len(library.about(["keeper"], most=1)) == 1


@pytest.mark.parametrize("words", [[], ['"'], ['to"ll'], ["whale"], ["*"], ["NOT"], ["-"]])
def test_words_that_stand_nowhere_are_found_in_no_block(library: Library, words: list[str]) -> None:
    add(library, primary("a.txt", HARBOUR))
    assert library.about(words, most=5) == ()


def test_what_is_added_later_is_found_by_its_words_and_what_is_removed_is_not(library: Library) -> None:
    add(library, primary("a.txt", HARBOUR))
    assert library.about(["wheel"], most=5) == ()
    add(library, primary("b.txt", TOLL))
    assert len(library.about(["wheel"], most=5)) == 1
    library.remove("b.txt")
    assert library.about(["wheel"], most=5) == ()


def test_what_is_added_in_place_of_what_was_removed_is_found_by_its_words(library: Library) -> None:
    add(library, primary("a.txt", HARBOUR))
    assert len(library.about(["harbour"], most=5)) == 1
    library.remove("a.txt")
    add(library, primary("b.txt", TOLL))
    assert len(library.about(["wheel"], most=5)) == 1


# --- speakers and digests


def test_who_speaks_in_the_texts_is_known_by_surname(library: Library) -> None:
    add(library, primary("a.txt", FERRY, TOLL, HARBOUR, speakers=["Minister Ilse TARN", " ", None]))
    assert library.has_speaker("tarn")
    assert not library.has_speaker("ilse")


def test_who_speaks_in_a_text_added_later_is_known_too(library: Library) -> None:
    assert not library.has_speaker("tarn")
    add(library, primary("a.txt", FERRY, speakers=["Ilse Tarn"]))
    assert library.has_speaker("tarn")


def test_libraries_of_the_same_texts_have_the_same_digest_and_others_another() -> None:
    digests = []
    for text in (FERRY, FERRY, TOLL):
        with in_memory() as library:
            add(library, primary("a.txt", text))
            digests.append(library.digest())
    assert digests[0] == digests[1] != digests[2]


# --- segments


def test_ten_thousand_tiny_texts_are_one_segment() -> None:
    with in_memory() as library:
        assert len(_berths(library)) == 10_000
        assert len(library.segments) == 1


def test_each_of_ten_thousand_tiny_texts_is_found() -> None:
    with in_memory() as library:
        _berths(library)
        for n in range(77, 10_000, 777):
            assert found(library, f"Berth {n} holds {n * 7} carts of salt.") == [f"{n}.txt"]


def _berths(library: Library) -> list[bool]:
    """As many tiny texts as a harbour has berths."""
    return add(library, *(primary(f"{n}.txt", f"Berth {n} holds {n * 7} carts of salt.") for n in range(10_000)))


def test_texts_added_one_by_one_do_not_become_as_many_segments(library: Library) -> None:
    for number in range(60):
        add(library, primary(f"{number}.txt", long(30, number)))
    assert len(library.segments) <= shelves.MANY
    assert library.folder is not None
    assert len(segments(library.folder)) == len(library.segments)
    numbers = sum(len(segment.index.numbers) for segment in library.segments)
    assert 60 * 28 <= numbers <= 60 * 30


def test_many_words_are_cut_into_segments_and_found_in_each(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "SEGMENT", 4_000)
    sentences = (FERRY, HARBOUR, TOLL, MARKET)
    add(
        library,
        primary("a.txt", " ".join(f"{long(400, n)} {words} {long(400, -n)}" for n, words in enumerate(sentences))),
    )
    assert len(library.segments) > 4
    assert [found(library, words) for words in sentences] == [["a.txt"]] * 4
    assert library.folder is not None
    with open_library(library.folder) as again:
        assert [segment.name for segment in again.segments] == [segment.name for segment in library.segments]
        assert [found(again, words) for words in sentences] == [["a.txt"]] * 4


def test_the_same_words_are_found_in_several_segments(library: Library) -> None:
    for number in range(3):
        add(library, primary(f"{number}.txt", f"{long(100, number)} {HARBOUR}"))
    assert len(library.segments) == 3
    assert sorted(found(library, HARBOUR)) == ["0.txt", "1.txt", "2.txt"]


def test_no_more_stretches_are_told_than_asked_for(library: Library) -> None:
    for number in range(9):
        add(library, primary(f"{number}.txt", HARBOUR))
    assert len(search(library, HARBOUR, most=4)) == 4


def test_blocks_are_in_one_segment_each(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "SEGMENT", 2_000)
    monkeypatch.setattr(building, "SEGMENT", 2_000)
    add(library, *(primary(f"{number}.txt", long(400, number)) for number in range(4)))
    blocks = [block for segment in library.segments for block in segment.blocks.tolist()]
    assert all(one < other for one, other in pairwise(blocks))
    assert len(blocks) == library.connection.execute("SELECT count(*) FROM block").fetchone()[0]


def test_several_processes_make_the_segments_that_one_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "WORTH", 0)
    given = [primary(f"{n}.txt", f"{long(400, n)} {words}") for n, words in enumerate((FERRY, HARBOUR, TOLL, MARKET))]
    for jobs in (1, 2):
        with create(tmp_path / str(jobs)) as library:
            assert [fresh for _, fresh in library.add(given, jobs=jobs)] == [True] * 4
            assert [found(library, words) for words in (FERRY, MARKET)] == [["0.txt"], ["3.txt"]]
            assert len(library.segments) == jobs
            assert [number for s in library.segments for number in s.blocks.tolist()] == list(
                range(1, 1 + library.connection.execute("SELECT count(*) FROM block").fetchone()[0])
            )
        with repair(tmp_path / str(jobs), jobs=3 - jobs) as library:
            assert len(library.segments) == 3 - jobs
            assert found(library, TOLL) == ["2.txt"]


def test_where_all_words_stand_is_found_before_changed_copies_and_in_every_segment(library: Library) -> None:
    changed = FERRY.replace("noon", "dusk")
    for number, words in enumerate((changed, FERRY, changed, FERRY)):
        add(library, primary(f"{number}.txt", f"{long(100, number)} {words} {long(100, -number)}"))
    assert found(library, FERRY) == ["1.txt", "3.txt"]
    assert len(search(library, FERRY.replace("noon", "dawn"))) == 4


def told(library: Library, quotation: str) -> list[tuple[str, int]]:
    """The documents of the stretches found, with how many words of the quotation each has at most."""
    found = library.search([token.key for token in tokens(quotation)], postings=POSTINGS[0])
    return [(library.document(stretch.document).path, words) for words, stretch in found.stretches]


def test_with_each_stretch_it_is_told_how_many_of_the_words_it_has_at_most(library: Library) -> None:
    add(library, primary("a.txt", f"{long(100, 1)} {FERRY} {long(100, 2)}"))
    add(library, primary("b.txt", f"{long(100, 3)} {FERRY.replace('noon', 'dusk')} {long(100, 4)}"))
    assert told(library, FERRY) == [("a.txt", 18), ("b.txt", 17)]


def test_it_is_told_how_many_of_the_words_stand_at_most_in_what_is_not_told(library: Library) -> None:
    add(library, primary("a.txt", f"{long(100, 1)} {FERRY} {long(100, 2)}"))
    keys = [token.key for token in tokens(FERRY)]
    assert library.search(keys, postings=POSTINGS[0]).elsewhere <= len(keys) - 3
    assert library.search(["nobody", "said", "this"], postings=POSTINGS[0]).elsewhere < 3


def test_a_note_of_the_transcript_is_none_of_the_words(library: Library) -> None:
    add(library, primary("a.txt", FERRY.replace("noon", "noon [applause]")), primary("b.txt", FERRY))
    assert told(library, FERRY) == [("a.txt", 18), ("b.txt", 18)]


def test_a_stretch_is_cut_some_words_beside_the_place(library: Library) -> None:
    add(library, primary("a.txt", f"{long(140, 1)} {FERRY} {long(140, 2)}"))
    (stretch,) = search(library, FERRY)
    before, after = stretch.text.split(FERRY)
    sides = ((BEFORE, before), (BEHIND, after))
    assert all(least - 10 <= len(text.split()) <= least + SPREAD + 10 for least, text in sides)
    assert texts(library)["a.txt"][stretch.start :].startswith(stretch.text)


# --- crashes


def test_a_process_that_is_killed_is_told_and_no_text_is_lost(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "WORTH", 0)
    monkeypatch.setattr(building, "_without_interrupts", _killed)
    with open_library(kept) as library, pytest.raises(SetupError, match=r"a process .* was killed.*The texts are kept"):
        list(library.add([primary("b.txt", long(900, 5)), primary("toll.txt", TOLL)], jobs=2))
    with create(kept) as library:
        assert found(library, FERRY) == ["a.txt"]
        assert found(library, TOLL) == ["toll.txt"]
    assert {path.suffix for path in kept.iterdir()} <= {".db", ".db-wal", ".db-shm", ".index"}


def test_a_segment_counts_once_those_before_it_are_there(kept: Path) -> None:
    _crashed(kept)
    (kept / "4-9.index.made").write_bytes(b"of a process that was quicker")
    with create(kept) as library:
        assert found(library, TOLL) == ["late.txt"]
    assert not list(kept.glob("*.made"))


def test_what_was_added_and_not_indexed_before_a_crash_is_indexed_the_next_time(kept: Path) -> None:
    _crashed(kept)
    with open_library(kept) as library:
        assert add(library) == []
        assert found(library, TOLL) == ["late.txt"]
        assert found(library, FERRY) == ["a.txt"]
    with open_library(kept) as library:
        assert found(library, TOLL) == ["late.txt"]


def test_what_was_added_and_not_indexed_is_found_or_told_when_the_library_is_opened(kept: Path) -> None:
    _crashed(kept)
    with open_library(kept) as library:
        assert found(library, TOLL) == ["late.txt"]


def test_a_lost_index_is_told_or_made_anew_when_the_library_is_opened(kept: Path) -> None:
    for path in segments(kept):
        path.unlink()
    with open_library(kept) as library:
        assert found(library, FERRY) == ["a.txt"]


def test_a_lost_index_is_made_anew_when_something_is_added(kept: Path) -> None:
    for path in segments(kept):
        path.unlink()
    with open_library(kept) as library:
        add(library, primary("toll.txt", TOLL))
        assert found(library, FERRY) == ["a.txt"]
        assert found(library, HARBOUR) == ["a.txt"]


def test_a_text_that_fails_in_the_midst_is_not_kept_and_those_before_it_are(kept: Path) -> None:
    def failing() -> Iterator[Primary]:
        yield primary("toll.txt", TOLL)
        raise KeyboardInterrupt

    with open_library(kept) as library, pytest.raises(KeyboardInterrupt):
        for _ in library.add(failing()):
            pass
    with open_library(kept) as library:
        assert add(library) == []
        assert found(library, TOLL) == ["toll.txt"]
        assert set(texts(library)) == {"a.txt", "toll.txt"}


def test_an_index_that_was_not_finished_does_no_harm(kept: Path) -> None:
    (kept / "2-9.part").write_bytes(b"onrecord index 1\nhalf")
    with open_library(kept) as library:
        assert found(library, FERRY) == ["a.txt"]


def _killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _crashed(folder: Path) -> None:
    """A text is kept, and the program ends before the index is brought up."""
    library = open_library(folder)
    adding = library.add([primary("late.txt", TOLL)])
    next(adding)
    library.connection.close()


# --- damage


@pytest.mark.parametrize("at", [0, 40, 100, -1])
def test_a_damaged_index_is_told_and_repaired(kept: Path, at: int) -> None:
    (path,) = segments(kept)
    damaged(path, at)
    with pytest.raises(SetupError, match=r"is damaged; make it anew: onrecord library rebuild"):
        open_library(kept)
    with repair(kept) as library:
        assert found(library, FERRY) == ["a.txt"]
        assert found(library, HARBOUR) == ["a.txt"]
    open_library(kept).connection.close()


def test_an_index_cut_short_is_told_and_repaired(kept: Path) -> None:
    (path,) = segments(kept)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(SetupError, match="damaged"):
        open_library(kept)
    with repair(kept) as library:
        assert found(library, HARBOUR) == ["a.txt"]


def test_repair_mends_nothing_where_nothing_is_damaged(kept: Path) -> None:
    before = [path.read_bytes() for path in segments(kept)]
    with repair(kept) as library:
        assert found(library, FERRY) == ["a.txt"]
    assert [path.read_bytes() for path in segments(kept)] == before


def test_a_strange_file_beside_the_index_does_no_harm_or_is_told(kept: Path) -> None:
    (kept / "copy of 1-9.index").write_bytes(segments(kept)[0].read_bytes())
    with open_library(kept) as library:
        assert found(library, FERRY) == ["a.txt"]


@pytest.mark.parametrize("content", [b"", b"no database" * 1_000], ids=["empty", "another file"])
def test_a_catalogue_that_is_none_is_told(kept: Path, content: bytes) -> None:
    (kept / CATALOGUE).write_bytes(content)
    for opened in (open_library, create, repair):
        with pytest.raises(SetupError, match=r"catalogue .*library\.db cannot be used"):
            opened(kept)


def test_a_catalogue_cut_short_is_told(kept: Path) -> None:
    content = (kept / CATALOGUE).read_bytes()
    (kept / CATALOGUE).write_bytes(content[: len(content) // 3])
    with pytest.raises(SetupError, match="cannot be used"):
        open_library(kept)


def test_a_catalogue_that_is_damaged_further_on_is_told(kept: Path) -> None:
    content = (kept / CATALOGUE).read_bytes()
    (kept / CATALOGUE).write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    with pytest.raises(SetupError, match=r"catalogue .*library\.db cannot be used"), open_library(kept) as library:
        list(library.documents())


DAMAGES = [b"\xff" * 200, bytes(200), bytes(range(40, 240))]


@pytest.mark.parametrize("damage", DAMAGES, ids=["ones", "zeros", "letters"])
def test_a_catalogue_that_is_damaged_anywhere_is_told_or_does_no_harm(kept: Path, damage: bytes) -> None:
    content = (kept / CATALOGUE).read_bytes()
    index = [(path, path.read_bytes()) for path in segments(kept)]
    told = 0
    for at in range(0, len(content), 1024):
        (kept / CATALOGUE).write_bytes((content[:at] + damage + content[at + len(damage) :])[: len(content)])
        for path, whole in index:
            path.write_bytes(whole)
        try:
            _used(kept)
        except SetupError as error:
            assert "cannot be used" in str(error)
            told += 1
    assert told


def _used(folder: Path) -> None:
    """All that a library is asked."""
    with open_library(folder) as library:
        [library.document(held.number) for held in library.documents()]
        library.words()
        library.digest()
        library.has_speaker("tarn")
        for stretch in search(library, FERRY):
            library.around(stretch, 900)
            [library.speaker(turn) for _, turn in stretch.turns]
        library.about(["harbour"], most=3)
        add(library, primary("b.txt", TOLL))
        library.remove("a.txt")


def test_a_catalogue_that_another_program_writes_to_is_told(kept: Path) -> None:
    with open_library(kept) as library:
        library.connection.execute("PRAGMA busy_timeout = 1")
        other = sqlite3.connect(kept / CATALOGUE)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(SetupError, match="cannot be used: database is locked"):
            add(library, primary("b.txt", TOLL))
        other.close()


def test_a_catalogue_without_a_version_is_told(kept: Path) -> None:
    edited(kept, "DELETE FROM about")
    with pytest.raises(SetupError):
        open_library(kept)


def test_a_library_of_a_newer_version_is_refused(kept: Path) -> None:
    edited(kept, "UPDATE about SET version = 99")
    for opened in (open_library, create):
        with pytest.raises(SetupError, match="newer onrecord: its version is 99, this one knows 1"):
            opened(kept)


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_folder_without_a_library_is_told_with_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SetupError, match="is no library; make one: onrecord library add"):
        open_library(tmp_path / name)


def test_a_library_cannot_be_made_where_a_file_stands(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(SetupError, match="no library can be made in"):
            create(folder)


def test_a_library_is_made_below_folders_that_are_not_there_yet(tmp_path: Path) -> None:
    with create(tmp_path / "a" / "b" / "Bücher 📚") as library:
        add(library, primary("ferry.txt", FERRY))
    with create(tmp_path / "a" / "b" / "Bücher 📚") as library:
        assert found(library, FERRY) == ["ferry.txt"]
