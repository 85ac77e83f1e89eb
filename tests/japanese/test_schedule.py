"""Schedule phrases as organizers type them: the days, the times, and the facts to store."""

from datetime import date, time, timedelta

import pytest

from events.recurrence import Recurrence
from japanese.schedule import Schedule, read_phrase

TODAY = date(2026, 11, 23)
SPRING = (date(2027, 1, 1), date(2027, 4, 30))
YEAR = (date(2027, 1, 1), date(2027, 12, 31))


def read(text: str, first_date: date | None = None) -> Schedule:
    schedule = read_phrase(text, TODAY, first_date)
    assert schedule is not None, text
    return schedule


def days(text: str, first_date: date | None = None) -> list[str]:
    return [f"{day:%m-%d}" for day in read(text, first_date).dates(*SPRING)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("毎月第3土曜", ["01-16", "02-20", "03-20", "04-17"]),
        ("最後の金曜日に開催しています", ["01-29", "02-26", "03-26", "04-30"]),
        ("第①・③木曜（4月を除く）", ["01-07", "01-21", "02-04", "02-18", "03-04", "03-18"]),
        ("土曜（第1・第3）、1月は休み", ["02-06", "02-20", "03-06", "03-20", "04-03", "04-17"]),
        ("隔週土曜日（第2・第4）※3月のみ第1土曜",
         ["01-09", "01-23", "02-13", "02-27", "03-06", "04-10", "04-24"]),
        ("奇数月は第1日曜、偶数月は第3日曜", ["01-03", "02-21", "03-07", "04-18"]),
        ("2か月に1回（偶数月第2火曜）", ["02-09", "04-13"]),
        ("第1・第3火曜（4月〜12月のみ）", ["04-06", "04-20"]),
        ("毎月第2土曜とその翌日", ["01-09", "01-10", "02-13", "02-14", "03-13", "03-14",
                               "04-10", "04-11"]),
        ("毎月末日", ["01-31", "02-28", "03-31", "04-30"]),
        ("ゾロ目の日（11日・22日）（1月を除く）", ["02-11", "02-22", "03-11", "03-22", "04-11", "04-22"]),
        ("毎月第1月曜 祝日の場合はお休み", ["01-04", "02-01", "03-01", "04-05"]),
        ("1/20〜2/10の毎週水曜", ["01-20", "01-27", "02-03", "02-10"]),
        ("令和9年4月から毎月第2・第4水曜", ["04-14", "04-28"]),
        ("毎月第２（土）・第４（土）", ["01-09", "01-23", "02-13", "02-27", "03-13", "03-27",
                                       "04-10", "04-24"]),
        ("毎月5・15・25日", ["01-05", "01-15", "01-25", "02-05", "02-15", "02-25", "03-05",
                              "03-15", "03-25", "04-05", "04-15", "04-25"]),
        ("第3日曜（3月を除く）、3月は第4日曜", ["01-17", "02-21", "03-28", "04-18"]),
        ("毎月最初の土曜日", ["01-02", "02-06", "03-06", "04-03"]),
        ("3月13日（土）から隔週 10:00〜", ["03-13", "03-27", "04-10", "04-24"]),
        ("2週間に1度 金曜日 4月9日開始", ["04-09", "04-23"]),
        ("1月9日、10日 両日10:00〜16:00", ["01-09", "01-10"]),
        ("2027年1月〜3月の第2土曜", ["01-09", "02-13", "03-13"]),
        ("令和9年2月から4月まで毎月第1火曜", ["02-02", "03-02", "04-06"]),
        ("毎月最終日", ["01-31", "02-28", "03-31", "04-30"]),
        ("月末の水曜 17時〜", ["01-27", "02-24", "03-31", "04-28"]),
        ("令和9年1月 7、21、28日", ["01-07", "01-21", "01-28"]),
        ("2月3・17日（水）", ["02-03", "02-17"]),
        ("3月6日、4月10日 いずれも土曜日", ["03-06", "04-10"]),
        ("年4回（1月・4月・7月・10月）の第3木曜", ["01-21", "04-15"]),
        ("毎月第1木曜（3月は第2）", ["01-07", "02-04", "03-11", "04-01"]),
        ("隔月第4日曜（偶数月開催）", ["02-28", "04-25"]),
        ("隔月第4日曜 ※奇数月", ["01-24", "03-28"]),
        ("2/3〜2/24 毎週水曜（全4回）", ["02-03", "02-10", "02-17", "02-24"]),
        ("年10回 毎月第3金曜（1月・8月休み）", ["02-19", "03-19", "04-16"]),
        ("月1回 20日", ["01-20", "02-20", "03-20", "04-20"]),
        ("木曜（第1・3）10:30〜12:00",
         ["01-07", "01-21", "02-04", "02-18", "03-04", "03-18", "04-01", "04-15"]),
        ("第1/第3木曜",
         ["01-07", "01-21", "02-04", "02-18", "03-04", "03-18", "04-01", "04-15"]),
        ("毎月第2月曜（祝日・振替休日を除く）", ["02-08", "03-08", "04-12"]),
        ("次回は2月20日（土）", ["02-20"]),
        ("第1回 1月23日、第2回 2月27日", ["01-23", "02-27"]),
        ("2月23日（祝）", ["02-23"]),
        ("2月5日・末日", ["02-05", "02-28"]),
        ("第1・3水曜（1月は第3のみ）", ["01-20", "02-03", "02-17", "03-03", "03-17", "04-07", "04-21"]),
        ("毎週木曜（1月〜3月は第2・4のみ）",
         ["01-14", "01-28", "02-11", "02-25", "03-11", "03-25",
          "04-01", "04-08", "04-15", "04-22", "04-29"]),
        ("月末水曜", ["01-27", "02-24", "03-31", "04-28"]),
        ("2027.1.16 / 2027.2.20", ["01-16", "02-20"]),
        ("3月2日から毎週火曜 全3回", ["03-02", "03-09", "03-16"]),
        ("第3水曜 1月〜3月", ["01-20", "02-17", "03-17"]),
        ("第3水曜 2月のみお休み", ["01-20", "03-17", "04-21"]),
        ("第3水曜 2027年3月は休み", ["01-20", "02-17", "04-21"]),
        ("毎月第2月曜 祝日なら休み", ["02-08", "03-08", "04-12"]),
        ("毎月第2木曜 祝日に関わらず開催", ["01-14", "02-11", "03-11", "04-08"]),
        ("- 毎月19日（育児の日）", ["01-19", "02-19", "03-19", "04-19"]),
        (
            "毎土曜日（2月〜12月は休み、ただし第5土曜もお休み）",
            ["01-02", "01-09", "01-16", "01-23"],
        ),
    ],
)  # fmt: skip
def test_a_phrase_names_its_days(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("火曜（毎週）", "毎週火曜"),
        ("平日毎日", "平日"),
        ("平日（月〜金）", "平日"),
        ("月ー金 10:00ー15:00", "月〜金 10:00〜15:00"),
        ("【第2土曜】10時〜", "第2土曜 10時〜"),
        ("毎週木曜 お昼の12時〜", "毎週木曜 12時〜"),
    ],
)
def test_two_spellings_say_the_same(text: str, same: str) -> None:
    assert read(text) == read(same)


def test_weekly_days_leave_out_what_is_taken_out() -> None:
    closed = read("毎週水・金 祝日・第3水曜は休み").dates(*SPRING)
    every = read("毎週水曜日、金曜日").dates(*SPRING)
    assert {f"{day:%m-%d}" for day in set(every) - set(closed)} == {
        "01-01", "01-20", "02-17", "03-17", "04-21"
    }  # fmt: skip


def test_the_last_weekday_of_the_month_can_be_taken_out() -> None:
    kept = read("毎週火曜（最終火曜は休み）").dates(*YEAR)
    last = read("最終火曜").dates(*YEAR)
    assert sorted([*kept, *last]) == read("毎週火曜").dates(*YEAR)


def test_workdays_leave_out_public_holidays_unless_they_are_open() -> None:
    golden_week = (date(2027, 4, 29), date(2027, 5, 7))
    assert [day.day for day in read("平日 9時〜17時").dates(*golden_week)] == [30, 6, 7]
    assert len(read("平日（祝日も開館）9時〜17時").dates(*golden_week)) == 7


def test_new_year_with_its_dates_is_taken_out_every_year() -> None:
    schedule = read("毎日（年末年始（12/29〜1/3）は休み）")
    assert schedule.dates(date(2026, 12, 27), date(2027, 1, 5)) == [
        date(2026, 12, 27), date(2026, 12, 28), date(2027, 1, 4), date(2027, 1, 5)
    ]  # fmt: skip
    assert not schedule.caveat


def test_fortnights_are_counted_from_the_first_date() -> None:
    assert read_phrase("隔週木曜", TODAY) is None
    assert read_phrase("隔週木曜", TODAY, first_date=date(2026, 12, 4)) is None
    assert days("隔週木曜", date(2026, 12, 3))[:3] == ["01-14", "01-28", "02-11"]
    assert days("隔週木曜", date(2026, 12, 10))[:3] == ["01-07", "01-21", "02-04"]


def test_every_second_month_is_counted_from_the_first_date() -> None:
    assert read_phrase("隔月第2日曜", TODAY) is None
    assert days("隔月第2日曜", date(2026, 12, 13)) == ["02-14", "04-11"]
    assert days("隔月第2日曜", date(2027, 1, 10)) == ["01-10", "03-14"]


def test_the_first_date_changes_nothing_where_nothing_is_counted() -> None:
    assert days("毎週木曜", date(2027, 2, 1)) == days("毎週木曜")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和9年1月9日(土)・23日(土)、2月6日", ["2027-01-09", "2027-01-23", "2027-02-06"]),
        ("12月12日、1月9日", ["2026-12-12", "2027-01-09"]),
        ("11月23日", ["2026-11-23"]),
        ("11月22日", ["2027-11-22"]),
        ("2026年12月20日、1月17日", ["2026-12-20", "2027-01-17"]),
        ("R9.1.9（土） 14時〜", ["2027-01-09"]),
        ("2027-01-09 14:00-16:00", ["2027-01-09"]),
        ("12月5日（土）〜6日（日）", ["2026-12-05", "2026-12-06"]),
        ("2027年 1/17、2/21 全2回", ["2027-01-17", "2027-02-21"]),
    ],
)
def test_dates_are_read_as_of_today(text: str, expected: list[str]) -> None:
    found = read(text).dates(date(2026, 1, 1), date(2030, 12, 31))
    assert [day.isoformat() for day in found] == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("第2土曜 午後1時半〜3時", time(13, 30), time(15)),
        ("第2土曜 10〜12時", time(10), time(12)),
        ("第2土曜 午前九時三十分から正午まで", time(9, 30), time(12)),
        ("第2土曜 夜7時〜9時", time(19), time(21)),
        ("第2土曜 10:00AM〜1:30PM", time(10), time(13, 30)),
        ("第2土曜 １７：００～", time(17), None),
        ("第2土曜 18時30分開始", time(18, 30), None),
        ("18:00〜20:00 第2土曜", time(18), time(20)),
        ("第2土曜", None, None),
    ],
)
def test_times_are_read_with_their_half_of_the_day(
    text: str, start: time | None, end: time | None
) -> None:
    schedule = read(text)
    assert (schedule.start, schedule.end, schedule.sessions) == (start, end, ())


def test_days_with_different_times_are_sessions() -> None:
    schedule = read("第1土曜 10時〜12時、第3土曜・第4日曜 13時〜15時")
    assert [(part.rrule, part.start) for part in schedule.sessions] == [
        (("FREQ=MONTHLY;BYDAY=1SA",), time(10)),
        (("FREQ=MONTHLY;BYDAY=3SA", "FREQ=MONTHLY;BYDAY=4SU"), time(13)),
    ]
    assert schedule.start is None


def test_the_same_time_said_twice_is_one_time() -> None:
    schedule = read("第1木曜 16時〜17時、第3木曜 16時〜17時")
    assert (schedule.start, schedule.end, schedule.sessions) == (time(16), time(17), ())
    assert len(schedule.dates(*YEAR)) == 24


def test_two_sittings_share_their_days() -> None:
    schedule = read("毎月第1土曜 第1部10:00〜11:00 第2部11:30〜12:30")
    assert [part.start for part in schedule.sessions] == [time(10), time(11, 30)]
    assert len(schedule.dates(*YEAR)) == 12


@pytest.mark.parametrize(
    "text",
    [
        "毎月第2土曜（要予約）",
        "毎月第2土曜 雨天中止",
        "原則第2土曜",
        "毎月第2土曜 都合により変更・中止になる場合があります",
        "毎月第2土曜 先着20名 福祉センター2階会議室",
        "毎月第2土曜 前日までにご予約ください",
        "カフェ 毎月第2土曜",
        "毎月第2土曜 第2会議室 0467-00-0000",
        "毎月第2土曜 10時〜12時（受付9時半から）",
        "毎月第2土曜 13時から2時間程度",
        "毎月第2土曜 ※会場は月ごとに変わります",
        "毎月第2土曜（中止の場合はブログで告知します）",
        "毎月第2土曜 休憩所あり",
        "毎月第2土曜 13時〜 約2時間",
        "毎月第2土曜 中止の際は掲示板でお知らせします",
        "毎月第2土曜 1日限定20食",
        "毎月第2土曜 要予約（前日まで）",
        "毎月第2土曜 月会費300円",
    ],
)
def test_words_beside_the_rule_are_a_caveat(text: str) -> None:
    schedule = read(text)
    assert schedule.caveat
    assert schedule.dates(*YEAR) == read("毎月第2土曜").dates(*YEAR)


@pytest.mark.parametrize(
    "text", ["開催日：毎月第2土曜", "毎月第2土曜に開催します。", "月1回（第2土曜）"]
)
def test_words_that_say_nothing_are_no_caveat(text: str) -> None:
    assert not read(text).caveat


@pytest.mark.parametrize(
    "text",
    [
        "毎月第3土曜 10時〜12時 祝日除く",
        "毎週水曜（第3水曜を除く）8月は休み 15時〜",
        "毎日（水曜定休）12/29〜1/3は休み",
        "毎週火曜（最終火曜は休み）",
        "毎月第3火曜とその直後の木曜",
        "隔週木曜（12月3日から） 14:00～",
        "隔月第3木曜（次回は1月21日）",
        "1月10日〜2月14日の毎週日曜",
        "毎月5のつく日 10時〜",
        "毎月末日",
        "平日9:00〜17:00",
        "年中無休 10時〜18時",
        "2027年1月9日、2月13日 13:30〜15:30",
        "毎月第1土曜 10時〜11時、13時〜14時",
        "第2火曜 17:30〜 第3土曜 10:00〜",
        "毎月第4土曜 ※12月のみ第3土曜",
    ],
)
def test_the_stored_facts_give_the_same_meetings(text: str) -> None:
    schedule = read(text)
    stored = {
        (meeting.date, meeting.start, meeting.end)
        for facts in schedule.facts()
        for meeting in Recurrence.from_facts(facts).occurrences(*YEAR)
    }
    said = {
        (day, part.start, part.end)
        for part in schedule.parts
        for day in Schedule((part,), schedule.closures, schedule.first, schedule.last).dates(*YEAR)
    }
    assert stored == said
    assert {day for day, _start, _end in stored} == set(schedule.dates(*YEAR))


def test_only_the_days_asked_for_are_given() -> None:
    schedule = read("毎日")
    assert schedule.dates(TODAY, TODAY) == [TODAY]
    assert schedule.dates(TODAY, TODAY - timedelta(days=1)) == []
