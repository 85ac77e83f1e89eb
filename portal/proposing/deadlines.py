"""By when the city answers a group."""

from __future__ import annotations

from datetime import date, timedelta

from japanese.holidays import is_holiday

WORKING_DAYS = 3
"""How many working days the city gives itself."""
WEEKEND = 5
YEAR_END = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
"""Days off of public offices besides weekends and holidays (行政機関の休日に関する法律)."""


def due_after(sent: date) -> date:
    """The third working day after `sent`, both dates of Asia/Tokyo."""
    day, left = sent, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Whether the city hall is open: no weekend, no public holiday, not the turn of the year."""
    off = day.weekday() >= WEEKEND or is_holiday(day) or (day.month, day.day) in YEAR_END
    return not off
