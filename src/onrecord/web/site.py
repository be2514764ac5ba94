"""What all pages share: the record, the libraries that drafts are checked against, and who may see and judge."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from onrecord.store.sql.store import SqlStore
    from onrecord.verify.library.shelves import Library

NO_LIBRARIES: "Mapping[str, Callable[[], Library]]" = {}
NO_PASSWORDS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may see the record: everybody who reaches the address; whoever knows the token; the reviewers of a password
    file, each with a hash of theirs."""

    token: str | None = field(default=None, repr=False)
    passwords: Mapping[str, str] = field(default_factory=lambda: NO_PASSWORDS, repr=False)

    @property
    def open(self) -> bool:
        """Whether nobody is asked for anything."""
        return self.token is None and not self.passwords


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One served record. `now` tells the time in ISO 8601 and `ticks` seconds that only ever grow; `key` signs sessions
    and is new with each start."""

    store: "SqlStore"
    key: bytes = field(repr=False)
    now: Callable[[], str]
    ticks: Callable[[], float]
    hosts: frozenset[str]
    """The names under which it answers, as a browser sends them: with the port."""
    access: Access = Access()
    judge: str = "reviewer"
    """Who judges where nobody said who they are."""
    libraries: "Mapping[str, Callable[[], Library]]" = field(default_factory=lambda: NO_LIBRARIES)
    settings: Settings = DEFAULTS
