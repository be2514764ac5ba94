"""House rules give every verdict a severity; what is wrong in a file of one's own is told with what is allowed."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.errors import SetupError
from onrecord.model.evidence import Label
from onrecord.model.rows import Severity
from onrecord.verify.houserules import LABELS, SEVERITIES, HouseRules, load_rules, packaged

FOLDER = Path(onrecord.__file__).parent / "data" / "houserules"
PAGE = Path(__file__).parents[2] / "docs" / "howto" / "set-house-rules.md"
ALL = "[severities]\n" + "".join(f'{label} = "warn"\n' for label in LABELS)
"""The part of a file in which every verdict warns."""

every_packaged = pytest.mark.parametrize("name", packaged())

Load = Callable[[str | bytes], HouseRules]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "house.toml"


@pytest.fixture
def load(path: Path) -> Load:
    """Loads a file of such a content."""

    def loaded(content: str | bytes) -> HouseRules:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_rules(str(path))

    return loaded


def refused(load: Load, path: Path, content: str | bytes) -> str:
    """Why such a file is not taken."""
    with pytest.raises(SetupError) as error:
        load(content)
    told = str(error.value)
    assert told.startswith(f"house rules {path}: ")
    return told.removeprefix(f"house rules {path}: ")


def test_the_packaged_rules_are_those_that_are_promised() -> None:
    assert packaged() == ("ap", "guardian", "reuters", "strict", "transcript-cleanup")


@every_packaged
def test_packaged_rules_give_every_verdict_a_severity_in_the_order_of_the_verdicts(name: str) -> None:
    rules = load_rules(name)
    assert rules.name == name
    assert tuple(rules.severities) == LABELS
    assert set(rules.severities.values()) <= set(SEVERITIES)


@every_packaged
def test_packaged_rules_say_in_a_sentence_what_they_are_and_where_they_come_from(name: str) -> None:
    rules = load_rules(name)
    assert rules.told.endswith(".") and rules.told[0].isupper()
    assert re.search(r"\d{4}$|year .* not known$", rules.source)
    assert "://" not in rules.source


@every_packaged
def test_words_of_another_sense_of_somebody_else_or_from_separate_places_always_fail(name: str) -> None:
    severities = load_rules(name).severities
    assert severities["exact"] == "pass"
    assert {severities[label] for label in ("distorted", "misattributed", "spliced")} == {"fail"}


def test_words_that_are_not_found_fail_under_strict_rules_only() -> None:
    assert [name for name in packaged() if load_rules(name).severities["not_found"] == "fail"] == ["strict"]
    assert {load_rules(name).severities["not_found"] for name in packaged()} == {"warn", "fail"}


def test_nothing_but_exact_passes_under_strict_rules() -> None:
    severities = load_rules("strict").severities
    assert [label for label in LABELS if severities[label] == "pass"] == ["exact"]


def test_no_two_packaged_rules_are_the_same() -> None:
    assert len({tuple(load_rules(name).severities.values()) for name in packaged()}) == len(packaged())


@every_packaged
def test_a_packaged_file_opens_with_its_origin_licence_and_date(name: str) -> None:
    head = (FOLDER / f"{name}.toml").read_text(encoding="utf-8").split("\n\n")[0]
    assert all(line.startswith("# ") for line in head.splitlines())
    assert "Origin: " in head and "Licence: Apache-2.0" in head
    assert re.search(r"Date: \d{4}-\d\d-\d\d\.", head.replace("\n# ", " "))


@every_packaged
def test_a_packaged_file_says_of_every_verdict_why(name: str) -> None:
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert re.findall(r"^# .+\n(\w+) = ", text, re.MULTILINE) == list(LABELS)


def test_the_page_shows_the_packaged_severities() -> None:
    rows = re.findall(r"^\|(.+)\|$", PAGE.read_text(encoding="utf-8").split("## Write")[0], re.MULTILINE)
    (_, *names), _, *lines = [[cell.strip() for cell in row.split("|")] for row in rows]
    shown = {
        name: dict(zip((line[0] for line in lines), column, strict=True)) for name, column in columns(names, lines)
    }
    assert shown == {name: load_rules(name).severities for name in packaged()}


def columns(names: list[str], lines: list[list[str]]) -> list[tuple[str, list[str]]]:
    return [(name, [line[at] for line in lines]) for at, name in enumerate(names, start=1)]


def test_the_file_that_the_page_shows_can_be_loaded(load: Load) -> None:
    (shown,) = re.findall(r"^```toml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert load(shown).severities == {**load_rules("ap").severities, "cleaned": "warn"}


def test_a_file_of_ones_own_gives_every_verdict_a_severity(load: Load) -> None:
    rules = load('name = "Ondral Post"\ntold = "Look at all."\nsource = "Ondral Post, Style book, 2031"\n' + ALL)
    assert (rules.name, rules.told, rules.source) == ("Ondral Post", "Look at all.", "Ondral Post, Style book, 2031")
    assert rules.severities == dict.fromkeys(LABELS, "warn")


def test_a_file_that_says_no_more_is_named_by_its_path(load: Load) -> None:
    rules = load(ALL)
    assert (rules.name, rules.told, rules.source) == ("house", "The rules of house.toml.", "house.toml")


def test_severities_stand_in_the_order_of_the_verdicts_whatever_the_files_order(load: Load) -> None:
    head, *lines = ALL.splitlines()
    assert tuple(load("\n".join((head, *reversed(lines)))).severities) == LABELS


@every_packaged
def test_a_file_may_extend_packaged_rules_and_change_single_verdicts(name: str, load: Load) -> None:
    rules = load(f'extends = "{name}"\n[severities]\nunchecked = "fail"\n')
    assert rules.severities == {**load_rules(name).severities, "unchecked": "fail"}
    assert tuple(rules.severities) == LABELS


def test_extended_rules_tell_what_differs_and_whom_they_follow(load: Load) -> None:
    rules = load('extends = "ap"\n[severities]\nunchecked = "fail"\ncleaned = "warn"\naltered = "fail"\n')
    assert rules.told == "As ap, but cleaned warns, unchecked fails."
    assert rules.source == f"house.toml, after: {load_rules('ap').source}"
    assert rules.name == "house"


@pytest.mark.parametrize("more", ["", "[severities]\n", '[severities]\nexact = "pass"\n'])
def test_a_file_that_changes_nothing_is_the_rules_that_it_extends(load: Load, more: str) -> None:
    rules = load('extends = "guardian"\n' + more)
    assert (rules.severities, rules.told) == (load_rules("guardian").severities, "As guardian.")


def test_extending_leaves_the_packaged_rules_as_they_are(load: Load) -> None:
    before = load_rules("reuters")
    load('extends = "reuters"\n[severities]\nexact = "fail"\n')
    assert load_rules("reuters") == before


def test_a_sentence_over_several_lines_is_told_on_one(load: Load) -> None:
    assert load('told = """Look\nat   all."""\n' + ALL).told == "Look at all."


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(load: Load) -> None:
    assert load(b"\xef\xbb\xbf" + ALL.replace("\n", "\r\n").encode()).severities["exact"] == "warn"


def test_a_packaged_name_comes_before_a_file_of_that_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ap").write_text(ALL)
    monkeypatch.chdir(tmp_path)
    assert load_rules("ap").severities["exact"] == "pass"
    assert load_rules("./ap").severities["exact"] == "warn"


def test_rules_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        load_rules("ap").name = "other"  # type: ignore[misc]


@pytest.mark.parametrize("name", ["bbc", "AP", "ap.toml", "", "no/such/house.toml", "a\0b", "x" * 5000])
def test_a_name_that_is_neither_packaged_nor_a_file_is_told_with_the_packaged_ones(name: str) -> None:
    with pytest.raises(SetupError) as error:
        load_rules(name)
    told = str(error.value)
    assert told.startswith(f"no house rules {name!r}: ")
    assert "packaged: ap, guardian, reuters, strict, transcript-cleanup; the path of a TOML file is allowed" in told


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"^no house rules .* packaged: ap, "):
        load_rules(str(tmp_path))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('cleand = "warn"', "unknown verdict 'cleand' in [severities]; allowed: exact, cleaned, marked, altered, "),
        ('Exact = "warn"', "unknown verdict 'Exact' in [severities]; allowed: exact, "),
        ('"not found" = "fail"', "unknown verdict 'not found' in [severities]; allowed: exact, "),
        ('cleaned = "error"', "cleaned in [severities] is 'error'; allowed: pass, warn, fail"),
        ('cleaned = "Warn"', "cleaned in [severities] is 'Warn'; allowed: pass, warn, fail"),
        ("cleaned = true", "cleaned in [severities] is no text; allowed: pass, warn, fail"),
        ('cleaned = ["warn"]', "cleaned in [severities] is no text; allowed: pass, warn, fail"),
        ('cleaned.as = "warn"', "cleaned in [severities] is no text; allowed: pass, warn, fail"),
        ("cleaned = 0x" + "f" * 10_000, "cleaned in [severities] is no text; allowed: pass, warn, fail"),
        ('extends = "guardian"', "extends stands below the line [severities]; it stands above"),
        ("cleaned = warn", 'not TOML: Invalid value (at line 3, column 11); a line of it is: cleaned = "warn"'),
    ],
    ids=lambda text: text[:24],
)
def test_a_wrong_line_of_severities_is_told_with_what_is_allowed(load: Load, path: Path, line: str, told: str) -> None:
    assert refused(load, path, f'extends = "ap"\n[severities]\n{line}\n').startswith(told)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('extends = "bbc"', "extends is 'bbc'; allowed: ap, guardian, reuters, strict, transcript-cleanup"),
        ('extends = "other.toml"', "extends is 'other.toml'; allowed: ap, guardian, "),
        ('extends = ["ap"]', "extends is no text; allowed: ap, guardian, "),
        ('severity = "warn"', "unknown key 'severity'; allowed: name, told, source, extends, severities"),
        ('cleaned = "warn"', "cleaned stands by itself; verdicts stand below the line [severities]"),
        ("name = 7", "name is no text; a text is allowed"),
        ('told = " "', "told is ' '; a text is allowed"),
        ('source = ""', "source is ''; a text is allowed"),
    ],
)
def test_a_wrong_key_is_told_with_what_is_allowed(load: Load, path: Path, line: str, told: str) -> None:
    assert refused(load, path, f"{line}\n{ALL}").startswith(told)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('severities = "warn"', "severities is 'warn'; a table with a line for each verdict is allowed"),
        ("[[severities]]", "severities is no text; a table with a line for each verdict is allowed"),
        ("", f"[severities] lacks {', '.join(LABELS)}; give each a severity, or "),
        (ALL.replace('marked = "warn"\n', ""), "[severities] lacks marked; give each a severity, or "),
    ],
)
def test_without_rules_to_extend_every_verdict_is_needed(load: Load, path: Path, content: str, told: str) -> None:
    assert refused(load, path, content).startswith(told)


@pytest.mark.parametrize(
    "content",
    [
        b"cleaned: warn\n",
        b"{}",
        b'exact = "pass"\nexact = "pass"\n',
        b"\x7fELF\x02\x01\x01\0\0\0",
        b"a = " + b"[" * 100_000,
        b"a = " + b"9" * 10_000,
    ],
    ids=["yaml", "json", "twice", "binary", "brackets", "digits"],
)
def test_what_is_not_toml_is_told(load: Load, path: Path, content: bytes) -> None:
    assert refused(load, path, content).startswith("not TOML: ")


def test_what_is_not_utf8_is_told_with_its_line(load: Load, path: Path) -> None:
    assert refused(load, path, b'name = "Ondral"\ntold = "caf\xe9"\n') == "not TOML: line 2 is not UTF-8"


@pytest.mark.parametrize("line", ['extends = "{}"', 'told = ""\n{} = 1', '[severities]\n{} = "warn"'])
def test_a_message_stays_short_whatever_the_file_holds(load: Load, path: Path, line: str) -> None:
    assert len(refused(load, path, line.format("a" * 10_000))) < 200


@given(content=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
def test_noise_is_told_and_nothing_else_is_raised(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    with pytest.raises(SetupError, match=r"^house rules .*any\.toml: "):
        load_rules(str(path))


@given(
    severities=st.dictionaries(st.sampled_from(LABELS), st.sampled_from(SEVERITIES)), name=st.sampled_from(packaged())
)
def test_any_changes_of_packaged_rules_hold_and_the_others_stay(
    tmp_path_factory: pytest.TempPathFactory, severities: dict[Label, Severity], name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "changed.toml"
    lines = "".join(f'{label} = "{severity}"\n' for label, severity in severities.items())
    path.write_text(f'extends = "{name}"\n[severities]\n{lines}')
    assert load_rules(str(path)).severities == {**load_rules(name).severities, **severities}


def test_importing_the_module_reads_no_file_and_loads_no_parser() -> None:
    code = "import sys, onrecord.verify.houserules; print('tomllib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_packaged_files_are_plain_toml() -> None:
    for file in FOLDER.iterdir():
        assert set(tomllib.loads(file.read_text(encoding="utf-8"))) == {"told", "source", "severities"}
