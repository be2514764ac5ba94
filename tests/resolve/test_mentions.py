"""Who speaks: names, roles, pronouns, groups, the first person, and the reasons that readers see."""

import pytest

from onrecord.model.statement import Speaker
from resolve.told import only, people, speakers, told


def described(speaker: Speaker) -> tuple[str, str | None, str | None]:
    return speaker.name, speaker.role, speaker.affiliation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Varnia is calm. [Varnian Trade Minister Ilse Tarn]s1 [said]q1 [no]c1.",
            ("Ilse Tarn", "Trade Minister", "Varnia"),
        ),
        ("[French Trade Minister Ilse Tarn]s1 [said]q1 [no]c1.", ("Ilse Tarn", "Trade Minister", "France")),
        ("[Kremlin spokesman Otto Brandt]s1 [said]q1 [no]c1.", ("Otto Brandt", "spokesman", "Kremlin")),
        (
            "[Harbour League Secretary-General Bo Quist]s1 [said]q1 [no]c1.",
            ("Bo Quist", "Secretary-General", "Harbour League"),
        ),
        ("[former harbour minister Bo Quist]s1 [said]q1 [no]c1.", ("Bo Quist", "former harbour minister", None)),
        ("[Acting Mayor Bo Quist]s1 [said]q1 [no]c1.", ("Bo Quist", "Acting Mayor", None)),
        ("[Green Party Chairman Bo Quist]s1 [said]q1 [no]c1.", ("Bo Quist", "Chairman", "Green Party")),
        ("[Bo Quist, the finance minister of Norvia,]s1 [said]q1 [no]c1.", ("Bo Quist", "finance minister", "Norvia")),
        ("[Bo Quist, who leads the Harbour League,]s1 [said]q1 [no]c1.", ("Bo Quist", "leader", "Harbour League")),
        ("[Bo Quist, who was the mayor of Marrow,]s1 [said]q1 [no]c1.", ("Bo Quist", "former mayor", "Marrow")),
        ("[Ilse Tarn, a spokeswoman for Norvia,]s1 [said]q1 [no]c1.", ("Ilse Tarn", "spokeswoman", "Norvia")),
        ("[Sen. Bo Quist (D-Ohio)]s1 [said]q1 [no]c1.", ("Bo Quist", "Senator", "Democratic Party")),
        ("[Senator Bo Quist of Ohio]s1 [said]q1 [no]c1.", ("Bo Quist", "Senator", "Ohio")),
        ("[A spokesman for the port, Otto Brandt]s1, [said]q1 [no]c1.", ("Otto Brandt", "spokesman", None)),
        ("[CNN’s Otto Brandt]s1 [said]q1 [no]c1.", ("Otto Brandt", None, None)),
    ],
)
def test_titles_and_appositions_tell_role_and_affiliation(
    text: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert described(only(told(text))) == expected


def test_an_office_of_one_state_takes_that_state_where_the_text_names_it() -> None:
    named = told("The US waited. [Secretary of State Bo Quist]s1 [said]q1 [no]c1.")
    unnamed = told("Varnia waited. [Secretary of State Bo Quist]s1 [said]q1 [no]c1.")
    assert described(only(named)) == ("Bo Quist", "Secretary of State", "United States")
    assert described(only(unnamed)) == ("Bo Quist", "Secretary of State", None)


def test_who_asks_in_an_apposition_before_the_speaker_does_not_speak() -> None:
    text = "Ann Tarrow came. Asked by [the union’s president, Lena Korr, Tarrow]s1 [said]q1 [no]c1."
    assert only(told(text)).name == "Ann Tarrow"
    assert only(told("[The union’s president, Lena Korr]s1, [said]q1 [no]c1.")).name == "Lena Korr"


def test_a_rival_or_a_brother_is_no_role() -> None:
    assert only(told("[Her rival Bo Quist]s1 [said]q1 [no]c1.")).role is None
    assert only(told("[His brother Bo Quist]s1 [said]q1 [no]c1.")).role is None


def test_the_words_before_a_new_clause_are_no_role() -> None:
    record = told("Ann met Bo Quist in Marrow, the mayor also said. [Quist]s1 [said]q1 [no]c1.")
    assert only(record).role is None


@pytest.mark.parametrize("words", ["Tarn", "Ms. Tarn", "Ilse", "Minister Tarn", "Tarn’s"])
def test_a_part_of_a_name_is_the_full_name(words: str) -> None:
    record = told(f"Ilse Tarn came late. Nobody waited for Ilse. Then [{words}]s1 [said]q1 [no]c1.")
    assert only(record).name == "Ilse Tarn"


@pytest.mark.parametrize(
    ("full", "other"),
    [
        ("William Quist", "Bill Quist"),
        ("William Quist", "W. Quist"),
        ("Ilse Maria Tarn", "Ilse Tarn"),
        ("Otto de Blas", "De Blas"),
    ],
)
def test_nicknames_initials_and_middle_names_are_one_person(full: str, other: str) -> None:
    record = told(f"The mayor met {full} in town. Later [{other}]s1 [said]q1 [no]c1.")
    assert only(record).name == full
    assert full in people(record) and other in people(record)[full].aliases


def test_father_and_son_are_two() -> None:
    record = told("[Bo Quist Jr.]s1 [said]q1 [no]c1. [Bo Quist Sr.]s2 [said]q2 [yes]c2.")
    assert speakers(record) == [("Bo Quist Jr.",), ("Bo Quist Sr.",)]


def test_two_of_one_surname_fit_equally_and_the_reason_says_so() -> None:
    record = told("Ilse Tarn and Otto Tarn were at the port. [Tarn]s1 [said]q1 [no]c1.")
    speaker = only(record)
    assert (speaker.name, speaker.identity) == ("Tarn", None)
    assert speaker.reason == "“Tarn” fits Ilse Tarn and Otto Tarn equally"


def test_a_title_tells_two_of_one_surname_apart() -> None:
    record = told("Ilse Tarn and Otto Tarn were at the port. [Mr. Tarn]s1 [said]q1 [no]c1.")
    assert only(record).name == "Otto Tarn"


def test_coordinated_names_are_two_speakers() -> None:
    record = told("[Trade Minister Ilse Tarn and Harbour League Secretary-General Bo Quist]s1 [said]q1 [no]c1.")
    assert speakers(record) == [("Ilse Tarn", "Bo Quist")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Otto Brandt, founder and head of the Harbour League", ("Otto Brandt",)),
        ("Otto Brandt, head of the Institute for Seas and Ports at Marrow, and other scientists",
         ("Otto Brandt", "scientists")),
        ("officials in Rome and Paris", ("officials",)),
        ("teachers and union officials", ("teachers", "union officials")),
        ("liberal and conservative economists", ("liberal and conservative economists",)),
        ("Ann Reeve, Bo Quist and Otto Brandt", ("Ann Reeve", "Bo Quist", "Otto Brandt")),
    ],
)  # fmt: skip
def test_and_parts_speakers_and_nothing_else(source: str, expected: tuple[str, ...]) -> None:
    assert speakers(told(f"Yesterday [{source}]s1 [said]q1 [no]c1.")) == [expected]


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("some officials", "officials", "group"),
        ("two people familiar with the talks", "people", "group"),
        ("a senior official", "senior official", "unnamed_person"),
        ("one of the doctors", "doctor", "unnamed_person"),
        ("one of the minister’s closest aides", "closest aide", "unnamed_person"),
        ("a number of critics of the plan", "critics", "group"),
        ("A group of doctors", "group of doctors", "group"),
        ("A 2031 study by the port", "2031 study", "document"),
        ("the e-mail", "e-mail", "document"),
        ("The 30-second spot, titled “Low Tide,”", "Low Tide", "document"),
        ("the ad’s narrator", "ad’s narrator", "unnamed_person"),
        ("Another critic, Otto Brandt,", "Otto Brandt", "person"),
        ("the Tarn campaign", "Tarn campaign", "organization"),
        ("Moscow", "Moscow", "organization"),
        ("The White House", "White House", "organization"),
        ("the US", "United States", "organization"),
        ("Norvia’s Reuters news agency", "Reuters", "organization"),
        ("a three-judge panel of the Supreme Court of Norvia", "Supreme Court of Norvia", "organization"),
    ],
)
def test_a_source_is_named_by_its_head(source: str, name: str, kind: str) -> None:
    speaker = only(told(f"Yesterday [{source}]s1 [said]q1 [no]c1. Some called it rude."))
    assert (speaker.name, speaker.type) == (name, kind)


def test_a_role_is_whoever_the_text_gives_it() -> None:
    record = told("Ann Reeve, the harbour minister of Norvia, left. [The harbour minister]s1 [said]q1 [no]c1.")
    speaker = only(record)
    assert speaker.name == "Ann Reeve"
    assert speaker.reason == "“harbour minister” is what the text calls Ann Reeve"


@pytest.mark.parametrize(
    "words", ["The deputy harbour minister", "The former harbour minister", "The Varnian minister"]
)
def test_another_role_is_not_taken_for_it(words: str) -> None:
    record = told(
        f"Ann Reeve, the harbour minister of Norvia, left for Varnia. Days later [{words}]s1 [said]q1 [no]c1."
    )
    assert only(record).name != "Ann Reeve"


def test_two_holders_of_a_role_fit_equally() -> None:
    record = told(
        "Mayor Ann Reeve spoke for a while in the hall.\nOutside it rained.\nMayor Bo Quist spoke next.\n\n\n\n"
        "It was late.\nPeople left.\nThe hall was shut.\n[The mayor]s1 [said]q1 [no]c1."
    )
    assert only(record).name == "mayor" and only(record).type == "unnamed_person"


def test_a_report_varies_the_name_of_who_spoke() -> None:
    record = told("[Bo Quist]s1 [said]q1 [no]c1 on Monday.\n[The Ohio governor]s2 [said]q2 [yes]c2.")
    assert speakers(record) == [("Bo Quist",), ("Bo Quist",)]


def test_an_interviewer_is_no_other_name_of_who_spoke() -> None:
    record = told("[Bo Quist]s1 [said]q1 [no]c1 on Monday.\n[The interviewer]s2 [said]q2 [yes]c2.")
    assert speakers(record)[1] == ("interviewer",)


def test_a_role_in_the_first_sentence_is_named_in_the_next() -> None:
    record = told("[Norvia’s port director]s1 [says]q1 [no]c1.\n[Ann Reeve]s2 [says]q2 [it leaks]c2.")
    assert speakers(record) == [("Ann Reeve",), ("Ann Reeve",)]


def test_a_pronoun_means_the_only_one_of_its_gender() -> None:
    record = told("Otto Brandt met Anna Dorn. [She]s1 [said]q1 [no]c1. [He]s2 [said]q2 [yes]c2.")
    assert speakers(record) == [("Anna Dorn",), ("Otto Brandt",)]


def test_gender_is_learned_from_the_text() -> None:
    record = told(
        "Vesk Aran hurt her knee. Lomi Tass hurt his hand. Mr. Tass and Ms. Aran met. They left. "
        "[She]s1 [said]q1 [no]c1."
    )
    assert only(record).name == "Vesk Aran"


def test_two_that_fit_a_pronoun_equally_give_none() -> None:
    record = told("Anna Dorn and Laura Reeve were at the port. [She]s1 [said]q1 [no]c1.")
    speaker = only(record)
    assert (speaker.name, speaker.identity, speaker.type) == ("she", None, "unnamed_person")
    assert speaker.reason == "“she” fits Laura Reeve and Anna Dorn equally"


def test_a_pronoun_goes_on_with_whoever_spoke_over_names_in_the_words() -> None:
    record = told(
        "[Otto Brandt]s1 [said]q1 [that Bo Quist had asked Karl Lind for more]c1. [He]s2 [said]q2 [it was late]c2."
    )
    assert speakers(record)[1] == ("Otto Brandt",)


def test_a_long_quotation_does_not_part_a_pronoun_from_who_spoke() -> None:
    record = told(
        "[Otto Brandt]s1 [laughed]q1 [at it]c1.\n[“Bo Quist knows. Bo Quist pays. Bo Quist leaves,”]c2 [he]s2 [said]q2."
    )
    assert speakers(record)[1] == ("Otto Brandt",)


def test_somebody_without_a_name_goes_on_as_he() -> None:
    record = told("[A harbour pilot]s1 [said]q1 [no]c1. [He]s2 [added]q2 [that it leaked]c2.")
    assert speakers(record) == [("harbour pilot",), ("harbour pilot",)]


def test_they_are_the_group_that_spoke() -> None:
    record = told("[Harbour pilots]s1 [said]q1 [no]c1. [They]s2 [added]q2 [that it leaked]c2.")
    assert speakers(record)[1] == ("Harbour pilots",)


def test_it_is_the_body_that_spoke() -> None:
    record = told("[The Harbour League]s1 [said]q1 [no]c1. [It]s2 [added]q2 [that it leaked]c2.")
    assert speakers(record)[1] == ("Harbour League",)


def test_who_goes_with_the_name_before_it() -> None:
    record = told("Ilse Tarn met Otto Brandt, of Marrow, [who]s1 [said]q1 [no]c1.")
    assert only(record).name == "Otto Brandt"


def test_both_men_are_the_two_named_last() -> None:
    record = told("Otto Brandt met Karl Lind. Later [both men]s1 [said]q1 [no]c1.")
    assert speakers(record) == [("Otto Brandt", "Karl Lind")]


def test_his_office_says_whose() -> None:
    record = told("Otto Brandt is ill, [his office]s1 [said]q1 on Monday [no]c1.")
    assert (only(record).name, only(record).type) == ("Otto Brandt’s office", "organization")


def test_the_agency_is_the_body_named_before() -> None:
    record = told("The Department of Harbour Affairs is shut. [The agency]s1 [said]q1 [no]c1.")
    assert only(record).name == "Department of Harbour Affairs"


def test_i_in_a_quotation_is_whoever_speaks_it() -> None:
    record = told("[“[I]s2 [think]q2 [it is late]c2,”]c1 [Ilse Tarn]s1 [said]q1.")
    assert speakers(record) == [("Ilse Tarn",), ("Ilse Tarn",)]


def test_i_outside_quotations_is_the_author() -> None:
    text = "[I]s1 [think]q1 [it is late]c1."
    assert (only(told(text)).name, only(told(text)).type) == ("the author", "author")
    assert only(told(text, author="Vera Holt")).name == "Vera Holt"


def test_i_in_a_post_is_the_reader() -> None:
    record = told("[Well said.]post\n[[I]s1 [think]q1 [it is late]c1.]post")
    assert only(record).name == "unnamed reader 2"


def test_a_reader_s_he_is_nobody_of_the_report() -> None:
    record = told("Otto Brandt left for Marrow.\n[In fact, [he]s1 did not [say]q1 [that]c1.]post")
    assert (only(record).name, only(record).identity) == ("he", None)


def test_a_label_is_the_speaker_of_its_turn() -> None:
    record = told(
        "[ILSE TARN:]label [Good morning. [I]s1 [think]q1 [we agree]c1.]body\n[Q.]label [Will you?]body\n"
        "[MS. TARN:]label [Yes.]body\n[MODERATOR:]label [Thank you.]body"
    )
    assert speakers(record) == [("Ilse Tarn",), ("Ilse Tarn",), ("questioner",), ("Ilse Tarn",), ("moderator",)]


def test_a_source_cut_short_still_finds_its_name() -> None:
    record = told("Ms. Tarn came. [Ms. Tar]s1n [said]q1 [no]c1.")
    assert only(record).name == "Tarn"


def test_a_misprint_is_told_as_one() -> None:
    record = told("Otto Brandtner left. Mr. Brandtner was late. Then [Brandter]s1 [said]q1 [no]c1.")
    assert only(record).name == "Otto Brandtner"
    assert only(record).reason == "“Brandter” is taken for a misprint of Otto Brandtner"


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("On Monday the port was shut. By Monday all had left.", "Monday"),
        ("Critics of the plan met. Meanwhile the port was shut. Speaking softly, they left.", "Critics"),
        ("Former Mayor Ann Reeve left.", "Former Mayor Ann Reeve"),
        ("The Trade Minister left.", "Trade Minister"),
        ("Tired Ann Reeve left. Ann Reeve was ill.", "Tired Ann Reeve"),
    ],
)
def test_a_capital_letter_alone_makes_no_person(text: str, absent: str) -> None:
    assert absent not in people(told(text))


def test_a_title_in_capitals_gives_no_new_names_but_known_ones() -> None:
    record = told("Tarn Slams Harbour Plan In Angry Speech\nIlse Tarn was late. “No,” she said.", headline=True)
    assert list(people(record)) == ["Ilse Tarn"]


def test_a_capital_that_speaks_stands_for_its_state() -> None:
    assert described(only(told("[Moscow]s1 [said]q1 [no]c1."))) == ("Moscow", None, "Russia")


def test_every_speaker_has_a_name_and_a_reason() -> None:
    record = told("[She]s1 [said]q1 [no]c1. [Which]s2 [said]q2 [no]c2. [“]s3 [said]q3 [no]c3.")
    for spoken in speakers(record):
        assert all(spoken)


def test_an_attribution_without_a_source_has_no_speaker() -> None:
    assert speakers(told("It was [said]q1 [to be late]c1.")) == [()]


@pytest.mark.parametrize(
    "text", ["Many live in Norvia. ", "Norvia’s foreign minister left. ", "Norvians and Norvia lost. "]
)
def test_a_land_that_no_list_has_is_no_person(text: str) -> None:
    record = told(f"{text}Otto Brandt was late. Then it was Norvia, and [he]s1 [said]q1 [no]c1.")
    assert only(record).name == "Otto Brandt"
    assert "Norvia" not in people(record)


def test_a_title_in_a_label_is_a_role() -> None:
    record = told("[FOREIGN MINISTER KORR:]label [Yes.]body\n[SECRETARY-GENERAL DOYNE:]label [No.]body")
    assert speakers(record) == [("Korr",), ("Doyne",)]
    assert described(only(record)) == ("Doyne", "Secretary-General", None)


def test_a_label_of_an_office_is_its_holder_or_nobody() -> None:
    record = told("Mayor Ann Reeve came.\n[THE MAYOR:]label [Yes.]body\n[THE SPEAKER:]label [No.]body")
    assert speakers(record) == [("Ann Reeve",), ("speaker",)]


def test_the_same_text_gives_the_same_annotations() -> None:
    text = "[Ilse Tarn and Bo Quist]s1 [said]q1 [no]c1. [They]s2 [said]q2 [yes]c2."
    assert told(text).layers == told(text).layers


def test_an_office_without_a_name_has_the_state_that_is_named_after_it() -> None:
    record = told("[The foreign minister of Norway]s1 [said]q1 [no]c1.")
    assert only(record).role == "foreign minister"
    assert only(record).affiliation == "Norway"


def test_the_minister_of_another_state_is_not_who_spoke_before() -> None:
    record = told(
        "[Norwegian Foreign Minister Ilse Tarn]s1 [said]q1 [no]c1.\n[The Swedish foreign minister]s2 [said]q2 [yes]c2."
    )
    assert speakers(record) == [("Ilse Tarn",), ("Swedish foreign minister",)]
