"""Version 3: what pages ask for beside statements: readings, posts, who speaks of whom, and what to review first."""

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Index, Integer, MetaData, Table, Text

_NUMBER = BigInteger().with_variant(Integer, "sqlite")

_METADATA = MetaData()

_COLUMNS = ('"start" INTEGER', '"end" INTEGER', "verdict TEXT", "doubt INTEGER")

_INDEXES = (
    "CREATE INDEX statement_by_doubt ON statement (doubt, number)",
    "CREATE INDEX statement_by_verdict ON statement (verdict, number)",
)


def upgrade(connection: Connection) -> None:
    """The tables and columns exist; they are filled when the documents are found anew."""
    for column in _COLUMNS:
        connection.exec_driver_sql(f"ALTER TABLE statement ADD COLUMN {column}")
    for index in _INDEXES:
        connection.exec_driver_sql(index)
    _METADATA.create_all(connection, tables=_MADE)


Table("document", _METADATA, Column("number", _NUMBER, primary_key=True, autoincrement=False))


def _of_document() -> "Column[int]":
    return Column("document", _NUMBER, ForeignKey("document.number", ondelete="CASCADE"), nullable=False, index=True)


def _placed(name: str, *more: "Column[str] | Index") -> Table:
    """A table of rows of the contract, each with its place in the text."""
    return Table(
        name,
        _METADATA,
        Column("number", _NUMBER, primary_key=True, autoincrement=False),
        _of_document(),
        Column("id", Text, nullable=False, index=True),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        *more,
        Column("value", Text, nullable=False),
    )


_MADE = [
    _placed("struck"),
    _placed("post", Column("parent", Text)),
    _placed(
        "reading",
        Column("kind", Text, nullable=False),
        Column("by", Text, index=True),
        Column("first_day", Text),
        Column("last_day", Text),
        Index("reading_by_kind", "kind", "number"),
        Index("reading_by_day", "first_day", "number"),
    ),
    Table(
        "spoken",
        _METADATA,
        Column("who", Text, primary_key=True),
        Column("number", _NUMBER, primary_key=True),
        _of_document(),
        Column("first_day", Text),
        Index("spoken_by_day", "who", "first_day", "number"),
        sqlite_with_rowid=False,
    ),
    Table(
        "tie",
        _METADATA,
        Column("document", _NUMBER, ForeignKey("document.number", ondelete="CASCADE"), primary_key=True),
        Column("kind", Text, primary_key=True),
        Column("one", Text, primary_key=True),
        Column("other", Text, primary_key=True),
        Column("name", Text, nullable=False),
        Column("many", Integer, nullable=False),
        Index("tie_by_pair", "kind", "one", "other", "many"),
        Index("tie_by_other", "other", "kind", "one", "many"),
        sqlite_with_rowid=False,
    ),
]
