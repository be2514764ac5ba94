"""Findings of a check to files: one format a module."""

from collections.abc import Callable, Sequence
from typing import BinaryIO

from onrecord.export.findings.array import write as write_array
from onrecord.export.findings.github import write as write_commands
from onrecord.export.findings.markdown import write as write_comment
from onrecord.export.findings.page import write as write_page
from onrecord.export.findings.sarif import write as write_log
from onrecord.model.rows import FindingRow

FORMATS: dict[str, Callable[[Sequence[FindingRow], BinaryIO], None]] = {
    "json": write_array,
    "html": write_page,
    "sarif": write_log,
    "github": write_commands,
    "markdown": write_comment,
}
"""What writes findings, by the name a user asks for. The same findings give the same bytes."""
