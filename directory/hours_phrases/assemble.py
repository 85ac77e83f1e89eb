"""What was said → facts, where it fits together; otherwise the reason why not."""

from directory.hours import Hours, HoursError
from directory.hours_phrases.groups import Group, groups_of
from directory.hours_phrases.model import EVERY_DAY, Facts, HoursPhrase, HoursSaid, Window
from directory.opening_rules import DAY
from japanese.calendar_days import WEEKDAY_CODES, YearlySpan
from japanese.schedule.refusal import Unreadable

_MONDAY_TO_FRIDAY = frozenset(range(5))
_NEW_YEAR = (
    "年末年始の日にちが書かれていません。「毎年の休み」に「12/29〜1/3」のように書いてください。"
)


def assemble(said: HoursSaid) -> HoursPhrase:
    """Raises Unreadable where the parts contradict each other or leave something open."""
    groups = groups_of(said)
    usual = [group for group in groups if not group.is_holidays_alone]
    facts: Facts = {
        "hours": [row for group in usual for row in _rows(group, group.days.weekdays)],
        "public_holidays": _public_holidays(said, groups),
        **_closures(said, usual),
        "audience_until": _limits(said, usual),
        "audiences_not_served": said.not_served,
        "valid_from": said.valid_from and said.valid_from.isoformat(),
        "valid_until": said.valid_until and said.valid_until.isoformat(),
    }
    facts = {key: value for key, value in facts.items() if value}
    try:
        Hours.from_facts(facts)
    except HoursError as error:
        raise Unreadable(str(error)) from error
    return HoursPhrase(facts, tuple(said.notes), (_NEW_YEAR,) if said.off.new_year else ())


def _limits(said: HoursSaid, groups: list[Group]) -> dict[str, str]:
    """「高校生は22時まで」 after 21:00 would let them stay longer, which a limit cannot say."""
    last = max((window.closes for group in groups for window in group.windows), default=0)
    for audience, until in said.audience_until.items():
        if until >= last:
            raise Unreadable(f"{audience}だけ長く開くときは、欄の「対象」に分けて入れてください。")
    return {audience: _clock(until) for audience, until in said.audience_until.items()}


def _rows(group: Group, weekdays: tuple[int, ...]) -> list[Facts]:
    named: list[Facts] = []
    if weekdays:
        named.append({"days": [WEEKDAY_CODES[day] for day in weekdays]})
    if group.days.nths:
        named.append({"nth": [f"{n.number}{WEEKDAY_CODES[n.weekday]}" for n in group.days.nths]})
    return [days | row for days in named for row in _windows(group)]


def _windows(group: Group) -> list[Facts]:
    return [_times(window) | _season(group.season) for window in group.windows]


def _times(window: Window) -> Facts:
    if window.closes <= DAY:
        return {"opens": _clock(window.opens), "closes": _clock(window.closes)}
    closes = _clock(window.closes - DAY)
    return {"opens": _clock(window.opens), "closes": closes, "closes_next_day": True}


def _season(span: YearlySpan | None) -> Facts:
    return {"season": _month_days(span)} if span else {}


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _month_days(span: YearlySpan) -> list[str]:
    return [f"{month:02}-{day:02}" for month, day in (span.first, span.last)]


# Public holidays


def _public_holidays(said: HoursSaid, groups: list[Group]) -> object:
    special = [group for group in groups if group.days.holidays]
    if (said.off.holidays and (special or said.holidays_too)) or (special and said.holidays_too):
        raise Unreadable("祝日に開くのか休むのか分かりません。")
    if special:
        return _holiday_rows(said, groups, special)
    if said.off.holidays:
        return "closed"
    if said.workdays and not said.holidays_too:
        if not _weekdays_of(groups) <= _MONDAY_TO_FRIDAY:
            raise Unreadable(
                "土日の祝日に開くのか分かりません。「祝日を除く」などと書いてください。"
            )
        return "closed"
    return None


def _holiday_rows(said: HoursSaid, groups: list[Group], special: list[Group]) -> list[Facts]:
    if len(special) > 1 or any(group.season for group in groups):
        raise Unreadable("祝日の時間が2通り以上あるときは、欄に入れてください。")
    group = special[0]
    usual = _weekdays_of([other for other in groups if other is not group])
    is_limited = group.is_holidays_alone and usual != set(EVERY_DAY)
    if not is_limited and not said.off.weekdays:
        return _holiday_windows(group, EVERY_DAY)
    if not usual or not group.days.is_bracketed or _has_nths(groups):
        raise Unreadable(
            "祝日がほかの曜日に当たる日も開くのか分かりません。"
            "開く曜日の祝日だけなら「月〜金 9:00〜17:00（祝日は10:00〜15:00）」のように書いてください。"
        )
    return _holiday_windows(group, tuple(sorted(usual)))


def _holiday_windows(group: Group, weekdays: tuple[int, ...]) -> list[Facts]:
    return [{"days": [WEEKDAY_CODES[day] for day in weekdays]} | row for row in _windows(group)]


def _weekdays_of(groups: list[Group]) -> set[int]:
    return {day for group in groups for day in group.days.weekdays} | {
        nth.weekday for group in groups for nth in group.days.nths
    }


def _has_nths(groups: list[Group]) -> bool:
    return any(group.days.nths for group in groups)


# Closed days


def _closures(said: HoursSaid, groups: list[Group]) -> Facts:
    off = said.off
    if off.dates:
        raise Unreadable("1回だけの休みは「臨時のお知らせ」に入れてください。")
    weekdays = {day for group in groups for day in group.days.weekdays}
    if any(nth.weekday not in weekdays for nth in off.nths):
        raise Unreadable("休みの日が、開く日の中にありません。")
    return {
        "closed_yearly": [_month_days(span) for span in off.spans],
        "closed_months": sorted(off.months),
        "closed_nth": [f"{nth.number}{WEEKDAY_CODES[nth.weekday]}" for nth in off.nths],
    }
