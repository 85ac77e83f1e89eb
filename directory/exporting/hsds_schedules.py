"""Opening hours as schedules of HSDS 3.0, which never call a closed place open.

HSDS knows weekdays, nth weekdays of a month and spans of dates, but no closed days, no public
holidays and no seasons. So only hours that are the same in every week or month are written
without an end. Others are written half a year ahead, as spans of dates between the days on which
they do not hold. Hours for some readers only, and by appointment, stay words.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from directory.opening_rules import DAY
from japanese.calendar_days import WEEKDAY_CODES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from directory.opening_rules import OpeningRow, OpeningRules

type Span = tuple[date, date]
type Schedule = dict[str, str | int]

AHEAD: Final = timedelta(days=184)
OFFSET: Final = "+09:00"
HOURS_FROM_UTC: Final = 9
LAST_MINUTE: Final = "23:59"


def schedules(rules: OpeningRules, closures: Sequence[Span], today: date) -> list[Schedule]:
    """What readers in general find open from `today` (Asia/Tokyo), as properties without ids.

    `closures` are temporary ones; spans include both ends.
    """
    if rules.appointment_only or rules.valid_until < today:
        return []
    days = _open_days(rules, closures, today)
    return [
        _schedule(row, span)
        for row in _rows(rules)
        for span in (
            [(rules.valid_from, rules.valid_until)]
            if _always_holds(row, rules, closures)
            else _spans(row, days)
        )
    ]


def _rows(rules: OpeningRules) -> list[OpeningRow]:
    """The rows for everybody that one time of opening and closing can say."""
    rows = dict.fromkeys((*rules.rows, *(rules.holiday_rows or ())))
    return [row for row in rows if not row.audiences and _fits(row)]


def _fits(row: OpeningRow) -> bool:
    """A window of a day or more would read as a shorter one, except from midnight to midnight."""
    return row.closes - row.opens < DAY or (row.opens, row.closes) == (0, DAY)


def _always_holds(row: OpeningRow, rules: OpeningRules, closures: Sequence[Span]) -> bool:
    return not (
        closures
        or row.season
        or rules.holiday_rows is not None
        or rules.closed_yearly
        or rules.closed_months
        or rules.closed_nth
    )


def _open_days(
    rules: OpeningRules, closures: Sequence[Span], today: date
) -> dict[date, list[OpeningRow]]:
    """The rows that hold on each day of the next half year."""
    days = (today + timedelta(days=number) for number in range(AHEAD.days))
    return {
        day: [] if any(first <= day <= last for first, last in closures) else rules.rows_on(day)
        for day in days
    }


def _spans(row: OpeningRow, days: dict[date, list[OpeningRow]]) -> Iterator[Span]:
    """From when until when the row holds on every day that it names."""
    named = [day for day in days if _names(row, day)]
    for holds, run in groupby(named, key=lambda day: row in days[day]):
        if holds:
            first, *rest = run
            yield first, (rest[-1] if rest else first)


def _names(row: OpeningRow, day: date) -> bool:
    """Whether the weekdays of the row include the day, its season aside."""
    return day.weekday() in row.weekdays or any(nth.contains(day) for nth in row.nths)


def _schedule(row: OpeningRow, span: Span) -> Schedule:
    first, last = span
    schedule: Schedule = {
        "timezone": HOURS_FROM_UTC,
        "freq": "MONTHLY" if row.nths else "WEEKLY",
        "interval": 1,
        "wkst": "MO",
        "byday": ",".join(_byday(row)),
        "opens_at": _clock(row.opens),
        "closes_at": _clock(row.closes),
    }
    if first != date.min:
        schedule |= {"valid_from": first.isoformat(), "dtstart": first.isoformat()}
    if last != date.max:
        schedule |= {"valid_to": last.isoformat(), "until": last.isoformat()}
    return schedule


def _byday(row: OpeningRow) -> list[str]:
    if row.nths:
        return [f"{nth.number}{WEEKDAY_CODES[nth.weekday]}" for nth in row.nths]
    return [WEEKDAY_CODES[weekday] for weekday in sorted(row.weekdays)]


def _clock(minute: int) -> str:
    """Past midnight it is the time of the next day; midnight as an end is a minute less."""
    time = LAST_MINUTE if minute == DAY else f"{minute % DAY // 60:02}:{minute % 60:02}"
    return time + OFFSET
