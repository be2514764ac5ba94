"""Contents begin where the words do, as their cue tells."""

import pytest

from attribute.pages import parts
from marked import marked
from onrecord.attribute.cues import corrected


def told(text: str) -> list[str]:
    """The words of the parts after correction, in their order."""
    m = marked(text)
    in_order = sorted(parts(m), key=lambda part: part.extent)
    return [part.extent.of(m.text) for part in corrected(in_order, m.text)]


@pytest.mark.parametrize(
    "text",
    [
        "Falk [told]mq [the board that the pass was shut]mc.",
        "Falk had [told]mq [Vell that the pass was shut]mc.",
        "Falk [warned]mq [reporters that the pass was shut]mc.",
        "Falk [assures]mq [them that the pass was shut]mc.",
        "Falk [notifies]mq [her old friends that the pass was shut]mc.",
    ],
)
def test_the_addressee_is_no_part_of_what_is_told(text: str) -> None:
    assert told(text)[1] == "that the pass was shut"


@pytest.mark.parametrize("word", ["whether", "if", "how", "why", "when", "where"])
def test_the_addressee_is_no_part_of_what_is_asked(word: str) -> None:
    assert told(f"Falk [asked]mq [the new minister {word} the pass was shut]mc.")[1] == f"{word} the pass was shut"


@pytest.mark.parametrize(
    "text",
    [
        "Falk [said]mq [the board that met was gone]mc.",
        "Falk [told]mq [the truth]mc.",
        "Falk [warned]mq [that the board that met was gone]mc.",
        "Falk [warned]mq [the pass is shut when it snows]mc.",
        "Falk [told]mq the board, at last, [they that met were gone]mc.",
    ],
)
def test_words_that_are_no_addressee_stay(text: str) -> None:
    m = marked(text)
    assert told(text) == [*m.words("mq"), *m.words("mc")]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Falk [refused]mq [to say whether it was shut]mc.", "refused to say", "whether it was shut"),
        ("Falk [declined]mq [to say on Tuesday why it was shut]mc.", "declined to say", "why it was shut"),
        ("Falk is [refusing]mq [to confirm that it was shut]mc.", "refusing to confirm", "that it was shut"),
    ],
)
def test_a_refusal_to_say_belongs_to_the_cue(text: str, cue: str, content: str) -> None:
    assert told(text) == [cue, content]


@pytest.mark.parametrize(
    "text",
    [
        "Falk [refused]mq [to say anything]mc.",
        "Falk [refused]mq [to open the pass that was shut]mc.",
        "Falk [said]mq [to say whether it was shut was hard]mc.",
        "Falk [refused]mq [to say a single word in public about the old and narrow pass that was shut]mc.",
    ],
)
def test_a_refusal_without_words_near_it_stays(text: str) -> None:
    m = marked(text)
    assert told(text) == [*m.words("mq"), *m.words("mc")]


def test_what_asks_for_a_thing_says_nothing() -> None:
    assert told("[Falk]ms had [asked for]mq [more time]mc. [Vell]ms [said]mq [no]mc.") == ["Falk", "Vell", "said", "no"]


def test_a_cue_belongs_only_to_the_content_that_follows_it_directly() -> None:
    text = "Falk [asked for]mq time, and for much else, and so [the pass is shut]mc."
    assert told(text) == ["asked for", "the pass is shut"]


def test_parts_between_a_cue_and_a_content_keep_their_place() -> None:
    assert told("[told]mq [Vell]ms [the board that it was]mc [said]mq [added]mq") == [
        "told",
        "Vell",
        "the board that it was",
        "said",
        "added",
    ]


@pytest.mark.parametrize("opening", ["If Falk", "Unless the board", "But if she", "Should the minister"])
def test_a_condition_ends_with_the_comma_before_the_main_clause(opening: str) -> None:
    assert told(f"{opening} [says]mq [the pass is open, the ferries will sail]mc.")[1] == "the pass is open"


def test_a_comma_ends_no_content_elsewhere() -> None:
    whole = "the pass is open, the ferries will sail"
    assert told(f"Falk [says]mq [{whole}]mc.")[1] == whole
    assert told(f"If it rains, we stay. Falk [says]mq [{whole}]mc.")[1] == whole


def test_a_second_verb_of_saying_parts_the_content() -> None:
    found = told("Falk [said]mq [the pass was open and added that the ferries would sail]mc.")
    assert found == ["said", "the pass was open", "added", "that the ferries would sail"]


def test_a_verb_goes_on_in_having_said_and_in_to_know() -> None:
    assert told("Falk [denied]mq [having said that the pass was open]mc.")[:1] == ["denied having said"]
    assert told("Falk [wanted]mq [to know why the pass was shut]mc.") == ["wanted to know", "why the pass was shut"]
