from pathlib import Path

import pytest
from evals.brat import Parts, articles, publishers

from evals.marked_up import split
from onrecord.model.base import Span

TEXT = "Vell said ferries sail, and trams."


def folder(tmp_path: Path, lines: str, text: str = TEXT) -> Path:
    made = split(tmp_path, {"ferries": [text]})
    (made / "attributions" / "ferries_0000.ann").write_text(lines, encoding="utf-8")
    return made


def test_the_parts_of_an_attribution_may_be_in_several_pieces(tmp_path: Path) -> None:
    lines = "T1\tSource 0 4\tVell\nT2\tCue 5 9\tsaid\nT3\tContent 10 17;28 33\tferries trams\nT4\tContent 18 22\tsail\n"
    (article,) = articles(folder(tmp_path, lines + "E1\tAttribution:T9 Source:T1 Cue:T2 Content:T3 Content2:T4\n"))
    content = (Span(10, 17), Span(28, 33), Span(18, 22))
    assert article.annotators == ((Parts(source=(Span(0, 4),), cue=(Span(5, 9),), content=content),),)


def test_lines_that_are_no_mark_are_passed_over(tmp_path: Path) -> None:
    lines = "T1\tContent 10 22\tferries\nwent on here\n#1\tNotes T1\twhy?\n\nE1\tAttribution:T9 Content:T1 Source:T7\n"
    (article,) = articles(folder(tmp_path, lines))
    assert article.annotators == ((Parts(content=(Span(10, 22),)),),)


def test_a_part_below_its_attribution_is_not_counted_with_it(tmp_path: Path) -> None:
    (article,) = articles(folder(tmp_path, "E1\tAttribution:T9 Content:T1\nT1\tContent 10 22\tferries sail\n"))
    assert article.annotators == ((Parts(),),)


def test_a_mark_beyond_the_text_is_told_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"ferries_0000\.ann: a mark ends at 99, and the text at 34"):
        list(articles(folder(tmp_path, "T1\tContent 10 99\tferries\n")))


def test_line_ends_are_kept_as_they_are_because_marks_count_them(tmp_path: Path) -> None:
    (article,) = articles(folder(tmp_path, "", text="Vell\r\nsaid so."))
    assert article.text == "Vell\r\nsaid so."


def test_an_article_has_its_own_annotators_and_not_those_of_a_longer_name(tmp_path: Path) -> None:
    made = split(tmp_path, {"ferries": ["[No]c."] * 2, "ferries_2031": ["[Yes]c."]})
    assert {article.name: len(article.annotators) for article in articles(made)} == {
        "ferries.txt": 2,
        "ferries_2031.txt": 1,
    }


def test_publishers_are_read_from_the_table(tmp_path: Path) -> None:
    table = tmp_path / "metadata.tsv"
    table.write_text('filename\tpublisher\ttitle\nferries\techo\tThe "last\ntrams\tmonitor\tboat"\n', encoding="utf-8")
    assert publishers(table) == {"ferries": "echo", "trams": "monitor"}
