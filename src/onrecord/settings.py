"""What a user may set, as one frozen value that is passed along and never looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.errors import SetupError

MAX_CHARACTERS = 5_000_000
"""A text above this is refused. One of 3.8 million took 117 seconds on two cores and 1.7 GB of memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The limits and places of one run."""

    max_characters: int = MAX_CHARACTERS
    jobs: int = 1
    """Processes that read documents side by side."""
    threads: int = 1
    """Windows of one document that a process runs at a time. Results do not depend on it."""
    weights: Path | None = None
    """A folder made by training/export.py; the packaged weights when absent."""


DEFAULTS = Settings()
"""What holds where nothing is set."""


def from_environment(variables: Mapping[str, str]) -> Settings:
    """The settings that ONRECORD_MAX_CHARACTERS and ONRECORD_WEIGHTS ask for. Raises SetupError for a wrong value."""
    settings = DEFAULTS
    if limit := variables.get("ONRECORD_MAX_CHARACTERS"):
        if not limit.isascii() or not limit.isdigit() or int(limit) == 0:
            raise SetupError(f"ONRECORD_MAX_CHARACTERS is {limit!r}; a whole number above 0 is allowed")
        settings = replace(settings, max_characters=int(limit))
    if weights := variables.get("ONRECORD_WEIGHTS"):
        settings = replace(settings, weights=Path(weights))
    return settings
