"""Turns a view into a page: every text is escaped, and what could steer a screen is shown and not sent."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.export.findings.difference import difference
from onrecord.export.findings.plain import cut, visible
from onrecord.export.findings.words import EFFECTS, VERDICTS, marks
from onrecord.model.evidence import WITHDRAW
from onrecord.model.rows import DocumentRow, FindingRow, StatementRow, TimeRow
from onrecord.model.ruling import addition, aspect
from onrecord.store.questions import StoredJudgement
from onrecord.store.sql.sames import who
from onrecord.verify.houserules import load_rules
from onrecord.web.charts import calibrated, days, network, windows
from onrecord.web.marking import parts
from onrecord.web.pages.checking import RULES

STATIC: Mapping[str, str] = {
    "onrecord.css": "text/css; charset=utf-8",
    "onrecord.js": "text/javascript; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
"""The files that pages ask for, and what each is. No other name is looked up."""


@cache
def environment() -> Environment:
    """The templates. They escape everything, and a name that is not there is an error and no blank."""
    made = Environment(
        loader=PackageLoader("onrecord.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.filters |= {"day": day, "place": place, "said": said, "plain": plain, "short": short, "path": path}
    made.filters |= {"who": speaker_key, "taken_back": taken_back}
    made.filters |= {"is_withdrawal": is_withdrawal, "is_on_row": is_on_row, "distinct": distinct}
    made.filters |= {"judged": judged, "left_by": left_by}
    made.globals |= {
        "parts": parts,
        "sides": sides,
        "bars": days.bars,
        "windows": windows.windows,
        "calibration_diagram": calibrated.diagram,
        "network_graph": network.graph,
        "address": address,
        "effects": EFFECTS,
        "verdicts": VERDICTS,
        "severities": load_rules(RULES).severities,
    }
    return made


def page(template: str, **values: Any) -> str:
    """The page of a template with these values."""
    return environment().get_template(template).render(**values)


@cache
def static(name: str) -> bytes:
    """The file of that name in the package."""
    return files("onrecord.web").joinpath("static", name).read_bytes()


def _shown(value: Any) -> Any:
    """What stands on a page for a value: nothing for none."""
    if value is None:
        return ""
    return value if isinstance(value, Markup) else visible(str(value))


def day(time: TimeRow | None) -> str:
    """Inclusive days, shortly: one day, or from … to."""
    if time is None or (time.from_ is None and time.to is None):
        return ""
    return str(time.to) if time.from_ == time.to else f"{time.from_ or '…'} – {time.to or '…'}"


def place(document: DocumentRow) -> str:
    """A document's name: its title, else its file's."""
    return document.title or PurePath(document.uri).name or document.uri


def said(statement: StatementRow) -> str:
    """The words of a statement, its parts joined by an ellipsis."""
    return " … ".join(part.text for part in statement.content)


def plain(name: object) -> str:
    """A label of the code as words."""
    return str(name).replace("_", " ")


def short(text: str, longest: int = 240) -> str:
    """The text on one line, cut in its middle where it is longer."""
    return cut(text, longest)


def speaker_key(name: str) -> str:
    """What tells a speaker of that id or name apart from others: the end of the address of their page."""
    return who(name if ":" in name else None, name)


def taken_back(stored: Iterable[StoredJudgement]) -> frozenset[str]:
    """The ids of the judgements that their judges took back."""
    values = (one.judgement.value for one in stored)
    return frozenset(value.removeprefix(WITHDRAW) for value in values if value.startswith(WITHDRAW))


def distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Each once, whatever its capitals, as it stands first."""
    return tuple({word.casefold(): word for word in reversed(tuple(words))}.values())[::-1]


def is_withdrawal(value: str) -> bool:
    """Whether a judgement takes another back."""
    return value.startswith(WITHDRAW)


def is_on_row(value: str) -> bool:
    """Whether a judgement is on a row, and can be taken back."""
    return aspect(value) is not None


def judged(value: str) -> str:
    """What a judgement says of a row, in its own words; of one that adds it, no more than that."""
    return "added it" if addition(value) else value


def left_by(value: str, back: str) -> str:
    """Where to go once a judgement is taken back: to where one was, but for an added statement to its document."""
    added = addition(value)
    return f"/documents/{added.document}" if added else back


def path(text: str) -> str:
    """The text as a part of an address's path."""
    return quote(text, safe="")


def address(where: str, asked: Any = None, **changes: Any) -> str:
    """The address of a page with these filters; what is None or empty is left out."""
    given: dict[str, Any] = {}
    for name in getattr(asked, "__struct_fields__", ()):
        given[name] = getattr(asked, name)
    given |= changes
    kept = {name: str(value) for name, value in given.items() if value not in (None, "")}
    if kept.get("page") == "1":
        del kept["page"]
    if kept.get("among") == "statements":
        del kept["among"]
    return f"{where}?{urlencode(kept)}" if kept else where


def sides(finding: FindingRow) -> Mapping[str, Any]:
    """Both sides of a finding in pieces, the marks around the printed words, and the edits that count."""
    shown = difference(finding)
    order = list(EFFECTS)
    counted = sorted((e for e in finding.edits if e.effect != "none"), key=lambda edit: order.index(edit.effect))
    opening, closing = marks(finding.text)
    return {"shown": shown, "opening": opening, "closing": closing, "edits": counted}
