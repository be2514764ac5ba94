"""Over https the certificate must be the name's, whatever address the name leads to."""

import ssl
import subprocess
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from ingest.site import STORY, Site, sends, serving
from ingest.test_fetch import names_lead_to
from onrecord.errors import DocumentError
from onrecord.ingest.fetch import fetch

pytestmark = pytest.mark.part("openssl")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of our own for ferries.example, its key in the same file."""
    file = tmp_path_factory.mktemp("certificates") / "ferries.pem"
    name = ["-subj", "/CN=ferries.example", "-addext", "subjectAltName=DNS:ferries.example"]
    made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    subprocess.run(
        ["openssl", "req", "-x509", *made, *name, "-keyout", str(file), "-out", f"{file}.crt"],
        check=True,
        capture_output=True,
    )
    file.write_text(file.read_text() + Path(f"{file}.crt").read_text())
    return file


def secured(site: Site, certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    site.socket = context.wrap_socket(site.socket, server_side=True)


def fetched(host: str, certificate: Path) -> bytes:
    """What is fetched from the site under that name."""
    with serving(story=sends(STORY)) as site, names_lead_to("127.0.0.1"):
        secured(site, certificate)
        return fetch(f"https://{host}:{site.server_port}/story", site.policy()).data


def test_a_page_is_fetched_where_the_certificate_is_the_names(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    assert fetched("ferries.example", certificate) == STORY


def test_a_certificate_of_another_name_is_refused(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    with pytest.raises(DocumentError, match=r"the certificate is not accepted \(Hostname mismatch"):
        fetched("harbour.example", certificate)


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with pytest.raises(DocumentError, match=r"the certificate is not accepted \(self.signed certificate"):
        fetched("ferries.example", certificate)


def test_a_server_that_speaks_no_tls_is_told() -> None:
    with serving(story=sends(STORY)) as site, names_lead_to("127.0.0.1"), pytest.raises(DocumentError) as told:
        fetch(f"https://ferries.example:{site.server_port}/story", site.policy(whole=5))
    assert "could not be fetched" in str(told.value)


def test_a_name_is_told_to_the_server_that_was_checked(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the number, and only the name is spoken of in it."""
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    named: list[Any] = []
    wrap = ssl.SSLContext.wrap_socket

    def watched(context: ssl.SSLContext, sock: Any, *rest: Any, **given: Any) -> ssl.SSLSocket:
        if "server_hostname" in given:
            named.append((sock.getpeername()[0], given["server_hostname"]))
        return wrap(context, sock, *rest, **given)

    with patch.object(ssl.SSLContext, "wrap_socket", watched):
        fetched("ferries.example", certificate)
    assert set(named) == {("127.0.0.1", "ferries.example")}
