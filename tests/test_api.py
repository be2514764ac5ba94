"""The package's public names."""

import inspect
import subprocess
import sys

import pytest

import onrecord


@pytest.mark.parametrize("name", onrecord.__all__)
def test_a_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert inspect.getdoc(getattr(onrecord, name))


def test_the_public_names_are_about_a_dozen() -> None:
    assert 10 <= len(onrecord.__all__) <= 15
    assert dir(onrecord) == sorted(onrecord.__all__)


def test_an_unknown_name_is_told_with_the_known_ones() -> None:
    with pytest.raises(AttributeError, match="no attribute 'reed'; it has .*read"):
        onrecord.reed  # noqa: B018


def test_importing_the_package_loads_none_of_its_parts() -> None:
    script = "import sys, onrecord; print(*[name for name in sys.modules if name.startswith('onrecord.')])"
    assert subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout == "\n"
