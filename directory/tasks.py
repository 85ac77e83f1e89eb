"""Work of the directory that comes round by the clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from directory.check_desk import NEVER, Asked, due_keys
from directory.confirmation_mail import NotSent, ask_once
from directory.confirming import forget_old_requests
from directory.importing.keeping import forget_old_runs
from directory.importing.queue import work_on_waiting
from directory.models.checked import record_of

if TYPE_CHECKING:
    from datetime import datetime

ASKED_BEFORE = timedelta(days=14)
"""How long before its day a group is asked about a record."""


def ask_for_confirmation() -> None:
    """Mails the groups whose records are due within two weeks; old links are forgotten."""
    now = timezone.now()
    ask_all(now)
    forget_old_requests(now)


def work_on_imports() -> None:
    """Compares, writes and takes back the imports that wait (docs/decisions/0022)."""
    work_on_waiting()


def forget_imports() -> None:
    """Empties the files and lists of imports that are old."""
    forget_old_runs(timezone.now())


def ask_all(now: datetime) -> int:
    """Asks about each record at most once in 30 days; returns how many mails went out.

    A mail that is refused is tried again on the next day; the others go out all the same.
    """
    limit = timezone.localdate(now) + ASKED_BEFORE
    return sum(_ask(*key, now) for day, key in due_keys(now, Asked()) if _is_time(day, limit))


def _is_time(day: date, limit: date) -> bool:
    """What was never checked is not asked by itself: staff look at it first."""
    return day != NEVER and day <= limit


def _ask(record_type: str, record_id: str, now: datetime) -> bool:
    record = record_of(record_type, record_id)
    if record is None:
        return False
    try:
        return ask_once(record, now)
    except NotSent:
        return False
