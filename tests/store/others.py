"""What other processes do with a record while a test looks on."""

import multiprocessing
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from onrecord.store import open_store
from store.stories import saying

_SPAWN = multiprocessing.get_context("spawn")


@contextmanager
def locked(path: str, *steps: str) -> Iterator[None]:
    """Another connection holds what the steps of SQL took."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for step in steps:
            connection.execute(step).fetchall()
        yield
    finally:
        connection.close()


@contextmanager
def holding(path: str, *steps: str) -> Iterator[Callable[[], None]]:
    """Another process holds what the steps of SQL took, until the block ends or it is told to let go: then what it did
    is undone."""
    heard, told = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_hold, args=(path, steps, told), daemon=True)
    process.start()
    try:
        heard.recv()
        yield lambda: heard.send("let go")
    finally:
        process.kill()
        process.join()


def _hold(path: str, steps: tuple[str, ...], told: Connection) -> None:
    with locked(path, *steps):
        told.send("held")
        told.recv()


@contextmanager
def adding(address: str, names: tuple[str, ...], *, many: int) -> Iterator[list[SpawnProcess]]:
    """Processes, one for each name, that add many documents; all have added one when the block begins."""
    pipes = [_SPAWN.Pipe() for _ in names]
    processes = [
        _SPAWN.Process(target=_add, args=(address, name, many, told), daemon=True)
        for name, (_, told) in zip(names, pipes, strict=True)
    ]
    for process in processes:
        process.start()
    try:
        for heard, _ in pipes:
            heard.recv()
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.join()


def _add(address: str, name: str, many: int, told: Connection) -> None:
    with open_store(address) as store:
        for number in range(many):
            store.add(saying("The ferries will sail. " * 500, uri=f"{name}{number}"))
            if number == 0:
                told.send("one is there")
