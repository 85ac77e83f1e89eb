"""Opening hours in the columns of the forms: days, opens, closes, dates, and a note in words.

The columns are filled only where the import reads the same rule out of them again; any other rule
stands in the note, whole and in words. So no form ever says more than the rule, and what was
imported is written as it was read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from directory.exporting.hours_words import hours_lines
from directory.hours import Hours
from directory.importing.cells.openings import OpeningWords, read_opening
from directory.importing.cells.words import read_line
from directory.importing.joining import says_paused
from directory.importing.targets import LIMITS
from directory.opening_rules import OpeningRow, OpeningRules
from japanese.calendar_days import WEEKDAY_KANJI, NthWeekday, YearlySpan

_HOUR: Final = 60
_DAY: Final = 24 * _HOUR
_FREQUENCY_BY_DAYS: Final = ((5, "1"), (3, "2"), (1, "3"))
_FREQUENCY_BY_DATES: Final = ((2, "4"), (1, "5"))
"""From how many days a week, or dates a month, a code of 開催頻度 is meant."""


@dataclass(frozen=True, slots=True)
class OpeningCells:
    """`beside` is what the note cannot hold: a line for the text about the place."""

    days: str = ""
    opens: str = ""
    closes: str = ""
    frequency: str = ""
    dates: str = ""
    note: str = ""
    beside: str = ""


def opening_cells(
    facts: Mapping[str, object],
    note: str,
    today: date,
    *,
    paused: str = "",
    asks_frequency: bool = False,
) -> OpeningCells:
    """Facts as `Hours.from_facts` takes them with the words beside them; `today` is Asia/Tokyo.

    `paused` is what other words say of being closed for now; `asks_frequency` is for the form of the cafeterias, which has 開催頻度 and 開催日.
    """
    said = read_opening(OpeningWords(note=note)).note
    if not facts:
        return OpeningCells(note=said)
    key = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    return _cells_of(key, said, paused, today, asks_frequency)


@lru_cache(maxsize=4096)
def _cells_of(key: str, said: str, paused: str, today: date, asks_frequency: bool) -> OpeningCells:
    """Most places of a list share their hours with others; `key` is their facts in JSON."""
    hours = Hours.from_facts(json.loads(key))
    for columns in _columns(hours.rules, asks_frequency=asks_frequency):
        for cells in _with_notes(columns, said):
            if _is_read_as(cells, hours, paused, asks_frequency=asks_frequency):
                return cells
    return _in_words(_sentences(hours_lines(hours, today)), said)


def _in_words(words: str, said: str) -> OpeningCells:
    note = read_line(_sentences([words, said])).value
    if len(note) <= LIMITS["hours_note"]:
        return OpeningCells(note=note)
    return OpeningCells(note=said, beside=read_line(words).value)


def _sentences(parts: Iterable[str]) -> str:
    """One after the other with a 。 between; the last as it was written."""
    said = [part for part in parts if part]
    return "。".join([*(part.rstrip("。") for part in said[:-1]), *said[-1:]])


def _with_notes(columns: OpeningCells, said: str) -> Iterator[OpeningCells]:
    """The note alone first: it may say the exceptions already, as it does after an import."""
    exceptions = columns.note
    yield replace(columns, note=said)
    both = _sentences([exceptions, said])
    if len(both) <= LIMITS["hours_note"]:
        yield replace(columns, note=both)
    if said:
        yield replace(columns, beside=said)


def _columns(rules: OpeningRules, *, asks_frequency: bool) -> Iterator[OpeningCells]:
    """The columns with the exceptions in the note, as far as the forms have words for them."""
    weekly = [row for row in rules.rows if row.weekdays]
    first = weekly[0] if weekly else None
    if first:
        same = [row for row in weekly if _window(row) == _window(first)]
        others = [row for row in rules.rows if row not in same]
        days = sorted({day for row in same for day in row.weekdays})
        yield OpeningCells(
            days="".join(WEEKDAY_KANJI[day] for day in days),
            opens=_clock(first.opens),
            closes=_clock(first.closes),
            frequency=_code(_FREQUENCY_BY_DAYS, len(days)) if asks_frequency else "",
            note=_sentences([*map(_other_times, others), *_closures(rules)]),
        )
    elif asks_frequency and len(rules.rows) == 1:
        (row,) = rules.rows
        yield OpeningCells(
            days="".join(WEEKDAY_KANJI[day] for day in sorted({nth.weekday for nth in row.nths})),
            opens=_clock(row.opens),
            closes=_clock(row.closes),
            frequency=_code(_FREQUENCY_BY_DATES, len(row.nths)),
            dates=f"毎月{_dates(row)}日",
            note=_sentences(_closures(rules)),
        )


def _window(row: OpeningRow) -> tuple[int, int]:
    return row.opens, row.closes


def _clock(minutes: int) -> str:
    """Past midnight as the hour of the next day: its reader knows that 2:00 is behind 22:00."""
    shown = minutes if minutes <= _DAY else minutes - _DAY
    return f"{shown // _HOUR:02}:{shown % _HOUR:02}"


def _code(codes: tuple[tuple[int, str], ...], number: int) -> str:
    return next((code for least, code in codes if number >= least), "")


def _other_times(row: OpeningRow) -> str:
    """「土曜は9:00〜12:00」「第2・第4土曜は10:00〜12:00」."""
    days = "・".join(f"{WEEKDAY_KANJI[day]}曜" for day in sorted(row.weekdays))
    return f"{days or _dates(row)}は{_clock(row.opens)}〜{_clock(row.closes)}"


def _dates(row: OpeningRow) -> str:
    """「第2・第4土曜」."""
    numbers = "・".join(f"第{nth.number}" for nth in row.nths)
    return f"{numbers}{WEEKDAY_KANJI[row.nths[0].weekday]}曜"


def _closures(rules: OpeningRules) -> list[str]:
    """「祝日・12/29〜1/3・8月・第3水曜は休み」."""
    closed = [
        *(["祝日"] if rules.holiday_rows == () else []),
        *map(_span, rules.closed_yearly),
        *(f"{month}月" for month in sorted(rules.closed_months)),
        *map(_nth, rules.closed_nth),
    ]
    return [f"{'・'.join(closed)}は休み"] if closed else []


def _span(span: YearlySpan) -> str:
    first, last = (f"{month}/{day}" for month, day in (span.first, span.last))
    return first if first == last else f"{first}〜{last}"


def _nth(nth: NthWeekday) -> str:
    return f"第{nth.number}{WEEKDAY_KANJI[nth.weekday]}曜"


def _is_read_as(cells: OpeningCells, hours: Hours, paused: str, *, asks_frequency: bool) -> bool:
    opening = read_opening(
        OpeningWords(
            days=cells.days,
            opens=cells.opens,
            closes=cells.closes,
            note=cells.note,
            frequency=cells.frequency,
            dates=cells.dates,
            asks_frequency=asks_frequency,
        ),
        paused or says_paused(cells.note),
    )
    read = Hours.from_facts(opening.facts)
    return opening.note == cells.note and _meaning(read.rules) == _meaning(hours.rules)


def _meaning(rules: OpeningRules) -> tuple[object, ...]:
    """Equal for two rules that say the same in other rows or another order."""
    return (
        _openings(rules.rows),
        None if rules.holiday_rows is None else _openings(rules.holiday_rows),
        frozenset(rules.closed_yearly),
        rules.closed_months,
        frozenset(rules.closed_nth),
        dict(rules.audience_until),
        frozenset(rules.audiences_not_served),
        (rules.valid_from, rules.valid_until, rules.appointment_only),
    )


def _openings(rows: tuple[OpeningRow, ...]) -> frozenset[tuple[object, ...]]:
    return frozenset(
        (day, row.opens, row.closes, row.season, frozenset(row.audiences))
        for row in rows
        for day in (*row.weekdays, *row.nths)
    )
