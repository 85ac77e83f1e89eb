"""The opening hours as a reader sees them in the table of a place."""

from datetime import date
from typing import Any

from directory.hours import Hours
from directory.week_table import WeekTable

WEDNESDAY = date(2026, 11, 25)
HOLIDAY = date(2026, 11, 23)  # a Monday
YOUTH_HALL: dict[str, Any] = {
    "hours": [{"days": ["MO", "WE", "FR"], "opens": "15:00", "closes": "21:00"}],
    "public_holidays": [{"days": ["MO", "WE", "FR"], "opens": "15:00", "closes": "17:00"}],
    "closed_yearly": [["12-29", "01-03"]],
    "audience_until": {"中学生": "20:00"},
    "audiences_not_served": ["小学生"],
}


def table(facts: dict[str, Any], today: date = WEDNESDAY) -> WeekTable:
    return Hours.from_facts(facts).week_table(today)


def lines(facts: dict[str, Any], today: date = WEDNESDAY) -> list[tuple[str, ...]]:
    return [(row.label, *row.times) for row in table(facts, today).rows]


def todays_rows(facts: dict[str, Any], today: date) -> list[str]:
    return [row.label for row in table(facts, today).rows if row.is_today]


def test_days_with_the_same_times_stand_in_one_row() -> None:
    assert lines(YOUTH_HALL) == [
        ("月・水・金", "15:00〜21:00"),
        ("祝日の月・水・金", "15:00〜17:00"),
        ("火・木・土・日", "休み"),
        ("12月29日〜1月3日", "休み"),
    ]


def test_an_audience_has_a_column_that_says_until_when() -> None:
    found = table(YOUTH_HALL)
    assert found.audiences == ("中学生",)
    assert found.not_served == ("小学生",)
    cells = [(cell.text, cell.is_shorter) for row in found.rows[:2] for cell in row.audiences]
    assert cells == [("20:00まで", True), ("17:00まで", False)]


def test_an_audience_whose_limit_lies_before_the_opening_is_not_let_in() -> None:
    facts = YOUTH_HALL | {"audience_until": {"小学生": "15:00"}}
    assert table(facts).rows[0].audiences[0].text == "利用できません"


def test_today_is_marked_on_its_weekday_alone() -> None:
    marks = [(day.text, day.is_today) for day in table(YOUTH_HALL).rows[0].days]
    assert marks == [("月", False), ("水", True), ("金", False)]
    assert todays_rows(YOUTH_HALL, WEDNESDAY) == ["月・水・金"]


def test_today_is_marked_on_the_row_that_wins() -> None:
    assert todays_rows(YOUTH_HALL, HOLIDAY) == ["祝日の月・水・金"]
    assert todays_rows(YOUTH_HALL, date(2026, 11, 24)) == ["火・木・土・日"]
    assert todays_rows(YOUTH_HALL, date(2027, 1, 1)) == ["12月29日〜1月3日"]


def test_the_end_of_the_year_is_named() -> None:
    assert table(YOUTH_HALL).rows[-1].note == "年末年始"


def test_days_in_a_row_are_written_as_a_range() -> None:
    weekdays = {"days": ["MO", "TU", "WE", "TH", "FR"], "opens": "08:30", "closes": "17:15"}
    facts = {"hours": [weekdays], "public_holidays": "closed"}
    assert lines(facts) == [("月〜金", "8:30〜17:15"), ("祝日", "休み"), ("土・日", "休み")]
    assert todays_rows(facts, WEDNESDAY) == ["月〜金"]
    assert todays_rows(facts, HOLIDAY) == ["祝日"]


def test_several_windows_of_a_day_stand_in_one_cell() -> None:
    days = {"days": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]}
    facts = {
        "hours": [
            days | {"opens": "13:00", "closes": "15:30"},
            days | {"opens": "09:30", "closes": "11:30"},
        ]
    }
    assert lines(facts)[0] == ("毎日", "9:30〜11:30", "13:00〜15:30")


def test_numbered_weekdays_months_and_seasons_are_named() -> None:
    facts = {
        "hours": [
            {"nth": ["1SU", "-1FR"], "opens": "11:30", "closes": "13:30"},
            {
                "days": ["TU"],
                "opens": "22:00",
                "closes": "05:00",
                "closes_next_day": True,
                "season": ["04-01", "09-30"],
                "audiences": ["高校生"],
            },
        ],
        "closed_months": [8],
        "closed_nth": ["3TU"],
        "valid_until": "2027-03-31",
    }
    labels = lines(facts)
    assert ("第1日曜・最後の金曜", "11:30〜13:30") in labels
    assert ("高校生：4月1日〜9月30日の火", "22:00〜翌5:00") in labels
    assert ("8月", "休み") in labels
    assert ("第3火曜", "休み") in labels
    assert table(facts).notes == ("2027年3月31日までの時間です。",)


def test_weekdays_a_holiday_list_leaves_out_are_closed_on_holidays() -> None:
    facts = YOUTH_HALL | {
        "public_holidays": [{"days": ["MO"], "opens": "15:00", "closes": "17:00"}]
    }
    assert ("祝日の水・金", "休み") in lines(facts)
    assert todays_rows(facts, date(2027, 5, 5)) == ["祝日の水・金"]


def test_by_appointment_there_are_no_rows() -> None:
    found = table({"appointment_only": True})
    assert found.appointment_only
    assert found.rows == ()
