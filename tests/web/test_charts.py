"""Charts are well-formed whatever they are drawn of, and the same for the same."""

import datetime
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from onrecord.model.rows import TimeRow
from onrecord.scoring import calibrated
from onrecord.store.questions import Tie
from onrecord.store.sql.store import SqlStore
from onrecord.web.charts import calibrated as diagrams
from onrecord.web.charts import days, network, windows
from onrecord.web.views import Day
from web.served import report

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40)
DAYS = st.dictionaries(st.dates(), st.integers(1, 10**6), max_size=40)
TIES = st.lists(
    st.builds(
        Tie, kind=st.sampled_from(("of", "via", "in")), one=NAMES, other=NAMES, many=st.integers(1, 10**6)
    ),
    max_size=80,
)  # fmt: skip


def elements(drawn: Markup) -> list[ElementTree.Element]:
    return [*ElementTree.fromstring(drawn).iter()] if drawn else []


@given(DAYS)
def test_every_day_is_in_a_bar_however_far_apart_they_are(counts: dict[datetime.date, int]) -> None:
    drawn = days.bars([Day(day=day, statements=many) for day, many in sorted(counts.items())], whose="<Lena>")
    rows = [one for one in elements(drawn) if one.get("class") == "bar"]
    told = [int((one.findtext("title") or "").rpartition(": ")[2].replace(",", "")) for one in rows]
    assert sum(told) == sum(counts.values())
    assert len(rows) <= days.BARS
    assert all(float(one.get("width") or 0) > 0 and float(one.get("height") or 0) > 0 for one in rows)


def test_bars_are_days_weeks_months_or_years_as_there_is_room() -> None:
    def said(*counted: str) -> str:
        return str(days.bars([Day(day=datetime.date.fromisoformat(day), statements=1) for day in counted], whose="A"))

    assert "by day" in said("2031-03-01", "2031-03-31")
    assert "by week" in said("2031-01-01", "2032-12-31")
    assert "by month" in said("2031-01-01", "2038-12-31")
    assert "by year" in said("1950-01-01", "2038-12-31")
    assert "by 100 years" in said("0001-01-01", "9999-12-31")


@settings(max_examples=20, deadline=None)
@given(TIES)
def test_a_graph_has_room_for_its_nodes_and_is_the_same_again(ties: list[Tie]) -> None:
    drawn = network.graph(ties, {})
    found = elements(drawn)
    assert drawn == network.graph(ties, {})
    nodes = [one for one in found if (one.get("class") or "").startswith("node")]
    assert len(nodes) <= network.NODES
    for one in found:
        for name in ("cx", "x"):
            assert one.get(name) is None or -20 <= float(one.get(name) or 0) <= network.WIDTH + 20


@given(st.lists(st.tuples(st.tuples(st.floats(0, 1), st.floats(0, 1)), st.booleans()), max_size=30))
def test_a_diagram_has_a_point_for_each_bin(given_: list[tuple[tuple[float, float], bool]]) -> None:
    found = calibrated(given_)
    assert len([one for one in elements(diagrams.diagram(found)) if one.get("class") == "point"]) == len(found.bins)


def test_a_window_is_drawn_where_days_are_named_and_nowhere_else(store: SqlStore) -> None:
    store.add(report())
    assert windows.windows(store.readings(("commitment", "forecast", "dispute"))) == ""
    (found,) = store.readings(("commitment",))
    due = TimeRow(from_=datetime.date(2031, 3, 5), to=datetime.date(2031, 4, 1), words=found.reading.span)
    assert found.commitment is not None
    named = replace(found, commitment=msgspec.structs.replace(found.commitment, due=due), last=due.to)
    drawn = [one for one in elements(windows.windows((found, named))) if "window" in (one.get("class") or "").split()]
    assert [one.get("class") for one in drawn] == ["window commitment"]
