"""The coming days one by one, for editors: when it is open, for whom, and why not.

No Django here; the words are Japanese, as in the admin.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from directory.hours import Hours
from directory.opening_rules import OpeningRules
from directory.table_wording import JAPANESE
from directory.week_table import is_over_new_year
from japanese import holidays
from japanese.calendar_days import WEEKDAY_KANJI


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day: its openings (空 means closed), why, and audiences for whom it is different."""

    day: date
    times: tuple[str, ...]
    reason: str
    audiences: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def label(self) -> str:
        """11月24日（火）."""
        return f"{self.day.month}月{self.day.day}日（{WEEKDAY_KANJI[self.day.weekday()]}）"


def list_days(hours: Hours, first: date, count: int) -> list[DayLine]:
    """Every day from `first` on, closed ones too; empty for a place by appointment only."""
    if hours.rules.appointment_only:
        return []
    return [_line(hours, first + timedelta(days=passed)) for passed in range(count)]


def _line(hours: Hours, day: date) -> DayLine:
    times = _times(hours, day, None)
    others = {name: _times(hours, day, name) for name in _audiences(hours.rules)}
    return DayLine(
        day,
        times,
        _reason(hours.rules, day, is_open=bool(times)),
        tuple((name, own) for name, own in others.items() if own != times),
    )


def _times(hours: Hours, day: date, audience: str | None) -> tuple[str, ...]:
    return tuple(
        f"{JAPANESE.clock(opens)}〜{JAPANESE.clock(closes)}"
        for opens, closes in hours.starting_on(day, audience)
    )


def _audiences(rules: OpeningRules) -> list[str]:
    rows = (*rules.rows, *(rules.holiday_rows or ()))
    named = [name for row in rows for name in row.audiences]
    return list(dict.fromkeys([*rules.audience_until, *rules.audiences_not_served, *named]))


def _reason(rules: OpeningRules, day: date, *, is_open: bool) -> str:
    closure = _closure(rules, day)
    if closure:
        return closure
    holiday = holidays.name(day)
    if holiday:
        return f"祝日（{holiday}）"
    return "" if is_open else _why_no_row(rules, day)


def _closure(rules: OpeningRules, day: date) -> str:
    """What takes the whole day out, as `OpeningRules.is_closed_on` has it."""
    if not rules.valid_from <= day <= rules.valid_until:
        return "使える期間の外"
    if day.month in rules.closed_months:
        return f"{day.month}月は休み"
    for span in rules.closed_yearly:
        if span.contains(day):
            return "年末年始" if is_over_new_year(span) else f"毎年の休み（{span.label}）"
    return next((f"{nth.label}の休み" for nth in rules.closed_nth if nth.contains(day)), "")


def _why_no_row(rules: OpeningRules, day: date) -> str:
    rows = [row for row in rules.rows if day.weekday() in row.weekdays or
            any(nth.contains(day) for nth in row.nths)]  # fmt: skip
    if not rows:
        return "定休"
    if not any(row.starts_on(day) for row in rows):
        return "季節の外"
    return "決まった人だけ"
