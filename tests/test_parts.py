"""A test whose part is missing is named; it is skipped on a person's machine and fails in the continuous check."""

from pathlib import Path

import pytest

NEEDY = """
import pytest

@pytest.mark.part("nothing-has-this")
def test_that_needs_it():
    raise AssertionError("runs without its part")
"""


@pytest.fixture
def needy(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    conftest = Path(__file__).with_name("conftest.py").read_text()
    never = 'PARTS = {"nothing-has-this": Part(found=lambda: False, packages="moonstone")}'
    pytester.makeconftest(f"{conftest}\nfrom parts import Part\n{never}\n")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    pytester.makepyfile(NEEDY)
    return pytester


def test_a_missing_part_skips_its_tests_and_is_named_at_the_end(
    needy: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    result = needy.runpytest_subprocess()
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(
        ["*this machine lacks*", "nothing-has-this: 1 tests not run; get it with: apt-get install moonstone"]
    )


def test_a_missing_part_fails_in_the_continuous_check(needy: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    result = needy.runpytest_subprocess()
    result.assert_outcomes(errors=1)
