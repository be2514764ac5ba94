"""What the pages of people show: who speaks, and all that is known of one."""

from onrecord.errors import DocumentError
from onrecord.model.person import Person as Known
from onrecord.web.asked import SIZE, AboutPeople, AboutPerson, paging
from onrecord.web.pages.overviews import by_author
from onrecord.web.site import Site
from onrecord.web.views import Day, Office, People, Person

READINGS = 50
"""Commitments, forecasts and disputes of somebody that their page shows."""

TIES = 12


def people(site: Site, judge: str, asked: AboutPeople) -> People:  # noqa: ARG001
    """A page of those who speak, those with most statements first; by words, all whom they may mean."""
    types = None if asked.type is None else (asked.type,)
    if asked.words:
        among = tuple(p for p in site.store.find_person(asked.words) if types is None or p.type in types)
        at = paging(asked.page, len(among))
        return People(asked=asked, people=among[at.offset : at.offset + SIZE], paging=at)
    at = paging(asked.page, site.store.count_people(types=types))
    return People(asked=asked, people=site.store.people(types=types, limit=SIZE, offset=at.offset), paging=at)


def person(site: Site, judge: str, asked: AboutPerson) -> Person:  # noqa: ARG001
    """Somebody who speaks in the record. Raises DocumentError for somebody else."""
    store = site.store
    found = store.person(asked.who)
    if found is None:
        raise DocumentError(f"nobody speaks in the record as {asked.who!r}")
    at = paging(asked.page, found.statements)
    ties, names = store.ties(who=found.who, limit=TIES)
    return Person(
        person=found,
        offices=_offices(site, found.person),
        days=tuple(Day(day=day, statements=many) for day, many in store.by_day(found.who)),
        verdicts=store.verdicts_of(found.who),
        documents=store.documents_of(found)[:SIZE],
        statements=store.statements_of(found.who, limit=SIZE, offset=at.offset),
        paging=at,
        score=next((one for one in by_author(store.settled()) if one.author in (found.name, *found.aliases)), None),
        readings=store.readings(("commitment", "forecast", "dispute"), who=found.who, limit=READINGS),
        ties=ties,
        names=names,
    )


def _offices(site: Site, person: str | None) -> tuple[Office, ...]:
    """The offices that the record's register, or the package's, knows."""
    if person is None:
        return ()
    known = next(iter(site.store.people_of((person,))), None) or _packaged(person)
    terms = known.terms if known else ()
    return tuple(Office(role=t.role, of=t.of, since=t.since, until=t.until) for t in terms)


def _packaged(person: str) -> Known | None:
    from onrecord.resolve.register import packaged

    return packaged().get(person)
