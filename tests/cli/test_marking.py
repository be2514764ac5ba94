from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from marked import marked
from onrecord.cli.marking import marked_lines
from onrecord.model.base import Span
from onrecord.model.statement import Attribution, Post


def attribution(content: Span, *, source: Span | None = None, cue: Span | None = None) -> Attribution:
    return Attribution(document="d", source=source, cue=cue, content=(content,), mode="indirect", confidence=1.0)


def post(start: int, end: int, *, author: str | None = None, parent: str | None = None) -> Post:
    span = Span(start, end)
    return Post(document="d", extent=span, body=span, author=author, parent=parent, confidence=1.0, reason="")


def shown(text: str, *attributions: Attribution, posts: tuple[Post, ...] = ()) -> str:
    return "\n".join(line.plain for line in marked_lines(text, attributions, posts))


def test_source_cue_and_content_stand_in_brackets_with_their_letters() -> None:
    text = marked("[Rike]s [said]c [no ship will sail]q.")
    said = attribution(text.one("q"), source=text.one("s"), cue=text.one("c"))
    assert shown(text.text, said) == "[Rike]s1 [said]c1 [no ship will sail]q1."


def test_a_statement_inside_another_nests_its_brackets() -> None:
    text = marked("[Rike]a said [that [Brandvold]b said [no]d]c.")
    outer = attribution(text.one("c"), source=text.one("a"))
    inner = attribution(text.one("d"), source=text.one("b"))
    assert shown(text.text, outer, inner) == "[Rike]s1 said [that [Brandvold]s2 said [no]q2]q1."


def test_parts_that_meet_do_not_swallow_one_another() -> None:
    text = marked("[Rike]s[: no]q")
    assert shown(text.text, attribution(text.one("q"), source=text.one("s"))) == "[Rike]s1[: no]q1"


def test_a_content_over_several_lines_opens_and_closes_once() -> None:
    text = marked("Rike: [no\n\nship]q.\n")
    assert shown(text.text, attribution(text.one("q"))) == "Rike: [no\n\nship]q1.\n"


def test_colours_go_with_the_brackets() -> None:
    text = marked("[Rike]s said\n[no\nship]q.")
    lines = list(marked_lines(text.text, (attribution(text.one("q"), source=text.one("s")),)))
    coloured = [(line.plain[span.start : span.end], span.style) for line in lines for span in line.spans]
    assert ("Rike", "bold cyan") in coloured
    assert ("no", "green") in coloured
    assert ("ship", "green") in coloured


def test_each_post_is_named_on_a_line_before_it() -> None:
    first = post(6, 9, author="marit_k")
    second = post(10, 13, parent=first.id)
    assert shown("Story\nNo!\nYes", posts=(first, second)) == (
        "Story\n── post 1 · marit_k ──\nNo!\n── post 2 · unnamed · replies to post 1 ──\nYes"
    )


def test_a_post_in_the_middle_of_a_line_begins_a_new_one() -> None:
    assert shown("Story No!", posts=(post(6, 9, author="marit"),)) == "Story \n── post 1 · marit ──\nNo!"


def test_an_authors_name_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in shown("No!", posts=(post(0, 3, author="\x1b[31m\nred"),))


PLACES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4)


@given(st.text(alphabet="ab [\n", max_size=30), PLACES)
def test_without_the_signs_the_text_is_as_it_was(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(*sorted(min(place, len(text)) for place in pair)) for pair in places]
    lines = marked_lines(text, [attribution(span, cue=span) for span in spans])
    assert "\n".join(unsigned(line) for line in lines) == text


def unsigned(line: Text) -> str:
    """A line without its dim brackets and labels."""
    signs = {i for span in line.spans if span.style == "dim" for i in range(span.start, span.end)}
    return "".join(character for i, character in enumerate(line.plain) if i not in signs)
