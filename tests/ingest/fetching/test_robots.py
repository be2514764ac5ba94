import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ingest.fetching.robots import Rule, rules

NEWS = """
# Ferries
User-agent: harbourbot/2.0
User-agent: OnRecord
Disallow: /members   # not for machines
Allow: /members/open
Crawl-delay: 2.5

User-agent: *
Disallow: /
Crawl-delay: 30

user-agent: onrecord
disallow: /drafts
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/", True), ("/members", False), ("/members/1", False), ("/members/open", True), ("/drafts/1", False)],
)
def test_the_groups_that_name_us_count_together_and_no_others(path: str, allowed: bool) -> None:
    assert rules(NEWS).allow(path) is allowed


def test_the_wait_is_that_of_our_group() -> None:
    assert rules(NEWS).delay == 2.5
    assert rules(NEWS, "another").delay == 30


@pytest.mark.parametrize("value", ["soon", "-1", "nan", "inf", "1e9", "²", "", "9" * 50])
def test_a_wait_that_is_no_number_is_none(value: str) -> None:
    assert rules(f"User-agent: *\nCrawl-delay: {value}").delay == 0


@pytest.mark.parametrize(
    ("rule", "path", "holds"),
    [
        ("/a", "/a/b", True),
        ("/a", "/b/a", False),
        ("/*.pdf$", "/x/speech.pdf", True),
        ("/*.pdf$", "/speech.pdf?page=1", False),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("*", "/anything", True),
        ("/*/b/*/d", "/a/b/c/d", True),
        ("/*/b/*/d", "/a/b/d", False),
        ("/a*a$", "/a", False),
        ("/a*a$", "/aa", True),
        ("/*a*$", "/bab", True),
    ],
)
def test_a_rule_speaks_of_paths_that_begin_so(rule: str, path: str, holds: bool) -> None:
    assert Rule(rule, allows=False).holds(path) is holds


@pytest.mark.parametrize(
    ("line", "path"),
    [("/ö", "/%C3%B6"), ("/%C3%B6", "/ö"), ("/%61", "/a"), ("/a%2fb", "/a%2Fb"), ("/%7Eme", "/~me")],
)
def test_percent_signs_make_no_difference(line: str, path: str) -> None:
    assert not rules(f"User-agent: *\nDisallow: {line}").allow(path)


def test_an_escaped_slash_is_no_slash() -> None:
    assert rules("User-agent: *\nDisallow: /a/b").allow("/a%2Fb")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0\0",
        "User-agent: *",
        "Disallow: /",
        "User-agent: *\nDisallow:",
        "<html>no</html>",
        "User-agent *\nDisallow /",
    ],
)
def test_what_denies_nothing_allows_all(text: str) -> None:
    assert rules(text).allow("/story")


def test_of_rules_as_long_as_one_another_the_one_that_allows_counts() -> None:
    assert rules("User-agent: *\nDisallow: /a\nAllow: /a").allow("/a")


def test_lines_may_end_in_any_way_and_the_text_may_begin_with_a_mark() -> None:
    assert not rules("\ufeffUser-agent: *\r\nDisallow: /a\rDisallow: /b").allow("/b")


@given(st.text(alphabet="/ab*$", max_size=8), st.text(alphabet="/ab", max_size=10))
def test_wildcards_mean_what_a_regular_expression_would(rule: str, path: str) -> None:
    ends = rule.endswith("$")
    pattern = ".*".join(map(re.escape, rule.removesuffix("$").split("*"))) + ("$" if ends else "")
    assert Rule(rule, allows=True).holds(path) is bool(re.match(pattern, path))


@given(st.text(), st.text(max_size=50))
def test_any_text_is_read(text: str, path: str) -> None:
    rules(text).allow(f"/{path}")


def test_many_wildcards_take_no_long_time() -> None:
    told = rules("User-agent: *\n" + ("Disallow: /" + "*a" * 200 + "b\n") * 1000)
    began = time.monotonic()
    assert told.allow("/" + "a" * 7000)
    assert time.monotonic() - began < 5
