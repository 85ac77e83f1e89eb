"""An editor who saves does not wait for Elasticsearch, whatever is wrong with it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from cms.base import waiting
from cms.base.waiting import PATIENCE
from search.models import PendingDocument, Projection
from search.outbox import projecting
from search.outbox.projecting import project_waiting
from tests.factories import PlaceFactory
from tests.search.outbox.conftest import UNREACHABLE
from tests.search.outbox.seen import held, stored

pytestmark = pytest.mark.django_db

DRIP = 0.05
MOST = 1.25 * PATIENCE
"""What a save may cost: a second."""


def say_nothing(connection: socket.socket, is_over: threading.Event) -> None:
    is_over.wait()


def drip(connection: socket.socket, is_over: threading.Event) -> None:
    """A byte now and then, so that no read ever times out."""
    try:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not is_over.wait(DRIP):
            connection.sendall(b" ")
    except OSError:
        return


@contextmanager
def server(answer: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """Something that takes connections and gives no useful answer."""
    is_over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threads: list[threading.Thread] = []

        def serve(connection: socket.socket) -> None:
            with connection:
                answer(connection, is_over)

        def accept() -> None:
            while True:
                try:
                    connection = listening.accept()[0]
                except OSError:
                    return
                threads.append(threading.Thread(target=serve, args=(connection,)))
                threads[-1].start()

        accepting = threading.Thread(target=accept)
        accepting.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        is_over.set()
        listening.shutdown(socket.SHUT_RDWR)
        accepting.join()
        for thread in threads:
            thread.join()


@contextmanager
def refusing() -> Iterator[str]:
    yield UNREACHABLE


@pytest.fixture(
    params=[refusing, lambda: server(say_nothing), lambda: server(drip)],
    ids=["refusing", "silent", "dripping"],
)
def broken(request: pytest.FixtureRequest, settings: Any) -> Iterator[None]:
    with request.param() as url:
        settings.ELASTICSEARCH_URL = url
        yield


def seconds_of(callbacks: list[Callable[[], None]]) -> float:
    begun = time.monotonic()
    for callback in callbacks:
        callback()
    return time.monotonic() - begun


@pytest.fixture
def save(django_capture_on_commit_callbacks: Any) -> Callable[[], float]:
    """Saves a record; the seconds that its editor waits after the commit."""

    def save() -> float:
        with django_capture_on_commit_callbacks() as callbacks:
            PlaceFactory()
        return seconds_of(callbacks)

    return save


def test_a_save_waits_less_than_a_second_and_the_next_ones_not_at_all(
    broken: None, save: Callable[[], float]
) -> None:
    first = save()
    assert first < MOST
    assert sum(save() for _ in range(3)) < MOST - PATIENCE + 0.1
    assert PendingDocument.objects.count() == 4
    assert Projection.objects.get().problem


def test_saves_of_one_request_wait_no_longer_together_than_one(
    broken: None, save: Callable[[], float]
) -> None:
    total = 0.0
    for _ in range(3):
        projecting.breaker.succeeded()
        total += save()
    assert total < MOST
    waiting.begin_anew()


def test_what_could_not_be_sent_arrives_when_it_is_back(
    live: Elasticsearch, settings: Any, save: Callable[[], float]
) -> None:
    there = settings.ELASTICSEARCH_URL
    settings.ELASTICSEARCH_URL = UNREACHABLE
    save()
    assert "つながりません" in Projection.objects.get().problem
    settings.ELASTICSEARCH_URL = there
    waiting.begin_anew()
    save()
    assert held(live) == {}
    project_waiting()
    assert held(live) == stored()
    assert len(stored()) == 2
    assert PendingDocument.objects.count() == 0
    assert Projection.objects.get().problem == ""
    save()
    assert Projection.objects.get().problem == ""
    assert held(live) == stored()


def test_a_request_sends_a_part_and_the_clock_the_rest(
    live: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projecting, "FEW_DOCUMENTS", 2)
    for _ in range(5):
        PlaceFactory()
    clock = iter([0.0, 0.0, 0.1, 0.2])

    class Slow:
        @staticmethod
        def monotonic() -> float:
            return next(clock, PATIENCE)

    monkeypatch.setattr(projecting, "time", Slow)
    with waiting.somebody_waits():
        project_waiting()
    assert 0 < len(held(live)) < 5
    assert Projection.objects.exclude(problem="").count() == 0
    project_waiting()
    assert held(live) == stored()
