"""Reads the front matter of a Markdown file: title, date and author between two lines of dashes (or plus signs).

The plain forms of YAML and TOML are read: `key: value`, lists of names, quoted or not. What is written in other ways is
passed over: a value that is not understood is none.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from onrecord.ingest.origins import first_date, tidy

MAX_NAMES = 20
"""Authors taken from one list."""

_DATES = ("published", "publication_date", "date")
_AUTHORS = ("author", "authors", "by", "byline")
_LINE = re.compile(r"([^\r\n]*+)(?:\r\n|[\r\n]|\Z)")
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_KEY = re.compile(r"(?P<name>[A-Za-z][\w-]{0,60})[ \t]*+(?::(?:[ \t]++(?P<yaml>.*))?+|=[ \t]*+(?P<toml>.*))$")
_COMMENT = re.compile(r"[ \t]*#")
_NESTED = re.compile(r"(?:[ \t]*-[ \t]+|[ \t]+)(?:name[ \t]*[:=][ \t]*)?+(.+)$")
_OTHER_KEY = re.compile(r"[\w-]+:[ \t]")
_QUOTED = re.compile(r""""((?:[^"\\]|\\.)*+)"|'((?:[^']|'')*+)'""")
_NO_SCALAR = frozenset("|>{}[]&*!%@`#")
_MISSING = frozenset(("", "~", "null", "Null", "NULL", "None"))


class FrontMatter(NamedTuple):
    """What the front matter says, each valid or None, and where it ends: 0 where there is none."""

    end: int = 0
    title: str | None = None
    date: str | None = None
    author: str | None = None


def front_matter(text: str) -> FrontMatter:
    """The front matter that opens a text. Two rules with prose between them are none: its first line names a key."""
    found = _found(text)
    if found is None:
        return FrontMatter()
    lines, end = found
    fields = _fields(lines)
    return FrontMatter(
        end=end,
        title=next(iter(_values(fields, ("title", "headline"))), None),
        date=first_date(_values(fields, _DATES)),
        author=tidy(", ".join(dict.fromkeys(_values(fields, _AUTHORS)))),
    )


def _found(text: str) -> tuple[list[str], int] | None:
    """The lines between the fences, and the end of the closing one."""
    opening = _LINE.match(text)
    closing = _FENCES.get(opening[1].rstrip(" \t")) if opening else None
    if opening is None or closing is None:
        return None
    lines: list[str] = []
    for line in _LINE.finditer(text, opening.end()):
        words = line[1].rstrip(" \t")
        if words in closing:
            return (lines, line.start() + len(words)) if lines else None
        if not _COMMENT.match(words):
            if not lines and not _KEY.match(words):
                return None
            lines.append(words)
    return None


def _fields(lines: list[str]) -> Mapping[str, list[str]]:
    """The values of each key on the outer level; of a list or a person under a key, the names."""
    fields: dict[str, list[str]] = {}
    under: list[str] = []
    for line in lines:
        if line.startswith("["):
            break  # a table of TOML: what follows is no longer said of the document
        if key := _KEY.match(line):
            values = fields.setdefault(key["name"].casefold(), [])
            written = key["yaml"] or key["toml"] or ""
            values += _scalars(written)
            under = [] if written else values
        elif (nested := _NESTED.match(line)) and not _OTHER_KEY.match(nested[1]) and len(under) < MAX_NAMES:
            under += _scalars(nested[1])
    return fields


def _values(fields: Mapping[str, list[str]], keys: tuple[str, ...]) -> Iterator[str]:
    """The values of the keys, those of the first key first."""
    return (tidied for key in keys for value in fields.get(key, ()) if (tidied := tidy(value)))


def _scalars(written: str) -> Iterator[str]:
    """The value, or the values of a list in brackets."""
    value = written.strip()
    if value.startswith("[") and value.endswith("]"):
        for part in value[1:-1].split(",")[:MAX_NAMES]:
            yield from _scalar(part.strip())
    else:
        yield from _scalar(value)


def _scalar(value: str) -> Iterator[str]:
    quoted = _QUOTED.match(value)
    if quoted and value[quoted.end() :].lstrip()[:1] in ("", "#"):
        yield _unescaped(quoted[1]) if quoted[1] is not None else quoted[2].replace("''", "'")
    elif value not in _MISSING and value[0] not in _NO_SCALAR:
        yield value.split(" #", 1)[0]


def _unescaped(words: str) -> str:
    return re.sub(r"\\([\"\\/])", r"\1", words)
