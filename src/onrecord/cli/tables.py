"""The tables in which statements and people are shown, as wide as the screen is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING

from onrecord.cli.terminal import one_line, shortened
from onrecord.model.rows import DocumentRow, SpeakerRow, StatementRow, TimeRow

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from onrecord.agreement import Pair
    from onrecord.model.person import Person
    from onrecord.registry import Layer
    from onrecord.store.questions import PersonLine
    from onrecord.verify.primaries import Held

LONGEST = 240
"""Characters of a statement that a table shows."""

WIDE = 110
"""Columns of a screen from which on day and way have columns of their own; below, they stand under the speaker."""

WIDEST = 160
"""Columns that a table takes at most: longer lines are hard to follow."""

GUTTER = 2
"""Blanks between columns: one of padding, one for the line that this style leaves out."""

BATCH = 100
"""Rows that are laid out at once, so that a long list begins to show before it is complete."""


def print_statements(console: "Console", rows: Iterable[tuple[StatementRow, str]], *, where: int = 24) -> int:
    """Prints who said what, each statement with the place it stands at (`where`: the width for it). Returns how many
    there were."""
    width = min(console.width, WIDEST)
    wide = width >= WIDE
    left, count = iter(rows), 0
    while batch := tuple(islice(left, BATCH)):
        found = _statement_table(width, where) if wide else _narrow_statement_table(width, where)
        found.show_header = count == 0
        for statement, place in batch:
            found.add_row(*_cells(statement, place, wide=wide))
        console.print(found)
        count += len(batch)
    return count


def print_people(console: "Console", people: "Iterable[PersonLine]") -> int:
    """Prints who speaks, with roles, other names, how often and from when to when. Returns how many there were."""
    from rich.text import Text

    width = min(console.width, WIDEST)
    left, count = iter(people), 0
    while batch := tuple(islice(left, BATCH)):
        rest = width - 13 - 12 - 12 - 8
        found = table({"name": rest * 2 // 5, "role": rest - rest * 2 // 5, "statements": 10, "from": 10, "to": 10})
        found.columns[2].justify = "right"
        found.show_header = count == 0
        for person in batch:
            name = Text(one_line(person.name), "bold")
            if person.type != "person":
                name.append(f"\n{person.type.replace('_', ' ')}", "not bold dim")
            roles = Text(one_line("; ".join(person.roles)))
            days = (Text(str(day) if day else "") for day in (person.first, person.last))
            found.add_row(name, roles, Text(str(person.statements)), *days)
        console.print(found)
        count += len(batch)
    return count


def print_person(
    console: "Console",
    line: "PersonLine | None",
    known: "Person | None",
    documents: "Iterable[tuple[DocumentRow, int]]",
) -> None:
    """Prints what is known of somebody: names, offices, and the documents in which they speak."""
    from rich.text import Text

    name = line.name if line else known.name if known else ""
    console.print(Text(one_line(name), "bold"))
    for told in _about_person(line, known):
        console.print(Text(f"  {one_line(told)}"))
    found = tuple(documents)
    if found:
        console.print()
        width = min(console.width, WIDEST)
        shown = table({"document": width - 10 - 10 - 2 * GUTTER, "published": 10, "statements": 10})
        shown.columns[2].justify = "right"
        for document, count in found:
            day = (document.published or "")[:10]
            shown.add_row(Text(one_line(document.title or place(document))), Text(day), Text(f"{count:,}"))
        console.print(shown)


def _about_person(line: "PersonLine | None", known: "Person | None") -> Iterator[str]:
    if line:
        days = " – ".join(dict.fromkeys(str(day) for day in (line.first, line.last) if day))
        many = f"{line.statements:,} statement{'' if line.statements == 1 else 's'}"
        yield f"{line.type.replace('_', ' ')} · {many}{f' · {days}' if days else ''}"
        if line.roles:
            yield f"called: {'; '.join(line.roles)}"
    names = dict.fromkeys((*(line.aliases if line else ()), *((known.name, *known.aliases) if known else ())))
    shown = line.name if line else known.name if known else ""
    others = [name for name in names if name != shown]
    if others:
        yield f"also: {'; '.join(others)}"
    if known is None:
        yield "in no register" if line is None or line.person is None else f"id {line.person}"
        return
    yield f"id {known.id} · {known.origin}"
    for term in known.terms:
        days = f": {term.since or '…'} – {term.until}" if term.until else f": since {term.since}" if term.since else ""
        yield f"{term.role}{f', {term.of}' if term.of else ''}{days}"


def print_library(console: "Console", documents: "Iterable[Held]", words: int) -> None:
    """Prints each text of a library, and whether its file has changed since it was added."""
    from rich.text import Text

    from onrecord.verify.passages import changed_since

    width = min(console.width, WIDEST)
    rest = width - 10 - 12 - 2 * 10
    left, count = iter(documents), 0
    while batch := tuple(islice(left, BATCH)):
        shown = table({"text": rest // 2, "event": rest - rest // 2, "day": 10, "words": 10})
        shown.columns[3].justify = "right"
        shown.show_header = count == 0
        for held in batch:
            name = Text(one_line(held.name), "bold")
            for told in (held.version, changed_since(held)):
                if told:
                    name.append(f"\n{one_line(told)}", "not bold yellow" if told != held.version else "not bold dim")
            shown.add_row(name, Text(one_line(held.event or "")), Text((held.date or "")[:10]), Text(f"{held.words:,}"))
        console.print(shown)
        count += len(batch)
    console.print(Text(f"{count:,} texts, about {words:,} words", "dim"))


def print_layers(console: "Console", order: Sequence[str], layers: "Mapping[str, Layer]") -> None:
    """Prints each layer with its version, what it needs and what it finds; those outside the order come last."""
    from rich.text import Text

    found = table({"layer": 22, "version": 9, "needs": 24, "finds": 24, "languages": 9}, leading=0)
    for name in (*order, *(name for name in layers if name not in order)):
        layer = layers[name]
        needs, finds = (", ".join(kind.__name__ for kind in kinds) for kinds in (layer.requires, layer.produces))
        asked = name if name in order else f"{name} (when asked for)"
        cells = (asked, layer.version, needs or "–", finds, ", ".join(layer.languages or ("any",)))
        found.add_row(*map(Text, cells))
    console.print(found)


def print_agreement(console: "Console", pairs: "Sequence[Pair]") -> int:
    """Prints how far each two agree, a line each. Returns how many there were."""
    from rich.text import Text

    made = table(
        {
            "between": 30,
            "statements": 10,
            **dict.fromkeys(("standing", "speaker", "verdict"), 9),
            "F1": 6,
            "F1 chars": 8,
        }
    )
    for pair in pairs:
        numbers = (*pair.alpha.values(), pair.f1_statements, pair.f1_characters)
        shown = ("–" if value is None else f"{value:.2f}" for value in numbers)
        made.add_row(Text(one_line(f"{pair.one} and {pair.other}")), f"{pair.units:,}", *shown)
    if pairs:
        console.print(made)
    return len(pairs)


def table(widths: dict[str, int], *, leading: int = 1) -> "Table":
    """An empty table in the one style of this command line: a width for each heading, blank lines between rows."""
    from rich import box
    from rich.table import Table

    made = Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0), leading=leading
    )
    for heading, width in widths.items():
        made.add_column(heading, overflow="fold", width=max(width, 4))
    return made


def place(document: DocumentRow) -> str:
    """Where a document is to be found, shortly: its file's name and its day."""
    name = PurePath(document.uri).name or document.uri
    return f"{name} {document.published[:10]}" if document.published else name


def day(time: TimeRow | None) -> str:
    """Inclusive days, shortly: one day, or from … to."""
    if time is None or (time.from_ is None and time.to is None):
        return ""
    return f"{time.to}" if time.from_ == time.to else f"{time.from_ or '…'} – {time.to or '…'}"


def _statement_table(width: int, where: int) -> "Table":
    words = width - 28 - 10 - 16 - where - 4 * GUTTER
    return table({"who": 28, "said": 10, "words": words, "via": 16, "where": where})


def _narrow_statement_table(width: int, where: int) -> "Table":
    who, where = width * 3 // 10, min(where, width // 5)
    return table({"who": who, "words": width - who - where - 2 * GUTTER, "where": where})


def _cells(statement: StatementRow, where: str, *, wide: bool) -> Sequence["Text"]:
    from rich.text import Text

    who = _who(statement)
    said, via = day(statement.said), ", ".join(one_line(n.name) for n in statement.via)
    words = Text(shortened(" … ".join(part.text for part in statement.content), LONGEST))
    if statement.verdict:
        words.append(f"\n{statement.verdict.label.replace('_', ' ')}", "bold")
    if wide:
        return who, Text(said), words, Text(via), Text(one_line(where), "dim")
    for line in (said, f"via {via}" if via else ""):
        who.append(f"\n{line}" if line else "")
    return who, words, Text(one_line(where), "dim")


def _who(statement: StatementRow) -> "Text":
    """The speakers, each with the role underneath; where none is known, the words of the source in brackets."""
    from rich.text import Text

    if not statement.speakers:
        return Text(f"({one_line(statement.source.text) if statement.source else 'nobody named'})", "italic")
    lines: list[Text] = []
    for speaker in statement.speakers:
        lines.append(Text(one_line(speaker.name), "bold"))
        if about := _about(speaker):
            lines.append(Text(about, "dim"))
    return Text("\n").join(lines)


def _about(speaker: SpeakerRow) -> str:
    return ", ".join(dict.fromkeys(one_line(part) for part in (speaker.role, speaker.affiliation) if part))
