"""The application: every page and its JSON twin, the changes that forms ask for, and what keeps strangers out."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Match, Route

from onrecord.errors import DocumentError, SetupError
from onrecord.web import adding, changes, fetching, sessions
from onrecord.web.answers import html, json, redirect, session_of, told
from onrecord.web.asked import understood
from onrecord.web.drafts import Checker
from onrecord.web.failures import Failed
from onrecord.web.guard import Guard, TooMuch
from onrecord.web.limits import Limit
from onrecord.web.rendering import STATIC, static
from onrecord.web.routes import PAGES, Page, described
from onrecord.web.site import Site

Endpoint = Callable[[Request], Awaitable[Response]]


def application(site: Site, checker: Checker) -> Guard:
    """The record's pages, behind the guard."""
    routes = [
        Route("/static/{name}", _static),
        Route("/api/openapi.json", _open_api),
        *(Route(page.path, _guarded(_page(page))) for page in PAGES if page.path != "/people/{who:path}"),
        *(Route(page.api, _guarded(_twin(page), api=True)) for page in PAGES if page.path != "/people/{who:path}"),
        *(route for page in PAGES if page.path == "/people/{who:path}" for route in _both(page)),
        Route("/documents/{document}/why/{why}", _guarded(changes.why)),
        *changes.routes(_guarded),
        Route("/statements", _guarded(adding.add), methods=["POST"]),
        Route("/api/statements", _guarded(adding.add, api=True), methods=["POST"]),
        Route("/documents", _guarded(_fetching(Limit(*fetching.FETCHES))), methods=["POST"]),
    ]
    made = Starlette(routes=routes, exception_handlers={404: _nothing, 405: _nothing, 500: _fault, TooMuch: _too_much})
    made.router.redirect_slashes = False
    made.state.site, made.state.checker = site, checker
    return Guard(made, hosts=site.hosts)


def _fetching(limit: Limit) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return await fetching.fetch(request, limit)

    return endpoint


def _both(page: Page) -> tuple[Route, Route]:
    return Route(page.path, _guarded(_page(page))), Route(page.api, _guarded(_twin(page), api=True))


def _page(page: Page) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        view = await run_in_threadpool(_view, page, request)
        template = page.template
        if request.headers.get("hx-request") == "true" and page.name == "search":
            template = "parts/results.html"
        return await html(request, template, view=view, page=page)

    return endpoint


def _twin(page: Page) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return json(await run_in_threadpool(_view, page, request))

    return endpoint


def _view(page: Page, request: Request) -> Any:
    """The one value that the page and its twin show."""
    site: Site = request.app.state.site
    asked = understood(request.query_params, request.path_params, page.asked)
    return page.view(site, session_of(request).judge or site.judge, asked)


def _guarded(endpoint: Endpoint, *, api: bool = False) -> Endpoint:
    """The endpoint for those who are let in; whatever fails in it is told in a sentence, and the session is kept."""

    async def guarded(request: Request) -> Response:
        site: Site = request.app.state.site
        in_api = api or request.url.path.startswith("/api/")
        session, fresh = _session(request, site)
        request.state.session = session
        if not (site.access.open or session.signed_in):
            if in_api:
                return await _failed(request, 401, "Sign in first: a token or a password is asked for.", api=True)
            return redirect("/login") if request.method == "GET" else await _failed(request, 401, "Sign in first.")
        try:
            answer = await endpoint(request)
        except Failed as error:
            answer = await _failed(request, error.status, str(error), api=in_api)
        except DocumentError as error:
            answer = await _failed(request, 404, str(error), api=in_api)
        except SetupError as error:
            nothing = "" if request.method in ("GET", "HEAD") else ". Nothing was changed."
            answer = await _failed(request, 503, f"{error}{nothing}", api=in_api)
        return told(answer, site, request.state.session, fresh=fresh or request.state.session != session)

    return guarded


def _session(request: Request, site: Site) -> tuple[sessions.Session, bool]:
    """Who is at the browser, and whether the cookie has to be set anew."""
    held = sessions.read(request.cookies.get(sessions.COOKIE), site.key)
    if held is not None:
        return held, False
    return sessions.new(), True


async def _failed(request: Request, status: int, reason: str, *, api: bool = False) -> Response:
    if api:
        return JSONResponse({"error": reason.encode("utf-8", "replace").decode()}, status_code=status)
    return await html(request, "failed.html", status=status, view=None, page=None, reason=reason)


async def _nothing(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    reason = "There is no such page." if status == 404 else "That cannot be done here."
    headers = {"allow": ", ".join(_methods(request))} if status == 405 else {}
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": reason}, status_code=status, headers=headers)
    site: Site = request.app.state.site
    request.state.session = _session(request, site)[0]
    if not (site.access.open or request.state.session.signed_in):
        return redirect("/login")
    answer = await html(request, "failed.html", status=status, view=None, page=None, reason=reason)
    answer.headers.update(headers)
    return answer


def _methods(request: Request) -> tuple[str, ...]:
    """By which methods the address can be asked: a page, and the changes that forms send there, are routes apart."""
    routes = (one for one in request.app.routes if one.matches(request.scope)[0] is not Match.NONE)
    return tuple(sorted({method for one in routes for method in one.methods}))


async def _fault(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """A fault of ours: what it is stands in the log, and is no stranger's business."""
    reason = "A fault of onrecord itself. What it is stands where onrecord serve was started."
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": reason}, status_code=500)
    return PlainTextResponse(reason, status_code=500)


async def _too_much(request: Request, error: Exception) -> Response:  # noqa: ARG001
    return PlainTextResponse(str(error), status_code=413)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        return await _nothing(request, Failed(404, ""))
    headers = {"cache-control": "public, max-age=3600"}
    return Response(static(name), media_type=STATIC[name], headers=headers)


async def _open_api(request: Request) -> Response:  # noqa: ARG001
    return Response(msgspec.json.encode(described()), media_type="application/json")
