"""A server of our own that stands before a real one, or before none, and fails as servers do."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto
from typing import Final
from urllib.parse import urlsplit

HALF_AN_ANSWER: Final = (
    b"HTTP/1.1 200 OK\r\nX-Elastic-Product: Elasticsearch\r\n"
    b"Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
)


class Fault(Enum):
    """What the server does with a connection."""

    NONE = auto()
    REFUSES = auto()
    HANGS = auto()
    DRIPS = auto()
    CUTS = auto()
    BABBLES = auto()


class FaultyServer:
    """Listens on a port of its own; `fault` may be changed at any time, `asked` counts connections."""

    def __init__(self, upstream: str = "") -> None:
        self.upstream = urlsplit(upstream)
        self.fault = Fault.NONE
        self.asked = 0
        self.ended = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self.ended.set()
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _address = self.listener.accept()
                self.asked += 1
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            while (said := connection.recv(65_536)) and not self.ended.is_set():
                if not self._answer(connection, said):
                    return

    def _answer(self, connection: socket.socket, said: bytes) -> bool:
        """Whether the connection goes on."""
        match self.fault:
            case Fault.NONE:
                self._pass_on(connection, said)
                return True
            case Fault.HANGS:
                self.ended.wait()
            case Fault.DRIPS:
                connection.sendall(HALF_AN_ANSWER)
                while not self.ended.wait(0.1):
                    connection.sendall(b" ")
            case Fault.CUTS:
                connection.sendall(HALF_AN_ANSWER)
            case Fault.BABBLES:
                connection.sendall(b"220 smtp.example.jp ESMTP\r\n")
        return False

    def _pass_on(self, connection: socket.socket, said: bytes) -> None:
        """One request there and its answer back; then the connection is left as it was found."""
        request = said
        while b"\r\n\r\n" not in request:
            request += connection.recv(65_536)
        head, _blank, body = request.partition(b"\r\n\r\n")
        body += _rest(connection, _length(head) - len(body))
        address = (self.upstream.hostname or "", self.upstream.port or 0)
        with socket.create_connection(address) as real:
            real.sendall(head + b"\r\n\r\n" + body)
            answer = b""
            while b"\r\n\r\n" not in answer:
                answer += real.recv(65_536)
            head, _blank, body = answer.partition(b"\r\n\r\n")
            connection.sendall(answer + _rest(real, _length(head) - len(body)))


def _length(head: bytes) -> int:
    lines = (line.partition(b":") for line in head.lower().split(b"\r\n"))
    return next((int(value) for name, _colon, value in lines if name == b"content-length"), 0)


def _rest(connection: socket.socket, missing: int) -> bytes:
    said = b""
    while len(said) < missing:
        said += connection.recv(65_536)
    return said


@contextmanager
def faulty_server(fault: Fault, upstream: str = "") -> Iterator[FaultyServer]:
    """A server with a fault; one that refuses has left its port."""
    server = FaultyServer(upstream)
    server.fault = fault
    if fault is Fault.REFUSES:
        server.close()
    try:
        yield server
    finally:
        server.close()
