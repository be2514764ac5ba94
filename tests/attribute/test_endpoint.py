"""Whether an endpoint answers well, badly, slowly or not at all: what comes of it stands in the text, or is told."""

import json
import socket
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from attribute.served import KEY, Handler, Reply, answers, sends, serving, writes
from onrecord.attribute.asked.aligning import Answered
from onrecord.attribute.asked.posting import MAX_BYTES
from onrecord.attribute.endpoint import CONFIDENCE, TOGETHER, chunks
from onrecord.cli import main
from onrecord.errors import DocumentError, SetupError
from onrecord.ingest.readers import read_source
from onrecord.model.base import Span
from onrecord.model.document import Document, Origin, Record
from onrecord.model.statement import Attribution, Omission
from onrecord.pipeline import build
from onrecord.registry import Source
from onrecord.settings import Endpoint, Settings

ORDER = ("segment.blocks", "segment.quotations", "segment.turns", "attribute.labels", "attribute.endpoint")

TEXT = """Ferry talks end without a deal

By Tove Almqvist

Minister Lena Brandvold said on Tuesday that “the ferries will sail in April”.

“We have no agreement,” she told reporters, “and we want none.”

According to the Coastal Agency, Captain Rike asked whether “nobody” had denied it.
"""

GOOD = [
    {
        "source": "Minister Lena Brandvold",
        "cue": "said",
        "content": ["that “the ferries will sail in April”"],
    },
    {"source": "she", "cue": "told", "content": ["We have no agreement,", "and we want none."]},
    {
        "source": "the Coastal Agency",
        "cue": "According to",
        "content": ["Captain Rike asked whether “nobody” had denied it"],
    },
    {"source": "Captain Rike", "cue": "asked", "content": ["whether “nobody” had denied it"]},
]


def read(settings: Settings, text: str = TEXT) -> Record:
    return build(settings, ORDER)(Document(origin=Origin(uri="ferries.txt"), text=text, language="en"))


def answered(reply: Reply, text: str = TEXT) -> Record:
    with serving(reply) as server:
        return read(server.settings(), text)


def refused(reply: Reply, **changes: Any) -> str:
    """What is told of a document whose endpoint replies so."""
    with serving(reply) as server, pytest.raises(DocumentError) as told:
        read(server.settings(**changes))
    return str(told.value)


def words(span: Span | None, text: str = TEXT) -> str | None:
    return span.of(text) if span else None


def test_an_answer_becomes_attributions_in_the_text() -> None:
    found = answered(answers(*GOOD)).of(Attribution)
    assert [(words(a.source), words(a.cue), [c.of(TEXT) for c in a.content], a.mode) for a in found] == [
        ("Minister Lena Brandvold", "said", ["that “the ferries will sail in April”"], "mixed"),
        ("she", "told", ["“We have no agreement,”", "“and we want none.”"], "direct"),
        ("the Coastal Agency", "According to", ["Captain Rike asked whether “nobody” had denied it"], "mixed"),
        ("Captain Rike", "asked", ["whether “nobody” had denied it"], "mixed"),
    ]
    assert [a.force for a in found] == ["asserted", "asserted", "asserted", "asked"]
    assert [a.parent for a in found] == [None, None, None, found[2].id]
    assert {a.confidence for a in found} == {CONFIDENCE}


def test_nothing_is_left_out_of_a_faithful_answer() -> None:
    assert answered(answers(*GOOD)).of(Omission) == ()


def test_the_question_holds_the_text_the_model_and_no_chance() -> None:
    with serving(answers()) as server:
        read(server.settings())
        (question,) = server.questions
    assert question.path == "/v1/chat/completions"
    assert question.headers["Authorization"] == f"Bearer {KEY}"
    assert (question.body["model"], question.body["temperature"]) == ("small-model", 0)
    assert question.text == TEXT.strip()


def test_no_key_is_sent_where_there_is_none() -> None:
    with serving(answers()) as server:
        read(server.settings(key=None))
        assert "Authorization" not in server.questions[0].headers


def test_a_quotation_that_nobody_said_is_dropped_and_counted() -> None:
    invented = {"source": "Captain Rike", "cue": "said", "content": ["“We will never sail again.”"]}
    record = answered(answers(GOOD[0], invented))
    assert len(record.of(Attribution)) == 1
    assert [(o.contents, o.others) for o in record.of(Omission)] == [(1, 0)]


def test_an_altered_word_is_enough_to_drop_a_quotation() -> None:
    altered = {"source": "she", "cue": "told", "content": ["We have no agreements,", "and we want none."]}
    (found,), (omission,) = (answered(answers(altered)).of(kind) for kind in (Attribution, Omission))
    assert isinstance(found, Attribution)
    assert [c.of(TEXT) for c in found.content] == ["“and we want none.”"]
    assert omission == Omission(document=found.document, contents=1)


def test_a_source_or_cue_that_is_not_in_the_text_is_left_out_and_counted() -> None:
    renamed = {"source": "Lena Brandwold", "cue": "claimed", "content": ["“the ferries will sail in April”"]}
    (found,), (omission,) = (answered(answers(renamed)).of(kind) for kind in (Attribution, Omission))
    assert isinstance(found, Attribution)
    assert (found.source, found.cue) == (None, None)
    assert omission == Omission(document=found.document, others=2)


def test_of_two_attributions_at_one_place_the_first_is_kept() -> None:
    (found,) = answered(answers(GOOD[0], {**GOOD[0], "source": None})).of(Attribution)
    assert words(found.source) == "Minister Lena Brandvold"


def test_what_stands_only_in_an_author_line_is_no_content() -> None:
    record = answered(answers({"source": None, "cue": None, "content": ["Tove Almqvist"]}))
    assert record.of(Attribution) == ()
    assert len(record.of(Omission)) == 1


def test_what_a_turn_says_already_is_not_said_twice() -> None:
    text = "MS. BRANDVOLD: I said there is no deal.\nQUESTION: None?\nMS. BRANDVOLD: As Captain Rike said, none.\n"
    mine = {"source": "I", "cue": "said", "content": ["there is no deal"]}
    his = {"source": "Captain Rike", "cue": "said", "content": ["none"]}
    (document,) = read_source(Source(origin=Origin(uri="talks.txt"), data=text.encode()), Settings())
    assert isinstance(document, Document)
    with serving(answers(mine, his)) as server:
        found = build(server.settings(), ORDER)(document).of(Attribution)
    (nested,) = [a for a in found if a.cue]
    assert words(nested.source, text) == "Captain Rike"
    assert nested.parent in {a.id for a in found}


@pytest.mark.parametrize(
    "wrapped", ["```json\n{}\n```", "```\n{}\n```", "Here it is:\n```json\n{}\n```\nDone.", " {} "]
)
def test_code_fences_round_an_answer_do_no_harm(wrapped: str) -> None:
    record = answered(writes(wrapped.replace("{}", json.dumps({"attributions": GOOD}))))
    assert len(record.of(Attribution)) == len(GOOD)


def test_a_long_text_is_asked_about_block_by_block_and_found_where_it_stands() -> None:
    line = "Captain Rike said “no” once more, and the harbour stayed as quiet as it had been all through the week."
    text = "\n\n".join([*[line] * 200, "At last Minister Brandvold said “yes”."])
    with serving(answers({"source": "Minister Brandvold", "cue": "said", "content": ["“yes”"]})) as server:
        record = read(server.settings(), text)
        asked = [question.text for question in server.questions]
    (found,) = record.of(Attribution)
    assert words(found.source, text) == "Minister Brandvold"
    assert len(asked) == 3
    assert max(map(len, asked)) <= TOGETHER
    assert all(part.startswith(("Captain", "At last")) and part.endswith(".") for part in asked)
    assert "\n\n".join(asked) == text


def test_a_block_is_never_cut() -> None:
    blocks = [
        Span(0, 10),
        Span(12, TOGETHER),
        Span(TOGETHER + 2, 3 * TOGETHER),
        Span(3 * TOGETHER + 2, 3 * TOGETHER + 9),
    ]
    found = list(chunks(blocks))
    assert found == [Span(0, TOGETHER), blocks[2], blocks[3]]
    assert all(left.end <= right.start for left, right in pairwise(found))


def test_a_text_without_words_is_not_asked_about() -> None:
    with serving(answers()) as server:
        assert read(server.settings(), " \n\n").of(Attribution) == ()
        assert server.questions == []


def test_the_record_tells_which_model_was_asked() -> None:
    assert answered(answers()).layers[-1][0].version == "1+small-model"


BAD = {
    "not JSON": (writes("I could find no attributions."), "of another form than was asked for, 'I could find no"),
    "half an object": (writes('{"attributions": [{"sou'), "of another form"),
    "a list": (writes("[]"), "Expected `object`, got `array`"),
    "no list": (writes('{"attributions": {}}'), "of another form"),
    "a number for a cue": (answers({"cue": 3, "content": ["a"]}), "Expected `str | null`, got `int`"),
    "a string for contents": (answers({"content": "We have"}), "Expected `array`, got `str`"),
    "no contents": (answers({"source": "she"}), "missing required field `content`"),
    "contents without end": (answers({"content": ["a"] * 21}), "of length <= 20"),
    "brackets without end": (writes('{"x":' + "[" * 100_000), "of another form"),
    "an open fence": (writes('```json\n{"attributions": ['), "of another form"),
    "half a character": (writes('{"attributions": [{"content": ["\\ud800"]}]}'), "of another form"),
    "nothing": (sends(b""), "of another form"),
    "no text at all": (sends(b"\xff\xfe\x00"), "of another form"),
    "another service's JSON": (sends('{"error": null, "text": "hello"}'), "missing required field `choices`"),
    "no choice": (sends('{"choices": []}'), "gave an empty answer"),
    "no words": (writes(None), "gave an empty answer"),
    "blanks": (writes(" \n"), "gave an empty answer"),
    "a cut answer": (writes('{"attributions": []}', finish="length"), "cut its answer short"),
    "an endless answer": (sends(b" " * (MAX_BYTES + 1)), "more than 1,048,576 bytes"),
    "a fault": (sends("<h1>Oops</h1>", 500), "answered with HTTP 500; reading again asks only for what failed"),
    "too many questions": (sends('{"error": {"message": "slow\\ndown"}}', 429), "HTTP 429 (slow down)"),
    "a text it will not read": (sends('{"error": "flagged"}', 403), "HTTP 403 (flagged)"),
    "not HTTP": (lambda handler: handler.wfile.write(b"220 mail\r\n"), "could not be asked (220 mail)"),
    "a closed line": (lambda _: None, "could not be asked (Remote end closed"),
    "less than it promised": (sends(b'{"choi', headers={"Content-Length": "5000"}), "of another form"),
}


@pytest.mark.parametrize("kind", BAD)
def test_an_unusable_answer_fails_its_document_and_is_told(kind: str) -> None:
    reply, told = BAD[kind]
    message = refused(reply)
    assert message.startswith("ferries.txt: the endpoint http://127.0.0.1:")
    assert told in message
    assert len(message) < 500


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (401, "ONRECORD_ENDPOINT_KEY must hold a key that it accepts"),
        (402, "its account must be in funds"),
        (404, "ONRECORD_ENDPOINT must be its address and ONRECORD_ENDPOINT_MODEL a model that it has"),
        (307, "nothing is sent on to another address"),
    ],
)
def test_a_refusal_that_every_document_would_meet_stops_the_work(status: int, advice: str) -> None:
    with serving(sends("{}", status, {"Location": "http://127.0.0.1:9/"})) as server:
        with pytest.raises(SetupError, match=f"answered with HTTP {status}; {advice}"):
            read(server.settings())
        assert len(server.questions) == 1


def test_a_silent_endpoint_is_not_waited_for() -> None:
    message = refused(lambda handler: handler.server.over.wait(20), timeout=0.2)
    assert "gave no whole answer within 0.2 seconds; ONRECORD_ENDPOINT_TIMEOUT allows more" in message


@pytest.mark.parametrize("start", [b"", b"HTTP/1.0 200 OK\r\n\r\n"])
def test_an_endpoint_that_trickles_is_not_waited_for(start: bytes) -> None:
    def trickle(handler: Handler) -> None:
        handler.wfile.write(start)
        while not handler.server.over.wait(0.02):
            handler.wfile.write(b"H")

    assert "gave no whole answer within 0.3 seconds" in refused(trickle, timeout=0.3)


def test_an_endpoint_that_does_not_run_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(DocumentError, match=rf"ferries\.txt: the endpoint {url} could not be asked \(.*refused\)"):
        read(Settings(endpoint=Endpoint(url=url, model="small-model")))


def test_a_name_that_is_no_host_is_told() -> None:
    with pytest.raises(DocumentError, match="could not be asked"):
        read(Settings(endpoint=Endpoint(url=f"http://{'a' * 70}..invalid", model="small-model")))


ECHOES = {
    "a refusal": sends(json.dumps({"error": {"message": f"bad key {KEY}"}}), 403),
    "a refused key": sends(json.dumps({"error": {"message": f"bad key {KEY[:12]}"}}), 401),
    "a page": sends(f"<p>{KEY}</p>", 500),
    "an answer": writes(f"your key is {KEY}"),
    "a line that is not HTTP": lambda handler: handler.wfile.write(f"{KEY}\r\n".encode()),
}


@pytest.mark.parametrize("kind", ECHOES)
def test_the_key_is_in_no_message(kind: str) -> None:
    with serving(ECHOES[kind]) as server, pytest.raises((DocumentError, SetupError)) as told:
        read(server.settings())
    assert KEY[:6] not in str(told.value)
    assert KEY[:6] not in repr(server.settings())


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_is_answered_every_span_is_in_the_text_and_nothing_holds_itself(data: st.DataObject) -> None:
    text = data.draw(st.text("ab “”.,\n", max_size=60))
    cut = st.tuples(st.integers(0, 60), st.integers(1, 9)).map(lambda place: text[place[0] : sum(place)])
    string = st.one_of(cut, st.text("ab “”", max_size=4))
    answer = st.builds(Answered, source=string | st.none(), cue=string | st.none(), content=st.lists(string).map(tuple))
    drawn = data.draw(st.lists(answer, max_size=8))
    with patch("onrecord.attribute.endpoint.ask", lambda _, __: tuple(drawn)):
        record = read(Settings(endpoint=Endpoint(url="http://127.0.0.1:9", model="small-model")), text)
    parents = {a.id: a.parent for a in record.of(Attribution)}
    assert len(parents) == len(record.of(Attribution))
    for found in record.of(Attribution):
        assert found.span.end <= len(text)
        assert all(left.end <= right.start for left, right in pairwise(found.content))
        above: str | None = found.id
        for _ in parents:
            above = parents[above] if above else None
        assert above is None


def test_with_plain_settings_nobody_is_asked_and_nothing_found() -> None:
    record = read(Settings())
    assert record.of(Attribution) == ()
    assert [provenance.version for provenance, _ in record.layers][-1] == "1"


def test_a_plain_reading_asks_the_endpoint_in_place_of_the_model(tmp_path: Path) -> None:
    (tmp_path / "ferries.txt").write_text(TEXT)
    with serving(answers(*GOOD)) as server:
        (record,) = onrecord.read(tmp_path, settings=server.settings(weights=Path("/there/is/no/model")))
    assert isinstance(record, Record)
    assert {"Lena Brandvold", "Coastal Agency"} <= {s.name for row in onrecord.statements(record) for s in row.speakers}


def test_what_the_record_holds_is_not_asked_about_again_unless_by_another_model(tmp_path: Path) -> None:
    (tmp_path / "ferries.txt").write_text(TEXT)
    with (
        serving(answers(*GOOD, {"content": ["“Never.”"]})) as server,
        onrecord.open_store(tmp_path / "a.db", create=True) as store,
    ):
        kept = [
            next(onrecord.keep(tmp_path / "ferries.txt", store, settings=server.settings(model=model)))
            for model in ("small-model", "small-model", "large-model")
        ]
        assert len(server.questions) == 2
        assert [(k.outcome, k.omitted) for k in kept if isinstance(k, onrecord.Kept)] == [
            ("added", 1),
            ("unchanged", 0),
            ("updated", 1),
        ]
        assert store.record(str(tmp_path / "ferries.txt")).of(Omission)


@pytest.mark.parametrize("kept", [False, True])
def test_what_was_left_out_is_told_once_at_the_end_of_a_reading(
    kept: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    with serving(answers(GOOD[0], {"source": "Rike", "content": ["“Never.”", "“No.”"]})) as server:
        monkeypatch.setenv("ONRECORD_ENDPOINT", f"http://127.0.0.1:{server.server_port}/v1/")
        monkeypatch.setenv("ONRECORD_ENDPOINT_MODEL", "small-model")
        monkeypatch.setenv("ONRECORD_ENDPOINT_KEY", KEY)
        db = ["--db", str(tmp_path / "ferries.db")] if kept else []
        with pytest.raises(SystemExit) as ended:
            main(["read", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), *db], prog_name="onrecord")
        assert ended.value.code == 0
        assert [question.path for question in server.questions] == ["/v1/chat/completions"] * 2
    told = [line for line in capsys.readouterr().err.splitlines() if "endpoint" in line]
    assert len(told) == 1
    assert told[0].endswith("; the endpoint gave 4 strings not in the text: left out")
