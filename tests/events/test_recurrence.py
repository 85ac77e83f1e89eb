"""When a series meets: every fact of its rule, and the dates worked out by hand."""

import json
from datetime import date, time, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from events.recurrence import Occurrence, Recurrence, RecurrenceError
from tests.events.recurring import MONDAYS, dates, meetings

PATTERNS = Path(__file__).resolve().parents[2] / "../shared/events/patterns-dev.json"


def patterns() -> list[Any]:
    if not PATTERNS.exists():
        return [pytest.param({}, [], marks=pytest.mark.skip(reason="the shared folder is absent"))]
    dev = json.loads(PATTERNS.read_text(encoding="utf-8"))
    return [pytest.param(pattern, dev["window"], id=pattern["id"]) for pattern in dev["patterns"]]


@pytest.mark.parametrize(("pattern", "window"), patterns())
def test_patterns_worked_out_by_hand(pattern: dict[str, Any], window: list[str]) -> None:
    facts = {"dtstart": "2026-12-01"} | pattern["facts"]
    found = meetings(facts, *window, *pattern["overrides"])
    assert [item.date.isoformat() for item in found] == pattern["dates"]
    for item, expected in zip(found, pattern.get("occurrences", []), strict=False):
        shown = {
            "date": item.date.isoformat(),
            "start": f"{item.start:%H:%M}",
            "end": f"{item.end:%H:%M}",
            "place": item.place,
            "status": item.status,
        }
        if item.status == "moved":
            shown["original_date"] = item.original_date.isoformat()
        assert shown == expected


def test_both_ends_of_the_range_are_in_it() -> None:
    assert dates(MONDAYS, "2026-12-07", "2026-12-14") == ["2026-12-07", "2026-12-14"]


def test_dates_and_times_may_be_objects() -> None:
    facts = {"rdates": [date(2026, 12, 5)], "start": time(10), "end": time(12)}
    theme = {"original_date": date(2026, 12, 5), "kind": "theme", "theme": "介護の話"}
    [found] = meetings(facts, "2026-12-01", "2026-12-31", theme)
    assert found == Occurrence(
        date(2026, 12, 5), date(2026, 12, 5), time(10), time(12), None, "介護の話", "held", None
    )


def test_a_series_without_a_rule_has_its_extra_dates_only() -> None:
    facts = {"dtstart": "2026-12-01", "rdates": ["2027-01-09", "2026-12-05"]}
    assert dates(facts, "2026-12-01", "2027-12-31") == ["2026-12-05", "2027-01-09"]
    assert dates({}, "2026-12-01", "2027-12-31") == []


def test_without_dtstart_an_interval_counts_from_the_start_of_the_call() -> None:
    facts = {"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"}
    assert dates(facts, "2026-12-07", "2026-12-31") == ["2026-12-07", "2026-12-21"]
    assert dates(facts, "2026-12-14", "2026-12-31") == ["2026-12-14", "2026-12-28"]
    fixed = facts | {"dtstart": "2026-12-07"}
    assert dates(fixed, "2026-12-14", "2026-12-31") == ["2026-12-21"]


def test_dates_before_dtstart_are_not_given() -> None:
    assert dates(MONDAYS | {"dtstart": "2026-12-10"}, "2026-12-01", "2026-12-20") == ["2026-12-14"]


def test_a_count_is_counted_from_dtstart_and_skipped_dates_are_counted() -> None:
    facts = {"rrule": "FREQ=WEEKLY;BYDAY=MO;COUNT=3", "dtstart": "2026-12-07"}
    skip = {"skip_dates": ["2026-12-14"]}
    assert dates(facts | skip, "2026-12-10", "2027-12-31") == ["2026-12-21"]


def test_skipped_dates_months_and_yearly_spans_are_left_out() -> None:
    facts = MONDAYS | {
        "skip_dates": ["2026-12-07"],
        "skip_months": [2],
        "skip_yearly": [["12-20", "01-11"]],
    }
    found = dates(facts, "2026-12-01", "2027-03-07")
    assert found == ["2026-12-14", "2027-01-18", "2027-01-25", "2027-03-01"]


def test_skips_and_holidays_do_not_touch_extra_dates() -> None:
    facts = MONDAYS | {
        "rdates": ["2026-11-23", "2026-11-28"],
        "skip_dates": ["2026-11-23", "2026-11-30"],
        "skip_months": [11],
        "public_holidays": "next-weekday",
    }
    found = meetings(facts, "2026-11-20", "2026-11-30")
    assert [(item.date.isoformat(), item.status) for item in found] == [
        ("2026-11-23", "held"),
        ("2026-11-28", "held"),
    ]


def test_a_date_that_is_both_ruled_and_extra_is_one_meeting() -> None:
    assert dates(MONDAYS | {"rdates": ["2026-12-07"]}, "2026-12-07", "2026-12-08") == ["2026-12-07"]


def test_public_holidays_may_be_skipped() -> None:
    assert dates(MONDAYS, "2026-11-20", "2026-11-30") == ["2026-11-23", "2026-11-30"]
    assert dates(MONDAYS | {"public_holidays": "skip"}, "2026-11-20", "2026-11-30") == [
        "2026-11-30"
    ]


def test_public_holidays_may_be_put_off_to_the_next_weekday() -> None:
    facts = {"rrule": "FREQ=MONTHLY;BYMONTHDAY=3", "public_holidays": "next-weekday"}
    [found] = meetings(facts, "2027-05-01", "2027-05-31")
    # 3, 4 and 5 May are holidays, 6 May 2027 is a Thursday.
    assert (found.original_date, found.date, found.status) == (
        date(2027, 5, 3),
        date(2027, 5, 6),
        "moved",
    )


def test_a_holiday_put_off_over_a_weekend_counts_where_it_lands() -> None:
    facts = {"rrule": "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=23", "public_holidays": "next-weekday"}
    # 23 November 2029 is a Friday.
    assert dates(facts, "2029-11-20", "2029-11-25") == []
    assert dates(facts, "2029-11-24", "2029-11-30") == ["2029-11-26"]
    weekend = {"rrule": "FREQ=WEEKLY;BYDAY=SA", "public_holidays": "next-weekday"}
    assert dates(weekend, "2026-11-28", "2026-11-28") == ["2026-11-28"]


def test_nothing_is_held_after_the_last_date() -> None:
    facts = MONDAYS | {"ended_after": "2026-12-14", "rdates": ["2026-12-22"]}
    assert dates(facts, "2026-12-01", "2027-12-31") == ["2026-12-07", "2026-12-14"]
    last = {"original_date": "2026-12-14", "kind": "moved", "date": "2026-12-16"}
    assert dates(facts, "2026-12-15", "2027-12-31", last) == ["2026-12-16"]


def test_several_rules_are_meant_together() -> None:
    facts = {"rrule": ["FREQ=MONTHLY;BYDAY=1SU", "FREQ=WEEKLY;BYDAY=SU;BYMONTH=12"]}
    assert dates(facts, "2026-11-20", "2026-12-15") == ["2026-12-06", "2026-12-13"]


def test_fifteen_years_ahead_is_as_quick_as_today() -> None:
    series = Recurrence.from_facts(
        {
            "rrule": "FREQ=DAILY;INTERVAL=3",
            "dtstart": "2016-04-01",
            "public_holidays": "next-weekday",
        }
    )

    def cost(start: date) -> float:
        begin = perf_counter()
        series.occurrences(start, start + timedelta(days=92))
        return perf_counter() - begin

    near, far = date(2026, 11, 23), date(2041, 11, 23)
    assert series.occurrences(far, far + timedelta(days=92))
    assert min(cost(far) for _ in range(3)) < 5 * min(cost(near) for _ in range(3))


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"rule": "FREQ=DAILY"}, "rule"),
        ({"rrule": "毎月"}, "rrule"),
        ({"rrule": 7}, "rrule"),
        ({"dtstart": "12月1日"}, "dtstart"),
        ({"rdates": "2026-12-01"}, "rdates"),
        ({"rdates": ["2026-12-32"]}, "rdates"),
        ({"skip_dates": [20261201]}, "skip_dates"),
        ({"skip_months": ["8月"]}, "skip_months"),
        ({"skip_yearly": [["12-29"]]}, "skip_yearly"),
        ({"public_holidays": "closed"}, "public_holidays"),
        ({"ended_after": "いつか"}, "ended_after"),
        ({"start": "25:00"}, "start"),
        ({"start": "24:00"}, "start"),
        ({"end": 12}, "end"),
        ({"place": 5}, "place"),
        ({"sittings": [{"end": "10:00"}]}, "start"),
        ({"sittings": [{"start": "10:00"}], "start": "10:00"}, "sittings"),
        ({"sittings": [{"start": "10:00"}, {"start": "10:00"}]}, "sittings"),
    ],
)
def test_bad_facts_are_refused_with_the_name_of_the_key(facts: dict[str, Any], key: str) -> None:
    with pytest.raises(RecurrenceError, match=f"「{key}」.*。"):
        Recurrence.from_facts(facts)


@pytest.mark.parametrize(
    ("facts", "phrase"),
    [
        (
            {"rrule": "FREQ=MONTHLY;BYDAY=2TU,4TU", "skip_months": [8]},
            "毎月 第2・第4火曜日（8月は休み）",
        ),
        ({"rrule": "FREQ=MONTHLY;BYDAY=SA;BYSETPOS=1,3"}, "毎月 第1・第3土曜日"),
        ({"rrule": "FREQ=MONTHLY;BYDAY=1SU,-1FR"}, "毎月 第1日曜日・最後の金曜日"),
        ({"rrule": "FREQ=MONTHLY;INTERVAL=2;BYDAY=2SA", "dtstart": "2026-12-01"}, "隔月 第2土曜日"),
        ({"rrule": "FREQ=MONTHLY;BYMONTHDAY=15,-1"}, "毎月 15日・末日"),
        ({"rrule": "FREQ=MONTHLY;BYMONTH=4,10;BYDAY=2SA"}, "毎年 4月・10月の 第2土曜日"),
        (
            {"rrule": "FREQ=WEEKLY;BYDAY=FR,TU", "public_holidays": "skip"},
            "毎週 火・金曜日（祝日は休み）",
        ),
        ({"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"}, "隔週 月曜日"),
        ({"rrule": "FREQ=WEEKLY;INTERVAL=3", "dtstart": "2026-12-07"}, "3週間ごと 月曜日"),
        ({"rrule": "FREQ=DAILY;BYDAY=MO,TU"}, "毎週 月・火曜日"),
        (
            {"rrule": "FREQ=DAILY", "skip_yearly": [["12-29", "01-03"]]},
            "毎日（12月29日〜1月3日は休み）",
        ),
        ({"rrule": "FREQ=WEEKLY;BYDAY=MO;BYMONTH=7,8"}, "7月・8月の毎週 月曜日"),
        (
            {"rrule": "FREQ=WEEKLY;BYDAY=MO;COUNT=5", "dtstart": "2026-12-07"},
            "毎週 月曜日（全5回）",
        ),
        (
            {"rrule": "FREQ=WEEKLY;BYDAY=MO", "ended_after": "2027-03-15"},
            "毎週 月曜日（2027年3月15日まで）",
        ),
        (
            {"rrule": "FREQ=WEEKLY;BYDAY=MO", "public_holidays": "next-weekday"},
            "毎週 月曜日（祝日のときは次の平日）",
        ),
        (
            {"rrule": ["FREQ=MONTHLY;BYDAY=1SU", "FREQ=WEEKLY;BYDAY=WE"]},
            "毎月 第1日曜日と、毎週 水曜日",
        ),
        ({"rrule": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"}, "日にちは一覧のとおり"),
        ({"rrule": "FREQ=YEARLY;BYDAY=20MO"}, "日にちは一覧のとおり"),
        ({"rdates": ["2027-01-09", "2026-12-05"]}, "2026年12月5日、2027年1月9日"),
        ({"rdates": [f"2026-12-0{n}" for n in range(1, 6)]}, "決まった日"),
        ({}, "日にちは決まっていません"),
    ],
)
def test_the_rule_is_said_in_a_short_phrase(facts: dict[str, Any], phrase: str) -> None:
    assert Recurrence.from_facts(facts).describe() == phrase
