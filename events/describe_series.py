"""A series' rule as a short Japanese phrase: 毎月 第2・第4火曜日（8月は休み）."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from events.date_rule import ByDay, DateRule
from events.series_facts import SeriesFacts
from japanese.calendar_days import WEEKDAY_KANJI, NthWeekday

NO_DATES = "日にちは決まっていません"
LISTED_DATES = "決まった日"
IRREGULAR = "日にちは一覧のとおり"

_MOST_LISTED = 3
_RHYTHMS = {
    "YEARLY": ("毎年", "1年おき", "年"),
    "MONTHLY": ("毎月", "隔月", "か月"),
    "WEEKLY": ("毎週", "隔週", "週間"),
    "DAILY": ("毎日", "1日おき", "日"),
}


def describe(facts: SeriesFacts) -> str:
    """The phrase; a rule that has no short words is 日にちは一覧のとおり."""
    said = [_rule(_plainest(rule, facts.dtstart)) for rule in facts.rules]
    if None in said:
        return IRREGULAR
    phrase = "と、".join(filter(None, said)) or _listed(facts.rdates)
    notes = "、".join(_notes(facts))
    return f"{phrase}（{notes}）" if notes else phrase


def _listed(rdates: Iterable[date]) -> str:
    days = sorted(rdates)
    if not days:
        return NO_DATES
    return LISTED_DATES if len(days) > _MOST_LISTED else "、".join(map(_full_date, days))


def _notes(facts: SeriesFacts) -> Iterator[str]:
    if facts.skip_months:
        yield f"{'・'.join(f'{month}月' for month in sorted(facts.skip_months))}は休み"
    for span in facts.skip_yearly:
        yield f"{span.label}は休み"
    if facts.public_holidays == "skip":
        yield "祝日は休み"
    if facts.public_holidays == "next-weekday":
        yield "祝日のときは次の平日"
    counts = {rule.count for rule in facts.rules if rule.count}
    if len(facts.rules) == 1 and counts:
        yield f"全{counts.pop()}回"
    last = min([facts.ended_after, *(rule.until for rule in facts.rules[:1])])
    if last != date.max:
        yield f"{_full_date(last)}まで"


def _full_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _plainest(rule: DateRule, dtstart: date | None) -> DateRule:
    """The same rule in the form that is easiest to say."""
    if rule.frequency == "WEEKLY" and not rule.weekdays and dtstart:
        return replace(rule, weekdays=(ByDay(None, dtstart.weekday()),))
    if rule.frequency == "MONTHLY" and not (rule.weekdays or rule.month_days) and dtstart:
        return replace(rule, month_days=(dtstart.day,))
    plain = bool(rule.weekdays) and not (_is_numbered(rule) or rule.month_days)
    if plain and len(rule.weekdays) == 1 and rule.positions and rule.frequency != "WEEKLY":
        numbered = tuple(ByDay(at, rule.weekdays[0].weekday) for at in rule.positions)
        return replace(rule, weekdays=numbered, positions=())
    if plain and rule.interval == 1 and not rule.positions:
        return replace(rule, frequency="WEEKLY")
    return rule


def _is_numbered(rule: DateRule) -> bool:
    return any(by.number is not None for by in rule.weekdays)


def _rule(rule: DateRule) -> str | None:
    if rule.positions or (rule.month_days and rule.weekdays) or (rule.months and rule.interval > 1):
        return None
    if rule.frequency == "YEARLY" and not rule.months:
        return None
    days = _month_days(rule) if rule.month_days else _weekdays(rule)
    if days is None or (not days and rule.frequency != "DAILY"):
        return None
    return f"{_rhythm(rule)} {days}".strip()


def _rhythm(rule: DateRule) -> str:
    every, every_other, unit = _RHYTHMS[rule.frequency]
    months = "・".join(f"{month}月" for month in rule.months)
    if months:
        return (
            f"毎年 {months}の" if rule.frequency in {"YEARLY", "MONTHLY"} else f"{months}の{every}"
        )
    if rule.interval == 1:
        return every
    return every_other if rule.interval == 2 else f"{rule.interval}{unit}ごと"


def _month_days(rule: DateRule) -> str | None:
    if any(day < -1 for day in rule.month_days):
        return None
    return "・".join("末日" if day == -1 else f"{day}日" for day in rule.month_days)


def _weekdays(rule: DateRule) -> str | None:
    """火・金曜日; 第2・第4火曜日; 第1日曜日・最後の金曜日. None for a mixture."""
    numbers: dict[int, list[int]] = {}
    for by in rule.weekdays:
        numbers.setdefault(by.weekday, [])
        if by.number is not None:
            numbers[by.weekday].append(by.number)
    if not _is_numbered(rule):
        names = "・".join(WEEKDAY_KANJI[weekday] for weekday in sorted(numbers))
        return f"{names}曜日" if names else ""
    if not all(numbers.values()) or any(abs(n) > 5 for found in numbers.values() for n in found):
        return None
    return "・".join(_numbered(weekday, found) for weekday, found in numbers.items())


def _numbered(weekday: int, numbers: list[int]) -> str:
    *others, last = (NthWeekday(number, weekday) for number in numbers)
    return "・".join([*(nth.position for nth in others), f"{last.label}日"])
