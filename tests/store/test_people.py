"""Whom a record knows beside the package's register, and who is whom as people judged, in every store."""

import datetime
from collections.abc import Callable

import pytest
from sqlalchemy import make_url

from onrecord.errors import DocumentError
from onrecord.model.base import Provenance
from onrecord.model.evidence import Judgement
from onrecord.model.person import Person, Term
from onrecord.model.statement import Identity, Linking
from onrecord.spelling import sought_keys
from onrecord.store import open_store
from onrecord.store.questions import PersonLine, StatementFilter
from onrecord.store.sql.database import connected
from onrecord.store.sql.store import SqlStore
from store.stories import ferry, naming, saying

NOW = "2031-03-06T09:00:00"


def person(key: str, name: str, *offices: tuple[str, str], aliases: tuple[str, ...] = ()) -> Person:
    terms = tuple(Term(role=role, of=of, since="2029-05-01") for role, of in offices)
    known_to = datetime.date(2033, 12, 31)
    return Person(
        id=key, name=name, type="person", aliases=aliases, terms=terms, known_to=known_to, origin="table (people.csv)"
    )


LENA = person("csv:1", "Lena Brandvold", ("minister", "Kestria"), aliases=("Лена Брандволд",))
ODD = person("csv:2", "Odd Rike", ("mayor", "Marrow"))


@pytest.fixture
def judge(store: SqlStore) -> Callable[[str, str], None]:
    """Judges that the first is "same as …" or "other than …"; each judgement is newer than those before."""
    made: list[Judgement] = []

    def judged(target: str, value: str) -> None:
        made.append(Judgement(target=target, judge="ann", at=f"{NOW}.{len(made):03}", value=value))
        store.judge_who(made[-1])

    return judged


Judge = Callable[[str, str], None]


def named(store: SqlStore, name: str) -> list[str]:
    return [found.id for found in store.register().named(sought_keys(name))]


def people(store: SqlStore) -> dict[str, int]:
    """Who speaks, and in how many statements."""
    return {line.who: line.statements for line in store.people()}


def spoken_by(store: SqlStore) -> dict[str, str | None]:
    """For each document, the person who speaks in its statement."""
    return {found.document.uri: found.statement.speakers[0].person for found in store.statements()}


def linked(store: SqlStore) -> dict[str, str | None]:
    """For each document, whom its identity is linked to as people judged."""
    return {
        record.document.origin.uri: link.person for record in store.judged_records() for link in record.of(Linking)[-1:]
    }


def identity(store: SqlStore, uri: str) -> str:
    (found,) = store.record(uri).of(Identity)
    return found.id


def test_imported_people_are_found_by_name_in_any_script_and_by_office(store: SqlStore) -> None:
    assert store.add_people("people.csv", (LENA, ODD)) == 2
    assert named(store, "Lena Brandvold") == named(store, "Лена Брандволд") == ["csv:1"]
    assert store.register().within("Kestria") == (LENA,)
    assert store.register().within("Norvia") == ()
    assert store.register().named(()) == ()
    assert store.people_of(("csv:2", "csv:9")) == (ODD,)
    assert store.people_files() == (("people.csv", 2),)


def test_a_person_comes_back_as_imported(store: SqlStore) -> None:
    held = (
        Term(role="minister", of="Kestria", since="2029", until="2031-06"),
        Term(role="poet"),
    )
    full = Person(id="x:1", name="Åse Ødegrav 🙂", type="group", aliases=("Å",), terms=held, belongs=("a",), origin="o")
    store.add_people("a", (full,))
    assert store.people_of(("x:1",)) == (full,)


def test_an_import_of_the_same_name_takes_the_place_of_the_earlier(store: SqlStore) -> None:
    store.add_people("people.csv", (LENA, ODD))
    store.add_people("other.csv", (person("x:1", "Bo Quist"),))
    assert store.add_people("people.csv", (person("csv:2", "Odd Rike-Holm", ("mayor", "Holm")),)) == 1
    assert named(store, "Lena Brandvold") == named(store, "Odd Rike") == []
    assert named(store, "Odd Rike-Holm") == ["csv:2"]
    assert store.register().within("Marrow") == store.register().within("Kestria") == ()
    assert store.people_files() == (("other.csv", 1), ("people.csv", 1))


def test_an_import_of_nobody_empties_the_file(store: SqlStore) -> None:
    store.add_people("people.csv", (LENA,))
    assert store.add_people("people.csv", ()) == 0
    assert named(store, "Lena Brandvold") == []
    assert store.people_files() == (("people.csv", 0),)


def test_an_id_of_another_file_is_refused_and_nothing_changes(store: SqlStore) -> None:
    store.add_people("people.csv", (LENA,))
    store.add_people("other.csv", (ODD,))
    digest = store.register().digest
    for file in ("other.csv", "new.csv"):
        with pytest.raises(DocumentError, match=r"the id csv:1 is known from people\.csv already"):
            store.add_people(file, (person("x:1", "Bo Quist"), LENA))
    assert store.register().digest == digest
    assert named(store, "Bo Quist") == []
    assert named(store, "Odd Rike") == ["csv:2"]


def test_an_id_that_stands_there_twice_is_refused_and_nothing_changes(store: SqlStore) -> None:
    with pytest.raises(DocumentError, match="the id csv:1 stands there twice"):
        store.add_people("people.csv", (LENA, ODD, LENA))
    assert store.people_files() == ()


def test_an_id_that_stands_far_apart_twice_is_refused(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.store.sql.register.BATCH", 1)
    with pytest.raises(DocumentError, match="the id csv:1 stands there twice"):
        store.add_people("people.csv", (LENA, ODD, LENA))
    assert store.add_people("people.csv", (LENA, ODD)) == 2
    assert store.people_files() == (("people.csv", 2),)


def test_a_file_that_breaks_off_changes_nothing(store: SqlStore) -> None:
    store.add_people("people.csv", (LENA,))

    def broken() -> object:
        yield ODD
        raise DocumentError("line 3: no name")

    with pytest.raises(DocumentError, match="line 3"):
        store.add_people("people.csv", broken())  # type: ignore[arg-type]
    assert named(store, "Lena Brandvold") == ["csv:1"]
    assert named(store, "Odd Rike") == []


def test_a_name_that_no_database_keeps_is_told(store: SqlStore) -> None:
    with pytest.raises(DocumentError, match="half a character"):
        store.add_people("people.csv", (person("csv:1", "Lena \ud800"),))
    assert store.people_files() == ()


def test_the_digest_tells_what_was_imported(store: SqlStore) -> None:
    seen = [store.register().digest]
    for file, persons in (("a", (LENA,)), ("b", (ODD,)), ("b", ()), ("a", (LENA, ODD))):
        store.add_people(file, persons)
        seen.append(store.register().digest)
    assert len(set(seen)) == len(seen)
    store.add_people("a", (LENA,))
    assert store.register().digest == seen[3]


def test_imported_people_are_there_for_the_next_who_opens_the_record(address: str) -> None:
    with open_store(address, create=True) as made:
        made.add_people("people.csv", (LENA,))
        where = made.address
    with open_store(where) as opened:
        assert named(opened, "Lena Brandvold") == ["csv:1"]


@pytest.mark.part("postgresql")
def test_the_address_of_a_server_keeps_its_password() -> None:
    with SqlStore(connected("postgresql://ann:secret@localhost:1/record", create=False, wait=1)) as store:
        assert make_url(store.address).password == "secret"
        assert "secret" not in store.database.name


def test_merging_joins_two_names_everywhere(store: SqlStore, judge: Judge) -> None:
    store.add(naming("Lena Brandvold", uri="a"))
    store.add(naming("L. Brandvold", uri="b"))
    store.add(naming("Odd Rike", uri="c"))
    judge("lena brandvold", "same as l brandvold")
    assert people(store) == {"name:l brandvold": 2, "odd rike": 1}
    assert spoken_by(store) == {"a": "name:l brandvold", "b": "name:l brandvold", "c": None}
    assert linked(store) == {"a": "name:l brandvold", "b": "name:l brandvold"}
    (line,) = (line for line in store.people() if line.statements == 2)
    assert {line.name, *line.aliases} == {"Lena Brandvold", "L. Brandvold"}
    assert store.joins() == (("l brandvold", "lena brandvold"),)


def test_a_merge_is_told_in_the_reason(store: SqlStore, judge: Judge) -> None:
    store.add(naming("Lena Brandvold", uri="a"))
    store.add(naming("L. Brandvold", uri="b"))
    judge("lena brandvold", "same as l brandvold")
    reasons = {found.document.uri: found.statement.speakers[0].reason for found in store.statements()}
    assert reasons["a"] == "the label names them; judged to be the same as l brandvold"
    assert reasons["b"] == "the label names them; others are judged to be the same"


def test_the_record_itself_stays_as_it_was_read(store: SqlStore, judge: Judge) -> None:
    record = naming("Lena Brandvold", uri="a")
    store.add(record)
    judge("lena brandvold", "same as l brandvold")
    assert store.record("a") == record
    assert tuple(store.records()) == (record,)
    judged = store.judged("a")
    assert judged.layers[:-1] == record.layers
    assert judged.layers[-1][0] == Provenance(layer="judgements", version="1")


def test_a_record_without_anybody_judged_is_shown_as_it_was_read(store: SqlStore, judge: Judge) -> None:
    judge("lena brandvold", "same as l brandvold")
    store.add(ferry())
    store.add(naming("Odd Rike", uri="b"))
    assert store.judged("b") == store.record("b")


def test_splitting_parts_what_was_joined_and_the_newest_counts(store: SqlStore, judge: Judge) -> None:
    store.add(naming("Lena Brandvold", uri="a"))
    store.add(naming("L. Brandvold", uri="b"))
    apart = {"lena brandvold": 1, "l brandvold": 1}
    for value, expected in (
        ("same as l brandvold", {"name:l brandvold": 2}),
        ("other than l brandvold", apart),
        ("same as l brandvold", {"name:l brandvold": 2}),
    ):
        judge("lena brandvold", value)
        assert people(store) == expected
    judge("l brandvold", "other than lena brandvold")
    assert people(store) == apart
    assert store.joins() == ()
    assert linked(store) == {}


def test_merging_with_somebody_of_the_register_makes_that_the_person(store: SqlStore, judge: Judge) -> None:
    store.add_people("people.csv", (LENA,))
    store.add(naming("Lena Brandvold", uri="a", person="csv:1"))
    store.add(naming("Anna Brandvold", uri="b"))
    judge("anna brandvold", "same as csv:1")
    assert people(store) == {"csv:1": 2}
    assert spoken_by(store) == {"a": "csv:1", "b": "csv:1"}
    assert {found.statement.speakers[0].reason for found in store.statements()} == {
        "the label names them; in the register",
        "the label names them; judged to be the same as csv:1",
    }


def test_two_people_of_registers_are_joined_and_parted(store: SqlStore, judge: Judge) -> None:
    store.add(naming("Lena Brandvold", uri="a", person="csv:1"))
    store.add(naming("Lena Brandvold", uri="b", person="x:1"))
    assert people(store) == {"csv:1": 1, "x:1": 1}
    judge("x:1", "same as csv:1")
    assert people(store) == {"csv:1": 2}
    judge("x:1", "other than csv:1")
    assert people(store) == {"csv:1": 1, "x:1": 1}


def test_a_circle_of_merges_is_one_person(store: SqlStore, judge: Judge) -> None:
    names = ("Lena Brandvold", "L. Brandvold", "Minister Brandvold", "Lena B.")
    for number, name in enumerate(names):
        store.add(naming(name, uri=str(number)))
    judge("lena brandvold", "same as l brandvold")
    judge("l brandvold", "same as minister brandvold")
    judge("minister brandvold", "same as lena b")
    judge("lena b", "same as lena brandvold")
    assert people(store) == {"name:l brandvold": 4}
    judge("l brandvold", "other than lena brandvold")
    assert people(store) == {"name:l brandvold": 4}
    judge("lena b", "other than minister brandvold")
    assert people(store) == {"name:l brandvold": 2, "name:lena b": 2}


def test_a_merge_with_oneself_joins_nobody(store: SqlStore, judge: Judge) -> None:
    store.add(naming("Lena Brandvold", uri="a"))
    judge("lena brandvold", "same as lena brandvold")
    assert people(store) == {"lena brandvold": 1}
    assert store.joins() == ()


@pytest.mark.parametrize("version", ["1", "2"])
def test_a_judgement_survives_when_the_document_is_read_again(store: SqlStore, judge: Judge, version: str) -> None:
    store.add(naming("Lena Brandvold", uri="a"))
    store.add(naming("L. Brandvold", uri="b"))
    judge("lena brandvold", "same as l brandvold")
    assert store.add(naming("Lena Brandvold", uri="a", version=version)) == {"1": "unchanged", "2": "updated"}[version]
    assert people(store) == {"name:l brandvold": 2}


def test_a_judgement_holds_for_documents_that_come_later(store: SqlStore, judge: Judge) -> None:
    judge("lena brandvold", "same as l brandvold")
    store.add(naming("Lena Brandvold", uri="a"))
    store.add(naming("L. Brandvold", uri="b"))
    assert people(store) == {"name:l brandvold": 2}
    store.remove("a")
    store.add(naming("Lena Brandvold", uri="a"))
    assert people(store) == {"name:l brandvold": 2}


def test_a_judgement_on_a_person_follows_a_newer_link(store: SqlStore, judge: Judge) -> None:
    store.add(naming("Lena Brandvold", uri="a"))
    judge("csv:1", "same as x:1")
    assert people(store) == {"lena brandvold": 1}
    store.add(naming("Lena Brandvold", uri="a", person="x:1", version="2"))
    assert people(store) == {"csv:1": 1}


def test_statements_are_found_by_whom_their_speaker_is_judged_to_be(store: SqlStore, judge: Judge) -> None:
    store.add(naming("Anna Brandvold", uri="a"))
    judge("anna brandvold", "same as csv:1")
    assert [found.document.uri for found in store.statements(StatementFilter(speaker="csv:1"))] == ["a"]
    assert [found.document.uri for found in store.statements(StatementFilter(speaker="anna"))] == ["a"]


def test_a_judgement_on_one_documents_identity_stays_there(store: SqlStore, judge: Judge) -> None:
    for uri in ("a", "b"):
        store.add(naming("Lena Brandvold", uri=uri, person="csv:1"))
    judge(identity(store, "b"), "other than csv:1")
    assert people(store) == {"csv:1": 1, "lena brandvold": 1}
    assert linked(store) == {"a": "csv:1", "b": None}
    judge(identity(store, "b"), "same as x:1")
    assert people(store) == {"csv:1": 1, "x:1": 1}
    judge(identity(store, "b"), "same as csv:1")
    assert people(store) == {"csv:1": 2}


def test_an_identity_may_be_parted_from_its_own_name(store: SqlStore, judge: Judge) -> None:
    for uri in ("a", "b", "c"):
        store.add(naming("Odd Rike", uri=uri))
    apart = identity(store, "b")
    judge(apart, "other than odd rike")
    assert people(store) == {"odd rike": 2, f"name:{apart}": 1}
    assert [line.name for line in store.people()] == ["Odd Rike", "Odd Rike"]
    judge("odd rike", "same as o rike")
    assert people(store) == {"name:o rike": 2, f"name:{apart}": 1}
    judge(apart, "same as o rike")
    assert people(store) == {"name:o rike": 3}
    judge("csv:1", f"same as {apart}")
    assert people(store) == {"name:o rike": 2, "csv:1": 1}


def test_an_identity_may_be_judged_to_be_a_name_that_no_register_knows(store: SqlStore, judge: Judge) -> None:
    store.add(naming("Odd Rike", uri="a"))
    store.add(naming("The mayor", uri="b"))
    judge(identity(store, "b"), "same as odd rike")
    assert people(store) == {"name:odd rike": 2}


def test_a_judgement_on_an_identity_goes_with_the_merges_of_whom_it_names(store: SqlStore, judge: Judge) -> None:
    store.add(naming("The mayor", uri="b"))
    judge(identity(store, "b"), "same as x:1")
    judge("x:1", "same as csv:1")
    assert people(store) == {"csv:1": 1}


def test_who_is_not_somebody_may_be_whom_a_newer_layer_takes_them_for(store: SqlStore, judge: Judge) -> None:
    store.add(naming("Lena Brandvold", uri="a", person="csv:1"))
    judge(identity(store, "a"), "other than csv:1")
    store.add(naming("Lena Brandvold", uri="a", person="x:1", version="2"))
    assert people(store) == {"x:1": 1}
    store.add(naming("Lena Brandvold", uri="a", person="csv:1", version="3"))
    assert people(store) == {"lena brandvold": 1}


def test_a_judgement_on_an_identity_survives_when_the_document_is_read_again(store: SqlStore, judge: Judge) -> None:
    store.add(naming("Lena Brandvold", uri="a", person="csv:1"))
    judge(identity(store, "a"), "other than csv:1")
    store.add(naming("Lena Brandvold", uri="a", person="csv:1", version="2"))
    assert people(store) == {"lena brandvold": 1}
    store.remove("a")
    (kept,) = store.judgements()
    assert kept.orphaned and kept.words == "Lena Brandvold"


def test_a_judgement_on_a_person_has_no_place_to_lose(store: SqlStore, judge: Judge) -> None:
    judge("lena brandvold", "same as l brandvold")
    assert [kept.orphaned for kept in store.judgements()] == [False]


def test_whoever_is_taken_for_somebody_in_a_document_is_told(store: SqlStore, judge: Judge) -> None:
    store.add(naming("Lena Brandvold", uri="a", person="csv:1"))
    store.add(naming("Anna Brandvold", uri="b"))
    assert [found.name for found in store.identities_of("csv:1", "a")] == ["Lena Brandvold"]
    assert [found.name for found in store.identities_of("anna brandvold", "b")] == ["Anna Brandvold"]
    assert store.identities_of("anna brandvold", "a") == store.identities_of("csv:1", "b") == ()
    judge("anna brandvold", "same as anna b")
    assert [found.name for found in store.identities_of("anna b", "b")] == ["Anna Brandvold"]
    judge("anna brandvold", "same as csv:1")
    assert [found.name for found in store.identities_of("csv:1", "b")] == ["Anna Brandvold"]


def whos(found: tuple[PersonLine, ...]) -> list[str]:
    return [line.who for line in found]


def test_a_person_is_found_by_id_and_by_name_in_any_case(store: SqlStore) -> None:
    store.add(naming("Lena Brandvold", uri="a", person="csv:1"))
    store.add(naming("Odd Rike", uri="b"))
    for words in ("csv:1", "Lena Brandvold", "lena brandvold", "brandvold", "LENA"):
        assert whos(store.find_person(words)) == ["csv:1"], words
    for words in ("Odd Rike", "odd rike", "ODD  RIKE", "rike odd"):
        assert whos(store.find_person(words)) == ["odd rike"], words


def test_the_just_same_name_is_found_before_those_that_hold_it(store: SqlStore) -> None:
    for number, name in enumerate(("Odd Rike", "Odd Rike Holm", "Kari Rike")):
        store.add(naming(name, uri=str(number)))
    assert whos(store.find_person("odd rike")) == ["odd rike"]
    assert set(whos(store.find_person("rike"))) == {"odd rike", "odd rike holm", "kari rike"}


def test_two_persons_of_one_name_are_both_found(store: SqlStore) -> None:
    store.add(naming("Lena Brandvold", uri="a", person="csv:1"))
    store.add(naming("Lena Brandvold", uri="b", person="x:1"))
    assert set(whos(store.find_person("Lena Brandvold"))) == {"csv:1", "x:1"}


def test_those_who_were_merged_are_found_by_each_of_their_names(store: SqlStore, judge: Judge) -> None:
    store.add(naming("Lena Brandvold", uri="a"))
    store.add(naming("Anna Holm", uri="b"))
    judge("lena brandvold", "same as anna holm")
    for words in ("Lena Brandvold", "anna holm", "name:anna holm", "brandvold"):
        assert whos(store.find_person(words)) == ["name:anna holm"], words


@pytest.mark.parametrize("words", ["", " ", "nobody", "%", "_", "' OR 1=1 --", "\ud800", "\0", "csv:", "x" * 10_000])
def test_words_that_name_nobody_find_nobody(store: SqlStore, words: str) -> None:
    store.add(naming("Lena Brandvold", uri="a", person="x:1"))
    assert store.find_person(words) == ()


def test_the_documents_of_a_person_come_with_their_number_of_statements(store: SqlStore, judge: Judge) -> None:
    store.add(naming("Lena Brandvold", uri="a", role="minister"))
    store.add(naming("Lena Brandvold", uri="b"))
    store.add(naming("L. Brandvold", uri="c"))
    judge("lena brandvold", "same as l brandvold")
    (line,) = store.people()
    assert (line.statements, line.roles) == (3, ("minister",))
    assert [(document.uri, count) for document, count in store.documents_of(line)] == [("a", 1), ("b", 1), ("c", 1)]


def test_other_names_go_with_the_one_who_is_judged_to_have_them(store: SqlStore, judge: Judge) -> None:
    store.add(naming("Lena Brandvold", uri="a", aliases=("Minister Brandvold",)))
    judge("lena brandvold", "same as csv:1")
    (line,) = store.people()
    assert (line.who, line.person, line.aliases) == ("csv:1", "csv:1", ("Minister Brandvold",))


def test_an_earlier_record_of_the_same_document_is_given_back(store: SqlStore) -> None:
    record = naming("Lena Brandvold", uri="a")
    assert store.earlier(record.document) is None
    store.add(record)
    assert store.earlier(record.document) == record
    assert store.earlier(naming("Lena Brandvold", uri="a", day="2031-03-12").document) is None
    assert store.earlier(naming("Lena Brandvold", uri="b").document) is None


def test_what_was_superseded_is_no_earlier_record(store: SqlStore) -> None:
    old = saying("One.")
    store.add(old)
    store.add(saying("Two."))
    assert store.earlier(old.document) is None
