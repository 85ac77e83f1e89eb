"""月2回, 年4回, 全3回: how many days a phrase says it has, beside the days that it names."""

from dataclasses import replace
from datetime import date, timedelta

from japanese.schedule.model import Schedule
from japanese.schedule.refusal import Unreadable
from japanese.schedule.rules import EVERY_MONTH
from japanese.schedule.said import Count

_A_YEAR = timedelta(days=366)


def ended_by_count(schedule: Schedule, counts: list[Count]) -> Schedule:
    """12月5日から毎週土曜 全4回: the fourth day is the last."""
    wanted = next((count.number for count in counts if count.unit == "全"), 0)
    first = schedule.first
    if not (wanted and first and schedule.last is None and first < date.max - _A_YEAR):
        return schedule
    days = schedule.dates(first, first + _A_YEAR)
    return replace(schedule, last=days[wanted - 1]) if wanted <= len(days) else schedule


def refuse_counts(counts: list[Count], schedule: Schedule) -> None:
    """月2回 must be as many days as were named."""
    for count in counts:
        if count.number != _number_of_days(count.unit, schedule):
            raise Unreadable(f"「{count.unit}{count.number}回」と書かれた日の数が合いません。")


def _number_of_days(unit: str, schedule: Schedule) -> int | None:
    rules = {rule for part in schedule.parts for rule in part.rules}
    if unit == "全":
        return _number_of_dates(schedule)
    if unit == "週":
        is_weekly = all(rule.frequency == "WEEKLY" and rule.interval == 1 for rule in rules)
        return len({day for rule in rules for day in rule.weekdays}) if is_weekly else None
    if any(rule.frequency != "MONTHLY" or rule.interval > 1 for rule in rules):
        return None
    if unit == "年":
        off = schedule.closures.months
        return sum(rule.per_month() * len({*(rule.months or EVERY_MONTH)} - off) for rule in rules)
    by_month = {
        sum(rule.per_month() for rule in rules if month in (rule.months or EVERY_MONTH))
        for month in EVERY_MONTH
    } - {0}
    return by_month.pop() if len(by_month) == 1 else None


def _number_of_dates(schedule: Schedule) -> int:
    """全4回: of single dates, or of rules between two days."""
    first, last = schedule.first, schedule.last
    if first and last and timedelta(0) <= last - first <= _A_YEAR:
        return len(schedule.dates(first, last))
    return len({day for part in schedule.parts for day in part.rdates})
