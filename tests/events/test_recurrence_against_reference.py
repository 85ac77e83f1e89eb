"""Every fact with every other, held against a slow reading of the contract day by day."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from events.recurrence import Recurrence
from japanese import holidays

FIRST, LAST = date(2025, 11, 1), date(2027, 3, 31)
DAYS = st.dates(FIRST, LAST)
RULES = (
    "FREQ=MONTHLY;BYDAY=5SA",
    "FREQ=MONTHLY;BYDAY=2TU,4TU",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;BYMONTHDAY=31,-1",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
    "FREQ=WEEKLY;BYDAY=MO;COUNT=30",
    "FREQ=DAILY;INTERVAL=3;UNTIL=20270215",
    "FREQ=YEARLY;BYMONTH=1,12;BYDAY=1MO,-1TH",
)
SPANS = (["12-29", "01-03"], ["07-20", "08-31"], ["02-28", "02-28"], ["11-01", "10-31"])
MORNING = {"start": "10:00", "end": "12:00"}
TWICE = {"sittings": [MORNING, {"start": "14:00", "end": "15:00"}]}


def some(strategy: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, max_size=most, unique_by=repr)


FACTS = st.fixed_dictionaries(
    {"rrule": st.sampled_from(RULES), "dtstart": DAYS},
    optional={
        "rdates": some(DAYS, 4),
        "skip_dates": some(DAYS, 20),
        "skip_months": some(st.integers(1, 12), 3),
        "skip_yearly": some(st.sampled_from(SPANS), 2),
        "public_holidays": st.sampled_from(["as-usual", "skip", "next-weekday"]),
        "ended_after": DAYS,
    },
)
CHANGES = some(
    st.fixed_dictionaries(
        {"original_date": DAYS, "kind": st.sampled_from(["moved", "cancelled", "place", "theme"])},
        optional={"date": DAYS, "place": st.just("1階 ホール"), "reason": st.just("会場の都合")},
    ),
    12,
)


def ruled(facts: dict[str, Any]) -> list[date]:
    """The rule's dates as dateutil gives them, less what the facts leave out."""
    begin = datetime.combine(facts["dtstart"], time())
    found = rrulestr(facts["rrule"], dtstart=begin)
    days = []
    for moment in found:
        if moment.date() > LAST + timedelta(days=60):
            break
        days.append(moment.date())
    return [given_day for given_day in days if not left_out(given_day, facts)]


def left_out(given_day: date, facts: dict[str, Any]) -> bool:
    return (
        given_day in facts.get("skip_dates", [])
        or given_day.month in facts.get("skip_months", [])
        or any(in_span(given_day, *span) for span in facts.get("skip_yearly", []))
        or (facts.get("public_holidays") == "skip" and holidays.is_holiday(given_day))
    )


def in_span(given_day: date, first: str, last: str) -> bool:
    """By walking: the days of the span that began this year or the year before."""
    for year in (given_day.year - 1, given_day.year):
        walked = date.fromisoformat(f"{year}-{first}")
        while True:
            if walked == given_day:
                return True
            if f"{walked:%m-%d}" == last:
                break
            walked += timedelta(days=1)
    return False


def stands_on(given_day: date, facts: dict[str, Any]) -> date:
    put_off = facts.get("public_holidays") == "next-weekday"
    if not put_off or given_day in facts.get("rdates", []) or not holidays.is_holiday(given_day):
        return given_day
    after = given_day + timedelta(days=1)
    while after.isoweekday() > 5 or holidays.is_holiday(after):
        after += timedelta(days=1)
    return after


def expected(
    facts: dict[str, Any], changes: list[dict[str, Any]], start: date, end: date
) -> list[tuple[Any, ...]]:
    """(day, original date, status, place, reason) of every meeting of the range."""
    found = []
    last = facts.get("ended_after", date.max)
    for original in {*ruled(facts), *facts.get("rdates", [])}:
        held_on = stands_on(original, facts)
        own = [change for change in changes if change["original_date"] == original]
        moved = held_on != original or any(c["kind"] == "moved" or "date" in c for c in own)
        cancelled = any(change["kind"] == "cancelled" for change in own)
        place = reason = None
        for change in own:
            held_on = change.get("date", held_on)
            place, reason = change.get("place", place), change.get("reason", reason)
        status = "cancelled" if cancelled else "moved" if moved else "held"
        if original <= last and start <= held_on <= end:
            found.append((held_on, original, status, place, reason))
    return sorted(found, key=lambda meeting: meeting[:2])


@settings(max_examples=150, deadline=None)
@given(facts=FACTS, changes=CHANGES, start=DAYS, length=st.integers(0, 200))
def test_any_facts_and_changes_give_what_the_contract_says(
    facts: dict[str, Any], changes: list[dict[str, Any]], start: date, length: int
) -> None:
    end = min(start + timedelta(days=length), LAST)
    found = Recurrence.from_facts(facts | MORNING, changes).occurrences(start, end)
    assert [
        (item.date, item.original_date, item.status, item.place, item.reason) for item in found
    ] == expected(facts, changes, start, end)
    assert {(item.start, item.end) for item in found} <= {(time(10), time(12))}


@settings(max_examples=40, deadline=None)
@given(facts=FACTS, changes=CHANGES, start=DAYS)
def test_two_sittings_double_every_meeting(
    facts: dict[str, Any], changes: list[dict[str, Any]], start: date
) -> None:
    found = Recurrence.from_facts(facts | TWICE, changes).occurrences(start, LAST)
    for sitting in (time(10), time(14)):
        own = [(item.date, item.original_date) for item in found if item.sitting == sitting]
        assert own == [meeting[:2] for meeting in expected(facts, changes, start, LAST)]


@pytest.mark.parametrize("rule", RULES)
def test_a_range_cut_in_two_gives_the_same_meetings(rule: str) -> None:
    series = Recurrence.from_facts({"rrule": rule, "dtstart": FIRST, "rdates": ["2026-12-31"]})
    new_year = date(2027, 1, 1)
    cut = series.occurrences(FIRST, new_year - timedelta(days=1))
    assert cut + series.occurrences(new_year, LAST) == series.occurrences(FIRST, LAST)
