"""Opening hours as Japanese text for files: the table of the page, a line for each row."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from directory.hours import Hours

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from directory.week_table import WeekRow

BY_APPOINTMENT = "予約をしてから行く場所です。"


def hours_text(facts: Mapping[str, Any], today: date) -> str:
    """The lines of hours as text; many places keep the same ones."""
    return _text(json.dumps(facts, sort_keys=True), today)


@lru_cache(maxsize=1024)
def _text(facts: str, today: date) -> str:
    return "\n".join(hours_lines(Hours.from_facts(json.loads(facts)), today))


def hours_lines(hours: Hours, today: date) -> list[str]:
    """「月・水・金 15:00〜21:00（中学生は20:00まで）」 and what holds beside; empty if unknown.

    `today` (Asia/Tokyo) is for the table's mark of the day only, which is not written.
    """
    table = hours.week_table(today)
    if table.appointment_only:
        return [BY_APPOINTMENT]
    lines = [_line(row, table.audiences) for row in table.rows]
    if table.not_served:
        lines.append(f"{'・'.join(table.not_served)}は使えません。")
    return [*lines, *table.notes]


def _line(row: WeekRow, audiences: tuple[str, ...]) -> str:
    beside = [*_limits(row, audiences), *([row.note] if row.note else [])]
    return f"{row.label} {'、'.join(row.times)}" + (f"（{'、'.join(beside)}）" if beside else "")


def _limits(row: WeekRow, audiences: tuple[str, ...]) -> Iterator[str]:
    for name, cell in zip(audiences, row.audiences, strict=False):
        if cell.is_shorter:
            yield f"{name}は{cell.text}"
