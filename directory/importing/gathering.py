"""Rows of one event on several days: one row with all its days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from directory.importing.rows import ReadRow, Repair

_DAYS = ("start_date", "end_date")


def gather_days(rows: Iterable[ReadRow]) -> list[ReadRow]:
    """Rows with one number that differ in their day alone become the first of them.

    Its `start_date` is the earliest day and `more_dates` are the others, in order. Everything else
    stays as it is, in the order of the file.
    """
    groups: dict[str, list[ReadRow]] = {}
    for row in rows:
        groups.setdefault(_alike(row), []).append(row)
    return [_together(group) for group in groups.values()]


def _alike(row: ReadRow) -> str:
    """Equal for rows that belong together; the place in the file for those that stand alone."""
    values = row.values
    start = values.get("start_date")
    if not (start and values.get("source_id")) or values.get("end_date", start) != start:
        return str(row.number)
    if row.refusals:
        return str(row.number)
    others = {target: value for target, value in values.items() if target not in _DAYS}
    return repr(sorted(others.items()))


def _together(group: list[ReadRow]) -> ReadRow:
    first = group[0]
    days = sorted({row.values["start_date"] for row in group if "start_date" in row.values})
    if len(days) < 2:
        return first if len(group) == 1 else _said(first, group, {})
    return _said(first, group, {"start_date": days[0], "more_dates": days[1:]})


def _said(first: ReadRow, group: list[ReadRow], days: dict[str, Any]) -> ReadRow:
    values = {target: value for target, value in first.values.items() if target != "end_date"}
    numbers = "、".join(str(row.number) for row in group[1:])
    why = f"{numbers}行目も同じ番号・同じ内容なので、1つの集まりの日にちにしました。"
    was = "、".join(str(row.values.get("start_date", "")) for row in group)
    now = "、".join([days["start_date"], *days["more_dates"]]) if days else was.split("、")[0]
    repair = Repair("開始日", was, now, why)
    return replace(first, values=values | days, repairs=(*first.repairs, repair))
