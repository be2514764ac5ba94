from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import SetupError
from onrecord.settings import DEFAULTS, MAX_CHARACTERS, TIMEOUT, Endpoint, Policy, from_environment

ENDPOINT = {"ONRECORD_ENDPOINT": "http://127.0.0.1:8080/v1", "ONRECORD_ENDPOINT_MODEL": "small-model"}


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


def test_the_environment_names_an_endpoint_and_its_model() -> None:
    endpoint = Endpoint(url="http://127.0.0.1:8080/v1", model="small-model")
    assert from_environment(ENDPOINT).endpoint == endpoint
    assert (endpoint.key, endpoint.timeout) == (None, TIMEOUT)
    more = {"ONRECORD_ENDPOINT_KEY": "sk-0123", "ONRECORD_ENDPOINT_TIMEOUT": "7"}
    assert from_environment(ENDPOINT | more).endpoint == Endpoint(
        url="http://127.0.0.1:8080/v1", model="small-model", key="sk-0123", timeout=7
    )


def test_without_an_address_there_is_no_endpoint() -> None:
    assert from_environment(ENDPOINT | {"ONRECORD_ENDPOINT": "", "ONRECORD_ENDPOINT_TIMEOUT": "soon"}) == DEFAULTS


def test_an_address_without_a_model_is_refused() -> None:
    with pytest.raises(SetupError, match="ONRECORD_ENDPOINT is set and ONRECORD_ENDPOINT_MODEL is not"):
        from_environment({"ONRECORD_ENDPOINT": "http://127.0.0.1:8080/v1"})


@pytest.mark.parametrize(
    "value",
    [
        "models.example/v1",
        "ftp://models.example",
        "file:///etc/passwd",
        "http://",
        "http://a b/",
        "http://host:99999/",
        "http://host:0",
        "http://müll.example",
        "http://host/v1\n",
    ],
)
def test_an_address_that_cannot_be_asked_is_refused(value: str) -> None:
    with pytest.raises(
        SetupError, match=r"^ONRECORD_ENDPOINT \(Endpoint\.url\) is '.*'; http:// or https://.* is allowed"
    ):
        from_environment(ENDPOINT | {"ONRECORD_ENDPOINT": value})


@pytest.mark.parametrize("value", ["https://me:secret@host/v1", "https://host/v1?key=secret", "https://host/#secret"])
def test_an_address_that_may_hold_a_secret_is_refused_and_not_shown(value: str) -> None:
    with pytest.raises(SetupError, match="is not shown, as it may hold a secret") as told:
        from_environment(ENDPOINT | {"ONRECORD_ENDPOINT": value})
    assert "key=" not in str(told.value)
    assert "me:" not in str(told.value)


@pytest.mark.parametrize(
    "value", ["http://[::1]:8080/v1", "https://models.example", "HTTPS://Models.Example:443/api/v1/"]
)
def test_an_address_may_have_a_port_and_a_path(value: str) -> None:
    endpoint = from_environment(ENDPOINT | {"ONRECORD_ENDPOINT": value}).endpoint
    assert endpoint is not None
    assert endpoint.url == value


@pytest.mark.parametrize("value", ["0", "-1", "soon", "1.5", "3601", "9" * 5000, "²"])
def test_a_timeout_that_is_no_number_of_seconds_is_refused(value: str) -> None:
    with pytest.raises(
        SetupError, match=r"ONRECORD_ENDPOINT_TIMEOUT .* is .*; whole seconds from 1 to 3,600 are allowed"
    ):
        from_environment(ENDPOINT | {"ONRECORD_ENDPOINT_TIMEOUT": value})


@pytest.mark.parametrize("value", ["sk-0123 ", "sk-0123\n", "sk-0123é"])
def test_a_key_that_cannot_be_sent_is_refused_and_not_shown(value: str) -> None:
    with pytest.raises(SetupError, match="ONRECORD_ENDPOINT_KEY") as told:
        from_environment(ENDPOINT | {"ONRECORD_ENDPOINT_KEY": value})
    assert "0123" not in str(told.value)


@pytest.mark.parametrize("value", [" ", "a\nmodel"])
def test_a_model_without_a_name_is_refused(value: str) -> None:
    with pytest.raises(SetupError, match="a model's name is allowed"):
        from_environment(ENDPOINT | {"ONRECORD_ENDPOINT_MODEL": value})


def test_the_key_is_not_shown_with_the_settings() -> None:
    assert "0123" not in repr(from_environment(ENDPOINT | {"ONRECORD_ENDPOINT_KEY": "sk-0123"}))


def test_pages_are_fetched_from_the_public_web_only_unless_more_is_named() -> None:
    assert (DEFAULTS.policy.ports, DEFAULTS.policy.networks) == ((80, 443), ())
    named = {
        "ONRECORD_FETCH_PORTS": "8080,8443",
        "ONRECORD_FETCH_NETWORKS": "10.1.0.0/16,fd00::/8",
        "ONRECORD_FETCH_DELAY": "2.5",
    }
    expected = Policy(ports=(80, 443, 8080, 8443), networks=("10.1.0.0/16", "fd00::/8"), delay=2.5)
    assert from_environment(named).policy == expected


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PORTS", "80;81", "numbers with commas between them are allowed"),
        ("PORTS", "0", "numbers from 1 to 65535 are allowed"),
        ("PORTS", "99999", "numbers from 1 to 65535 are allowed"),
        ("NETWORKS", "intranet", "networks such as 10.1.0.0/16"),
        ("NETWORKS", "10.1.0.1/16", "has host bits set; networks such as"),
        ("DELAY", "soon", "seconds from 0 to 3,600 are allowed"),
        ("DELAY", "-1", "seconds from 0 to 3,600 are allowed"),
        ("DELAY", "9999", "seconds from 0 to 3,600 are allowed"),
    ],
)
def test_a_policy_that_cannot_be_kept_to_is_refused(name: str, value: str, told: str) -> None:
    with pytest.raises(SetupError, match=told):
        from_environment({f"ONRECORD_FETCH_{name}": value})


@pytest.mark.parametrize("name", ["patience", "connect", "whole", "max_bytes", "redirects"])
def test_limits_of_a_policy_are_numbers(name: str) -> None:
    for value in (-1, float("nan"), float("inf")):
        changes: dict[str, Any] = {name: value}
        with pytest.raises(SetupError, match=f"Policy.{name} is"):
            Policy(**changes)


@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"ONRECORD_CACHE": "/pages", "HOME": "/home/me"}, Path("/pages")),
        ({"XDG_CACHE_HOME": "/cache", "HOME": "/home/me"}, Path("/cache/onrecord/pages")),
        ({"HOME": "/home/me"}, Path("/home/me/.cache/onrecord/pages")),
        ({}, None),
    ],
)
def test_copies_of_pages_lie_where_programs_keep_such_things(variables: dict[str, str], folder: Path | None) -> None:
    assert from_environment(variables).cache == folder
