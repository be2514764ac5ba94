"""What every store keeps to: a record comes back as it was added, and a document is one transaction."""

import datetime

import pytest

from onrecord.errors import DocumentError
from onrecord.model.base import Provenance, canonical_json
from onrecord.model.contract import statement_rows
from onrecord.model.document import Document, Origin, Record
from onrecord.model.evidence import Judgement
from onrecord.model.statement import Attribution
from onrecord.registry import components, names
from onrecord.store import open_store
from onrecord.store.questions import StatementFilter
from onrecord.store.sql.store import SqlStore
from store.stories import FERRY, MONDAY, TUESDAY, ferry, saying

NOW = "2031-03-06T09:00:00"


def contents(store: SqlStore, **asked: object) -> list[str]:
    return [found.statement.content[0].text for found in store.statements(StatementFilter(**asked))]  # type: ignore[arg-type]


def test_the_store_is_found_as_a_component() -> None:
    assert names("store") == ("store.sql",)


def test_a_store_component_opens_what_it_made(address: str) -> None:
    for open_it in components("store").values():
        with open_it(address, create=True) as made:
            made.add(ferry())
        with open_it(address) as opened:
            assert opened.record("ferry.txt") == ferry()


def test_a_record_comes_back_as_it_was_added(store: SqlStore) -> None:
    assert store.add(ferry()) == "added"
    back = store.record("ferry.txt")
    assert back == ferry()
    assert canonical_json(back) == canonical_json(ferry())


def test_a_layer_that_found_nothing_comes_back_too(store: SqlStore) -> None:
    record = ferry().extended(Provenance(layer="chains", version="2"), ())
    store.add(record)
    assert store.record("ferry.txt") == record


def test_reading_the_same_file_again_changes_nothing(store: SqlStore) -> None:
    store.add(ferry())
    assert store.add(ferry()) == "unchanged"
    assert len(store.documents()) == store.count() == 1


def test_a_store_tells_what_it_holds_so_that_it_need_not_be_read_again(store: SqlStore) -> None:
    record = ferry()
    made_by = [by for by, _ in record.layers]
    assert not store.holds(record.document, made_by)
    store.add(record)
    assert store.holds(record.document, made_by)
    assert not store.holds(record.document, [Provenance(layer="all", version="2")])
    assert not store.holds(ferry(published=None).document, made_by)


def test_a_changed_file_supersedes_the_old_text(store: SqlStore) -> None:
    old, new = saying("The ferries will sail."), saying("The ferries may sail.")
    store.add(old)
    assert store.add(new) == "superseded"
    assert [row.id for row in store.documents()] == [new.document.id]
    assert contents(store) == ["The ferries may sail."]
    assert not store.search('"will sail"')
    assert store.record("note.txt") == new
    assert store.record(old.document.id) == old


def test_a_file_changed_back_is_current_again(store: SqlStore) -> None:
    old, new = saying("The ferries will sail."), saying("The ferries may sail.")
    for record in (old, new):
        store.add(record)
    assert store.add(old) == "superseded"
    assert store.record("note.txt") == old
    assert contents(store) == ["The ferries will sail."]


def test_a_newer_layer_replaces_annotations_and_keeps_ids_and_judgements(store: SqlStore) -> None:
    store.add(ferry(version="1"))
    (before,) = store.statements()
    store.judge(Judgement(target=before.statement.id, judge="ann", at=NOW, value="accept"))
    assert store.add(ferry(version="2")) == "updated"
    (after,) = store.statements()
    assert after.statement.id == before.statement.id
    assert store.record("ferry.txt").layers[0][0].version == "2"
    assert [j.orphaned for j in store.judgements(after.statement.id)] == [False]


def test_a_document_read_again_keeps_its_place_in_the_order(store: SqlStore) -> None:
    for uri in ("a", "b"):
        store.add(ferry(uri=uri))
    store.add(ferry(uri="a", version="2"))
    assert [row.uri for row in store.documents()] == ["a", "b"]
    assert [row.uri for row in store.documents(limit=1, offset=1)] == ["b"]
    assert [found.document.uri for found in store.statements()] == ["a", "b"]
    assert [record.document.origin.uri for record in store.records()] == ["a", "b"]


def test_a_removed_document_leaves_its_judgements_as_orphans(store: SqlStore) -> None:
    store.add(ferry())
    target = store.statements()[0].statement.id
    store.judge(Judgement(target=target, judge="ann", at=NOW, value="reject", note="not hers"))
    store.remove("ferry.txt")
    assert not store.documents() + store.statements() + store.search("ferries") + store.people()
    (kept,) = store.judgements()
    assert kept.orphaned
    assert kept.uri == "ferry.txt"
    assert kept.words == FERRY.text[: FERRY.one("c").end]
    assert kept.judgement.note == "not hers"
    store.add(ferry())
    assert not store.judgements()[0].orphaned


def test_removing_a_document_removes_what_it_superseded(store: SqlStore) -> None:
    old = saying("One.")
    for record in (old, saying("Two."), saying("Three.")):
        store.add(record)
    store.remove("note.txt")
    with pytest.raises(DocumentError, match="no document"):
        store.record(old.document.id)


def test_a_judgement_on_a_text_that_was_superseded_is_orphaned(store: SqlStore) -> None:
    store.add(saying("One."))
    store.judge(Judgement(target=store.statements()[0].statement.id, judge="ann", at=NOW, value="accept"))
    store.add(saying("Two."))
    assert store.judgements()[0].orphaned


def test_the_same_judgement_is_kept_once_and_contradicting_ones_both(store: SqlStore) -> None:
    store.add(ferry())
    target = store.documents()[0].id
    yes = Judgement(target=target, judge="ann", at=NOW, value="accept")
    no = Judgement(target=target, judge="bo", at=NOW, value="reject")
    assert [store.judge(j) for j in (yes, yes, no)] == [True, False, True]
    assert [j.judgement for j in store.judgements(target)] == [yes, no]
    assert [j.judgement for j in store.judgements_in("ferry.txt")] == [yes, no]


def test_a_judgement_on_something_unknown_is_kept_as_an_orphan(store: SqlStore) -> None:
    store.judge(Judgement(target="nobody", judge="ann", at=NOW, value="merge"))
    assert [(j.orphaned, j.words) for j in store.judgements()] == [(True, None)]


def test_a_date_that_a_person_gave_outlives_another_reading(store: SqlStore) -> None:
    read = ferry(published=None)
    store.add(read)
    assert store.dated(read.document) == read.document
    for day in ("2031-03-01", "2031-03-02"):
        store.judge(Judgement(target=read.document.id, judge="ann", at=NOW, value=f"published {day}"))
    with pytest.raises(ValueError, match="not a date"):
        store.judge(Judgement(target=read.document.id, judge="ann", at=NOW, value="published someday"))
    assert store.dated(read.document).origin.published == "2031-03-02"


def test_a_new_date_replaces_the_record_and_keeps_the_document(store: SqlStore) -> None:
    store.add(ferry(published="2031-03-05"))
    assert store.add(ferry(published="2031-03-12")) == "updated"
    (row,) = store.documents()
    assert row.published == "2031-03-12"
    assert row.id == ferry().document.id


def test_a_document_is_meant_by_its_id_its_beginning_or_its_uri(store: SqlStore) -> None:
    store.add(ferry())
    for reference in (ferry().document.id, ferry().document.id[:6], "ferry.txt"):
        assert store.record(reference) == ferry()


def test_an_unknown_document_is_told(store: SqlStore) -> None:
    store.add(ferry())
    for reference in ("", "nothing.txt", "%", "_", "' OR 1=1 --", "\ud800", "\0"):
        with pytest.raises(DocumentError, match=r"no document .* in the record"):
            store.record(reference)


def test_a_beginning_that_fits_two_documents_is_refused_with_both(store: SqlStore) -> None:
    ids: dict[str, str] = {}
    for number in range(20):
        record = saying("Yes.", uri=f"{number}.txt")
        store.add(record)
        ids.setdefault(record.document.id[0], record.document.id)
    shared = next(d.id for d in store.documents() if ids[d.id[0]] != d.id)
    with pytest.raises(DocumentError, match=shared):
        store.record(shared[0])


def test_statements_are_the_rows_of_the_contract(store: SqlStore) -> None:
    store.add(ferry())
    (found,) = store.statements()
    assert (found.statement,) == statement_rows(ferry())
    assert found.document == store.documents()[0]


def test_statements_are_found_by_speaker_in_any_case_and_by_part_of_the_name(store: SqlStore) -> None:
    store.add(ferry())
    store.add(saying("No.", speaker="Odd Brand"))
    for speaker in ("Lena Brandvold", "brandvold", "LENA", "Léna"):
        assert contents(store, speaker=speaker) == ["the ferries will sail in April"]
    assert contents(store, speaker="Brand") == ["No."]
    assert contents(store, speaker="%") == []


def test_statements_are_found_by_the_days_on_which_they_were_said(store: SqlStore) -> None:
    store.add(ferry())
    assert contents(store, said_from=TUESDAY, said_to=TUESDAY)
    assert not contents(store, said_to=MONDAY)
    assert not contents(store, said_from=datetime.date(2031, 3, 5))


def test_a_statement_without_words_of_time_counts_on_the_day_of_publication(store: SqlStore) -> None:
    store.add(saying("Yes.", uri="a", day="2031-03-03T10:00"))
    store.add(saying("No.", uri="b"))
    assert contents(store, said_from=MONDAY, said_to=MONDAY) == ["Yes."]
    assert contents(store) == ["Yes.", "No."]


def test_filters_are_taken_together(store: SqlStore) -> None:
    store.add(ferry())
    store.add(saying("The ferries stay.", speaker="Odd Rike"))
    asked = {"words": "ferries", "mode": "direct", "document": "ferry.txt", "speaker": "lena", "said_to": TUESDAY}
    assert contents(store, **asked) == ["the ferries will sail in April"]
    for name, other in {"words": "trains", "mode": "mixed", "document": "note.txt", "speaker": "odd"}.items():
        assert contents(store, **asked | {name: other}) == []


def test_blank_words_and_speakers_do_not_limit(store: SqlStore) -> None:
    store.add(ferry())
    assert contents(store, words=" ", speaker="") == contents(store)


def test_pages_put_together_are_the_whole_and_the_count_is_their_sum(store: SqlStore) -> None:
    for number in range(7):
        store.add(saying(f"Word {number}.", uri=str(number)))
    pages = [contents(store, words="word", limit=3, offset=at) for at in (0, 3, 6, 9)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert [content for page in pages for content in page] == contents(store)
    assert store.count(StatementFilter(words="word", limit=3)) == store.count() == 7


def test_words_find_the_statement_that_holds_all_of_them(store: SqlStore) -> None:
    store.add(ferry())
    asked = [
        "ferries",
        "FERRIES sail",
        '"will sail"',
        "“will sail”",
        "ferr*",
        "sail ferries",
        "“the ferries",
        "ferries: -sail",
    ]
    assert [words for words in asked if not contents(store, words=words)] == []


def test_other_words_do_not(store: SqlStore) -> None:
    store.add(ferry())
    asked = ["ferries trains", '"sail will"', "ferr", "!!!", "“”", "ferries NOT sail", "\ud800"]
    assert [words for words in asked if contents(store, words=words)] == []


def test_search_finds_words_with_marks_in_them(store: SqlStore) -> None:
    store.add(ferry())
    (pilots,) = store.search("pilots")
    for words in ("U.S.", "u.s", "don't", "don’t know", "won’t come", "pilot*"):
        assert store.search(words) == (pilots,)
    assert store.search("us pilots") == ()


def test_no_words_of_a_user_raise(store: SqlStore) -> None:
    signs = [
        "AND",
        "a OR",
        "NEAR(a b",
        "words:x",
        "^x",
        "*",
        "a*b*",
        "'",
        "--",
        "a & | ! <-> b",
        ":*",
        "{x}",
        "\\",
        "%",
    ]
    strange = ["\ud800", "\0", "😀 😀", 'he said: "foo']
    huge = ["a " * 100_000, '"' * 10_001, "x" * 100_000, "ä\u0308\u0323" * 50_000]
    store.add(ferry())
    for words in signs + strange + huge:
        assert store.search(words) == ()
        assert store.count(StatementFilter(words=words, speaker=words)) == 0


def test_every_part_of_a_text_can_be_searched_also_outside_blocks(store: SqlStore) -> None:
    store.add(ferry())
    (inside,) = store.search("april")
    (outside,) = store.search("pilots")
    assert inside.passage.text == FERRY.text[: FERRY.text.index("\n\n")]
    assert FERRY.text[outside.passage.start : outside.passage.end] == outside.passage.text
    assert outside.document.uri == "ferry.txt"


def test_a_text_of_one_long_line_is_searched_in_passages(store: SqlStore) -> None:
    text = "word " * 30_000 + "needle"
    store.add(Record(Document(origin=Origin(uri="line"), text=text)))
    (found,) = store.search("needle")
    assert len(found.passage.text) <= 20_000
    assert len("".join(passage.passage.text for passage in store.search("word"))) == len(text)


def test_a_line_without_any_blank_is_kept_too(store: SqlStore) -> None:
    store.add(Record(Document(origin=Origin(uri="line"), text="x" * 100_000)))
    assert len(store.search("x*")) == 5


def test_accents_and_widths_do_not_matter_to_search(store: SqlStore) -> None:
    store.add(saying("Ja\u0308ntti met Šefčovič at the Ｃafé, straße 3."))
    for words in ("jantti", "JÄNTTI", "sefcovic", "cafe", "STRASSE"):
        assert len(store.search(words)) == 1


def test_people_come_with_roles_other_names_and_first_and_last_day(store: SqlStore) -> None:
    store.add(ferry())
    store.add(saying("Yes.", uri="a", role="Prime Minister", day="2031-04-01"))
    store.add(saying("No.", uri="b", speaker="Odd Rike"))
    lena, odd = store.people()
    assert (lena.name, lena.statements, lena.type) == ("Lena Brandvold", 2, "person")
    assert set(lena.roles) == {"Minister", "Prime Minister"}
    assert lena.aliases == ("Minister Lena Brandvold",)
    assert (lena.first, lena.last) == (TUESDAY, datetime.date(2031, 4, 1))
    assert (odd.roles, odd.aliases, odd.first, odd.last) == ((), (), None, None)


def test_any_number_of_people_is_listed(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.store.sql.people._AT_ONCE", 2)
    for number in range(5):
        store.add(saying("Yes.", uri=str(number), speaker=f"Speaker {number}"))
    assert [line.name for line in store.people()] == [f"Speaker {number}" for number in range(5)]


def test_names_without_a_letter_are_told_apart(store: SqlStore) -> None:
    for name in ("🙂", "🙃"):
        store.add(saying("Yes.", uri=name, speaker=name))
    assert {line.name for line in store.people()} == {"🙂", "🙃"}


def test_people_are_listed_by_type_and_in_pages(store: SqlStore) -> None:
    for number in range(5):
        store.add(saying("Yes.", uri=str(number), speaker=f"Speaker {number}"))
    pages = [store.people(limit=2, offset=at) for at in (0, 2, 4)]
    assert [line.name for page in pages for line in page] == [line.name for line in store.people()]
    assert store.people(types=("group",)) == ()


def test_text_beyond_the_basic_plane_keeps_its_offsets(store: SqlStore) -> None:
    record = saying("🙂🙃 𝔉𝔢𝔯𝔯𝔶 👩‍⚖️", speaker="🇳🇴 Ødegård")
    store.add(record)
    assert store.record("note.txt") == record
    assert contents(store, words="ferry") == ["🙂🙃 𝔉𝔢𝔯𝔯𝔶 👩‍⚖️"]
    assert store.search("ferry")[0].passage.text == record.document.text


def test_text_that_no_database_keeps_is_this_documents_error(store: SqlStore) -> None:
    for text in ("half \ud83d a pair", "zero \0 zero"):
        with pytest.raises(DocumentError, match=r"bad\.txt"):
            store.add(Record(Document(origin=Origin(uri="bad.txt"), text=text)))
    assert store.documents() == ()


def test_a_title_that_no_database_keeps_is_this_documents_error(store: SqlStore) -> None:
    for title in ("half \udc00", "zero \0"):
        with pytest.raises(DocumentError, match=r"bad\.txt"):
            store.add(Record(Document(origin=Origin(uri="bad.txt", title=title), text="x")))


def test_a_value_that_would_not_come_back_is_refused(store: SqlStore) -> None:
    document = ferry().document
    unsure = Attribution(document=document.id, content=(FERRY.one("c"),), mode="direct", confidence=float("nan"))
    record = Record(document).extended(Provenance(layer="x", version="1"), (unsure,))
    with pytest.raises(DocumentError, match=r"ferry\.txt.*Attribution"):
        store.add(record)


def test_a_judgement_that_no_database_keeps_is_told(store: SqlStore) -> None:
    with pytest.raises(DocumentError, match="surrogate"):
        store.judge(Judgement(target="x", judge="ann", at=NOW, value="\ud800"))
    assert store.judgements() == ()


def test_an_interrupted_add_leaves_nothing_of_its_document(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add(ferry(uri="whole"))
    for table in ("layer", "annotation", "statement", "statement_row", "speaker", "alias", "passage"):
        with monkeypatch.context() as patch:
            patch.setattr("onrecord.store.sql.writing.insert", interrupting(table))
            with pytest.raises(KeyboardInterrupt):
                store.add(ferry(uri="torn"))
    assert [row.uri for row in store.documents()] == ["whole"]
    assert store.count() == len(store.search("april")) == 1
    assert store.add(ferry(uri="torn")) == "added"


def interrupting(name: str) -> object:
    """SQLAlchemy's insert, but for a person who presses Ctrl-C at one table."""
    from sqlalchemy import insert

    def insert_until(table: object) -> object:
        if getattr(table, "name", "") == name:
            raise KeyboardInterrupt
        return insert(table)  # type: ignore[arg-type]

    return insert_until


def test_what_was_added_is_there_for_the_next_who_opens_the_record(address: str) -> None:
    with open_store(address, create=True) as store:
        store.add(ferry())
    with open_store(address) as store:
        assert list(store.records()) == [ferry()]


def test_two_open_stores_see_each_others_documents(address: str, store: SqlStore) -> None:
    with open_store(address) as other:
        store.add(ferry(uri="a"))
        other.add(ferry(uri="b"))
        assert store.documents() == other.documents()
        assert store.add(ferry(uri="b")) == "unchanged"


def test_names_and_roles_of_any_length_are_kept(store: SqlStore) -> None:
    record = saying("𝕐es.", speaker="𝕏" * 5000, role="𝕏" * 5000)
    assert store.add(record) == "added"
    assert store.record("note.txt") == record
    assert store.people()[0].statements == 1
