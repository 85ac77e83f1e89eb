"""Days beside times → groups: D T, D T D T, T D, and seasons before either."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, pairwise

from directory.hours_phrases.model import EVERY_DAY, DaySet, HoursSaid, OtherClose, Window
from directory.opening_rules import DAY
from japanese.calendar_days import NthWeekday, YearlySpan
from japanese.schedule.refusal import Unreadable

_NO_DAYS = DaySet()
_LEAP_YEAR = [date(2024, 1, 1) + timedelta(days=passed) for passed in range(366)]


@dataclass(frozen=True, slots=True)
class Group:
    """Days that share their times, in one season (None: all year)."""

    days: DaySet = _NO_DAYS
    windows: tuple[Window, ...] = ()
    season: YearlySpan | None = None

    @property
    def is_holidays_alone(self) -> bool:
        return self.days.holidays and not (self.days.weekdays or self.days.nths)


def groups_of(said: HoursSaid) -> list[Group]:
    """Raises Unreadable where days or times stand alone, or one day has two sets of times."""
    groups = _grouped(said.items)
    if all(group.days == _NO_DAYS for group in groups):
        groups = [replace(group, days=_all_but_closed(said)) for group in groups]
    for group in groups:
        _refuse_incomplete(group)
    for other in said.other_closes:
        groups = _with_other_close(groups, other)
    closed = frozenset(said.off.weekdays)
    groups = [_without(group, closed) for group in groups]
    _refuse_doubled(groups)
    return groups


def _grouped(items: list[DaySet | Window | YearlySpan]) -> list[Group]:
    """Days begin a new group once times stand before them, unless the phrase begins with times."""
    moments = [item for item in items if not isinstance(item, YearlySpan)]
    times_first = bool(moments) and isinstance(moments[0], Window)
    if times_first and _turns(moments) > 1:
        raise Unreadable("どの時間がどの日のものか分かりません。")
    groups, current, carried = list[Group](), Group(), False
    for item in items:
        if isinstance(item, YearlySpan):
            if current.windows:
                groups.append(current)
                current, carried = Group(_only_days(groups)), True
            elif current.season:
                raise Unreadable("季節が2つ続いています。")
            current = replace(current, season=item)
        elif isinstance(item, Window):
            current, carried = replace(current, windows=(*current.windows, item)), False
        elif carried:
            current, carried = replace(current, days=item), False
        elif current.windows and not times_first:
            groups.append(current)
            current = Group(item, season=current.season)
        else:
            current = replace(current, days=_joined(current.days, item))
    return [*groups, current]


def _turns(moments: list[DaySet | Window]) -> int:
    return sum(type(one) is not type(other) for one, other in pairwise(moments))


def _only_days(groups: list[Group]) -> DaySet:
    """The days that a next season takes over where it names none."""
    named = {group.days for group in groups}
    return named.pop() if len(named) == 1 else _NO_DAYS


def _joined(one: DaySet, other: DaySet) -> DaySet:
    """土日 + 祝; 平日 + 月〜金 in brackets is the same said twice."""
    if one.weekdays and one.weekdays == other.weekdays:
        return replace(one, holidays=one.holidays or other.holidays)
    if set(one.weekdays) & set(other.weekdays):
        raise Unreadable("同じ曜日が2回あります。")
    return DaySet(
        tuple(sorted((*one.weekdays, *other.weekdays))),
        (*one.nths, *other.nths),
        one.holidays or other.holidays,
        one.is_bracketed or other.is_bracketed,
    )


def _all_but_closed(said: HoursSaid) -> DaySet:
    """10:00〜18:00 水曜定休, 第2月曜休館: every other day."""
    if not (said.off.weekdays or said.off.nths):
        raise Unreadable("開く曜日がありません。「月〜金」「毎日」などと書いてください。")
    return DaySet(EVERY_DAY)


def _refuse_incomplete(group: Group) -> None:
    if group.days == _NO_DAYS:
        raise Unreadable("開く曜日のない時間があります。")
    if not group.windows:
        raise Unreadable("時間のない日があります。「9:00〜17:00」のように書いてください。")
    for before, after in pairwise(group.windows):
        if after.opens < before.closes:
            raise Unreadable("時間が重なっているか、順が逆です。")
    if group.days.holidays and group.days.nths:
        raise Unreadable("第何曜日と祝日の時間は、分けて書いてください。")


def _with_other_close(groups: list[Group], other: OtherClose) -> list[Group]:
    base = [group for group in groups if set(other.weekdays) <= set(group.days.weekdays)]
    if len(base) != 1 or base[0].season or base[0].windows[-1].closes > DAY:
        raise Unreadable("終わりの時刻がちがう曜日の、いつもの時間が分かりません。")
    last = base[0].windows[-1]
    if other.closes <= last.opens:
        raise Unreadable("終わりの時刻が始まりより前です。")
    changed = (*base[0].windows[:-1], Window(last.opens, other.closes))
    rest = _without(base[0], frozenset(other.weekdays))
    kept = [rest if group is base[0] else group for group in groups]
    return [*kept, Group(DaySet(other.weekdays), changed)]


def _without(group: Group, weekdays: frozenset[int]) -> Group:
    if not weekdays & set(group.days.weekdays):
        return group
    kept = tuple(day for day in group.days.weekdays if day not in weekdays)
    if not (kept or group.days.nths or group.days.holidays):
        raise Unreadable("休みの曜日を除くと、開く日がありません。")
    return replace(group, days=replace(group.days, weekdays=kept))


def _refuse_doubled(groups: list[Group]) -> None:
    for group in groups:
        if _named_twice(group.days.nths, group.days.weekdays):
            raise Unreadable("同じ日が2回あり、どの時間か分かりません。")
    for one, other in combinations(groups, 2):
        nths = (*one.days.nths, *other.days.nths)
        weekdays = (*one.days.weekdays, *other.days.weekdays)
        shares = _named_twice(nths, weekdays) or len(set(weekdays)) < len(weekdays)
        if shares and _seasons_meet(one.season, other.season):
            raise Unreadable("同じ曜日の時間が2通りあり、どちらか分かりません。")


def _named_twice(nths: tuple[NthWeekday, ...], weekdays: tuple[int, ...]) -> bool:
    """Whether a day may be named by two; the last weekday may be the fourth or the fifth."""
    for one, other in combinations(nths, 2):
        meets = one.number == other.number or min(one.number, other.number) < 0
        if one.weekday == other.weekday and meets:
            return True
    return any(nth.weekday in weekdays for nth in nths)


def _seasons_meet(one: YearlySpan | None, other: YearlySpan | None) -> bool:
    return any(
        (one is None or one.contains(day)) and (other is None or other.contains(day))
        for day in _LEAP_YEAR
    )
