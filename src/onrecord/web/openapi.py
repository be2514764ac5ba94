"""Describes the JSON twins of the pages as an OpenAPI document, from the types that make them."""

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from inspect import getdoc
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.web.asked import Asked
from onrecord.web.views import Draft

if TYPE_CHECKING:
    from onrecord.web.routes import Page

_REFERENCE = "#/components/schemas/{name}"

CHANGES = {
    "/api/check": ("check", "The findings of a draft.", ("text", "library", "rules")),
    "/api/judgements": ("judge", "A judgement on a row is kept.", ("target", "value", "note")),
}
"""What can be asked for by POST: what it is called, what it gives, and the fields of its form. Each needs the
session's cookie and its token."""


class Failure(msgspec.Struct, frozen=True):
    """Why there is no answer."""

    error: str


class Kept(msgspec.Struct, frozen=True):
    """A judgement is kept, or was there before."""

    kept: bool
    id: str


def document(pages: Sequence["Page"]) -> dict[str, Any]:
    """The document, the same for the same version."""
    gives = [page.gives for page in pages]
    schemas, components = msgspec.json.schema_components([*gives, Draft, Kept, Failure], ref_template=_REFERENCE)
    paths = {_path(page): {"get": _asking(page, schema)} for page, schema in zip(pages, schemas, strict=False)}
    draft, kept = schemas[-3:-1]
    changes = zip(CHANGES.items(), (draft, kept), strict=True)
    for (path, change), schema in changes:
        paths.setdefault(path, {})["post"] = _changing(*change, schema)
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
        "responses": {"200": _answer("The view.", schema), **_failures(())},
    }


def _parameters(asked: type[Asked], inside: Iterable[str]) -> Iterable[dict[str, Any]]:
    for field in msgspec.structs.fields(asked):
        (schema,), _ = msgspec.json.schema_components([field.type], ref_template=_REFERENCE)
        within = field.name in inside
        yield {"name": field.name, "in": "path" if within else "query", "required": within, "schema": _single(schema)}


def _single(schema: dict[str, Any]) -> dict[str, Any]:
    """Without null, which an address cannot say: what is not asked is left out."""
    kept = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(kept) == 1:
        return dict(kept[0])
    if "enum" in schema:
        return schema | {"enum": [value for value in schema["enum"] if value is not None]}
    return schema


def _changing(name: str, told: str, fields: Iterable[str], schema: dict[str, Any]) -> dict[str, Any]:
    properties = {name: {"type": "string"} for name in (*fields, "csrf")}
    form = {"schema": {"type": "object", "properties": properties}}
    return {
        "operationId": name,
        "summary": told,
        "requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": form}},
        "responses": {
            "200": _answer("Done.", schema),
            **_failures((("403", "The form is not of this session."), ("429", "Too often."))),
        },
    }


def _failures(more: Iterable[tuple[str, str]]) -> dict[str, Any]:
    told = {"400": "This cannot be asked.", "401": "Sign in.", "404": "Nothing of that name."} | dict(more)
    told["503"] = "The record cannot be used now."
    schema = {"$ref": _REFERENCE.format(name="Failure")}
    return {status: _answer(words, schema) for status, words in sorted(told.items())}


def _answer(words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": schema}}}
