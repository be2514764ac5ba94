"""Every component still makes of its golden input what was reviewed."""

import pytest

from contract import golden


@pytest.mark.parametrize("name", golden.compared())
def test_a_component_makes_of_its_golden_input_what_was_reviewed(name: str) -> None:
    if name in golden.NEEDS:
        pytest.importorskip(golden.NEEDS[name], reason=f"{name} needs {golden.NEEDS[name]}")
    assert golden.made(name).decode() == golden.expected(name).read_text(), f"review with: make golden ARGS={name}"


def test_no_golden_example_outlives_its_component() -> None:
    assert {path.name for path in golden.FOLDER.iterdir()} == set(golden.compared())
