"""Work of the events room that comes round by the clock."""

from __future__ import annotations

from django.utils import timezone

from events import noticing
from events.materialise import extend_all


def extend_dates() -> None:
    """Keeps the dates of every series 13 months ahead of today (Asia/Tokyo)."""
    extend_all(timezone.localdate())


def announce_published() -> None:
    """Tells of series that the clock has made public."""
    noticing.announce_published(timezone.now())
