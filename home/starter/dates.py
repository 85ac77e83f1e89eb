"""Dates of the starter content, counted from the day it is loaded: pure functions of `today`."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from events.recurrence import Occurrence, Recurrence
from home.starter.rows import Checked, MeetupRow
from japanese.holidays import is_holiday

WEEK = timedelta(days=7)
SATURDAY = 5
AHEAD = timedelta(days=396)
NEW_YEAR_QUIET = {(12, 28), (12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3), (1, 4)}


def first_of_last_month(today: date) -> date:
    """From when a series is said to run, so that every second week or month has its count."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def ordinary_day(day: date) -> date:
    """The day itself, or the first one some weeks later that is no holiday and not at New Year."""
    while is_holiday(day) or (day.month, day.day) in NEW_YEAR_QUIET:
        day += WEEK
    return day


def workday(day: date) -> date:
    """The day itself, or the last Monday to Friday before it that is no holiday."""
    while day.weekday() >= SATURDAY or is_holiday(day) or (day.month, day.day) in NEW_YEAR_QUIET:
        day -= timedelta(days=1)
    return day


def single_dates(row: MeetupRow, today: date) -> list[date]:
    """The dates of `once_in`, on the row's weekday."""
    return [ordinary_day(_on_weekday(today + timedelta(days), row.weekday)) for days in row.once_in]


def rule_facts(row: MeetupRow, today: date) -> dict[str, Any]:
    """The facts for `Recurrence.from_facts`; dates as ISO strings."""
    facts: dict[str, Any] = {**row.rule, "start": row.start, "end": row.end}
    if "rrule" in row.rule:
        facts["dtstart"] = first_of_last_month(today).isoformat()
    if row.once_in:
        facts["rdates"] = [day.isoformat() for day in single_dates(row, today)]
    return facts


def changes(row: MeetupRow, today: date) -> list[dict[str, Any]]:
    """What single coming dates have of their own, with the fields of `OccurrenceChange`."""
    coming = Recurrence.from_facts(rule_facts(row, today)).occurrences(today, today + AHEAD)
    return [*_words_of_dates(row, coming), *_cancelled(row, coming), *_moved(row, coming)]


def checked_facts(checked: Checked, today: date) -> dict[str, date]:
    """The two dates of a `Check`."""
    return {
        "checked_on": workday(today - timedelta(days=checked.days_ago)),
        "next_due": today + timedelta(days=checked.due_in),
    }


def _on_weekday(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _words_of_dates(row: MeetupRow, coming: list[Occurrence]) -> Iterator[dict[str, Any]]:
    for kind, texts in (("theme", row.themes), ("place", row.places)):
        for meeting, text in zip(coming, texts, strict=False):
            if text:
                yield {"original_date": meeting.original_date, "kind": kind, kind: text}


def _cancelled(row: MeetupRow, coming: list[Occurrence]) -> Iterator[dict[str, Any]]:
    if row.cancelled:
        meeting = coming[row.cancelled.nth - 1]
        yield {
            "original_date": meeting.original_date,
            "kind": "cancelled",
            "reason": row.cancelled.reason,
        }


def _moved(row: MeetupRow, coming: list[Occurrence]) -> Iterator[dict[str, Any]]:
    if row.moved:
        meeting = coming[row.moved.nth - 1]
        yield {
            "original_date": meeting.original_date,
            "kind": "moved",
            "date": ordinary_day(meeting.date + timedelta(days=row.moved.days)),
            "reason": row.moved.reason,
        }
