"""Opening hours while they are being put together from the cells of a row."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from directory.importing.cells.days import DAY, clock_text
from directory.importing.cells.reading import NotUnderstood
from japanese.calendar_days import WEEKDAY_CODES

_EARLIEST_NIGHT: Final = 12 * 60
_LATEST_MORNING: Final = 6 * 60


class Doubt(NotUnderstood):
    """A rule cannot be certain, so that the words stand alone. The message says why."""


@dataclass(frozen=True, slots=True)
class Window:
    """Minutes after midnight of the day it starts on; `closes` may lie on the following day."""

    opens: int
    closes: int

    @classmethod
    def of(cls, opens: int, closes: int) -> Window:
        """Raises Doubt where the times do not make an opening within a day or over a night."""
        if closes < opens and opens >= _EARLIEST_NIGHT and closes <= _LATEST_MORNING:
            closes += DAY
        if not opens < closes <= opens + DAY or opens >= DAY:
            raise Doubt("開く時刻と閉まる時刻が合いません。")
        return cls(opens, closes)

    def facts(self) -> dict[str, Any]:
        said: dict[str, Any] = {"opens": clock_text(self.opens)}
        if self.closes > DAY:
            return {**said, "closes": clock_text(self.closes - DAY), "closes_next_day": True}
        return {**said, "closes": clock_text(self.closes)}


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """Days of the week or nth weekdays of the month with one opening."""

    window: Window
    days: tuple[str, ...] = ()
    nth: tuple[str, ...] = ()
    season: tuple[str, str] | None = None

    def facts(self) -> dict[str, Any]:
        said: dict[str, Any] = {"days": list(self.days)} if self.days else {"nth": list(self.nth)}
        said |= self.window.facts()
        return said | ({"season": list(self.season)} if self.season else {})


@dataclass(frozen=True, slots=True)
class OpeningRule:
    """What will be the facts of `Hours.from_facts`. `holidays` is "", "closed" or the windows."""

    rows: tuple[OpeningRow, ...]
    holidays: str | tuple[Window, ...] = ""
    closed_yearly: tuple[tuple[str, str], ...] = ()
    closed_months: tuple[int, ...] = ()
    closed_nth: tuple[str, ...] = field(default=())

    @property
    def days(self) -> set[str]:
        """The days of the week on which it opens every week."""
        return {day for row in self.rows for day in row.days}

    def on_days(self, days: tuple[str, ...], windows: tuple[Window, ...]) -> OpeningRule:
        """Other times for these days of the week, in place of what they had."""
        kept = [
            replace(row, days=tuple(day for day in row.days if day not in days))
            for row in self.rows
        ]
        new = [OpeningRow(window, days=days) for window in windows]
        return replace(self, rows=(*(row for row in kept if row.days or row.nth), *new))

    def facts(self) -> dict[str, Any]:
        """As `Hours.from_facts` takes it."""
        said: dict[str, Any] = {"hours": [row.facts() for row in self.rows]}
        if self.holidays == "closed":
            said["public_holidays"] = "closed"
        elif isinstance(self.holidays, tuple):
            every_day = list(WEEKDAY_CODES)
            said["public_holidays"] = [
                {"days": every_day, **window.facts()} for window in self.holidays
            ]
        if self.closed_yearly:
            said["closed_yearly"] = [list(span) for span in self.closed_yearly]
        if self.closed_months:
            said["closed_months"] = list(self.closed_months)
        if self.closed_nth:
            said["closed_nth"] = list(self.closed_nth)
        return said
