"""A real server over the scratch database, asked by several clients at once."""

from __future__ import annotations

import http.client
import multiprocessing
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from bench.scratch import address_of_database, take_environment
from bench.spread import spread
from cms.base.memory import peak_megabytes

if TYPE_CHECKING:
    from bench.registry import Line

CLIENTS: Final = (1, 4, 8)
SECONDS: Final = 6.0
START_SECONDS: Final = 90


def throughput(folder: Path, queries: Sequence[str], *, elasticsearch: str) -> Iterator[Line]:
    """A line for each number of clients, then one for the memory of the worker.

    `elasticsearch` is an address, or "" for the database engine.
    """
    with _server(folder, elasticsearch=elasticsearch) as (pid, port):
        said = {
            "bench": "search",
            "engine": "elasticsearch" if elasticsearch else "database",
            "database": connection.vendor,
            "server": "granian, 1 worker, 4 threads",
        }
        for clients in CLIENTS:
            taken = _ask_at_once(port, queries, clients)
            rate = round(len(taken) / SECONDS, 1)
            yield (
                said
                | {"what": "throughput", "clients": clients, "per_second": rate}
                | spread(taken)
            )
        megabytes = max(map(peak_megabytes, _workers(pid)))
        yield said | {"what": "memory of a worker", "peak_mb": megabytes}


@contextmanager
def _server(folder: Path, *, elasticsearch: str) -> Iterator[tuple[int, int]]:
    """The process id and the port of a server of its own."""
    port = _free_port()
    environ = _environ(folder, port, elasticsearch)
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(port, environ))
    process.start()
    try:
        _wait_for(port)
        yield process.pid or 0, port
    finally:
        process.terminate()
        process.join()


def serve(port: int, environ: dict[str, str]) -> None:
    """The server of `make serve`, until it is told to end."""
    from granian import Granian
    from granian.constants import Interfaces

    take_environment(environ)
    Granian(
        "cms.wsgi:application", port=port, interface=Interfaces.WSGI, blocking_threads=4,
        log_enabled=False,
    ).serve()  # fmt: skip


def _environ(folder: Path, port: int, elasticsearch: str) -> dict[str, str]:
    """The site's own settings, with the scratch database for its database."""
    data = folder / "server"
    (data / "static").mkdir(parents=True, exist_ok=True)
    changed = {
        "DATA_DIR": str(data),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "ELASTICSEARCH_URL": elasticsearch,
        "ELASTICSEARCH_INDEX": settings.ELASTICSEARCH_INDEX,
    }
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        with suppress(FileExistsError):
            (data / "db.sqlite3").symlink_to(name)
    else:
        changed["DATABASE_URL"] = address_of_database(name)
    return changed


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    """Until the server answers; raises TimeoutError."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError, http.client.HTTPException):
            _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "食堂")
            return
        time.sleep(0.3)
    raise TimeoutError(f"no answer on port {port}")


def _ask_at_once(port: int, queries: Sequence[str], clients: int) -> list[float]:
    """Milliseconds of every answer that `clients` got in SECONDS, each asking the next at once."""
    taken: list[float] = []
    until = time.monotonic() + SECONDS

    def ask(first: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for query in islice(cycle(queries), first, None):
            begun = time.monotonic()
            if begun > until:
                return
            _ask(line, query)
            taken.append((time.monotonic() - begun) * 1000)

    threads = [threading.Thread(target=ask, args=(number * 7,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def _ask(line: http.client.HTTPConnection, query: str) -> None:
    line.request("GET", f"/search/?q={quote(query)}")
    answer = line.getresponse()
    answer.read()
    if answer.status != http.HTTPStatus.OK:
        raise http.client.HTTPException(f"{answer.status} for a search")


def _workers(pid: int) -> list[int]:
    """The processes that a server started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
