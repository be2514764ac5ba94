"""What the pages of review show: what to judge next, who judged what, and how far they agree."""

from onrecord import agreement
from onrecord.web.asked import SIZE, AboutStatement, Asked, Pages, paging
from onrecord.web.pages.checking import comparison
from onrecord.web.site import Site
from onrecord.web.views import Agreement, Agreements, Judgements, Review

LATEST = 10
"""Judgements that the queue shows, to take back what was just done."""

AHEAD = 20
"""Statements of the queue on a page."""


def review(site: Site, judge: str, asked: Pages) -> Review:
    """What to judge next, the statement in most need of it in full."""
    at = paging(asked.page, site.store.left(judge=judge), AHEAD)
    queue = site.store.queue(judge=judge, limit=AHEAD, offset=(at.page - 1) * AHEAD)
    first = comparison(site, judge, AboutStatement(statement=queue[0].statement.id)) if queue else None
    return Review(judge=judge, queue=queue, first=first, paging=at, latest=site.store.last_judgements(limit=LATEST))


def judgements(site: Site, judge: str, asked: Pages) -> Judgements:  # noqa: ARG001
    """A page of all judgements, the newest first."""
    at = paging(asked.page, site.store.count_judgements())
    return Judgements(judgements=site.store.last_judgements(limit=SIZE, offset=at.offset), paging=at)


def agreements(site: Site, judge: str, asked: Asked) -> Agreements:  # noqa: ARG001
    """How far reviewers agree with one another, and with the machine."""
    units = site.store.judged_units()
    return Agreements(
        units=len(units),
        alpha=agreement.overall(units),
        pairs=tuple(
            Agreement(
                one=pair.one,
                other=pair.other,
                units=pair.units,
                alpha=dict(pair.alpha),
                f1_statements=pair.f1_statements,
                f1_characters=pair.f1_characters,
            )
            for pair in agreement.pairs(units)
        ),
    )
