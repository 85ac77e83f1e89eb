"""Meetings of facts and overrides, as the tests of recurrence ask for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from events.recurrence import Occurrence, Recurrence

MONDAYS = {"rrule": "FREQ=WEEKLY;BYDAY=MO"}
FIRST_SUNDAYS = {"rrule": "FREQ=MONTHLY;BYDAY=1SU", "start": "11:30", "end": "13:30"}


def day(text: str) -> date:
    return date.fromisoformat(text)


def meetings(
    facts: dict[str, Any], start: str, end: str, *overrides: dict[str, Any]
) -> list[Occurrence]:
    return Recurrence.from_facts(facts, overrides).occurrences(day(start), day(end))


def dates(facts: dict[str, Any], start: str, end: str, *overrides: dict[str, Any]) -> list[str]:
    return [found.date.isoformat() for found in meetings(facts, start, end, *overrides)]
