from collections.abc import Iterator

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from onrecord.verify.library.shelves import Library, in_memory
from onrecord.verify.matches import Match
from onrecord.verify.matching import FOUND, match
from onrecord.verify.primaries import Primary
from onrecord.verify.tokens import tokens
from verify.laid import shown
from verify.shelved import FERRY, HARBOUR, MARKET, TOLL, add, long, primary

VOCABULARY = long(80, 9).rstrip(".").split()
TEXTS = st.lists(st.lists(st.sampled_from(VOCABULARY), min_size=6, max_size=120), min_size=1, max_size=3)


@pytest.fixture
def library() -> Iterator[Library]:
    """A library with a long text that holds four sentences apart from one another, and other texts before and after."""
    with in_memory() as made:
        sentences = " ".join(f"{words} {long(700, n)}" for n, words in enumerate((FERRY, HARBOUR, TOLL, MARKET)))
        for path, text in (
            ("before.txt", long(900, 10)),
            ("a.txt", f"{long(700, 5)} {sentences}"),
            ("z.txt", long(900, 11)),
        ):
            add(made, primary(path, text))
        yield made


def matches(quotation: str, library: Library) -> tuple[Match, ...]:
    return match(tokens(quotation), library)


def passages(quotation: str, library: Library) -> list[Match]:
    """The matches, each passage once."""
    found = matches(quotation, library)
    return list({(m.stretch.document, m.alignment.primary[m.alignment.start].start): m for m in found}.values())


def only(quotation: str, library: Library) -> Match:
    """The one passage for a quotation."""
    (found,) = passages(quotation, library)
    return found


def words(found: Match) -> str:
    """The primary words of a passage, from the first that matches to the last."""
    alignment, stretch = found.alignment, found.stretch
    start, end = alignment.primary[alignment.start].start, alignment.primary[alignment.end - 1].end
    return stretch.text[start - stretch.start : end - stretch.start]


# --- one passage


@pytest.mark.parametrize("quotation", [FERRY, HARBOUR, TOLL, MARKET])
def test_a_whole_sentence_is_found_where_it_stands(library: Library, quotation: str) -> None:
    found = only(quotation, library)
    assert library.document(found.stretch.document).path == "a.txt"
    assert (found.score, words(found)) == (1, quotation.rstrip("."))


@pytest.mark.parametrize("quotation", ["stays open all winter", "OWES THE TOLL KEEPER", "until the evening bell …"])
def test_a_few_words_are_found(library: Library, quotation: str) -> None:
    assert only(quotation, library).score == 1


@pytest.mark.parametrize(
    ("quotation", "kinds"),
    [
        ("Our old harbour stays open all winter, and nobody pays more", ["same", "put_in", "same"]),
        ("Our harbour stays open all winter, and everybody pays more", ["same", "changed", "same"]),
        ("The ferry will sail at noon, and the crew will be paid", ["same", "left_out", "same", "left_out", "same"]),
        ("The ferry … will sail at noon, and the crew", ["same", "left_out", "same"]),
    ],
)
def test_a_quotation_with_differences_is_found_with_them(library: Library, quotation: str, kinds: list[str]) -> None:
    assert [kind for kind, *_ in shown(only(quotation, library).alignment)] == kinds


def test_words_in_brackets_are_not_looked_for(library: Library) -> None:
    assert only("Our harbour [in Aldermouth, on the strait] stays open all winter", library).score == 1


def test_a_contraction_is_found_by_its_words_in_full(library: Library) -> None:
    assert only("the crew won’t be paid before the spring", library).score == 1


@pytest.mark.parametrize(
    "quotation",
    [
        "",
        "…",
        "the ferry",
        "[all] [of] [this]",
        "Nobody in this town has ever seen a whale",
        "The ferry was sold to strangers long before anybody knew of it",
        "and the … of the … to the … at the",
    ],
)
def test_what_does_not_stand_in_the_library_is_not_found(library: Library, quotation: str) -> None:
    assert matches(quotation, library) == ()


def test_nothing_is_found_in_an_empty_library() -> None:
    with in_memory() as empty:
        assert matches(FERRY, empty) == ()


def test_what_is_found_has_most_of_the_quotation(library: Library) -> None:
    found = matches("Our harbour stays open all winter, whatever the strangers in town may tell you", library)
    assert all(m.score >= FOUND for m in found)
    assert found == ()


def test_a_removed_text_is_not_found(library: Library) -> None:
    library.remove("a.txt")
    assert matches(HARBOUR, library) == ()


# --- several passages


def test_the_same_words_in_several_texts_are_told_for_each(library: Library) -> None:
    add(library, primary("copy.txt", f"{long(300, 12)} {HARBOUR} {long(300, 13)}"))
    found = passages(HARBOUR, library)
    assert sorted(library.document(m.stretch.document).path for m in found) == ["a.txt", "copy.txt"]
    assert [m.score for m in found] == [1, 1]


@pytest.mark.parametrize("quotation", [HARBOUR, HARBOUR.replace("open", "shut")], ids=["as it was said", "changed"])
def test_what_many_say_is_told_for_each_of_them(library: Library, quotation: str) -> None:
    add(library, *(primary(f"{n}.txt", f"{long(300, n)} {HARBOUR} {long(300, n + 20)}") for n in range(30, 39)))
    found = {library.document(m.stretch.document).path for m in passages(quotation, library)}
    assert found == {"a.txt", *(f"{n}.txt" for n in range(30, 39))}


def test_of_two_texts_the_one_with_more_of_the_words_is_told(library: Library) -> None:
    add(library, primary("copy.txt", f"{long(300, 12)} {HARBOUR.replace('open', 'shut')} {long(300, 13)}"))
    found = only(HARBOUR, library)
    assert library.document(found.stretch.document).path == "a.txt"


def test_both_versions_of_a_file_are_told(library: Library) -> None:
    add(library, primary("v.txt", f"{long(300, 12)} The lighthouse is lit from dusk until two. {long(300, 13)}"))
    add(library, primary("v.txt", f"{long(300, 12)} The lighthouse is lit from dusk until two. {long(300, 14)}"))
    assert len(passages("The lighthouse is lit from dusk until two", library)) == 2


def test_one_passage_is_told_once() -> None:
    with in_memory() as library:
        add(library, primary("a.txt", f"{long(900, 1)} {HARBOUR} {long(900, 2)}"))
        assert len(passages(HARBOUR, library)) == 1
        assert len(matches(HARBOUR, library)) == 1


def test_a_passage_is_the_same_one_in_its_context_though_its_words_stand_there_twice() -> None:
    with in_memory() as library:
        add(library, primary("a.txt", f"{long(300, 1)} {FERRY} {long(20, 2)} {FERRY} {long(300, 3)}"))
        found = matches(FERRY, library)
        starts = [[m.alignment.primary[m.alignment.start].start for m in (one, one.in_context())] for one in found]
        assert len(found) == 2
        assert all(one == other for one, other in starts)
        assert all(one.in_context().alignment.primary == one.stretch.tokens for one in found)


# --- in pieces


def test_pieces_that_stand_near_one_another_are_one_passage() -> None:
    with in_memory() as library:
        add(library, primary("a.txt", f"{long(900, 1)} {FERRY} {long(60, 3)} {HARBOUR} {long(900, 2)}"))
        found = matches(f"{FERRY} … {HARBOUR}", library)[0]
        assert (found.score, found.beyond) == (1, ())


def test_a_piece_from_a_separate_place_is_found_there(library: Library) -> None:
    found = only(f"{TOLL} {HARBOUR}", library)
    ((i, j, other),) = found.beyond
    pieces = {words(found), words(other)}
    assert pieces == {TOLL.rstrip("."), HARBOUR.rstrip(".")}
    assert (j - i, found.score) == (other.alignment.matched, 1)


def test_a_piece_from_another_text_is_found_there(library: Library) -> None:
    rule = "Ships that carry salt may leave before dawn without a pilot."
    add(library, primary("rules.txt", f"{long(300, 12)} {rule} {long(300, 13)}"))
    found = only(f"{TOLL} {rule}", library)
    places = {library.document(m.stretch.document).path for m in (found, *(m for *_, m in found.beyond))}
    assert places == {"a.txt", "rules.txt"}


def test_a_piece_that_stands_nowhere_is_not_made_up(library: Library) -> None:
    found = only(f"{TOLL} That is how it always was.", library)
    assert found.beyond == ()
    assert found.score < 1


@pytest.mark.parametrize(("friend", "lacking"), [("friends", 0), ("cousins", 1)])
def test_a_short_form_in_a_piece_counts_once_in_the_score(friend: str, lacking: int) -> None:
    with in_memory() as library:
        add(library, primary("a.txt", f"{long(900, 1)} {TOLL} {long(900, 2)}"))
        said = "We are fewer than we are told by all our friends over there."
        add(library, primary("b.txt", f"{long(900, 3)} {said} {long(900, 4)}"))
        printed = f"{TOLL} Were fewer than were told by all our {friend} over there."
        found = matches(printed, library)[0]
        assert found.beyond
        assert (1 - found.score) * len(tokens(printed)) == pytest.approx(lacking, abs=0.2)


# --- numbers


def test_a_number_in_words_is_found_by_its_figures(library: Library) -> None:
    add(
        library,
        primary("n.txt", f"{long(300, 12)} We sold twenty-five thousand carts of salt that year. {long(300, 13)}"),
    )
    assert only("We sold 25,000 carts of salt that year", library).score == 1


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("$2,500, 75%, 1,250 carts", "Two thousand five hundred dollars, 75 percent, 1,250 carts"),
        ("Two hundred thousand dollars, thirty-five percent", "$200,000, 35%"),
        ("Nineteen sixty-one, nineteen seventy-five, nineteen ninety", "1961, 1975, 1990"),
    ],
)
def test_words_that_are_mostly_numbers_are_found_however_they_are_written(
    library: Library, said: str, printed: str
) -> None:
    add(library, primary("n.txt", f"{long(300, 12)} It is so. {said}. {long(300, 13)}"))
    found = only(printed, library)
    assert library.document(found.stretch.document).path == "n.txt"
    assert found.score == 1


def test_of_two_texts_the_one_with_the_same_short_form_is_told() -> None:
    with in_memory() as library:
        add(library, primary("full.txt", f"{long(300, 14)} It is the winter that closes the harbour. {long(300, 15)}"))
        add(library, primary("short.txt", f"{long(300, 12)} It’s the winter that closes the harbour. {long(300, 13)}"))
        for quotation, path in (
            ("It's the winter that closes", "short.txt"),
            ("It is the winter that closes", "full.txt"),
        ):
            found = only(quotation, library)
            assert (library.document(found.stretch.document).path, found.score) == (path, 1)


# --- any texts


@given(TEXTS, st.data())
@settings(deadline=None)
def test_words_copied_out_of_a_text_are_found_in_it(texts: list[list[str]], data: st.DataObject) -> None:
    copied = _copied(texts[0], data)
    with in_memory() as library:
        add(library, primary("0", " ".join(texts[0])))
        assert [m.score for m in matches(copied, library)][:1] == [1]


@given(TEXTS, st.data())
@settings(deadline=None)
def test_words_copied_out_of_one_of_several_texts_are_found_there(texts: list[list[str]], data: st.DataObject) -> None:
    """Each text has an index of its own."""
    number = data.draw(st.integers(0, len(texts) - 1))
    copied = _copied(texts[number], data)
    assume(sum(copied in " ".join(text) for text in texts) == 1)
    with in_memory() as library:
        for n, text in enumerate(texts):
            add(library, primary(str(n), " ".join(text)))
        assert str(number) in _whole(copied, library)


@given(TEXTS, st.data())
@settings(deadline=None)
@example([VOCABULARY[:15], VOCABULARY[20:60]], None)
def test_words_copied_out_of_one_of_several_texts_in_one_index_are_found_there(
    texts: list[list[str]], data: st.DataObject | None
) -> None:
    number = data.draw(st.integers(0, len(texts) - 1)) if data else 1
    copied = _copied(texts[number], data) if data else " ".join(texts[1][1:])
    assume(sum(copied in " ".join(text) for text in texts) == 1)
    with in_memory() as library:
        add(library, *(primary(str(n), " ".join(text)) for n, text in enumerate(texts)))
        assert str(number) in _whole(copied, library)


@given(st.lists(st.text(max_size=300), max_size=3), st.text(max_size=60))
@settings(deadline=None)
def test_any_words_are_looked_for_in_any_texts(texts: list[str], quotation: str) -> None:
    with in_memory() as library:
        add(library, *(Primary(path=str(n), turns=((None, 0, text),)) for n, text in enumerate(texts)))
        assert all(FOUND <= found.score <= 1 for found in matches(quotation, library))


def _copied(text: list[str], data: st.DataObject) -> str:
    """Six words or more of a text in a row."""
    start = data.draw(st.integers(0, len(text) - 6))
    end = data.draw(st.integers(start + 6, len(text)))
    assume(len(set(text[start:end])) > 3)
    return " ".join(text[start:end])


def _whole(quotation: str, library: Library) -> list[str]:
    """The texts in which all words of the quotation are found."""
    return [library.document(m.stretch.document).path for m in matches(quotation, library) if m.score == 1]
