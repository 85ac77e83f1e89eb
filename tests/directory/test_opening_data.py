"""Opening hours for search machines: exactly the openings of the next 14 days, never one more."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.hours import TOKYO, Hours
from directory.opening_data import DAYS, opening_data
from japanese.calendar_days import WEEKDAY_CODES

TODAY = date(2026, 11, 23)
"""A Monday, and 勤労感謝の日."""
WEEKDAYS = {"days": ["MO", "TU", "WE", "TH", "FR"], "opens": "09:00", "closes": "17:00"}


def says_open(data: list[dict[str, Any]], at: datetime) -> bool:
    """What a search machine concludes from the specifications."""
    clock = f"{at:%H:%M}"
    return any(
        row.get("validFrom", "") <= at.date().isoformat() <= row.get("validThrough", "9")
        and DAYS[at.weekday()] in row.get("dayOfWeek", DAYS)
        and row["opens"] <= clock < row["closes"]
        for row in data
    )


def instants(days: int = 14) -> list[datetime]:
    start = datetime.combine(TODAY, time(), TOKYO)
    return [start + timedelta(minutes=30 * step) for step in range(48 * days)]


def test_the_same_hours_every_week_are_said_once_and_without_an_end():
    (row,) = opening_data(Hours.from_facts({"hours": [WEEKDAYS]}), [], TODAY)
    assert row["dayOfWeek"] == list(DAYS[:5])
    assert (row["opens"], row["closes"]) == ("09:00", "17:00")
    assert "validThrough" not in row


def test_a_public_holiday_takes_its_day_out():
    hours = Hours.from_facts({"hours": [WEEKDAYS], "public_holidays": "closed"})
    data = opening_data(hours, [], TODAY)
    assert not says_open(data, datetime(2026, 11, 23, 10, tzinfo=TOKYO))
    assert says_open(data, datetime(2026, 11, 30, 10, tzinfo=TOKYO))
    assert all(row["validThrough"] for row in data)


def test_a_temporary_closure_is_left_out():
    span = (date(2026, 11, 25), date(2026, 11, 26))
    data = opening_data(Hours.from_facts({"hours": [WEEKDAYS]}), [span], TODAY)
    assert not says_open(data, datetime(2026, 11, 25, 10, tzinfo=TOKYO))
    assert not says_open(data, datetime(2026, 11, 26, 10, tzinfo=TOKYO))
    assert says_open(data, datetime(2026, 12, 2, 10, tzinfo=TOKYO))


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"hours": [WEEKDAYS], "appointment_only": True},
        {"hours": [WEEKDAYS], "valid_until": "2026-11-01"},
        {"hours": [WEEKDAYS | {"audiences": ["中学生"]}]},
    ],
)
def test_nothing_is_said_where_nothing_is_open_to_everybody(facts: dict[str, Any]):
    assert opening_data(Hours.from_facts(facts), [], TODAY) == []


def test_a_whole_day_is_not_written_as_closed():
    (row,) = opening_data(
        Hours.from_facts({"hours": [{"days": ["MO"], "opens": "00:00", "closes": "24:00"}]}),
        [],
        TODAY,
    )
    assert (row["opens"], row["closes"]) == ("00:00", "23:59")


CLOCKS = st.sampled_from(["00:00", "06:30", "09:00", "12:00", "17:00", "21:30", "23:00"])


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    opens, closes = draw(CLOCKS), draw(st.one_of(CLOCKS, st.just("24:00")))
    days = draw(st.lists(st.sampled_from(WEEKDAY_CODES), min_size=1, unique=True))
    nth = draw(st.booleans())
    return {
        **({"nth": [f"{draw(st.integers(1, 4))}{days[0]}"]} if nth else {"days": days}),
        "opens": opens,
        "closes": closes,
        **({"closes_next_day": True} if closes <= opens else {}),
        **({"season": draw(SEASONS)} if draw(st.booleans()) else {}),
    }


SEASONS = st.sampled_from([["12-01", "03-31"], ["04-01", "11-30"], ["11-20", "11-25"]])
FACTS = st.fixed_dictionaries(
    {"hours": st.lists(rows(), min_size=1, max_size=3)},
    optional={
        "public_holidays": st.one_of(st.sampled_from(["closed", "as-usual"]), st.lists(rows())),
        "closed_yearly": st.just([["12-01", "12-03"]]),
        "closed_nth": st.just(["4WE"]),
        "closed_months": st.just([12]),
        "valid_until": st.just("2026-11-28"),
        "audience_until": st.just({"中学生": "20:00"}),
    },
)


@given(FACTS, st.booleans())
@settings(max_examples=60, deadline=None)
def test_what_is_said_to_be_open_is_open_and_the_other_way_round(
    facts: dict[str, Any], closed: bool
):
    hours = Hours.from_facts(facts)
    first, last = date(2026, 11, 26), date(2026, 11, 27)
    data = opening_data(hours, [(first, last)] if closed else [], TODAY)
    for at in instants():
        is_open = hours.state(at).status == "open"
        if closed and first <= at.date() <= last:
            is_open = False
        assert says_open(data, at) is is_open, at
