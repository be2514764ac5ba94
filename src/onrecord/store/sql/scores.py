"""Keeps how well forecasts were given, beside the judgement that says what became of them."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, insert, select

from onrecord.model.evidence import Judgement
from onrecord.model.rows import ForecastRow
from onrecord.model.ruling import outcome_in, standing
from onrecord.scoring import Score, score
from onrecord.store.questions import Settled
from onrecord.store.sql import overview
from onrecord.store.sql.rulings import given_on
from onrecord.store.sql.tables import judgement, reading
from onrecord.store.sql.tables import score as scores

COUNTED = {"yes": True, "no": False}
"""The outcomes that are scored. What came true in part, is ambiguous or was annulled is counted for nobody."""


def keep(connection: Connection, given: Judgement) -> None:
    """The score of the forecast judged is kept; nothing is where it has no probability or the outcome is not scored."""
    came = COUNTED.get(outcome_in(given.value) or "")
    value = connection.scalar(select(reading.c.value).where(reading.c.id == given.target, reading.c.kind == "forecast"))
    probability = msgspec.json.decode(value, type=ForecastRow).probability if value is not None else None
    if came is None or probability is None:
        return
    made = score(probability.low, probability.high, came=came)
    ends = ("low", "middle", "high")
    connection.execute(
        insert(scores).values(
            judgement=connection.scalar(select(judgement.c.number).where(judgement.c.id == given.id)),
            target=given.target,
            low=probability.low,
            high=probability.high,
            **{f"brier_{end}": made.brier[at] for at, end in enumerate(ends)},
            **{f"log_{end}": made.log[at] for at, end in enumerate(ends)},
        )
    )


def settled(connection: Connection) -> tuple[Settled, ...]:
    """What became of each forecast and commitment on which people agree, with the score where there is one."""
    told = judgement.c.value.startswith("resolved ", autoescape=True)
    targets = tuple(
        dict.fromkeys(connection.scalars(select(judgement.c.target).where(told).order_by(judgement.c.number)))
    )
    agreed = dict(_agreed(connection, targets))
    found = {one.reading.id: one for one in overview.readings_of(connection, tuple(agreed))}
    kept = _scores(connection, targets)
    return tuple(
        Settled(found=found[id], judgement=one, score=kept.get(one.id)) for id, one in agreed.items() if id in found
    )


def _agreed(connection: Connection, targets: tuple[str, ...]) -> Iterator[tuple[str, Judgement]]:
    """The judgement that stands on each, where those who judged it agree on the outcome."""
    for target, given in given_on(connection, targets).items():
        stand = [one for one in standing(given) if one.value.startswith("resolved ")]
        if stand and len({outcome_in(one.value) for one in stand}) == 1:
            yield target, stand[-1]


def _scores(connection: Connection, targets: tuple[str, ...]) -> dict[str, Score]:
    """The scores by the ids of their judgements."""
    asked = select(judgement.c.id, scores).join(judgement, judgement.c.number == scores.c.judgement)
    rows = connection.execute(asked.where(scores.c.target.in_(targets))).mappings()
    return {
        row["id"]: Score(
            brier=(row["brier_low"], row["brier_middle"], row["brier_high"]),
            log=(row["log_low"], row["log_middle"], row["log_high"]),
        )
        for row in rows
    }
