"""The contracts of components, and how components are found: a component is a module that exposes one known name."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO, Protocol

from onrecord.errors import DocumentError, SetupError
from onrecord.model.base import Annotation
from onrecord.model.document import Document, Origin, Record
from onrecord.model.person import Person
from onrecord.model.rows import GivenRow
from onrecord.settings import Settings

STAGES = ("ingest", "segment", "attribute", "resolve", "interpret", "verify", "store", "export")
"""The folders that follow the flow of data, in its order."""

KINDS = {"layer": "LAYER", "ingester": "INGESTER", "exporter": "EXPORTER", "store": "STORE"}
"""Each kind of component and the name by which a module offers one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The bytes of one file or page, and what was said of it from outside (a metadata table, a command's options)."""

    origin: Origin
    data: bytes
    file: Path | None = None
    """Where the bytes lie when `data` holds no more than their opening: an archive may be larger than memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingester:
    """Reads sources of one form. `fits` is 0 for "not mine" and highest for a sure sign; the highest bidder reads.

    `read` yields the documents in a source (JSON Lines hold many), in the place of each that cannot be read its error,
    and raises DocumentError where the source as a whole cannot be read. The errors name no file: the caller does.
    """

    fits: Callable[[Source], float]
    read: Callable[[Source, Settings], Iterable[Document | DocumentError]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Finds annotations in a record. `load` does the heavy imports and returns a pure, deterministic function.

    The function takes the record; with `encoded`, the encoder's states as a second argument, read-only. A layer that
    `asks` the endpoint of the settings is the one exception: it is not pure (docs/decisions/0010).
    Outside `languages` (None: any) the layer is not run, so that nothing is guessed. `leans` digests what the layer
    looks things up in beside the record: when it changes, documents are read anew from this layer on.
    """

    version: str
    requires: tuple[type[Annotation], ...] = ()
    produces: tuple[type[Annotation], ...]
    load: Callable[[Settings], Callable[..., Iterable[Annotation]]]
    encoded: bool = False
    asks: bool = False
    languages: tuple[str, ...] | None = ("en",)
    leans: Callable[[Settings], str] | None = None


class WriteFull(Protocol):
    """Writes records with all that is needed to restore them, and all judgements, also those that judge no document."""

    def __call__(self, records: Iterable[Record], file: BinaryIO, judgements: Sequence[GivenRow] = (), /) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """Writes records as a file of one format, record by record, in the order given.

    The records come as people judged them. `write_full` puts the documents' texts and all annotations in too; None
    where a format has no choice. `tables` are the tables that a format of flat tables has, each with what writes it;
    `write` then writes the first.
    """

    suffix: str
    write: Callable[[Iterable[Record], BinaryIO], None]
    write_full: WriteFull | None = None
    tables: Mapping[str, Callable[[Iterable[Record], BinaryIO], None]] = field(default_factory=dict)


class Register(Protocol):
    """Whom somebody knows: persons, states and bodies, looked up by the keys of their names (`onrecord.spelling`) and
    by the state or body whose offices they hold."""

    @property
    def digest(self) -> str:
        """Equal for equal registers only."""
        ...

    def named(self, keys: Iterable[str]) -> tuple[Person, ...]: ...

    def within(self, of: str) -> tuple[Person, ...]: ...


class Store(Protocol):
    """Keeps records. One document is one transaction."""

    def add(self, record: Record) -> str: ...

    def register(self) -> Register: ...


@cache
def components(kind: str) -> dict[str, Any]:
    """Every component of a kind by its name: its module's path below the package, or its entry point's name."""
    attribute = KINDS[kind]
    found: dict[str, Any] = {}
    for name, module in _modules():
        if hasattr(module, attribute):
            found[name] = getattr(module, attribute)
    for entry in entry_points(group=f"onrecord.{kind}s"):
        found[entry.name] = getattr(entry.load(), attribute)
    return found


def names(kind: str) -> tuple[str, ...]:
    """The names of all components of a kind, sorted."""
    return tuple(sorted(components(kind)))


def find(kind: str, name: str) -> Any:
    """The component of that kind and name. Raises SetupError, which tells the known names."""
    try:
        return components(kind)[name]
    except KeyError:
        raise SetupError(f"no {kind} named {name!r}; known: {', '.join(names(kind)) or 'none'}") from None


def _modules() -> Iterator[tuple[str, ModuleType]]:
    for stage in STAGES:
        package = importlib.import_module(f"onrecord.{stage}")
        for info in pkgutil.iter_modules(package.__path__):
            name = f"{stage}.{info.name}"
            yield name, importlib.import_module(f"onrecord.{name}")
