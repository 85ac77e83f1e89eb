"""What a schedule phrase says: its days, its times and what its rule does not carry."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from japanese import holidays
from japanese.calendar_days import YearlySpan
from japanese.schedule.rules import Rule

Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class Closures:
    """Days that are taken out of the rules' days; single dates that are named stay."""

    public_holidays: bool = False
    months: frozenset[int] = frozenset()
    spans: tuple[YearlySpan, ...] = ()
    dates: frozenset[date] = frozenset()

    def contains(self, day: date) -> bool:
        return (
            day.month in self.months
            or day in self.dates
            or any(span.contains(day) for span in self.spans)
            or (self.public_holidays and holidays.is_holiday(day))
        )

    def facts(self) -> Facts:
        said: Facts = {}
        if self.public_holidays:
            said["public_holidays"] = "skip"
        if self.months:
            said["skip_months"] = sorted(self.months)
        if self.spans:
            said["skip_yearly"] = [_month_days(span) for span in self.spans]
        if self.dates:
            said["skip_dates"] = [day.isoformat() for day in sorted(self.dates)]
        return said


@dataclass(frozen=True, slots=True)
class Session:
    """Days with one time of day; `start` and `end` are times in Japan, None where not said."""

    rules: tuple[Rule, ...]
    rdates: tuple[date, ...] = ()
    start: time | None = None
    end: time | None = None

    @property
    def rrule(self) -> tuple[str, ...]:
        """RFC 5545 rules that are meant together."""
        return tuple(rule.rrule for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A phrase that was understood.

    `parts` has one entry for each time of day. `first` and `last` bound the rules' days; weeks and
    months of a rule with an interval are counted from `first`. `caveat` says that some words are
    not carried by the dates, so the phrase must stay visible beside them.
    """

    parts: tuple[Session, ...]
    closures: Closures = field(default_factory=Closures)
    first: date | None = None
    last: date | None = None
    caveat: bool = False

    @property
    def start(self) -> time | None:
        """The start that holds for all dates; None where it is not said or dates differ."""
        return self.parts[0].start if len(self.parts) == 1 else None

    @property
    def end(self) -> time | None:
        """The end that holds for all dates; None where it is not said or dates differ."""
        return self.parts[0].end if len(self.parts) == 1 else None

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Where dates or sittings differ in time: each with its days; otherwise empty."""
        return self.parts if len(self.parts) > 1 else ()

    def dates(self, start: date, end: date) -> list[date]:
        """The days from `start` to `end`, both included, in order and each once."""
        days = {day for part in self.parts for day in part.rdates if start <= day <= end}
        rules = {rule for part in self.parts for rule in part.rules}
        for day in _days(max(start, self.first or start), min(end, self.last or end)):
            if not self.closures.contains(day):
                days.update({day} if any(r.contains(day, self.first) for r in rules) else ())
        return sorted(days)

    def facts(self) -> list[Facts]:
        """Facts for `events.recurrence.Recurrence`: one series for days that share their times.

        Nearly always one; 第2火曜 17:30〜 第3土曜 10:00〜 are two.
        """
        series: dict[tuple[tuple[Rule, ...], tuple[date, ...]], list[Session]] = {}
        for part in self.parts:
            series.setdefault((part.rules, part.rdates), []).append(part)
        return [self._series_facts(parts) for parts in series.values()]

    def _series_facts(self, parts: list[Session]) -> Facts:
        said: Facts = {}
        rrules = parts[0].rrule
        if rrules:
            said["rrule"] = rrules[0] if len(rrules) == 1 else list(rrules)
            said |= self.closures.facts()
            if self.first:
                said["dtstart"] = self.first.isoformat()
            if self.last:
                said["ended_after"] = self.last.isoformat()
        if parts[0].rdates:
            said["rdates"] = [day.isoformat() for day in parts[0].rdates]
        times = [_times(part) for part in parts]
        return said | (times[0] if len(times) == 1 else {"sittings": times})


def _days(first: date, last: date) -> Iterator[date]:
    for passed in range((last - first).days + 1):
        yield first + timedelta(days=passed)


def _times(part: Session) -> Facts:
    named = {"start": part.start, "end": part.end}
    return {name: f"{clock:%H:%M}" for name, clock in named.items() if clock is not None}


def _month_days(span: YearlySpan) -> list[str]:
    return [f"{month:02}-{day:02}" for month, day in (span.first, span.last)]
