"""Years as residents and city papers write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from japanese.eras import both_calendars, wareki, western_year


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 11, 1), "令和8年"),
        (date(2019, 5, 1), "令和元年"),
        (date(2019, 4, 30), "平成31年"),
        (date(1989, 1, 8), "平成元年"),
        (date(1989, 1, 7), "昭和64年"),
        (date(1926, 12, 25), "昭和元年"),
        (date(1926, 12, 24), "大正15年"),
        (date(1912, 7, 29), "明治45年"),
        (date(1873, 1, 1), "明治6年"),
    ],
)
def test_a_day_has_its_era_and_year(day: date, year: str) -> None:
    assert wareki(day) == year


def test_both_calendars_stand_in_one_date() -> None:
    assert both_calendars(date(2026, 11, 1)) == "2026年（令和8年）11月1日"
    assert both_calendars(date(2019, 5, 1)) == "2019年（令和元年）5月1日"


def test_a_day_of_the_lunar_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="和暦"):
        wareki(date(1872, 12, 31))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和8年", 2026),
        ("令和元年", 2019),
        ("令和 ８年", 2026),
        ("R8", 2026),
        ("Ｈ３１年", 2019),
        ("昭和64年", 1989),
        ("昭和65年", None),
        ("令和0年", None),
        ("2026年", None),
        ("八年", None),
    ],
)
def test_an_era_year_is_read_back(text: str, year: int | None) -> None:
    assert western_year(text) == year


@given(st.dates(date(1873, 1, 1), date(2115, 12, 31)))
def test_writing_and_reading_agree(day: date) -> None:
    assert western_year(wareki(day)) == day.year
