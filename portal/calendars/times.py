"""When one VEVENT happens, as days and times of day of Asia/Tokyo. Plain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Event

TOKYO: Final = ZoneInfo("Asia/Tokyo")
ONE_DAY: Final = timedelta(days=1)
MOST_DAYS: Final = 14
"""How many days of an event over several days are listed one by one."""


@dataclass(frozen=True, slots=True, order=True)
class Sitting:
    """A meeting in Japan: its day, and the times of day as `HH:MM`, "" where none is said."""

    day: date
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """When an event begins as its calendar says it, and how long it is (None where unsaid).

    `clock` and `zone` are None for whole days. Words without a zone are those of Asia/Tokyo.
    """

    day: date
    clock: time | None
    zone: tzinfo | None
    length: timedelta | None

    def day_of(self, moment: date) -> date:
        """The day, as this calendar counts days, of another moment in it."""
        if not isinstance(moment, datetime):
            return moment
        return _aware(moment).astimezone(self.zone or TOKYO).date()

    def meets(self, moment: date) -> bool:
        """Whether another moment is at this event's time of day; a day or its midnight is too."""
        if self.clock is None or not isinstance(moment, datetime):
            return True
        return _aware(moment).astimezone(self.zone or TOKYO).time() in {self.clock, time()}

    def sittings_on(self, day: date) -> list[Sitting]:
        """The meetings in Japan of the event that begins on `day` of its calendar."""
        if self.clock is None:
            days = min((self.length or ONE_DAY).days or 1, MOST_DAYS)
            return [Sitting(day + timedelta(days=step)) for step in range(max(days, 1))]
        start = datetime.combine(day, self.clock, self.zone).astimezone(TOKYO)
        end = start + self.length if self.length and self.length <= ONE_DAY else None
        return [Sitting(start.date(), f"{start:%H:%M}", f"{end:%H:%M}" if end else "")]


def span_of(event: Event) -> Span | None:
    """None where the start is missing, or in a time zone that nobody explains."""
    start = moment_of(event, "DTSTART")
    if start is None:
        return None
    length = _length(event, start)
    if not isinstance(start, datetime):
        return Span(start, None, None, length)
    start = _aware(start)
    return Span(start.date(), start.time(), start.tzinfo, length)


def moment_of(event: Event, name: str) -> date | None:
    """The date or date-time of a property; None where it is missing or cannot be read."""
    return _moment(event.get(name))


def moments_of(event: Event, name: str) -> list[date]:
    """Every moment of a property that may stand several times and hold several (EXDATE, RDATE)."""
    given = event.get(name, [])
    lists = given if isinstance(given, list) else [given]
    found = [_moment(item) for value in lists for item in getattr(value, "dts", None) or ()]
    return [moment for moment in found if moment is not None]


def _moment(value: Any) -> date | None:
    said = value[0] if isinstance(value, list) and value else value
    try:
        found = said.dt
    except (AttributeError, ValueError):
        return None
    found = found[0] if isinstance(found, tuple) else found
    if not isinstance(found, date):
        return None
    unexplained = isinstance(found, datetime) and found.tzinfo is None and "TZID" in said.params
    return None if unexplained else found


def _length(event: Event, start: date) -> timedelta | None:
    end = moment_of(event, "DTEND")
    if end is not None and isinstance(end, datetime) == isinstance(start, datetime):
        return _positive(_aware(end) - _aware(start))
    said = event.get("DURATION")
    return _positive(getattr(said, "dt", None))


def _positive(length: object) -> timedelta | None:
    return length if isinstance(length, timedelta) and length > timedelta() else None


def _aware(moment: date) -> datetime:
    """A moment with its zone; a floating one is meant where the group lives."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), TOKYO)
    return moment if moment.tzinfo else moment.replace(tzinfo=TOKYO)
