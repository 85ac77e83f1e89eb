"""RFC 5545 recurrence rules of whole days: the part of RRULE that a series of meetups can have.

dateutil searches on to the year 9999 where a rule has no further date, and counts from DTSTART at
every call. This reads the rule period by period, only over the periods asked for, so no rule is
slow; the tests hold its dates against dateutil's. FREQ is YEARLY, MONTHLY, WEEKLY or DAILY with
INTERVAL, COUNT, UNTIL, WKST, BYMONTH, BYMONTHDAY, BYDAY and BYSETPOS.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Literal

from japanese.calendar_days import WEEKDAY_CODES

Frequency = Literal["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]

_FREQUENCIES: dict[str, Frequency] = {
    "YEARLY": "YEARLY",
    "MONTHLY": "MONTHLY",
    "WEEKLY": "WEEKLY",
    "DAILY": "DAILY",
}
_BYDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?")
_JAPAN = timezone(timedelta(hours=9))
_LAST_ORDINAL = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class ByDay:
    """A weekday (0 = Monday); with `number` the nth of its month or year, from the end if < 0."""

    number: int | None
    weekday: int


@dataclass(frozen=True, slots=True)
class DateRule:
    """One rule. `until` is the last day it may give."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date = date.max
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[ByDay, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    @property
    def is_anchor_free(self) -> bool:
        """Whether it names its days by itself, so that an earlier DTSTART only adds days."""
        names_days = bool(self.month_days or self.weekdays) or self.frequency == "DAILY"
        return names_days and self.interval == 1 and self.count is None

    def dates(self, anchor: date, first: date, last: date) -> Iterator[date]:
        """The days from `first` to `last` (both included) that the rule gives from DTSTART on."""
        last = min(last, self.until)
        given = 0
        step = 0 if self.count else max(0, self._periods_between(anchor, first) // self.interval)
        while True:
            days = self._period(anchor, step * self.interval)
            if not days or days.start > last.toordinal() or given == self.count:
                return
            for day in self._days_of_period(days, anchor):
                given += 1
                if day > last or given > (self.count or given):
                    return
                if day >= first:
                    yield day
            step += 1

    def _days_of_period(self, ordinals: range, anchor: date) -> list[date]:
        days = [day for day in map(date.fromordinal, ordinals) if self._holds_on(day, anchor)]
        if self.positions:
            wanted = {at - 1 if at > 0 else len(days) + at for at in self.positions}
            days = [day for index, day in enumerate(days) if index in wanted]
        return [day for day in days if day >= anchor]

    def _holds_on(self, day: date, anchor: date) -> bool:
        if self.months and day.month not in self.months:
            return False
        if not (self.month_days or self.weekdays):
            return self._holds_like(day, anchor)
        if self.month_days and not _is_month_day(day, self.month_days):
            return False
        return not self.weekdays or any(self._is_by_day(day, by) for by in self.weekdays)

    def _holds_like(self, day: date, anchor: date) -> bool:
        """A rule that names no day takes it from DTSTART."""
        if self.frequency == "DAILY":
            return True
        if self.frequency == "WEEKLY":
            return day.weekday() == anchor.weekday()
        same_month = self.frequency == "MONTHLY" or bool(self.months) or day.month == anchor.month
        return same_month and day.day == anchor.day

    def _is_by_day(self, day: date, by: ByDay) -> bool:
        if day.weekday() != by.weekday:
            return False
        if by.number is None:
            return True
        if self.frequency == "YEARLY" and not self.months:
            index, days = day.timetuple().tm_yday - 1, 366 if _is_leap(day.year) else 365
        else:
            index, days = day.day - 1, monthrange(day.year, day.month)[1]
        if by.number > 0:
            return index // 7 + 1 == by.number
        return (days - 1 - index) // 7 + 1 == -by.number

    def _periods_between(self, anchor: date, day: date) -> int:
        if self.frequency == "YEARLY":
            return day.year - anchor.year
        if self.frequency == "MONTHLY":
            return (day.year - anchor.year) * 12 + day.month - anchor.month
        days = (day - anchor).days
        if self.frequency == "DAILY":
            return days
        return (days + (anchor.weekday() - self.week_start) % 7) // 7

    def _period(self, anchor: date, number: int) -> range:
        """Ordinals of the days of the nth period from the anchor's; none after the year 9999."""
        if self.frequency == "YEARLY":
            return _year(anchor.year + number)
        if self.frequency == "MONTHLY":
            months = anchor.year * 12 + anchor.month - 1 + number
            return _month(months // 12, months % 12 + 1)
        if self.frequency == "DAILY":
            start, length = anchor.toordinal() + number, 1
        else:
            back = (anchor.weekday() - self.week_start) % 7
            start, length = anchor.toordinal() - back + 7 * number, 7
        return range(max(start, 1), min(start + length, _LAST_ORDINAL + 1))


def _is_leap(year: int) -> bool:
    return monthrange(year, 2)[1] == 29


def _year(year: int) -> range:
    if year > date.max.year:
        return range(0)
    return range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)


def _month(year: int, month: int) -> range:
    if year > date.max.year:
        return range(0)
    first = date(year, month, 1).toordinal()
    return range(first, first + monthrange(year, month)[1])


def _is_month_day(day: date, month_days: Iterable[int]) -> bool:
    length = monthrange(day.year, day.month)[1]
    return day.day in month_days or day.day - length - 1 in month_days


def parse_rule(value: object) -> DateRule:
    """`FREQ=MONTHLY;BYDAY=2TU,4TU`. Raises ValueError with a Japanese sentence."""
    if not isinstance(value, str):
        raise ValueError(f"くり返しは FREQ=MONTHLY;BYDAY=2TU のように書いてください（{value!r}）。")
    parts = _parts(value)
    frequency = _FREQUENCIES.get(parts.pop("FREQ", ""))
    if frequency is None:
        raise ValueError("FREQ は YEARLY、MONTHLY、WEEKLY、DAILY のどれかにしてください。")
    rule = DateRule(
        frequency=frequency,
        interval=_whole(parts.pop("INTERVAL", "1"), "INTERVAL", 1, 1000),
        count=_whole(parts.pop("COUNT"), "COUNT", 1, 10_000) if "COUNT" in parts else None,
        until=_until(parts.pop("UNTIL")) if "UNTIL" in parts else date.max,
        months=_numbers(parts, "BYMONTH", 1, 12),
        month_days=_signed_numbers(parts, "BYMONTHDAY", 31),
        weekdays=tuple(map(_by_day, _values(parts, "BYDAY"))),
        positions=_signed_numbers(parts, "BYSETPOS", 366),
        week_start=_week_start(parts.pop("WKST", "MO")),
    )
    if parts:
        raise ValueError(f"くり返しに {min(parts)} は使えません。")
    _refuse_contradictions(rule)
    return rule


def _refuse_contradictions(rule: DateRule) -> None:
    """What RFC 5545 forbids: numbered weekdays of a week or a day, a position of nothing."""
    numbered = any(by.number is not None for by in rule.weekdays)
    if numbered and rule.frequency in {"WEEKLY", "DAILY"}:
        raise ValueError("毎週や毎日のくり返しに「第何」の曜日は使えません。")
    if rule.month_days and rule.frequency == "WEEKLY":
        raise ValueError("毎週のくり返しに BYMONTHDAY は使えません。")
    if rule.positions and not (rule.weekdays or rule.month_days or rule.months):
        raise ValueError("BYSETPOS は、ほかの BY と一緒に使ってください。")


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        if not (name and equals and value) or name in parts:
            raise ValueError(f"くり返しの「{part}」が読めません。")
        parts[name] = value
    return parts


def _values(parts: dict[str, str], name: str) -> list[str]:
    value = parts.pop(name, "")
    return value.split(",") if value else []


def _whole(text: str, name: str, lowest: int, highest: int) -> int:
    if re.fullmatch(r"[+-]?[0-9]{1,6}", text) and lowest <= int(text) <= highest:
        return int(text)
    raise ValueError(f"{name} は{lowest}から{highest}の数で書いてください（{text}）。")


def _numbers(parts: dict[str, str], name: str, lowest: int, highest: int) -> tuple[int, ...]:
    return tuple(_whole(text, name, lowest, highest) for text in _values(parts, name))


def _signed_numbers(parts: dict[str, str], name: str, highest: int) -> tuple[int, ...]:
    numbers = _numbers(parts, name, -highest, highest)
    if 0 in numbers:
        raise ValueError(f"{name} に0は使えません。")
    return numbers


def _by_day(text: str) -> ByDay:
    found = _BYDAY.fullmatch(text)
    number = int(found[1]) if found and found[1] else None
    if found is None or number == 0 or abs(number or 1) > 53:
        raise ValueError(f"BYDAY は 2TU や -1FR のように書いてください（{text}）。")
    return ByDay(number, WEEKDAY_CODES.index(found[2]))


def _week_start(text: str) -> int:
    if text not in WEEKDAY_CODES:
        raise ValueError(f"WKST は MO から SU で書いてください（{text}）。")
    return WEEKDAY_CODES.index(text)


def _until(text: str) -> date:
    """The last day; an instant in UTC is the day it falls on in Japan."""
    found = _UNTIL.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        if not found[3]:
            return datetime.strptime(found[1], "%Y%m%d").date()
        return datetime.strptime(text, "%Y%m%dT%H%M%S%z").astimezone(_JAPAN).date()
    except ValueError as error:
        raise ValueError(f"UNTIL は 20270331 のように書いてください（{text}）。") from error
