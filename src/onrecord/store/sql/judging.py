"""Keeps people's judgements: only ever added, and kept when what they judge is gone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Select, case, func, insert, or_, select, union, update

from onrecord.errors import DocumentError
from onrecord.model.base import ID_LENGTH, Span
from onrecord.model.contract import judged_row
from onrecord.model.document import Record, iso_day
from onrecord.model.evidence import ADD, OTHER, RESOLVED, SAME, Judgement
from onrecord.model.rows import GivenRow, StatementRow
from onrecord.model.ruling import Addition, Ruling, addition, check_addition, check_value, ruling
from onrecord.model.statement import Attribution
from onrecord.store.questions import StoredJudgement
from onrecord.store.sql import changing, reading, scores, writing
from onrecord.store.sql.finding import rows_by_judgement
from onrecord.store.sql.reading import CURRENT
from onrecord.store.sql.rulings import AT_ONCE, given_on, judged_of
from onrecord.store.sql.sames import UNLISTED, Sames, is_place, sames
from onrecord.store.sql.tables import alias, annotation, document, judgement, speaker, statement, statement_row, struck

SHOWN = 500
"""Characters of the judged words that are kept with a judgement."""

PUBLISHED = "published "
"""What the value of a judgement on a document's date begins with; the date follows."""


def judge(connection: Connection, given: Judgement) -> bool:
    """The judgement is kept, with the words it is about. False where it was there before.

    Raises ValueError where it gives a document a date that is none.
    """
    if given.value.startswith(PUBLISHED):
        iso_day(given.value.removeprefix(PUBLISHED))
    if _is_kept(connection, given):
        return False
    added = addition(given.value)
    _keep(connection, given, _about(connection, given.target) if added is None else _about_added(connection, added))
    return True


def restore(connection: Connection, rows: Sequence[GivenRow]) -> int:
    """Those of the judgements that are new are kept, with the words that they were given on; how many."""
    for row in rows:
        _check(row)
    before = sames(connection)
    fresh = [row for row in {row.judgement.id: row for row in rows}.values() if not _is_kept(connection, row.judgement)]
    for row in fresh:
        _keep(connection, row.judgement, {"uri": row.uri, "words": row.words})
    _find_anew(connection, before, [row.judgement for row in fresh])
    return len(fresh)


def judge_who(connection: Connection, given: Judgement) -> None:
    """The judgement on who somebody is is kept, and every document that it changes is found accordingly."""
    before = sames(connection)
    judge(connection, given)
    _find_anew(connection, before, (given,))


def judge_row(connection: Connection, given: Judgement) -> bool:
    """The judgement on a row is kept, and its document is found accordingly. False where it was there before.

    Raises ValueError for a value that no row can have, and DocumentError where no current document has the row.
    """
    number = _document_of(connection, given.target)
    if number is None:
        raise DocumentError(f"no row {given.target!r} in the record; was the document read again or removed?")
    length = connection.scalar(select(func.length(document.c.text)).where(document.c.number == number)) or 0
    check_value(given.value, length)
    before = _ruling(connection, given.target)
    if not judge(connection, given):
        return False
    if given.value.startswith(RESOLVED):
        scores.keep(connection, given)
    after = _ruling(connection, given.target)
    if not (_decides(before) or _decides(after)):
        _tell(connection, given.target, after)
    elif _adds_one(before) or _adds_one(after) or not changing.change(connection, number, given.target):
        for record in reading.records(connection, number):
            _find_document_anew(connection, number, record)
    return True


def add_statement(connection: Connection, given: Judgement) -> bool:
    """The statement that the judgement adds is there, and its document is found accordingly. False where it was added
    before.

    Raises ValueError for what cannot stand in the text or stands there already, and DocumentError where no current
    document has the text.
    """
    added = addition(given.value)
    if added is None or added.attribution.id != given.target:
        raise ValueError(f"{given.value!r} adds no statement of that id")
    held = select(document.c.number, document.c.text).where(document.c.id == added.document, CURRENT)
    row = connection.execute(held).first()
    if row is None:
        raise DocumentError(f"no document {added.document!r} in the record; was it read again or removed?")
    if _is_kept(connection, given):
        return False
    check_addition(added, row.text)
    if _document_of(connection, given.target) is not None:
        raise ValueError("a statement stands there already; correct that one, or undo its rejection")
    judge(connection, given)
    for record in reading.records(connection, row.number):
        _find_document_anew(connection, row.number, record)
    return True


def _ruling(connection: Connection, of: str) -> Ruling | None:
    """What the judgements on a row amount to."""
    return ruling("", of, Span(0, 0), given_on(connection, (of,)).get(of, ()))


def _decides(found: Ruling | None) -> bool:
    """Whether rows are other ones than the machine's."""
    if found is None:
        return False
    return bool(found.rejected or found.speaker or found.content or found.source or found.label or found.added)


def _adds_one(found: Ruling | None) -> bool:
    return found is not None and found.added is not None


def _tell(connection: Connection, of: str, found: Ruling | None) -> None:
    """The statement says who judged it; all else of it stays, so that nothing of its document is made anew."""
    held = select(statement_row.c.number, statement_row.c.value)
    held = held.join(statement, statement.c.number == statement_row.c.number).where(statement.c.id == of)
    for number, value in connection.execute(held).all():
        row = msgspec.json.decode(value, type=StatementRow)
        told = msgspec.structs.replace(row, judged=judged_row(found) if found else None)
        changed = update(statement_row).where(statement_row.c.number == number)
        connection.execute(changed.values(value=msgspec.json.encode(told).decode()))


def _find_anew(connection: Connection, before: Sames, given: Sequence[Judgement]) -> None:
    """Every document is found anew in which these judgements change who is whom, or on a row of which they are."""
    after = sames(connection)
    changed = {who for who in (*before.chiefs, *after.chiefs) if before.chiefs.get(who) != after.chiefs.get(who)}
    chiefs = {chief for known in (before, after) for who, chief in known.chiefs.items() if who in changed}
    places = [part for one in given for part in (one.target, one.value.removeprefix(SAME).removeprefix(OTHER))]
    added = [*map(addition, _additions_of(connection, places))]
    places += [one.document for one in added if one is not None]
    for number in _documents(connection, changed | chiefs, places):
        for record in reading.records(connection, number):
            _find_document_anew(connection, number, record)


def _find_document_anew(connection: Connection, number: int, record: Record) -> None:
    writing.find_anew(connection, number, rows_by_judgement(judged_of(connection, record).applied(record)))


def _document_of(connection: Connection, row: str) -> int | None:
    """The current document in which a row stands: one that a layer found, or that people added."""
    held = select(annotation.c.document).join(document, document.c.number == annotation.c.document)
    found = connection.scalar(held.where(annotation.c.id == row, CURRENT).limit(1))
    shown = (connection.scalar(select(table.c.document).where(table.c.id == row)) for table in (statement, struck))
    return found if found is not None else next((number for number in shown if number is not None), None)


def _additions_of(connection: Connection, targets: Sequence[str]) -> Iterator[str]:
    """The values of the judgements that add these rows."""
    for at in range(0, len(targets), AT_ONCE):
        some = judgement.c.target.in_(targets[at : at + AT_ONCE])
        yield from connection.scalars(select(judgement.c.value).where(some, _adds(judgement.c.value)))


def _documents(connection: Connection, whos: Iterable[str], places: Sequence[str]) -> tuple[int, ...]:
    """The current documents in which somebody of these is named, or one of the places stands."""
    asked = tuple({form for who in whos for form in (who, f"{UNLISTED}{who}")})
    speaking = select(speaker.c.document).where(speaker.c.who.in_(asked))
    named = union(speaking, select(alias.c.document).where(alias.c.who.in_(asked))).subquery()
    holding = select(annotation.c.document).where(annotation.c.id.in_(tuple(places)))
    numbers = select(document.c.number).where(
        reading.CURRENT,
        or_(
            document.c.number.in_(select(named.c.document)),
            document.c.number.in_(holding),
            document.c.id.in_(tuple(places)),
        ),
    )
    return tuple(connection.scalars(numbers.order_by(document.c.number)))


def judgements(connection: Connection, condition: Any = None) -> tuple[StoredJudgement, ...]:
    """The judgements in the order given, and whether the place they judge still stands in the current record."""
    found = select(func.min(annotation.c.kind)).where(annotation.c.id == judgement.c.target).scalar_subquery()
    kind = case((found.is_(None) & _shown(), Attribution.__name__), else_=found)
    asked = select(judgement, _standing().label("standing"), kind.label("kind")).order_by(judgement.c.number)
    if condition is not None:
        asked = asked.where(condition)
    return tuple(
        StoredJudgement(
            judgement=Judgement(**{name: row[name] for name in Judgement.__dataclass_fields__}),
            orphaned=not row["standing"] and not _is_on_person(row),
            uri=row["uri"],
            words=row["words"],
            kind=row["kind"],
        )
        for row in connection.execute(asked).mappings()
    )


def count(connection: Connection) -> int:
    """How many judgements there are."""
    return connection.scalar(select(func.count(judgement.c.number))) or 0


def of_document(number: int) -> Any:
    """The condition that a judgement is on a document or on something in it."""
    parts = select(annotation.c.id).where(annotation.c.document == number)
    whole = select(document.c.id).where(document.c.number == number)
    adds = judgement.alias("adds")
    added = select(adds.c.target).where(_adds(adds.c.value), _document_in(adds.c.value).in_(whole))
    return or_(judgement.c.target.in_(parts), judgement.c.target.in_(whole), judgement.c.target.in_(added))


def published(connection: Connection, document_id: str) -> str | None:
    """The date of publication that a person gave the document last."""
    given = select(judgement.c.value).where(
        judgement.c.target == document_id, judgement.c.value.startswith(PUBLISHED, autoescape=True)
    )
    last = connection.scalar(given.order_by(judgement.c.number.desc()).limit(1))
    return None if last is None else str(last).removeprefix(PUBLISHED)


def _check(row: GivenRow) -> None:
    if any("\0" in value for value in msgspec.structs.astuple(row) if value is not None):
        raise DocumentError(f"a judgement on {row.target!r} holds U+0000, which cannot be stored")
    if row.value.startswith(PUBLISHED):
        try:
            iso_day(row.value.removeprefix(PUBLISHED))
        except ValueError as error:
            raise DocumentError(f"a judgement on {row.target!r}: {error}") from None


def _is_kept(connection: Connection, given: Judgement) -> bool:
    return connection.scalar(select(judgement.c.number).where(judgement.c.id == given.id)) is not None


def _keep(connection: Connection, given: Judgement, about: Mapping[str, str | None]) -> None:
    number = (connection.scalar(select(func.max(judgement.c.number))) or 0) + 1
    values = msgspec.to_builtins(given) | {"id": given.id, "number": number} | about
    connection.execute(insert(judgement).values(values))


def _is_on_person(row: RowMapping) -> bool:
    """Whether it says who somebody is everywhere, which stands without any place."""
    return row["value"].startswith((SAME, OTHER)) and not is_place(row["target"])


def _standing() -> Any:
    place = select(annotation.c.id).join(document, document.c.number == annotation.c.document)
    part = place.where(annotation.c.id == judgement.c.target, CURRENT).exists()
    whole = select(document.c.id).where(document.c.id == judgement.c.target, CURRENT).exists()
    adds = judgement.alias("adding")
    added = select(adds.c.id).where(adds.c.target == judgement.c.target, _adds(adds.c.value))
    stands = select(document.c.id).where(document.c.id == _document_in(adds.c.value), CURRENT).exists()
    return or_(part, whole, added.where(stands).exists())


def _shown() -> Any:
    """Whether a statement, or one that was rejected, stands at the target, whoever found it."""
    rows = (select(table.c.id).where(table.c.id == judgement.c.target).exists() for table in (statement, struck))
    return or_(*rows)


def _adds(value: Any) -> Any:
    return value.startswith(ADD, autoescape=True)


def _document_in(value: Any) -> Any:
    """The document to which a judgement of that value adds a statement."""
    return func.substr(value, len(ADD) + 1, ID_LENGTH)


def _about(connection: Connection, target: str) -> dict[str, str | None]:
    """The uri and the words of what stands at the target now."""
    row = connection.execute(_place(target)).first() or connection.execute(_added_place(target)).first()
    if row is not None:
        return {"uri": row.uri, "words": Span(row.start, row.end).of(row.text)[:SHOWN]}
    whole = connection.execute(select(document.c.uri, document.c.title).where(document.c.id == target)).first()
    return {"uri": whole.uri if whole else None, "words": whole.title if whole else None}


def _about_added(connection: Connection, added: Addition) -> dict[str, str | None]:
    """The uri and the words of what is added."""
    row = connection.execute(select(document.c.uri, document.c.text).where(document.c.id == added.document)).first()
    return {"uri": row.uri if row else None, "words": added.attribution.span.of(row.text)[:SHOWN] if row else None}


def _added_place(target: str) -> Select[Any]:
    held = select(document.c.uri, document.c.text, statement.c.start, statement.c.end)
    return held.join(statement, document.c.number == statement.c.document).where(statement.c.id == target)


def _place(target: str) -> Select[Any]:
    held = select(document.c.uri, document.c.text, annotation.c.start, annotation.c.end)
    held = held.join(annotation, document.c.number == annotation.c.document)
    return held.where(annotation.c.id == target).order_by(annotation.c.layer).limit(1)
