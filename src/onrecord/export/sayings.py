"""Joins statements that are the same in several reports: the same words of the same speaker."""

from onrecord.model.base import content_id
from onrecord.model.rows import SpeakerRow, StatementRow
from onrecord.model.statement import SpeakerType
from onrecord.text import folded

LEAST = 4
"""Words that a content needs to be joined by: "Yes." and "No comment." are said every day. A choice, not measured."""

NAMED: tuple[SpeakerType, ...] = ("person", "organization", "group")
"""Who can be the same in two documents. "Officials" here and "officials" there may be others."""

GAP = " … "
"""What stands between the parts of a discontinuous content."""


def saying(row: StatementRow) -> str | None:
    """Equal for statements that are the same saying, and for those only; None for what cannot be joined.

    The speakers are the same by the register or a judgement, or by their names without case, accents and marks; the
    words are compared without these, too. A denied or an asked saying is another than one that is asserted.
    """
    spoken = folded(words(row))
    if not row.speakers or spoken.count(" ") + 1 < LEAST or any(s.type not in NAMED for s in row.speakers):
        return None
    return content_id("Saying", row.force, row.negated, *sorted({who(s) for s in row.speakers}), spoken)


def who(speaker: SpeakerRow) -> str:
    """What tells speakers apart: the person, or the folded name."""
    return speaker.person or f"name:{folded(speaker.name) or speaker.name}"


def words(row: StatementRow) -> str:
    """The words of a statement's content, an ellipsis between its parts."""
    return GAP.join(part.text for part in row.content)
