"""Reads a discussion that a site exported as JSON: Disqus, Coral, Viafoura, Reddit, Hacker News or Discourse.

The story comes first, where the export holds it; then each post with its author and date, right after the post that it
answers. A post whose words were deleted keeps its place, so that its answers keep their parent.
"""

from collections.abc import Callable, Iterator, Mapping

from onrecord.errors import DocumentError
from onrecord.ingest.encodings import decode, decoded_opening
from onrecord.ingest.origins import completed
from onrecord.ingest.threads import coral, discourse, disqus, hackernews, reddit, viafoura
from onrecord.ingest.threads.exported import Exported
from onrecord.ingest.threads.laying import laid_out
from onrecord.ingest.threads.parsing import parsed
from onrecord.model.document import Document, OffsetMap
from onrecord.registry import Ingester, Source
from onrecord.settings import Settings

SURE = 0.97
"""A form that is known; above JSON Lines, which may be one line that holds all of an export."""

NAMED = 0.6
"""A file called JSON that begins like it: it is told what is wrong with it, and not read as prose."""

OPENING = 4096

FORMS: Mapping[str, Callable[[object], Exported | None]] = {
    "Disqus": disqus.exported,
    "Coral": coral.exported,
    "Viafoura": viafoura.exported,
    "Reddit": reddit.exported,
    "Hacker News": hackernews.exported,
    "Discourse": discourse.exported,
}

NOT_IN_THE_SOURCE = OffsetMap(())
"""The text is put together from JSON strings: its characters stand nowhere in the source as they are."""


def fits(source: Source) -> float:
    """A sure bid for JSON of a known form, a lower one for a file that is only called JSON."""
    if not decoded_opening(source.data, OPENING).lstrip().startswith(("{", "[")):
        return 0.0
    try:
        _exported(source)
    except DocumentError:
        return NAMED if source.origin.uri.lower().endswith(".json") else 0.0
    return SURE


def read(source: Source, _: Settings) -> Iterator[Document]:
    """One document: story and discussion. Raises DocumentError for what is no JSON, of no known form, or without
    words."""
    form, exported = _exported(source)
    laid, has_story = laid_out(exported)
    if not has_story and not any(hint.tag == "comment-body" for hint in laid.hints):
        raise DocumentError(f"an export of {form}, but none of its {len(exported.posts):,} posts has words")
    yield Document(
        origin=completed(
            source.origin,
            url=exported.url,
            title=exported.title,
            published=exported.published,
            author=exported.author if has_story else None,
        ),
        text=laid.text,
        kind="article" if has_story else "discussion",
        hints=tuple(sorted(laid.hints, key=lambda hint: (hint.span.start, -hint.span.end))),
        offsets=NOT_IN_THE_SOURCE,
    )


def _exported(source: Source) -> tuple[str, Exported]:
    """The form of an export, and what it holds. Raises DocumentError where it is none."""
    try:
        value = parsed(decode(source.data))
    except ValueError as error:
        raise DocumentError(f"not JSON: {error}") from None
    for form, exported in FORMS.items():
        if (found := exported(value)) is not None:
            return form, found
    raise DocumentError(f"JSON, but no discussion that is known: known are {', '.join(FORMS)}")


INGESTER = Ingester(fits=fits, read=read)
