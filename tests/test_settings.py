from pathlib import Path

import pytest

from onrecord.errors import SetupError
from onrecord.settings import DEFAULTS, MAX_CHARACTERS, from_environment


def test_nothing_set_means_the_defaults() -> None:
    assert from_environment({}) == DEFAULTS
    assert DEFAULTS.max_characters == MAX_CHARACTERS


def test_the_environment_sets_the_limit_and_the_model() -> None:
    settings = from_environment({"ONRECORD_MAX_CHARACTERS": "1000", "ONRECORD_WEIGHTS": "/models/mine"})
    assert settings.max_characters == 1000
    assert settings.weights == Path("/models/mine")


@pytest.mark.parametrize("value", ["0", "-1", "many", "1e6", "²"])
def test_a_limit_that_is_no_number_above_zero_is_refused(value: str) -> None:
    with pytest.raises(SetupError, match=f"ONRECORD_MAX_CHARACTERS is '{value}'; a whole number above 0 is allowed"):
        from_environment({"ONRECORD_MAX_CHARACTERS": value})
