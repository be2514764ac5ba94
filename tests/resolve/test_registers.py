"""Files of others become people with offices; what cannot be taken is refused with the file and the line."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onrecord.errors import DocumentError
from onrecord.model.person import Person, Term
from onrecord.resolve.registers import FORMATS, read_register
from onrecord.resolve.registers.entries import office
from onrecord.resolve.registers.table import COLUMNS

POST = {"id": "post", "schema": "Position", "properties": {"name": ["Minister of Fisheries"], "country": ["no"]}}
TENURE = {"startDate": ["2029-05-01"], "endDate": ["2032-06"]}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a file of people may stand."""
    return tmp_path / "people.txt"


def read(path: Path, text: str) -> list[Person]:
    path.write_text(text, encoding="utf-8")
    return list(read_register(path))


def refused(path: Path, text: str | bytes) -> str:
    """Why the file is not taken."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DocumentError) as error:
        list(read_register(path))
    told = str(error.value)
    assert told.startswith(f"{path}: ")
    return told.removeprefix(f"{path}: ")


def ftm(*entities: Mapping[str, object]) -> str:
    return "\n".join(map(json.dumps, entities)) + "\n"


def ilse(**properties: object) -> dict[str, object]:
    """The entity of an invented minister."""
    return {"id": "q1", "schema": "Person", "properties": {"name": ["Ilse Tarn"], **properties}}


def held(person: Person) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(term.role, term.of, term.since, term.until) for term in person.terms]


def bindings(*rows: dict[str, str]) -> str:
    """The JSON of a query's result as the query service gives it."""
    told = [{key: {"type": "literal", "value": value} for key, value in row.items()} for row in rows]
    return json.dumps({"head": {"vars": ["person"]}, "results": {"bindings": told}})


def tarn(**cells: str) -> dict[str, str]:
    return {"person": "http://www.wikidata.org/entity/Q1", "personLabel": "Ilse Tarn", **cells}


def test_an_entity_is_a_person_with_names_and_states(path: Path) -> None:
    (person,) = read(path, ftm(ilse(alias=["I. Tarn", "Илзе Тарн"], citizenship=["no"], country=["fr", "zz"])))
    assert (person.id, person.name, person.type) == ("ftm:q1", "Ilse Tarn", "person")
    assert person.aliases == ("I. Tarn", "Илзе Тарн")
    assert person.belongs == ("Norway", "France")
    assert person.origin == "FollowTheMoney (people.txt)"


def test_a_caption_that_is_one_of_the_names_is_the_name(path: Path) -> None:
    (person,) = read(path, ftm({**ilse(alias=["Ilse Maria Tarn"]), "caption": "Ilse Maria Tarn"}))
    assert (person.name, person.aliases) == ("Ilse Maria Tarn", ("Ilse Tarn",))
    (other,) = read(path, ftm({**ilse(), "caption": "Someone"}))
    assert other.name == "Ilse Tarn"


@pytest.mark.parametrize("schema", ["Organization", "PublicBody", "Company", "LegalEntity"])
def test_an_entity_may_be_a_body(path: Path, schema: str) -> None:
    entity = {"id": "b1", "schema": schema, "properties": {"name": ["Harbour League"], "abbreviation": ["HL"]}}
    (body,) = read(path, ftm(entity))
    assert (body.type, body.name, body.aliases) == ("organization", "Harbour League", ("HL",))


def test_what_is_neither_person_nor_body_is_left_out(path: Path) -> None:
    vessel = {"id": "v1", "schema": "Vessel", "properties": {"name": ["Ilse"]}}
    assert [person.id for person in read(path, ftm(vessel, ilse()))] == ["ftm:q1"]


def test_an_occupancy_beside_the_person_tells_an_office(path: Path) -> None:
    tenure = {"id": "o1", "schema": "Occupancy", "properties": {"holder": ["q1"], "post": ["post"], **TENURE}}
    for order in ((tenure, POST, ilse()), (ilse(), POST, tenure)):
        (person,) = read(path, ftm(*order))
        assert held(person) == [("minister of fisheries", "Norway", "2029-05-01", "2032-06")]


def test_an_occupancy_inside_the_person_tells_an_office(path: Path) -> None:
    inside = {"id": "o1", "schema": "Occupancy", "properties": {"holder": ["q1"], "post": [POST], **TENURE}}
    without_holder = {**inside, "properties": {"post": [POST], **TENURE}}
    for tenure in (inside, without_holder):
        (person,) = read(path, ftm(ilse(positionOccupancies=[tenure])))
        assert held(person) == [("minister of fisheries", "Norway", "2029-05-01", "2032-06")]


def test_an_occupancy_of_a_post_that_the_file_does_not_know_tells_nothing(path: Path) -> None:
    tenure = {"id": "o1", "schema": "Occupancy", "properties": {"holder": ["q1", "q9"], "post": ["nowhere"], **TENURE}}
    (person,) = read(path, ftm(ilse(), tenure))
    assert person.terms == ()


def test_a_position_in_words_tells_role_and_state(path: Path) -> None:
    (person,) = read(path, ftm(ilse(position=["Minister of Foreign Affairs of Norway", "harbour pilot"])))
    assert held(person) == [("minister of foreign affairs", "Norway", None, None), ("harbour pilot", None, None, None)]


def test_a_position_without_a_state_is_of_the_persons_only_state(path: Path) -> None:
    (person,) = read(path, ftm(ilse(position=["Minister of Fisheries"], country=["no"])))
    assert held(person) == [("minister of fisheries", "Norway", None, None)]
    (of_two,) = read(path, ftm(ilse(position=["Minister of Fisheries"], country=["no", "fr"])))
    assert held(of_two) == [("minister of fisheries", None, None, None)]


@pytest.mark.parametrize(
    ("schema", "who", "where", "role", "expected"),
    [
        ("Membership", "member", "organization", None, "member"),
        ("Employment", "employee", "employer", "Spokeswoman", "spokeswoman"),
        ("Directorship", "director", "organization", "Chair", "chair"),
    ],
)
def test_a_membership_beside_or_inside_is_an_office_of_the_body(
    path: Path, schema: str, who: str, where: str, role: str | None, expected: str
) -> None:
    league = {"id": "b1", "schema": "Organization", "properties": {"name": ["Harbour League"]}}
    told = {"role": [role] if role else []}
    beside = {"id": "m1", "schema": schema, "properties": {who: ["q1"], where: ["b1"], **told}}
    assert held(read(path, ftm(ilse(), league, beside))[0]) == [(expected, "Harbour League", None, None)]
    inside = {"id": "m1", "schema": schema, "properties": {where: [league], **told}}
    assert held(read(path, ftm(ilse(ties=[inside])))[0]) == [(expected, "Harbour League", None, None)]


def test_a_membership_of_nobody_knows_whom_tells_nothing(path: Path) -> None:
    inside = {"id": "m1", "schema": "Membership", "properties": {"organization": ["nowhere"]}}
    assert read(path, ftm(ilse(ties=[inside])))[0].terms == ()


@pytest.mark.parametrize("when", ["9999", "9999-12-31", "2032-06-10T00:00:00"])
def test_days_may_be_far_away_and_have_a_time(path: Path, when: str) -> None:
    tenure = {"id": "o1", "schema": "Occupancy", "properties": {"holder": ["q1"], "post": ["post"], "endDate": [when]}}
    assert held(read(path, ftm(ilse(), POST, tenure))[0])[0][3] == when.removesuffix("T00:00:00")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (ftm(ilse()) + "{broken", "line 2: no JSON object: "),
        (ftm(ilse()) + "\n" + "[" * 100_000, "line 3: no JSON object: "),
        (ftm(ilse()) + "7\n", "line 2: an entity needs “id”, “schema” and “properties” (an object of lists)"),
        (ftm(ilse(), {"schema": "Person", "properties": {}}), "line 2: an entity needs “id”"),
        (ftm(ilse(), {"id": 7, "schema": "Person", "properties": {}}), "line 2: an entity needs “id”"),
        (ftm(ilse(), {"id": "q2", "schema": "Person"}), "line 2: an entity needs “id”"),
        (ftm(ilse(), ilse(alias="I. Tarn")), "line 2: an entity needs “id”"),
        (ftm({"id": "q2", "schema": "Person", "properties": {"name": [" "]}}), "line 1: q2 has no name"),
    ],
)
def test_a_malformed_entity_is_refused_with_its_line(path: Path, lines: str, expected: str) -> None:
    assert refused(path, lines).startswith(expected)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"startDate": ["2031-02-30"]}, "line 3: '2031-02-30': there is no such day"),
        ({"startDate": ["last spring"]}, "line 3: 'last spring' is no day, month or year; "),
        (
            {"startDate": ["2031"], "endDate": ["2030"]},
            "line 3: the term as minister of fisheries ends (2030) before it begins (2031)",
        ),
    ],
)
def test_a_tenure_that_cannot_be_is_refused_with_its_line(path: Path, days: dict[str, object], expected: str) -> None:
    tenure = {"id": "o1", "schema": "Occupancy", "properties": {"holder": ["q1"], "post": ["post"], **days}}
    assert refused(path, ftm(ilse(), POST, tenure)).startswith(expected)


@pytest.mark.parametrize(
    "odd",
    [[["x"]], [{"schema": ["Occupancy"]}], [{"schema": "Occupancy"}], [{"id": "x", "properties": 7}], [None, 7, True]],
)
def test_odd_values_inside_an_entity_tell_nothing(path: Path, odd: list[object]) -> None:
    tenure = {"id": "o1", "schema": "Occupancy", "properties": {"holder": ["q1", *odd], "post": odd}}
    (person,) = read(path, ftm(ilse(ties=odd, country=odd, position=odd), tenure))
    assert (person.name, person.terms, person.belongs) == ("Ilse Tarn", (), ())


def test_a_query_result_is_people_with_offices(path: Path) -> None:
    office_told = {"positionLabel": "Minister of Foreign Affairs of Norway", "start": "2029-05-01T00:00:00Z"}
    (person,) = read(path, bindings(tarn(**office_told, alias="I. Tarn|Илзе Тарн, Tarn of Marrow")))
    assert (person.id, person.name, person.type) == ("wikidata:Q1", "Ilse Tarn", "person")
    assert person.aliases == ("I. Tarn", "Илзе Тарн", "Tarn of Marrow")
    assert held(person) == [("minister of foreign affairs", "Norway", "2029-05-01", None)]
    assert person.origin == "Wikidata (people.txt)"


def test_a_flat_list_of_rows_is_read_alike(path: Path) -> None:
    rows = [tarn(positionLabel="Minister of Fisheries", countryLabel="Norway", start="2029-05", end="2032-06")]
    (flat,) = read(path, json.dumps(rows))
    assert [flat] == read(path, bindings(*rows))
    assert held(flat) == [("minister of fisheries", "Norway", "2029-05", "2032-06")]


def test_several_rows_of_one_person_are_joined(path: Path) -> None:
    rows = (
        tarn(positionLabel="Minister of Fisheries", ofLabel="Norway", start="+2029-05-01T00:00:00Z"),
        tarn(positionLabel="Mayor of Marrow", alias="I. Tarn"),
        tarn(positionLabel="Mayor of Marrow", alias="Tarn of Marrow"),
        {"person": "http://www.wikidata.org/entity/Q2", "personLabel": "Bo Quist"},
    )
    first, second = read(path, bindings(*rows))
    assert first.aliases == ("I. Tarn", "Tarn of Marrow")
    assert held(first) == [
        ("minister of fisheries", "Norway", "2029-05-01", None),
        ("mayor of marrow", None, None, None),
    ]
    assert (second.name, second.terms) == ("Bo Quist", ())


def test_a_row_may_tell_of_a_body(path: Path) -> None:
    row = {"item": "Q3", "itemLabel": "Harbour League", "typeLabel": "intergovernmental organization"}
    (body,) = read(path, json.dumps([row]))
    assert (body.id, body.type) == ("wikidata:Q3", "organization")


@pytest.mark.parametrize("start", ["-0044-03-15T00:00:00Z", "http://www.wikidata.org/.well-known/genid/1", "_:b1", "+"])
def test_a_day_that_the_query_does_not_know_is_none(path: Path, start: str) -> None:
    (person,) = read(path, bindings(tarn(positionLabel="Minister of Fisheries", start=start)))
    assert held(person) == [("minister of fisheries", None, None, None)]


def test_a_position_without_a_label_tells_no_office(path: Path) -> None:
    (person,) = read(path, bindings(tarn(position="http://www.wikidata.org/entity/Q9")))
    assert person.terms == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[", "no JSON: "),
        ("[" * 100_000, "no JSON: "),
        ('{"head": {"vars": []}, "results": {"bindings": 7}}', "no query result: expected “results” with “bindings”"),
        ('{"head": {"vars": []}, "results": 7}', "no query result"),
        ('{"head": {"vars": []}}', "no query result"),
        ("[7]", "row 1: not an object"),
        (bindings(tarn(), {"personLabel": "Bo Quist"}), "row 2: no “person” or no “personLabel”; it has personLabel"),
        (bindings({"person": "Q1"}), "row 1: no “person” or no “personLabel”; it has person"),
        ("[{}]", "row 1: no “person” or no “personLabel”; it has nothing"),
        (bindings(tarn(), tarn(position="mayor", start="2031-02-30")), "row 2: '2031-02-30': there is no such day"),
        (
            bindings(tarn(position="mayor", start="2031", end="2030")),
            "row 1: the term as mayor ends (2030) before it begins (2031)",
        ),
    ],
)
def test_a_malformed_result_is_refused_with_its_row(path: Path, text: str, expected: str) -> None:
    assert refused(path, text).startswith(expected)


@pytest.mark.parametrize(("mark", "between"), [(",", ";"), (";", "|"), ("\t", ";"), ("|", ";")])
def test_a_table_is_read_whatever_parts_its_cells(path: Path, mark: str, between: str) -> None:
    cells = ("q1", "Ilse Tarn", "person", f"I. Tarn{between} Илзе Тарн", "Minister of Fisheries", "Norway", "2029", "")
    (person,) = read(path, f"{mark.join(COLUMNS[:8])}\n{mark.join(cells)}\n")
    assert (person.id, person.name, person.type) == ("csv:q1", "Ilse Tarn", "person")
    assert person.aliases == ("I. Tarn", "Илзе Тарн")
    assert held(person) == [("minister of fisheries", "Norway", "2029", None)]
    assert person.origin == "table (people.txt)"


def test_columns_may_stand_in_any_order_and_case_with_a_byte_order_mark(path: Path) -> None:
    (person,) = read(path, "\ufeffOf, NAME ,Role\nthe U.S.,Ilse Tarn,Treasury Secretary\n")
    assert held(person) == [("treasury secretary", "United States", None, None)]


def test_rows_of_one_person_are_joined(path: Path) -> None:
    rows = "name,role,of,since\nIlse Tarn,mayor,Marrow,2029\nBo Quist,,,\nIlse Tarn,minister,Kestria,2031\n\n,,,\n"
    first, second = read(path, rows)
    assert held(first) == [("mayor", "Marrow", "2029", None), ("minister", "Kestria", "2031", None)]
    assert (second.id, second.terms) == ("csv:Bo Quist", ())


def test_two_of_one_name_are_told_apart_by_their_ids(path: Path) -> None:
    people = read(path, "id,name,of\n1,Ilse Tarn,Kestria\n2,Ilse Tarn,Norvia\n")
    assert [(person.id, person.belongs) for person in people] == [("csv:1", ("Kestria",)), ("csv:2", ("Norvia",))]


def test_a_name_in_marks_may_hold_a_comma_and_a_line_break(path: Path) -> None:
    rows = 'name,aliases\n"Tarn, Ilse","I. Tarn;\nIlse of Marrow"\nBo Quist\n'
    first, second = read(path, rows)
    assert (first.name, first.aliases) == ("Tarn, Ilse", ("I. Tarn", "Ilse of Marrow"))
    assert second.name == "Bo Quist"


def test_who_is_the_same_as_somebody_is_joined_with_them(path: Path) -> None:
    rows = "id,name,role,of,same_as\n1,Ilse Tarn,mayor,Marrow,\n2,Ilse Brandt,minister,Kestria,3\n3,I. Tarn,,Norvia,1\n"
    (person,) = read(path, rows)
    assert (person.id, person.name, person.aliases) == ("csv:1", "Ilse Tarn", ("Ilse Brandt", "I. Tarn"))
    assert held(person) == [("mayor", "Marrow", None, None), ("minister", "Kestria", None, None)]
    assert person.belongs == ("Norvia",)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("Ilse Tarn,2\nBo Quist,Ann Reeve", "line 2: the same as '2', whom the file does not know"),
        ("Ilse Tarn,Ilse Tarn", "line 2: a circle of persons who are each the same as the next: Ilse Tarn → Ilse Tarn"),
        (
            "Ann Reeve,\nIlse Tarn,Bo Quist\nBo Quist,Ilse Tarn",
            "line 4: a circle of persons who are each the same as the next: Ilse Tarn → Bo Quist → Ilse Tarn",
        ),
        (
            "Ann Reeve,Ilse Tarn\nIlse Tarn,Bo Quist\nBo Quist,Ilse Tarn",
            "line 4: a circle of persons who are each the same as the next: Ilse Tarn → Bo Quist → Ilse Tarn",
        ),
    ],
)
def test_a_same_as_that_leads_to_nobody_is_refused_with_its_line(path: Path, rows: str, expected: str) -> None:
    assert refused(path, f"name,same_as\n{rows}\n") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name,mood\nIlse Tarn,calm\n", f"line 1: unknown column 'mood'; allowed: {', '.join(COLUMNS)}"),
        ("rename,role\n", "line 1: unknown column 'rename'; allowed: "),
        ("id,role,same_as,name of the person\n", "line 1: unknown column 'name of the person'; allowed: "),
        ("name,type\nIlse Tarn,person\n,person\n", "line 3: no name"),
        ("name,type\nIlse Tarn,minister\n", "line 2: the type is 'minister'; allowed: person, organization, group"),
        ("name,role,since\nIlse Tarn,mayor,2031-02-30\n", "line 2: '2031-02-30': there is no such day"),
        ("name,role,since\nIlse Tarn,mayor,May 2031\n", "line 2: 'May 2031' is no day, month or year; YYYY-MM-DD"),
        (
            "name,role,since,until\nIlse Tarn,mayor,2031,2030\n",
            "line 2: the term as mayor ends (2030) before it begins (2031)",
        ),
        ("name,role\nTarn, Ilse,mayor\n", "line 2: 3 cells, and 2 columns; quote what holds a separator"),
        ('name\n"Ilse\nTarn"\n' + "x" * 200_000, "line 4: field larger than field limit"),
        ("name," + "x" * 200_000, "line 1: field larger than field limit"),
    ],
)
def test_a_malformed_table_is_refused_with_its_line(path: Path, text: str, expected: str) -> None:
    assert refused(path, text).startswith(expected)


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff"])
def test_an_empty_file_is_refused(path: Path, text: str) -> None:
    assert refused(path, text) == "the file is empty"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"name\nIlse Tarn\n\xe5se Tarn\n", "line 3: not UTF-8"),
        (b"name\n" + b"Ilse Tarn\n" * 5000 + b"\xff\n", "line 5002: not UTF-8"),
        ("name\nIlse Tarn\n".encode("utf-16"), "line 1: not UTF-8"),
    ],
)
def test_a_file_that_is_not_utf_8_is_refused_with_its_line(path: Path, text: bytes, expected: str) -> None:
    assert refused(path, text) == expected


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Ilse Tarn is a minister.", "no JSON, and no column “name” in its first line"),
        ("<html></html>", "no JSON, and no column “name” in its first line"),
        ('{"who": "Ilse Tarn"}', "a JSON object without “schema” on its first line"),
        ('{"a":' * 1000, "a JSON object without “schema” on its first line"),
    ],
)
def test_a_file_of_no_known_format_is_refused_with_the_known_ones(path: Path, text: str, what: str) -> None:
    expected = "expected FollowTheMoney JSON Lines, a Wikidata query result in JSON, or a table (CSV)"
    assert refused(path, text) == f"{what}; {expected}"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for place, reason in ((tmp_path / "nowhere.csv", "No such file or directory"), (tmp_path, "Is a directory")):
        with pytest.raises(DocumentError) as error:
            list(read_register(place))
        assert str(error.value) == f"{place}: {reason}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Minister of Foreign Affairs of Norway", ("minister of foreign affairs", "Norway")),
        ("President of the United States", ("president", "United States")),
        ("French Minister of Finance", ("minister of finance", "France")),
        ("South Korean Foreign Minister", ("foreign minister", "South Korea")),
        ("Secretary General of NATO", ("secretary general", "NATO")),
        ("Minister of Fisheries (acting)", ("minister of fisheries", None)),
        ("Minister, Norway", ("minister", "Norway")),
        ("Mayor of Marrow", ("mayor of marrow", None)),
        ("Ambassador to Norway", ("ambassador to norway", None)),
        ("Norwegian", ("norwegian", None)),
    ],
)
def test_an_offices_name_tells_role_and_state(words: str, expected: tuple[str, str | None]) -> None:
    assert office(words) == expected


def test_the_same_office_told_twice_is_one_term(path: Path) -> None:
    (person,) = read(path, "name,role,of\nIlse Tarn,Minister of Norway,\nIlse Tarn,minister,Norway\n")
    assert person.terms == (Term(role="minister", of="Norway"),)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
DAYS = st.sampled_from(["2031", "2030-02-30", "T", "+", "9999", "-1", "x"])
VALUES = st.lists(st.one_of(JSON, DAYS, st.sampled_from(["q1", "q2", "no", "Mayor of Norway"])), max_size=3)
SCHEMATA = st.sampled_from(["Person", "PublicBody", "Position", "Occupancy", "Membership", "Vessel"])
KEYS = st.sampled_from("name alias country position holder post member organization role startDate endDate x".split())
ENTITIES = st.recursive(
    st.fixed_dictionaries(
        {"id": st.sampled_from(["q1", "q2"]), "schema": SCHEMATA, "properties": st.dictionaries(KEYS, VALUES)}
    ),
    lambda inner: st.fixed_dictionaries(
        {
            "id": st.sampled_from(["q1", "q2"]),
            "schema": SCHEMATA,
            "properties": st.dictionaries(KEYS, st.lists(inner | JSON, max_size=2)).map(
                lambda told: {"name": ["Ilse Tarn"], **told}
            ),
        }
    ),
    max_leaves=4,
)
CELLS = st.one_of(DAYS, st.sampled_from(["Ilse Tarn", "Bo Quist", "person", "", '"', "Norway"]), st.text(max_size=5))
TABLES = st.lists(st.lists(CELLS, max_size=5).map(",".join), max_size=5).map("\n".join)
ROWS = st.dictionaries(
    st.sampled_from("person personLabel alias positionLabel ofLabel start end typeLabel".split()), JSON | CELLS
)

any_text = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def taken_or_refused(path: Path, text: str) -> None:
    """The file gives people, or it is refused as a document that cannot be read."""
    path.write_text(text, encoding="utf-8", newline="")
    try:
        people = list(read_register(path))
    except DocumentError as error:
        assert str(error).startswith(f"{path}: ")
        return
    assert all(person.name and person.id for person in people)
    assert len({person.id for person in people}) == len(people)


@any_text
@given(text=st.text())
def test_any_text_is_people_or_refused(path: Path, text: str) -> None:
    for beginning in (
        "",
        "name,",
        "name\n",
        "{",
        "[",
        '{"id":"q1","schema":"Person","properties":{"name":["Tarn"]}}\n',
    ):
        taken_or_refused(path, beginning + text)


@any_text
@given(text=TABLES, columns=st.lists(st.sampled_from(COLUMNS), max_size=5))
@example(text="Ilse Tarn,T", columns=["role", "since"])
def test_any_table_is_people_or_refused(path: Path, text: str, columns: list[str]) -> None:
    taken_or_refused(path, f"{','.join(['name', *columns])}\n{text}")


@any_text
@given(entities=st.lists(ENTITIES, min_size=1, max_size=4))
def test_any_entities_are_people_or_refused(path: Path, entities: list[dict[str, object]]) -> None:
    taken_or_refused(path, ftm(*entities))


@any_text
@given(rows=st.lists(ROWS, max_size=4))
def test_any_rows_are_people_or_refused(path: Path, rows: list[dict[str, object]]) -> None:
    taken_or_refused(path, json.dumps(rows))
    taken_or_refused(
        path, json.dumps({"results": {"bindings": [{k: {"value": v} for k, v in r.items()} for r in rows]}})
    )


def test_every_format_has_a_reader() -> None:
    assert set(FORMATS) == {"followthemoney", "wikidata", "csv"}
