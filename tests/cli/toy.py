"""The command line with a reader that needs no model, and whose speed and faults the texts decide."""

import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from onrecord.model.base import Annotation, Provenance, Span
from onrecord.model.document import Document, Record
from onrecord.model.statement import Attribution, Chain, Named, Post, Speaker, Speaking, TimeReference
from onrecord.settings import Settings

LAYER = Provenance(layer="attribute.toy", version="1")
_SAID = re.compile(
    r"(?:(?P<role>Minister|Captain) )?(?P<name>[A-Z]\w+ [A-Z]\w+) (?P<cue>said|denied)(?: (?P<day>on \w+day))?"
    r" (?P<content>[^.]+\.)(?: \((?P<via>\w+)\))?"
)
_POST = re.compile(r"^(?P<author>\w+): (?P<body>.*)$", re.MULTILINE)


def stamps(settings: Settings, language: str | None) -> tuple[Provenance, ...]:
    """What the toy reader stamps every record with."""
    return (LAYER,)


def build(settings: Settings) -> Callable[[Document], Record]:
    """The toy reader."""
    return read


def read(document: Document) -> Record:
    """Who "said" or "denied" something, and lines such as `marit: No!` as posts."""
    obey(document.text)
    found = [a for match in _SAID.finditer(document.text) for a in annotations(document, match)]
    return Record(document, ((LAYER, (*found, *(post(document, match) for match in _POST.finditer(document.text)))),))


def obey(text: str) -> None:
    """Does what the text tells the reader to do."""
    for match in re.finditer(r"\[(wait|touch|die|fault)(?: ([^\]]+))?\]", text):
        match match[1]:
            case "wait":
                time.sleep(float(match[2]))
            case "touch":
                Path(match[2]).touch()
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "fault":
                raise KeyError("a fault")


def annotations(document: Document, match: re.Match[str]) -> list[Annotation]:
    """An attribution with its speaker, and its agency and day where there are such."""
    said = Attribution(
        document=document.id,
        source=Span(*match.span("name")),
        cue=Span(*match.span("cue")),
        content=(Span(*match.span("content")),),
        mode="direct" if "“" in match["content"] else "indirect",
        confidence=0.9,
    )
    name = Span(*match.span("name"))
    speaker = Speaker(name=match["name"], type="person", role=match["role"], reason="named here")
    found: list[Annotation] = [said, Speaking(document=document.id, of=said.id, at=name, speakers=(speaker,))]
    if match["via"]:
        via = Named(name=match["via"], span=Span(*match.span("via")))
        found.append(Chain(document=document.id, of=said.id, at=name, via=(via,)))
    if match["day"]:
        day = document.published_on
        words = Span(*match.span("day"))
        found.append(
            TimeReference(
                document=document.id, words=words, earliest=day, latest=day, granularity="day", of=said.id, reason="toy"
            )
        )
    return found


def post(document: Document, match: re.Match[str]) -> Post:
    """A reader's line."""
    return Post(
        document=document.id,
        extent=Span(*match.span()),
        body=Span(*match.span("body")),
        author=match["author"],
        confidence=1.0,
        reason="a name and a colon",
    )


def command_line() -> None:
    """Runs the command line with the toy reader."""
    from onrecord import runs
    from onrecord.cli import main

    with patch.object(runs, "build", build), patch.object(runs, "stamps", stamps):
        main()
