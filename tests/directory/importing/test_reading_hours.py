"""Opening hours become a rule only where every word about them is carried; the words stay beside."""

import pytest

from directory.hours import Hours
from directory.importing.cells.openings import OpeningWords, read_opening

WEEK = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
WORKDAYS = WEEK[:5]


def opening(days, opens, closes, note="", **more):
    return read_opening(OpeningWords(days=days, opens=opens, closes=closes, note=note, **more))


def cafeteria(days, opens, closes, note="", frequency="", dates=""):
    return opening(days, opens, closes, note, frequency=frequency, dates=dates, asks_frequency=True)


def test_days_and_times_alone_are_a_rule():
    said = opening("月水金", "9時30分", "午後5時")
    assert said.facts == {
        "hours": [{"days": ["MO", "WE", "FR"], "opens": "09:30", "closes": "17:00"}]
    }
    assert said.note == ""


def test_two_times_in_one_cell_are_read():
    assert opening("月", "9:00～17:00", "").facts["hours"][0]["closes"] == "17:00"


def test_workdays_are_closed_on_public_holidays_and_lists_with_them_open():
    assert opening("平日", "9:00", "17:00").facts["public_holidays"] == "closed"
    weekend = opening("土日祝", "9:00", "17:00").facts
    assert weekend["public_holidays"] == [{"days": WEEK, "opens": "09:00", "closes": "17:00"}]


def test_hours_past_midnight_belong_to_the_day_before():
    row = opening("金", "18:00", "25:30").facts["hours"][0]
    assert (row["closes"], row["closes_next_day"]) == ("01:30", True)
    assert opening("金", "18:00", "24:00").facts["hours"][0]["closes"] == "24:00"
    assert opening("金", "20:00", "5:00").facts["hours"][0]["closes_next_day"] is True


@pytest.mark.parametrize(
    ("note", "facts"),
    [
        (
            "祝日と年末年始（12/29～1/3）は終日利用不可。",
            {"public_holidays": "closed", "closed_yearly": [["12-29", "01-03"]]},
        ),
        ("年末年始（12月29日から1月3日）休館", {"closed_yearly": [["12-29", "01-03"]]}),
        ("休館日：12/29〜1/3", {"closed_yearly": [["12-29", "01-03"]]}),
        ("第３火曜日休。", {"closed_nth": ["3TU"]}),
        ("毎月第2・第4水曜日は休み", {"closed_nth": ["2WE", "4WE"]}),
        ("毎月第3月曜日は休館", {"closed_nth": ["3MO"]}),
        ("8月は休み", {"closed_months": [8]}),
        ("日曜日、祝日は休み", {"public_holidays": "closed"}),
    ],
)
def test_closures_with_their_days_are_carried(note, facts):
    said = opening("月火水木金", "9:00", "17:00", note)
    assert said.facts == {
        "hours": [{"days": WORKDAYS, "opens": "09:00", "closes": "17:00"}],
        **facts,
    }
    assert said.note == note


def test_other_times_of_a_day_replace_it():
    rows = opening("月火水木金土", "9:30", "16:00", "土曜日のみ9：30～14：30").facts["hours"]
    assert rows == [
        {"days": WORKDAYS, "opens": "09:30", "closes": "16:00"},
        {"days": ["SA"], "opens": "09:30", "closes": "14:30"},
    ]
    earlier = opening("月火水木金土日", "9:00", "21:00", "月曜日は17:00まで").facts["hours"]
    assert earlier[1] == {"days": ["MO"], "opens": "09:00", "closes": "17:00"}


def test_a_day_in_two_parts_is_open_in_both():
    rows = opening("火水", "10：00", "16：00", "利用可能時間は10:00～12:00、13:00～16:00").facts[
        "hours"
    ]
    assert [(row["opens"], row["closes"]) for row in rows] == [
        ("10:00", "12:00"),
        ("13:00", "16:00"),
    ]


def test_parts_that_do_not_fit_the_day_leave_words():
    assert opening("火水", "10:00", "17:00", "利用可能時間は10:00～12:00、13:00～16:00").facts == {}


def test_a_further_saturday_of_the_month_is_added():
    facts = opening("月火水木金", "9:30", "15:30", "第３土は10:30～15:30。第３火曜日休。").facts
    assert facts["hours"][1] == {"nth": ["3SA"], "opens": "10:30", "closes": "15:30"}
    assert facts["closed_nth"] == ["3TU"]


def test_a_season_is_carried():
    row = opening("月火", "10:00", "17:30", "7/1～8/31の間利用可。").facts["hours"][0]
    assert row["season"] == ["07-01", "08-31"]


@pytest.mark.parametrize(
    "note",
    [
        "月１回土曜日開設",
        "第２土は利用可。",
        "年末年始休館",
        "入館は16時まで",
        "開所日、時間については事業所によって変更する場合がありますのでご了承ください。",
    ],
)
def test_a_note_that_only_adds_stays_beside_the_rule(note):
    said = opening("月火水木金", "10:00", "15:00", note)
    assert said.facts == {"hours": [{"days": WORKDAYS, "opens": "10:00", "closes": "15:00"}]}
    assert said.note == note


@pytest.mark.parametrize(
    "note",
    [
        "12:00～13:00制限あり",
        "不定休",
        "要予約",
        "海開き期間中のみ開場可能",
        "月曜日が祝日の場合は開館し、翌日を閉館",
        "施設利用者がいない場合は、17:00以降は施錠",
        "火曜日休館",
        "夏季は30分後ろ倒し",
        "11月～4月まで21時まで",
    ],
)
def test_a_note_that_changes_the_rule_in_a_way_not_carried_leaves_words_only(note):
    said = opening("月火水木金", "10:00", "15:00", note)
    assert said.facts == {}
    assert said.note == f"月火水木金 10:00〜15:00。{note}"
    assert said.doubt


def test_a_time_that_cannot_be_is_left_out_and_makes_no_rule():
    said = opening("月火", "9:00", "99:99")
    assert said.facts == {}
    assert said.note == "月火 9:00〜"
    assert said.left_out[0][:2] == ("hours.closes", "99:99")


def test_a_start_without_an_end_is_no_rule():
    said = cafeteria("土", "12:00", "", frequency="3")
    assert (said.facts, said.note) == ({}, "週1〜2回 土 12:00〜")


@pytest.mark.parametrize(
    ("opens", "closes"), [("17:00", "9:00"), ("9:00", "9:00"), ("9:00", "日没まで")]
)
def test_times_that_make_no_opening_stay_words(opens, closes):
    assert opening("月", opens, closes).facts == {}


@pytest.mark.parametrize("frequency", ["4", "5", "6", "7", "8", ""])
def test_a_saturday_that_is_not_every_saturday_is_never_a_rule(frequency):
    assert cafeteria("土", "12:00", "14:00", frequency=frequency).facts == {}


def test_the_words_of_a_monthly_cafeteria_are_kept():
    assert cafeteria("土", "12:00", "14:00", frequency="5").note == "月1回 土 12:00〜14:00"


@pytest.mark.parametrize(
    ("frequency", "days", "rule"),
    [
        ("3", "火", True),
        ("3", "月金", True),
        ("2", "月水金", True),
        ("1", "月火水木金", True),
        ("1", "月", False),
        ("3", "月火水", False),
    ],
)
def test_a_weekly_frequency_must_fit_the_number_of_days(frequency, days, rule):
    assert bool(cafeteria(days, "17:00", "19:00", frequency=frequency).facts) is rule


@pytest.mark.parametrize(
    ("dates", "days", "frequency", "row"),
    [
        ("毎月第三水曜日", "水", "5", {"nth": ["3WE"]}),
        ("毎月第１第３木曜日", "", "", {"nth": ["1TH", "3TH"]}),
        ("毎月最終金曜日", "金", "5", {"nth": ["-1FR"]}),
        ("毎週月、水、金曜日", "月水金", "2", {"days": ["MO", "WE", "FR"]}),
        ("毎日", "", "", {"days": WEEK}),
        ("第2・4水曜日 16時～20時", "", "", {"nth": ["2WE", "4WE"]}),
    ],
)
def test_days_in_words_are_read_where_the_columns_agree(dates, days, frequency, row):
    facts = cafeteria(days, "16:00", "20:00", frequency=frequency, dates=dates).facts
    assert facts["hours"] == [{**row, "opens": "16:00", "closes": "20:00"}]


@pytest.mark.parametrize(
    ("dates", "days", "frequency"),
    [
        ("原則毎月第4日曜日", "日", "5"),
        ("毎月第三火曜日とその直後の木曜日", "火木", "4"),
        ("毎月第二火曜日、第四木曜日", "火木", "3"),
        ("毎月第2・第4土曜日", "土", "2"),
        ("第２金曜日", "土", ""),
        ("不定", "水木", "5"),
        ("月2", "日", "1"),
        ("第2水曜日他", "", ""),
        ("2ヶ月に1回　第2火曜日", "", ""),
        ("第2水曜日 15時～17時", "", ""),
    ],
)
def test_days_in_words_that_are_not_certain_or_contradict_stay_words(dates, days, frequency):
    said = cafeteria(days, "16:00", "20:00", frequency=frequency, dates=dates)
    assert said.facts == {}
    assert dates in said.note


def test_hours_that_are_not_public_say_so():
    assert cafeteria("月", "非公開", "無し", dates="毎週").note == "月 毎週 時間は非公開"


def test_whatever_is_read_is_a_rule_of_the_contract():
    for note in ("祝日休み", "土曜日のみ9：30～14：30", "7/1～8/31の間利用可"):
        facts = opening("月火水木金土", "9:00", "17:00", note).facts
        assert Hours.from_facts(facts)
