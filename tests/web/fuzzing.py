"""Asks every page and its twin at random, as its description allows and as it does not: nothing fails, and what comes
back is what was described. Schemathesis does the same for the twins by rules of its own.

`python -m web.fuzzing SECONDS` goes on for so long (make fuzz-web); the tests do it for a moment.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import engine
from schemathesis.engine import events
from schemathesis.engine.recorder import ScenarioRecorder
from starlette.testclient import TestClient

from onrecord.pipeline import build
from onrecord.store import open_store
from web.served import HOST, csrf, read_examples, report, served
from web.test_hostile import WORDS, elements

AllOf = Mapping[str, Any]
Question = tuple[str, str, dict[str, str]]
"""The path as it is described, the path that is asked, and what it is asked."""


def asked(described: AllOf, known: tuple[str, ...]) -> st.SearchStrategy[Question]:
    """A path of the description, filled, and a question; sometimes by the rules and sometimes not."""
    paths = [(path, one["get"]) for path, one in described["paths"].items() if "get" in one]
    return st.sampled_from(paths).flatmap(lambda pair: _asked(pair[0], pair[1], known))


def _asked(path: str, described: AllOf, known: tuple[str, ...]) -> st.SearchStrategy[Question]:
    inside = [p["name"] for p in described["parameters"] if p["in"] == "path"]
    beside = {p["name"]: _value(p["schema"], known) for p in described["parameters"] if p["in"] == "query"}
    held = st.fixed_dictionaries({name: st.sampled_from(known) | WORDS for name in inside})
    question = st.fixed_dictionaries({}, optional=beside)
    filled = held.map(lambda words: path.format_map(_Quoted(words)))
    return st.tuples(st.just(path), filled, question)


class _Quoted(dict[str, str]):
    def __missing__(self, name: str) -> str:
        raise KeyError(name)

    def __getitem__(self, name: str) -> str:
        return quote(super().__getitem__(name), safe="")


def _value(schema: AllOf, known: tuple[str, ...]) -> st.SearchStrategy[str]:
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | WORDS
    if schema.get("type") == "integer":
        return st.integers(-2, 10**8).map(str) | WORDS
    if schema.get("format") == "date":
        return st.dates().map(str) | WORDS
    return st.sampled_from(known) | WORDS


def check(browser: TestClient, described: AllOf, path: str, where: str, question: dict[str, str]) -> None:
    """The answers of a page and its twin are those described, and nothing of the question runs in them."""
    answer = browser.get(where, params=question)
    assert answer.status_code in (200, 400, 404, 414), (where, question, answer.text[:500])
    if answer.status_code == 404 and not answer.headers["content-type"].startswith("application/json"):
        return
    if answer.status_code == 414:
        return
    responses = described["paths"][path]["get"]["responses"]
    schema = responses[str(answer.status_code)]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": described["components"]}).validate(answer.json())
    page = browser.get(where.removeprefix("/api").replace("/overview", "/"), params=question)
    assert page.status_code == answer.status_code, (where, question)
    found = elements(page.text)
    assert found.running == []
    assert found.tags.count("script") == 2


def change(browser: TestClient, target: str, value: str, note: str) -> None:
    """A judgement of any form is kept or refused."""
    form = {"csrf": csrf(browser), "target": target, "value": value, "note": note}
    answer = browser.post("/api/judgements", data=form)
    assert answer.status_code in (200, 400, 404), answer.text[:500]


def found_by_description(browser: TestClient, *, examples: int, seed: int) -> Iterator[str]:
    """What schemathesis finds at fault, each in a sentence: it asks by the description, on its edges and beyond them,
    so many questions of each address."""
    asked = schemathesis.openapi.from_dict(
        browser.get("/api/openapi.json").json(), config=_config(browser, examples, seed)
    )
    asked.app = browser.app
    for event in engine.from_schema(asked).execute():
        if isinstance(event, events.FatalError | events.NonFatalError):
            yield repr(event)
        if isinstance(event, events.ScenarioFinished):
            yield from _faults(event.recorder)


def _faults(recorder: ScenarioRecorder) -> Iterator[str]:
    for case, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info is not None and not (
                check.name == "negative_data_rejection" and _is_blank_in(recorder.cases[case].value.query)
            ):
                yield f"{check.name}: {check.failure_info.failure.message}\n{check.failure_info.code_sample}"


def _is_blank_in(query: AllOf) -> bool:
    """Whether something is asked by blanks alone: then it is not asked, although blanks are no described value."""
    values = (one for value in query.values() for one in (value if isinstance(value, list) else [value]))
    return any(not str(one).strip() for one in values)


def _config(browser: TestClient, examples: int, seed: int) -> schemathesis.Config:
    """The session of this browser, and all checks but one: that what a form means is taken (a library, a judgement),
    which no type tells. An address that is too long may be refused, whatever it asks."""
    session = {"x-csrf-token": csrf(browser), "cookie": "; ".join(f"{k}={v}" for k, v in browser.cookies.items())}
    forms = {"include-method": "POST", "checks": {"positive_data_acceptance": {"enabled": False}}}
    return schemathesis.Config.from_dict(
        {
            "base-url": f"http://{HOST}",
            "headers": session,
            "seed": seed,
            "generation": {"max-examples": examples},
            "phases": {"stateful": {"enabled": False}},
            "checks": {
                "positive_data_acceptance": {"expected-statuses": ["200", "404", "414"]},
                "negative_data_rejection": {"expected-statuses": ["400", "403", "404", "405", "414", "415", "429"]},
            },
            "operations": [forms],
            "continue-on-failure": True,
            "cache": {"enabled": False},
        }
    )


def known_in(browser: TestClient) -> tuple[str, ...]:
    """What stands in the record: ids, names, words."""
    found = browser.get("/api/search").json()["statements"]
    ids = [one["statement"]["id"] for one in found] + [one["document"]["id"] for one in found]
    return (*ids, "lena brandvold", "ferries", "ferr*", '"in april"', "2031-03-05", "")


def main() -> None:
    """Goes on for the seconds that are named, half of them by schemathesis, and tells how many questions were asked.
    Ends with 1 where something is at fault."""
    seconds = float(sys.argv[1])
    faults = _by_schemathesis(seconds / 2)
    if faults:
        sys.exit("\n\n".join(sorted(faults)))
    _at_random(time.monotonic() + seconds / 2)


def _by_schemathesis(seconds: float) -> set[str]:
    """What is found in the sample dispute, by rounds with other seeds until the time is over."""
    faults: set[str] = set()
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "r.db", create=True) as store:
        library = read_examples(store, "transcripts", "reports", "discussions")
        browser = served(store, libraries={"transcripts": lambda: library}, build=build)
        end, rounds = time.monotonic() + seconds, 0
        while time.monotonic() < end and not faults:
            rounds += 1
            faults.update(found_by_description(browser, examples=100, seed=rounds))
    print(f"schemathesis asked for {rounds} rounds; {len(faults)} faults found")
    return faults


def _at_random(end: float) -> None:
    count = 0
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "r.db", create=True) as store:
        for number in range(60):
            store.add(report(uri=f"{number}.txt", publisher="The Marrow Sun"))
        browser = served(store)
        described = browser.get("/api/openapi.json").json()
        known = known_in(browser)
        quick = settings(
            max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
        )  # fmt: skip

        @quick
        @given(asked(described, known), st.sampled_from(known), WORDS, WORDS)
        def once(question: Question, target: str, value: str, note: str) -> None:
            nonlocal count
            count += 1
            if time.monotonic() < end:
                check(browser, described, *question)
                change(browser, target, value, note)

        while time.monotonic() < end:
            once()
    print(f"{count:,} questions asked; nothing failed")


if __name__ == "__main__":
    main()
