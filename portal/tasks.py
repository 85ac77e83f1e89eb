"""Work of the portal that comes round by the clock."""

from __future__ import annotations

import time
from typing import Final

from django.utils import timezone

from portal.calendars import keeping
from portal.models import GroupCalendar
from portal.network import board, neighbours

MOST_SECONDS: Final = 30.0
"""So long one run may take: other jobs wait behind it. What is left is read by the next run."""


def read_calendars() -> None:
    """Reads the groups' calendars whose time has come, one after the other."""
    end = time.monotonic() + MOST_SECONDS
    now = timezone.now()
    due = GroupCalendar.objects.filter(active=True, next_read_at__lte=now).order_by("next_read_at")
    for calendar in due:
        if time.monotonic() >= end:
            return
        if _claimed(calendar):
            keeping.read(calendar, timezone.now())


def forget_network() -> None:
    """Deletes what groups told each other once its time is over."""
    now = timezone.now()
    board.forget(timezone.localdate(now))
    neighbours.forget(now)


def _claimed(calendar: GroupCalendar) -> bool:
    """Whether no other process reads it at the same time."""
    rows = GroupCalendar.objects.filter(pk=calendar.pk, next_read_at=calendar.next_read_at)
    return bool(rows.update(next_read_at=timezone.now() + keeping.EVERY))
