"""Fetching: what is refused before a connection, what is followed, and where it stops."""

import gzip
import ipaddress
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from workbench.errors import ReadingError
from workbench.pipeline.fetching import Fetched, IpAddress, Limits, fetch, is_public


class Site(BaseHTTPRequestHandler):
    """Answers by path; remembers what it was asked."""

    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
        match self.path.partition("?")[0]:
            case "/page":
                self._answer(200, b"A page.", {"Set-Cookie": "id=1"})
            case "/moved":
                self._answer(302, b"", {"Location": "/page?from=moved", "Set-Cookie": "id=1"})
            case "/round":
                self._answer(301, b"", {"Location": "/round"})
            case "/inside":
                self._answer(302, b"", {"Location": "http://10.0.0.1/secret"})
            case "/local":
                self._answer(302, b"", {"Location": "file:///etc/passwd"})
            case "/large":
                self._answer(200, b"x" * 5_000, {})
            case "/bomb":
                self._answer(200, gzip.compress(bytes(5_000_000)), {"Content-Encoding": "gzip"})
            case "/slow":
                self._drip()
            case "/cut":
                self._answer(200, b"half", {"Content-Length": "8"})
            case _:
                self._answer(404, b"nothing here", {})

    def _answer(self, code: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(code)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        stopped = threading.Event()
        with self.server.lock:  # type: ignore[attr-defined]  # ours
            self.server.dripping.append(stopped)  # type: ignore[attr-defined]  # ours
        try:
            while not stopped.wait(0.05):
                self.wfile.write(b".")
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[int]:
    """Serve the site at a free port of this machine, over TLS where a certificate is given."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    if certificate is not None:
        secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secure.load_cert_chain(certificate)
        server.socket = secure.wrap_socket(server.socket, server_side=True)
    server.lock, server.dripping = threading.Lock(), []  # type: ignore[attr-defined]  # ours
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    for stopped in server.dripping:  # type: ignore[attr-defined]  # ours
        stopped.set()
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving() as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate that signs itself, for one name, with its key."""
    made = tmp_path_factory.mktemp("tls") / "news.example.pem"
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    name = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    subprocess.run(
        ["openssl", "req", "-x509", *curve, *name, "-days", "2", "-keyout", made, "-out", made],  # noqa: S607 - the machine's
        check=True,
        capture_output=True,
    )
    return made


@pytest.fixture(scope="module")
def secure_port(certificate: Path) -> Iterator[int]:
    with serving(certificate) as port:
        yield port


@pytest.fixture
def names_lead_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every name under `.example` be one of this machine's."""
    found = socket.getaddrinfo

    def looked_up(host: str, port: int, *rest: object, **named: object) -> object:
        here = "127.0.0.1" if host.endswith(".example") else host
        return found(here, port, *rest, **named)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)


def loopback(address: IpAddress) -> bool:
    return address.is_loopback


def got(address: str, *, seconds: float = 10, size: int = 1_000) -> tuple[Fetched, list[str]]:
    told: list[str] = []
    limits = Limits(seconds=seconds, size=size)
    return fetch(address, told=told.append, limits=limits, allowed=loopback), told


@contextmanager
def refused(*words: str) -> Iterator[None]:
    with pytest.raises(ReadingError) as caught:
        yield
    assert all(word in caught.value.message for word in words), caught.value.message
    assert caught.value.hint


def test_a_page_is_fetched_under_its_own_name(site: str) -> None:
    fetched, told = got(f"{site}/page?a=b%20c#below")

    assert fetched.data == b"A page."
    assert told == []
    path, headers = Site.asked[-1]
    assert path == "/page?a=b%20c"
    assert headers["host"] == site.removeprefix("http://")
    assert "claim-workbench/" in headers["user-agent"]


def test_a_redirect_is_followed_and_told_and_carries_no_cookie(site: str) -> None:
    fetched, told = got(f"{site}/moved")

    assert fetched == Fetched(b"A page.", f"{site}/page?from=moved")
    assert told == [f"{site}/moved leads to {site}/page?from=moved"]
    assert "cookie" not in Site.asked[-1][1]


def test_each_hop_is_checked(site: str) -> None:
    with refused("10.0.0.1", "refused"):
        got(f"{site}/inside")
    with refused("file: addresses"):
        got(f"{site}/local")


def test_redirects_in_a_ring_come_to_an_end(site: str) -> None:
    with refused("5 redirects"):
        got(f"{site}/round")


def test_an_answer_that_is_none_is_told_with_its_code(site: str) -> None:
    with refused("404"):
        got(f"{site}/nowhere")


@pytest.mark.parametrize("path", ["large", "bomb"])
def test_an_answer_is_no_larger_than_the_limit_packed_or_not(site: str, path: str) -> None:
    with refused("larger than"):
        got(f"{site}/{path}")


def test_an_answer_that_drips_is_cut_off(site: str) -> None:
    with refused("took longer"):
        got(f"{site}/slow", seconds=0.5)


def test_half_an_answer_is_none(site: str) -> None:
    with refused("did not answer as it should"):
        got(f"{site}/cut", seconds=2)


def test_a_host_that_does_not_listen_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with refused("127.0.0.1", "did not answer"):
            got(f"http://127.0.0.1:{taken.getsockname()[1]}/")


@pytest.mark.usefixtures("names_lead_here")
def test_https_is_spoken_to_the_name_that_its_certificate_is_for(
    secure_port: int, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"https://news.example:{secure_port}/moved"
    with refused("news.example shows a certificate that does not hold", "self-signed"):
        got(page)

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    fetched, told = got(page)

    assert fetched == Fetched(b"A page.", f"https://news.example:{secure_port}/page?from=moved")
    assert told == [f"{page} leads to {fetched.address}"]
    with refused("other.example shows a certificate that does not hold", "other.example"):
        got(f"https://other.example:{secure_port}/page")


@pytest.mark.usefixtures("names_lead_here")
def test_a_name_that_leads_to_this_machine_is_refused(secure_port: int) -> None:
    with refused("news.example is refused: 127.0.0.1 is an address of this machine"):
        fetch(f"https://news.example:{secure_port}/page", told=print)


def test_https_to_a_host_that_speaks_none_is_told(site: str) -> None:
    with refused("127.0.0.1 does not speak https as it should"):
        got(site.replace("http:", "https:"))


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/",
        "file:///etc/passwd",
        "http://",
        "http://[::1",
        "http://a.example:99999/",
        "http://name:word@a.example/",
        "https://a..example/",
    ],
)
def test_what_is_no_address_to_fetch_is_refused(address: str) -> None:
    with refused():
        fetch(address, told=print)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"],  # noqa: S104 - refused
)
def test_this_machine_is_refused_however_it_is_spelt(host: str) -> None:
    with refused("refused"):
        fetch(f"http://{host}/", told=print)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
        ("::ffff:192.168.0.1", False),
    ],
)
def test_only_addresses_of_the_public_internet_are_public(address: str, *, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


def test_a_name_is_looked_up_once_and_the_checked_address_is_connected_to(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.rpartition(":")[2])
    asked: list[str] = []
    found = socket.getaddrinfo

    def rebinding(host: str, *rest: object, **named: object) -> object:
        """Answer with this machine, and then with another network."""
        asked.append(host)
        if host != "news.example":
            return found(host, *rest, **named)  # type: ignore[arg-type]  # as it came
        ip = "127.0.0.1" if asked.count(host) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    fetched, _ = got(f"http://news.example:{port}/page")

    assert fetched.data == b"A page."
    assert asked.count("news.example") == 1
    assert Site.asked[-1][1]["host"] == f"news.example:{port}"


def test_one_address_of_several_that_is_not_public_is_enough_to_refuse(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = [(socket.AF_INET, 1, 6, "", (ip, 80)) for ip in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)

    with refused("10.0.0.1"):
        fetch("http://mixed.example/", told=print)
