"""Reading in several processes gives what reading in one gives, whatever happens to a process."""

import ast
import dataclasses
import os
import signal
import time
from collections.abc import Callable, Iterator

import pytest

from onrecord.errors import DocumentError, SetupError
from onrecord.model.document import Document, Origin, Record
from onrecord.settings import Settings
from onrecord.workers import AHEAD, read_each

Outcome = Record | DocumentError | str


def build(settings: Settings) -> Callable[..., Record]:
    """A reader that does what the text says."""
    return act


def act(document: Document) -> Record:
    match document.text:
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(7)
        case "slow":
            time.sleep(0.3)
        case "refuse":
            raise DocumentError(f"{document.origin.uri}: refused")
        case "stop":
            raise SetupError("the disk is full")
        case "fault":
            raise KeyError("no such thing")
        case "hungry":
            raise MemoryError
    return Record(document)


def build_nothing(settings: Settings) -> Callable[..., Record]:
    raise SetupError("no model")


def build_and_die(settings: Settings) -> Callable[..., Record]:
    os._exit(9)


def documents(*texts: str) -> Iterator[Document | str]:
    for number, text in enumerate(texts):
        yield text[1:] if text.startswith("!") else Document(origin=Origin(uri=f"{number}.txt"), text=text)


def told(jobs: int, *texts: str) -> list[str]:
    """What came of each text, in words."""
    outcomes = read_each(documents(*texts), build, Settings(jobs=jobs))
    return [o.document.text if isinstance(o, Record) else str(o) for o in outcomes]


@pytest.mark.parametrize("jobs", [1, 3])
def test_records_come_in_the_order_of_the_documents(jobs: int) -> None:
    texts = ("slow", "a", "!kept already", "b", "slow", "c", "!and this", *"defghijklmnop")
    assert told(jobs, *texts) == [text.lstrip("!") for text in texts]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_a_layer_is_told_as_the_documents_error(jobs: int) -> None:
    first, refused, fault, hungry, last = told(jobs, "a", "refuse", "fault", "hungry", "b")
    assert (first, last) == ("a", "b")
    assert refused == "1.txt: refused"
    assert fault.startswith("2.txt: a fault of onrecord itself at ")
    assert fault.endswith("KeyError('no such thing')")
    assert "tests/test_workers.py:" in fault
    assert hungry == "3.txt: not enough memory for 6 characters"


def test_a_process_that_is_killed_costs_the_one_document_it_had_in_hand() -> None:
    first, died, second, left, last = told(2, "a", "die", "b", "exit", "c")
    assert (first, second, last) == ("a", "b", "c")
    assert died.startswith("1.txt: the process that read its 3 characters was killed")
    assert left == "3.txt: the process that read its 4 characters ended with status 7"


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_stops_one_reader_stops_the_run(jobs: int) -> None:
    with pytest.raises(SetupError, match="the disk is full"):
        told(jobs, "a", "stop", "b")


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_is_loaded_where_there_is_nothing_to_read(jobs: int) -> None:
    assert list(read_each(documents("!kept"), build_nothing, Settings(jobs=jobs))) == ["kept"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_reader_that_cannot_be_loaded_stops_the_run(jobs: int) -> None:
    with pytest.raises(SetupError, match="no model"):
        list(read_each(documents("a"), build_nothing, Settings(jobs=jobs)))


def test_a_process_that_cannot_start_stops_the_run() -> None:
    with pytest.raises(SetupError, match="could not start: it ended with status 9"):
        list(read_each(documents("a"), build_and_die, Settings(jobs=2)))


def test_no_more_documents_are_in_hand_than_the_workers_need() -> None:
    taken: list[str] = []

    def endless() -> Iterator[Document | str]:
        for document in documents("slow", *"abcdefghijklmnopqrstuvwxyz"):
            taken.append(str(document))
            yield document

    outcomes = read_each(endless(), build, Settings(jobs=2))
    next(outcomes)
    assert len(taken) <= 2 * AHEAD + 1


def test_a_run_that_is_given_up_leaves_no_process() -> None:
    import multiprocessing

    outcomes = read_each(documents("a", "slow", "slow", "b"), build, Settings(jobs=2))
    next(outcomes)
    assert multiprocessing.active_children()
    outcomes.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_a_worker_reads_alone_and_numpy_in_it_uses_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    assert [
        r.document.origin.uri
        for r in read_each(documents("a"), build_telling, Settings(jobs=2))
        if isinstance(r, Record)
    ] == ["jobs 1, threads 1"]


def build_telling(settings: Settings) -> Callable[..., Record]:
    told = f"jobs {settings.jobs}, threads {os.environ['OPENBLAS_NUM_THREADS']}"

    def tell(document: Document) -> Record:
        return Record(dataclasses.replace(document, origin=Origin(uri=told)))

    return tell


def test_workers_are_started_one_beside_another() -> None:
    first, second = told_by_builders(2)
    assert max(first[0], second[0]) < min(first[1], second[1])


def told_by_builders(jobs: int) -> list[tuple[float, float]]:
    """When each worker began to load its layers, and when it was ready."""
    outcomes = read_each(documents("slow", "slow", "a", "b"), build_slowly, Settings(jobs=jobs))
    return sorted({ast.literal_eval(r.document.origin.uri) for r in outcomes if isinstance(r, Record)})


def build_slowly(settings: Settings) -> Callable[..., Record]:
    began = time.monotonic()
    time.sleep(2)
    told = repr((began, time.monotonic()))

    def tell(document: Document) -> Record:
        if document.text == "slow":
            time.sleep(1)
        return Record(dataclasses.replace(document, origin=Origin(uri=told)))

    return tell
