"""Turns of transcripts, from what the reader of the file marked."""

from marked import Marked, marked
from onrecord.model.document import Block, Hint, Record
from onrecord.model.statement import Turn
from segment.reading import segmented


def transcript(page: Marked, *, speaker: str | None = None) -> Record:
    attributes = (("speaker", speaker),) if speaker else ()
    hints = [Hint(span=span, tag="turn", attributes=attributes) for span in page.spans["turn"]]
    hints += [Hint(span=span, tag="turn-label") for span in page.spans.get("label", ())]
    return segmented(page.text, kind="transcript", hints=tuple(hints))


def test_a_turn_is_its_label_and_the_words_after_it() -> None:
    page = marked("PRESS BRIEFING\n\n[[MR. TARN:]label Good day.\n\nWe wait.]turn\n[[Q.]label Why?]turn")
    turns = transcript(page).of(Turn)
    assert [(t.label.of(page.text), t.body.of(page.text)) for t in turns] == [
        ("MR. TARN:", "Good day.\n\nWe wait."),
        ("Q.", "Why?"),
    ]


def test_a_speaker_keeps_title_and_spelling_and_loses_the_colon() -> None:
    page = marked("[[MR. O’KORR (via video) :]label Yes.]turn [[[The Chair]x:]label No.]turn")
    assert [t.speaker for t in transcript(page).of(Turn)] == ["MR. O’KORR (via video)", "The Chair"]


def test_without_a_label_in_the_text_the_reader_of_the_file_names_the_speaker() -> None:
    page = marked("[Good day.]turn")
    (turn,) = transcript(page, speaker="Odile Farran").of(Turn)
    assert (turn.speaker, turn.label.of(page.text), turn.body.of(page.text)) == ("Odile Farran", "", "Good day.")


def test_blocks_of_a_turn_are_turns_and_the_heading_is_none() -> None:
    page = marked("PRESS BRIEFING\n\n[[Q.]label Why?\n\nWhy not?]turn")
    assert [b.role for b in transcript(page).of(Block)] == ["headline", "turn", "turn"]
