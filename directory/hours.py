"""When a place is open, for whom, and when that changes next (`hours` facts of the contract).

Times are Asia/Tokyo. A window belongs to the day it starts on: season, holiday, closure, validity
and audience limit are asked of that day and the window then runs to its end, past midnight too.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Literal
from zoneinfo import ZoneInfo

from directory.opening_rules import DAY, HoursError, OpeningRules, parse_rules
from directory.table_wording import JAPANESE, JapaneseWording
from directory.week_table import WeekTable, build_week_table

__all__ = ["TOKYO", "Hours", "HoursError", "State", "Status"]

TOKYO = ZoneInfo("Asia/Tokyo")
Status = Literal["open", "closed", "appointment"]

# How far to look before "never" is the answer. Months of the same shape (29 February on the same
# weekday) come back after 28 years, or 40 across a year like 2100.
_FULL_WEEK = 9
_EVERY_SHAPE_OF_MONTH = 41 * 366
_NO_LIMIT = 2 * DAY


@dataclass(frozen=True, slots=True)
class State:
    """The answer at one instant; `next_change` (aware, Asia/Tokyo) is None where it never comes."""

    status: Status
    next_change: datetime | None


class Hours:
    """The opening hours of one place."""

    def __init__(self, rules: OpeningRules) -> None:
        self.rules = rules

    @classmethod
    def from_facts(cls, facts: Mapping[str, object]) -> "Hours":
        """Read facts as the contract writes them; raises HoursError naming the bad key."""
        return cls(parse_rules(facts))

    def state(self, at: datetime, audience: str | None = None) -> State:
        """Whether it is open at an aware instant, and when this answer changes next.

        Without an audience only rows without `audiences` count. `appointment_only` wins over
        everything. Raises ValueError for a naive instant.
        """
        if self.rules.appointment_only:
            return State("appointment", None)
        minute = _to_minute(at)
        opening = _Timetable(self.rules, audience).opening_at_or_after(minute)
        if opening is None:
            return State("closed", None)
        opens, closes = opening
        if minute < opens:
            return State("closed", _to_datetime(opens))
        return State("open", None if closes is None else _to_datetime(closes))

    def windows(
        self, start: datetime, end: datetime, audience: str | None = None
    ) -> list[tuple[datetime, datetime]]:
        """Openings between two aware instants, in order, cut to them; touching ones are one.

        Empty for a place by appointment only. Raises ValueError for a naive instant.
        """
        first, last = _to_minute(start), _to_minute(end)
        if self.rules.appointment_only:
            return []
        openings = _Timetable(self.rules, audience).openings(first, last)
        return [
            (_to_datetime(max(opens, first)), _to_datetime(min(closes, last)))
            for opens, closes in openings
        ]

    def starting_on(self, day: date, audience: str | None = None) -> list[tuple[int, int]]:
        """Openings that start on a day, as minutes after its midnight; touching ones are one.

        One over midnight closes after minute 1440. Empty for a place by appointment only.
        """
        if self.rules.appointment_only:
            return []
        return _Timetable(self.rules, audience).starting_on(day)

    def week_table(self, today: date, wording: JapaneseWording = JAPANESE) -> WeekTable:
        """The hours as rows for display, with the row that counts today marked."""
        return build_week_table(self.rules, today, wording)


class _Timetable:
    """The windows of one audience, as minutes counted from the first day of the calendar."""

    def __init__(self, rules: OpeningRules, audience: str | None) -> None:
        self._rules = rules
        self._audience = audience
        self._limit = rules.audience_until.get(audience or "", _NO_LIMIT)
        rows = (*rules.rows, *(rules.holiday_rows or ()))
        self._is_served = audience not in rules.audiences_not_served and any(
            row.serves(audience) for row in rows
        )

    def opening_at_or_after(self, minute: int) -> tuple[int, int | None] | None:
        """The opening that holds at the minute, else the next one; None where none ever comes.

        The end is None where the opening never ends, or lies ahead so that nobody needs it yet.
        """
        last_day = self._horizon(minute)
        opens, closes = 0, 0
        for window in self._windows(minute, last_day):
            if not closes:
                opens, closes = window
                if opens > minute:
                    return opens, None
            elif window[0] <= closes:
                closes = max(closes, window[1])
            else:
                break
        if not closes:
            return None
        if closes < (last_day + 1) * DAY:
            return opens, closes
        return opens, self._end_of_unbroken(closes, last_day)

    def openings(self, first: int, last: int) -> list[tuple[int, int]]:
        """Openings that share a minute with `first` up to, not including, `last`."""
        windows = self._windows(first, self._last_valid((last - 1) // DAY))
        return _merged(takewhile(lambda window: window[0] < last, windows))

    def starting_on(self, day: date) -> list[tuple[int, int]]:
        """Openings of one day, in minutes after its midnight."""
        return _merged(self._windows_of(day)) if self._is_served else []

    def _end_of_unbroken(self, closes: int, last_day: int) -> int | None:
        """The end of an opening still unbroken after `last_day`: only the validity can end it."""
        if self._rules.valid_until == date.max:
            return None
        valid_until = self._rules.valid_until.toordinal()
        if last_day == valid_until:
            return closes
        final = self.opening_at_or_after(valid_until * DAY)
        return None if final is None else final[1]

    def _horizon(self, minute: int) -> int:
        """The last day worth looking at: every pattern has shown itself by then."""
        days = _FULL_WEEK if self._rules.repeats_weekly else _EVERY_SHAPE_OF_MONTH
        return self._last_valid(max(minute // DAY, self._rules.valid_from.toordinal()) + days)

    def _last_valid(self, day: int) -> int:
        return min(day, self._rules.valid_until.toordinal())

    def _windows(self, minute: int, last_day: int) -> Iterator[tuple[int, int]]:
        """Windows that close after the minute, by opening; they start up to `last_day`."""
        if not self._is_served:
            return
        # No window is longer than two days, so yesterday's may still hold.
        for day in self._days(minute // DAY - 1, last_day):
            midnight = day.toordinal() * DAY
            for opens, closes in self._windows_of(day):
                if midnight + closes > minute:
                    yield midnight + opens, midnight + closes

    def _windows_of(self, day: date) -> list[tuple[int, int]]:
        windows = [
            (row.opens, min(row.closes, self._limit))
            for row in self._rules.rows_on(day)
            if row.serves(self._audience)
        ]
        return sorted(window for window in windows if window[0] < window[1])

    def _days(self, first: int, last: int) -> Iterator[date]:
        """Days from ordinal to ordinal within the validity, closed months left out at one step."""
        number = max(first, self._rules.valid_from.toordinal())
        while number <= last:
            day = date.fromordinal(number)
            if day.month in self._rules.closed_months:
                number += monthrange(day.year, day.month)[1] - day.day + 1
            else:
                number += 1
                yield day


def _merged(windows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Windows in order, those that touch or overlap as one."""
    merged: list[tuple[int, int]] = []
    for opens, closes in windows:
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], closes))
        else:
            merged.append((opens, closes))
    return merged


def _to_minute(at: datetime) -> int:
    if at.utcoffset() is None:
        raise ValueError("時刻にはタイムゾーンが必要です。")
    local = at.astimezone(TOKYO)
    return local.toordinal() * DAY + local.hour * 60 + local.minute


def _to_datetime(minute: int) -> datetime:
    midnight = datetime.combine(date.fromordinal(minute // DAY), time(), TOKYO)
    return midnight + timedelta(minutes=minute % DAY)
