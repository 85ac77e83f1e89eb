"""Public holidays against a second, independent source.

From 1986, when the day between two holidays became one, both agree on every day up to 2099. Before
that jpholiday counts 4 May of 31 years and 12 February 1973 too; no opening hours reach back there.
"""

from datetime import MAXYEAR, date, timedelta

import holidays as independent
import pytest

from japanese import holidays


@pytest.mark.parametrize("year", range(2000, 2051))
def test_every_day_of_the_year_agrees_with_the_holidays_package(year: int) -> None:
    expected = set(independent.country_holidays("JP", years=year))
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    found = {day for day in days if day.year == year and holidays.is_holiday(day)}
    assert found == expected


def test_a_holiday_is_named() -> None:
    assert holidays.name(date(2026, 11, 3)) == "文化の日"
    assert holidays.name(date(2026, 11, 23)) == "勤労感謝の日"


def test_substitute_days_and_the_day_between_two_holidays_are_holidays() -> None:
    assert holidays.is_holiday(date(2026, 5, 6))
    assert holidays.is_holiday(date(2026, 9, 22))


def test_a_plain_day_has_no_name() -> None:
    assert holidays.name(date(2026, 11, 24)) is None
    assert not holidays.is_holiday(date(2026, 11, 29))


def test_the_last_year_of_the_calendar_is_answered_too() -> None:
    assert not holidays.is_holiday(date(MAXYEAR, 12, 31))
