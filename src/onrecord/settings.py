"""What a user may set, as one frozen value that is passed along and never looked up."""

from dataclasses import dataclass
from pathlib import Path

MAX_CHARACTERS = 20_000_000
"""A text above this is refused. The largest transcript day known to us has 3 million characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The limits and places of one run."""

    max_characters: int = MAX_CHARACTERS
    jobs: int = 1
    weights: Path | None = None
    """A folder made by training/export.py; the packaged weights when absent."""
