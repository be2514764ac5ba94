"""Copies of fetched pages on disk, each with what its server needs to tell that it has not changed since."""

import hashlib
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from onrecord.errors import SetupError
from onrecord.ingest.fetching.exchanges import Answer

_VALIDATOR = re.compile(r"[!-~][ -~]{0,499}")


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    """The first line of a copy's file. The page's bytes follow it."""

    url: str
    etag: str | None
    modified: str | None
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A page as it was, and the marks its server gave it."""

    url: str
    etag: str | None = None
    modified: str | None = None
    data: bytes = field(repr=False)

    @property
    def conditions(self) -> Mapping[str, str]:
        """The headers that ask for the page only if it has changed."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies in a folder; none, and none are kept, where there is no folder.

    A file is whole or is not there: it is written beside its name and renamed. One that was altered is not believed.
    """

    folder: Path | None

    def held(self, url: str) -> Copy | None:
        """The copy of a page, if there is a sound one."""
        if self.folder is None:
            return None
        try:
            first, _, data = self._file(self.folder, url).read_bytes().partition(b"\n")
            head = msgspec.json.decode(first, type=_Head)
        except (OSError, ValueError):
            return None
        if head.url != url or head.sha256 != hashlib.sha256(data).hexdigest():
            return None
        return Copy(url=url, etag=head.etag, modified=head.modified, data=data)

    def keep(self, url: str, answer: Answer) -> None:
        """A copy of the answer is held, if its server lets it be and gives a mark by which a change can be told. Raises
        SetupError where the folder cannot be written to."""
        copy = _copy(url, answer)
        if self.folder is None or copy is None:
            return
        head = _Head(url=url, etag=copy.etag, modified=copy.modified, sha256=hashlib.sha256(copy.data).hexdigest())
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(self._file(self.folder, url), msgspec.json.encode(head) + b"\n" + copy.data)
        except OSError as error:
            told = f"copies of pages cannot be kept in {self.folder}: {error.strerror or error}"
            raise SetupError(f"{told}; ONRECORD_CACHE names another folder") from None

    def _file(self, folder: Path, url: str) -> Path:
        return folder / hashlib.sha256(url.encode()).hexdigest()


def _copy(url: str, answer: Answer) -> Copy | None:
    if "no-store" in answer.headers.get("cache-control", "").lower():
        return None
    etag, modified = (_mark(answer.headers.get(name)) for name in ("etag", "last-modified"))
    return Copy(url=url, etag=etag, modified=modified, data=answer.body) if etag or modified else None


def _mark(value: str | None) -> str | None:
    return value if value is not None and _VALIDATOR.fullmatch(value) else None


def _write(file: Path, data: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as made:
        try:
            made.write(data)
            made.flush()
            os.replace(made.name, file)  # noqa: PTH105
        except BaseException:
            Path(made.name).unlink(missing_ok=True)
            raise
