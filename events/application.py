"""Until when one can apply for a date. Days are of Asia/Tokyo."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from events.models import EventSeries

if TYPE_CHECKING:
    from datetime import date

    from events.models import Occurrence

APPLIED_FOR = (EventSeries.Application.REQUIRED, EventSeries.Application.WANTED)


def apply_by(series: EventSeries, occurrence: Occurrence) -> date | None:
    """The last day to apply for a date; None where nobody has to or no deadline was said.

    It is counted from the day on which the date is held, also when that was moved.
    """
    if series.application_days is None or series.application not in APPLIED_FOR:
        return None
    return occurrence.date - timedelta(days=series.application_days)
