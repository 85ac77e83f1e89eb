"""Opening hours as towns write them: read as the facts they say, or refused with the reason."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.hours import TOKYO, Hours
from directory.hours_phrases import Unreadable, read_hours_phrase
from japanese.calendar_days import WEEKDAY_CODES, WEEKDAY_KANJI

EVERY_DAY = "MO TU WE TH FR SA SU"
WORKDAYS = "MO TU WE TH FR"


def row(days: str, opens: str, closes: str, **more: Any) -> dict[str, Any]:
    """`days` are codes with spaces; codes with a number are nth weekdays."""
    codes = days.split()
    kind = "nth" if any(char.isdigit() for char in days) else "days"
    return {kind: codes, "opens": opens, "closes": closes, **more}


def hours(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"hours": list(rows), **more}


CLOSED = {"public_holidays": "closed"}
NINE_TO_FIVE = row(WORKDAYS, "09:00", "17:00")
NEW_YEAR = {"closed_yearly": [["12-29", "01-03"]]}

READ = [
    # Days and times
    ("月〜金 9時〜17時", hours(NINE_TO_FIVE)),
    ("月曜日から金曜日まで　午前8時30分から午後5時15分まで", hours(row(WORKDAYS, "08:30", "17:15"))),
    ("月～金曜日　９：００～１７：００", hours(NINE_TO_FIVE)),
    ("月〜金の10時から15時", hours(row(WORKDAYS, "10:00", "15:00"))),
    ("月ー金 9:00ー17:00", hours(NINE_TO_FIVE)),
    ("【月〜金】9:00〜17:00", hours(NINE_TO_FIVE)),
    ("月・水・金曜　午前１０時～午後４時", hours(row("MO WE FR", "10:00", "16:00"))),
    ("月火水木金 10:00-15:00", hours(row(WORKDAYS, "10:00", "15:00"))),
    ("火・木 13:30～16:30", hours(row("TU TH", "13:30", "16:30"))),
    ("毎日 9:00〜21:00", hours(row(EVERY_DAY, "09:00", "21:00"))),
    ("年中無休 10:00〜18:00", hours(row(EVERY_DAY, "10:00", "18:00"))),
    ("毎週水曜 17時〜19時", hours(row("WE", "17:00", "19:00"))),
    ("月〜金 九時から十七時", hours(NINE_TO_FIVE)),
    ("月〜金 9-17時", hours(NINE_TO_FIVE)),
    ("土日 10時半〜16時半", hours(row("SA SU", "10:30", "16:30"))),
    ("9:00〜17:00（月〜金）", hours(NINE_TO_FIVE)),
    ("開所時間：月〜金 9:00〜17:00", hours(NINE_TO_FIVE)),
    ("開館日 火〜日 開館時間 9:00〜17:00", hours(row("TU WE TH FR SA SU", "09:00", "17:00"))),
    ("（月〜金）9:00〜17:00", hours(NINE_TO_FIVE)),
    ("月曜〜木曜 午後1時〜5時", hours(row("MO TU WE TH", "13:00", "17:00"))),
    ("金曜 10時〜正午", hours(row("FR", "10:00", "12:00"))),
    # Lunch breaks, and different times on different days
    (
        "月〜金 9:00〜12:00、13:00〜17:00",
        hours(row(WORKDAYS, "09:00", "12:00"), row(WORKDAYS, "13:00", "17:00")),
    ),
    (
        "火水木金土 10：00～12：00、13：00～16：00",
        hours(row("TU WE TH FR SA", "10:00", "12:00"), row("TU WE TH FR SA", "13:00", "16:00")),
    ),
    (
        "火〜金 9:30〜12:00/13:30〜18:00",
        hours(row("TU WE TH FR", "09:30", "12:00"), row("TU WE TH FR", "13:30", "18:00")),
    ),
    ("月〜金 9:00〜17:00 土（第2・4）9:00〜12:00", hours(NINE_TO_FIVE, row("2SA 4SA", "09:00", "12:00"))),
    (
        "月〜金 9:00〜17:00、土 9:00〜12:00",
        hours(NINE_TO_FIVE, row("SA", "09:00", "12:00")),
    ),
    (
        "水・金 10時〜20時、日 10時〜16時（祝日と12/29〜1/3は休み）",
        hours(row("WE FR", "10:00", "20:00"), row("SU", "10:00", "16:00"), **CLOSED, **NEW_YEAR),
    ),
    (
        "月〜金 9:00〜17:00\n土 9:00〜12:00",
        hours(NINE_TO_FIVE, row("SA", "09:00", "12:00")),
    ),
    (
        "平日8:30~17:15(水曜日は19:00まで)",
        hours(row("MO TU TH FR", "08:30", "17:15"), row("WE", "08:30", "19:00"), **CLOSED),
    ),
    (
        "月〜土 9:00〜17:00（土曜は12:00まで）",
        hours(row(WORKDAYS, "09:00", "17:00"), row("SA", "09:00", "12:00")),
    ),
    # Public holidays
    ("平日 9時〜17時", hours(NINE_TO_FIVE, **CLOSED)),
    ("月〜金 9:00〜17:00（祝日を除く）", hours(NINE_TO_FIVE, **CLOSED)),
    ("月曜〜土曜（祝日を除く）9:00〜17:00", hours(row("MO TU WE TH FR SA", "09:00", "17:00"), **CLOSED)),
    ("月～金　9：00～17：00　土日祝休み", hours(NINE_TO_FIVE, **CLOSED)),
    ("土日祝日を除く 9:00〜17:00", hours(NINE_TO_FIVE, **CLOSED)),
    ("毎日（土日祝を除く）9時〜17時", hours(NINE_TO_FIVE, **CLOSED)),
    ("月〜金 9:00〜17:00 祝日も開館", hours(NINE_TO_FIVE)),
    ("平日 9:00〜17:00（祝日も開所）", hours(NINE_TO_FIVE)),
    (
        "土日祝 10:00-18:00",
        hours(row("SA SU", "10:00", "18:00"), public_holidays=[row(EVERY_DAY, "10:00", "18:00")]),
    ),
    (
        "平日9時〜17時、土日祝10時〜15時",
        hours(
            NINE_TO_FIVE,
            row("SA SU", "10:00", "15:00"),
            public_holidays=[row(EVERY_DAY, "10:00", "15:00")],
        ),
    ),
    (
        "月・水・金 15:00～21:00（祝日は15:00～17:00）",
        hours(
            row("MO WE FR", "15:00", "21:00"), public_holidays=[row("MO WE FR", "15:00", "17:00")]
        ),
    ),
    (
        "毎日 9:00〜21:00、祝日 10:00〜17:00",
        hours(
            row(EVERY_DAY, "09:00", "21:00"), public_holidays=[row(EVERY_DAY, "10:00", "17:00")]
        ),
    ),
    # Closed days
    ("平日10:00-15:00（第3水曜休）", hours(row(WORKDAYS, "10:00", "15:00"), closed_nth=["3WE"], **CLOSED)),
    ("水曜定休 11:00〜19:00", hours(row("MO TU TH FR SA SU", "11:00", "19:00"))),
    ("11:00〜19:00 定休日 水曜", hours(row("MO TU TH FR SA SU", "11:00", "19:00"))),
    ("定休日：月・火 10:00〜16:00", hours(row("WE TH FR SA SU", "10:00", "16:00"))),
    ("9:00〜17:00 休館日：毎週月曜", hours(row("TU WE TH FR SA SU", "09:00", "17:00"))),
    ("毎日 10:00〜18:00 水曜休み", hours(row("MO TU TH FR SA SU", "10:00", "18:00"))),
    (
        "火〜金 10:00〜12:00、13:00〜16:00 第3火曜日休。",
        hours(
            row("TU WE TH FR", "10:00", "12:00"),
            row("TU WE TH FR", "13:00", "16:00"),
            closed_nth=["3TU"],
        ),
    ),
    ("毎日 9:00〜17:00 第1・第3月曜休館", hours(row(EVERY_DAY, "09:00", "17:00"), closed_nth=["1MO", "3MO"])),
    ("毎日 9:00〜21:00 年末年始（12/29〜1/3）休み", hours(row(EVERY_DAY, "09:00", "21:00"), **NEW_YEAR)),
    (
        "月〜金 9:00〜17:00（12月29日から1月3日までを除く）",
        hours(NINE_TO_FIVE, **NEW_YEAR),
    ),
    (
        "月〜金 9:00〜17:00 休業日：土日祝、12/29〜1/3",
        hours(NINE_TO_FIVE, **CLOSED, **NEW_YEAR),
    ),
    ("毎週土曜 10時〜12時、8月休み", hours(row("SA", "10:00", "12:00"), closed_months=[8])),
    ("火・木 10:00〜15:00 夏季休業（8/13〜8/16）", hours(row("TU TH", "10:00", "15:00"), closed_yearly=[["08-13", "08-16"]])),
    ("10:00〜16:00 第1・第3日曜休館", hours(row(EVERY_DAY, "10:00", "16:00"), closed_nth=["1SU", "3SU"])),
    (
        "日曜・祝日、12/29〜1/3を除く毎日 9:00〜18:00",
        hours(row("MO TU WE TH FR SA", "09:00", "18:00"), **CLOSED, **NEW_YEAR),
    ),
    ("月〜金 8:30〜17:15 祝日は閉庁", hours(row(WORKDAYS, "08:30", "17:15"), **CLOSED)),
    ("月〜金 9:00〜17:00（祝日・振替休日を除く）", hours(NINE_TO_FIVE, **CLOSED)),
    # Nth weekdays, whole days, nights, seasons, validity
    ("第2・第4水曜 10時〜12時", hours(row("2WE 4WE", "10:00", "12:00"))),
    ("毎月第1日曜 11:30〜13:30", hours(row("1SU", "11:30", "13:30"))),
    ("月〜金、第3土曜 9:00〜17:00", hours(row(WORKDAYS, "09:00", "17:00"), row("3SA", "09:00", "17:00"))),
    ("最終金曜 18:00〜20:00", hours(row("-1FR", "18:00", "20:00"))),
    ("24時間365日", hours(row(EVERY_DAY, "00:00", "24:00"))),
    ("年中無休 24時間対応", hours(row(EVERY_DAY, "00:00", "24:00"))),
    ("毎日24時間受付", hours(row(EVERY_DAY, "00:00", "24:00"))),
    ("金曜 22:00〜翌5:00", hours(row("FR", "22:00", "05:00", closes_next_day=True))),
    ("金・土 20時〜翌日1時", hours(row("FR SA", "20:00", "01:00", closes_next_day=True))),
    ("土曜 18:00〜24:00", hours(row("SA", "18:00", "24:00"))),
    (
        "毎日 4月〜9月 9:00〜18:00、10月〜3月 9:00〜17:00",
        hours(
            row(EVERY_DAY, "09:00", "18:00", season=["04-01", "09-30"]),
            row(EVERY_DAY, "09:00", "17:00", season=["10-01", "03-31"]),
        ),
    ),
    (
        "毎日 夏季（4月～10月）9:00～18:00 冬季（11月～2月）9:00～17:00",
        hours(
            row(EVERY_DAY, "09:00", "18:00", season=["04-01", "10-31"]),
            row(EVERY_DAY, "09:00", "17:00", season=["11-01", "02-29"]),
        ),
    ),
    (
        "12/1〜2/28 月〜金 10:00〜15:00",
        hours(row(WORKDAYS, "10:00", "15:00", season=["12-01", "02-28"])),
    ),
    ("2026年4月1日から 月〜金 9:00〜17:00", hours(NINE_TO_FIVE, valid_from="2026-04-01")),
    (
        "令和8年12月1日〜令和9年3月31日 月〜金 9:00〜17:00",
        hours(NINE_TO_FIVE, valid_from="2026-12-01", valid_until="2027-03-31"),
    ),
    # For whom
    (
        "毎日 9:00〜21:00（中学生は20:00まで）、年末年始（12/29〜1/3）休み",
        hours(row(EVERY_DAY, "09:00", "21:00"), audience_until={"中学生": "20:00"}, **NEW_YEAR),
    ),
    (
        "毎日 9時〜21時 中学生は午後8時まで",
        hours(row(EVERY_DAY, "09:00", "21:00"), audience_until={"中学生": "20:00"}),
    ),
    (
        "小・中学生は18時まで、月〜金 14:00〜20:00",
        hours(
            row(WORKDAYS, "14:00", "20:00"), audience_until={"小学生": "18:00", "中学生": "18:00"}
        ),
    ),
    (
        "月〜土 9時〜17時、小学生は利用できません",
        hours(row("MO TU WE TH FR SA", "09:00", "17:00"), audiences_not_served=["小学生"]),
    ),
    ("完全予約制", {"appointment_only": True}),
    ("要予約", {"appointment_only": True}),
    ("予約のみ", {"appointment_only": True}),
]  # fmt: skip

REFUSED = [
    ("9:00〜17:00", "開く曜日がありません"),
    ("毎日 9:00〜17:00 毎月最終日休館", "毎月"),
    ("月、祝日を除く毎週火曜 9〜12時", "開く曜日と休みの曜日"),
    ("月〜金", "時間のない日"),
    ("月〜金 9時から", "何時までか"),
    ("月〜金 17時まで", "始まりの時刻"),
    ("24時間対応", "開く曜日がありません"),
    ("中学生は20時まで", "開く曜日がありません"),
    ("月〜金 9時〜5時", "午前か午後か"),
    ("月〜金 17:00〜9:00", "午前か午後か"),
    ("月〜金 9:00〜17:00頃", "頃"),
    ("月〜金 9:00〜12:00、11:00〜17:00", "重なって"),
    ("月、祝日休み 9〜17時", "開く曜日と休みの曜日"),
    ("月〜金、祝日休み 9〜17時", "開く曜日と休みの曜日"),
    ("土曜、8月は休み 9:00〜12:00", "開く曜日と休みの曜日"),
    ("平日9時〜17時、土曜9時〜12時", "土日の祝日"),
    ("月〜金 9:00〜17:00、祝日 10:00〜15:00", "祝日がほかの曜日"),
    ("月〜土 9:00〜17:00（祝日を除く）、日 10:00〜15:00", "休みがどの日"),
    ("祝日を除く月〜金 9〜17時、土 9〜12時", "休みがどの日"),
    ("月〜金 9:00〜17:00 祝日休み 祝日も開所", "祝日に開くのか"),
    ("月〜金 9:00〜17:00、水 9:00〜19:00", "2通り"),
    ("月〜金 9:00〜17:00、水 18:00〜20:00", "2通り"),
    ("毎日 9:00〜17:00、7月〜8月 9:00〜19:00", "2通り"),
    ("第4・最終土曜 10:00〜12:00、土曜 13:00〜15:00", "2回"),
    ("火〜日 9:00～17:00（月曜休館、月曜が祝日の場合は翌日）", "翌"),
    ("9:00〜17:00 月曜休館（祝日の場合は開館）", ""),
    ("月〜金 9:00〜17:00（第3土曜休）", "開く日の中にありません"),
    ("月〜金 9:00〜17:00 不定休", "不定"),
    ("隔週土曜 10:00〜12:00", "規則にできません"),
    ("月2回 10:00〜12:00", "規則にできません"),
    ("月１回土曜日開設 10:00〜15:00", ""),
    ("第2週の土曜 10:00〜12:00", "第2週"),
    ("月〜金 9:00〜17:00（学校の長期休暇中は10:00〜）", "長期休"),
    ("夏休みは10時〜15時、月〜金 14時〜18時", "夏休み"),
    ("月〜金 9:00〜17:00 お盆休み", "盆"),
    ("月〜金 9:00〜17:00（2026年12月28日休み）", "臨時のお知らせ"),
    ("月〜金 9:00〜17:00、変更する日は電話で確認", ""),
    ("現在休館中 月〜金 9:00〜17:00", ""),
    ("月〜金 9:00〜17:00 だいたい", ""),
    ("月〜金 9:00〜17:00 校庭開放は別", "校庭"),
    ("小学生以下は16時まで、毎日 9:00〜18:00", ""),
    ("平日 9:00〜17:00 中高生は19:00まで", "長く開く"),
    ("大人は21時まで、毎日 9:00〜20:00", "大人"),
    ("月〜金 25時〜27時", "時刻"),
    ("土曜日のみ9：30～14：30、月〜金 9:30〜16:00 月1回", "規則にできません"),
    ("12:00～13:00制限あり。月〜金 9:30〜15:30", ""),
    ("月〜金 または 火〜土 9:00〜17:00", "または"),
    ("", "開く曜日"),
]


@pytest.mark.parametrize(("text", "facts"), READ, ids=[text for text, _ in READ])
def test_a_phrase_is_read_as_what_it_says(text: str, facts: dict[str, Any]) -> None:
    assert read_hours_phrase(text).facts == facts


@pytest.mark.parametrize(("text", "reason"), REFUSED, ids=[text or "empty" for text, _ in REFUSED])
def test_what_is_not_fully_understood_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_hours_phrase(text)
    assert reason in str(refused.value)
    assert str(refused.value).endswith("。")


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(READ) + len(REFUSED) >= 80


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("月〜金 9:00〜17:00 要予約", ("要予約",)),
        ("月〜金 9:00〜17:00（入館は16:30まで）", ("入館は16:30まで",)),
        ("毎日 9:00〜21:00、最終受付20:30", ("最終受付20:30",)),
        ("原則として月〜金 9:00〜17:00", ("原則として",)),
        ("月〜金 9:00〜17:00（受付8:30から）", ("受付8:30から",)),
    ],
)
def test_words_that_change_no_time_are_kept_beside_the_rule(
    text: str, notes: tuple[str, ...]
) -> None:
    assert read_hours_phrase(text).notes == notes


def test_the_days_around_new_year_are_asked_for_and_not_invented() -> None:
    phrase = read_hours_phrase("月〜金 9時〜17時 祝日・年末年始休み")
    assert phrase.facts == hours(NINE_TO_FIVE, **CLOSED)
    assert phrase.notes == ("年末年始は休み",)
    assert "12/29〜1/3" in phrase.asks[0]


def test_a_very_long_phrase_is_refused() -> None:
    with pytest.raises(Unreadable, match="400字"):
        read_hours_phrase("月〜金 9:00〜17:00 " * 40)


# --- Facts in words, read back ---------------------------------------------------------------------

CLOCKS = st.integers(16, 44).map(lambda half: f"{half // 2:02}:{half % 2 * 30:02}")


@st.composite
def usual_facts(draw: st.DrawFn) -> dict[str, Any]:
    """Weekdays in groups that share no day, one or two windows each, and closures."""
    order = draw(st.permutations(WEEKDAY_CODES))
    cuts = sorted(draw(st.lists(st.integers(1, 6), min_size=1, max_size=3, unique=True)))
    groups = [order[first:last] for first, last in zip([0, *cuts], cuts, strict=False)]
    rows = []
    for group in groups:
        times = sorted(draw(st.lists(CLOCKS, min_size=4, max_size=4, unique=True)))
        windows = [times[:2], times[2:]][: draw(st.integers(1, 2))]
        days = [code for code in WEEKDAY_CODES if code in group]
        rows += [{"days": days, "opens": one, "closes": two} for one, two in windows]
    facts: dict[str, Any] = {"hours": rows}
    if draw(st.booleans()):
        facts["public_holidays"] = "closed"
    if draw(st.booleans()):
        facts["closed_yearly"] = [["12-29", "01-03"]]
    if draw(st.booleans()):
        facts["closed_months"] = sorted(draw(st.sets(st.integers(1, 12), min_size=1, max_size=3)))
    if draw(st.booleans()):
        facts["closed_nth"] = [f"{draw(st.integers(1, 5))}{rows[0]['days'][0]}"]
    if max(fact["closes"] for fact in rows) > "20:00":
        facts["audience_until"] = {"中学生": "20:00"}
    return facts


def in_words(facts: dict[str, Any], to: str, between: str) -> str:
    """The facts as a town would write them."""
    said: dict[str, list[str]] = {}
    for fact in facts["hours"]:
        days = "・".join(WEEKDAY_KANJI[WEEKDAY_CODES.index(code)] for code in fact["days"])
        said.setdefault(f"{days}曜", []).append(f"{fact['opens']}{to}{fact['closes']}")
    parts = [between.join(f"{days} {'、'.join(times)}" for days, times in said.items())]
    if "audience_until" in facts:
        parts.append("（中学生は20:00まで）")
    off = ["祝日"] if facts.get("public_holidays") else []
    off += ["12/29〜1/3"] if "closed_yearly" in facts else []
    off += [f"{month}月" for month in facts.get("closed_months", [])]
    off += [
        f"第{nth[0]}{WEEKDAY_KANJI[WEEKDAY_CODES.index(nth[1:])]}曜"
        for nth in facts.get("closed_nth", [])
    ]
    return " ".join(parts) + (f" {'・'.join(off)}は休み" if off else "")


@settings(max_examples=60, deadline=None)
@given(
    facts=usual_facts(),
    to=st.sampled_from(["〜", "～", "-", "から"]),
    between=st.sampled_from(["、", " ", "\n"]),
)
def test_facts_in_words_are_read_back(facts: dict[str, Any], to: str, between: str) -> None:
    text = in_words(facts, to, between)
    read = read_hours_phrase(text).facts
    first = datetime(2027, 12, 1, tzinfo=TOKYO)
    span = (first, first + timedelta(days=130))
    for audience in (None, "中学生"):
        expected = Hours.from_facts(facts).windows(*span, audience)
        assert Hours.from_facts(read).windows(*span, audience) == expected, text


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([
    "月〜金", "土", "日祝", "平日", "毎日", "第2水曜", "祝日", "9:00〜17:00", "10時〜12時", "、", " ", "・", "（",
    "）", "休み", "を除く", "は", "8月", "12/29〜1/3", "年末年始", "中学生は20時まで", "要予約", "24時間", "翌", "まで",
    "定休日", "4月〜9月", "2026年4月1日から", "のみ",
]), max_size=10).map("".join))  # fmt: skip
def test_any_mixture_is_read_as_valid_facts_or_refused(text: str) -> None:
    with suppress(Unreadable):
        phrase = read_hours_phrase(text)
        assert Hours.from_facts(phrase.facts).rules.rows or phrase.facts.get("appointment_only")
