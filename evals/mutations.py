"""Scores verdicts on true quotations that were changed in one place, by the kind of change, and on unchanged ones.

    python -m evals.mutations DATA [--seed 0] [--count 3000] [--show KIND]

DATA is a folder as evals/quotations.py reads it, with quotes/spoken_corrected.jsonl: slips of speakers and what
stenographers corrected them to. Whole sentences, and parts of sentences, are cut out of the primary texts and changed
as `evals.mutating.KINDS` tells; each is looked for in a library of these texts. A change that makes words which stand
elsewhere in them is left out.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from evals.cutting import Quoted, names_in, quotations_in
from evals.mutating import DISTORTED, KINDS, PART, WHOLE, Kind, Means
from evals.quotations import transcripts, verdict
from evals.tables import table

from onrecord.verify.library.shelves import Library, in_memory
from onrecord.verify.meaning import is_number
from onrecord.verify.primaries import Primary
from onrecord.verify.tokens import tokens

DOCUMENTS = 400
"""Texts of the library, drawn at random: 4.7 MB, which are read and indexed in seconds."""

BESIDE = 10
"""Words on both sides of a slip that are printed with it."""

SLIPS = "slips in numbers"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A quotation that was changed, or a slip that was printed, and the verdict on it."""

    kind: str
    is_right: bool
    said: str
    printed: str
    label: str
    reason: str


def main(arguments: Sequence[str] | None = None) -> None:
    """The tables stand on standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--show", metavar="KIND", help="print what is wrong of a kind of change, or of all")
    options = parser.parse_args(arguments)
    held = list(transcripts(options.data))
    primaries = Random(options.seed).sample(held, min(DOCUMENTS, len(held)))
    with in_memory() as library:
        for _ in library.add(primaries):
            pass
        found = list(outcomes(primaries, library, count=options.count, seed=options.seed))
    found += slips(options.data / "quotes" / "spoken_corrected.jsonl")
    print("\n".join(report(found)))
    for outcome in found:
        if not outcome.is_right and options.show in (outcome.kind, "all"):
            print(f"{outcome.kind} → {outcome.label}: {outcome.reason}\n  - {outcome.said}\n  + {outcome.printed}")


def outcomes(primaries: Sequence[Primary], library: Library, *, count: int, seed: int) -> Iterator[Outcome]:
    """The verdicts on changed quotations of the texts; every kind of change has the same share of the count, or as many
    as there are."""
    lines = [line for primary in primaries for *_, text in primary.turns for line in text.split("\n")]
    means = Means(Random(seed), names_in(lines))
    quotations = [quoted for line in lines for quoted in quotations_in(line, means.chance)]
    everything = _bare(" ".join(lines))
    for kind in KINDS:
        means.chance.shuffle(quotations)
        made = 0
        for quoted, printed in changed(quotations, kind, means):
            if made == count // len(KINDS):
                break
            if _stands_elsewhere(printed, quoted, everything) and "exact" not in kind.right:
                continue
            made += 1
            label, reason = verdict(printed, library)
            said = f"{quoted.before} ⟦{quoted.words}⟧ {quoted.after}"
            yield Outcome(kind.name, label in kind.right, _on_a_line(said), _on_a_line(printed), label, reason)


def changed(quotations: Sequence[Quoted], kind: Kind, means: Means) -> Iterator[tuple[Quoted, str]]:
    """The quotations that hold something to change, and what they are then."""
    for quoted in quotations:
        printed = kind.change(quoted, means) if quoted.is_whole in kind.of else None
        if printed is not None:
            yield quoted, printed


def _stands_elsewhere(printed: str, quoted: Quoted, everything: str) -> bool:
    """Whether the texts hold the printed words where they were not cut out of."""
    words = _bare(printed)
    return everything.count(words) > _bare(quoted.words).count(words)


def slips(path: Path) -> Iterator[Outcome]:
    """The verdicts on numbers that speakers got wrong, printed as spoken where the primary text has them right."""
    with path.open(encoding="utf-8") as file:
        rows: list[dict[str, Any]] = [json.loads(line) for line in file]
    for row in rows:
        struck, corrected = _numbers(row["struck"]), _numbers(row["corrected"] or "")
        if not struck or not corrected or struck == corrected:
            continue
        before, after = _without_markup(row["before"]), _without_markup(row["after"])
        printed = f"{_last(before)}{row['struck']}{_first(after)}"
        said = f"{before}{row['corrected']}{after}"
        with in_memory() as library:
            list(library.add([Primary(path="text", turns=((None, 0, said),))]))
            label, reason = verdict(printed, library)
        yield Outcome(SLIPS, label in DISTORTED, _on_a_line(said), _on_a_line(printed), label, reason)


def _numbers(words: str) -> frozenset[str]:
    return frozenset(token.key for token in tokens(words) if is_number(token.key))


def _without_markup(text: str) -> str:
    """The text without other words that were struck, and without the marks of corrections."""
    return re.sub(r"[\\*\[\]]", "", re.sub(r"<s>.*?(?:</s>|$)|^[^<]*</s>", "", text))


def _last(text: str) -> str:
    return "".join(re.findall(r"\S+\s*|^\s+", text)[-BESIDE:])


def _first(text: str) -> str:
    return "".join(re.findall(r"\s*\S+", text)[:BESIDE])


def report(found: Sequence[Outcome]) -> Iterator[str]:
    """The table of kinds, and the figures that are wanted."""
    rows = []
    for name in dict.fromkeys(outcome.kind for outcome in found):
        of = [outcome for outcome in found if outcome.kind == name]
        told = Counter(outcome.label for outcome in of).most_common()
        rows.append((name, len(of), _share([o.is_right for o in of]), ", ".join(f"{a} {n}" for a, n in told)))
    width = max((len(row[-1]) for row in rows), default=0)
    yield table(["change", "number", "right", "verdicts".ljust(width)], [(*r[:-1], r[-1].ljust(width)) for r in rows])
    meaning = {kind.name for kind in KINDS if kind.is_meaning}
    harmless = {kind.name for kind in KINDS} - meaning
    yield _figure("meaning changes called distorted", "≥ 97 %", [o.is_right for o in found if o.kind in meaning])
    distorted = [o.label in DISTORTED for o in found if o.kind in harmless]
    yield _figure("harmless changes called distorted", "≤ 3 %", distorted)
    yield _figure("whole sentences unchanged called exact", "100 %", [o.is_right for o in found if o.kind == WHOLE])
    yield _figure("unchanged parts called exact", "≥ 97 %", [o.is_right for o in found if o.kind == PART])
    yield _figure("slips in numbers called distorted", "≥ 98 %", [o.is_right for o in found if o.kind == SLIPS])


def _figure(told: str, wanted: str, of: Sequence[bool]) -> str:
    return f"{told}: {_share(of)} of {len(of)} ({wanted} wanted)"


def _share(of: Sequence[bool]) -> str:
    return f"{sum(of) / len(of):.1%}" if of else "none"


def _bare(text: str) -> str:
    """The words in small letters, a blank on both sides of each."""
    return " ".join(("", *re.findall(r"[^\W_]+", text.lower()), ""))


def _on_a_line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    main()
