"""Nouns and names of those who may speak."""

import time

import pytest

from onrecord.attribute.forms.speaking import names, speaks, views


@pytest.mark.parametrize(
    "phrase", ["the minister", "Ministers of trade", "the miners’ union", "critics who left", "the report", "policemen"]
)
def test_roles_groups_bodies_and_documents_speak(phrase: str) -> None:
    assert speaks(phrase)


@pytest.mark.parametrize("phrase", ["", "the pass", "the minister’s car", "rain for the minister", "10:30"])
def test_things_do_not_speak(phrase: str) -> None:
    assert not speaks(phrase)


@pytest.mark.parametrize("phrase", ["Ada Vell", " Ada O’More-Vell ", "Ada B. Vell", "ORNA"])
def test_capitalised_words_are_a_name(phrase: str) -> None:
    assert names(phrase)


@pytest.mark.parametrize("phrase", ["", "Vell", "Ada vell", "the Vell", "Ada Vell!", "Ada  Vell", "A B C D E"])
def test_other_words_are_no_name(phrase: str) -> None:
    assert not names(phrase)


def test_a_report_has_no_view_and_a_minister_has() -> None:
    assert views("the minister")
    assert not views("the report")


def test_endless_capitals_take_no_longer_than_others() -> None:
    started = time.process_time()
    assert not any(names("A" * 5_000 + "!") or speaks("A" * 5_000 + "!") for _ in range(100))
    assert time.process_time() - started < 2
