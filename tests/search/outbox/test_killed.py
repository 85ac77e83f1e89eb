"""kill -9 in the middle of 500 saves: afterwards every id and version agrees."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from search.engines import client as elasticsearch
from search.outbox.building import build
from setup import services
from tests.search.outbox.saving import SAVES
from tests.search.outbox.seen import Versions, held
from tests.starter_site import Copies

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

ROOT = Path(__file__).resolve().parents[3]
MIDDLE = SAVES * 2 // 5
SECONDS = 120


class Site:
    """A site of its own with an empty database, in processes of its own."""

    def __init__(self, folder: Path, blank: sqlite3.Connection, **environ: str) -> None:
        self.folder = folder
        self.database = folder / "db.sqlite3"
        self.environ = {
            **os.environ,
            "DATA_DIR": str(folder),
            "LOG_LEVEL": "INFO",
            "ELASTICSEARCH_INDEX": elasticsearch.names().prefix,
            **environ,
        }
        with closing(sqlite3.connect(self.database)) as copy:
            blank.backup(copy)

    @contextmanager
    def running(self, *command: str) -> Iterator[subprocess.Popen[str]]:
        """A process of the site; its output goes to the caller, its log into the folder."""
        with (self.folder / "log.txt").open("a") as log:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self.environ,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    def saves(self) -> Any:
        return self.running("-m", "tests.search.outbox.saving")

    def log(self) -> str:
        return (self.folder / "log.txt").read_text(errors="replace")

    def stored(self) -> Versions:
        return dict(self._rows("SELECT id, version FROM search_searchdocument"))

    def waiting(self) -> int:
        return self._rows("SELECT COUNT(*) FROM search_pendingdocument")[0][0]

    def _rows(self, question: str) -> list[Any]:
        with closing(sqlite3.connect(self.database, timeout=SECONDS)) as opened:
            return opened.execute(question).fetchall()


def wait_for(condition: Callable[[], object], log: Callable[[], str]) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, log()[-3000:]
        time.sleep(0.2)


def read_until(process: subprocess.Popen[str], number: int) -> None:
    """Follow the saves until one of them is done."""
    assert process.stdout
    for line in process.stdout:
        if int(line) == number:
            return
    raise AssertionError("the saves ended early")


@pytest.fixture
def blank(database_copies: Copies | None, db: None) -> sqlite3.Connection:
    if database_copies is None:
        pytest.skip("A database is copied whole by SQLite only")
    return database_copies.blank


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that a server under another user can reach, unlike those of pytest."""
    made = Path(tempfile.mkdtemp(prefix="outbox-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@contextmanager
def worker(site: Site) -> Iterator[subprocess.Popen[str]]:
    options = [
        "-l",
        "INFO",
        "--pool",
        "solo",
        "--without-gossip",
        "--without-mingle",
        "--without-heartbeat",
    ]
    before = site.log().count(" ready.") if (site.folder / "log.txt").exists() else 0
    with site.running("-m", "celery", "-A", "cms.tasks", "worker", *options) as process:
        wait_for(lambda: site.log().count(" ready.") > before, site.log)
        yield process


def test_the_worker_is_killed(
    live: Elasticsearch, blank: sqlite3.Connection, folder: Path, elasticsearch_url: str
) -> None:
    site = Site(
        folder,
        blank,
        ELASTICSEARCH_URL=elasticsearch_url,
        CELERY_BROKER_URL=f"filesystem://{folder}/queue",
    )
    with worker(site) as first, site.saves() as saves:
        read_until(saves, MIDDLE)
        first.send_signal(signal.SIGKILL)
        first.wait()
        read_until(saves, SAVES)
    arrived = held(live)
    assert arrived
    assert arrived != site.stored()
    assert site.waiting()
    with worker(site):
        wait_for(lambda: site.waiting() == 0, site.log)
    assert held(live) == site.stored()
    assert len(site.stored()) > SAVES // 5


class Server:
    """An Elasticsearch of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = services.start_elasticsearch_in(self.folder, self.port)

    def answers(self, client: Elasticsearch) -> bool:
        with suppress(TransportError, ApiError):
            return client.cluster.health()["status"] in ("green", "yellow")
        return False

    def kill(self) -> None:
        """The launcher and the server: both are in the group of the first."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def log(self) -> str:
        return (self.folder / "log.txt").read_text(errors="replace")


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    made = Server(folder / "elasticsearch")
    try:
        made.start()
    except services.Unavailable as reason:
        pytest.skip(f"no Elasticsearch of its own: {reason}")
    yield made
    made.kill()


def test_elasticsearch_is_killed(
    server: Server, blank: sqlite3.Connection, folder: Path, settings: Any
) -> None:
    settings.ELASTICSEARCH_URL = server.url
    settings.ELASTICSEARCH_INDEX = f"test-{secrets.token_hex(6)}"
    client = elasticsearch.writing()
    wait_for(lambda: server.answers(client), server.log)
    build(client)
    data = folder / "data"
    data.mkdir()
    site = Site(data, blank, ELASTICSEARCH_URL=server.url, CELERY_BROKER_URL="")
    with site.saves() as saves:
        read_until(saves, MIDDLE)
        server.kill()
        read_until(saves, SAVES)
    assert site.waiting()
    server.start()
    wait_for(lambda: server.answers(client), server.log)
    arrived = held(client)
    assert arrived
    assert arrived != site.stored()
    with site.running("manage.py", "periodic"):
        wait_for(lambda: site.waiting() == 0, site.log)
    assert held(client) == site.stored()
    assert len(site.stored()) > SAVES // 5
