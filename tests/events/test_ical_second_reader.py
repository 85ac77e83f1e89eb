"""Every pattern of the shared meetups, read back by two readers with equal facts."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from events.models import OccurrenceChange
from tests.events.reading import by_ical_js, by_icalendar, fetched
from tests.factories import EventSeriesFactory, meets_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "locales")]
TOKYO = ZoneInfo("Asia/Tokyo")
FILE = Path(__file__).resolve().parents[2] / "../shared/events/patterns-dev.json"
SHARED = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {"patterns": []}
PATTERNS = SHARED["patterns"]


def series_of(pattern: dict[str, Any]) -> None:
    series = EventSeriesFactory(public_id="shared", rule=pattern["facts"])
    for override in pattern["overrides"]:
        OccurrenceChange.objects.create(series=series, **override)


def day(event: dict[str, Any]) -> str:
    """The day in Tokyo on which an event starts."""
    starts = event["starts"]
    if "T" not in starts:
        return starts
    return datetime.fromisoformat(starts).astimezone(TOKYO).date().isoformat()


def test_the_shared_patterns_are_here():
    if not FILE.exists():
        pytest.skip("../shared/events/patterns-dev.json is not on this machine")
    assert PATTERNS


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda each: each["id"])
def test_two_readers_find_the_same_dates_and_those_of_the_pattern(client, pattern):
    series_of(pattern)
    content = fetched(client, "/events/shared/calendar.ics")
    events = by_icalendar(content)
    first, last = SHARED["window"]
    held = [day(event) for event in events if event["status"] == "CONFIRMED"]
    assert sorted(each for each in held if first <= each <= last) == sorted(pattern["dates"])
    assert by_ical_js(content) == events


@pytest.mark.parametrize(
    "rule",
    [
        {"rdates": ["2026-12-06", "2027-02-28"]},
        {"rdates": ["2026-12-31"], "start": "22:00", "end": "01:00"},
        {"rrule": "FREQ=WEEKLY;BYDAY=WE", "skip_months": [8], "start": "10:00", "end": "12:00"},
        {"rrule": "FREQ=MONTHLY;BYDAY=2TU,4TU", "public_holidays": "skip", "start": "18:30"},
    ],
    ids=["whole days", "past midnight at the year's end", "weekly", "holidays"],
)
def test_two_readers_agree_on_times(client, rule):
    EventSeriesFactory(public_id="shared", rule=rule)
    content = fetched(client, "/events/shared/calendar.ics")
    assert by_icalendar(content)
    assert by_ical_js(content) == by_icalendar(content)


def test_two_readers_read_the_same_words_however_they_are_folded_and_escaped(client):
    EventSeriesFactory(
        public_id="shared",
        rule=meets_on(date(2026, 12, 6)),
        name="お茶；会,「夜」\\n" + "𠮷野家の長い名前" * 8,
        summary="一行目\r\n二行目\u2028三行目",
        schedule_note="雨天中止:小雨なら開きます; " * 5,
    )
    content = fetched(client, "/events/calendar.ics")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(line.decode() for line in content.split(b"\r\n")[:-1])
    event = by_icalendar(content)[0]
    assert "一行目\n二行目\n三行目" in event["description"]
    assert "\\n𠮷野家の" in event["summary"]
    assert by_ical_js(content) == [event]


def test_two_readers_are_told_of_a_cancelled_and_of_a_moved_date(client):
    days = [date(2026, 12, 6), date(2027, 1, 10)]
    series = EventSeriesFactory(public_id="shared", rule=meets_on(*days))
    before = by_icalendar(fetched(client, "/events/shared/calendar.ics"))
    OccurrenceChange.objects.create(series=series, original_date=days[0], kind="cancelled")
    OccurrenceChange.objects.create(
        series=series, original_date=days[1], kind="moved", date=date(2027, 1, 17)
    )
    content = fetched(client, "/events/shared/calendar.ics")
    after = by_icalendar(content)
    assert [each["uid"] for each in after] == [each["uid"] for each in before]
    assert [each["status"] for each in after] == ["CANCELLED", "CONFIRMED"]
    assert day(after[1]) == "2027-01-17"
    pairs = zip(before, after, strict=True)
    assert all(new["sequence"] > old["sequence"] for old, new in pairs)
    assert by_ical_js(content) == after
