"""Shows a record on the terminal: as a table of who said what, or as its text with marks."""

import bisect
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.cli.marking import marked_lines
from onrecord.cli.tables import day, place, print_statements
from onrecord.cli.terminal import one_line, shortened
from onrecord.model.contract import attributions, statement_rows
from onrecord.model.document import Record
from onrecord.model.rows import SpeakerRow, StatementRow
from onrecord.model.statement import Post

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.store.questions import FoundPassage

SNIPPET = 400
"""Characters of a passage that a search shows."""

MANY = 200
"""Finds in one passage that are looked at to choose what is shown of it."""


def print_who_said_what(console: "Console", record: Record) -> None:
    """Prints a heading and the statements of a record, those of its readers' discussion with their post."""
    rows, posts = statement_rows(record), {post.id: n for n, post in enumerate(record.of(Post), 1)}
    _heading(console, record)
    line = _lines(record.document.text)

    def where(row: StatementRow) -> str:
        here = f"line {line(row.content[0].start)}"
        return here if row.post is None else f"{here}, post {posts[row.post]}"

    if not print_statements(console, ((row, where(row)) for row in rows), where=10):
        console.print(_none_found(record))
    console.print()


def _none_found(record: Record) -> str:
    """Why nothing is printed: none was found, or none was looked for."""
    language = record.document.language
    if language in (None, "en"):
        return "No statement found."
    return f"Not English ({language}): read without looking for statements."


def print_marked(console: "Console", record: Record) -> None:
    """Prints the text of a record with its marks, and who each source is and why."""

    _heading(console, record)
    rows = statement_rows(record)
    shown = {row.id for row in rows}
    marked = [one for one in attributions(record) if one.id in shown]
    for line in marked_lines(record.document.text, marked, record.of(Post)):
        console.print(line, soft_wrap=not console.is_terminal)
    for number, row in enumerate(rows, 1):
        console.print()
        for line in _identity(number, row):
            console.print(line)


def print_passages(console: "Console", found: "Iterable[FoundPassage]", asked: str) -> int:
    """Prints each passage under its document, with the words asked for in bold. Returns how many there were."""
    from rich.text import Text

    hits = tuple(found)
    for hit in hits:
        console.print(Text(place(hit.document), "dim"))
        console.print(_highlighted(hit.passage.text, asked))
        console.print()
    return len(hits)


def _highlighted(passage: str, asked: str) -> "Text":
    """The passage, cut to where most of the words stand close together; the words are bold."""
    from rich.text import Text

    words = "|".join(re.escape(word) for word in re.findall(r"\w+", asked))
    sought = re.compile(rf"\b(?:{words})\w*" if words else r"\b\B", re.IGNORECASE)
    start = _densest(passage, sought) if len(passage) > SNIPPET else 0
    shown = Text(("… " if start else "") + shortened(passage[start:], SNIPPET))
    shown.highlight_regex(sought, "bold underline")
    return shown


def _densest(passage: str, sought: re.Pattern[str]) -> int:
    """Where a cut of the passage begins that holds most of what is sought, the first of them near its middle."""
    hits = [(hit.start(), hit[0].casefold()) for hit in islice(sought.finditer(passage), MANY)]
    near = SNIPPET // 2
    counts = [len({word for place, word in hits if at <= place < at + near}) for at, _ in hits]
    best = hits[counts.index(max(counts))][0] if hits else 0
    begin = max(0, best - near)
    return 0 if begin == 0 else passage.find(" ", begin, best) + 1 or begin


def _heading(console: "Console", record: Record) -> None:
    from rich.text import Text

    origin = record.document.origin
    if origin.title:
        console.print(Text(one_line(origin.title), "bold"))
    console.print(Text(one_line(origin.uri), "dim" if origin.title else "bold"))
    console.print(Text(" · ".join(_facts(record)), "dim"))
    console.print()


def _facts(record: Record) -> Iterator[str]:
    document = record.document
    origin = document.origin
    for fact in (document.kind, origin.published, origin.publisher, origin.author, document.language):
        if fact:
            yield one_line(fact)
    for count, name in ((len(statement_rows(record)), "statement"), (len(record.of(Post)), "post")):
        if count:
            yield f"{count:,} {name}{'s' if count > 1 else ''}"
    yield f"id {document.id[:8]}"


def _identity(number: int, row: StatementRow) -> "Iterator[Text]":
    """Who says the statement of that number, how, when and through whom; then why it is they."""
    from rich.text import Text

    speakers = "; ".join(_name(speaker) for speaker in row.speakers) or "no speaker found"
    said, via = day(row.said), ", ".join(one_line(n.name) for n in row.via)
    facts = [row.mode, f"said {said}" if said else "", f"via {via}" if via else ""]
    yield Text.assemble((f"{number:>4}  ", "dim"), (speakers, "bold"), "".join(f" · {fact}" for fact in facts if fact))
    for reason in dict.fromkeys(speaker.reason for speaker in row.speakers):
        yield Text(f"      {one_line(reason)}", "dim")
    if row.verdict:
        yield Text(f"      {row.verdict.label.replace('_', ' ')}: {one_line(row.verdict.reason)}")


def _name(speaker: SpeakerRow) -> str:
    about = ", ".join(one_line(part) for part in (speaker.role, speaker.affiliation) if part)
    return f"{one_line(speaker.name)} ({about})" if about else one_line(speaker.name)


def _lines(text: str) -> Callable[[int], int]:
    """The number of the line, from 1, in which a position of the text stands."""
    ends = [i for i, character in enumerate(text) if character == "\n"]
    return lambda position: bisect.bisect_left(ends, position) + 1
