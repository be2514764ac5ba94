"""Every page: its address, the question it takes, the view that answers, and the template that shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from onrecord.web import asked, views
from onrecord.web.pages import checking, overviews, people, reviewing, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page. Its twin under /api gives the same view as JSON."""

    path: str
    asked: type[asked.Asked]
    view: Callable[..., views.View]
    gives: type[views.View]
    template: str

    @property
    def name(self) -> str:
        """What the page is called among others."""
        return self.view.__name__

    @property
    def api(self) -> str:
        """The address of its twin."""
        return f"/api{'/overview' if self.path == '/' else self.path}"

    @property
    def inside(self) -> tuple[str, ...]:
        """What of the question stands in the path."""
        return tuple(part[1:-1].partition(":")[0] for part in self.path.split("/") if part.startswith("{"))


def _page(path: str, view: Callable[..., views.View], gives: type[views.View], kind: type[asked.Asked]) -> Page:
    return Page(path=path, asked=kind, view=view, gives=gives, template=f"{view.__name__}.html")


PAGES = (
    _page("/", texts.home, views.Home, asked.Asked),
    _page("/documents", texts.documents, views.Documents, asked.Pages),
    _page("/documents/{document}", texts.text, views.Text, asked.AboutDocument),
    _page("/statements/{statement}", checking.comparison, views.Comparison, asked.AboutStatement),
    _page("/search", overviews.search, views.Search, asked.AboutWords),
    _page("/people", people.people, views.People, asked.AboutPeople),
    _page("/people/{who:path}", people.person, views.Person, asked.AboutPerson),
    _page("/timeline", overviews.timeline, views.Timeline, asked.AboutDays),
    _page("/forecasts", overviews.forecasts, views.Forecasts, asked.Pages),
    _page("/network", overviews.network, views.Network, asked.AboutTies),
    _page("/review", reviewing.review, views.Review, asked.Pages),
    _page("/judgements", reviewing.judgements, views.Judgements, asked.Pages),
    _page("/agreement", reviewing.agreements, views.Agreements, asked.Asked),
)
"""In the order in which the navigation and the description of the API tell of them."""

MENU = (
    ("/", "Overview"),
    ("/documents", "Documents"),
    ("/search", "Search"),
    ("/people", "People"),
    ("/timeline", "Timeline"),
    ("/forecasts", "Forecasts"),
    ("/network", "Network"),
    ("/check", "Check"),
    ("/review", "Review"),
)


def described() -> dict[str, Any]:
    """The API as an OpenAPI document, made from the types of the questions and of the views."""
    from onrecord.web.openapi import document

    return document(PAGES)
