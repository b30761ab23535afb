"""Fetching what an analyst typed: the one place of this program that opens a connection.

Of two well-kept clients, urllib3 rather than httpx: its connection takes the address to connect to
and the host name to check the certificate against, so that what was checked is what is connected
to, and a name that resolves to something else a moment later changes nothing (DNS rebinding). It
keeps no cookies and follows no redirects by itself. Proxies named in the environment are not used:
a proxy resolves names itself, where nothing can be checked.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import SplitResult, urljoin, urlsplit

from workbench.errors import ReadingError
from workbench.visible import one_line

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection
    from urllib3.response import BaseHTTPResponse

IpAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

REDIRECTING: Final = frozenset({301, 302, 303, 307, 308})
OK: Final = 200
PIECE: Final = 1 << 16
PORTS: Final = {"http": 80, "https": 443}
ACCEPT: Final = "text/html, application/xhtml+xml, application/pdf, text/*, application/*;q=0.9"
SAVE: Final = "Save the page in a browser, and add the file."


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may take and how large it may be."""

    seconds: float = 30.0
    """For all of it, redirects included."""
    size: int = 20_000_000
    """In bytes, unpacked."""
    redirects: int = 5


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered."""

    data: bytes
    address: str
    """That answered in the end."""


def is_public(address: IpAddress) -> bool:
    """Tell an address of the public internet from one of this machine, this network or none."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is not None:
            return is_public(inner)
        if address in ipaddress.ip_network("64:ff9b::/96"):  # NAT64
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast


def fetch(
    address: str,
    *,
    told: Callable[[str], None],
    limits: Limits = LIMITS,
    allowed: Callable[[IpAddress], bool] = is_public,
) -> Fetched:
    """Return what an http or https address answers; `told` hears of each redirect.

    Every hop is checked: its scheme, and all the addresses that its name resolves to. ReadingError
    in a sentence for what is refused, does not answer, takes too long or is too large.
    """
    until = time.monotonic() + limits.seconds
    for _ in range(limits.redirects + 1):
        parts = _checked(address)
        answer = _ask(address, parts, until=until, limits=limits, allowed=allowed)
        if isinstance(answer, bytes):
            return Fetched(answer, address)
        told(f"{address} leads to {answer}")
        address = answer
    message = f"{address} leads on and on: {limits.redirects} redirects were followed."
    raise ReadingError(message, SAVE)


def _checked(address: str) -> SplitResult:
    """Return the parts of an address that may be fetched."""
    try:
        parts = urlsplit(address)
        scheme, host, _ = parts.scheme, parts.hostname, parts.port
    except ValueError as error:
        message = f"{one_line(address)} is not an address ({error})."
        raise ReadingError(message, "Check its spelling.") from error
    if scheme not in PORTS:
        message = f"{one_line(address)} is refused: {scheme}: addresses are not fetched."
        raise ReadingError(message, "Only http and https addresses are.")
    if not host:
        message = f"{one_line(address)} names no host."
        raise ReadingError(message, "Check its spelling.")
    if parts.username or parts.password:
        message = "An address with a user name in it is refused: the store would keep it."
        raise ReadingError(message, SAVE)
    return parts


def _ask(
    address: str,
    parts: SplitResult,
    *,
    until: float,
    limits: Limits,
    allowed: Callable[[IpAddress], bool],
) -> bytes | str:
    """Ask once: return the bytes of the answer, or the address that it redirects to."""
    from urllib3.exceptions import HTTPError  # ~0.06 s

    host = _ascii(parts)
    port = parts.port or PORTS[parts.scheme]
    ip = _resolved(host, port, until=until, allowed=allowed)
    try:
        with _connected(parts.scheme, ip, host, port, until=until) as connection:
            answer = _request(connection, parts, host)
            if answer.status in REDIRECTING and (location := answer.headers.get("Location")):
                return urljoin(address, location)
            if answer.status != OK:
                reason = one_line(f"{answer.status} {answer.reason or ''}")
                message = f"{address} answered {reason}."
                raise ReadingError(message, SAVE)
            return _body(answer, address, until=until, limits=limits)
    except (HTTPError, OSError, ValueError) as error:
        if time.monotonic() >= until:
            raise _too_slow(host, limits.seconds) from error
        raise _failed(host, error) from error


def _ascii(parts: SplitResult) -> str:
    """Return the host's name as it goes over the wire."""
    host = parts.hostname or ""
    if host.isascii():
        return host
    import idna  # ~0.02 s

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        message = f"{one_line(host)} is no name of a host ({error})."
        raise ReadingError(message, "Check its spelling.") from error


def _resolved(
    host: str, port: int, *, until: float, allowed: Callable[[IpAddress], bool]
) -> IpAddress:
    """Return the address to connect to; ReadingError where any of the host's may not be."""
    answers: list[IpAddress] = []
    faults: list[Exception] = []

    def look_up() -> None:
        try:
            for *_, where in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                answers.append(ipaddress.ip_address(str(where[0]).partition("%")[0]))
        except (OSError, UnicodeError) as error:
            faults.append(error)

    # The system's resolver has no time limit that can be set, so it is left behind where it hangs.
    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(max(0.0, until - time.monotonic()))
    if faults or not answers:
        message = f"{host} cannot be found."
        hint = "Check its spelling, and the connection."
        raise ReadingError(message, hint) from (faults[0] if faults else None)
    for ip in answers:
        if not allowed(ip):
            message = f"{host} is refused: {ip} is an address of this machine or network."
            raise ReadingError(message, "Only public addresses are fetched.")
    return answers[0]


@contextmanager
def _connected(
    scheme: str, ip: IpAddress, host: str, port: int, *, until: float
) -> "Iterator[HTTPConnection]":
    """Connect to the address that was checked, and cut off whatever is not done in time."""
    from urllib3.connection import HTTPConnection, HTTPSConnection

    left = max(0.001, until - time.monotonic())
    connection = (
        HTTPSConnection(
            str(ip),
            port,
            timeout=left,
            server_hostname=host,
            ssl_context=ssl.create_default_context(),
        )
        if scheme == "https"
        else HTTPConnection(str(ip), port, timeout=left)
    )

    opened: list[socket.socket] = []

    def cut() -> None:
        # A timeout of a socket starts anew with each byte; this one does not.
        with suppress(OSError):
            for held in (*opened, connection.sock):
                if held is not None:
                    held.shutdown(socket.SHUT_RDWR)

    clock = threading.Timer(left, cut)
    clock.daemon = True
    clock.start()
    try:
        connection.connect()
        opened.append(connection.sock)  # http.client lets go of it once the answer has begun
        yield connection
    finally:
        clock.cancel()
        connection.close()


def _request(connection: "HTTPConnection", parts: SplitResult, host: str) -> "BaseHTTPResponse":
    from urllib3.util import Url, parse_url

    asked = parse_url(parts.geturl())
    target = Url(path=asked.path or "/", query=asked.query).url
    name = f"[{host}]" if ":" in host else host
    headers = {
        "Host": name if parts.port is None else f"{name}:{parts.port}",
        "User-Agent": f"claim-workbench/{version('claim-workbench')}",
        "Accept": ACCEPT,
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    connection.request("GET", target, headers=headers, preload_content=False)
    return connection.getresponse()


def _body(answer: "BaseHTTPResponse", address: str, *, until: float, limits: Limits) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > limits.size:
            message = f"{address} is larger than {limits.size / 1_000_000:,.0f} MB."
            raise ReadingError(message, SAVE)
    if time.monotonic() >= until:  # cut off: the end that was read is none
        raise _too_slow(address, limits.seconds)
    return b"".join(pieces)


def _too_slow(what: str, seconds: float) -> ReadingError:
    return ReadingError(f"{what} took longer than {seconds:,.0f} seconds.", "Try again later.")


def _failed(host: str, error: Exception) -> ReadingError:
    cause: BaseException = error
    while cause.__cause__ is not None:
        cause = cause.__cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        message = f"{host} shows a certificate that does not hold: {cause.verify_message}."
        return ReadingError(message, "Open it in a browser to see what is wrong.")
    if isinstance(cause, ssl.SSLError):
        message = f"{host} does not speak https as it should ({cause.reason})."
        return ReadingError(message, SAVE)
    said = (cause.strerror if isinstance(cause, OSError) else None) or str(cause)
    message = f"{host} did not answer as it should: {one_line(said).rstrip('.')}."
    hint = "Check the address. Proxies that the environment names are not used; else save the page."
    return ReadingError(message, hint)
