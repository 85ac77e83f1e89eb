"""A real HTTPS server on this machine that stands for the internet, and the network that leads to it.

The addresses are those kept for documentation's neighbours: public, and dialled to the local port
instead. What the product checks (names, addresses, certificates, time) is checked for real.
"""

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from portal.calendars.fetching import Network

HOST = "calendar.example.org"
PUBLIC = "93.184.215.14"
OTHER_PUBLIC = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
type Answer = Callable[[BaseHTTPRequestHandler], None]


def make_certificate(folder: Path, host: str) -> tuple[Path, Path]:
    """A certificate for `host`, signed by itself, and its key."""
    certificate, key = folder / f"{host}.pem", folder / f"{host}.key"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
            "-nodes", "-days", "2", "-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}",
            "-keyout", str(key), "-out", str(certificate),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return certificate, key


def answer(
    body: bytes = b"",
    *,
    status: int = 200,
    kind: str = "text/calendar; charset=utf-8",
    **headers: str,
) -> Answer:
    """A plain answer; header names are written with `_` for `-`."""

    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return write


def moved(to: str, status: int = 302) -> Answer:
    return answer(status=status, Location=to)


@dataclass
class Site:
    """The server: `pages` by path, and the requests that came."""

    certificate: Path
    key: Path
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    dialled: list[str] = field(default_factory=list)

    def start(self) -> None:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                site.asked.append((headers.get("host", ""), self.path, headers))
                with suppress(OSError):
                    site.pages.get(self.path, answer(status=404))(self)
                self.close_connection = True

            def log_message(self, *words: Any) -> None:
                """Quiet."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                """A client that hangs up is what many of these tests are about."""

            def finish_request(self, request: Any, client_address: Any) -> None:
                """The handshake belongs to the thread of the request."""
                request.settimeout(5)
                with site.context.wrap_socket(request, server_side=True) as line:
                    super().finish_request(line, client_address)

        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.certificate, self.key)
        self.server = Server(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def dial(self, ip: str, seconds: float) -> socket.socket:
        """A connection to this server, whatever public address was asked for."""
        self.dialled.append(ip)
        return socket.create_connection(self.server.server_address, seconds)

    def network(self, **hosts: list[str]) -> Network:
        """HOST and `hosts` (dots as `_`) by their addresses; other names are not known."""
        known = {HOST: [PUBLIC]} | {name.replace("_", "."): ips for name, ips in hosts.items()}

        def look_up(host: str) -> list[str]:
            if host not in known:
                raise socket.gaierror(host)
            return known[host]

        return Network(look_up, self.dial, self.trust)

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))
