"""Phrases that attribute a sentence without a verb: "In the view of the league, …", "For the minister, …"."""

import re
from collections.abc import Iterator

from onrecord.attribute.forms.form import Form, Page
from onrecord.attribute.forms.speaking import speaks, views
from onrecord.model.base import Span
from onrecord.text import sentences

_HINT = re.compile(r"\b(?:In the|Per|For|To|According to)\b|, (?:per|in the) ")
"""Without one of these a line is not cut into sentences."""
_VIEW = re.compile(
    r"(?P<cue>In the (?:view|opinion|words|eyes|judge?ment|estimation|telling|reckoning|phrase|version) of) "
    r"(?P<source>[^\n,:;“”\"]{2,90}),\s+"
)
_ACCORDING = re.compile(r"(?P<cue>According to) (?P<source>[^\n,:;“”\"]{2,90}),\s+")
_PER = re.compile(r"(?P<cue>Per) (?P<source>[^\n,:;“”\"]{2,90}),\s+")
_FOR = re.compile(r"(?P<cue>For|To) (?P<source>[^\n,:;“”\"]{2,80}),\s+(?=[^\n]{8})")
_INSIDE = re.compile(r", (?P<cue>per|in the (?:view|opinion|words|eyes) of) (?P<source>[^\n,:;“”\"]{2,90}), ")
_DETERMINED = re.compile(r"(?:the|an?|his|her|its|their|our|this|that|one|some|police)\b|[A-Z]")
_PLURAL = re.compile(r"s\b")
_PLACE = re.compile(
    r"\b(?:town|city|village|country|nation|world|state|county|district|region|island|party|team|company)s?\Z"
)
_VERB = re.compile(r"(?:\S+ ){1,7}?(?:is|are|was|were|remains?|amounts? to)\b")


def openings(page: Page) -> Iterator[Form]:
    """A form for each sentence that such a phrase opens or parts. "For" and "To" need somebody who can have a view,
    and a clause that says what something is."""
    for line in page.lines:
        if line.role in ("paragraph", "post", "turn") and _HINT.search(page.text, line.extent.start, line.extent.end):
            for sentence in sentences(page.text, line.extent):
                if form := _form(page, sentence):
                    yield form


def _form(page: Page, sentence: Span) -> Form | None:
    text = page.text
    if text[sentence.start] in "AIPFT":
        for pattern, fits in ((_VIEW, _any), (_ACCORDING, _any), (_PER, _is_no_rate), (_FOR, _has_view)):
            match = pattern.match(text, sentence.start, sentence.end)
            if match and fits(match["source"], text[match.end() : sentence.end]) and not _known(page, match):
                return _with(match, (_bare(text, match.end(), sentence.end),))
    match = _INSIDE.search(text, sentence.start, sentence.end)
    if match and not _known(page, match) and (match["cue"] != "per" or _is_no_rate(match["source"], "")):
        return _with(match, (Span(sentence.start, match.start()), _bare(text, match.end(), sentence.end)))
    return None


def _any(_: str, __: str) -> bool:
    return True


def _is_no_rate(source: str, _: str) -> bool:
    """ "Per the ministry" and "per officials" tell who says it; "per person" and "per day" do not."""
    return bool(_DETERMINED.match(source)) or (speaks(source) and bool(_PLURAL.search(source)))


def _has_view(source: str, clause: str) -> bool:
    return views(source) and not _PLACE.search(source) and bool(_VERB.match(clause))


def _known(page: Page, match: re.Match[str]) -> bool:
    """The model found an attribution here already."""
    cue = Span(*match.span("cue"))
    parts = ((cue, "cue"), (Span(*match.span("source")), "source"), (Span(match.end(), match.end() + 1), "content"))
    return all(page.within(place, role) for place, role in parts)


def _with(match: re.Match[str], content: tuple[Span, ...]) -> Form | None:
    """The form; none where signs alone are left of what is said."""
    if not all(map(len, content)):
        return None
    return Form(source=Span(*match.span("source")), cue=Span(*match.span("cue")), content=content)


def _bare(text: str, start: int, end: int) -> Span:
    """Without the full stop of the sentence."""
    while end > start and text[end - 1] in ".!? ":
        end -= 1
    return Span(start, end)
