import io
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.records import STORY, dispute
from onrecord.export import report
from onrecord.export.report import EXPORTER
from onrecord.export.report.counting import Seen
from onrecord.export.report.marking import ELEMENTS, Mark, marked, pieces
from onrecord.export.report.tables import SECTIONS
from onrecord.model.base import Provenance, Span
from onrecord.model.contract import record_row
from onrecord.model.document import Document, Origin, Record
from onrecord.model.statement import Attribution, Post

VOID = {"meta"}


class Page(HTMLParser):
    """What a page holds, and whether every element that is opened is closed in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.within: dict[str, list[str]] = {}
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        for tag in self.open:
            self.within.setdefault(tag, []).append(data)

    def text(self, tag: str = "body") -> str:
        return "".join(self.within.get(tag, ()))


def written(*records: Record) -> str:
    file = io.BytesIO()
    EXPORTER.write(records, file)
    return file.getvalue().decode()


def body(record: Record) -> str:
    """The marked text of a record."""
    row = record_row(record)
    return str(marked(row, record.document.text, Seen().numbered(row, record)))


def test_a_page_is_whole_needs_nothing_else_and_runs_nothing() -> None:
    page = Page(written(dispute(), dispute(uri="b.txt")))
    assert not {*page.tags} & {"script", "link", "img", "iframe", "object", "form", "base", "svg"}
    assert not [key for key, _ in page.attributes if key in ("src", "style", "srcset") or key.startswith("on")]
    assert all(value and value.startswith("#") for key, value in page.attributes if key == "href")


def test_the_policy_allows_the_style_of_the_page_and_nothing_more() -> None:
    page = written(dispute())
    (style,) = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"default-src &#x27;none&#x27;; style-src &#x27;sha256-{digest}&#x27;" in page


def test_every_link_leads_somewhere_and_no_anchor_is_used_twice() -> None:
    page = Page(written(dispute(), dispute(uri="b.txt", publisher="Echo")))
    ids = [value for key, value in page.attributes if key == "id"]
    assert len(ids) == len(set(ids))
    assert {value[1:] for key, value in page.attributes if key == "href" and value} <= {*ids}
    assert {value for key, value in page.attributes if key == "aria-labelledby"} <= {*ids}


def test_source_cue_and_content_are_told_apart_by_their_elements() -> None:
    page = Page(body(dispute()))
    assert page.within["b"] == ["Minister Lena Brandvold", "Rike", "officials"]
    assert page.within["i"] == ["told", "denied", "said"]
    assert "".join(page.within["mark"]).startswith("we will reopen the Sund line by\n1 May")


def test_each_kind_has_a_shape_of_its_own_in_the_style() -> None:
    page = written(dispute())
    shapes = {kind: re.findall(rf"\.{kind} \{{([^}}]*)\}}", page) for kind in ELEMENTS if kind != "commitment"}
    assert [
        kind for kind, shape in shapes.items() if not re.search("border-(top|bottom)|font-weight", str(shape))
    ] == []
    assert ".commitment, .forecast, .dispute, .reference { border-top: 3px double" in page


def test_signs_lead_to_rows_and_rows_to_their_places() -> None:
    page = written(dispute())
    for sign, row in (("t1", "s1"), ("t-forecast-1", "forecast-1"), ("t-dispute-1", "dispute-1")):
        assert f'href="#{row}"' in page
        assert f'id="{row}"' in page
        assert f'href="#{sign}"' in page
        assert f'id="{sign}"' in page


def test_a_post_stands_apart_with_who_wrote_it() -> None:
    assert 'class="post" role="group" aria-label="Post by marit_k"' in body(dispute())


def test_the_tables_tell_verdicts_readings_and_judgements() -> None:
    words = Page(written(dispute())).text()
    for told in (
        "distorted: “may” is “will” here.",
        "we may reopen the Sund line by 1 May",
        "… to 2031-05-01 (“1 May”)",
        "45\u00a0% to 55\u00a0% (“perhaps”)",
        "the words are said to be quoted wrongly",
        "Harbour Treaty",
        "I was there.",
        "named here; the only one of that name; confidence 62\u00a0%",
    ):
        assert told in words, told


def test_what_stands_in_several_reports_is_told_once_with_all_its_places() -> None:
    page = written(dispute(), dispute(uri="b.txt", publisher="Echo"))
    shared = page[page.index('<section aria-labelledby="sayings">') :]
    assert '<a href="#s1">1</a>, <a href="#s4">4</a>' in shared
    assert 'the same as <a href="#s1">1</a>' in page
    assert 'id="sayings"' not in written(dispute())


def test_an_empty_record_says_what_to_do() -> None:
    page = Page(written())
    assert "No document yet" in page.text("h2")
    assert "onrecord read" in page.text("code")
    assert "table" not in page.tags


def test_a_document_without_text_says_so() -> None:
    assert "There is no text in it." in written(Record(Document(origin=Origin(uri="a.txt"), text=" \n")))


def test_headings_are_in_order_and_the_page_has_its_landmarks() -> None:
    page = Page(written(dispute()))
    landmarks = ["header", "main", "nav", "footer"]
    assert [tag for tag in page.tags if tag in landmarks] == landmarks
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert ("lang", "en") in page.attributes


def test_strangers_words_are_words() -> None:
    strange = '</style><script>alert(1)</script><b onmouseover="x">'
    page = Page(written(dispute(title=strange, author=strange, publisher=strange, url=strange, uri=strange)))
    assert "script" not in page.tags
    assert strange in "".join(page.words)


@given(st.data())
def test_however_marks_overlap_the_text_is_whole_and_every_element_closed(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from("ab <&\n\r\u202e🙂"), max_size=30))
    document = Document(origin=Origin(uri="a.txt"), text=text)
    spans = st.integers(0, len(text)).flatmap(lambda s: st.integers(s, len(text)).map(lambda e: Span(s, e)))
    said = st.builds(
        Attribution,
        document=st.just(document.id),
        source=st.none() | spans,
        cue=st.none() | spans,
        content=st.lists(spans, min_size=1, max_size=3).map(tuple),
    )
    post = st.builds(Post, document=st.just(document.id), extent=spans, body=spans)
    found: Any = data.draw(st.lists(said | post, max_size=6).map(tuple))
    page = Page(body(Record(document).extended(Provenance(layer="l", version="1"), found)))
    shown = "".join(words for words in page.words)
    assert all(sign in shown for sign in text if sign.isalpha())


def test_many_marks_that_hold_one_another_need_no_more_room_than_they_have_ends() -> None:
    count = 20_000
    marks = tuple(Mark(place, 2 * count - place, "content") for place in range(count))
    told = "".join(pieces("x" * 2 * count, marks, ()))
    assert len(told) < 100 * count


def test_what_does_not_fit_into_memory_waits_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = written(dispute(), dispute(uri="b.txt"))
    monkeypatch.setattr(report, "HELD", 10)
    assert written(dispute(), dispute(uri="b.txt")) == whole


def test_every_table_has_as_many_cells_as_heads() -> None:
    record = dispute()
    row = record_row(record)
    numbered = Seen().numbered(row, record)
    for section in SECTIONS:
        for _, cells in section.lines(row, numbered):
            assert len(cells) == len(section.heads)


def test_story_is_shown_whole() -> None:
    shown = Page(written(dispute())).text("div")
    assert all(word in shown for word in STORY.text.split() if word.isalpha())
