"""Version 2: whom a record knows beside the package's register, imported from files."""

from sqlalchemy import Column, Connection, ForeignKey, Index, Integer, MetaData, Table, Text

_METADATA = MetaData()


def upgrade(connection: Connection) -> None:
    """The tables of imported people exist."""
    _METADATA.create_all(connection)


Table(
    "register_file",
    _METADATA,
    Column("name", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("persons", Integer, nullable=False),
)

Table(
    "person",
    _METADATA,
    Column("id", Text, primary_key=True),
    Column("file", Text, ForeignKey("register_file.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("value", Text, nullable=False),
)

Table(
    "person_key",
    _METADATA,
    Column("key", Text, primary_key=True),
    Column("person", Text, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Index("person_key_by_person", "person"),
    sqlite_with_rowid=False,
)

Table(
    "person_within",
    _METADATA,
    Column("of", Text, primary_key=True),
    Column("person", Text, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Index("person_within_by_person", "person"),
    sqlite_with_rowid=False,
)
