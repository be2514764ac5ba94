"""Writes docs/reference from the code: the commands' help, the components, the output's fields and the Python API.

`python docs/generate.py` writes the pages; with `--check` it writes none and fails where one is out of date.
"""

import dataclasses
import datetime
import inspect
import re
import sys
import textwrap
import types
import typing
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import msgspec

import onrecord
from onrecord.cli import main as command_line
from onrecord.model.rows import JudgementsRow, RecordRow
from onrecord.pipeline import DEFAULT_ORDER
from onrecord.registry import Layer, components, names
from onrecord.store.questions import StatementFilter
from onrecord.store.sql.store import SqlStore

FOLDER = Path(__file__).parent / "reference"
MADE = "<!-- Made by docs/generate.py from the code; `make docs` writes it again. -->\n"


def commands() -> Iterator[str]:
    """Every command with its usage, what it does and its options."""
    yield "# Command line\n"
    context = click.Context(command_line, info_name="onrecord")
    yield from _command(command_line, context)
    for name in command_line.list_commands(context):
        command = command_line.get_command(context, name)
        assert command is not None
        yield f"## onrecord {name}\n"
        yield from _command(command, click.Context(command, info_name=name, parent=context))


def found_components() -> Iterator[str]:
    """Every layer, reader and exporter with what its module says of it."""
    yield "# Components\n"
    yield "## Layers\n\nIn the order in which they run; what runs only when asked for comes last.\n"
    layers: dict[str, Layer] = components("layer")
    for name in (*DEFAULT_ORDER, *(name for name in names("layer") if name not in DEFAULT_ORDER)):
        yield f"### {name}\n\n{_said_of(sys.modules[f'onrecord.{name}'])}\n\n{_facts(layers[name])}\n"
    for kind, title in (("ingester", "Readers"), ("exporter", "Exporters"), ("store", "Stores")):
        yield f"## {title}\n"
        for name in names(kind):
            yield f"### {name}\n\n{_said_of(sys.modules[f'onrecord.{name}'])}\n"


def output() -> Iterator[str]:
    """Every row of the output with its fields."""
    yield "# Output\n\nWhat `onrecord read --json` prints: one object per document, one document per line.\n"
    yield "`onrecord schema` prints the same as a JSON Schema. Positions count Unicode code points from 0.\n"
    yield (
        "With `--full` a record has its text, offset map and `annotations` too, and `onrecord import` makes the same\n"
        "record of the lines again. What people judged stands before, on a line of [Judgements](#judgements).\n"
    )
    seen: set[type] = set()
    for row in (*_rows(RecordRow, seen), *_rows(JudgementsRow, seen)):
        yield f"## {_title(row)}\n\n{_said_of(row)}\n\n| field | holds |\n|---|---|"
        yield from (f"| `{name}` | {_type(kind)} |" for name, kind in _fields(row))
        yield ""


def python() -> Iterator[str]:
    """Every public name of the package, functions first, and what can be done with an open record."""
    yield f"# Python\n\n{_said_of(onrecord)}\n"
    public = {name: getattr(onrecord, name) for name in onrecord.__all__}
    for name, value in public.items():
        if inspect.isroutine(value):
            yield f"## {name}\n\n```python\n{_head(value).replace(value.__name__, name, 1)}\n```\n\n{_said_of(value)}\n"
    yield "## An open record\n\nWhat `open_store` returns.\n"
    for name, value in vars(SqlStore).items():
        if inspect.isroutine(value) and not name.startswith("_"):
            yield f"### {name}\n\n```python\n{_head(value)}\n```\n\n{_said_of(value)}\n"
    for name, value in {**public, "StatementFilter": StatementFilter}.items():
        if inspect.isclass(value):
            yield f"## {name}\n\n{_said_of(value)}\n"
            yield from _attributes(value)


PLAIN: dict[object, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    datetime.date: "day",
    dict[str, typing.Any]: "fields by name",
    type(None): "null",
}
"""Python's types in plain words."""

PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "command-line.md": commands,
    "components.md": found_components,
    "output.md": output,
    "python.md": python,
}


def main(arguments: list[str]) -> None:
    """Writes every page, or with --check tells which ones are out of date."""
    pages = {FOLDER / name: MADE + "\n".join(page()).rstrip() + "\n" for name, page in PAGES.items()}
    if arguments != ["--check"]:
        FOLDER.mkdir(exist_ok=True)
        for path, text in pages.items():
            path.write_text(text, encoding="utf-8")
        return
    old = [path.name for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if old:
        sys.exit(f"docs/reference is out of date: {', '.join(old)}; run: make docs")


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f"```\n{context.command_path} {pieces}\n```\n\n{inspect.cleandoc(command.help or '')}\n"
    rows = [record for p in command.params if (record := p.get_help_record(context)) and record[1]]
    if rows:
        yield "| option | what it does |\n|---|---|"
        yield from (f"| `{_cell(option)}` | {_cell(told)} |" for option, told in rows)
        yield ""


def _facts(layer: Layer) -> str:
    facts = [
        f"Version {layer.version}",
        f"produces {', '.join(kind.__name__ for kind in layer.produces)}",
        f"requires {', '.join(kind.__name__ for kind in layer.requires) or 'nothing'}",
        f"languages: {', '.join(layer.languages) if layer.languages else 'any'}",
    ]
    return "; ".join([*facts, "reads the encoder's states"] if layer.encoded else facts) + "."


def _rows(row: type, seen: set[type]) -> Iterator[type]:
    """A row and every row that it holds, each once, the outer one first."""
    seen.add(row)
    yield row
    for _, kind in _fields(row):
        for part in _parts(kind):
            if isinstance(part, type) and _is_row(part) and part not in seen:
                yield from _rows(part, seen)


def _is_row(kind: type) -> bool:
    return dataclasses.is_dataclass(kind) or issubclass(kind, msgspec.Struct)


def _fields(row: type) -> list[tuple[str, object]]:
    """The names of a row's fields as they are printed, and what they hold."""
    if issubclass(row, msgspec.Struct):
        return [(field.encode_name, field.type) for field in msgspec.structs.fields(row)]
    return list(typing.get_type_hints(row).items())


def _title(row: type) -> str:
    return row.__name__.removesuffix("Row")


def _parts(kind: object) -> Iterator[object]:
    yield kind
    for part in typing.get_args(kind):
        yield from _parts(part)


def _type(kind: object) -> str:
    """A type in plain words: "one of", "list of", "or null"."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return " \\| ".join(f"`{part}`" for part in parts)
    if origin is tuple:
        return f"list of {_type(parts[0])}"
    if origin in (typing.Union, types.UnionType):
        return ", or ".join(_type(part) for part in parts)
    if isinstance(kind, type) and _is_row(kind):
        return f"[{_title(kind)}](#{_title(kind).lower()})"
    return PLAIN[kind]


def _head(function: Callable[..., object]) -> str:
    """A function's first lines as they were written, without its body."""
    source = textwrap.dedent(inspect.getsource(function))
    return source[: source.index('"""')].rstrip().removesuffix(":")


def _attributes(kind: type) -> Iterator[str]:
    """The fields of a value with their types, in the words of the source."""
    if _is_row(kind):
        yield "| field | is |\n|---|---|"
        yield from (f"| `{name}` | `{_short(hint)}` |" for name, hint in inspect.get_annotations(kind).items())
        yield ""


def _short(hint: object) -> str:
    told = re.sub(r"[\w.]+\.(?=\w)", "", inspect.formatannotation(hint))
    return re.sub(r"^Optional\[(.*)\]$", r"\1 | None", told).replace("|", "\\|")


def _said_of(value: object) -> str:
    return inspect.getdoc(value) or ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    main(sys.argv[1:])
