"""Who in a text is whom in a register: by name and office, by name and what the text names, by office and day."""

import datetime
from pathlib import Path

import pytest

from marked import marked
from onrecord.model.base import Provenance
from onrecord.model.document import Document, Origin, Record
from onrecord.model.person import Person, Term
from onrecord.model.statement import Identity, Linking, SpeakerType, Speaking
from onrecord.registry import components
from onrecord.resolve.people import LAYER, candidates, compare, known, linkings, load
from onrecord.resolve.register import ORIGIN, Joined, Listed, listed, packaged, packaged_digest, person_id, usual_roles
from onrecord.settings import Settings
from onrecord.store import open_store
from resolve.told import lexicon, told

Held = tuple[str, str, str | None, str | None]

KNOWN_TO = datetime.date(2033, 12, 31)
MINISTER: Held = ("foreign minister", "Kestria", "2029-05-01", "2032-06-10")


def person(
    name: str,
    *terms: Held,
    id: str | None = None,
    type: SpeakerType = "person",
    aliases: tuple[str, ...] = (),
    belongs: tuple[str, ...] = (),
    origin: str = "a test",
) -> Person:
    held = tuple(Term(role=role, of=of, since=since, until=until) for role, of, since, until in terms)
    return Person(
        id=id or person_id(name),
        name=name,
        type=type,
        aliases=aliases,
        terms=held,
        belongs=belongs,
        known_to=KNOWN_TO,
        origin=origin,
    )


def known_people(*persons: Person, digest: str = "digest") -> Listed:
    return listed(persons, digest)


ILSE = person("Ilse Tarn", MINISTER)
TARNS = known_people(ILSE)


def link(
    text: str,
    register: Listed | Joined = TARNS,
    *,
    name: str | None = None,
    type: SpeakerType = "person",
    role: str | None = None,
    affiliation: str | None = None,
    aliases: tuple[str, ...] = (),
    published: str | None = "2031-03-05",
) -> Linking | None:
    """The link of whom the text names in [ ]i."""
    read = marked(text)
    document = Document(origin=Origin(uri="test", published=published), text=read.text)
    place = read.one("i")
    identity = Identity(
        document=document.id,
        name=name or place.of(read.text),
        type=type,
        role=role,
        affiliation=affiliation,
        mentions=(place,),
        aliases=aliases,
    )
    record = Record(document).extended(Provenance(layer="test", version="1"), (identity,))
    found = tuple(linkings(record, register, lexicon()))
    assert all((made.of, made.at) == (identity.id, place) for made in found)
    return found[0] if found else None


def whom(found: Linking | None) -> str | None:
    """The name of whom a link leads to; "nobody" where it says that several fit."""
    return None if found is None else found.name or "nobody"


def told_links(text: str, register: Listed, *, published: str | None = "2031-03-05") -> dict[str, str | None]:
    """Whom each identity of a marked text is linked to, through the layers before."""
    record = told(text, published=published)
    names = {identity.id: identity.name for identity in record.of(Identity)}
    return {names[found.of]: whom(found) for found in linkings(record, register, lexicon())}


def test_a_full_name_and_the_office_link_and_the_reason_names_the_office_with_its_days() -> None:
    found = link("[Ilse Tarn]i spoke.", role="Foreign Minister", affiliation="Kestria")
    assert found is not None
    assert (found.person, found.name) == ("onrecord:ilse-tarn", "Ilse Tarn")
    office = "foreign minister of Kestria 2029-05-01 – 2032-06-10"
    assert found.reason == f"in the register Ilse Tarn by full name and office: {office}"


def test_an_office_by_another_of_its_names_is_the_same_office() -> None:
    for role in ("Minister of Foreign Affairs", "top diplomat", "former foreign minister", "then foreign minister"):
        found = link("[Ilse Tarn]i spoke.", role=role, affiliation="Kestria")
        assert found is not None and "full name and office" in found.reason, role


def test_a_full_name_and_the_affiliation_link() -> None:
    found = link("[Ilse Tarn]i spoke.", role="poet", affiliation="Kestria")
    assert found is not None
    assert found.reason == "in the register Ilse Tarn by full name and Kestria"


def test_a_full_name_and_a_text_that_names_the_state_link() -> None:
    for text in ("[Ilse Tarn]i went home to Kestria.", "Kestria’s [Ilse Tarn]i spoke.", "[Ilse Tarn]i left Kestria’s."):
        found = link(text)
        assert found is not None
        assert found.reason == "in the register Ilse Tarn by full name, and the text names Kestria"


@pytest.mark.parametrize(
    "words", ["Norway", "Norwegians", "Oslo", "in Norwegian waters", "the NATO allies", "Norway’s", "NATO."]
)
def test_a_state_or_body_may_be_named_by_its_adjective_its_capital_or_its_people(words: str) -> None:
    register = known_people(person("Ilse Tarn", ("minister", "Norway", None, None), ("envoy", "NATO", None, None)))
    assert whom(link(f"[Ilse Tarn]i spoke of {words}", register)) == "Ilse Tarn"


@pytest.mark.parametrize("words", ["the U.S.", "the U.S. again", "the United States’ ports", "Washington"])
def test_an_abbreviated_state_at_the_end_of_a_sentence_is_named(words: str) -> None:
    register = known_people(person("Ilse Tarn", belongs=("United States",)))
    assert whom(link(f"[Ilse Tarn]i came to {words}", register)) == "Ilse Tarn"


def test_a_full_name_alone_does_not_link() -> None:
    assert link("[Ilse Tarn]i spoke.") is None
    assert link("[Ilse Tarn]i spoke.", role="plumber") is None


def test_a_full_name_and_the_role_link_where_the_text_names_no_state() -> None:
    assert whom(link("[Ilse Tarn]i spoke.", role="foreign minister")) == "Ilse Tarn"


def test_a_namesake_of_another_state_does_not_link() -> None:
    assert link("[Ilse Tarn]i of Norvia spoke.", role="foreign minister", affiliation="Norvia") is None
    assert link("[Ilse Tarn]i of Norvia spoke.", affiliation="Norvia") is None


def test_of_two_namesakes_the_one_whose_state_it_is_links() -> None:
    register = known_people(ILSE, person("Ilse Tarn", ("mayor", "Norvia", None, None), id="x:2"))
    found = link("[Ilse Tarn]i left Kestria.", register, affiliation="Norvia")
    assert found is not None and found.person == "x:2"
    named = link("[Ilse Tarn]i left Kestria.", register)
    assert named is not None and named.person == ILSE.id


def test_an_office_outweighs_a_state() -> None:
    register = known_people(person("Ilse Tarn", ("poet laureate", "Kestria", None, None), id="a:1"), ILSE)
    found = link("[Ilse Tarn]i spoke.", register, role="foreign minister", affiliation="Kestria")
    assert found is not None and found.person == ILSE.id


@pytest.mark.parametrize("name", ["Mario Tarn", "Maria Torn", "Maria Olga Tarn"])
def test_another_name_with_the_same_office_does_not_link(name: str) -> None:
    register = known_people(person("Maria Tarn", MINISTER))
    assert link(f"[{name}]i spoke.", register, role="foreign minister", affiliation="Kestria") is None


def test_a_surname_needs_the_office_and_its_state() -> None:
    found = link("[Tarn]i spoke.", role="Foreign Minister", affiliation="Kestria")
    assert found is not None
    office = "foreign minister of Kestria 2029-05-01 – 2032-06-10"
    assert found.reason == f"in the register Ilse Tarn by surname and office: {office}"
    assert link("[Tarn]i spoke in Kestria.", affiliation="Kestria") is None
    assert link("[Tarn]i spoke in Kestria.", role="foreign minister") is None
    assert link("[Tarn]i spoke in Kestria.", role="mayor", affiliation="Kestria") is None
    assert link("[Torn]i spoke.", role="foreign minister", affiliation="Kestria") is None


def test_a_body_or_another_person_who_is_named_like_a_surname_does_not_hide_the_holder() -> None:
    others = person("Tarn", type="organization"), person("Bo Tarn", aliases=("Tarn",), belongs=("Norvia",))
    register = known_people(ILSE, *others)
    assert whom(link("[Tarn]i spoke.", register, role="foreign minister", affiliation="Kestria")) == "Ilse Tarn"


def test_an_alias_of_one_word_is_as_good_as_a_full_name() -> None:
    register = known_people(person("Ilse Tarn", MINISTER, aliases=("Pepita",)))
    assert whom(link("[Pepita]i went home to Kestria.", register)) == "Ilse Tarn"
    assert link("[Pepita]i spoke.", register) is None


def test_the_full_name_may_be_an_alias_of_either() -> None:
    register = known_people(person("Ilse Tarn-Brandt", MINISTER, aliases=("Ilse Tarn",)))
    assert whom(link("[Ilse Tarn]i of Kestria spoke.", register)) == "Ilse Tarn-Brandt"
    assert whom(link("[I. Tarn]i of Kestria spoke.", aliases=("Ilse Tarn",))) == "Ilse Tarn"


@pytest.mark.parametrize(
    ("kept", "printed"),
    [
        ("Ильзе Тарнова", "Ilze Tarnova"),
        ("Sergei Molotkin", "Sergey Molotkin"),
        ("דוד לוינברג", "David Levinberg"),
        ("فريد المنصوري", "Farid al-Mansouri"),
    ],
)
def test_names_in_another_spelling_or_script_meet(kept: str, printed: str) -> None:
    register = known_people(person(kept, MINISTER, id="x:1"))
    assert whom(link(f"[{printed}]i of Kestria spoke.", register)) == kept


def holder(
    register: Listed = TARNS, *, role: str = "foreign minister", published: str | None = "2031-03-05"
) -> Linking | None:
    """The link of "the Kestrian foreign minister"."""
    text = "[The Kestrian foreign minister]i spoke."
    return link(text, register, type="unnamed_person", role=role, affiliation="Kestria", published=published)


def test_an_office_without_a_name_is_the_holder_on_the_day_of_the_document() -> None:
    found = holder()
    assert found is not None
    office = "foreign minister of Kestria 2029-05-01 – 2032-06-10"
    assert found.reason == f"in the register Ilse Tarn by office on 2031-03-05: {office}"
    assert whom(holder(role="top diplomat")) == "Ilse Tarn"


@pytest.mark.parametrize("day", ["2029-04-30", "2032-06-11", None])
def test_an_office_without_a_name_is_nobody_outside_the_term_or_without_a_day(day: str | None) -> None:
    assert holder(published=day) is None


@pytest.mark.parametrize(
    "role",
    ["former foreign minister", "then foreign minister", "acting foreign minister", "mayor", "deputy foreign minister"],
)
def test_a_former_or_another_holder_is_not_the_holder(role: str) -> None:
    assert holder(role=role) is None


def test_the_holder_changes_with_the_day() -> None:
    register = known_people(ILSE, person("Bo Quist", ("foreign minister", "Kestria", "2032-06-11", None)))
    assert whom(holder(register, published="2032-06-10")) == "Ilse Tarn"
    assert whom(holder(register, published="2032-06-11T08:00")) == "Bo Quist"


def test_a_holder_is_known_for_no_longer_than_the_register_is_kept() -> None:
    register = known_people(person("Bo Quist", ("foreign minister", "Kestria", "2031", None)))
    assert whom(holder(register, published="2033-12-31")) == "Bo Quist"
    assert holder(register, published="2034-01-01") is None


def test_a_holder_is_not_guessed_from_a_year_that_has_only_begun() -> None:
    register = known_people(person("Bo Quist", ("foreign minister", "Kestria", "2031", "2032")))
    assert holder(register, published="2031-03-05") is None
    assert holder(register, published="2032-03-05") is None


def test_an_office_on_the_day_of_two_holders_is_nobodys() -> None:
    register = known_people(ILSE, person("Bo Quist", ("foreign minister", "Kestria", "2032-06-10", None)))
    assert whom(holder(register, published="2032-06-10")) == "nobody"


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("[Ilse Tarn]i of Kestria spoke.", {}),
        ("[Ilse Tarn]i spoke.", {"role": "foreign minister", "affiliation": "Kestria"}),
        ("[Tarn]i spoke.", {"role": "foreign minister", "affiliation": "Kestria"}),
    ],
)
def test_two_who_fit_equally_give_nobody_and_the_reason_names_both(text: str, about: dict[str, str]) -> None:
    register = known_people(ILSE, person("Ilse Tarn", MINISTER, id="x:2"))
    found = link(text, register, **about)  # type: ignore[arg-type]
    assert found is not None
    assert (found.person, found.name) == (None, None)
    both = "Ilse Tarn (onrecord:ilse-tarn) and Ilse Tarn (x:2)"
    assert found.reason == f"the register has several who fit equally: {both}"


@pytest.mark.parametrize("words", ["Harbour League", "HARBOUR LEAGUE", "League of Harbours", "HL"])
def test_a_body_is_found_by_its_name_and_its_aliases(words: str) -> None:
    register = known_people(person("Harbour League", type="organization", aliases=("League of Harbours", "HL")))
    found = link(f"The [{words}]i spoke.", register, type="organization")
    assert found is not None
    assert (found.person, found.reason) == ("onrecord:harbour-league", "in the register Harbour League by name")


def test_a_body_is_found_by_an_alias_that_the_text_has() -> None:
    register = known_people(person("Harbour League", type="organization"))
    found = link("The [HL]i spoke.", register, type="organization", aliases=("Harbour League",))
    assert whom(found) == "Harbour League"


@pytest.mark.parametrize("words", ["Harbor League", "League Harbour", "Harbour Leagues"])
def test_a_body_of_nearly_the_same_name_is_another(words: str) -> None:
    register = known_people(person("Harbour League", type="organization"))
    assert link(f"The [{words}]i spoke.", register, type="organization") is None


def test_a_person_is_no_body_and_a_body_no_person() -> None:
    register = known_people(ILSE, person("Bo Quist", type="organization", belongs=("Kestria",)))
    assert link("[Ilse Tarn]i of Kestria spoke.", register, type="organization") is None
    assert link("[Bo Quist]i of Kestria spoke.", register) is None


def test_two_bodies_of_one_name_give_nobody() -> None:
    register = known_people(*(person("Harbour League", type="organization", id=f"x:{n}") for n in (1, 2)))
    assert whom(link("The [Harbour League]i spoke.", register, type="organization")) == "nobody"


@pytest.mark.parametrize("kind", ["group", "document", "author", "other"])
def test_groups_documents_and_readers_are_not_looked_up(kind: SpeakerType) -> None:
    assert link("[Ilse Tarn]i of Kestria spoke.", type=kind) is None


def test_people_of_a_read_text_are_linked() -> None:
    register = known_people(
        person("Ilse Tarn", ("foreign minister", "Norway", "2029-05-01", None)),
        person("Bo Quist", ("foreign minister", "Sweden", "2029-05-01", None)),
    )
    text = (
        "[The Swedish foreign minister]s1 [said]q1 [nothing]c1.\nNorway is calm.\n"
        "[Norwegian Foreign Minister Ilse Tarn]s2 [said]q2 [no]c2.\n[Otto Brandt]s3 [said]q3 [yes]c3."
    )
    assert told_links(text, register) == {"Ilse Tarn": "Ilse Tarn", "Swedish foreign minister": "Bo Quist"}
    assert told_links(text, register, published=None) == {"Ilse Tarn": "Ilse Tarn"}


def test_whoever_may_be_meant_is_a_candidate_by_name_or_by_office() -> None:
    bo = person("Bo Quist", ("mayor", "Kestria", None, None))
    register = known_people(ILSE, bo)
    read = told("[Ilse Tarn]s1 [said]q1 [no]c1. [Kestrian Mayor Quist]s2 [said]q2 [so]c2. Kestria is calm.")
    named, held = sorted(read.of(Identity), key=lambda identity: identity.name)[:2]
    assert candidates(named, register) == (ILSE,)
    assert set(candidates(held, register)) == {ILSE, bo}


def test_a_comparison_that_cannot_be_says_why() -> None:
    read = told("[Ilse Tarn]s1 [said]q1 [no]c1.")
    (identity,) = read.of(Identity)
    assert compare(identity, ILSE, None, frozenset()).reason == "the full name alone"
    assert compare(identity, person("Bo Quist"), None, frozenset()).reason == "another name"
    assert compare(identity, person("Ilse Tarn", type="group"), None, frozenset()).score == 0


def test_whom_an_earlier_register_knows_by_the_id_of_a_later_the_earlier_tells() -> None:
    mine = person("Ilse Tarn", ("mayor", "Norvia", None, None), origin="a file")
    joined = Joined((known_people(mine), TARNS))
    assert joined.named(("ilse tarn",)) == (mine,)
    assert joined.within("Norvia") == (mine,)
    assert whom(link("[Ilse Tarn]i of Norvia spoke.", joined)) == "Ilse Tarn"


def test_registers_are_asked_together() -> None:
    bo = person("Bo Quist", ("mayor", "Kestria", None, None), origin="a file")
    joined = Joined((known_people(bo), TARNS))
    assert set(joined.within("Kestria")) == {ILSE, bo}
    assert whom(link("[Bo Quist]i of Kestria spoke.", joined)) == "Bo Quist"
    assert whom(link("[Ilse Tarn]i of Kestria spoke.", joined)) == "Ilse Tarn"


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("[Ilse Tarn]i of Kestria spoke.", {}),
        ("[Ilse Tarn]i spoke.", {"role": "foreign minister", "affiliation": "Kestria"}),
        ("[Tarn]i spoke.", {"role": "foreign minister", "affiliation": "Kestria"}),
        ("[The minister]i spoke.", {"type": "unnamed_person", "role": "foreign minister", "affiliation": "Kestria"}),
    ],
)
def test_one_whom_two_registers_tell_of_with_name_and_office_is_the_earlier_registers(
    text: str, about: dict[str, str]
) -> None:
    term: Held = ("Minister of Foreign Affairs", "Kestria", "2030", None)
    mine = person("Ilze Tarn", term, id="csv:1", aliases=("Ilse Tarn",), origin="a file")
    found = link(text, Joined((known_people(mine), TARNS)), **about)  # type: ignore[arg-type]
    assert found is not None and found.person == "csv:1"


def test_a_body_that_two_registers_tell_of_is_the_earlier_registers() -> None:
    bodies = (person("Harbour League", type="organization", id=f"x:{n}", origin=f"file {n}") for n in (1, 2))
    joined = Joined(tuple(map(known_people, bodies)))
    found = link("The [Harbour League]i spoke.", joined, type="organization")
    assert found is not None and found.person == "x:1"


def test_two_of_one_name_and_state_without_a_common_office_stay_two() -> None:
    mine = person("Ilse Tarn", ("mayor", "Kestria", None, None), id="csv:1", origin="a file")
    assert whom(link("[Ilse Tarn]i of Kestria spoke.", Joined((known_people(mine), TARNS)))) == "nobody"


def test_joined_registers_have_a_digest_of_their_own() -> None:
    one, other = known_people(digest="a"), known_people(digest="b")
    digests = [Joined(registers).digest for registers in ((one,), (other,), (one, other), (other, one))]
    assert len(set(digests)) == 4
    assert Joined((one, other)).digest == Joined((known_people(digest="a"), known_people(digest="b"))).digest


def test_the_package_knows_people_states_and_bodies() -> None:
    register = packaged()
    assert register.digest == packaged_digest() != ""
    norway = register.get("onrecord:norway")
    assert norway is not None and (norway.type, norway.origin) == ("organization", ORIGIN)
    people = [one for one in register.within("Russia") if one.type == "person"]
    assert all(one.terms and one.known_to and one.id == person_id(one.name) for one in people)
    (lavrov,) = register.named(("lavrov sergei",))
    assert lavrov.name == "Sergey Lavrov"


def test_a_name_of_an_office_stands_for_one_or_several_usual_names() -> None:
    roles = usual_roles()
    assert roles["spokeswoman"] == {"spokesperson"}
    assert roles["minister of foreign affairs"] == {"foreign minister"}
    assert roles["president"] == {"president"}
    assert len(roles["chief"]) > 1
    assert all(name == name.casefold() for name in roles)


def test_an_id_is_made_of_the_letters_of_a_name() -> None:
    assert person_id("Ilse Tarn-Brandt") == "onrecord:ilse-tarn-brandt"
    assert person_id("Åse Ødegrav Jr.") == "onrecord:ase-odegrav-jr"


def test_the_layer_is_found_and_links_with_the_packaged_register() -> None:
    assert components("layer")["resolve.people"] is LAYER
    assert LAYER.requires == (Identity, Speaking)
    record = told("[Norway]s1 [said]q1 [no]c1.")
    (found,) = load(Settings())(record)
    assert isinstance(found, Linking)
    assert found.person == "onrecord:norway"


def test_what_the_layer_leans_on_changes_with_the_people_of_the_record(tmp_path: Path) -> None:
    address = str(tmp_path / "record.db")
    settings = Settings(register=address)
    with open_store(address, create=True) as store:
        empty = known(settings)
        store.add_people("people.csv", (ILSE,))
        filled = known(settings)
        assert len({known(Settings()), empty, filled}) == 3
        store.add_people("people.csv", ())
        assert known(settings) not in (empty, filled)
        store.add_people("people.csv", (ILSE,))
        assert known(settings) == filled


def test_the_layer_knows_the_people_of_the_record_beside_those_of_the_package(tmp_path: Path) -> None:
    address = str(tmp_path / "record.db")
    with open_store(address, create=True) as store:
        store.add_people("people.csv", (person("Ilse Tarn", ("foreign minister", "Norway", None, None), id="csv:1"),))
        record = told("[Norwegian Foreign Minister Ilse Tarn]s1 [said]q1 [no]c1. [Norway]s2 [said]q2 [so]c2.")
        found = load(Settings(register=address))(record)
    assert {one.person for one in found if isinstance(one, Linking)} == {"csv:1", "onrecord:norway"}
