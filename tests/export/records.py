"""A record for tests of exports in which there is something of everything, about an invented dispute over ferries."""

import datetime

from marked import marked
from onrecord.model.base import Annotation, Provenance, Span
from onrecord.model.document import Block, Document, Origin, Record
from onrecord.model.evidence import BY_PEOPLE, Judgement, Judging
from onrecord.model.reading import Commitment, Dispute, Forecast, Probability, Reference, Window
from onrecord.model.statement import (
    Attribution,
    Chain,
    Identity,
    Linking,
    Named,
    Post,
    Speaker,
    Speaking,
    TimeReference,
    Verification,
)

STORY = marked(
    "Ferry pact in doubt\n\n"
    "[Minister Lena Brandvold]s1 [told]q1 [reporters]a on [Tuesday]t that “[we will [reopen the Sund line]act by\n[1 "
    "May]due]c1”, “[if [Captain Odd Rike]rike agrees]c1”, the [Coast Agency]v reported.\n\n"
    "[Rike]s2 [denied]q2 that [he had blocked [the Harbour Treaty of 2029]ref]c2. [There is [perhaps]hedge an even "
    "chance that [ferries sail]out [in June]hor]f, [officials]s3 [said]q3.\n\n"
    "[marit_k: [She never said “will reopen”. She said “[may reopen]fix”!]body]post\n"
)
TUESDAY, MAY = datetime.date(2031, 3, 4), datetime.date(2031, 5, 1)
BRANDVOLD = "Q:lena-brandvold"


def dispute(*, uri: str = "reports/pact.html", publisher: str | None = "Sund Courier", **changed: str | None) -> Record:
    """A report with three statements, a post, a commitment, a forecast, a dispute, a reference and a judgement."""
    facts: dict[str, str | None] = {
        "url": "https://courier.example/pact?a=1&b=2",
        "title": "Ferry pact in doubt",
        "published": "2031-03-05",
        "author": "Tove Almqvist",
    }
    origin = Origin(uri=uri, publisher=publisher, **(facts | changed))
    document = Document(origin=origin, text=STORY.text, language="en")
    found = _found(document.id)
    record = Record(document).extended(Provenance(layer="all", version="1"), tuple(found))
    said = next(a for a in found if isinstance(a, Attribution))
    given = Judgement(target=said.id, judge="ana", at="2031-03-06T09:00:00+00:00", value="right", note="I was there.")
    judging = Judging(document=document.id, at=said.span, judgement=given)
    return record.extended(BY_PEOPLE, (judging,))


def _found(document: str) -> list[Annotation]:
    one = STORY.one
    paragraph = Span(STORY.text.index("Minister"), STORY.text.index("marit_k") - 2)
    agreed, denied, expected = (
        Attribution(
            document=document,
            source=one(f"s{n}"),
            cue=one(f"q{n}"),
            content=content,
            mode="direct" if n == 1 else "indirect",
            negated=n == 2,
            confidence=0.5 + n / 8,
        )
        for n, content in ((1, STORY.spans["c1"]), (2, STORY.spans["c2"]), (3, (one("f"),)))
    )
    brandvold = Identity(document=document, name="Lena Brandvold", type="person", mentions=(one("s1"),))
    rike = Identity(document=document, name="Odd Rike", type="person", mentions=(one("rike"), one("s2")))
    post = Post(
        document=document,
        extent=one("post"),
        body=one("body"),
        author="marit_k",
        parent="article",
        stance="disagree",
        confidence=0.9,
        reason="it speaks of the story",
    )
    return [
        Block(document=document, extent=paragraph, role="paragraph"),
        post,
        agreed,
        denied,
        expected,
        brandvold,
        rike,
        _speaking(agreed, "Lena Brandvold", brandvold, role="Minister"),
        _speaking(denied, "Odd Rike", rike, role="Captain"),
        _speaking(expected, "officials", None),
        Linking(document=document, of=brandvold.id, at=one("s1"), person=BRANDVOLD, reason="the only one of that name"),
        Chain(
            document=document,
            of=agreed.id,
            at=one("v"),
            via=(Named(name="Coast Agency", span=one("v")),),
            addressee=Named(name="reporters", span=one("a")),
        ),
        TimeReference(
            document=document,
            words=one("t"),
            earliest=TUESDAY,
            latest=TUESDAY,
            granularity="day",
            of=agreed.id,
            reason="the Tuesday before publication",
        ),
        Verification(
            document=document,
            of=agreed.id,
            at=one("q1"),
            label="distorted",
            reason="“may” is “will” here.",
            passage="we may reopen the Sund line by 1 May, if Captain Odd Rike agrees",
            primary="transcripts/2031-03-04-briefing.txt",
            where=Span(100_000, 100_064),
            speaker="Lena Brandvold",
            event="Briefing in Sundhavn",
            date=TUESDAY,
        ),
        Commitment(
            document=document,
            extent=STORY.spans["c1"][0],
            by=agreed.id,
            actor="Lena Brandvold",
            kind="undertakes",
            action=one("act"),
            due=Window(earliest=None, latest=MAY, words=one("due")),
            condition=STORY.spans["c1"][1],
            strength=0.8,
        ),
        Forecast(
            document=document,
            extent=one("f"),
            by=expected.id,
            outcome=one("out"),
            horizon=Window(earliest=datetime.date(2031, 6, 1), latest=datetime.date(2031, 6, 30), words=one("hor")),
            probability=Probability(low=0.45, high=0.55, hedge=one("hedge")),
            resolvable=True,
        ),
        Dispute(
            document=document,
            extent=one("body"),
            by=post.id,
            kind="misquoted",
            target=agreed.id,
            counter=one("fix"),
        ),
        Reference(
            document=document,
            extent=one("ref"),
            by=denied.id,
            kind="treaty",
            title="Harbour Treaty",
            date="2029",
        ),
    ]


def _speaking(of: Attribution, name: str, identity: Identity | None, role: str | None = None) -> Speaking:
    speaker = Speaker(
        name=name,
        type="person" if identity else "unnamed_person",
        role=role,
        identity=identity.id if identity else None,
        reason="named here",
    )
    return Speaking(document=of.document, of=of.id, at=of.span, speakers=(speaker,))
