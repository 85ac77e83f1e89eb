"""What waits is delivered once: by several processes at once, and after one was killed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError

from notify import channels
from notify.announcement import EVERYTHING, Announcement, Kind
from notify.announcing import hand_over
from notify.delivering import deliver_pending
from notify.models import Delivery, SubscriberList
from tests.notify.process import DIES_AT, NOTICES
from tests.starter_site import Copies

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 25, tzinfo=UTC)
SECONDS = 120


def keep(*names: str) -> None:
    lists = frozenset({EVERYTHING})
    hand_over([Announcement(Kind.NEW, "fair", name, lists=lists) for name in names], NOW)


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a second channel was asked to deliver; it fails at the record called "bad"."""
    written: list[str] = []

    def write(notice, now) -> None:
        SubscriberList.objects.create(slug=f"letter-{notice.record_id}", kind="letter")
        if notice.record_id == "bad":
            raise DatabaseError("broken on purpose")
        written.append(notice.record_id)

    monkeypatch.setattr(channels, "_channels", dict(channels._channels))
    channels.register_channel("letters", write)
    return written


def test_after_the_commit_it_is_delivered_at_once(django_capture_on_commit_callbacks: Callable):
    with django_capture_on_commit_callbacks(execute=True):
        keep("a")
    assert Delivery.objects.get().sent_at is not None


def test_the_clock_delivers_what_is_left_and_does_nothing_twice(letters: list[str]):
    keep("a", "b")
    assert deliver_pending() == 4
    sent = set(Delivery.objects.values_list("pk", "sent_at"))
    assert deliver_pending() == 0
    assert letters == ["a", "b"]
    assert set(Delivery.objects.values_list("pk", "sent_at")) == sent


def test_what_a_channel_fails_at_waits_and_holds_nothing_up(
    letters: list[str], caplog: pytest.LogCaptureFixture
):
    keep("a", "bad", "c")
    assert deliver_pending() == 5
    assert letters == ["a", "c"]
    [waiting] = Delivery.objects.filter(sent_at=None)
    assert (waiting.notice.record_id, waiting.channel) == ("bad", "letters")
    assert "fair/bad/new/0" in caplog.text
    assert not SubscriberList.objects.filter(slug="letter-bad").exists()


def test_more_than_a_batch_is_delivered_in_one_run(letters: list[str]):
    names = [str(number) for number in range(230)]
    keep(*names)
    assert deliver_pending() == 460
    assert letters == names


def test_a_channel_that_comes_later_gets_what_is_handed_over_from_then_on(
    monkeypatch: pytest.MonkeyPatch,
):
    keep("early")
    monkeypatch.setattr(channels, "_channels", dict(channels._channels))
    channels.register_channel("letters", channels.to_feeds)
    keep("late")
    assert [row.notice.record_id for row in Delivery.objects.filter(channel="letters")] == ["late"]


def started(folder: Path, command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.notify.process", command],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(folder)},
    )


@pytest.mark.slow
def test_two_processes_at_once_after_one_was_killed_deliver_each_notice_once(
    database_copies: Copies | None, tmp_path: Path
):
    if database_copies is None:
        pytest.skip("A database is copied whole by SQLite only")
    (tmp_path / "static").mkdir()
    file = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(file)) as copy:
        database_copies.blank.backup(copy)
    assert started(tmp_path, "hand_over").wait(SECONDS) == 0
    assert started(tmp_path, "die").wait(SECONDS) == 9
    assert 0 < len(letters_in(file)) < DIES_AT
    both = [started(tmp_path, "deliver") for _each in range(2)]
    assert [process.wait(SECONDS) for process in both] == [0, 0]
    assert sorted(letters_in(file)) == sorted(str(number) for number in range(NOTICES))


def letters_in(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as opened:
        question = "SELECT key FROM notify_subscriberlist WHERE kind = 'letter'"
        return [key for (key,) in opened.execute(question)]
