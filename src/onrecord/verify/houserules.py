"""Which verdicts pass, warn or fail for a publisher: the packaged rules (data/houserules) and those of one's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from reprlib import repr as shortened
from typing import Any, get_args

from onrecord.errors import SetupError
from onrecord.model.evidence import Label
from onrecord.model.rows import Severity

LABELS: tuple[Label, ...] = get_args(Label)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
KEYS = ("name", "told", "source", "extends", "severities")
"""What a file of house rules may hold."""

_DEEDS: Mapping[Severity, str] = {"pass": "passes", "warn": "warns", "fail": "fails"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRules:
    """What a publisher says of each verdict."""

    name: str
    told: str
    """The rules in a sentence for readers."""
    source: str
    """Where they are published: publisher, title, year. For a file of one's own that does not say so, its name."""
    severities: Mapping[Label, Severity]
    """A severity for every verdict, in the order of the verdicts."""


def packaged() -> tuple[str, ...]:
    """The names of the packaged rules, in the order of the alphabet."""
    folder = files("onrecord") / "data" / "houserules"
    return tuple(sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml")))


def load_rules(name: str) -> HouseRules:
    """The packaged rules of that name or, where there are none, those of the TOML file at that path.

    Raises SetupError, with the file, the key and what is allowed, for a file that can't be used.
    """
    if name in packaged():
        data = (files("onrecord") / "data" / "houserules" / f"{name}.toml").read_bytes()
    else:
        data = _bytes(name)
    place = f"house rules {name}"
    return _rules(Path(name), _parsed(data, place), place)


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        allowed = f"packaged: {_list(packaged())}; the path of a TOML file is allowed as well"
        raise SetupError(f"no house rules {name!r}: {reason}; {allowed}") from None


def _parsed(data: bytes, place: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SetupError(f"{place}: not TOML: line {line} is not UTF-8") from None
    except RecursionError:
        raise SetupError(f"{place}: not TOML: too many brackets within one another") from None
    except ValueError as error:
        raise SetupError(f'{place}: not TOML: {error}; a line of it is: cleaned = "warn"') from None


def _rules(path: Path, found: Mapping[str, Any], place: str) -> HouseRules:
    """The rules that a file's keys tell; what is left out is that of the rules which it extends."""
    _check_keys(found, place)
    base = _base(found, place)
    given = _severities(found, place)
    severities = {**(base.severities if base else {}), **given}
    if missing := [label for label in LABELS if label not in severities]:
        advice = 'give each a severity, or begin with packaged rules, such as: extends = "ap"'
        raise SetupError(f"{place}: [severities] lacks {_list(missing)}; {advice}")
    return HouseRules(
        name=_text(found, "name", path.stem, place),
        told=_text(found, "told", _told(path, base, given), place),
        source=_text(found, "source", f"{path.name}, after: {base.source}" if base else path.name, place),
        severities={label: severities[label] for label in LABELS},
    )


def _check_keys(found: Mapping[str, Any], place: str) -> None:
    for key in found:
        if key in LABELS:
            raise SetupError(f"{place}: {key} stands by itself; verdicts stand below the line [severities]")
        if key not in KEYS:
            raise SetupError(f"{place}: unknown key {shortened(key)}; allowed: {_list(KEYS)}")


def _base(found: Mapping[str, Any], place: str) -> HouseRules | None:
    """The packaged rules that a file extends. Files extend no other files, so that nothing can go round in circles."""
    if "extends" not in found:
        return None
    if (name := found["extends"]) not in packaged():
        raise SetupError(f"{place}: extends is {_shown(name)}; allowed: {_list(packaged())}")
    return load_rules(name)


def _severities(found: Mapping[str, Any], place: str) -> dict[Label, Severity]:
    """The severities that the file itself gives."""
    rows = found.get("severities", {})
    if not isinstance(rows, dict):
        raise SetupError(f"{place}: severities is {_shown(rows)}; a table with a line for each verdict is allowed")
    for label, severity in rows.items():
        if label in KEYS:
            raise SetupError(f"{place}: {label} stands below the line [severities]; it stands above")
        if label not in LABELS:
            raise SetupError(f"{place}: unknown verdict {shortened(label)} in [severities]; allowed: {_list(LABELS)}")
        if severity not in SEVERITIES:
            raise SetupError(f"{place}: {label} in [severities] is {_shown(severity)}; allowed: {_list(SEVERITIES)}")
    return rows


def _text(found: Mapping[str, Any], key: str, otherwise: str, place: str) -> str:
    if key not in found:
        return otherwise
    text = found[key]
    if not isinstance(text, str) or not text.strip():
        raise SetupError(f"{place}: {key} is {_shown(text)}; a text is allowed")
    return " ".join(text.split())


def _told(path: Path, base: HouseRules | None, given: Mapping[Label, Severity]) -> str:
    """A sentence for rules that bring none. That of the extended rules would no longer be true."""
    if base is None:
        return f"The rules of {path.name}."
    other = [label for label in LABELS if label in given and given[label] != base.severities[label]]
    changed = [f"{label} {_DEEDS[given[label]]}" for label in other]
    return f"As {base.name}, but {_list(changed)}." if changed else f"As {base.name}."


def _shown(value: object) -> str:
    """A value in a message: a text as it stands, cut if it is long."""
    return shortened(value) if isinstance(value, str) else "no text"


def _list(words: Iterable[str]) -> str:
    return ", ".join(words)
