"""What goes back to the browser: pages, JSON, and the session's cookie."""

from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.web import sessions
from onrecord.web.rendering import page as rendered
from onrecord.web.routes import MENU
from onrecord.web.site import Site

NOT_KEPT = {"cache-control": "no-store"}
"""What a record says may change with the next judgement, and is nobody else's."""


def session_of(request: Request) -> sessions.Session:
    """Who is at the browser."""
    session: sessions.Session = request.state.session
    return session


async def html(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """The page of a template."""
    site: Site = request.app.state.site
    session = session_of(request)
    common = {
        "menu": MENU,
        "here": request.url.path,
        "back": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "csrf": sessions.token(session, site.key),
        "judge": session.judge or site.judge,
        "look": session.look,
        "named": not site.access.passwords,
    }
    body = await run_in_threadpool(rendered, template, status=status, **common, **values)
    return Response(body, status_code=status, media_type="text/html", headers=NOT_KEPT)


def json(value: object) -> Response:
    """The value as JSON, as the output contract writes it."""
    return Response(msgspec.json.encode(value), media_type="application/json", headers=NOT_KEPT)


def redirect(where: str) -> Response:
    """The browser is sent to a page of this record, and nowhere else."""
    own = where.startswith("/") and not where.startswith(("//", "/\\"))
    return RedirectResponse(where if own else "/", status_code=303, headers=NOT_KEPT)


def told(answer: Response, site: Site, session: sessions.Session, *, fresh: bool) -> Response:
    """The answer with the session's cookie, where the browser does not have it yet."""
    if fresh:
        cookie = sessions.written(session, site.key)
        answer.set_cookie(sessions.COOKIE, cookie, httponly=True, samesite="strict", path="/")
    return answer
