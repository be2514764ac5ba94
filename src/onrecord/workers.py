"""Reads documents, in this process or in several, and gives the records back in the order the documents came."""

import multiprocessing
import os
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from onrecord.errors import DocumentError, SetupError
from onrecord.model.document import Document, Record
from onrecord.settings import Settings

AHEAD = 4
"""Documents in hand per worker: enough that one long text holds nobody up, few enough for the memory."""

Unread = Document | Record
"""What is to be read: a document, or the record of one that was read before and is gone on with."""

Reader = Callable[[Unread], Record]
Build = Callable[[Settings], Reader]
T = TypeVar("T")


def read_each(items: Iterable[Unread | T], build: Build, settings: Settings) -> Iterator[Record | DocumentError | T]:
    """Each document's record, or the error that kept it from one, in order; what is no document passes through.

    With `settings.jobs` above 1 that many processes read, and what comes out is the same. They are started afresh
    (spawn), so a script that asks for them keeps its own work under `if __name__ == "__main__":`.
    """
    return (_in_processes if settings.jobs > 1 else _in_turn)(items, build, settings)


def read_one(reader: Reader, unread: Unread) -> Record | DocumentError:
    """The document's record. A fault of a layer is told as this document's error, so that the others are read."""
    document = unread if isinstance(unread, Document) else unread.document
    try:
        return reader(unread)
    except DocumentError as error:
        return error
    except SetupError:
        raise
    except MemoryError:
        return DocumentError(f"{document.origin.uri}: not enough memory for {len(document.text):,} characters")
    except Exception as fault:
        return DocumentError(f"{document.origin.uri}: a fault of onrecord itself at {_where(fault)}: {fault!r}")


def _where(fault: Exception) -> str:
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{frame.filename}:{frame.lineno}"


def _in_turn(items: Iterable[Unread | T], build: Build, settings: Settings) -> Iterator[Record | DocumentError | T]:
    reader: Reader | None = None
    for item in items:
        if not isinstance(item, Document | Record):
            yield item
            continue
        reader = reader or build(settings)
        yield read_one(reader, item)


def _in_processes(
    items: Iterable[Unread | T], build: Build, settings: Settings
) -> Iterator[Record | DocumentError | T]:
    crew: _Crew[T] = _Crew(build, settings)
    line: deque[_Place[T]] = deque()
    try:
        for item in items:
            line.append(crew.place(item))
            yield from _ready(line, crew, waiting=AHEAD * settings.jobs)
        yield from _ready(line, crew, waiting=0)
    finally:
        crew.dismiss()


@dataclass(slots=True, eq=False)
class _Place(Generic[T]):
    """An item's place in the line, and what came of it; None while it is being read."""

    outcome: Record | DocumentError | T | None = None


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection


def _ready(line: "deque[_Place[T]]", crew: "_Crew[T]", *, waiting: int) -> Iterator[Record | DocumentError | T]:
    """What is finished at the head of the line; waits for it while more than so many stand there."""
    while line:
        outcome = line[0].outcome
        if outcome is not None:
            line.popleft()
            yield outcome
        elif len(line) > waiting:
            crew.collect()
        else:
            return


class _Crew(Generic[T]):
    """Worker processes, each with a pipe of its own, so that it is known whose document was in hand when one dies."""

    def __init__(self, build: Build, settings: Settings) -> None:
        self._build = build
        self._settings = replace(settings, jobs=1)
        self._jobs = settings.jobs
        self._idle: list[_Worker] = []
        self._waiting: deque[tuple[Unread, _Place[T]]] = deque()
        self._busy: dict[Connection, tuple[_Worker, tuple[Unread, _Place[T]] | None]] = {}

    def place(self, item: Unread | T) -> _Place[T]:
        """A place for the item, whose outcome is filled in once a worker has read it. Waits while as many documents
        wait as there are workers: these are started one for each document, and take a second to be ready."""
        if not isinstance(item, Document | Record):
            return _Place(item)
        place: _Place[T] = _Place()
        self._waiting.append((item, place))
        self._hand_out()
        if self._waiting and len(self._busy) < self._jobs:
            self._start()
        while len(self._waiting) >= self._jobs:
            self.collect()
        return place

    def collect(self) -> None:
        """Waits until a worker reports, and fills in the outcomes of all that have."""
        for connection in wait(list(self._busy)):
            assert isinstance(connection, Connection)
            worker, task = self._busy.pop(connection)
            try:
                message = connection.recv()
            except (EOFError, OSError):
                self._lost(worker, task)
                continue
            if isinstance(message, SetupError):
                raise message
            if task:
                task[1].outcome = message
            self._idle.append(worker)
        self._hand_out()

    def dismiss(self) -> None:
        """No worker is left running."""
        workers = [*self._idle, *(worker for worker, _ in self._busy.values())]
        for worker in workers:
            worker.connection.close()
            worker.process.terminate()
        for worker in workers:
            worker.process.join()

    def _hand_out(self) -> None:
        while self._waiting and self._idle:
            worker = self._idle.pop()
            try:
                worker.connection.send(self._waiting[0][0])
            except OSError:  # it died while idle, with nothing in hand
                worker.process.join()
                continue
            self._busy[worker.connection] = (worker, self._waiting.popleft())
        if self._waiting and not self._busy:
            self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self._build, self._settings), daemon=True)
        with _interrupts_held():
            process.start()
        theirs.close()
        self._busy[ours] = (_Worker(process, ours), None)

    def _lost(self, worker: _Worker, task: tuple[Unread, _Place[T]] | None) -> None:
        worker.process.join()
        worker.connection.close()
        end = _end(worker.process.exitcode or 0)
        if task is None:
            raise SetupError(f"a worker process could not start: it {end}")
        unread, place = task
        document = unread if isinstance(unread, Document) else unread.document
        size = f"{len(document.text):,} characters"
        place.outcome = DocumentError(f"{document.origin.uri}: the process that read its {size} {end}")


def _end(exitcode: int) -> str:
    if exitcode == -signal.SIGKILL:
        return "was killed, as the system does when memory runs out; fewer --jobs need less"
    return f"ended by signal {-exitcode}" if exitcode < 0 else f"ended with status {exitcode}"


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """A process started here never hears Ctrl-C: the one that started it decides, and ends it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(connection: Connection, build: Build, settings: Settings) -> None:
    """A worker's life: load the layers, then read what comes until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # before numpy is loaded: beside other workers, threads only wait
    try:
        reader = build(settings)
        connection.send(None)
        while True:
            connection.send(read_one(reader, connection.recv()))
    except SetupError as error:
        connection.send(error)
    except (EOFError, OSError):
        return
