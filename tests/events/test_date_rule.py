"""Recurrence rules of whole days, held against dateutil."""

from datetime import date, datetime, time, timedelta
from itertools import takewhile
from time import perf_counter

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from events.date_rule import parse_rule

CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
DAYS = st.dates(date(2023, 12, 1), date(2029, 3, 10))
MONTHS = st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True)
MONTH_DAYS = st.lists(
    st.sampled_from([1, 5, 15, 28, 29, 30, 31, -1, -3, -31]), min_size=1, max_size=3
)
WEEKDAYS = st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True)
NUMBERED = st.lists(
    st.builds("{}{}".format, st.sampled_from([1, 2, 3, 4, 5, -1, -2]), st.sampled_from(CODES)),
    min_size=1,
    max_size=3,
    unique=True,
)


def joined(name: str, values: list[object]) -> str:
    return f"{name}={','.join(map(str, values))}"


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(["YEARLY", "MONTHLY", "MONTHLY", "WEEKLY", "DAILY"]))
    longest = {"YEARLY": 2, "MONTHLY": 4, "WEEKLY": 5, "DAILY": 9}[frequency]
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, longest))}"]
    if draw(st.booleans()):
        parts.append(joined("BYMONTH", draw(MONTHS)))
    if frequency in {"YEARLY", "MONTHLY"}:
        kind = draw(st.sampled_from(["none", "numbered", "weekdays", "month days", "both"]))
        if kind in {"weekdays", "both"}:
            parts.append(joined("BYDAY", draw(WEEKDAYS)))
        if kind == "numbered":
            parts.append(joined("BYDAY", draw(NUMBERED)))
        if kind in {"month days", "both"}:
            parts.append(joined("BYMONTHDAY", draw(MONTH_DAYS)))
        if kind != "none" and draw(st.booleans()):
            parts.append(f"BYSETPOS={draw(st.sampled_from(['1', '2', '-1', '1,3']))}")
    elif draw(st.booleans()):
        parts.append(joined("BYDAY", draw(WEEKDAYS)))
    parts += draw(st.sampled_from([[], ["COUNT=7"], ["UNTIL=20280131"], ["WKST=SU"]]))
    return ";".join(parts)


def by_dateutil(rule: str, anchor: date, first: date, last: date) -> list[date]:
    found = rrulestr(rule, dtstart=datetime.combine(anchor, time()))
    days = (moment.date() for moment in found)
    return [day for day in takewhile(lambda day: day <= last, days) if day >= first]


@settings(max_examples=250, deadline=None)
@given(rule=rules(), anchor=DAYS, first=DAYS, length=st.integers(0, 800))
def test_dates_agree_with_dateutil(rule: str, anchor: date, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    parsed = parse_rule(rule)
    # A rule without a further date would keep dateutil searching to the year 9999.
    if parsed.count is None and parsed.until == date.max:
        assume(next(parsed.dates(anchor, last, last + timedelta(days=366 * 41)), None))
    else:
        assume(next(parsed.dates(anchor, anchor, anchor + timedelta(days=366 * 9)), None))
    assert list(parsed.dates(anchor, first, last)) == by_dateutil(rule, anchor, first, last)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=5MO;BYSETPOS=4",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=5;BYMONTHDAY=1",
        "FREQ=DAILY",
    ],
)
def test_a_rule_is_read_only_over_the_days_asked_for(rule: str) -> None:
    near, far = date(2026, 4, 1), date(2041, 4, 1)
    parsed = parse_rule(rule)

    def cost(first: date) -> float:
        begin = perf_counter()
        list(parsed.dates(near, first, first + timedelta(days=60)))
        return perf_counter() - begin

    best_near = min(cost(near) for _ in range(5))
    best_far = min(cost(far) for _ in range(5))
    assert best_far < 10 * best_near


def test_a_rule_ends_with_the_calendar() -> None:
    for frequency in ("YEARLY", "MONTHLY", "WEEKLY", "DAILY"):
        found = list(
            parse_rule(f"FREQ={frequency}").dates(date(9999, 12, 1), date(9999, 12, 1), date.max)
        )
        assert found[0] == date(9999, 12, 1)


def test_until_in_utc_is_the_day_in_japan() -> None:
    assert parse_rule("RRULE:FREQ=DAILY;UNTIL=20270330T150000Z").until == date(2027, 3, 31)
    assert parse_rule("FREQ=DAILY;UNTIL=20270331T120000").until == date(2027, 3, 31)


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "毎月第2火曜日",
        "BYDAY=TU",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;BYHOUR=10,14",
        "FREQ=WEEKLY;BYDAY=2TU",
        "FREQ=WEEKLY;BYDAY=火",
        "FREQ=WEEKLY;BYMONTHDAY=3",
        "FREQ=MONTHLY;BYDAY=0TU",
        "FREQ=MONTHLY;BYDAY=60TU",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTH=13",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=MONTHLY;INTERVAL=0",
        "FREQ=MONTHLY;COUNT=x",
        "FREQ=MONTHLY;UNTIL=20270231",
        "FREQ=MONTHLY;WKST=XX",
        "FREQ=MONTHLY;FREQ=DAILY",
        "DTSTART:20260101\nRRULE:FREQ=DAILY",
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_in_a_sentence(rule: str) -> None:
    with pytest.raises(ValueError, match="。"):
        parse_rule(rule)
