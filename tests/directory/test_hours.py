"""Is it open now, for whom, and until when: every fact alone, and together."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.hours import TOKYO, Hours, HoursError
from japanese import holidays

GOLDEN = Path(__file__).resolve().parents[2] / "../shared/hours/golden-dev.json"
CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
EVERY_DAY = {"days": CODES, "opens": "09:00", "closes": "21:00"}
ALL_HOURS = {"days": CODES, "opens": "00:00", "closes": "24:00"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def answer(facts: dict[str, Any], when: str, audience: str | None = None) -> tuple[str, str | None]:
    state = Hours.from_facts(facts).state(at(when), audience)
    change = state.next_change
    return state.status, change.strftime("%Y-%m-%dT%H:%M") if change else None


def golden_questions() -> list[Any]:
    if not GOLDEN.exists():
        return [pytest.param({}, {}, marks=pytest.mark.skip(reason="the shared folder is absent"))]
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    facts = {place["id"]: place["facts"] for place in golden["places"]}
    return [
        pytest.param(facts[q["place"]], q, id=f"{q['place']}-{q['topic']}".replace(" ", "-"))
        for q in golden["questions"]
    ]


@pytest.mark.parametrize(("facts", "question"), golden_questions())
def test_golden_questions_are_answered(facts: dict[str, Any], question: dict[str, Any]) -> None:
    instant = datetime.fromisoformat(question["instant"])
    state = Hours.from_facts(facts).state(instant, question["audience"])
    change = question["next_change"]
    assert state.status == question["expected"]
    assert state.next_change == (datetime.fromisoformat(change) if change else None)


def test_an_instant_in_another_zone_is_read_in_tokyo() -> None:
    state = Hours.from_facts({"hours": [EVERY_DAY]}).state(datetime(2026, 11, 24, 0, 0, tzinfo=UTC))
    assert state.status == "open"
    assert str(state.next_change) == "2026-11-24 21:00:00+09:00"


def test_seconds_before_closing_are_open() -> None:
    assert answer({"hours": [EVERY_DAY]}, "2026-11-24T20:59:59")[0] == "open"


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="タイムゾーン"):
        Hours.from_facts({"hours": [EVERY_DAY]}).state(datetime(2026, 11, 24, 9, 0))


def test_without_any_facts_it_is_closed_for_ever() -> None:
    assert answer({}, "2026-11-24T10:00") == ("closed", None)


def test_touching_windows_are_one_opening() -> None:
    facts = {
        "hours": [
            {"days": ["TU"], "opens": "09:00", "closes": "12:00"},
            {"days": ["TU"], "opens": "12:00", "closes": "15:00"},
        ]
    }
    assert answer(facts, "2026-11-24T10:00") == ("open", "2026-11-24T15:00")
    assert answer(facts, "2026-11-24T12:00") == ("open", "2026-11-24T15:00")


def test_windows_that_touch_at_midnight_are_one_opening() -> None:
    facts = {
        "hours": [
            {"days": ["FR"], "opens": "20:00", "closes": "24:00"},
            {"days": ["SA"], "opens": "00:00", "closes": "06:00"},
        ]
    }
    assert answer(facts, "2026-11-27T21:00") == ("open", "2026-11-28T06:00")


def test_open_all_hours_never_changes() -> None:
    assert answer({"hours": [ALL_HOURS]}, "2026-11-24T03:00") == ("open", None)


def test_open_all_hours_changes_at_the_next_closed_day() -> None:
    facts = {"hours": [ALL_HOURS], "closed_yearly": [["12-29", "01-03"]]}
    assert answer(facts, "2026-01-10T03:00") == ("open", "2026-12-29T00:00")
    assert answer(facts, "2026-12-30T03:00") == ("closed", "2027-01-04T00:00")


def test_open_all_hours_changes_at_the_end_of_a_far_validity() -> None:
    facts = {"hours": [ALL_HOURS], "valid_until": "2080-03-31"}
    assert answer(facts, "2026-11-24T03:00") == ("open", "2080-04-01T00:00")


def test_a_far_beginning_is_the_next_change() -> None:
    facts = {"hours": [EVERY_DAY], "valid_from": "2055-04-01", "valid_until": "2055-04-02"}
    assert answer(facts, "2026-11-24T12:00") == ("closed", "2055-04-01T09:00")
    assert answer(facts, "2055-04-02T12:00") == ("open", "2055-04-02T21:00")
    assert answer(facts, "2055-04-02T21:00") == ("closed", None)


NIGHT = {"days": ["FR"], "opens": "22:00", "closes": "05:00", "closes_next_day": True}


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ({"valid_until": "2026-07-31"}, "open"),
        ({"valid_from": "2026-08-01"}, "closed"),
        ({"closed_months": [8]}, "open"),
        ({"closed_months": [7]}, "closed"),
        ({"closed_yearly": [["08-01", "08-01"]]}, "open"),
        ({"closed_yearly": [["07-31", "07-31"]]}, "closed"),
        ({"closed_nth": ["1SA"]}, "open"),
        ({"closed_nth": ["5FR"]}, "closed"),
        ({"closed_nth": ["-1FR"]}, "closed"),
        ({"hours": [NIGHT | {"season": ["04-01", "07-31"]}]}, "open"),
        ({"hours": [NIGHT | {"season": ["08-01", "09-30"]}]}, "closed"),
        ({"audience_until": {"中学生": "21:00"}}, "closed"),
        ({"audience_until": {"中学生": "23:00"}}, "closed"),
        ({"audience_until": {"高校生": "21:00"}}, "open"),
    ],
)
def test_a_window_over_midnight_belongs_to_the_day_it_starts_on(
    extra: dict[str, Any], expected: str
) -> None:
    # Friday 31 July 2026, 22:00, to Saturday 1 August, 05:00.
    facts = {"hours": [NIGHT]} | extra
    assert answer(facts, "2026-08-01T02:00", "中学生")[0] == expected


def test_a_window_over_midnight_of_a_holiday_runs_into_the_plain_day() -> None:
    facts = {"hours": [NIGHT | {"days": ["MO"]}], "public_holidays": "closed"}
    assert answer(facts, "2026-11-24T02:00")[0] == "closed"  # Monday 23 November is a holiday
    plain = {"hours": [NIGHT | {"days": ["SU"]}], "public_holidays": "closed"}
    assert answer(plain, "2026-11-23T02:00") == ("open", "2026-11-23T05:00")


def test_a_holiday_list_replaces_every_row_of_the_day() -> None:
    facts = {
        "hours": [EVERY_DAY, {"nth": ["-1MO"], "opens": "21:00", "closes": "22:00"}],
        "public_holidays": [{"days": ["MO"], "opens": "10:00", "closes": "11:00"}],
    }
    assert answer(facts, "2026-11-23T10:00") == ("open", "2026-11-23T11:00")
    assert answer(facts, "2026-11-23T11:00") == ("closed", "2026-11-24T09:00")
    # Tuesday 3 November is a holiday and not listed: no hours at all.
    assert answer(facts, "2026-11-02T21:00") == ("closed", "2026-11-04T09:00")


def test_a_closed_day_wins_over_a_holiday_list() -> None:
    facts = {
        "hours": [EVERY_DAY],
        "public_holidays": [{"days": CODES, "opens": "10:00", "closes": "12:00"}],
        "closed_yearly": [["12-29", "01-03"]],
    }
    assert answer(facts, "2027-01-01T10:30") == ("closed", "2027-01-04T09:00")


def test_public_holidays_are_as_usual_unless_said_otherwise() -> None:
    assert answer({"hours": [EVERY_DAY]}, "2026-11-23T10:00")[0] == "open"


def test_a_season_may_cross_the_end_of_the_year() -> None:
    facts = {"hours": [EVERY_DAY | {"season": ["11-01", "02-28"]}]}
    assert answer(facts, "2028-02-28T10:00") == ("open", "2028-02-28T21:00")
    assert answer(facts, "2028-02-29T10:00") == ("closed", "2028-11-01T09:00")
    assert answer(facts, "2027-12-31T10:00")[0] == "open"


def test_a_closed_span_ending_on_28_february_leaves_the_29th_open() -> None:
    facts = {"hours": [EVERY_DAY], "closed_yearly": [["02-20", "02-28"]]}
    assert answer(facts, "2028-02-28T10:00") == ("closed", "2028-02-29T09:00")


def test_a_day_that_comes_in_leap_years_only_is_found() -> None:
    facts = {
        "hours": [
            {"days": ["MO"], "opens": "10:00", "closes": "11:00"} | {"season": ["02-29", "02-29"]}
        ]
    }
    assert answer(facts, "2026-11-24T10:00") == ("closed", "2044-02-29T10:00")


def test_only_some_months_have_a_fifth_weekday() -> None:
    facts = {"hours": [{"nth": ["5SU"], "opens": "10:00", "closes": "11:00"}]}
    assert answer(facts, "2026-11-29T11:00") == ("closed", "2027-01-31T10:00")


def test_rows_for_an_audience_are_seen_by_it_alone() -> None:
    facts = {
        "hours": [
            {"days": ["TU"], "opens": "15:00", "closes": "17:00"},
            {
                "days": ["TU"],
                "opens": "17:00",
                "closes": "20:00",
                "audiences": ["高校生", "大学生"],
            },
        ]
    }
    assert answer(facts, "2026-11-24T16:00") == ("open", "2026-11-24T17:00")
    assert answer(facts, "2026-11-24T16:00", "中学生") == ("open", "2026-11-24T17:00")
    assert answer(facts, "2026-11-24T16:00", "高校生") == ("open", "2026-11-24T20:00")


def test_rows_for_others_alone_never_open() -> None:
    facts = {"hours": [EVERY_DAY | {"audiences": ["高校生"]}]}
    assert answer(facts, "2026-11-24T16:00") == ("closed", None)


def test_an_audience_that_is_not_served_is_told_closed_without_a_change() -> None:
    facts = {"hours": [EVERY_DAY], "audiences_not_served": ["小学生"]}
    assert answer(facts, "2026-11-24T16:00", "小学生") == ("closed", None)
    assert answer(facts, "2026-11-24T16:00", "中学生")[0] == "open"


def test_an_audience_limit_closes_earlier_and_may_take_windows_away() -> None:
    facts = {
        "hours": [
            {"days": ["TU"], "opens": "15:00", "closes": "19:00"},
            {"days": ["TU"], "opens": "20:00", "closes": "22:00"},
        ],
        "audience_until": {"中学生": "18:00"},
    }
    assert answer(facts, "2026-11-24T17:00", "中学生") == ("open", "2026-11-24T18:00")
    assert answer(facts, "2026-11-24T18:00", "中学生") == ("closed", "2026-12-01T15:00")
    assert answer(facts, "2026-11-24T18:00") == ("open", "2026-11-24T19:00")


def test_a_limit_before_every_window_never_opens() -> None:
    facts = {"hours": [EVERY_DAY], "audience_until": {"中学生": "08:00"}}
    assert answer(facts, "2026-11-24T17:00", "中学生") == ("closed", None)


def test_appointment_only_wins_over_everything() -> None:
    facts = {
        "hours": [EVERY_DAY],
        "appointment_only": True,
        "audiences_not_served": ["小学生"],
        "valid_until": "2020-01-01",
    }
    assert answer(facts, "2026-11-24T16:00") == ("appointment", None)
    assert answer(facts, "2026-11-24T16:00", "小学生") == ("appointment", None)


def test_all_months_closed_is_never() -> None:
    facts = {"hours": [EVERY_DAY], "closed_months": list(range(1, 13))}
    assert answer(facts, "2026-11-24T16:00") == ("closed", None)


def test_windows_are_merged_and_cut_to_the_range() -> None:
    hours = Hours.from_facts({"hours": [ALL_HOURS], "closed_nth": ["4TH"]})
    found = hours.windows(at("2026-11-24T10:00"), at("2026-11-28T06:00"))
    assert found == [
        (at("2026-11-24T10:00"), at("2026-11-26T00:00")),
        (at("2026-11-27T00:00"), at("2026-11-28T06:00")),
    ]


def test_windows_know_the_audience_and_the_appointment() -> None:
    span = (at("2026-11-24T00:00"), at("2026-11-25T00:00"))
    hours = Hours.from_facts({"hours": [EVERY_DAY], "audience_until": {"中学生": "20:00"}})
    assert hours.windows(*span, "中学生") == [(at("2026-11-24T09:00"), at("2026-11-24T20:00"))]
    by_appointment = Hours.from_facts({"hours": [EVERY_DAY], "appointment_only": True})
    assert by_appointment.windows(*span) == []


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"hour": []}, "hour"),
        ({"hours": "毎日"}, "hours"),
        ({"hours": ["毎日"]}, "hours"),
        ({"hours": [{"days": ["月"], "opens": "9:00", "closes": "10:00"}]}, "days"),
        ({"hours": [{"opens": "9:00", "closes": "10:00"}]}, "days"),
        ({"hours": [{"days": ["MO"], "nth": ["1MO"], "opens": "9:00", "closes": "10:00"}]}, "nth"),
        ({"hours": [{"nth": ["6MO"], "opens": "9:00", "closes": "10:00"}]}, "nth"),
        ({"hours": [{"days": ["MO"], "closes": "10:00"}]}, "opens"),
        ({"hours": [{"days": ["MO"], "opens": "9時", "closes": "10:00"}]}, "opens"),
        ({"hours": [{"days": ["MO"], "opens": "09:00", "closes": "24:30"}]}, "closes"),
        ({"hours": [{"days": ["MO"], "opens": "10:00", "closes": "10:00"}]}, "closes"),
        ({"hours": [{"days": ["MO"], "opens": "22:00", "closes": "05:00"}]}, "closes"),
        ({"hours": [NIGHT | {"closes": "24:00"}]}, "closes"),
        ({"hours": [NIGHT | {"closes_next_day": "はい"}]}, "closes_next_day"),
        ({"hours": [NIGHT | {"season": ["04-31", "05-01"]}]}, "season"),
        ({"hours": [NIGHT | {"audiences": "中学生"}]}, "audiences"),
        ({"hours": [NIGHT | {"close": "23:00"}]}, "close"),
        ({"public_holidays": "休み"}, "public_holidays"),
        ({"public_holidays": [{"days": ["MO"]}]}, "public_holidays"),
        ({"closed_yearly": ["12-29"]}, "closed_yearly"),
        ({"closed_yearly": [["12-29", "13-03"]]}, "closed_yearly"),
        ({"closed_months": [13]}, "closed_months"),
        ({"closed_months": ["8"]}, "closed_months"),
        ({"closed_nth": ["3水"]}, "closed_nth"),
        ({"audience_until": ["中学生"]}, "audience_until"),
        ({"audience_until": {"中学生": "20時"}}, "audience_until"),
        ({"audiences_not_served": [7]}, "audiences_not_served"),
        ({"valid_from": "令和8年"}, "valid_from"),
        ({"valid_from": "2027-01-01", "valid_until": "2026-01-01"}, "valid_until"),
        ({"appointment_only": "はい"}, "appointment_only"),
    ],
)
def test_bad_facts_are_refused_with_the_name_of_the_key(facts: dict[str, Any], key: str) -> None:
    with pytest.raises(HoursError, match=f"「{key}」.*。"):
        Hours.from_facts(facts)


def test_a_key_without_a_value_says_nothing() -> None:
    facts = {"hours": [EVERY_DAY | {"season": None}], "public_holidays": None, "valid_from": None}
    assert answer(facts, "2026-11-23T10:00")[0] == "open"


# --- A second, slow reading of the contract, minute by minute -------------------------------------


def slow_is_open(facts: dict[str, Any], moment: datetime, audience: str | None) -> bool:
    if audience in facts.get("audiences_not_served", []):
        return False
    return any(
        slow_covers(row, day, facts, moment, audience)
        for back in (0, 1)
        for day in [moment.date() - timedelta(days=back)]
        for row in slow_rows(facts, day)
    )


def slow_rows(facts: dict[str, Any], day: date) -> list[dict[str, Any]]:
    rule = facts.get("public_holidays", "as-usual")
    if slow_is_closed(facts, day) or (rule == "closed" and holidays.is_holiday(day)):
        return []
    if isinstance(rule, list) and holidays.is_holiday(day):
        return rule
    return list(facts["hours"])


def slow_is_closed(facts: dict[str, Any], day: date) -> bool:
    return (
        not facts.get("valid_from", "0") <= day.isoformat() <= facts.get("valid_until", "9")
        or day.month in facts.get("closed_months", [])
        or any(slow_in_span(span, day) for span in facts.get("closed_yearly", []))
        or any(slow_is_nth(nth, day) for nth in facts.get("closed_nth", []))
    )


def slow_in_span(span: list[str], day: date) -> bool:
    first, last, text = span[0], span[1], f"{day:%m-%d}"
    return first <= text <= last if first <= last else not last < text < first


def slow_is_nth(nth: str, day: date) -> bool:
    month = [date(day.year, day.month, 1) + timedelta(days=n) for n in range(31)]
    same = [d for d in month if d.month == day.month and CODES[d.weekday()] == nth[-2:]]
    number = int(nth[:-2])
    index = number - 1 if number > 0 else number
    return -len(same) <= index < len(same) and same[index] == day


def slow_covers(
    row: dict[str, Any], day: date, facts: dict[str, Any], moment: datetime, audience: str | None
) -> bool:
    named = CODES[day.weekday()] in row.get("days", []) or any(
        slow_is_nth(nth, day) for nth in row.get("nth", [])
    )
    in_season = slow_in_span(row.get("season", ["01-01", "12-31"]), day)
    meant = "audiences" not in row or audience in row["audiences"]
    if not (named and in_season and meant):
        return False
    opens = slow_moment(day, row["opens"])
    closes = slow_moment(day, row["closes"]) + timedelta(days=row.get("closes_next_day", False))
    until = facts.get("audience_until", {}).get(audience)
    if until:
        closes = min(closes, slow_moment(day, until))
    return opens <= moment < closes


def slow_moment(day: date, text: str) -> datetime:
    hours, minutes = text.split(":")
    midnight = datetime(day.year, day.month, day.day, tzinfo=TOKYO)
    return midnight + timedelta(hours=int(hours), minutes=int(minutes))


QUARTERS = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 30)]
NTHS = st.sampled_from([f"{n}{code}" for n in (1, 2, 3, 4, 5, -1, -2) for code in CODES])
MONTH_DAYS = st.sampled_from(["12-29", "01-03", "02-28", "02-29", "11-23", "11-25", "03-01"])
SPANS = st.tuples(MONTH_DAYS, MONTH_DAYS).map(list)
DATES = st.dates(date(2027, 12, 20), date(2028, 3, 5))
AUDIENCES = st.sampled_from([None, "小学生", "中学生"])


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    opens, closes = draw(st.sampled_from(QUARTERS)), draw(st.sampled_from([*QUARTERS, "24:00"]))
    row: dict[str, Any] = {"opens": opens, "closes": closes}
    if closes != "24:00" and (closes <= opens or draw(st.booleans())):
        row["closes_next_day"] = True
    if draw(st.integers(0, 3)):
        row["days"] = draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True))
    else:
        row["nth"] = draw(st.lists(NTHS, min_size=1, max_size=2))
    if draw(st.integers(0, 3)) == 0:
        row["season"] = draw(SPANS)
    if draw(st.integers(0, 3)) == 0:
        row["audiences"] = ["中学生"]
    return row


FACTS = st.fixed_dictionaries(
    {"hours": st.lists(rows(), max_size=4)},
    optional={
        "public_holidays": st.sampled_from(["as-usual", "closed"]) | st.lists(rows(), max_size=2),
        "closed_yearly": st.lists(SPANS, max_size=1),
        "closed_months": st.lists(st.integers(1, 12), max_size=2),
        "closed_nth": st.lists(NTHS, max_size=2),
        "audience_until": st.fixed_dictionaries({"中学生": st.sampled_from(QUARTERS)}),
        "audiences_not_served": st.just(["小学生"]),
        "valid_from": DATES.map(date.isoformat),
    },
)


@settings(max_examples=120, deadline=None)
@given(
    facts=FACTS, day=DATES, hour=st.integers(0, 23), audience=AUDIENCES, validity=st.integers(0, 9)
)
def test_state_agrees_with_a_minute_by_minute_reading(
    facts: dict[str, Any], day: date, hour: int, audience: str | None, validity: int
) -> None:
    if validity < 5:
        first = date.fromisoformat(facts.get("valid_from", day.isoformat()))
        facts = facts | {"valid_until": (first + timedelta(days=validity)).isoformat()}
    start = datetime(day.year, day.month, day.day, hour, 15, tzinfo=TOKYO)
    state = Hours.from_facts(facts).state(start, audience)
    assert state.status == ("open" if slow_is_open(facts, start, audience) else "closed")
    # Every window begins and ends on a half hour, so looking at each is looking at each minute.
    halves = [start + timedelta(minutes=15 + 30 * n) for n in range(12 * 48)]
    is_open = state.status == "open"
    expected = next((t for t in halves if slow_is_open(facts, t, audience) != is_open), None)
    if expected is None:
        assert state.next_change is None or state.next_change > halves[-1]
    else:
        assert state.next_change == expected


@settings(max_examples=60, deadline=None)
@given(facts=FACTS, day=DATES, audience=AUDIENCES)
def test_windows_agree_with_a_minute_by_minute_reading(
    facts: dict[str, Any], day: date, audience: str | None
) -> None:
    start = datetime(day.year, day.month, day.day, 3, 30, tzinfo=TOKYO)
    found = Hours.from_facts(facts).windows(start, start + timedelta(days=4), audience)
    halves = [start + timedelta(minutes=30 * n) for n in range(4 * 48)]
    covered = [any(opens <= half < closes for opens, closes in found) for half in halves]
    assert covered == [slow_is_open(facts, half, audience) for half in halves]
    assert all(one[1] < two[0] for one, two in pairwise(found))
