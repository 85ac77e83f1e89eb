"""What was said → a schedule, where it fits together; otherwise the reason why not."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import combinations, pairwise

from japanese.calendar_days import NthWeekday
from japanese.schedule.calendar_dates import span_days
from japanese.schedule.counts import ended_by_count, refuse_counts
from japanese.schedule.model import Closures, Schedule, Session
from japanese.schedule.refusal import Unreadable
from japanese.schedule.rules import EVERY_MONTH, Rule
from japanese.schedule.said import Days, Off, Override, Said, Window, Words

# Days in a row that are meant one by one without 毎日; more may be the bounds of something else.
_LONGEST_ROW = 7
_A_YEAR = timedelta(days=366)
_MONDAY_TO_FRIDAY = frozenset(range(5))


def assemble(said: Said, today: date, first_date: date | None) -> Schedule:
    """Raises Unreadable where the parts contradict each other or name no day."""
    parts = [_take_out(part, said.off) for part in _overridden(_sessions(said), said.overrides)]
    first, last = said.first, said.last
    if first and last and not any(part.rules for part in parts):
        parts = [_row_of_days(part, first, last) for part in parts]
        first = last = None
    schedule = Schedule(
        parts=tuple(parts),
        closures=_closures(said, parts),
        first=_anchor(parts, first, first_date),
        last=last,
        caveat=said.caveat or said.off.new_year,
    )
    schedule = ended_by_count(schedule, said.counts)
    refuse_counts(said.counts, schedule)
    _refuse_contradictions(schedule)
    _refuse_wrong_next_day(schedule, said.next_day)
    _refuse_overlaps(schedule, today)
    if said.off.new_year:
        _refuse_new_year(schedule, today)
    return schedule


# Days with their times


def _sessions(said: Said) -> list[Session]:
    """Days with the times that stand beside them: D T, T D, D T T, D T D T."""
    groups = _groups([item for item in said.items if not isinstance(item, Words)])
    if not any(days for days, _windows in groups) and not (said.first and said.last):
        raise Unreadable(_why_no_days(said))
    separate = len(groups) > 1 or sum(bool(item.rules) for item in groups[0][0]) > 1
    if separate and len(groups) + _breaks(said) > 1 and _has_words(said):
        raise Unreadable("いくつかの催しが書かれています。1つずつ書いてください。")
    if all(windows == groups[0][1] for _days, windows in groups):
        groups = [([item for days, _windows in groups for item in days], groups[0][1])]
    return [session for days, windows in groups for session in _sittings(days, windows)]


def _has_words(said: Said) -> bool:
    return any(isinstance(item, Words) for item in said.items)


def _breaks(said: Said) -> int:
    """How often words stand between two rules."""
    kinds = ["D" if isinstance(item, Days) else "W" for item in said.items
             if not isinstance(item, Window)]  # fmt: skip
    return "".join(kinds).strip("W").count("DW")


def _groups(items: list[Days | Window | Words]) -> list[tuple[list[Days], list[Window]]]:
    groups: list[tuple[list[Days], list[Window]]] = [([], [])]
    times_first = bool(items) and isinstance(items[0], Window)
    for item in items:
        if isinstance(item, Window):
            groups[-1][1].append(item)
        elif isinstance(item, Days):
            if groups[-1][1] and not times_first:
                groups.append(([], []))
            groups[-1][0].append(item)
    are_times = [isinstance(item, Window) for item in items if not isinstance(item, Words)]
    if times_first and are_times != sorted(are_times, reverse=True):
        raise Unreadable("どの時間がどの日のものか分かりません。")
    if len(groups) > 1 and not groups[-1][1]:
        raise Unreadable("時間のない日があり、どの時間か分かりません。")
    return groups


def _why_no_days(said: Said) -> str:
    if said.counts:
        return "回数だけでは日にちが決まりません。「第2土曜」のように書いてください。"
    if any(isinstance(item, Window) for item in said.items):
        return "時間だけで、開く日がありません。"
    return "開く日が見つかりません。「毎月第2土曜」のように書いてください。"


def _sittings(days: list[Days], windows: list[Window]) -> list[Session]:
    rules = tuple(rule for item in days for rule in item.rules)
    rdates = tuple(day for item in days for day in item.rdates)
    for before, after in pairwise(windows):
        if after.start <= before.start or (before.end or before.start) > after.start:
            raise Unreadable("時間が重なっているか、順が逆です。")
    if any(window.end == time(0) for window in windows[:-1]):
        raise Unreadable("時間が重なっています。")
    if not windows:
        return [Session(rules, rdates)]
    return [Session(rules, rdates, window.start, window.end) for window in windows]


def _row_of_days(part: Session, first: date, last: date) -> Session:
    days = span_days(first, last)
    if len(days) > _LONGEST_ROW or part.rdates:
        raise Unreadable("期間のうちのどの日か分かりません。毎日なら「毎日」と書いてください。")
    return replace(part, rdates=tuple(days))


# What changes the rules


def _overridden(parts: list[Session], overrides: list[Override]) -> list[Session]:
    if not overrides:
        return parts
    if len(parts) > 1:
        raise Unreadable("月ごとに日が違うときは、時間ごとに分けてください。")
    rules = list(parts[0].rules)
    for override in overrides:
        kept = set(EVERY_MONTH) - set(override.months)
        if any(rule.interval > 1 for rule in rules):
            raise Unreadable("「隔月」と月ごとの日は、一緒に扱えません。")
        rules = [rule.within(kept) for rule in rules if kept & set(rule.months or EVERY_MONTH)]
        rules += override.rules
    return [replace(parts[0], rules=tuple(rules))]


def _take_out(part: Session, off: Off) -> Session:
    rules = [rule.without_weekdays(frozenset(off.weekdays)) for rule in part.rules]
    kept = [rule for rule in rules if rule is not None]
    for nth in off.nths:
        kept = [left for rule in kept for left in _without_nth(rule, nth)]
    if part.rules and not kept:
        raise Unreadable("休みの曜日を除くと、開く日がありません。")
    if off.nths and tuple(kept) == part.rules:
        raise Unreadable("休みの日が、開く日の中にありません。")
    return replace(part, rules=tuple(kept))


def _without_nth(rule: Rule, nth: NthWeekday) -> list[Rule]:
    if rule.nths:
        nths = tuple(own for own in rule.nths if own != nth)
        return [replace(rule, nths=nths)] if nths else []
    if rule.weekdays and nth.weekday not in rule.weekdays:
        return [rule]
    if rule.interval > 1 or rule.month_days:
        raise Unreadable(f"「{nth.label}」を除いた日が分かりません。")
    return rule.without_nths(nth.weekday, frozenset({nth.number}))


def _closures(said: Said, parts: list[Session]) -> Closures:
    off = said.off
    if off.holidays and said.holidays_too:
        raise Unreadable("祝日に開くのか休むのか分かりません。")
    months = _months_off(said)
    if said.workdays and not (off.holidays or said.holidays_too):
        days = {day for part in parts for rule in part.rules for day in _weekdays_of(rule)}
        if not days <= _MONDAY_TO_FRIDAY:
            raise Unreadable(
                "土日の祝日に開くのか分かりません。「祝日を除く」などと書いてください。"
            )
    return Closures(
        public_holidays=off.holidays or (said.workdays and not said.holidays_too),
        months=months,
        spans=tuple(off.spans),
        dates=frozenset(off.dates),
    )


def _months_off(said: Said) -> frozenset[int]:
    """第3日曜(6月を除く)、6月は第4日曜 says twice what June has of its own."""
    own = {month for override in said.overrides for month in override.months}
    if own == said.off.months:
        return frozenset()
    if own & said.off.months:
        raise Unreadable("同じ月に、休みと別の日の両方が書かれています。")
    return frozenset(said.off.months)


def _weekdays_of(rule: Rule) -> set[int]:
    return set(rule.weekdays) | {nth.weekday for nth in rule.nths} or set(range(7))


# Where weeks or months are counted from


def _anchor(parts: list[Session], said: date | None, first_date: date | None) -> date | None:
    rules = [rule for part in parts for rule in part.rules]
    counted = [rule for rule in rules if rule.interval > 1]
    if not counted:
        return said
    anchor = said or first_date
    if anchor is None:
        raise Unreadable(
            "「隔週」「隔月」などは、最初の日（「12月3日から」など）を書いてください。"
        )
    if len({rule.interval for rule in rules}) > 1:
        raise Unreadable("毎週と隔週など、間隔の違う日は分けて書いてください。")
    if not any(rule.names(anchor) for rule in counted):
        raise Unreadable(
            f"最初の日（{anchor.month}月{anchor.day}日）が、書かれた曜日などと合いません。"
        )
    if any(rule.frequency == "WEEKLY" and not _begins_week(rule, anchor) for rule in counted):
        raise Unreadable("隔週で曜日がいくつかあるときは、週の初めの曜日を最初の日にしてください。")
    return anchor


def _begins_week(rule: Rule, anchor: date) -> bool:
    """Whether no day of the rule's week stands before the anchor, be Sunday its first or last."""
    return len(rule.weekdays) == 1 or (
        6 not in rule.weekdays and anchor.weekday() == min(rule.weekdays)
    )


# What cannot be


def _refuse_contradictions(schedule: Schedule) -> None:
    first, last = schedule.first, schedule.last
    if first and last and last < first:
        raise Unreadable("終わりの日が始まりの日より前です。")
    rdates = [day for part in schedule.parts for day in part.rdates]
    if (first or last) and rdates:
        raise Unreadable("期間と日付が両方あり、どの日か分かりません。")
    if first and last and any(_is_never(rule, first, last) for rule in _rules_of(schedule)):
        raise Unreadable("書かれた期間のうちに、その日がありません。")
    if any(rule.interval == 1 and first and not rule.months and not rule.names(first)
           and rule.month_days for rule in schedule.parts[0].rules):  # fmt: skip
        raise Unreadable("始まりの日が書かれた日と合いません。")


def _rules_of(schedule: Schedule) -> list[Rule]:
    return [rule for part in schedule.parts for rule in part.rules]


def _is_never(rule: Rule, first: date, last: date) -> bool:
    """2027年1月の第2土曜、2月の第3土曜: the year and its month would bound both."""
    end = min(last, min(first, date.max - _A_YEAR) + _A_YEAR)
    return not Schedule((Session((rule,)),), first=first).dates(first, end)


def _refuse_wrong_next_day(schedule: Schedule, next_day: date | None) -> None:
    """次回は12月19日 beside a rule that does not name that day: one of the two is moved or wrong."""
    if next_day and next_day not in schedule.dates(next_day, next_day):
        raise Unreadable(
            f"「次回」の{next_day.month}月{next_day.day}日が、書かれた曜日などと合いません。"
        )


def _refuse_overlaps(schedule: Schedule, today: date) -> None:
    """Two groups of days that share a day would give it two times, or say it twice."""
    start = max(today, schedule.first or today)
    end = min(start, date.max - _A_YEAR) + _A_YEAR
    groups = dict.fromkeys((part.rules, part.rdates) for part in schedule.parts)
    rules = [rule for rules, _rdates in groups for rule in rules]
    named = [set(Schedule((Session((rule,)),), first=schedule.first).dates(start, end))
             for rule in rules]  # fmt: skip
    named += [set(rdates) for _rules, rdates in groups]
    if any(one & other for one, other in combinations(named, 2)):
        raise Unreadable("同じ日が2回あり、どの時間か分かりません。")


def _refuse_new_year(schedule: Schedule, today: date) -> None:
    """年末年始 without dates is left to the words, unless days of January 1 to 3 would be named."""
    year = min(today.year + 1, date.max.year)
    if schedule.dates(date(year, 1, 1), date(year, 1, 3)):
        raise Unreadable("年末年始の日にちを「12/29〜1/3」のように書いてください。")
