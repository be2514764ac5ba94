"""Describes the JSON twins of the pages as an OpenAPI document, from the types that make them."""

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from inspect import getdoc
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from onrecord.web.asked import Asked
from onrecord.web.views import Draft

if TYPE_CHECKING:
    from onrecord.web.routes import Page

_REFERENCE = "#/components/schemas/{name}"

_JSON, _PLAIN = "application/json", "text/plain"


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of a form. Each needs the session's cookie and its token, here or in the header X-CSRF-Token: both
    come from /api/session."""

    csrf: str | msgspec.UnsetType = msgspec.UNSET


class DraftForm(Form, frozen=True, kw_only=True):
    """A draft to check. Without a library it is the first that is served."""

    text: str
    library: str | msgspec.UnsetType = msgspec.UNSET
    rules: str | msgspec.UnsetType = msgspec.UNSET


class JudgementForm(Form, frozen=True, kw_only=True):
    """A judgement on the row of that id: accept, reject, speaker NAME, content 12-40, source 5-9, verdict LABEL,
    resolved OUTCOME, or withdraw ID, which takes an earlier one back.

    With the words of a passage the value is "content" or "source" alone; `at` tells which of several are meant.
    """

    target: str
    value: str
    words: str | msgspec.UnsetType = msgspec.UNSET
    at: str | msgspec.UnsetType = msgspec.UNSET
    note: str | msgspec.UnsetType = msgspec.UNSET


class StatementForm(Form, frozen=True, kw_only=True):
    """A statement that the machine missed, by words that stand on that page of the document's text just once, or at the
    places told: content_at=12-40."""

    document: str
    content: str
    page: Annotated[int, msgspec.Meta(ge=1, le=9_999_999)] | msgspec.UnsetType = msgspec.UNSET
    content_at: str | msgspec.UnsetType = msgspec.UNSET
    source: str | msgspec.UnsetType = msgspec.UNSET
    source_at: str | msgspec.UnsetType = msgspec.UNSET
    cue: str | msgspec.UnsetType = msgspec.UNSET
    cue_at: str | msgspec.UnsetType = msgspec.UNSET
    speaker: str | msgspec.UnsetType = msgspec.UNSET
    note: str | msgspec.UnsetType = msgspec.UNSET


REFUSED = {
    "400": ("This cannot be asked.", (_JSON,)),
    "401": ("Sign in.", (_JSON,)),
    "404": ("Nothing of that name.", (_JSON,)),
    "414": ("The address is too long.", (_PLAIN,)),
    "421": ("The record is not served under that name.", (_PLAIN,)),
    "503": ("The record cannot be used now.", (_JSON,)),
}
"""How a question may be refused, and in which form it is told. What the guard refuses is told in plain words."""

CHANGE_REFUSED = REFUSED | {
    "403": ("The form is not of this session, or of another site.", (_JSON, _PLAIN)),
    "413": ("More than is taken.", (_PLAIN,)),
    "415": ("No form.", (_JSON,)),
    "429": ("Too often.", (_JSON,)),
}
"""How a change may be refused."""


class Failure(msgspec.Struct, frozen=True):
    """Why there is no answer."""

    error: str


class Added(msgspec.Struct, frozen=True):
    """A statement is added, or was before: the judgement that adds it, and the statement's own id."""

    kept: bool
    id: str
    statement: str


class Kept(msgspec.Struct, frozen=True):
    """A judgement is kept, or was there before."""

    kept: bool
    id: str


CHANGES: Mapping[str, tuple[str, str, type[Form], type[msgspec.Struct]]] = {
    "/api/check": ("check", "The findings of a draft.", DraftForm, Draft),
    "/api/judgements": ("judge", "A judgement on a row is kept.", JudgementForm, Kept),
    "/api/statements": ("add", "A statement that the machine missed is added.", StatementForm, Added),
}
"""What can be asked for by POST: what it is called, what it does, its form, and what it gives."""


def document(pages: Sequence["Page"]) -> dict[str, Any]:
    """The document, the same for the same version."""
    gives = [page.gives for page in pages]
    types = [*gives, *(kind for _, _, *pair in CHANGES.values() for kind in pair), Failure]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REFERENCE)
    left = iter(schemas)
    paths = {_path(page): {"get": _asking(page, next(left))} for page in pages}
    for path, (name, told, *_) in CHANGES.items():
        paths.setdefault(path, {})["post"] = _changing(name, told, next(left), next(left))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": version("onrecord"),
            "description": "The record, page by page, as JSON. Spans count Unicode code points. Lists come in pages.",
        },
        "paths": paths,
        "components": {"schemas": components},
    }


def _path(page: "Page") -> str:
    return page.api.replace(":path}", "}")


def _asking(page: "Page", schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "operationId": page.name,
        "summary": getdoc(page.gives),
        "parameters": list(_parameters(page.asked, page.inside)),
        "responses": {"200": _answer("The view.", schema), **_failures(REFUSED)},
    }


def _parameters(asked: type[Asked], inside: Iterable[str]) -> Iterable[dict[str, Any]]:
    for field in msgspec.structs.fields(asked):
        (schema,), _ = msgspec.json.schema_components([field.type], ref_template=_REFERENCE)
        within = field.name in inside
        where = {"in": "path", "required": True} if within else {"in": "query", "allowEmptyValue": True}
        yield {"name": field.name, **where, "schema": _single(schema)}


def _single(schema: dict[str, Any]) -> dict[str, Any]:
    """Without null, which an address cannot say: what is not asked is left out."""
    kept = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(kept) == 1:
        return dict(kept[0])
    if "enum" in schema:
        return schema | {"enum": [value for value in schema["enum"] if value is not None]}
    return schema


def _changing(name: str, told: str, form: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": told,
        "requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": form}}},
        "responses": {"200": _answer("Done.", schema), **_failures(CHANGE_REFUSED)},
    }


def _failures(refused: Mapping[str, tuple[str, tuple[str, ...]]]) -> dict[str, Any]:
    schemas = {_JSON: {"$ref": _REFERENCE.format(name="Failure")}, _PLAIN: {"type": "string"}}
    return {
        status: {"description": words, "content": {form: {"schema": schemas[form]} for form in forms}}
        for status, (words, forms) in sorted(refused.items())
    }


def _answer(words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": words, "content": {_JSON: {"schema": schema}}}
