"""XML in which every text is escaped, and holds nothing that XML forbids."""

import html
import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 has no form for, or that turn a line around on a screen."""


def text(value: object) -> str:
    """The words between tags."""
    return html.escape(_FORBIDDEN.sub("\ufffd", str(value)), quote=False)


def tag(name: str, **attributes: object) -> str:
    """A tag that opens an element; an attribute of None is left out, and "for_" is "for"."""
    given = ((key.rstrip("_"), value) for key, value in attributes.items() if value is not None)
    return " ".join((f"<{name}", *(f"{key}={_quoted(value)}" for key, value in given))) + ">"


def alone(name: str, **attributes: object) -> str:
    """A tag of an element without content."""
    return tag(name, **attributes)[:-1] + "/>"


def _quoted(value: object) -> str:
    plain = html.escape(_FORBIDDEN.sub("\ufffd", str(value)))
    kept = plain.replace("\t", "&#9;").replace("\n", "&#10;")
    return f'"{kept}"'
