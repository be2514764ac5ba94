"""Tells what changed between two runs over the same documents, which need not be labelled.

    python -m evals.changes BEFORE.jsonl AFTER.jsonl [--show N]

Both files are what `onrecord read … --json` printed. A statement of one run is the same as one of the other when it
has its id, which is its place, or else when their contents overlap. It stayed when source, cue, content, mode, force,
denial and nesting are the same; confidence may differ. With --show, N examples of each change follow, spread over the
documents.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evals.lines import Line, Statement, lines
from evals.pairing import pairing
from evals.tables import table

Fate = Literal["stayed", "changed", "lost", "gained"]
FATES: tuple[Fate, ...] = ("stayed", "changed", "lost", "gained")

FIELDS = ("source", "cue", "content", "mode", "force", "negated", "nested in")

SHOWN = 160
"""Characters of a content that an example shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of a statement: how it was, how it is, and in what the two differ."""

    document: str
    kind: str
    before: Statement | None
    after: Statement | None
    differs: tuple[str, ...] = ()

    @property
    def fate(self) -> Fate:
        if self.before is None:
            return "gained"
        if self.after is None:
            return "lost"
        return "changed" if self.differs else "stayed"

    @property
    def mode(self) -> str:
        """The mode before; of what was gained, the mode after."""
        statement = self.before or self.after
        return statement.mode if statement else ""


def changes(before: Mapping[str, Line], after: Mapping[str, Line]) -> Iterator[Change]:
    """What became of the statements of each document that is in both runs."""
    for id, line in before.items():
        if id in after:
            yield from _of_document(line, after[id])


def by_document(read: Iterable[Line]) -> Mapping[str, Line]:
    """The lines by their document's id."""
    return {line.document.id: line for line in read}


def _of_document(before: Line, after: Line) -> Iterator[Change]:
    found = pairing(before.statements, after.statements)
    now = {old.id: new.id for old, new in found.both}
    lost, gained = ((old, None) for old in found.lost), ((None, new) for new in found.gained)
    for old, new in (*found.both, *lost, *gained):
        differs = tuple(_differences(old, new, now)) if old and new else ()
        yield Change(document=before.name, kind=before.document.kind, before=old, after=new, differs=differs)


def _differences(old: Statement, new: Statement, now: Mapping[str, str]) -> Iterator[str]:
    """The fields that differ. A holder that is the same statement under another id is no difference."""
    for field in FIELDS[:-1]:
        if getattr(old, field) != getattr(new, field):
            yield field
    if (now.get(old.nested_in, "gone") if old.nested_in else None) != new.nested_in:
        yield FIELDS[-1]


def main(arguments: Sequence[str]) -> int:
    """Prints what changed; 2 where the runs cannot be read or have no document in common."""
    options = _options(arguments)
    try:
        before, after = by_document(lines(options.before)), by_document(lines(options.after))
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    if not before.keys() & after.keys():
        print(
            "the runs have no document in common: both must have read the same texts by the same paths", file=sys.stderr
        )
        return 2
    found = list(changes(before, after))
    print("\n\n".join(_shown(before, after, found, options.show)))
    return 0


def _shown(before: Mapping[str, Line], after: Mapping[str, Line], found: Sequence[Change], show: int) -> Iterator[str]:
    both = len(before.keys() & after.keys())
    yield f"{both} documents in both runs, {len(before) - both} only before, {len(after) - both} only after"
    yield table(("statements", "before", "after", *FATES), _counted(found))
    differing = Counter(field for change in found for field in change.differs)
    yield table(("changed in", "statements"), ((field, differing[field]) for field in FIELDS))
    for fate in FATES[1:] if show else ():
        yield "\n".join((f"{fate}:", *map(_example, _spread([c for c in found if c.fate == fate], show))))


def _counted(found: Sequence[Change]) -> Iterator[tuple[object, ...]]:
    yield _row("all", found)
    for kind in sorted({change.kind for change in found}):
        yield _row(kind, [change for change in found if change.kind == kind])
    for mode in ("direct", "mixed", "indirect"):
        yield _row(mode, [change for change in found if change.mode == mode])


def _row(name: str, found: Sequence[Change]) -> tuple[object, ...]:
    fates = Counter(change.fate for change in found)
    return (name, len(found) - fates["gained"], len(found) - fates["lost"], *(fates[fate] for fate in FATES))


def _spread(found: Sequence[Change], show: int) -> Iterator[Change]:
    """As many as are to be shown, from first to last, at even distances."""
    for place in range(min(show, len(found))):
        yield found[place * len(found) // min(show, len(found))]


def _example(change: Change) -> str:
    sides = [("-", change.before), ("+", change.after)]
    shown = [f"    {sign} {_words(one)}" for sign, one in sides if one]
    return "\n".join((f"  {change.document}{': ' if change.differs else ''}{', '.join(change.differs)}", *shown))


def _words(one: Statement) -> str:
    source, cue = (" ".join(part.text.split()) if part else "–" for part in (one.source, one.cue))
    flags = [one.mode, one.force, *(["negated"] if one.negated else []), *(["nested"] if one.nested_in else [])]
    return f"{source} | {cue} | {_cut(' … '.join(part.text for part in one.content))} ({', '.join(flags)})"


def _cut(content: str) -> str:
    """The content on one line; of a long one the two ends, because it is there that contents differ."""
    line = " ".join(content.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN // 2]} […] {line[-SHOWN // 2 :]}"


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evals.changes", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("before", type=Path, metavar="BEFORE.jsonl")
    parser.add_argument("after", type=Path, metavar="AFTER.jsonl")
    parser.add_argument("--show", type=int, default=0, metavar="N")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
