"""What a group's calendar says of the coming 13 months: its events as entries to look at. Plain.

RFC 5545. Each UID is one entry with the facts of our recurrence; dates with times of their own stand
beside it under a `recurrence_id`. Private, confidential, cancelled and past ones are left out.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from icalendar import Calendar, Event

from events.recurrence import Recurrence, RecurrenceError
from portal.calendars.plain_words import one_line, plain_text
from portal.calendars.problems import CalendarProblem, Problem
from portal.calendars.rules import NotFollowed, Rules, Window, facts_of, move, rules_of
from portal.calendars.times import moment_of, span_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from portal.calendars.rules import Facts
    from portal.calendars.times import Span

MOST_ENTRIES: Final = 500
MOST_DEEP: Final = 8
"""Components in each other; a real calendar has four."""
LONGEST_UID: Final = 200
LONGEST_SUMMARY: Final = 200
LONGEST_LOCATION: Final = 300
LONGEST_DESCRIPTION: Final = 2000
_HIDDEN: Final = frozenset({"PRIVATE", "CONFIDENTIAL"})
_NESTING: Final = re.compile(r"^(BEGIN|END):", re.IGNORECASE | re.MULTILINE)
_BROKEN: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What the parts of an event that is not as it should be may raise when they are read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. `facts` are those of `events.recurrence`; `is_whole` is False where the event
    repeats by a rule that they cannot say, so that only single dates are known."""

    uid: str
    recurrence_id: str
    summary: str
    description: str
    location: str
    facts: Facts
    is_whole: bool
    next_on: date


@dataclass(frozen=True, slots=True)
class Reading:
    """The entries by their next date, and how many events were left out for which reason."""

    entries: tuple[Entry, ...]
    hidden: int = 0
    unreadable: int = 0
    too_many: int = 0


@dataclass(slots=True)
class _Tally:
    hidden: int = 0
    unreadable: int = 0
    entries: list[Entry] = field(default_factory=list)

    def take(self, schedules: Iterable[_Schedule], uid: str, window: Window) -> None:
        """Adds what happens in the window; a rule that nobody can follow is told of."""
        for schedule in schedules:
            next_on = _next_day(schedule.facts, window)
            if next_on:
                self.entries.append(_entry(uid, schedule, next_on))
            elif not schedule.is_whole:
                self.unreadable += 1


@dataclass(frozen=True, slots=True)
class _Schedule:
    recurrence_id: str
    facts: Facts
    is_whole: bool
    event: Event


def read_calendar(body: bytes, charset: str, today: date, last: date) -> Reading:
    """The events that happen from `today` to `last` (Asia/Tokyo). Raises CalendarProblem."""
    window, tally = Window(today, last), _Tally()
    for uid, events in _by_uid(_events(_text(body, charset)), tally).items():
        try:
            tally.take(_schedules(events, window), uid, window)
        except _BROKEN:
            tally.unreadable += 1
    found = sorted(tally.entries, key=lambda entry: (entry.next_on, entry.uid))
    return Reading(
        entries=tuple(found[:MOST_ENTRIES]),
        hidden=tally.hidden,
        unreadable=tally.unreadable,
        too_many=max(0, len(found) - MOST_ENTRIES),
    )


def _text(body: bytes, charset: str) -> str:
    """UTF-8 as the format wants it, else what the server says, else the Japanese of old programs."""
    for encoding in ("utf-8-sig", charset, "cp932"):
        try:
            return body.decode(encoding)
        except (LookupError, ValueError):
            continue
    raise CalendarProblem(Problem.UNREADABLE)


def _events(text: str) -> list[Event]:
    """Every VEVENT; CalendarProblem where the text is no calendar or is broken as a whole."""
    if "BEGIN:VCALENDAR" not in text[:5000].upper():
        raise CalendarProblem(Problem.NOT_CALENDAR)
    if _is_too_deep(text):
        raise CalendarProblem(Problem.UNREADABLE)
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        found = [event for calendar in calendars for event in calendar.walk("VEVENT")]
        return [event for event in found if isinstance(event, Event)]
    except _BROKEN as error:
        raise CalendarProblem(Problem.UNREADABLE) from error


def _is_too_deep(text: str) -> bool:
    """Components nested so deep that walking them would end in a RecursionError."""
    depth = 0
    for word in _NESTING.findall(text):
        depth += 1 if word.upper() == "BEGIN" else -1
        if depth > MOST_DEEP:
            return True
    return False


def _by_uid(events: Iterable[Event], tally: _Tally) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if _said(event, "CLASS").upper() in _HIDDEN:
            tally.hidden += 1
        else:
            found[_uid(event)].append(event)
    return found


def _uid(event: Event) -> str:
    """The UID; of what has none or a very long one, a name made of what it says."""
    uid = one_line(_said(event, "UID"), LONGEST_UID + 1)
    if 0 < len(uid) <= LONGEST_UID:
        return uid
    says = uid or f"{moment_of(event, 'DTSTART')} {_said(event, 'SUMMARY')}"
    return f"sha256-{hashlib.sha256(says.encode('utf-8', 'replace')).hexdigest()}"


def _said(event: Event, name: str) -> str:
    """A property as text; the first where it stands several times."""
    value: Any = event.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value)


def _next_day(facts: Facts, window: Window) -> date | None:
    try:
        coming = Recurrence.from_facts(facts).occurrences(window.first, window.last)
    except RecurrenceError:
        return None
    return coming[0].date if coming else None


def _entry(uid: str, schedule: _Schedule, next_on: date) -> Entry:
    event = schedule.event
    return Entry(
        uid=uid,
        recurrence_id=schedule.recurrence_id,
        summary=one_line(_said(event, "SUMMARY"), LONGEST_SUMMARY),
        description=plain_text(_said(event, "DESCRIPTION"), LONGEST_DESCRIPTION),
        location=one_line(_said(event, "LOCATION"), LONGEST_LOCATION),
        facts=schedule.facts,
        is_whole=schedule.is_whole,
        next_on=next_on,
    )


def _schedules(events: list[Event], window: Window) -> list[_Schedule]:
    """The event and the dates of its own times; of twins the one with the highest SEQUENCE."""
    ordered = sorted(events, key=_sequence)
    masters = [event for event in ordered if "RECURRENCE-ID" not in event]
    overrides = {
        moment: event
        for event in ordered
        if (moment := moment_of(event, "RECURRENCE-ID")) is not None
    }
    if masters and _is_cancelled(masters[-1]):
        return []
    found = _of_master(masters[-1], window) if masters else []
    for moment, event in overrides.items():
        found = _overridden(found, moment, event, window)
    return found


def _sequence(event: Event) -> int:
    said = _said(event, "SEQUENCE")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def _is_cancelled(event: Event) -> bool:
    return _said(event, "STATUS").upper() == "CANCELLED"


def _of_master(event: Event, window: Window) -> list[_Schedule]:
    span = _span(event)
    try:
        rules, is_whole = rules_of(event, span), True
    except NotFollowed:
        rules, is_whole = Rules((), ()), False
    by_clock = facts_of(event, span, rules, window)
    if not (by_clock or is_whole):
        return [_Schedule("", {}, is_whole, event)]
    return [
        _Schedule("" if not number else f"T{clock[0]}-{clock[1]}", facts, is_whole, event)
        for number, (clock, facts) in enumerate(by_clock.items())
    ]


def _span(event: Event) -> Span:
    span = span_of(event)
    if span is None:
        raise ValueError("DTSTART")
    return span


def _overridden(
    found: list[_Schedule], moment: date, event: Event, window: Window
) -> list[_Schedule]:
    """The schedules with one date as RECURRENCE-ID says; with times of its own it stands apart.

    Raises ValueError for a change of all later dates (RANGE), which few programs write.
    """
    if "RANGE" in event["RECURRENCE-ID"].params:
        raise ValueError("RANGE")
    span = _span(event)
    day = span.day_of(moment)
    moved = [] if _is_cancelled(event) else span.sittings_on(span.day)
    kept, is_placed = [], not moved
    for schedule in found:
        facts = schedule.facts
        alike = len(moved) == 1 and (moved[0].start, moved[0].end) == _clock(facts)
        if _holds(facts, day, window):
            facts = move(facts, day, moved[0].day if alike else None)
            is_placed = is_placed or alike
        kept.append(replace(schedule, facts=facts))
    if is_placed:
        return kept
    own = facts_of(event, span, Rules((), ()), window)
    key = f"{day:%Y%m%d}"
    apart = [
        _Schedule(f"{key}T{clock[0]}" if number else key, facts, True, event)
        for number, (clock, facts) in enumerate(own.items())
    ]
    return [*kept, *apart]


def _clock(facts: Facts) -> tuple[str, str]:
    return facts.get("start", ""), facts.get("end", "")


def _holds(facts: Facts, day: date, window: Window) -> bool:
    """Whether a schedule has this day; one before the window changes nothing that is shown."""
    if not window.holds(day):
        return False
    return any(item.date == day for item in Recurrence.from_facts(facts).occurrences(day, day))
