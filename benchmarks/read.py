"""Prints how fast each layer reads, how fast the whole is with one process and with two, and the most memory held.

    python benchmarks/read.py PATH… [--published DAY] [--metadata TABLE]

Layers are timed in turn, on one thread, over documents that lie in memory, in seconds of the processor, which other
work on the machine does not lengthen. Each whole run is a process of its own, so that its time holds everything
(imports, the model, every file) and its peak memory is its own; of several processes the peaks are added up.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from onrecord import runs
from onrecord.model.document import Document, Record
from onrecord.pipeline import Pipeline, build
from onrecord.settings import Settings
from onrecord.text import words

ENCODER = "encoder (one pass)"
JOBS = (1, 2)
BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024
"""What getrusage counts memory in."""

T = TypeVar("T")


def main() -> None:
    """The two tables stand on standard output."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does
    options = _options()
    if options.whole:
        print(json.dumps(whole(options)))
        return
    documents = [record.document for record in _records(options, jobs=1)]
    if not documents:
        sys.exit("no document could be read")
    count = sum(_count(document) for document in documents)
    print(f"{len(documents)} documents, {count:,} words\n")
    _print_layers(layers(documents), count)
    _print_whole([_apart(jobs) for jobs in JOBS])


def layers(documents: Sequence[Document]) -> dict[str, float]:
    """The seconds of one processor that each layer, and the encoder's pass, took over all documents."""
    spent: dict[str, float] = defaultdict(float)
    pipeline = _watched(build(Settings()), spent)
    for document in documents:
        pipeline(document)
    return spent


def whole(options: argparse.Namespace) -> dict[str, float]:
    """What one run over everything took in this fresh process and those that it started."""
    started = time.perf_counter()
    count = sum(_count(record.document) for record in _records(options, jobs=options.whole))
    seconds = time.perf_counter() - started
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    workers = options.whole if options.whole > 1 else 0
    peak = (own.ru_maxrss + workers * others.ru_maxrss) * BYTES_PER_UNIT
    return {"jobs": options.whole, "words": count, "seconds": seconds, "processor": processor, "peak": peak}


def _watched(pipeline: Pipeline, spent: dict[str, float]) -> Pipeline:
    """The same pipeline with its layers and its encoder on the clock."""
    steps = tuple(
        replace(s, annotate=partial(_timed, spent, s.provenance.layer, partial(_all, s.annotate)))
        for s in pipeline.steps
    )
    encode = partial(_timed, spent, ENCODER, pipeline.encode) if pipeline.encode else None
    return replace(pipeline, steps=steps, encode=encode)


def _timed(spent: dict[str, float], name: str, function: Callable[..., T], *arguments: object) -> T:
    started = time.process_time()
    found = function(*arguments)
    spent[name] += time.process_time() - started
    return found


def _all(annotate: Callable[..., Iterable[T]], *arguments: object) -> tuple[T, ...]:
    """What a layer finds, all of it: a generator has not run before it is asked."""
    return tuple(annotate(*arguments))


def _records(options: argparse.Namespace, *, jobs: int) -> Iterator[Record]:
    """Every document that can be read; the others are named on standard error."""
    read = runs.read(
        options.paths, published=options.published, metadata=options.metadata, settings=Settings(jobs=jobs)
    )
    for result in read:
        if isinstance(result, Record):
            yield result
        else:
            print(result, file=sys.stderr)


def _count(document: Document) -> int:
    return sum(1 for _ in words(document.text))


def _apart(jobs: int) -> dict[str, float]:
    command = [sys.executable, __file__, *sys.argv[1:], "--whole", str(jobs)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _print_layers(spent: dict[str, float], count: int) -> None:
    print("| layer | processor, s | words/s |\n|---|--:|--:|")
    for name, seconds in spent.items():
        print(f"| {name} | {seconds:.2f} | {count / seconds:,.0f} |")
    total = sum(spent.values())
    print(f"| all of them | {total:.2f} | {count / total:,.0f} |\n")


def _print_whole(done: Sequence[dict[str, float]]) -> None:
    print("| the whole, jobs | seconds | words/s | processor, s | peak memory, MB |\n|--:|--:|--:|--:|--:|")
    for told in done:
        rate, peak = told["words"] / told["seconds"], told["peak"] / 1e6
        columns = f"{told['seconds']:.2f} | {rate:,.0f} | {told['processor']:.2f} | {peak:,.0f}"
        print(f"| {told['jobs']:.0f} | {columns} |")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--published", metavar="DAY")
    parser.add_argument("--metadata", metavar="TABLE")
    parser.add_argument("--whole", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
