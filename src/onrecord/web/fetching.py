"""Fetches a page into the record, as a form on the documents' page asks."""

from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import DocumentError
from onrecord.ingest.fetching.addresses import is_address
from onrecord.runs import Kept, keep
from onrecord.settings import Settings
from onrecord.web.answers import redirect
from onrecord.web.changes import client, form
from onrecord.web.failures import Failed
from onrecord.web.limits import Limit
from onrecord.web.site import Site

FETCHES = (6, 60.0)
"""Pages that somebody may have fetched in so many seconds: each asks a stranger's site, and takes a processor."""

PATIENCE = 5.0
"""Seconds that a site may ask us to wait while somebody waits for us."""


async def fetch(request: Request, limit: Limit) -> Response:
    """The page at the form's address is in the record, and shown; or it is told why it is not."""
    site: Site = request.app.state.site
    fields = await form(request)
    url = fields.get("url", "").strip()
    if not is_address(url):
        raise Failed(400, "That is no address of a page. It begins with https:// or http://.")
    if wait := limit.wait(client(request), site.ticks()):
        raise Failed(429, f"That was often. Try again in {wait:.0f} seconds.")
    kept = await run_in_threadpool(_kept, site, url, fields.get("published", "").strip() or None)
    return redirect(f"/documents/{kept.document.id}")


def _kept(site: Site, url: str, published: str | None) -> Kept:
    """What became of the page. Raises Failed with the reason where it is not in the record."""
    try:
        found = next(keep(url, site.store, published=published, settings=_patient(site.settings)), None)
    except ValueError as error:
        raise Failed(400, str(error)) from None
    if isinstance(found, Kept):
        return found
    raise Failed(502, str(found) if isinstance(found, DocumentError) else f"there is nothing to read at {url}")


def _patient(settings: Settings) -> Settings:
    """The settings with which nobody waits for a minute."""
    patience = min(settings.policy.patience, PATIENCE)
    return replace(settings, jobs=1, policy=replace(settings.policy, patience=patience))
