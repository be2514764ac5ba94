"""What the pages of checking show: a statement beside its passage, and the findings of a draft."""

from onrecord.model.base import Span
from onrecord.model.rows import FindingRow
from onrecord.model.ruling import Ruling, ruling
from onrecord.store.questions import Told
from onrecord.verify.comparing import finding
from onrecord.verify.houserules import load_rules
from onrecord.web.asked import AboutStatement
from onrecord.web.site import Site
from onrecord.web.views import Comparison

RULES = "transcript-cleanup"
"""House rules where none are named, as those of `onrecord check`."""


def comparison(site: Site, judge: str, asked: AboutStatement) -> Comparison:  # noqa: ARG001
    """A statement with its words beside the passage, and what people judged of it."""
    return compared(site.store.told(asked.statement))


def compared(told: Told) -> Comparison:
    """The statement as its page shows it."""
    return Comparison(told=told, finding=_finding(told), ruling=_ruling(told))


def _finding(told: Told) -> FindingRow | None:
    found = told.verification
    if found is None or told.statement.verdict is None:
        return None
    speakers = told.machine.speakers
    speaker = speakers[0].name if len(speakers) == 1 else None
    text, at = told.evidence.exact, told.evidence.span.start
    inside = at <= found.at.start and found.at.end <= told.evidence.span.end
    return finding(found, text, at, speaker=speaker, rules=load_rules(RULES)) if inside else None


def _ruling(told: Told) -> Ruling | None:
    given = (stored.judgement for stored in told.judgements)
    return ruling(told.document.id, told.statement.id, Span(0, 0), given)
