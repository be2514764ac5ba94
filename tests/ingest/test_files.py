"""Which files are found in paths and folders, and what is told of those that cannot be read."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import DocumentError
from onrecord.ingest.files import find, sources
from onrecord.ingest.metadata import Table
from onrecord.registry import Source
from onrecord.settings import Settings


def laid_out(folder: Path, *names: str, data: bytes = b"The ferry sails.") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def found(folder: Path) -> list[str]:
    return [Path(path).relative_to(folder).as_posix() for path in find(folder)]


def test_a_folder_is_searched_to_its_depth_in_order_of_names(tmp_path: Path) -> None:
    laid_out(tmp_path, "b.txt", "a/z.html", "a/b/c.md", "c.jsonl", "a.txt")
    assert found(tmp_path) == ["a/b/c.md", "a/z.html", "a.txt", "b.txt", "c.jsonl"]


def test_hidden_files_and_what_comes_beside_documents_are_passed_over(tmp_path: Path) -> None:
    laid_out(tmp_path, "story", ".hidden.txt", ".git/x.txt", "story_files/site.js", "story_files/site.css", "table.csv")
    laid_out(tmp_path, "picture", "photo.jpg", data=b"\xff\xd8\xff\xe0")
    assert found(tmp_path) == ["story"]


def test_documents_that_no_reader_reads_are_told_in_a_folder_too(tmp_path: Path) -> None:
    laid_out(tmp_path, "speech.odt", data=b"PK\x03\x04")
    assert found(tmp_path) == ["speech.odt"]


def test_pdf_files_and_archives_are_found_in_a_folder_and_other_packed_files_are_not(tmp_path: Path) -> None:
    laid_out(tmp_path, "a.pdf", data=b"%PDF-1.7")
    laid_out(tmp_path, "b.warc.gz", "c.gz", data=b"\x1f\x8b\x08")
    laid_out(tmp_path, "d.warc", data=b"WARC/1.0")
    assert found(tmp_path) == ["a.pdf", "b.warc.gz", "d.warc"]


def test_of_an_archive_only_the_opening_is_in_memory(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0" * 10_000)
    (source,) = sources(tmp_path / "a.warc", Settings())
    assert isinstance(source, Source)
    assert (len(source.data), source.file) == (4096, tmp_path / "a.warc")


def test_an_address_is_found_as_it_was_given() -> None:
    assert list(find(["http://ferries.example//a", "HTTPS://ferries.example"])) == [
        "http://ferries.example//a",
        "HTTPS://ferries.example",
    ]


def test_word_files_and_markdown_are_found_in_a_folder(tmp_path: Path) -> None:
    laid_out(tmp_path, "a.docx", "b.docm", data=b"PK\x03\x04\0\0\0\0")
    laid_out(tmp_path, "c.markdown")
    assert found(tmp_path) == ["a.docx", "b.docm", "c.markdown"]


def test_a_file_given_by_name_is_taken_whatever_it_is(tmp_path: Path) -> None:
    laid_out(tmp_path, ".hidden", "site.css")
    given = [tmp_path / ".hidden", tmp_path / "site.css"]
    assert list(find(given)) == given


def test_links_to_folders_are_followed_and_loops_end(tmp_path: Path) -> None:
    laid_out(tmp_path, "a/one.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "other").symlink_to(tmp_path / "a")
    assert found(tmp_path) == ["a/one.txt"]


def test_a_source_has_the_path_as_given_and_what_the_table_says(tmp_path: Path) -> None:
    laid_out(tmp_path, "a.txt")
    path = str(tmp_path / "a.txt")
    (source,) = sources(
        path, Settings(), table=Table({"a": {"published": "2031-03-05", "url": "https://post.example/a"}})
    )
    assert isinstance(source, Source)
    assert source.data == b"The ferry sails."
    assert (source.origin.uri, source.origin.published) == (path, "2031-03-05")
    assert source.origin.url == "https://post.example/a"


def test_what_cannot_be_read_is_told_by_name_and_the_others_are_read(tmp_path: Path) -> None:
    laid_out(tmp_path, "a.txt", "c.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
    one, two, three = sources(tmp_path, Settings())
    assert isinstance(one, Source)
    assert isinstance(two, DocumentError)
    assert str(two) == f"{tmp_path / 'b.txt'}: No such file or directory"
    assert isinstance(three, Source)


def test_a_folder_without_permission_is_told_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out(tmp_path, "a.txt", "locked/b.txt")
    monkeypatch.setattr("os.listdir", refusing(os.listdir))
    monkeypatch.setattr(Path, "open", refusing(Path.open))
    one, two = sources(tmp_path, Settings())
    assert isinstance(one, Source)
    assert isinstance(two, DocumentError)
    assert str(two) == f"{tmp_path / 'locked'}: Permission denied"


def refusing(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, for which the folder "locked" cannot be read. (The tests may run as root, who may read all.)"""

    def refuse(path: Path, *rest: Any, **options: Any) -> Any:
        if path.name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return function(path, *rest, **options)

    return refuse


def test_a_file_above_the_limit_is_not_read_and_told_with_the_numbers(tmp_path: Path) -> None:
    laid_out(tmp_path, "long.txt", data=b"a" * 1601)
    (error,) = sources(tmp_path, Settings(max_characters=100))
    assert isinstance(error, DocumentError)
    assert "1,601 bytes; 1,600 are read" in str(error)


def test_a_name_that_is_no_unicode_can_be_told(tmp_path: Path) -> None:
    laid_out(tmp_path, os.fsdecode(b"caf\xe9.txt"))
    (source,) = sources(tmp_path, Settings())
    assert isinstance(source, Source)
    assert source.origin.uri.endswith("caf\ufffd.txt")
