"""What forms ask for: a judgement, a draft's findings, signing in, a reviewer's name, how pages look."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import DocumentError
from onrecord.model.evidence import CONTENT, OTHER, SAME, SOURCE, WITHDRAW, Judgement
from onrecord.model.ruling import places
from onrecord.store.words import askable
from onrecord.verify.houserules import packaged
from onrecord.web import choosing, passwords, sessions
from onrecord.web.answers import html, json, redirect, session_of
from onrecord.web.asked import AboutDocument, understood
from onrecord.web.failures import Failed
from onrecord.web.limits import Limit
from onrecord.web.pages import texts
from onrecord.web.pages.checking import RULES
from onrecord.web.site import Site
from onrecord.web.views import Draft

FIELDS = 50
"""Fields of a form that are read."""

NOTE = 2_000
"""Characters of a reviewer's note."""

LOOKS = ("light", "dark", "auto")

CHECKS = (12, 60.0)
"""Drafts that somebody may have checked in so many seconds: each takes a processor."""

TRIES = (8, 300.0)
"""Times that somebody may try to sign in in so many seconds."""


def routes(guarded: Callable[..., Any]) -> list[Route]:
    """The addresses that forms are sent to, and the pages of the forms that are no view."""
    checks, tries = Limit(*CHECKS), Limit(*TRIES)

    async def check(request: Request) -> Response:
        return await _check(request, checks)

    async def login(request: Request) -> Response:
        return await _login(request, tries)

    return [
        Route("/check", guarded(check), methods=["GET", "POST"]),
        Route("/api/check", guarded(check, api=True), methods=["POST"]),
        Route("/judgements", guarded(judge), methods=["POST"]),
        Route("/api/judgements", guarded(judge, api=True), methods=["POST"]),
        Route("/people", guarded(merge), methods=["POST"]),
        Route("/reviewer", guarded(name_reviewer), methods=["POST"]),
        Route("/look", guarded(choose_look), methods=["POST"]),
        Route("/logout", guarded(leave), methods=["POST"]),
        Route("/api/session", guarded(tell_session, api=True)),
        Route("/login", login, methods=["GET", "POST"]),
    ]


def client(request: Request) -> str:
    """From which address somebody asks."""
    return request.client.host if request.client else ""


async def form(request: Request) -> dict[str, str]:
    """The fields of a form of this session. Raises Failed for a form of another, and for what is no form."""
    fields = await _fields(request)
    site: Site = request.app.state.site
    given = request.headers.get("x-csrf-token") or fields.get("csrf", "")
    if not sessions.is_token(given, session_of(request), site.key):
        raise Failed(403, "This form is not of this session. Load the page again, and repeat what you did.")
    return fields


async def why(request: Request) -> Response:
    """The part of a document's page that tells why a statement is there."""
    site: Site = request.app.state.site
    asked = understood(request.query_params, request.path_params, AboutDocument)
    view = await run_in_threadpool(texts.text, site, "", asked)
    return await html(request, "parts/why.html", view=view, page=None)


async def judge(request: Request) -> Response:
    """A judgement on a row is kept."""
    site: Site = request.app.state.site
    fields = await form(request)
    target = fields.get("target", "")[:100]
    given = Judgement(
        target=target,
        judge=session_of(request).judge or site.judge,
        at=site.now(),
        value=await run_in_threadpool(_value, site, target, fields),
        note=fields.get("note", "").strip()[:NOTE] or None,
    )
    kept = await run_in_threadpool(_keep, site, given)
    if request.url.path.startswith("/api/"):
        return json({"kept": kept, "id": given.id})
    return redirect(fields.get("back", "/review"))


async def merge(request: Request) -> Response:
    """That two people are the same, or not, is kept as a judgement."""
    site: Site = request.app.state.site
    fields = await form(request)
    pair = [fields.get(name, "").strip() for name in ("one", "other")]
    found = [(await run_in_threadpool(site.store.person, who)) for who in pair]
    if None in found or pair[0] == pair[1]:
        raise Failed(400, "name two different people of the record, each as `who` of their page")
    begin = OTHER if fields.get("value") == "other" else SAME
    one, other = (who.removeprefix("name:") for who in pair)
    given = Judgement(
        target=one,
        judge=session_of(request).judge or site.judge,
        at=site.now(),
        value=f"{begin}{other}",
        note=fields.get("note", "").strip()[:NOTE] or None,
    )
    await run_in_threadpool(site.store.judge_who, given)
    return redirect(fields.get("back", "/people"))


async def name_reviewer(request: Request) -> Response:
    """Whoever sits at the browser judges under that name, where no password tells who it is."""
    fields = await form(request)
    site: Site = request.app.state.site
    name = " ".join(askable(fields.get("judge", "")).split())[: sessions.NAME]
    if site.access.passwords or not name:
        raise Failed(400, "a reviewer has a name of 1 to 80 characters, and keeps it where passwords are asked for")
    request.state.session = msgspec.structs.replace(session_of(request), judge=name)
    return redirect(fields.get("back", "/review"))


async def choose_look(request: Request) -> Response:
    """Pages are light or dark, or as the system is."""
    fields = await form(request)
    look = fields.get("look")
    if look not in LOOKS:
        raise Failed(400, f"allowed looks are {', '.join(LOOKS)}")
    request.state.session = msgspec.structs.replace(session_of(request), look=None if look == "auto" else look)
    return redirect(fields.get("back", "/"))


async def leave(request: Request) -> Response:
    """Whoever was signed in no longer is."""
    await form(request)
    request.state.session = sessions.new()
    return redirect("/")


async def tell_session(request: Request) -> Response:
    """Who judges, and the token that a change must bring along."""
    site: Site = request.app.state.site
    session = session_of(request)
    return json({"judge": session.judge or site.judge, "csrf": sessions.token(session, site.key)})


async def _check(request: Request, limit: Limit) -> Response:
    """The form for a draft, and its findings."""
    site: Site = request.app.state.site
    given = dict(request.query_params) if request.method == "GET" else await form(request)
    library = given.get("library") or next(iter(site.libraries), None)
    asked = Draft(
        text=given.get("text", ""),
        library=library,
        rules=given.get("rules") or RULES,
        libraries=tuple(site.libraries),
        houses=packaged(),
        findings=None,
    )
    if request.method == "GET":
        return await html(request, "check.html", view=msgspec.structs.replace(asked, text=""), page=None)
    wait = limit.wait(client(request), site.ticks())
    if wait:
        raise Failed(429, f"That was often. Try again in {wait:.0f} seconds.")
    return await _checked(request, asked)


async def _checked(request: Request, asked: Draft) -> Response:
    site: Site = request.app.state.site
    in_api = request.url.path.startswith("/api/")
    try:
        if asked.library not in site.libraries:
            raise DocumentError("no library of that name is served; name one with onrecord serve --library")
        found = await run_in_threadpool(request.app.state.checker.check, asked.text, asked.library, asked.rules)
        view = msgspec.structs.replace(asked, findings=found)
    except DocumentError as error:
        if in_api:
            raise Failed(400, str(error)) from None
        view = msgspec.structs.replace(asked, error=str(error))
    if in_api:
        return json(view)
    template = "parts/findings.html" if request.headers.get("hx-request") == "true" else "check.html"
    return await html(request, template, status=200 if view.error is None else 400, view=view, page=None)


async def _login(request: Request, limit: Limit) -> Response:
    """The form to sign in, and what becomes of it. Whoever reaches it is nobody yet, so it needs no token of a session;
    it can only be sent from a page of this record."""
    site: Site = request.app.state.site
    request.state.session = sessions.read(request.cookies.get(sessions.COOKIE), site.key) or sessions.new()
    if site.access.open:
        return redirect("/")
    if request.method == "GET":
        return await html(request, "login.html", view=None, page=None, reason=None)
    if wait := limit.wait(client(request), site.ticks()):
        reason = f"Too many tries. Try again in {wait:.0f} seconds."
        return await html(request, "login.html", status=429, view=None, page=None, reason=reason)
    try:
        fields = await _fields(request)
    except Failed as error:
        return await html(request, "login.html", status=error.status, view=None, page=None, reason=str(error))
    name = await run_in_threadpool(_signed_in, site, fields)
    if name is None:
        return await html(request, "login.html", status=401, view=None, page=None, reason="That is not right.")
    session = msgspec.structs.replace(sessions.new(), judge=name or None, signed_in=True)
    answer = redirect("/")
    cookie = sessions.written(session, site.key)
    answer.set_cookie(sessions.COOKIE, cookie, httponly=True, samesite="strict", path="/")
    return answer


def _signed_in(site: Site, fields: dict[str, str]) -> str | None:
    """The name of whoever gave the right password, "" for the right token, and None for neither."""
    from hmac import compare_digest

    name, secret = fields.get("name", "").strip(), fields.get("secret", "")
    token = site.access.token
    if token is not None and compare_digest(secret.encode("utf-8", "replace"), token.encode()):
        return ""
    if site.access.passwords and passwords.fits(secret, site.access.passwords.get(name, passwords.NOBODY)):
        return name if name in site.access.passwords else None
    return None


async def _fields(request: Request) -> dict[str, str]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Failed(415, "A form is expected (application/x-www-form-urlencoded).")
    body = (await request.body()).decode("utf-8", "replace")
    try:
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=FIELDS, errors="replace")
    except ValueError:
        raise Failed(400, f"A form of more than {FIELDS} fields is not read.") from None
    return {name: askable(value) for name, value in pairs}


def _value(site: Site, target: str, fields: dict[str, str]) -> str:
    """A judgement's value: as it stands, or put together from the parts of a form: a speaker, a verdict, places, or
    words that are chosen in the passage of a statement (content, source)."""
    value = fields.get("value", "").strip()
    if value in (CONTENT.strip(), SOURCE.strip()) and fields.get("words") is not None:
        passage = site.store.told(target).passage
        return f"{value} {places(choosing.chosen(passage, fields['words'], fields.get('at', '')))}"
    return f"{value} {fields['with'].strip()}" if fields.get("with") is not None else value


def _keep(site: Site, given: Judgement) -> bool:
    """Keeps a judgement on a row; one that takes another back must be of the same judge."""
    if given.value.startswith(WITHDRAW):
        on = site.store.judgements(given.target)
        meant = given.value.removeprefix(WITHDRAW)
        if not any(s.judgement.id == meant and s.judgement.judge == given.judge for s in on):
            raise Failed(400, "only a judgement of one's own can be taken back")
        try:
            return site.store.judge_row(given)
        except DocumentError:  # what it judges is gone
            return site.store.judge(given)
    try:
        return site.store.judge_row(given)
    except ValueError as error:
        raise Failed(400, str(error)) from None
