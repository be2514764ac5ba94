"""Writes articles marked by hand, and what was read of them, from texts with the spans marked in them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from marked import Marked, marked
from onrecord.model.base import Span

Row = dict[str, object]

ROLES = {"s": "Source", "q": "Cue", "c": "Content"}


def split(folder: Path, articles: Mapping[str, Sequence[str]]) -> Path:
    """A folder of articles by name, each marked by one annotator or more: "[Vell]s2 [said]q2 [no]c2 is the second."""
    for part in ("text", "attributions"):
        (folder / part).mkdir(parents=True)
    for name, annotators in articles.items():
        (folder / "text" / f"{name}.txt").write_text(marked(annotators[0]).text, encoding="utf-8", newline="")
        for number, text in enumerate(annotators):
            path = folder / "attributions" / f"{name}_{number:04x}.ann"
            path.write_text("\n".join(brat(marked(text))) + "\n", encoding="utf-8")
    return folder


def brat(text: Marked) -> Iterable[str]:
    """The lines of an annotator's file."""
    for number in numbers(text):
        arguments = []
        for place, (sign, role) in enumerate(ROLES.items()):
            spans = text.spans.get(f"{sign}{number}", ())
            if spans:
                id = f"T{10 * int(number or 1) + place}"
                offsets = ";".join(f"{span.start} {span.end}" for span in spans)
                yield f"{id}\t{role} {offsets}\twords"
                arguments.append(f"{role}:{id}")
        yield f"E{number or 1}\tAttribution:T0 {' '.join(arguments)}"


def written(path: Path, articles: Mapping[str, Sequence[Row]]) -> Path:
    """A file of lines as the command prints them, one for each article's statements."""
    rows = [
        {"document": {"id": name, "uri": f"stories/{name}.txt", "kind": "article"}, "statements": statements}
        for name, statements in articles.items()
    ]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def statements(text: str, **also: object) -> list[Row]:
    """The statements that are marked in a text; `also` holds for each. Without a cue the content is the place."""
    m = marked(text)
    return [statement(m, number, **also) for number in numbers(m)]


def statement(text: Marked, number: str, **also: object) -> Row:
    source, cue, content = ([span_row(text, s) for s in text.spans.get(f"{sign}{number}", ())] for sign in ROLES)
    place = (cue or content)[0]["start"]
    parts = {"source": source[0] if source else None, "cue": cue[0] if cue else None, "content": content}
    return {"id": f"at {place}", "mode": "indirect", "confidence": 0.9, **parts, **also}


def span_row(text: Marked, span: Span) -> Row:
    return {"start": span.start, "end": span.end, "text": span.of(text.text)}


def numbers(text: Marked) -> list[str]:
    """The numbers of the attributions; the first has none."""
    return sorted({label[1:] for label in text.spans}, key=lambda number: int(number or 1))
