"""The facts of opening hours (keys as in the contract's `hours` table), read once into rules.

Minutes are counted from midnight of the day a window starts on, so a window over midnight closes
after minute 1440. No Django here; `directory.hours` asks the questions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from japanese import holidays
from japanese.calendar_days import (
    NthWeekday,
    YearlySpan,
    parse_clock,
    parse_date,
    parse_month,
    parse_nth,
    parse_span,
    parse_weekday,
)
from japanese.facts import Facts, flag, list_of, read, require, rows_of, text, with_known_keys

DAY = 24 * 60


class HoursError(ValueError):
    """Facts that cannot be read; the message is one Japanese sentence or two naming the key."""


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """One row of hours: from minute `opens` up to, not including, minute `closes`."""

    opens: int
    closes: int
    weekdays: frozenset[int]
    nths: tuple[NthWeekday, ...]
    season: YearlySpan | None
    audiences: tuple[str, ...]

    def starts_on(self, day: date) -> bool:
        if self.season is not None and not self.season.contains(day):
            return False
        return day.weekday() in self.weekdays or any(nth.contains(day) for nth in self.nths)

    def serves(self, audience: str | None) -> bool:
        return not self.audiences or audience in self.audiences


@dataclass(frozen=True, slots=True)
class OpeningRules:
    """All facts of one place. `holiday_rows` is None where public holidays change nothing."""

    rows: tuple[OpeningRow, ...]
    holiday_rows: tuple[OpeningRow, ...] | None
    closed_yearly: tuple[YearlySpan, ...]
    closed_months: frozenset[int]
    closed_nth: tuple[NthWeekday, ...]
    audience_until: Mapping[str, int]
    audiences_not_served: tuple[str, ...]
    valid_from: date
    valid_until: date
    appointment_only: bool

    def is_closed_on(self, day: date) -> bool:
        """Whether validity or a closure takes the whole day out, whatever the rows say."""
        return (
            not self.valid_from <= day <= self.valid_until
            or day.month in self.closed_months
            or any(span.contains(day) for span in self.closed_yearly)
            or any(nth.contains(day) for nth in self.closed_nth)
        )

    def rows_on(self, day: date) -> list[OpeningRow]:
        """The rows whose windows start on the day, for all audiences together."""
        if self.is_closed_on(day):
            return []
        usual = [row for row in self.rows if row.starts_on(day)]
        if self.holiday_rows is None:
            return usual
        special = [row for row in self.holiday_rows if row.starts_on(day)]
        return special if special != usual and holidays.is_holiday(day) else usual

    @property
    def repeats_weekly(self) -> bool:
        """Whether every week within the validity is like every other."""
        return (
            self.holiday_rows is None
            and not (self.closed_yearly or self.closed_months or self.closed_nth)
            and not any(row.nths or row.season for row in self.rows)
        )


def parse_rules(facts: Mapping[str, object]) -> OpeningRules:
    """Facts as in the contract; a key that is absent or null says nothing. Raises HoursError."""
    try:
        rules = _rules(with_known_keys(facts, _FACT_KEYS))
    except ValueError as error:
        raise HoursError(str(error)) from error
    if rules.valid_until < rules.valid_from:
        raise HoursError("「valid_until」は「valid_from」より後の日にしてください。")
    return rules


_FACT_KEYS = frozenset(
    {
        "hours",
        "public_holidays",
        "closed_yearly",
        "closed_months",
        "closed_nth",
        "audience_until",
        "audiences_not_served",
        "valid_from",
        "valid_until",
        "appointment_only",
    }
)
_ROW_KEYS = frozenset({"days", "nth", "opens", "closes", "closes_next_day", "season", "audiences"})


def _rules(facts: Facts) -> OpeningRules:
    return OpeningRules(
        rows=read(facts, "hours", rows_of(_row), ()),
        holiday_rows=read(facts, "public_holidays", _holiday_rows, None),
        closed_yearly=read(facts, "closed_yearly", list_of(parse_span), ()),
        closed_months=frozenset(read(facts, "closed_months", list_of(parse_month), ())),
        closed_nth=read(facts, "closed_nth", list_of(parse_nth), ()),
        audience_until=read(facts, "audience_until", _limits, {}),
        audiences_not_served=read(facts, "audiences_not_served", list_of(text), ()),
        valid_from=read(facts, "valid_from", parse_date, date.min),
        valid_until=read(facts, "valid_until", parse_date, date.max),
        appointment_only=read(facts, "appointment_only", flag, False),
    )


def _limits(value: object) -> dict[str, int]:
    if not isinstance(value, Mapping):
        raise ValueError(f"対象の人と時刻の組で書いてください（{value!r}）。")
    return {text(audience): parse_clock(until) for audience, until in value.items()}


def _holiday_rows(value: object) -> tuple[OpeningRow, ...] | None:
    if value == "as-usual":
        return None
    if value == "closed":
        return ()
    if isinstance(value, str):
        raise ValueError(f"as-usual か closed、または時間の一覧で書いてください（{value!r}）。")
    return rows_of(_row)(value)


def _row(value: object) -> OpeningRow:
    facts = with_known_keys(value, _ROW_KEYS)
    weekdays = read(facts, "days", list_of(parse_weekday), ())
    nths = read(facts, "nth", list_of(parse_nth), ())
    if bool(weekdays) == bool(nths):
        raise ValueError("「days」か「nth」のどちらか一つを書いてください。")
    opens, closes = _window(facts)
    return OpeningRow(
        opens=opens,
        closes=closes,
        weekdays=frozenset(weekdays),
        nths=nths,
        season=read(facts, "season", parse_span, None),
        audiences=read(facts, "audiences", list_of(text), ()),
    )


def _window(facts: Facts) -> tuple[int, int]:
    opens = require(facts, "opens", parse_clock)
    closes = require(facts, "closes", parse_clock)
    next_day = read(facts, "closes_next_day", flag, False)
    if opens == DAY or (next_day and closes == DAY):
        raise ValueError("24:00 は、その日の終わりの「closes」にだけ使えます。")
    if next_day:
        closes += DAY
    if closes <= opens:
        raise ValueError("「closes」は「opens」より後にしてください（翌日なら closes_next_day）。")
    return opens, closes
