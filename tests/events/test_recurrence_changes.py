"""What is changed on single dates of a series, and where it then stands."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.recurrence import Recurrence, RecurrenceError
from japanese import holidays
from tests.events.recurring import FIRST_SUNDAYS, MONDAYS, dates, meetings

MOVED = {"original_date": "2026-12-06", "kind": "moved", "date": "2026-12-13"}
DAYS = st.dates(date(2026, 4, 1), date(2027, 9, 30))


def test_a_moved_meeting_stands_on_its_new_day_with_its_new_time() -> None:
    move = MOVED | {"start": "10:00", "end": "11:00", "reason": "会場の都合"}
    [found] = meetings(FIRST_SUNDAYS, "2026-12-01", "2026-12-31", move)
    assert (found.original_date, found.date) == (date(2026, 12, 6), date(2026, 12, 13))
    assert (found.start, found.end, found.status) == (time(10), time(11), "moved")
    assert found.reason == "会場の都合"


@pytest.mark.parametrize("dtstart", [{}, {"dtstart": "2020-01-01"}])
def test_a_meeting_moved_into_the_range_counts_and_one_moved_out_does_not(
    dtstart: dict[str, str],
) -> None:
    facts = FIRST_SUNDAYS | dtstart
    assert dates(facts, "2026-12-10", "2026-12-31", MOVED) == ["2026-12-13"]
    assert dates(facts, "2026-12-01", "2026-12-12", MOVED) == []
    far = {"original_date": "2026-02-01", "kind": "moved", "date": "2026-12-20"}
    assert dates(facts, "2026-12-10", "2026-12-31", far) == ["2026-12-20"]
    earlier = {"original_date": "2027-01-03", "kind": "moved", "date": "2026-12-27"}
    assert dates(facts, "2026-12-10", "2026-12-31", earlier) == ["2026-12-27"]


def test_a_meeting_moved_in_is_found_where_the_rule_counts_from_the_call() -> None:
    facts = {"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"}
    move = {"original_date": "2026-11-30", "kind": "moved", "date": "2026-12-03"}
    assert dates(facts, "2026-12-01", "2026-12-14", move) == ["2026-12-03", "2026-12-14"]


def test_an_extra_date_may_be_moved_into_the_range() -> None:
    move = {"original_date": "2026-11-28", "kind": "moved", "date": "2026-12-03"}
    assert dates({"rdates": ["2026-11-28"]}, "2026-12-01", "2026-12-08", move) == ["2026-12-03"]


def test_a_cancelled_meeting_stays_in_the_list() -> None:
    cancel = {"original_date": "2026-12-06", "kind": "cancelled", "reason": "台風のため"}
    [found] = meetings(FIRST_SUNDAYS, "2026-12-01", "2026-12-31", cancel)
    assert (found.date, found.status, found.reason) == (
        date(2026, 12, 6),
        "cancelled",
        "台風のため",
    )


def test_several_overrides_of_one_date_add_up() -> None:
    place = {"original_date": "2026-12-06", "kind": "place", "place": "1階 ホール"}
    theme = {"original_date": "2026-12-06", "kind": "theme", "theme": "働くケアラー"}
    [found] = meetings(FIRST_SUNDAYS, "2026-12-01", "2026-12-31", place, MOVED, theme)
    assert (found.place, found.theme, found.status) == ("1階 ホール", "働くケアラー", "moved")
    assert found.date == date(2026, 12, 13)


@pytest.mark.parametrize("cancelled_first", [True, False])
def test_a_moved_meeting_that_is_cancelled_is_shown_so_on_its_new_day(
    cancelled_first: bool,
) -> None:
    cancel = {"original_date": "2026-12-06", "kind": "cancelled"}
    pair = (cancel, MOVED) if cancelled_first else (MOVED, cancel)
    [found] = meetings(FIRST_SUNDAYS, "2026-12-01", "2026-12-31", *pair)
    assert (found.date, found.status) == (date(2026, 12, 13), "cancelled")


def test_a_place_or_a_theme_leaves_the_meeting_held() -> None:
    place = {"original_date": "2026-12-06", "kind": "place", "place": "1階 ホール"}
    [found] = meetings(FIRST_SUNDAYS, "2026-12-01", "2026-12-31", place)
    assert (found.status, found.start, found.end) == ("held", time(11, 30), time(13, 30))


def test_a_later_start_without_an_end_leaves_the_end_open() -> None:
    late = {"original_date": "2026-12-06", "kind": "moved", "start": "14:00"}
    [found] = meetings(FIRST_SUNDAYS, "2026-12-01", "2026-12-31", late)
    assert (found.start, found.end, found.status) == (time(14), None, "moved")
    early = {"original_date": "2026-12-06", "kind": "moved", "start": "10:00"}
    [found] = meetings(FIRST_SUNDAYS, "2026-12-01", "2026-12-31", early)
    assert found.end == time(13, 30)


def test_an_override_of_a_date_the_rule_does_not_give_is_left() -> None:
    stray = {"original_date": "2026-12-08", "kind": "moved", "date": "2026-12-09"}
    assert dates(FIRST_SUNDAYS, "2026-12-01", "2026-12-31", stray) == ["2026-12-06"]
    skipped = FIRST_SUNDAYS | {"skip_months": [12]}
    assert dates(skipped, "2026-12-01", "2026-12-31", MOVED) == []


def test_an_override_of_a_put_off_holiday_names_the_ruled_date() -> None:
    facts = MONDAYS | {"public_holidays": "next-weekday"}
    theme = {"original_date": "2026-11-23", "kind": "theme", "theme": "認知症"}
    [found] = meetings(facts, "2026-11-22", "2026-11-25", theme)
    assert (found.date, found.theme, found.status) == (date(2026, 11, 24), "認知症", "moved")
    move = {"original_date": "2026-11-23", "kind": "moved", "date": "2026-11-25"}
    assert dates(facts, "2026-11-22", "2026-11-25", move) == ["2026-11-25"]


def test_two_meetings_may_share_a_day_and_stand_by_their_times() -> None:
    facts = {"rrule": "FREQ=MONTHLY;BYDAY=1SU,2SU", "start": "13:00", "end": "15:00"}
    move = MOVED | {"start": "10:00", "end": "12:00"}
    found = meetings(facts, "2026-12-01", "2026-12-31", move)
    assert [(item.date.day, item.start) for item in found] == [(13, time(10)), (13, time(13))]


def test_two_sittings_of_a_day_are_two_meetings() -> None:
    facts = {
        "rrule": "FREQ=MONTHLY;BYDAY=3TU",
        "sittings": [{"start": "18:30", "end": "19:15"}, {"start": "17:30", "end": "18:15"}],
    }
    cancel = {"original_date": "2026-12-15", "kind": "cancelled", "sitting": "18:30"}
    found = meetings(facts, "2026-12-01", "2026-12-31", cancel)
    assert [(item.start, item.status) for item in found] == [
        (time(17, 30), "held"),
        (time(18, 30), "cancelled"),
    ]


@pytest.mark.parametrize(
    ("override", "key"),
    [
        ({"kind": "cancelled"}, "original_date"),
        ({"original_date": "2026-12-06"}, "kind"),
        ({"original_date": "2026-12-06", "kind": "延期"}, "kind"),
        ({"original_date": "2026-12-06", "kind": "moved", "date": "来週"}, "date"),
        ({"original_date": "2026-12-06", "kind": "theme", "theme": 3}, "theme"),
        ({"original_date": "2026-12-06", "kind": "theme", "title": "話"}, "title"),
    ],
)
def test_bad_overrides_are_refused_with_the_name_of_the_key(
    override: dict[str, Any], key: str
) -> None:
    with pytest.raises(RecurrenceError, match=f"1行目：「{key}」.*。"):
        Recurrence.from_facts(FIRST_SUNDAYS, [override])


def test_a_time_for_one_of_two_sittings_must_say_which() -> None:
    facts = MONDAYS | {"sittings": [{"start": "10:00"}, {"start": "14:00"}]}
    later = {"original_date": "2026-12-07", "kind": "moved", "start": "15:00"}
    with pytest.raises(RecurrenceError, match="sitting"):
        Recurrence.from_facts(facts, [later])


@settings(max_examples=80, deadline=None)
@given(
    policy=st.sampled_from(["as-usual", "skip", "next-weekday"]),
    skips=st.sets(DAYS, max_size=40),
    months=st.sets(st.integers(1, 12), max_size=2),
    moves=st.dictionaries(DAYS, DAYS, max_size=60),
    start=DAYS,
    length=st.integers(0, 60),
)
def test_any_range_shows_what_stands_on_its_days(
    policy: str,
    skips: set[date],
    months: set[int],
    moves: dict[date, date],
    start: date,
    length: int,
) -> None:
    facts = {
        "rrule": "FREQ=DAILY",
        "dtstart": "2026-01-01",
        "skip_dates": sorted(skips),
        "skip_months": sorted(months),
        "public_holidays": policy,
    }
    overrides = [{"original_date": old, "kind": "moved", "date": new} for old, new in moves.items()]
    end = start + timedelta(days=length)
    expected = []
    for number in range(365 * 2):
        given_day = date(2026, 1, 1) + timedelta(days=number)
        holiday = holidays.is_holiday(given_day)
        if given_day in skips or given_day.month in months or (policy == "skip" and holiday):
            continue
        stands = given_day
        while (
            policy == "next-weekday"
            and holiday
            and (stands.weekday() > 4 or holidays.is_holiday(stands))
        ):
            stands += timedelta(days=1)
        stands = moves.get(given_day, stands)
        if start <= stands <= end:
            expected.append((stands, given_day))
    found = Recurrence.from_facts(facts, overrides).occurrences(start, end)
    assert [(item.date, item.original_date) for item in found] == sorted(expected)
