"""Reads what stands at a group's address, and nothing that only this machine can reach.

Plain Python on the standard library. The host is looked up once; every address it has must be public,
and the connection goes to one of just those, so that a second answer of DNS changes nothing. TLS is
checked against the name. One deadline holds for everything, so a server that drips is left too.
No cookie, no proxy, no word about the group is sent.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from email.message import Message
from threading import Thread
from typing import TYPE_CHECKING, Final

from portal.calendars.addresses import HTTPS_PORT, Address, follow, is_public
from portal.calendars.problems import CalendarProblem, Problem

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SECONDS: Final = 10.0
MOST_BYTES: Final = 1024 * 1024
MOST_REDIRECTS: Final = 3
LONGEST_VALIDATOR: Final = 200
"""Longer ETags are not kept: the calendar is then read whole each time."""
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_REFUSED: Final = {
    401: Problem.FORBIDDEN, 403: Problem.FORBIDDEN, 404: Problem.MISSING, 410: Problem.MISSING,
}  # fmt: skip
_CALENDAR_TYPES: Final = frozenset({"text/calendar", "text/plain"})
_AGENT: Final = "carers-site-calendar/1"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of the body that is kept, given back to it to hear whether it changed."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """`body` is None where nothing changed since `validators`; `charset` is the server's word."""

    body: bytes | None
    validators: Validators
    charset: str = ""


def look_up(host: str) -> list[str]:
    """Every IP address of a host, in the order of the system. Raises OSError or UnicodeError."""
    found = socket.getaddrinfo(host, HTTPS_PORT, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def dial(ip: str, seconds: float) -> socket.socket:
    """A connection to exactly this IP address. Raises OSError."""
    return socket.create_connection((ip, HTTPS_PORT), seconds)


@dataclass(frozen=True, slots=True)
class Network:
    """The outside world: how a name is looked up, how an IP address is reached, whom TLS trusts."""

    look_up: Callable[[str], list[str]] = look_up
    dial: Callable[[str, float], socket.socket] = dial
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context


INTERNET: Final = Network()


class Deadline:
    """A moment after which everything is given up."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds until then; raises TimeoutError once there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


class _ImpatientSocket(ssl.SSLSocket):
    """Waits at each read only as long as the deadline of the whole leaves."""

    deadline: Deadline | None = None

    def recv_into(self, buffer: WriteableBuffer, nbytes: int | None = None, flags: int = 0) -> int:
        if self.deadline is not None:
            self.settimeout(self.deadline.left())
        return super().recv_into(buffer, nbytes, flags)


def fetch(
    address: Address,
    validators: Validators,
    network: Network = INTERNET,
    seconds: float = SECONDS,
) -> Fetched:
    """The body at the address, or that it did not change; at most `MOST_REDIRECTS` redirects.

    Raises CalendarProblem.
    """
    deadline = Deadline(seconds)
    try:
        for _redirect in range(MOST_REDIRECTS + 1):
            found = _ask(address, validators, network, deadline)
            if isinstance(found, Fetched):
                return found
            address = found
    except TimeoutError:
        raise CalendarProblem(Problem.TOO_SLOW) from None
    except ssl.SSLError:
        raise CalendarProblem(Problem.CERTIFICATE) from None
    except (OSError, http.client.HTTPException):
        raise CalendarProblem(Problem.UNREACHABLE) from None
    raise CalendarProblem(Problem.REDIRECTS)


def _ask(
    address: Address, validators: Validators, network: Network, deadline: Deadline
) -> Fetched | Address:
    """One request: what was fetched, or where it moved to."""
    ips = _public_ips(address.host, network, deadline)
    context = network.trust()
    context.sslsocket_class = _ImpatientSocket
    with _connected(ips, network, deadline) as raw:
        raw.settimeout(deadline.left())
        with context.wrap_socket(raw, server_hostname=address.host) as line:
            if isinstance(line, _ImpatientSocket):
                line.deadline = deadline
            connection = http.client.HTTPSConnection(address.host, HTTPS_PORT, context=context)
            connection.auto_open = 0
            connection.sock = line
            line.settimeout(deadline.left())
            connection.request("GET", address.target, headers=_headers(validators))
            with connection.getresponse() as response:
                return _answer(response, address, validators)


def _public_ips(host: str, network: Network, deadline: Deadline) -> list[str]:
    """Where the host is; CalendarProblem where any of it is not public."""
    try:
        ips = _in_time(lambda: network.look_up(host), deadline)
    except TimeoutError:
        raise
    except (OSError, UnicodeError):
        raise CalendarProblem(Problem.UNKNOWN_HOST) from None
    if not ips:
        raise CalendarProblem(Problem.UNKNOWN_HOST)
    if not all(is_public(ip) for ip in ips):
        raise CalendarProblem(Problem.PRIVATE)
    return ips


def _in_time[T](work: Callable[[], T], deadline: Deadline) -> T:
    """What `work` returns or raises; the system's look-up knows no time limit of its own."""
    answer: Future[T] = Future()

    def run() -> None:
        try:
            answer.set_result(work())
        except (OSError, UnicodeError) as error:
            answer.set_exception(error)

    Thread(target=run, name="look-up", daemon=True).start()
    return answer.result(deadline.left())


def _connected(ips: list[str], network: Network, deadline: Deadline) -> socket.socket:
    """A connection to the first of these that answers; several share the time that is left."""
    for ip in ips[:-1]:
        try:
            return network.dial(ip, deadline.left() / 2)
        except OSError:
            continue
    return network.dial(ips[-1], deadline.left())


def _headers(validators: Validators) -> dict[str, str]:
    headers = {
        "Accept": "text/calendar, text/plain;q=0.5",
        "Accept-Encoding": "identity",
        "User-Agent": _AGENT,
        "Connection": "close",
    }
    if validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def _answer(
    response: http.client.HTTPResponse, address: Address, validators: Validators
) -> Fetched | Address:
    status = response.status
    if status in _MOVED:
        return follow(address, response.headers.get("Location", ""))
    if status == http.client.NOT_MODIFIED and validators != Validators():
        return Fetched(None, validators)
    if status != http.client.OK:
        raise CalendarProblem(_REFUSED.get(status, Problem.STATUS))
    if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise CalendarProblem(Problem.PACKED)
    if response.headers.get_content_type() not in _CALENDAR_TYPES:
        raise CalendarProblem(Problem.NOT_CALENDAR)
    said = Validators(_short(response.headers, "ETag"), _short(response.headers, "Last-Modified"))
    charset = response.headers.get_content_charset("")
    return Fetched(_body(response), said, charset)


def _body(response: http.client.HTTPResponse) -> bytes:
    """The whole body, of `MOST_BYTES` at most; what breaks off is no body."""
    if (response.length or 0) > MOST_BYTES:
        raise CalendarProblem(Problem.TOO_LARGE)
    body = response.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise CalendarProblem(Problem.TOO_LARGE)
    if response.length:
        raise CalendarProblem(Problem.UNREACHABLE)
    return body


def _short(headers: Message, name: str) -> str:
    """A header that can be sent back as it is; "" for any other."""
    value = str(headers.get(name, "")).strip()
    sendable = value.isascii() and value.isprintable() and len(value) <= LONGEST_VALIDATOR
    return value if sendable else ""
