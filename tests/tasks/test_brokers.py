import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cms import env, tasks
from tests.tasks.jobs import leave_note

pytestmark = pytest.mark.django_db

WORKER_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command: list[str], log: Path, **environ: str) -> Iterator[subprocess.Popen]:
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, cwd=env.BASE_DIR, env={**os.environ, **environ}
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def celery_worker(url: str, folder: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "celery", "-A", "cms.tasks", "worker"]
    options = ["--pool", "solo", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    log = folder / "worker.log"
    with running(
        [*command, *options], log, CELERY_BROKER_URL=url, DATA_DIR=str(folder / "data")
    ) as worker:
        yield
        assert worker.poll() is None, log.read_text(errors="replace")


def wait_for(condition, seconds: float = WORKER_SECONDS) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def accepts_connections(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with running([*command, "--dir", str(folder)], folder / "redis.log"):
        assert wait_for(lambda: accepts_connections(port), 10)
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def filesystem_broker(folder: Path) -> Iterator[str]:
    yield f"filesystem://{folder}/queue"


@contextmanager
def silent_broker() -> Iterator[str]:
    """Takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        held: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    held.append(server.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)
        for connection in held:
            connection.close()


@pytest.mark.slow
@pytest.mark.parametrize("start_broker", [filesystem_broker, redis_server])
def test_a_celery_worker_does_the_work_in_its_own_process(
    start_broker, tmp_path, notes, lines, use_broker, django_capture_on_commit_callbacks
):
    if start_broker is redis_server and shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    with start_broker(tmp_path) as url:
        use_broker(url)
        with django_capture_on_commit_callbacks(execute=True):
            leave_note.enqueue(str(notes), "saved")
        assert lines() == []
        with celery_worker(url, tmp_path):
            assert wait_for(lambda: lines() == [(False, "saved")]), (
                tmp_path / "worker.log"
            ).read_text(errors="replace")


def test_a_refusing_broker_costs_little_and_the_work_is_done_here(
    notes, lines, use_broker, django_capture_on_commit_callbacks
):
    broker = use_broker(f"redis://127.0.0.1:{free_port()}/0")
    started = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        leave_note.enqueue(str(notes), "saved")
        leave_note.enqueue(str(notes), "saved again")
    assert lines() == [(True, "saved"), (True, "saved again")]
    assert time.monotonic() - started < 5 * tasks.BROKER_SECONDS
    assert broker.refused_at is not None


def test_a_broker_that_never_answers_is_given_up_quickly(
    notes, lines, use_broker, django_capture_on_commit_callbacks
):
    with silent_broker() as url:
        use_broker(url)
        started = time.monotonic()
        with django_capture_on_commit_callbacks(execute=True):
            leave_note.enqueue(str(notes), "saved")
        assert lines() == [(True, "saved")]
        assert time.monotonic() - started < 10 * tasks.BROKER_SECONDS


def test_a_broker_that_refused_is_asked_again_after_a_while(use_broker, monkeypatch, tmp_path):
    broker = use_broker(f"filesystem://{tmp_path}/queue")
    work = tasks.Work("tests.tasks.jobs.fail", "[[], {}]")
    broker.refused_at = time.monotonic()
    assert not broker.send(work)
    broker.refused_at -= tasks.SECONDS_BEFORE_THE_BROKER_IS_ASKED_AGAIN
    assert broker.send(work)


def test_a_worker_learns_that_a_task_failed():
    with pytest.raises(tasks.TaskFailed, match="fail"):
        tasks.run_work("tests.tasks.jobs.fail", "[[], {}]")
