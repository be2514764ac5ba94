"""Keeps a statement that a reviewer marked in a text because the machine missed it."""

from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from onrecord.attribute.marks import outer
from onrecord.attribute.modes import mode
from onrecord.model.base import Span
from onrecord.model.evidence import Judgement
from onrecord.model.rows import SpanRow
from onrecord.model.ruling import Addition
from onrecord.model.statement import Quotation
from onrecord.web.answers import json, redirect, session_of
from onrecord.web.changes import NOTE, form
from onrecord.web.choosing import chosen
from onrecord.web.failures import Failed
from onrecord.web.openapi import Added
from onrecord.web.rendering import address
from onrecord.web.site import Site


class _Asked(NamedTuple):
    """What a form asks for: who adds what, and on which page of the text its words are found."""

    judge: str
    fields: dict[str, str]
    page: int


async def add(request: Request) -> Response:
    """The statement that a form marks in a document's text is in the record."""
    site: Site = request.app.state.site
    fields = await form(request)
    page = fields.get("page", "") or "1"
    if not page.isascii() or not page.isdigit() or len(page) > 7:
        raise Failed(400, f"{page!r} is no page of a text; a number from 1 is allowed")
    judge = session_of(request).judge or site.judge
    added = await run_in_threadpool(_kept, site, _Asked(judge, fields, int(page)))
    if request.url.path.startswith("/api/"):
        return json(added)
    where = address(f"/documents/{fields.get('document', '')}", page=page, why=added.statement)
    return redirect(f"{where}#at-{added.statement}")


def _kept(site: Site, asked: _Asked) -> Added:
    """The statement, once it is kept. Raises Failed, with a sentence, for one that cannot be."""
    stretch = site.store.stretch(asked.fields.get("document", ""), page=asked.page)
    record = site.store.record(stretch.document.id)
    content = _parts(asked.fields, "content", stretch.span)
    added = Addition(
        document=record.document.id,
        mode=mode(content, outer(record.of(Quotation)), record.document.text),
        content=content,
        source=_part(asked.fields, "source", stretch.span),
        cue=_part(asked.fields, "cue", stretch.span),
        speaker=" ".join(asked.fields.get("speaker", "").split()) or None,
    )
    given = Judgement(
        target=added.attribution.id,
        judge=asked.judge,
        at=site.now(),
        value=added.value,
        note=asked.fields.get("note", "").strip()[:NOTE] or None,
    )
    try:
        return Added(kept=site.store.add_statement(given), id=given.id, statement=given.target)
    except ValueError as error:
        raise Failed(400, str(error)) from None


def _parts(fields: dict[str, str], name: str, page: SpanRow) -> tuple[Span, ...]:
    return chosen(page, fields.get(name, ""), fields.get(f"{name}_at", ""))


def _part(fields: dict[str, str], name: str, page: SpanRow) -> Span | None:
    """The one place of a source or a cue; none where none is named."""
    if not fields.get(name, "").strip():
        return None
    found = _parts(fields, name, page)
    if len(found) > 1:
        raise Failed(400, f"a {name} stands in one place")
    return found[0]
