import os
from pathlib import Path

import pytest

from cms import tasks


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes.txt"


@pytest.fixture
def use_broker(monkeypatch: pytest.MonkeyPatch):
    """Points this process at a broker, as CELERY_BROKER_URL does at the start."""
    apps = []

    def use(url: str) -> tasks.Broker:
        apps.append(tasks.make_app(url))
        broker = tasks.Broker(apps[-1])
        monkeypatch.setattr(tasks, "broker", broker)
        return broker

    yield use
    for app in apps:
        app.pool.force_close_all()
        app.close()


@pytest.fixture
def lines(notes: Path):
    """The notes as (done in this process, text)."""

    def read() -> list[tuple[bool, str]]:
        if not notes.exists():
            return []
        rows = (line.split(" ", 1) for line in notes.read_text(encoding="utf-8").splitlines())
        return [(int(pid) == os.getpid(), text) for pid, text in rows]

    return read
