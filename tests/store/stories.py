"""Small records about an invented dispute, with what the layers would find in them."""

import datetime

from marked import marked
from onrecord.model.base import Annotation, Provenance, Span
from onrecord.model.document import Block, Document, Origin, Record
from onrecord.model.statement import Attribution, Identity, Linking, Post, Speaker, Speaking, TimeReference

FERRY = marked(
    "[Minister Lena Brandvold]s [said]q on [Tuesday]t that “[the ferries will sail in April]c”.\n\n"
    "[We don’t know that. The U.S. pilots won’t come back.]p"
)
MONDAY, TUESDAY = datetime.date(2031, 3, 3), datetime.date(2031, 3, 4)


def ferry(*, uri: str = "ferry.txt", published: str | None = "2031-03-05", version: str = "1") -> Record:
    """A report with one statement and one reader's post."""
    document = Document(origin=Origin(uri=uri, title="Ferry dispute", published=published), text=FERRY.text)
    return Record(document).extended(Provenance(layer="all", version=version), tuple(_found(document.id)))


def saying(
    content: str,
    *,
    speaker: str = "Lena Brandvold",
    role: str | None = None,
    uri: str = "note.txt",
    day: str | None = None,
) -> Record:
    """A note in which someone says something: "NAME: content"."""
    text = f"{speaker}: {content}"
    document = Document(origin=Origin(uri=uri, published=day), text=text, kind="transcript")
    said = Attribution(
        document=document.id,
        source=Span(0, len(speaker)),
        content=(Span(len(speaker) + 2, len(text)),),
        mode="direct",
        confidence=1.0,
    )
    who = Speaker(name=speaker, type="person", role=role, reason="the label names them")
    speaking = Speaking(document=document.id, of=said.id, at=said.span, speakers=(who,))
    return Record(document).extended(Provenance(layer="labels", version="1"), (said, speaking))


def naming(
    name: str,
    *,
    uri: str,
    role: str | None = None,
    person: str | None = None,
    aliases: tuple[str, ...] = (),
    version: str = "1",
    day: str | None = "2031-03-05",
) -> Record:
    """A note in which someone says "Yes." and stands as an identity, which the layer of people links to a person."""
    text = f"{name}: Yes."
    document = Document(origin=Origin(uri=uri, published=day), text=text, kind="transcript")
    label, content = Span(0, len(name)), (Span(len(name) + 2, len(text)),)
    said = Attribution(document=document.id, source=label, content=content, mode="direct", confidence=1.0)
    identity = Identity(document=document.id, name=name, type="person", role=role, mentions=(label,), aliases=aliases)
    who = Speaker(name=name, type="person", role=role, identity=identity.id, reason="the label names them")
    speaking = Speaking(document=document.id, of=said.id, at=said.span, speakers=(who,))
    link = Linking(document=document.id, of=identity.id, at=label, person=person, name=name, reason="in the register")
    record = Record(document).extended(Provenance(layer="labels", version="1"), (said, identity, speaking))
    return record.extended(Provenance(layer="people", version=version), (link,) if person else ())


def _found(document: str) -> list[Annotation]:
    said = Attribution(
        document=document,
        source=FERRY.one("s"),
        cue=FERRY.one("q"),
        content=FERRY.spans["c"],
        mode="direct",
        confidence=0.5,
    )
    minister = Speaker(name="Lena Brandvold", type="person", role="Minister", reason="the full name stands there")
    end = FERRY.text.index("\n\n")
    return [
        Block(document=document, extent=Span(0, end), role="paragraph"),
        Post(document=document, extent=FERRY.one("p"), body=FERRY.one("p"), confidence=1.0, reason="second person"),
        said,
        Speaking(document=document, of=said.id, at=said.span, speakers=(minister,)),
        TimeReference(
            document=document,
            words=FERRY.one("t"),
            earliest=TUESDAY,
            latest=TUESDAY,
            granularity="day",
            of=said.id,
            reason="the last Tuesday before publication",
        ),
        Identity(
            document=document,
            name="Lena Brandvold",
            type="person",
            mentions=(FERRY.one("s"),),
            aliases=("Minister Lena Brandvold", "Lena Brandvold"),
        ),
    ]
