"""Opening hours in HSDS: what they say is open is open, and what is open half a year ahead is said."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.exporting.hsds_schedules import AHEAD, schedules
from directory.hours import TOKYO, Hours
from japanese.calendar_days import WEEKDAY_CODES
from tests.directory.test_hours import DATES, FACTS

DESK = {"days": ["MO", "TU", "WE", "TH", "FR"], "opens": "08:30", "closes": "17:15"}
FREQUENCIES = {"WEEKLY": WEEKLY, "MONTHLY": MONTHLY}
MONDAY = date(2026, 11, 2)
DAY = timedelta(days=1)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def days_of(schedule: dict[str, Any], first: date, last: date) -> list[date]:
    """The days a reader of RFC 5545 finds in a schedule, from day to day."""
    byday = [
        weekday(WEEKDAY_CODES.index(code[-2:]))(int(code[:-2]) if len(code) > 2 else None)
        for code in schedule["byday"].split(",")
    ]
    start = date.fromisoformat(schedule.get("valid_from", first.isoformat()))
    until = date.fromisoformat(schedule.get("valid_to", last.isoformat()))
    rule = rrule(
        FREQUENCIES[schedule["freq"]],
        interval=schedule["interval"],
        byweekday=byday,
        dtstart=midnight(max(start, first).replace(day=1) if schedule["freq"] == "MONTHLY" else max(start, first)),
        until=midnight(min(until, last)),
    )  # fmt: skip
    return [at.date() for at in rule if max(start, first) <= at.date()]


def said_open(found: list[dict[str, Any]], first: date, last: date) -> set[datetime]:
    """Every half hour that the schedules call open."""
    halves = set()
    for schedule in found:
        opens = datetime.strptime(schedule["opens_at"], "%H:%M%z").time()
        closes = datetime.strptime(schedule["closes_at"], "%H:%M%z").time()
        for day in days_of(schedule, first, last):
            at = datetime.combine(day, opens, TOKYO)
            end = datetime.combine(day if opens < closes else day + DAY, closes, TOKYO)
            while at < end:
                halves.add(at)
                at += timedelta(minutes=30)
    return halves


def really_open(facts: dict[str, Any], first: date, last: date) -> set[datetime]:
    """The same of the hours themselves, windows counted that start from `first` to `last`."""
    start = datetime.combine(first, time(), TOKYO)
    end = datetime.combine(last + DAY, time(), TOKYO)
    halves = set()
    for opens, closes in Hours.from_facts(facts).windows(start, end):
        at = opens
        while at < closes:
            halves.add(at)
            at += timedelta(minutes=30)
    return halves


def of(facts: dict[str, Any], today: date, closures: Any = ()) -> list[dict[str, Any]]:
    return schedules(Hours.from_facts(facts).rules, closures, today)


def test_hours_that_never_change_are_one_endless_rule():
    assert of({"hours": [DESK]}, MONDAY) == [
        {
            "timezone": 9, "freq": "WEEKLY", "interval": 1, "wkst": "MO",
            "byday": "MO,TU,WE,TH,FR", "opens_at": "08:30+09:00", "closes_at": "17:15+09:00",
        }
    ]  # fmt: skip


def test_the_nth_weekday_is_a_monthly_rule():
    row = {"nth": ["1SU", "-1FR"], "opens": "10:00", "closes": "12:00"}
    (found,) = of({"hours": [row]}, MONDAY)
    assert (found["freq"], found["byday"]) == ("MONTHLY", "1SU,-1FR")


def test_a_public_holiday_that_is_a_day_off_lies_in_no_span():
    found = of({"hours": [DESK], "public_holidays": "closed"}, MONDAY)
    holidays = [date(2026, 11, 3), date(2026, 11, 23), date(2027, 1, 1), date(2027, 1, 11)]
    spans = [(item["valid_from"], item["valid_to"]) for item in found]
    assert spans[0] == ("2026-11-02", "2026-11-02")
    assert spans[1] == ("2026-11-04", "2026-11-20")
    for day in holidays:
        assert not any(first <= day.isoformat() <= last for first, last in spans)


def test_a_temporary_closure_lies_in_no_span():
    found = of({"hours": [DESK]}, MONDAY, [(date(2026, 11, 9), date(2026, 11, 13))])
    spans = [(item["valid_from"], item["valid_to"]) for item in found]
    assert spans[:2] == [("2026-11-02", "2026-11-06"), ("2026-11-16", spans[1][1])]


@pytest.mark.parametrize(
    "facts",
    [
        {"hours": [DESK], "appointment_only": True},
        {"hours": [DESK | {"audiences": ["中学生"]}]},
        {"hours": [DESK], "valid_until": "2026-10-31"},
        {"hours": [{"days": ["MO"], "opens": "09:00", "closes": "09:00", "closes_next_day": True}]},
        {},
    ],
    ids=["appointment", "some readers only", "over", "a whole day and night", "unknown"],
)
def test_what_a_rule_cannot_say_stays_words(facts: dict[str, Any]):
    assert of(facts, MONDAY) == []


def test_all_day_and_past_midnight_keep_their_times():
    rows = [
        {"days": ["SA"], "opens": "00:00", "closes": "24:00"},
        {"days": ["FR"], "opens": "18:00", "closes": "02:00", "closes_next_day": True},
    ]
    times = [(item["opens_at"], item["closes_at"]) for item in of({"hours": rows}, MONDAY)]
    assert times == [("00:00+09:00", "23:59+09:00"), ("18:00+09:00", "02:00+09:00")]


def without_long_windows(facts: dict[str, Any]) -> bool:
    """Windows of a whole day and more are words in HSDS; `closes` past the next morning too."""
    rows = [*facts["hours"], *(facts.get("public_holidays") if isinstance(facts.get("public_holidays"), list) else [])]  # fmt: skip
    return not any(row.get("closes_next_day") and row["closes"] >= row["opens"] for row in rows)


@settings(max_examples=60, deadline=None)
@given(facts=FACTS.filter(without_long_windows), day=DATES, closed=st.booleans())
def test_half_a_year_of_schedules_is_half_a_year_of_openings(
    facts: dict[str, Any], day: date, closed: bool
):
    closures = [(day + 7 * DAY, day + 9 * DAY)] if closed else []
    last = day + AHEAD - DAY
    said = said_open(of(facts, day, closures), day, last)
    real = really_open(facts, day, last + DAY)
    if closures:
        start, end = (datetime.combine(at, time(), TOKYO) for at in (day + 7 * DAY, day + 10 * DAY))
        said = {at for at in said if not start <= at < end + DAY}
        real = {at for at in real if not start <= at < end + DAY}
    # A window that began yesterday is not written, and one of the last day runs past the end.
    today_over = datetime.combine(day + DAY, time(), TOKYO)
    end = datetime.combine(last + DAY, time(), TOKYO)
    assert {at for at in said if today_over <= at < end} == {
        at for at in real if today_over <= at < end
    }


@settings(max_examples=60, deadline=None)
@given(facts=FACTS, day=DATES)
def test_nothing_is_called_open_that_is_closed(facts: dict[str, Any], day: date):
    last = day + AHEAD - DAY
    said = said_open(of(facts, day), day, last)
    assert said <= really_open(facts, day, last + DAY)
