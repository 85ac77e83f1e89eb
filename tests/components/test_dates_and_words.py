"""Dates, times and words as residents read them."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from cms.base.templatetags import text

SATURDAY = "2026-11-28"


@pytest.mark.parametrize(
    ("show", "japanese", "english"),
    [
        (text.month_day, "11月28日（土）", "Sat 28 Nov"),
        (text.plain_date, "2026年11月28日", "28 November 2026"),
        (text.both_calendars, "2026年（令和8年）11月28日", "28 November 2026"),
        (text.month_name, "11月", "Nov"),
        (text.year_month, "2026年11月", "November 2026"),
        (text.weekday_name, "土曜日", "Sat"),
        (text.iso_date, "2026-11-28", "2026-11-28"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_dates_are_written_in_the_readers_way(show, japanese: str, english: str) -> None:
    assert show(SATURDAY) == japanese
    assert show(date(2026, 11, 28)) == japanese
    with translation.override("ja-x-easy"):
        assert show(SATURDAY) == japanese
    with translation.override("en"):
        assert show(SATURDAY) == english
    assert show(None) == show("") == show("いつか") == ""


def test_the_day_of_an_instant_is_the_japanese_day() -> None:
    assert text.month_day(datetime(2026, 11, 27, 15, 0, tzinfo=UTC)) == "11月28日（土）"
    assert text.month_day("2026-11-27T15:00Z") == "11月28日（土）"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("09:05", "9:05"),
        (time(13, 30), "13:30"),
        (datetime(2026, 11, 27, 15, 0, tzinfo=UTC), "0:00"),
        ("2026-11-27T04:30Z", "13:30"),
        ("夕方", ""),
        (None, ""),
    ],
)
def test_times_are_written_with_the_hour_as_spoken(value, words: str) -> None:
    assert text.clock(value) == words


def test_a_phone_number_becomes_digits() -> None:
    assert text.tel("0467-00-0000") == "0467000000"
    assert text.tel("+81 467 00 0000") == "+81467000000"
    assert text.tel(None) == ""


def test_only_found_words_are_marked_and_all_are_escaped() -> None:
    assert text.marked([["<b>", True], ["&", False]]) == "<mark>&lt;b&gt;</mark>&amp;"
    assert text.marked("<b>") == "&lt;b&gt;"
    assert text.marked(None) == ""
