"""Every figure on small articles of our own; what was read is marked as the gold is."""

from pathlib import Path

import pytest
from evals.brat import articles
from evals.counting import Score
from evals.lines import lines
from evals.report import Report, report

from evals.marked_up import split, statements, written

PERFECT = Score(precision=100.0, recall=100.0, f1=100.0)


@pytest.fixture
def scored(tmp_path: Path) -> "Scored":
    return Scored(tmp_path)


class Scored:
    """Scores one article, marked by hand and as it was read."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __call__(self, read: str, *gold: str, **also: object) -> Report:
        folder = split(self.place / "split", {"ferries": gold})
        path = written(self.place / "lines.jsonl", {"ferries": statements(read, **also)})
        return report(list(articles(folder)), lines(path), {"ferries": "echo"})


def test_what_is_read_as_it_was_marked_is_right_in_every_figure(scored: Scored) -> None:
    text = "[Vell]s [said]q [“ferries sail”]c. [Rike]s2 [denied]q2 [it]c2."
    found = scored(text, text, confidence=1.0)
    assert {*found.fragments.values(), *found.characters.values()} == {PERFECT}
    every = found.attributions["all"]
    assert (every.gold, every.statements) == (2, 2)
    assert {every.f1, every.linked, every.content_exact, every.source_exact} == {100.0}
    assert found.confidence.error == 0.0


def test_fragments_are_held_against_every_annotator(scored: Scored) -> None:
    found = scored(
        "[Vell]s [said]q [ferries sail]c.", "[Vell]s [said]q [ferries sail]c.", "Vell [said]q [ferries]c sail."
    )
    assert found.fragments["content"] == Score(precision=50.0, recall=50.0, f1=50.0)
    assert found.fragments["source"] == Score(precision=50.0, recall=100.0, f1=66.7)
    assert found.characters["content"] == PERFECT
    assert found.attributions["all"].gold == 1


def test_each_piece_of_a_content_is_a_fragment(scored: Scored) -> None:
    found = scored(
        "[“Ferries sail,”]c [Vell]s [said]q, “in April.”", "[“Ferries sail,”]c [Vell]s [said]q, [“in April.”]c"
    )
    assert found.fragments["content"] == Score(precision=100.0, recall=50.0, f1=66.7)
    assert found.attributions["all"].recall == 100.0
    assert found.attributions["all"].content_exact == 0.0


@pytest.mark.parametrize(("read", "recall"), [("[ferry]c sails", 100.0), ("f[erry]c sails", 0.0)])
def test_half_of_the_characters_is_found_and_less_is_not(scored: Scored, read: str, recall: float) -> None:
    found = scored(read, "[ferry sails]c").attributions["all"]
    assert (found.recall, found.precision) == (recall, recall)


def test_an_attribution_without_a_source_is_linked_to_a_statement_without_one(scored: Scored) -> None:
    text = "It [was said]q that [ferries sail]c."
    assert scored(text, text).attributions["all"].linked == 100.0


@pytest.mark.parametrize(
    ("read", "gold"),
    [
        ("Vell [said]q [ferries sail]c.", "[Vell]s [said]q [ferries sail]c."),
        ("[Vell]s [said]q [ferries sail]c.", "Vell [said]q [ferries sail]c."),
    ],
)
def test_a_source_on_one_side_only_is_found_and_not_linked(scored: Scored, read: str, gold: str) -> None:
    found = scored(read, gold)
    assert (found.attributions["all"].recall, found.attributions["all"].linked) == (100.0, 0.0)
    assert found.confidence.bins[0].right == 0.0


def test_a_source_that_overlaps_is_linked_and_not_exact(scored: Scored) -> None:
    found = scored("Ms [Vell]s [said]q [ferries sail]c.", "[Ms Vell]s [said]q [ferries sail]c.").attributions["all"]
    assert (found.linked, found.source_exact) == (100.0, 0.0)


def test_what_has_a_mark_is_quoted_and_counted_by_its_mode(scored: Scored) -> None:
    gold = "[Vell]s [said]q [“ferries sail”]c, [“trams” may not]c2, and [that was all]c3."
    found = scored("[Vell]s [said]q [“ferries sail”]c, “trams” may not, and [that was all]c3.", gold)
    quoted = found.attributions["quoted"]
    assert (quoted.gold, quoted.statements, quoted.recall) == (2, 1, 50.0)
    assert {mode: (f.gold, f.recall) for mode, f in found.by["mode"].items()} == {
        "direct": (1, 100.0),
        "mixed": (1, 0.0),
        "indirect": (1, 100.0),
    }


def test_statements_nested_in_others_are_left_out(scored: Scored) -> None:
    text = "[Vell]s [said]q [ferries sail]c."
    assert scored(text, text, nested_in="at 0").attributions["all"].statements == 0


def test_attributions_are_counted_by_publisher_and_by_the_words_of_the_content(scored: Scored) -> None:
    text = "[one two three]c. [one two three four]c2. " + f"[{'word ' * 26}]c3."
    found = scored(text, text)
    assert found.by["publisher"]["echo"].gold == 3
    assert [f.gold for f in found.by["content"].values()] == [1, 1, 0, 1]


def test_articles_are_counted_in_thirds_by_their_length(tmp_path: Path) -> None:
    folder = split(tmp_path / "split", {str(n): ["[No]c. " + "Trams run. " * n] for n in (30, 2, 4, 6, 20, 10)})
    found = report(list(articles(folder)), [], {})
    assert {label: f.gold for label, f in found.by["article"].items()} == {"shortest": 2, "middle": 2, "longest": 2}
    assert "publisher" not in found.by


def test_a_line_that_was_read_from_another_text_is_refused(tmp_path: Path) -> None:
    folder = split(tmp_path / "split", {"ferries": ["Vell said [ferries sail]c."]})
    path = written(tmp_path / "lines.jsonl", {"ferries": statements("Rike said no: [trams run]c.")})
    with pytest.raises(ValueError, match="another text was read"):
        report(list(articles(folder)), lines(path), {})
