"""Version 4: how well forecasts were given whose outcome is known."""

from sqlalchemy import BigInteger, Column, Connection, Float, ForeignKey, Integer, MetaData, Table, Text

_NUMBER = BigInteger().with_variant(Integer, "sqlite")

_METADATA = MetaData()


def upgrade(connection: Connection) -> None:
    """The table of scores exists."""
    _METADATA.create_all(connection, tables=[_SCORE])


Table("judgement", _METADATA, Column("number", _NUMBER, primary_key=True, autoincrement=False))

_SCORE = Table(
    "score",
    _METADATA,
    Column("judgement", _NUMBER, ForeignKey("judgement.number"), primary_key=True, autoincrement=False),
    Column("target", Text, nullable=False, index=True),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    *(
        Column(f"{kind}_{place}", Float, nullable=False)
        for kind in ("brier", "log")
        for place in ("low", "middle", "high")
    ),
)
