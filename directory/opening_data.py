"""Opening hours as schema.org's OpeningHoursSpecification, which never calls a closed place open.

schema.org knows weekdays and spans of dates, but no nth weeks, seasons or days off on public
holidays. So the next 14 days are looked up and written as they are; only hours that are the same
every week are written without an end. A window over midnight is written as two, and midnight as
the end of a day as 23:59: 00:00 to 00:00 means closed to search machines.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from directory.hours import TOKYO, Hours

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

type Span = tuple[date, date]
type Piece = tuple[str, str]
type Specification = dict[str, object]

AHEAD = timedelta(days=14)
WEEK = timedelta(days=7)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
END_OF_DAY = "23:59"


def opening_data(hours: Hours, closures: Sequence[Span], today: date) -> list[Specification]:
    """The openings from `today` (Asia/Tokyo) for readers in general, days of `closures` left out.

    Spans include both ends. Empty where nothing is open, or only by appointment.
    """
    days = pieces_by_day(hours, today)
    for day in days:
        if any(first <= day <= last for first, last in closures):
            days[day] = []
    rules = hours.rules
    endless = (
        rules.repeats_weekly
        and not closures
        and (rules.valid_from, rules.valid_until) == (date.min, date.max)
    )
    span = {} if endless else validity(today, today + AHEAD - timedelta(days=1))
    return [*weekly(days, today, span), *single(days, today)]


def pieces_by_day(hours: Hours, today: date) -> dict[date, list[Piece]]:
    """(opens, closes) as "HH:MM" within each of the 14 days."""
    start = datetime.combine(today, time(), TOKYO)
    days: dict[date, list[Piece]] = {today + timedelta(days=n): [] for n in range(AHEAD.days)}
    for opens, closes in hours.windows(start, start + AHEAD):
        for day, piece in cut_at_midnight(opens, closes):
            days[day].append(piece)
    return days


def cut_at_midnight(opens: datetime, closes: datetime) -> Iterator[tuple[date, Piece]]:
    while opens < closes:
        midnight = datetime.combine(opens.date() + timedelta(days=1), time(), TOKYO)
        end = f"{closes:%H:%M}" if closes < midnight else END_OF_DAY
        yield opens.date(), (f"{opens:%H:%M}", end)
        opens = midnight


def weekly(
    days: dict[date, list[Piece]], today: date, span: Specification
) -> Iterator[Specification]:
    """What both weeks have on a weekday: one specification for each pair of times."""
    weekdays: dict[Piece, list[date]] = defaultdict(list)
    for day in (today + timedelta(days=n) for n in range(WEEK.days)):
        for piece in days[day]:
            if piece in days[day + WEEK]:
                weekdays[piece].append(day)
    for piece, found in weekdays.items():
        names = [DAYS[number] for number in sorted(day.weekday() for day in found)]
        yield specification(piece, dayOfWeek=names) | span


def single(days: dict[date, list[Piece]], today: date) -> Iterator[Specification]:
    """What only one of the two weeks has."""
    for day, pieces in days.items():
        other = days[day + WEEK if day < today + WEEK else day - WEEK]
        for piece in pieces:
            if piece not in other:
                yield specification(piece) | validity(day, day)


def specification(piece: Piece, **properties: object) -> Specification:
    opens, closes = piece
    return {"@type": "OpeningHoursSpecification", **properties, "opens": opens, "closes": closes}


def validity(first: date, last: date) -> Specification:
    return {"validFrom": first.isoformat(), "validThrough": last.isoformat()}
