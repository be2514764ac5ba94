"""Version 1: documents with their annotations, rows to ask for, full-text search, and people's judgements."""

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""SQLite takes only INTEGER for the key that is the row's own number."""

_METADATA = MetaData()


def upgrade(connection: Connection) -> None:
    """The tables and indexes exist, search follows the rows by itself, and judgements can only be added."""
    _METADATA.create_all(connection)
    for statement in _OF_THE_DATABASE[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def _key(name: str) -> "Column[int]":
    return Column(name, _NUMBER, primary_key=True, autoincrement=False)


def _of_document() -> "Column[int]":
    return Column("document", _NUMBER, ForeignKey("document.number", ondelete="CASCADE"), nullable=False)


def _must(*names: str) -> "list[Column[str]]":
    return [Column(name, Text, nullable=False) for name in names]


def _may(*names: str) -> "list[Column[str]]":
    return [Column(name, Text) for name in names]


Table(
    "document",
    _METADATA,
    _key("number"),
    Column("id", Text, nullable=False, unique=True),
    *_must("uri", "kind", "sha256", "text", "hints", "document_digest", "record_digest"),
    *_may("url", "title", "published", "publisher", "author", "language", "offsets"),
    Column("superseded_by", Text, ForeignKey("document.id", ondelete="CASCADE"), index=True),
    Index("document_by_uri", "uri"),
)

Table(
    "layer",
    _METADATA,
    Column("document", _NUMBER, ForeignKey("document.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    *_must("layer", "version"),
)

Table(
    "annotation",
    _METADATA,
    *(Column(name, _NUMBER, primary_key=True) for name in ("document", "layer", "position")),
    *_must("id", "kind", "value"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    ForeignKeyConstraint(["document", "layer"], ["layer.document", "layer.position"], ondelete="CASCADE"),
    Index("annotation_by_id", "id"),
    sqlite_with_rowid=False,
)

Table(
    "statement",
    _METADATA,
    _key("number"),
    _of_document(),
    *_must("id", "mode"),
    *_may("first_day", "last_day", "post", "nested_in"),
    Index("statement_by_document", "document"),
    Index("statement_by_id", "id"),
    Index("statement_by_mode", "mode", "number"),
    Index("statement_by_day", "first_day", "last_day", "mode", "number"),
)

Table(
    "statement_row",
    _METADATA,
    Column("number", _NUMBER, ForeignKey("statement.number", ondelete="CASCADE"), primary_key=True),
    *_must("words", "speakers", "value"),
)

Table(
    "speaker",
    _METADATA,
    Column("document", _NUMBER, ForeignKey("document.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    *_must("who", "name", "type"),
    *_may("person", "role", "first_day", "last_day"),
    Column("statements", Integer, nullable=False),
    Index("speaker_by_who", "who", "type", "statements", "first_day", "last_day"),
    Index("speaker_by_form", "who", "name", "type", "person", "role", "statements"),
    sqlite_with_rowid=False,
)

Table(
    "alias",
    _METADATA,
    Column("document", _NUMBER, ForeignKey("document.number", ondelete="CASCADE"), primary_key=True),
    Column("who", Text, primary_key=True),
    Column("alias", Text, primary_key=True),
    Index("alias_by_who", "who", "alias"),
    sqlite_with_rowid=False,
)

Table(
    "passage",
    _METADATA,
    _key("number"),
    _of_document(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    *_must("words"),
    Index("passage_by_document", "document"),
)

Table(
    "judgement",
    _METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    *_must("target", "judge", "at", "value"),
    *_may("note", "uri", "words"),
    Index("judgement_by_target", "target"),
)


def _searched_in_sqlite(table: str, *columns: str) -> tuple[str, ...]:
    """The words of a table indexed in its own transaction. Words are folded before, so FTS5 cuts at blanks only.

    Beginnings of one to three letters have an index of their own (a tenth of the file): a* took 200 ms without.
    """
    index, names = f"{table}_search", ", ".join(columns)
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("new", "old"))
    return (
        f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='{table}', content_rowid='number',"
        " tokenize='ascii', columnsize=0, prefix='1 2 3')",
        f"CREATE TRIGGER {index}_added AFTER INSERT ON {table} BEGIN"
        f" INSERT INTO {index}(rowid, {names}) VALUES (new.number, {new}); END",
        f"CREATE TRIGGER {index}_removed AFTER DELETE ON {table} BEGIN"
        f" INSERT INTO {index}({index}, rowid, {names}) VALUES ('delete', old.number, {old}); END",
    )


def _searched_in_postgresql(table: str, *columns: str) -> tuple[str, ...]:
    return tuple(
        f"CREATE INDEX {table}_search_{column} ON {table} USING gin (to_tsvector('simple', {column}))"
        for column in columns
    )


def _kept_in_sqlite(change: str) -> str:
    return (
        f"CREATE TRIGGER judgement_no_{change} BEFORE {change} ON judgement BEGIN"
        " SELECT RAISE(ABORT, 'judgements are only ever added'); END"
    )


_OF_THE_DATABASE = {
    "sqlite": (
        *_searched_in_sqlite("statement_row", "words", "speakers"),
        *_searched_in_sqlite("passage", "words"),
        _kept_in_sqlite("UPDATE"),
        _kept_in_sqlite("DELETE"),
    ),
    "postgresql": (
        *_searched_in_postgresql("statement_row", "words", "speakers"),
        *_searched_in_postgresql("passage", "words"),
        "CREATE FUNCTION judgement_stays() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'judgements are only ever added'; END $$",
        "CREATE TRIGGER judgement_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON judgement"
        " FOR EACH STATEMENT EXECUTE FUNCTION judgement_stays()",
    ),
}
