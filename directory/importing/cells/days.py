"""Dates, times of day and days of the week as cells hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from directory.importing.cells.reading import NotUnderstood, Reading
from directory.importing.cells.words import plain_form, was_wide
from japanese.calendar_days import WEEKDAY_CODES, WEEKDAY_KANJI
from japanese.eras import western_year

_YEAR_MONTH_DAY: Final = re.compile(
    r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})日?"
)
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_ERA: Final = re.compile(
    r"(令和|平成|昭和|大正|明治|[RHSTMrhstm])\s*([0-9]{1,2}|元)\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})日?"
)
_CLOCK_BEHIND: Final = re.compile(
    r"[\sT]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$"
)
_WEEKDAY_BEHIND: Final = re.compile(
    r"\s*(?:\((?P<short>[月火水木金土日])(?:曜日?)?[^)]*\)|(?P<long>[月火水木金土日])曜日?)$"
)
_SERIAL: Final = re.compile(r"([2-6][0-9]{4})(?:\.0+)?")
_FIRST_SOLAR_DAY: Final = date(1873, 1, 1)
_SERIAL_DAY_0: Final = date(1899, 12, 30)
"""Excel counts days from 1900 and believes in 29 February 1900; this day 0 makes up for both."""


def read_date(text: str) -> Reading[str]:
    """2022-01-24, 2022年1月24日, 令和4年1月24日, R4.1.24, 20220124, Excel's 44585 → "2022-01-24".

    Raises NotUnderstood for days that do not exist, for days without a year, and where the day of
    the week beside it is another one.
    """
    plain = _CLOCK_BEHIND.sub("", plain_form(text))
    behind = _WEEKDAY_BEHIND.search(plain)
    day, why = _date(_WEEKDAY_BEHIND.sub("", plain))
    if behind:
        _check_weekday(day, behind["short"] or behind["long"])
    if not why and was_wide(text):
        why = "全角の数字を半角にしました。"
    return Reading(day.isoformat(), why)


def _check_weekday(day: date, said: str) -> None:
    real = WEEKDAY_KANJI[day.weekday()]
    if real != said:
        raise NotUnderstood(f"{day.isoformat()} は{real}曜日で、書かれた「{said}」と合いません。")


def _date(plain: str) -> tuple[date, str]:
    if found := _YEAR_MONTH_DAY.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return _existing(int(found[1]), int(found[2]), int(found[3])), ""
    if found := _ERA.fullmatch(plain):
        return _in_era(found), "和暦を西暦にしました。"
    if found := _SERIAL.fullmatch(plain):
        return _SERIAL_DAY_0 + timedelta(days=int(found[1])), "Excel の日付の番号を日付にしました。"
    raise NotUnderstood("日付として読めません。「2026-12-01」のように書いてください。")


def _in_era(found: re.Match[str]) -> date:
    year = western_year(f"{found[1].upper()}{found[2]}年")
    if year is None:
        raise NotUnderstood(f"「{found[0]}」という日はありません。")
    day = _existing(year, int(found[3]), int(found[4]))
    if found[2] in ("元", "1", "01") and _era_year_begins(found[1].upper(), day):
        raise NotUnderstood(f"「{found[0]}」は元号が始まる前の日です。")
    return day


_FIRST_DAYS: Final = {
    "令和": date(2019, 5, 1),
    "平成": date(1989, 1, 8),
    "昭和": date(1926, 12, 25),
    "大正": date(1912, 7, 30),
    "明治": date(1868, 1, 25),
}


def _era_year_begins(era: str, day: date) -> bool:
    names = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}
    return day < _FIRST_DAYS[names.get(era, era)]


def _existing(year: int, month: int, day: int) -> date:
    try:
        existing = date(year, month, day)
    except ValueError:
        raise NotUnderstood(f"{year}年{month}月{day}日という日はありません。") from None
    if existing < _FIRST_SOLAR_DAY:
        raise NotUnderstood("1873年より前の日付は使えません。")
    return existing


_CLOCK: Final = re.compile(
    r"(午前|午後|AM|PM|am|pm)?\s*([0-9]{1,2})(?:[:;]([0-9]{2})(?::00)?|時(?:([0-9]{1,2})分|(半))?)\s*(AM|PM|am|pm)?"
)
_DIGITS: Final = re.compile(r"([0-9]{1,2})([0-9]{2})")
_FRACTION: Final = re.compile(r"0?\.[0-9]{2,}|[01](?:\.0+)?")
_TIDY: Final = re.compile(r"^(?:から|~)|(?:から|まで|頃|ごろ|~|-)$")
_LAST_MINUTE: Final = 30 * 60
DAY: Final = 24 * 60


def read_clock(text: str) -> Reading[int]:
    """9:00, 9時30分, 午後5時, 17:00〜, Excel's 0.375 → minutes after midnight.

    Hours go up to 29 (25:30 is half past one of the following day). Raises NotUnderstood for
    99:99 and for 午前12時, which is said for noon and for midnight.
    """
    plain = plain_form(text).replace(" ", "")
    tidy = _TIDY.sub("", plain)
    if found := _CLOCK.fullmatch(tidy):
        why = "全角の文字を半角にしました。" if was_wide(text) or "：" in text else ""
        return Reading(_minutes(found), why)
    if tidy == "正午":
        return Reading(12 * 60)
    if found := _DIGITS.fullmatch(tidy):
        minutes = _checked(int(found[1]), int(found[2]))
        return Reading(minutes, "数字だけの時刻を「9:00」の形にしました。")
    if _FRACTION.fullmatch(tidy) and "." in tidy:
        return Reading(round(float(tidy) * DAY), "Excel の時刻の番号を時刻にしました。")
    raise NotUnderstood("時刻として読めません。「9:30」のように書いてください。")


def _minutes(found: re.Match[str]) -> int:
    hours = int(found[2])
    half = (found[1] or found[6] or "").upper()
    if half and hours == 12:
        raise NotUnderstood("「12時」の午前・午後は、昼か夜か決められません。")
    if half in ("午後", "PM") and hours < 12:
        hours += 12
    if half in ("午前", "AM") and hours > 12:
        raise NotUnderstood("「午前」と時刻が合いません。")
    minutes = 30 if found[5] else int(found[3] or found[4] or 0)
    return _checked(hours, minutes)


def _checked(hours: int, minutes: int) -> int:
    if minutes > 59 or hours * 60 + minutes > _LAST_MINUTE:
        raise NotUnderstood("そのような時刻はありません。")
    return hours * 60 + minutes


def clock_text(minutes: int) -> str:
    """Minutes after midnight as HH:MM; 1440 is 24:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


_DAY_RANGE: Final = re.compile(
    r"([月火水木金土日])(?:曜日?)?(?:~|-|から)([月火水木金土日])(?:曜日?)?(?:まで)?"
)
_DAY: Final = re.compile(r"([月火水木金土日])(?:曜日?)?")
_WORKDAYS: Final = re.compile(r"平日|ウィークデー")
_EVERY_DAY: Final = re.compile(r"(?:毎日|全日|全曜日|年中無休|無休)")
_WITHOUT_HOLIDAYS: Final = re.compile(
    r"\(?(?:※?(?:ただし)?[、,]?)(?:国民の)?(?:祝日|祝祭日|休日|祝)(?:は|を)?(?:除く|休み|休館|休)\)?"
)
_WITH_HOLIDAYS: Final = re.compile(r"(?:祝祭日|祝日|祝|\(祝日を?含む\)|祝日を?含む)")
_BETWEEN: Final = re.compile(r"[・、,/;\s]+|及び|および|と|曜日?|毎週|\(\)")


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Codes in the order of the week; `holidays` is "closed", "open" or "" where not said."""

    codes: tuple[str, ...]
    holidays: str = ""


def read_weekdays(text: str) -> Reading[Weekdays]:
    """月火水, 月・水・金, 月～金, 平日, 毎日, 土日祝 → days of the week.

    平日 leaves public holidays out; 祝日 in the list opens on them. Raises NotUnderstood where
    anything else is said.
    """
    plain = plain_form(text).replace(" ", "")
    holidays = ""
    rest = plain
    if _WITHOUT_HOLIDAYS.search(rest):
        holidays, rest = "closed", _WITHOUT_HOLIDAYS.sub("", rest)
    elif _WITH_HOLIDAYS.search(rest):
        holidays, rest = "open", _WITH_HOLIDAYS.sub("", rest)
    if _WORKDAYS.search(rest):
        holidays = holidays or "closed"
        rest = _WORKDAYS.sub("月火水木金", rest)
    rest = _EVERY_DAY.sub("月火水木金土日", rest)
    found = _day_numbers(rest)
    if not found:
        raise NotUnderstood("曜日として読めません。")
    return Reading(Weekdays(tuple(WEEKDAY_CODES[day] for day in sorted(found)), holidays))


def _day_numbers(rest: str) -> set[int]:
    days: set[int] = set()
    for found in _DAY_RANGE.finditer(rest):
        first, last = (WEEKDAY_KANJI.index(day) for day in found.groups())
        days.update(
            range(first, last + 1) if first <= last else {*range(first, 7), *range(last + 1)}
        )
    rest = _BETWEEN.sub("", _DAY_RANGE.sub("", rest))
    if _DAY.sub("", rest):
        return set()
    return days | {WEEKDAY_KANJI.index(day) for day in rest}
