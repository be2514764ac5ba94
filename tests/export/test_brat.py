import io
import zipfile
from pathlib import Path

import msgspec
import pytest
from evals.brat import Parts, articles, publishers
from hypothesis import given
from hypothesis import strategies as st

from export.records import STORY, dispute
from marked import marked
from onrecord.errors import DocumentError
from onrecord.export import brat
from onrecord.export.brat import file_name, read, write
from onrecord.export.standoff import attributions, marks
from onrecord.model.base import Provenance, Span
from onrecord.model.contract import statement_rows
from onrecord.model.document import Document, Origin, Record
from onrecord.model.rows import SpanRow
from onrecord.model.statement import Attribution


def archived(*records: Record) -> io.BytesIO:
    file = io.BytesIO()
    write(records, file)
    return io.BytesIO(file.getvalue())


def unpacked(folder: Path, *records: Record) -> Path:
    with zipfile.ZipFile(archived(*records)) as archive:
        archive.extractall(folder)
    return folder


def lines(text: str, *, nested: bool = False, source: bool = True) -> list[str]:
    """The lines that mark one attribution, or a second one inside its content."""
    found = marked(text)
    outer = Attribution(
        document="d",
        source=found.one("s") if source else None,
        cue=found.one("q"),
        content=found.spans["c"],
        mode="mixed",
        confidence=0.25,
    )
    content = found.spans.get("i", outer.content)
    inner = Attribution(document="d", content=content, mode="direct", parent=outer.id, confidence=1)
    return "".join(marks((outer, inner) if nested else (outer,), found.text)).splitlines()


def test_the_reader_of_the_corpus_reads_the_archive(tmp_path: Path) -> None:
    folder = unpacked(tmp_path, dispute())
    (article,) = articles(folder)
    one = STORY.one
    assert article.text == STORY.text
    assert article.annotators == (
        (
            Parts(
                source=(one("s1"),),
                cue=(one("q1"),),
                content=(Span(77, 108), Span(109, 114), STORY.spans["c1"][1]),
            ),
            Parts(source=(one("s2"),), cue=(one("q2"),), content=STORY.spans["c2"]),
            Parts(source=(one("s3"),), cue=(one("q3"),), content=STORY.spans["f"]),
        ),
    )
    assert list(publishers(folder / "metadata.tsv").values()) == ["Sund Courier"]


def test_the_same_attributions_are_given_back() -> None:
    records = [dispute(), dispute(uri="b.txt"), Record(Document(origin=Origin(uri="empty.txt"), text=""))]
    assert dict(read(archived(*records))) == {r.document.id: r.of(Attribution) for r in records}


def test_marks_are_those_of_the_statements_as_people_corrected_them(monkeypatch: pytest.MonkeyPatch) -> None:
    record = dispute()
    _, denied, expected = statement_rows(record)
    moved = msgspec.structs.replace(denied, cue=None, content=(SpanRow(start=195, end=233, text=""),))
    inside = msgspec.structs.replace(expected, nested_in=denied.id)
    monkeypatch.setattr(brat, "statement_rows", lambda _: (moved, inside))
    ((_, (first, second)),) = read(archived(record))
    assert first.content == (Span(195, 233),)
    assert second.parent == first.id != denied.id


def test_marks_are_laid_out_as_in_the_corpus() -> None:
    assert lines("[Vell]s [said]q “[ferries]c and [trams]c”.") == [
        "T1\tSource 0 4\tVell",
        "T2\tCue 5 9\tsaid",
        "T3\tContent 11 18;23 28\tferries trams",
        "T4\tAttribution 5 9\tsaid",
        "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3",
        "A1\tMode E1 mixed",
        '#1\tAnnotatorNotes E1\t{"confidence": 0.25}',
    ]


def test_an_attribution_without_a_source_is_told_apart() -> None:
    assert "E1\tAttribution-no-source:T3 Cue:T1 Content:T2" in lines("[Vell]s [said]q [so]c.", source=False)


def test_a_nested_attribution_is_tied_to_its_holder() -> None:
    assert "R1\tNested Arg1:E2 Arg2:E1" in lines("[Vell]s [said]q [that [no]i was said]c.", nested=True)


def test_attributions_that_share_a_place_are_both_marked() -> None:
    shared = [
        Attribution(document="d", cue=Span(0, 2), content=(Span(3, end),), mode="direct", confidence=1)
        for end in (5, 6)
    ]
    assert attributions("".join(marks(shared, "He no no")), "He no no", "d") == tuple(shared)


def test_a_part_over_lines_is_marked_in_pieces_and_is_one_part_again() -> None:
    text = "A: one\n\ntwo\nthree"
    whole = Attribution(document="d", content=(Span(3, 8), Span(8, 17)), mode="direct", confidence=0.5)
    told = "".join(marks((whole,), text))
    assert "Content 3 6\tone\n" in told
    assert "Content 8 11;12 17\ttwo three\n" in told
    (back,) = attributions(told, text, "d")
    assert back.content == (Span(3, 6), Span(8, 17))


@given(st.data())
def test_whatever_is_attributed_comes_back(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from("ab \n\r\t“”é🙂\u2028"), min_size=1, max_size=40))
    inside = [at for at, sign in enumerate(text) if sign != "\n"]
    words = [Span(first, last + 1) for first in inside for last in inside if first <= last]
    if not words:
        return
    span = st.sampled_from(words)
    made = data.draw(
        st.builds(
            Attribution,
            document=st.just("d"),
            source=st.none() | span,
            cue=st.none() | span,
            content=st.lists(span, min_size=1, max_size=3).map(tuple),
            parent=st.none(),
            confidence=st.floats(0, 1),
        )
    )
    assert attributions("".join(marks((made,), text)), text, "d") == (made,)


def test_what_a_person_marked_is_read() -> None:
    told = "T1\tContent 5 7\tno\nT2\tAttribution 0 4\tVell\nE1\tAttribution:T2 Content:T1\n*\tEquiv T1 T2\nnot a mark\n"
    (made,) = attributions(told, "Vell: no.", "d")
    assert made == Attribution(document="d", content=(Span(5, 7),), mode="indirect", confidence=1.0)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("T1\tContent 5 99\tno\n", "outside of the text, which ends at 9"),
        ("T1\tContent 7 5\tno\n", "from 7 to 5"),
        ("E1\tAttribution:T2 Source:T1\n", "E1 has no content"),
    ],
)
def test_marks_that_cannot_be_are_told(told: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        attributions(told, "Vell: no.", "d")


@pytest.mark.parametrize("note", ["{", '{"confidence": "high"}', "{}", "{" * 10_000 + "}"])
def test_a_note_that_tells_no_confidence_is_none(note: str) -> None:
    told = f"T1\tContent 0 4\tVell\nE1\tAttribution:T1 Content:T1\n#1\tAnnotatorNotes E1\t{note}\n"
    assert attributions(told, "Vell: no.", "d")[0].confidence == 1.0


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive"])
def test_what_is_no_archive_is_told(content: bytes) -> None:
    with pytest.raises(DocumentError, match="no archive of attributions"):
        list(read(io.BytesIO(content)))


def test_another_archive_is_told() -> None:
    file = io.BytesIO()
    zipfile.ZipFile(file, "w").close()
    with pytest.raises(DocumentError, match="no archive of attributions"):
        list(read(file))


@pytest.mark.parametrize(
    ("uri", "begins"),
    [
        ("reports/pact.html", "pact-"),
        ("https://courier.example/a/b/?q=../../etc", "etc-"),
        ("..", "document-"),
        ("C:\\drafts\\Final Version.docx", "final-version-"),
        ("/", "document-"),
        ("x" * 500, "x" * 60 + "-"),
    ],
)
def test_the_names_of_files_are_harmless(uri: str, begins: str) -> None:
    name = file_name(Document(origin=Origin(uri=uri), text=""))
    assert name.startswith(begins)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_strangers_words_end_no_line_of_the_table(tmp_path: Path) -> None:
    folder = unpacked(tmp_path, dispute(title="a\tb\nc\ud800", author="\x1b[31m"))
    assert len((folder / "metadata.tsv").read_text().splitlines()) == 2


def test_half_characters_become_replacement_characters_and_places_stay() -> None:
    text = "Vell: \ud800no."
    said = Attribution(document="", content=(Span(6, 9),), mode="direct", confidence=1.0)
    document = Document(origin=Origin(uri="a.txt"), text=text)
    file = archived(Record(document).extended(Provenance(layer="l", version="1"), (said,)))
    ((_, (back,)),) = read(file)
    assert back.content == (Span(6, 9),)
    assert zipfile.ZipFile(file).read(f"text/{file_name(document)}.txt").decode() == "Vell: �no."
