"""The options that several commands share, and how their words become values."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import rich_click as click

from onrecord.model.document import iso_day
from onrecord.settings import Settings, from_environment


class Day(click.ParamType[Any]):
    """A day or time in ISO 8601, kept as it was written."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The same words, if they are a day."""
        try:
            iso_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return str(value)


class Place(click.ParamType[Any]):
    """A path, or the address of a page."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:  # noqa: ARG002
        """An address as it was written; else the path."""
        from onrecord.ingest.fetching.addresses import is_address

        return str(value) if is_address(value) else Path(value)


DAY = Day()
PLACE = Place()
FILE = click.Path(path_type=Path)
DB = click.option("--db", envvar="ONRECORD_DB", show_envvar=True, required=True, metavar="FILE", help="The record.")
"""A record that must be there: a file, or the URL of a database."""


AGAINST = click.option(
    "--against",
    multiple=True,
    type=PLACE,
    metavar="PATH|URL",
    help="Primary texts: files, folders, or pages at http addresses; can be repeated.",
)
"""What quotations are compared with."""


def settings(*, jobs: int = 1) -> Settings:
    """The settings of the environment, for so many processes, which share the processors among them."""
    return replace(from_environment(os.environ), jobs=jobs, threads=max(1, (os.cpu_count() or 1) // jobs))
