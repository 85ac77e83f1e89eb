"""The job of every morning: groups are asked by mail about what is due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from directory.check_desk import NEVER, Asked, due_keys
from directory.confirmation_mail import NotSent, ask_once
from directory.confirming import forget_old_requests
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
