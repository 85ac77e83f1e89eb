"""When a series meets: the dates of its rule, with what was changed on single dates.

Dates are days in Japan, times are times of day there; every range includes both ends.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Literal

from events.describe_series import describe
from events.series_facts import Change, SeriesFacts, Sitting, parse_changes, parse_series
from japanese import holidays

__all__ = ["Occurrence", "Recurrence", "RecurrenceError", "Status"]

Status = Literal["held", "moved", "cancelled"]

# A public holiday is put off by less than this: the longest row of holidays and weekends so far
# was ten days (2019).
_LONGEST_PUT_OFF = timedelta(days=21)
_SATURDAY = 5


class RecurrenceError(ValueError):
    """Facts or overrides that cannot be read; the message is a Japanese sentence naming the key."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting. `original_date` is the date the rule gives, `date` the day it stands on.

    `sitting` is the start that the rule gives, where a day has several: it names the meeting
    whatever start a change gives it.
    """

    original_date: date
    date: date
    start: time | None
    end: time | None
    place: str | None
    theme: str | None
    status: Status
    reason: str | None
    sitting: time | None = None


class Recurrence:
    """The dates of one series."""

    def __init__(self, facts: SeriesFacts, changes: Iterable[Change] = ()) -> None:
        self.facts = facts
        self._changes: dict[date, list[Change]] = {}
        for change in changes:
            self._changes.setdefault(change.original_date, []).append(change)

    @classmethod
    def from_facts(
        cls, facts: Mapping[str, object], overrides: Iterable[Mapping[str, object]] = ()
    ) -> "Recurrence":
        """Read facts and overrides as the contract writes them.

        Dates may be ISO strings or dates, times `HH:MM` or times. Raises RecurrenceError.
        """
        try:
            series = parse_series(facts)
            return cls(series, parse_changes(overrides, series.sittings))
        except ValueError as error:
            raise RecurrenceError(str(error)) from error

    def occurrences(self, start: date, end: date) -> list[Occurrence]:
        """Every meeting that stands on a day from `start` to `end`, by day and time.

        Cancelled ones are among them. Several overrides of one date add up in their order, and a
        cancelled date stays cancelled. An override of a date that the rule does not give is left.
        """
        found = [
            occurrence
            for day in self._original_dates(start, end)
            for sitting in self.facts.sittings
            for occurrence in [self._changed(self._as_given(day, sitting), sitting)]
            if start <= occurrence.date <= end
        ]
        return sorted(found, key=lambda item: (item.date, item.start or time(), item.original_date))

    def describe(self) -> str:
        """The rule as a short Japanese phrase: 毎月 第2・第4火曜日（8月は休み）."""
        return describe(self.facts)

    def _original_dates(self, start: date, end: date) -> set[date]:
        """The series' own dates whose meeting may stand on a day of the range."""
        first = max(start, date.min + _LONGEST_PUT_OFF) - _LONGEST_PUT_OFF
        days = set(self._rule_dates(first, end, start))
        days.update(day for day in self._changes if self._gives(day, start))
        days = {day for day in days if not self.facts.skips(day)} | self.facts.rdates
        return {day for day in days if day <= self.facts.ended_after}

    def _rule_dates(self, first: date, last: date, start: date) -> Iterator[date]:
        """Days the rules give; without DTSTART they count from the `start` of the call.

        A rule that names its days by itself gives them before that start too.
        """
        for rule in self.facts.rules:
            anchor = self.facts.dtstart or (first if rule.is_anchor_free else start)
            yield from rule.dates(anchor, first, last)

    def _gives(self, day: date, start: date) -> bool:
        """Whether the rules give a day that an override names, wherever it lies."""
        anchor = self.facts.dtstart or min(day, start)
        return any(day in rule.dates(anchor, day, day) for rule in self.facts.rules)

    def _as_given(self, day: date, sitting: Sitting) -> Occurrence:
        held_on = day
        if self.facts.public_holidays == "next-weekday" and day not in self.facts.rdates:
            held_on = _put_off(day)
        return Occurrence(
            original_date=day,
            date=held_on,
            start=sitting.start,
            end=sitting.end,
            place=self.facts.place,
            theme=None,
            status="held" if held_on == day else "moved",
            reason=None,
            sitting=sitting.start if len(self.facts.sittings) > 1 else None,
        )

    def _changed(self, occurrence: Occurrence, sitting: Sitting) -> Occurrence:
        for change in self._changes.get(occurrence.original_date, ()):
            if change.sitting in {None, sitting.start}:
                occurrence = _with_change(occurrence, change)
        return occurrence


def _put_off(day: date) -> date:
    """A public holiday's next Monday to Friday that is none; any other day itself."""
    if not holidays.is_holiday(day):
        return day
    while day.weekday() >= _SATURDAY or holidays.is_holiday(day):
        day += timedelta(days=1)
    return day


def _end(occurrence: Occurrence, change: Change) -> time | None:
    """The end, unknown where a later start has overtaken it and no new end is said."""
    if change.end or change.start is None or occurrence.end is None:
        return change.end or occurrence.end
    overtaken = (occurrence.start or change.start) < occurrence.end <= change.start
    return None if overtaken else occurrence.end


def _with_change(occurrence: Occurrence, change: Change) -> Occurrence:
    status = occurrence.status
    if change.kind == "cancelled":
        status = "cancelled"
    elif status == "held" and (change.kind == "moved" or change.date):
        status = "moved"
    return replace(
        occurrence,
        date=change.date or occurrence.date,
        start=change.start or occurrence.start,
        end=_end(occurrence, change),
        place=occurrence.place if change.place is None else change.place,
        theme=occurrence.theme if change.theme is None else change.theme,
        reason=occurrence.reason if change.reason is None else change.reason,
        status=status,
    )
