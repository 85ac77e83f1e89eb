"""Rendering a piece of a template as a page would, at a fixed moment."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.template import engines

WEDNESDAY = datetime(2026, 11, 25, 16, 20, tzinfo=ZoneInfo("Asia/Tokyo"))


def rendered(source: str, **context: Any) -> str:
    """The markup of a template source; `now` is Wednesday 25 November 2026, 16:20."""
    return engines["django"].from_string(source).render({"now": WEDNESDAY, **context})
