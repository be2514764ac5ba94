"""In which language a text is, or that it cannot be told."""

import pytest

from onrecord.ingest.languages import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said on Tuesday that the ferry would sail in April.", "en"),
        ("Le ministre a dit mardi que le bateau partirait en avril, malgré la grève.", "fr"),
        ("Министр сказала во вторник, что паром пойдёт в апреле.", "ru"),
        ("אמרה השרה ביום שלישי כי המעבורות יפליגו באפריל.", "he"),
        ("", None),
        ("Yes.", None),
        ("12 30 45 — 🙂🙂🙂 " * 50, None),
    ],
)
def test_the_language_is_told_or_left_open(text: str, code: str | None) -> None:
    assert language(text) == code


def test_a_menu_in_another_language_at_the_beginning_does_not_decide() -> None:
    story = "The minister said on Tuesday that the ferry would sail in April, despite the strike of its crew. " * 60
    assert language("Startseite Nachrichten Wetter Sport Kultur Leserbriefe Anzeigen\n" + story) == "en"
