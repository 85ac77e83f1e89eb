"""A clock that stands still, and a monthly meetup seen from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[..., datetime]:
    """`clock(2026, 11, 25, 9, 0)`: from now on it is this moment in Tokyo."""

    def set_to(*moment: int) -> datetime:
        now = datetime(*moment, tzinfo=TOKYO)
        monkeypatch.setattr(timezone, "now", lambda: now)
        return now

    return set_to


@pytest.fixture
def now(db: None, clock: Callable[..., datetime]) -> datetime:
    """Wednesday 25 November 2026, 9:00 in Tokyo."""
    return clock(2026, 11, 25, 9, 0)
