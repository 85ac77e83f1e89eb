"""One rule of a schedule: the days it names, and the same as RFC 5545 text.

Dates are days in Japan; weekdays are 0 (Monday) to 6 (Sunday).
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from japanese.calendar_days import WEEKDAY_CODES, NthWeekday

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY"]
EVERY_MONTH = tuple(range(1, 13))
# Days that can be no month's last seven: counted from the end, 8 to 31.
_BEFORE_LAST_WEEK = tuple(range(-8, -32, -1))


@dataclass(frozen=True, slots=True)
class Rule:
    """Days that hold everything said here; an empty tuple says nothing.

    `month_days` count from the end where negative (-1 is the last day). With `interval` above 1
    every nth week (from Monday) or month counts, beginning with that of the anchor.
    """

    frequency: Frequency
    weekdays: tuple[int, ...] = ()
    nths: tuple[NthWeekday, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    interval: int = 1

    def contains(self, day: date, anchor: date | None = None) -> bool:
        """Whether the day is one of the rule's; the anchor matters where `interval` is above 1."""
        return self.names(day) and (anchor is None or self._is_counted(day, anchor))

    def names(self, day: date) -> bool:
        """Whether the day fits, leaving out the counting of weeks or months."""
        return (
            (not self.months or day.month in self.months)
            and (not self.weekdays or day.weekday() in self.weekdays)
            and (not self.nths or any(nth.contains(day) for nth in self.nths))
            and (not self.month_days or _is_month_day(day, self.month_days))
        )

    def _is_counted(self, day: date, anchor: date) -> bool:
        if self.interval == 1:
            return True
        if self.frequency == "MONTHLY":
            passed = (day.year - anchor.year) * 12 + day.month - anchor.month
        else:
            passed = (day - anchor + timedelta(days=anchor.weekday())).days // 7
        return day >= anchor and passed % self.interval == 0

    @property
    def rrule(self) -> str:
        """`FREQ=MONTHLY;BYDAY=2TU,4TU`."""
        by_day = [WEEKDAY_CODES[number] for number in self.weekdays]
        by_day += [f"{nth.number}{WEEKDAY_CODES[nth.weekday]}" for nth in self.nths]
        parts = [
            ("INTERVAL", [self.interval] if self.interval > 1 else []),
            ("BYMONTH", self.months),
            ("BYMONTHDAY", self.month_days),
            ("BYDAY", by_day),
        ]
        said = [f";{name}={','.join(map(str, values))}" for name, values in parts if values]
        return f"FREQ={self.frequency}{''.join(said)}"

    def per_month(self) -> int:
        """How many days a month it names (a weekly or daily rule: none)."""
        return len(self.nths) + (0 if self.weekdays else len(self.month_days))

    def within(self, months: Iterable[int]) -> "Rule":
        """The same in these months only, as far as it held in them."""
        kept = tuple(sorted(set(months) & set(self.months or EVERY_MONTH)))
        return replace(self, months=() if kept == EVERY_MONTH else kept)

    def without_weekdays(self, weekdays: frozenset[int]) -> "Rule | None":
        """The same without these weekdays; None where nothing is left."""
        if not weekdays:
            return self
        if self.nths:
            nths = tuple(nth for nth in self.nths if nth.weekday not in weekdays)
            return replace(self, nths=nths) if nths else None
        kept = tuple(n for n in self.weekdays or range(7) if n not in weekdays)
        frequency: Frequency = "WEEKLY" if self.frequency == "DAILY" else self.frequency
        return replace(self, frequency=frequency, weekdays=kept) if kept else None

    def without_nths(self, weekday: int, numbers: frozenset[int]) -> list["Rule"]:
        """A weekly or daily rule as rules without some nth weekdays of the month."""
        rest = self.without_weekdays(frozenset({weekday}))
        counted = tuple(
            NthWeekday(number, weekday) for number in range(1, 6) if number not in numbers
        )
        if -1 in numbers:
            left = Rule("MONTHLY", (), counted, _BEFORE_LAST_WEEK, self.months)
        else:
            left = Rule("MONTHLY", (), counted, (), self.months)
        return [left] if rest is None else [rest, left]


def _is_month_day(day: date, month_days: tuple[int, ...]) -> bool:
    length = monthrange(day.year, day.month)[1]
    return day.day in month_days or day.day - length - 1 in month_days
