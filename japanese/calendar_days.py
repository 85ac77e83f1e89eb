"""Days as stored facts name them: weekday codes, nth weekdays, spans of every year, clock times.

Opening hours and meetup series write these the same way (iCalendar's `MO`, `2TU`, `-1FR`; `MM-DD`;
`HH:MM`). Every parser raises ValueError with one Japanese sentence that shows the bad value.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKDAY_KANJI = ("月", "火", "水", "木", "金", "土", "日")

_NTH = re.compile(r"([+-]?[1-5])(MO|TU|WE|TH|FR|SA|SU)")
_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_LEAP_YEAR = 2024


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The nth weekday of every month: `number` 1 to 5, or -1 for the last; `weekday` 0 = Monday."""

    number: int
    weekday: int

    def contains(self, day: date) -> bool:
        if day.weekday() != self.weekday:
            return False
        if self.number > 0:
            return (day.day - 1) // 7 + 1 == self.number
        days_left = monthrange(day.year, day.month)[1] - day.day
        return days_left // 7 + 1 == -self.number

    @property
    def position(self) -> str:
        """第2, 最後の, 最後から2番目の."""
        if self.number > 0:
            return f"第{self.number}"
        return "最後の" if self.number == -1 else f"最後から{-self.number}番目の"

    @property
    def label(self) -> str:
        """第2火曜, 最後の金曜."""
        return f"{self.position}{WEEKDAY_KANJI[self.weekday]}曜"


@dataclass(frozen=True, slots=True)
class YearlySpan:
    """Days that come back every year, both ends included; it may cross the end of the year.

    Ends are (month, day). A span that ends on 02-28 leaves 02-29 out.
    """

    first: tuple[int, int]
    last: tuple[int, int]

    def contains(self, day: date) -> bool:
        month_day = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= month_day <= self.last
        return month_day >= self.first or month_day <= self.last

    @property
    def label(self) -> str:
        """12月29日〜1月3日; a span of one day is that day."""
        first, last = (f"{month}月{day}日" for month, day in (self.first, self.last))
        return first if first == last else f"{first}〜{last}"


def parse_weekday(value: object) -> int:
    """`MO` to `SU` as 0 (Monday) to 6 (Sunday)."""
    if isinstance(value, str) and value in WEEKDAY_CODES:
        return WEEKDAY_CODES.index(value)
    raise ValueError(f"曜日は MO から SU で書いてください（{value!r}）。")


def parse_nth(value: object) -> NthWeekday:
    """`1SU`, `-1FR` (the sign as in RFC 5545)."""
    found = _NTH.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"第何曜日かは 2TU や -1FR のように書いてください（{value!r}）。")
    return NthWeekday(int(found[1]), WEEKDAY_CODES.index(found[2]))


def parse_span(value: object) -> YearlySpan:
    """`["12-29", "01-03"]`."""
    if isinstance(value, str) or not isinstance(value, Sequence) or len(value) != 2:
        raise ValueError(f"期間は始まりと終わりの2つで書いてください（{value!r}）。")
    return YearlySpan(_month_day(value[0]), _month_day(value[1]))


def _month_day(value: object) -> tuple[int, int]:
    found = _MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
    if found is not None:
        month, day = int(found[1]), int(found[2])
        if 1 <= month <= 12 and 1 <= day <= monthrange(_LEAP_YEAR, month)[1]:
            return month, day
    raise ValueError(f"月日は 12-29 のように書いてください（{value!r}）。")


def parse_month(value: object) -> int:
    """1 to 12."""
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 12:
        return value
    raise ValueError(f"月は1から12の数で書いてください（{value!r}）。")


def parse_date(value: object) -> date:
    """A date, or an ISO string `2026-12-01`."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise ValueError(f"日付は 2026-12-01 のように書いてください（{value!r}）。")


def parse_time(value: object) -> time:
    """A time of day without zone, or a string `HH:MM`."""
    if isinstance(value, time) and value.tzinfo is None:
        return value
    minutes = parse_clock(value) if isinstance(value, str) else 24 * 60
    if minutes == 24 * 60:
        raise ValueError(f"時刻は 09:30 のように書いてください（{value!r}）。")
    return time(minutes // 60, minutes % 60)


def parse_clock(value: object) -> int:
    """`HH:MM` (or a time of day) in minutes after midnight; `24:00` is 1440."""
    if isinstance(value, time):
        return value.hour * 60 + value.minute
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if found is not None:
        hours, minutes = int(found[1]), int(found[2])
        if minutes < 60 and hours * 60 + minutes <= 24 * 60:
            return hours * 60 + minutes
    raise ValueError(f"時刻は 09:30 のように書いてください（{value!r}）。")
