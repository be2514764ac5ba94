"""Writes docs/reference from the code: the commands' help, the components, the output's fields and the Python API.

`python docs/generate.py` writes the pages; with `--check` it writes none and fails where one is out of date.
"""

import inspect
import sys
import types
import typing
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import msgspec

import onrecord
from onrecord.cli import main as command_line
from onrecord.model.contract import RecordRow, Row
from onrecord.pipeline import DEFAULT_ORDER
from onrecord.registry import Layer, components, names

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
    yield "`onrecord schema` prints the same as a JSON Schema. Spans count Unicode code points, from 0, half-open.\n"
    for row in _rows(RecordRow, set()):
        yield f"## {row.__name__}\n\n{_said_of(row)}\n\n| field | holds |\n|---|---|"
        yield from (f"| `{field.encode_name}` | {_type(field.type)} |" for field in msgspec.structs.fields(row))
        yield ""


def python() -> Iterator[str]:
    """Every public name of the package."""
    yield f"# Python\n\n{_said_of(onrecord)}\n"
    for name in onrecord.__all__:
        value = getattr(onrecord, name)
        head = f"{name}{_signature(value)}" if inspect.isroutine(value) else name
        yield f"## {name}\n\n```python\n{head}\n```\n\n{_said_of(value)}\n"


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
    rows = [record for p in command.get_params(context) if (record := p.get_help_record(context)) is not None]
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


def _rows(row: type[Row], seen: set[type[Row]]) -> Iterator[type[Row]]:
    """A row and every row that it holds, each once, the outer one first."""
    seen.add(row)
    yield row
    for field in msgspec.structs.fields(row):
        for part in _parts(field.type):
            if isinstance(part, type) and issubclass(part, Row) and part not in seen:
                yield from _rows(part, seen)


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
    if kind is type(None):
        return "null"
    return kind.__name__ if isinstance(kind, type) else str(kind)


def _signature(value: Callable[..., object]) -> str:
    return str(inspect.signature(value)).replace("onrecord.model.", "").replace("'", "")


def _said_of(value: object) -> str:
    return inspect.getdoc(value) or ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    main(sys.argv[1:])
