"""What a request costs: queries, and processor time here and in the database's own process."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

REPEATS = 7


@dataclass(frozen=True)
class Cost:
    """Of one request, everything warm: its number of queries, and milliseconds of CPU."""

    queries: int
    cpu_ms: float


def cost_of(client: Client, path: str, repeats: int = REPEATS) -> Cost:
    """The cheapest of several requests, which others on the machine disturbed least.

    Raises ValueError where the answer is not 200.
    """
    spent = []
    request(client, path)
    with CaptureQueriesContext(connection) as asked:
        request(client, path)
    queries = len(asked)
    for _ in range(repeats):
        gc.collect()
        before = cpu_ms()
        request(client, path)
        spent.append(cpu_ms() - before)
    return Cost(queries, round(min(spent), 1))


def request(client: Client, path: str) -> None:
    """Ask for a page and read all of it."""
    response = client.get(path)
    if response.streaming:
        b"".join(response)
    if response.status_code != HTTPStatus.OK:
        raise ValueError(f"{path} answers {response.status_code}")


def cpu_ms() -> float:
    """Milliseconds of CPU that this process and its database connection have spent."""
    return time.process_time() * 1000 + _server_ms()


def _server_ms() -> float:
    """What PostgreSQL's process of this connection has spent, where it runs on this machine."""
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    statistics = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    try:
        return int(statistics.read_text().split()[0]) / 1_000_000
    except OSError:
        return 0.0
