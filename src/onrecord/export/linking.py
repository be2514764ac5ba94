"""What the formats of linked data share: names that are addresses (IRIs), and one JSON document of many items."""

import re
from collections.abc import Iterable
from typing import BinaryIO
from urllib.parse import quote, urlsplit

from onrecord.export.jsonl import line
from onrecord.model.rows import DocumentRow

Node = dict[str, object]

_ADDRESS = re.compile(
    r"https?://[^\s\x00-\x20\"<>\\^`{|}\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+"
)
_NOTHING: tuple[object, ...] = (None, "", (), [], {})


def name_of(id: str) -> str:
    """The name under which something of the record is known everywhere."""
    return f"urn:onrecord:{quote(id, safe=':')}"


def address(document: DocumentRow) -> str:
    """Where a document lies on the web, or the name of its id where that is nowhere that an address can tell."""
    return web_address(document.url) or web_address(document.uri) or name_of(document.id)


def web_address(told: str | None) -> str | None:
    """The address if it is one that leads to a page; None for any other words."""
    if told is None or not _ADDRESS.fullmatch(told):
        return None
    try:
        return told if urlsplit(told).hostname else None
    except ValueError:
        return None


def node(**fields: object) -> Node:
    """The fields that hold something; "id_" is "id" and "at_type" is "@type"."""
    return {key.removesuffix("_").replace("at_", "@"): value for key, value in fields.items() if value not in _NOTHING}


def write_list(head: Node, under: str, items: Iterable[Node], file: BinaryIO, tail: Node | None = None) -> None:
    """The file is one JSON object: the head's fields, the items as they come under a name, and the tail's fields."""
    file.write(line(head)[:-2] + b',"' + under.encode() + b'":[')
    before = b"\n"
    for item in items:
        file.write(before + line(item)[:-1])
        before = b",\n"
    file.write(b"\n]" + (b"," + line(tail)[1:-2] if tail else b"") + b"}\n")
