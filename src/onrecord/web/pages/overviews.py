"""What the pages over the whole record show: search, days, forecasts, and who speaks of whom."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from onrecord.model.document import iso_day
from onrecord.model.rows import ReadingKind
from onrecord.scoring import Score, calibrated, mean
from onrecord.store.questions import Settled, StatementFilter
from onrecord.web.asked import SIZE, AboutDays, AboutTies, AboutWords, Pages, paging
from onrecord.web.site import Site
from onrecord.web.views import AuthorScore, Day, Forecasts, Network, Search, Timeline

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
    settled = store.settled()
    at = paging(asked.page, store.count_readings(("forecast",)))
    return Forecasts(
        forecasts=store.readings(("forecast",), limit=SIZE, offset=at.offset),
        outcomes={one.found.reading.id: one.outcome for one in settled},
        calibration=calibrated(_past(settled, iso_day(site.now()))),
        scores=by_author(settled),
        paging=at,
    )


def by_author(settled: Iterable[Settled]) -> tuple[AuthorScore, ...]:
    """How well each author's scored forecasts were given, those with most first."""
    by: dict[str, list[Score]] = {}
    for one in settled:
        for author in one.found.authors:
            by.setdefault(author, []).extend((one.score,) if one.score else ())
    means = ((author, len(scores), mean(scores)) for author, scores in by.items())
    made = (AuthorScore(author=author, forecasts=many, score=score) for author, many, score in means if score)
    return tuple(sorted(made, key=lambda one: (-one.forecasts, one.author)))


def network(site: Site, judge: str, asked: AboutTies) -> Network:  # noqa: ARG001
    """The strongest ties, of all or of somebody."""
    ties, names = site.store.ties(who=asked.who, limit=TIES)
    return Network(who=asked.who, ties=ties, names=names)


def _past(settled: Iterable[Settled], today: date) -> Iterator[tuple[tuple[float, float], bool]]:
    """The probability of each scored forecast whose horizon has passed, and whether it came true.

    Those that come true before their day are settled early, and would make everybody look too cautious.
    """
    for one in settled:
        if one.is_past(today):
            yield one.probability, one.outcome == "yes"
