"""Facts are typed once in Japanese and read in English: hours, fees, holidays."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from cms.base.fact_words import FACT_WORDS, fact_word
from cms.base.templatetags.text import fact_lang
from directory.documents import fee_traits
from directory.hours import Hours
from directory.table_wording import ENGLISH
from directory.week_table import WeekTable

WEDNESDAY = date(2026, 11, 25)


def table(facts: dict[str, Any]) -> WeekTable:
    return Hours.from_facts(facts).week_table(WEDNESDAY, ENGLISH)


def lines(facts: dict[str, Any]) -> list[tuple[str, ...]]:
    return [(row.label, *row.times) for row in table(facts).rows]


def test_days_and_times_are_said_in_english() -> None:
    facts = {
        "hours": [{"days": ["MO", "TU", "WE", "FR"], "opens": "15:00", "closes": "21:00"}],
        "public_holidays": [{"days": ["MO"], "opens": "15:00", "closes": "17:00"}],
        "closed_yearly": [["12-29", "01-03"]],
        "closed_months": [8],
        "closed_nth": ["3WE", "-1FR"],
    }
    assert lines(facts) == [
        ("Mon–Wed, Fri", "15:00–21:00"),
        ("Public holidays, Mon", "15:00–17:00"),
        ("Public holidays, Tue, Wed, Fri", "Closed"),
        ("Thu, Sat, Sun", "Closed"),
        ("29 Dec – 3 Jan", "Closed"),
        ("Aug", "Closed"),
        ("3rd Wed, last Fri", "Closed"),
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"public_holidays": "as-usual"}, ("Public holidays", "As on the weekday")),
        ({"public_holidays": "closed"}, ("Public holidays", "Closed")),
    ],
)
def test_public_holidays_are_said_in_english(
    facts: dict[str, Any], expected: tuple[str, str]
) -> None:
    hours = [{"days": ["MO"], "opens": "9:00", "closes": "17:00"}]
    assert lines({"hours": hours} | facts)[1] == expected


def test_nights_seasons_and_every_day_are_said_in_english() -> None:
    days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    night = {"days": days, "opens": "18:00", "closes": "02:00", "closes_next_day": True}
    assert lines({"hours": [night]})[0] == ("Every day", "18:00–2:00 (next day)")
    season = {"nth": ["2SU"], "opens": "9:00", "closes": "12:00", "season": ["04-01", "09-30"]}
    assert lines({"hours": [season]})[0] == ("1 Apr – 30 Sep: 2nd Sun", "9:00–12:00")


def test_limits_and_the_first_and_last_day_are_said_in_english() -> None:
    found = table(
        {
            "hours": [{"days": ["WE"], "opens": "15:00", "closes": "21:00"}],
            "audience_until": {"中学生": "20:00", "小学生": "15:00"},
            "valid_from": "2026-04-01",
            "valid_until": "2027-03-31",
        }
    )
    assert [cell.text for cell in found.rows[0].audiences] == ["until 20:00", "Not available"]
    assert found.notes == (
        "These hours start on 1 Apr 2026.",
        "These hours end on 31 Mar 2027.",
    )


def test_fees_are_said_in_english_as_far_as_their_words_are_known() -> None:
    fees = [
        {"who": "こども", "yen": 0},
        {"who": "おとな", "yen": 1500},
        {"who": "2キロまで", "yen": 9},
    ]
    with translation.override("en"):
        assert fee_traits(fees) == ["Children Free", "Adults ¥1,500", "2キロまで ¥9"]
    with translation.override("ja"):
        assert fee_traits(fees) == ["こども 無料", "おとな 1,500円", "2キロまで 9円"]


def test_every_known_word_of_facts_is_said_in_english() -> None:
    with translation.override("en"):
        assert [word for word in FACT_WORDS if fact_word(word) == word] == []
        assert fact_word("勤務先") == "勤務先"


def test_only_facts_in_japanese_script_are_announced_as_japanese() -> None:
    with translation.override("en"):
        assert fact_lang("御成町") == ' lang="ja"'
        assert fact_lang("Onari-machi") == ""
        assert fact_lang(None) == ""
    with translation.override("ja-x-easy"):
        assert fact_lang("御成町") == ""
