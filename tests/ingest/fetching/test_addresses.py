import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DocumentError
from onrecord.ingest.fetching.addresses import LONGEST, SHOWN, Address, address, followed, is_address, shown
from onrecord.settings import Policy

POLICY = Policy()


def test_an_address_is_host_port_and_path() -> None:
    found = address("HTTPS://Ferries.Example/a%20b?c=d#e", POLICY)
    assert found == Address(scheme="https", host="ferries.example", port=443, path="/a%20b?c=d")
    assert found.url == "https://ferries.example/a%20b?c=d"


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("http://ferries.example", "http://ferries.example/"),
        ("http://ferries.example:80/", "http://ferries.example/"),
        ("http://ferries.example:443/", "http://ferries.example:443/"),
        ("http://ferries.example?q", "http://ferries.example/?q"),
        ("http://färjor.example/ö?å=1", "http://xn--frjor-gra.example/%C3%B6?%C3%A5=1"),
        ("http://[2A00::1]/x", "http://[2a00::1]/x"),
        ("http://ferries.example./", "http://ferries.example/"),
        ("http://ferries.example/%zz", "http://ferries.example/%zz"),
    ],
)
def test_an_address_is_asked_for_in_plain_ascii(written: str, asked: str) -> None:
    assert address(written, POLICY).url == asked


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("ftp://ferries.example/", "the scheme is 'ftp'; http and https are allowed"),
        ("//ferries.example/", "the scheme is ''"),
        ("http:///story", "names no host"),
        ("http://", "names no host"),
        ("http://@ferries.example/", "a user name or a password"),
        ("http://me:secret@ferries.example/", "a user name or a password"),
        ("http://ferries.example:8080/", "the port is 8080; 80, 443 are allowed"),
        ("http://ferries.example:0/", "the port is 0"),
        ("http://ferries.example:99999/", "cannot be understood"),
        ("http://ferries.example:x/", "cannot be understood"),
        ("http://[::1%251]/", "cannot be understood|names an interface|no address"),
        ("http://[fe80::1%eth0]/", "names an interface"),
        ("http://[::x]/", "no address|cannot be understood"),
        ("http://ferries.example\\@127.0.0.1/", "holds '.*', which no address may"),
        ("http://ferries.example/a b", "holds ' '"),
        ("http://ferries.example/\r\nHost: x", "which no address may"),
        ("http://ferries.example/\x00", "which no address may"),
        ("http://ferries..example/", "no name that the domain name system can hold"),
        ("http://" + "a" * 64 + ".example/", "no name that"),
        ("http://" + "a." * 200 + "example/", "its host is longer than 253"),
        ("http://" + "ä" * 300 + "/", "its host is longer than 253"),
        ("http://ferries.example/" + "a" * LONGEST, "8,000 are allowed"),
        ("http://ferries,example/", "no name that"),
    ],
)
def test_an_address_that_may_not_be_fetched_is_told(written: str, told: str) -> None:
    with pytest.raises(DocumentError, match=told):
        address(written, POLICY)


@given(st.text(alphabet="http:/.[]@#?%\\ aäé1\r\n\x00\ud800x-_", max_size=60))
def test_any_words_are_an_address_or_are_refused(words: str) -> None:
    try:
        found = address(f"http://{words}", POLICY)
    except DocumentError:
        return
    assert found.url.isascii()
    assert found.url.isprintable()
    assert " " not in found.url
    assert address(found.url, POLICY) == found


@given(st.text(max_size=60))
def test_any_location_is_followed_or_refused(location: str) -> None:
    try:
        found = followed(location, address("http://ferries.example/a/b", POLICY), POLICY)
    except DocumentError:
        return
    assert found.url.isascii()
    assert address(found.url, POLICY) == found


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        ("c?d", "http://ferries.example/a/c?d"),
        ("/ö", "http://ferries.example/%C3%B6"),
        ("//harbour.example", "http://harbour.example/"),
        ("https://harbour.example/x#y", "https://harbour.example/x"),
        ("../../../up", "http://ferries.example/up"),
    ],
)
def test_a_location_is_seen_from_the_page_that_names_it(location: str, leads_to: str) -> None:
    as_sent = location.encode().decode("latin-1")
    assert followed(as_sent, address("http://ferries.example/a/b", POLICY), POLICY).url == leads_to


@pytest.mark.parametrize(
    ("words", "meant"),
    [("http://x", True), ("HTTPS://x", True), ("ftp://x", True), ("a/b", False), ("C:\\x", False), ("http:/x", False)],
)
def test_a_scheme_and_two_slashes_mean_an_address(words: str, meant: bool) -> None:
    assert is_address(words) is meant


def test_a_password_is_not_shown_and_a_long_address_is_cut() -> None:
    assert shown("http://me:s@cret@ferries.example/x@y") == "http://…@ferries.example/x@y"
    assert len(shown("http://ferries.example/" + "a" * 500)) == SHOWN + 1
