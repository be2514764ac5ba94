"""The mode of a content is read from the marks in it."""

import pytest

from marked import marked
from onrecord.attribute.marks import Outer
from onrecord.attribute.modes import mode


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[“We will not sign.”]q]c", "direct"),
        ("[[“We will not sign,”]q]c Vell said, [[“not today.”]q]c", "direct"),
        ("Vell called it [[“a poor offer”]q for all of us]c", "mixed"),
        ("Vell said [they would not sign]c. [“No.”]q", "indirect"),
        ("[[“Ω”]q]c", "direct"),
        ("[…]c", "indirect"),
    ],
)
def test_words_in_marks_make_a_content_direct_or_mixed(text: str, expected: str) -> None:
    m = marked(text)
    assert mode(m.spans["c"], Outer(m.spans.get("q", ())), m.text) == expected
