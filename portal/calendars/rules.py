"""RRULE, RDATE and EXDATE of a VEVENT as facts of our recurrence, exact or as single dates. Plain.

Which facts there are stands in `events.series_facts`. A rule is kept only where it gives the same days and
times in Japan; one that a foreign zone shifts becomes the dates it gives until the horizon.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from events.date_rule import parse_rule
from portal.calendars.times import TOKYO, moments_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from icalendar import Event

    from events.date_rule import DateRule
    from portal.calendars.times import Sitting, Span

type Facts = dict[str, Any]
type Clock = tuple[str, str]

FIRST_COUNTED: Final = 2000
"""A rule that counts its dates since an earlier year is not followed: it would take too long."""
_CLOCK_PARTS: Final = {"BYHOUR": "hour", "BYMINUTE": "minute", "BYSECOND": "second"}


class NotFollowed(ValueError):
    """A rule that the site's recurrence has no words for."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of an event, as texts and read; both are empty where it does not repeat."""

    texts: tuple[str, ...]
    read: tuple[DateRule, ...]

    def days(self, anchor: date, first: date, last: date) -> set[date]:
        """The days that the rules give from `first` to `last`, counted from `anchor`."""
        return {day for rule in self.read for day in rule.dates(anchor, first, last)}


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are of interest, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def rules_of(event: Event, span: Span) -> Rules:
    """Raises NotFollowed."""
    given = event.get("RRULE", [])
    texts = tuple(_text(rule, span) for rule in (given if isinstance(given, list) else [given]))
    if "EXRULE" in event:
        raise NotFollowed
    try:
        read = tuple(parse_rule(text) for text in texts)
    except ValueError as error:
        raise NotFollowed from error
    if any(rule.count for rule in read) and span.day.year < FIRST_COUNTED:
        raise NotFollowed
    return Rules(texts, read)


def _text(rule: Any, span: Span) -> str:
    """One RRULE with the last day of its series instead of the last moment."""
    try:
        parts = {str(name).upper(): list(values) for name, values in rule.items()}
        text: str = rule.to_ical().decode()
    except (AttributeError, ValueError, TypeError) as error:
        raise NotFollowed from error
    for name, unit in _CLOCK_PARTS.items():
        if name in parts and parts[name] != [getattr(span.clock, unit, None)]:
            raise NotFollowed
    left_out = {"UNTIL", *_CLOCK_PARTS}
    kept = [part for part in text.split(";") if part.partition("=")[0].upper() not in left_out]
    if until := parts.get("UNTIL"):
        kept.append(f"UNTIL={_last_day(until[0], span):%Y%m%d}")
    return ";".join(kept)


def _last_day(until: object, span: Span) -> date:
    if not isinstance(until, date):
        raise NotFollowed
    if not isinstance(until, datetime):
        return until
    zone = span.zone or TOKYO
    local = until.astimezone(zone) if until.tzinfo else until.replace(tzinfo=zone)
    before = span.clock is not None and local.time() < span.clock
    return local.date() - timedelta(days=1) if before else local.date()


def facts_of(event: Event, span: Span, rules: Rules, window: Window) -> dict[Clock, Facts]:
    """The facts for each (start, end) of day, of what happens in the window; the first is the usual.

    More than one where dates have times of their own: RDATE, or the summer time of another country.
    """
    days = _days(event, span, rules, window)
    sittings = [sitting for day in days for sitting in span.sittings_on(day)]
    usual = _clock(span.sittings_on(span.day)[0])
    if _is_exact(rules, days, sittings):
        found = {usual: _rule_facts(event, span, rules, window)}
    else:
        found = _single_dates(sittings, window)
    for sitting in _extra(event, span, window):
        _add_date(found.setdefault(_clock(sitting), {}), sitting.day)
    return {
        clock: facts | _times(clock)
        for clock, facts in sorted(found.items(), key=_usual_first(usual))
    }


def _usual_first(usual: Clock) -> Any:
    return lambda item: (item[0] != usual, item[0])


def _days(event: Event, span: Span, rules: Rules, window: Window) -> list[date]:
    """Days of the event's calendar, a day more on both sides for zones far away."""
    margin = timedelta(days=15)
    first, last = window.first - margin, window.last + margin
    days = rules.days(span.day, first, last) if rules.read else set()
    if first <= span.day <= last:
        days.add(span.day)
    return sorted(days - skipped(event, span))


def skipped(event: Event, span: Span) -> set[date]:
    """Days of the event's calendar that EXDATE takes out: by the day, or the very moment."""
    return {span.day_of(moment) for moment in moments_of(event, "EXDATE") if span.meets(moment)}


def _is_exact(rules: Rules, days: list[date], sittings: list[Sitting]) -> bool:
    """Whether the rule says each day in Japan as it does in its calendar."""
    clocks = {_clock(sitting) for sitting in sittings}
    return bool(rules.texts) and days == [item.day for item in sittings] and len(clocks) <= 1


def _rule_facts(event: Event, span: Span, rules: Rules, window: Window) -> Facts:
    texts = list(rules.texts)
    facts: Facts = {
        "rrule": texts[0] if len(texts) == 1 else texts,
        "dtstart": span.day.isoformat(),
    }
    if out := sorted(day for day in skipped(event, span) if window.holds(day)):
        facts["skip_dates"] = [day.isoformat() for day in out]
    begins = window.holds(span.day) and span.day not in skipped(event, span)
    if begins and span.day not in rules.days(span.day, span.day, span.day):
        facts["rdates"] = [span.day.isoformat()]
    return facts


def _single_dates(sittings: Iterable[Sitting], window: Window) -> dict[Clock, Facts]:
    found: dict[Clock, set[str]] = defaultdict(set)
    for sitting in sittings:
        if window.holds(sitting.day):
            found[_clock(sitting)].add(sitting.day.isoformat())
    return {clock: {"rdates": sorted(days)} for clock, days in found.items()}


def _extra(event: Event, span: Span, window: Window) -> list[Sitting]:
    """What RDATE adds, without what EXDATE takes out again."""
    added = []
    for moment in moments_of(event, "RDATE"):
        if span.day_of(moment) not in skipped(event, span):
            added += sitting_at(moment, span)
    return [sitting for sitting in added if window.holds(sitting.day)]


def sitting_at(moment: date, span: Span) -> list[Sitting]:
    """The event at another moment, as long as it usually is."""
    if not isinstance(moment, datetime):
        return span.sittings_on(moment)
    start = (moment if moment.tzinfo else moment.replace(tzinfo=span.zone or TOKYO)).astimezone(UTC)
    return type(span)(start.date(), start.time(), UTC, span.length).sittings_on(start.date())


def _add_date(facts: Facts, day: date) -> None:
    facts["rdates"] = sorted({*facts.get("rdates", []), day.isoformat()})


def move(facts: Facts, day: date, to: date | None) -> Facts:
    """The facts without a date of theirs, or with it on another day."""
    gone = day.isoformat()
    rdates = {given for given in facts.get("rdates", []) if given != gone}
    moved = facts | {"rdates": sorted(rdates | ({to.isoformat()} if to else set()))}
    if "rrule" in facts:
        moved["skip_dates"] = sorted({*facts.get("skip_dates", []), gone})
    return {name: value for name, value in moved.items() if value}


def _clock(sitting: Sitting) -> Clock:
    return sitting.start, sitting.end


def _times(clock: Clock) -> Facts:
    return {name: said for name, said in zip(("start", "end"), clock, strict=True) if said}
