"""What the pages over the whole record show: search, days, forecasts, and who speaks of whom."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from onrecord.model.rows import ForecastRow, ReadingKind
from onrecord.model.ruling import Outcome
from onrecord.scoring import calibrated
from onrecord.store.questions import FoundReading, StatementFilter
from onrecord.web.asked import SIZE, AboutDays, AboutTies, AboutWords, Pages, paging
from onrecord.web.site import Site
from onrecord.web.views import Day, Forecasts, Network, Search, Timeline

KINDS: tuple[ReadingKind, ...] = ("commitment", "forecast", "dispute")
"""What stands on the timeline. References are no events."""

TIES = 60
"""Ties of each kind that the network draws: more cannot be told apart."""


def search(site: Site, judge: str, asked: AboutWords) -> Search:  # noqa: ARG001
    """A page of what fits the words and the filters."""
    store = site.store
    if asked.among == "texts":
        words = asked.words or ""
        at = paging(asked.page, store.count_passages(words) if words else 0)
        found = store.search(words, limit=SIZE, offset=at.offset) if words else ()
        return Search(asked=asked, statements=(), passages=found, paging=at)
    question = StatementFilter(
        speaker=asked.speaker,
        mode=asked.mode,
        said_from=asked.since,
        said_to=asked.until,
        words=asked.words,
        document=asked.document,
        verdict=asked.verdict,
    )
    at = paging(asked.page, store.count(question))
    said = store.statements(replace(question, limit=SIZE, offset=at.offset))
    return Search(asked=asked, statements=said, passages=(), paging=at)


def timeline(site: Site, judge: str, asked: AboutDays) -> Timeline:  # noqa: ARG001
    """The days of the dispute, and a page of what was undertaken, foretold and contested."""
    kinds = (asked.kind,) if asked.kind else KINDS
    days = (asked.since, asked.until)
    at = paging(asked.page, site.store.count_readings(kinds, days=days))
    return Timeline(
        asked=asked,
        days=tuple(Day(day=day, statements=many) for day, many in site.store.by_day(days=days)),
        entries=site.store.readings(kinds, days=days, limit=SIZE, offset=at.offset),
        paging=at,
    )


def forecasts(site: Site, judge: str, asked: Pages) -> Forecasts:  # noqa: ARG001
    """A page of the forecasts, and how well those that were resolved were calibrated."""
    store = site.store
    outcomes = store.outcomes()
    at = paging(asked.page, store.count_readings(("forecast",)))
    return Forecasts(
        forecasts=store.readings(("forecast",), limit=SIZE, offset=at.offset),
        outcomes=dict(outcomes),
        calibration=calibrated(_resolved(store.readings_of(tuple(outcomes)), outcomes)),
        paging=at,
    )


def network(site: Site, judge: str, asked: AboutTies) -> Network:  # noqa: ARG001
    """The strongest ties, of all or of somebody."""
    ties, names = site.store.ties(who=asked.who, limit=TIES)
    return Network(who=asked.who, ties=ties, names=names)


def _resolved(
    found: Iterable[FoundReading], outcomes: Mapping[str, Outcome]
) -> Iterator[tuple[tuple[float, float], bool]]:
    """The probability of each forecast that came true or did not, and which. Others do not count."""
    for one in found:
        outcome = outcomes[one.reading.id]
        if isinstance(one.reading, ForecastRow) and one.reading.probability and outcome in ("yes", "no"):
            yield (one.reading.probability.low, one.reading.probability.high), outcome == "yes"
