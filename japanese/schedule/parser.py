"""Tokens → what they say. Every token is used or the phrase is refused.

The parser walks once through the tokens; at each it knows what was said before (毎週, 奇数月の)
and looks only as far ahead as a list goes.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from japanese.calendar_days import NthWeekday
from japanese.schedule import readings
from japanese.schedule.calendar_dates import DateReader
from japanese.schedule.exclusions import ExclusionReader
from japanese.schedule.kinds import Kind
from japanese.schedule.refusal import Unreadable, refuse_dangerous
from japanese.schedule.rules import Frequency, Rule
from japanese.schedule.said import Count, Days, Override, Said, Window, Words
from japanese.schedule.stream import Stream
from japanese.schedule.tokens import Token

_SILENT = (Kind.NEUTRAL, Kind.MARK, Kind.SEPARATOR, Kind.GAP, Kind.OPEN, Kind.CLOSE)
_FORTNIGHTLY_NTHS = ({1, 3}, {2, 4}, {1, 3, 5})
# 第3 and the weekday after it end by the 27th, so that no month is too short for both.
_LAST_NTH_WITH_FOLLOWER = 3


class Parser:
    """Reads one phrase; `today` is the day in Japan from which dates without a year are read."""

    def __init__(self, tokens: Sequence[Token], today: date) -> None:
        self._stream = Stream(tokens)
        self._dates = DateReader(today)
        self._exclusions = ExclusionReader(self._stream, self._dates)
        self._said = Said()
        self._every: Frequency | None = None
        self._interval = 1
        self._is_every_unused = False
        self._months: tuple[int, ...] = ()
        self._readers: dict[Kind, Callable[[Token], None]] = {
            Kind.NOTE: self._note,
            Kind.WORDS: self._words,
            Kind.TIME: self._time,
            Kind.DATE: self._date,
            Kind.DAY: self._day,
            Kind.YEAR: self._year,
            Kind.YEAR_MONTH: self._year_month,
            Kind.DIGIT_DAYS: self._digit_days,
            Kind.NAMED_DAYS: self._named_days,
            Kind.INTERVAL: self._take_interval,
            Kind.COUNT: self._count,
            Kind.EVERY: self._take_every,
            Kind.NTH: self._nth,
            Kind.WEEKDAYS: self._weekdays,
            Kind.WORKDAYS: self._workdays,
            Kind.MONTHS: self._take_months,
            Kind.PARITY: self._take_months,
            Kind.HOLIDAYS_TOO: self._holidays_too,
            Kind.FIRST: self._first,
        }
        self._weekly_counts = {
            readings.number(token.groups["number"])
            for token in tokens
            if token.kind is Kind.COUNT and token.groups.get("unit") == "週"
        }

    def parse(self) -> Said:
        """Raises Unreadable."""
        while (token := self._stream.peek()) is not None:
            if self._read_exclusion():
                continue
            self._stream.place += 1
            if token.kind in _SILENT or (token.kind is Kind.ONLY and self._said.items):
                continue
            reader = self._readers.get(token.kind)
            if reader is None:
                raise Unreadable(f"「{token.text.strip()}」が何のことか分かりません。")
            reader(token)
        return self._said

    def _read_exclusion(self) -> bool:
        if self._is_every_unused:
            return False
        off = self._exclusions.read(any(isinstance(item, Days) for item in self._said.items))
        if off is None:
            return False
        self._said.off.add(off)
        return True

    # Words

    def _note(self, _token: Token) -> None:
        self._said.caveat = True

    def _words(self, token: Token) -> None:
        refuse_dangerous(token.text)
        self._said.caveat = True
        self._said.items.append(Words(token.text))

    def _holidays_too(self, _token: Token) -> None:
        self._said.holidays_too = True

    # What holds for the days that follow

    def _take_every(self, token: Token) -> None:
        if "day" in token.groups:
            self._add(Rule("DAILY", months=self._months))
            return
        if "week" not in token.groups and self._every == "MONTHLY":
            self._months = ()
        self._set_every("WEEKLY" if "week" in token.groups else "MONTHLY", 1)

    def _take_interval(self, token: Token) -> None:
        said = token.groups
        number = 2 if "two" in said else readings.number(said["number"])
        is_monthly = "months" in said or said.get("two") == "隔月"
        times = readings.number(said.get("times", "1"))
        if number > 1 and times == 1:
            self._set_every("MONTHLY" if is_monthly else "WEEKLY", number)
        elif number == 1:
            self._said.counts.append(Count("月" if is_monthly else "週", times))
        else:
            raise Unreadable(f"「{token.text}」ではどの日か分かりません。")

    def _set_every(self, frequency: Frequency, interval: int) -> None:
        if self._is_every_unused:
            raise Unreadable("「毎週」と「毎月」などが重なっています。")
        self._every, self._interval, self._is_every_unused = frequency, interval, True

    def _count(self, token: Token) -> None:
        units: dict[Frequency | None, str] = {"WEEKLY": "週", "MONTHLY": "月"}
        unit = token.groups.get("unit") or units.get(self._every, "全")
        self._said.counts.append(Count(unit, readings.number(token.groups["number"])))

    def _take_months(self, token: Token) -> None:
        months = readings.months_of(token)
        before = self._stream.peek(-2)
        is_exception = self._are_an_exception()
        self._stream.skip(Kind.GAP, Kind.SEPARATOR)
        if self._makes_interval_plain(months):
            return
        if self._stream.next_is(Kind.TIME):
            raise Unreadable("月ごとに時間が違うときは、時期ごとに分けてください。")
        if self._restricts_days_before(is_exception, before):
            self._restrict(months)
        elif is_exception and self._has_rules():
            self._override(months)
        elif self._stream.next_is(Kind.NTH, Kind.EVERY, Kind.WORKDAYS, Kind.PARITY, Kind.INTERVAL):
            self._months = months
        else:
            raise Unreadable(f"「{token.text}」のいつか分かりません。")

    def _are_an_exception(self) -> bool:
        """12月のみ, 12月は; 12月の says nothing new."""
        if self._stream.take(Kind.ONLY):
            return True
        particle = self._stream.peek()
        if particle is None or particle.text not in {"は", "の", "に"}:
            return False
        self._stream.place += 1
        return particle.text == "は"

    def _makes_interval_plain(self, months: tuple[int, ...]) -> bool:
        """隔月(奇数月)第1土曜: the months say what 隔月 leaves open."""
        is_open = self._is_every_unused and self._every == "MONTHLY" and self._interval > 1
        if not is_open or _step(months) != self._interval:
            return False
        self._months, self._interval = months, 1
        return True

    def _restricts_days_before(self, is_exception: bool, before: Token | None) -> bool:
        is_bracketed = before is not None and before.kind is Kind.OPEN
        ends = self._stream.peek() is None or self._stream.next_is(Kind.CLOSE)
        return ends and (is_exception or is_bracketed) and self._has_rules()

    def _has_rules(self) -> bool:
        return any(isinstance(item, Days) and item.rules for item in self._said.items)

    def _restrict(self, months: tuple[int, ...]) -> None:
        """第3土曜(奇数月): the months stand behind."""
        self._said.items = [
            replace(item, rules=tuple(_within(rule, months) for rule in item.rules))
            if isinstance(item, Days)
            else item
            for item in self._said.items
        ]

    def _override(self, months: tuple[int, ...]) -> None:
        """12月のみ第3土曜: other days in some months, at the same time of day."""
        numbers, days = self._stream.take(Kind.NTH), self._stream.take(Kind.WEEKDAYS)
        if numbers is None or days is None:
            raise Unreadable("月ごとに日が違うときは、「12月は第3土曜」のように書いてください。")
        nths = readings.nths(readings.nth_numbers(numbers), readings.weekdays(days))
        self._said.overrides.append(Override(months, (Rule("MONTHLY", (), nths, (), months),)))

    # Days

    def _add(self, *rules: Rule) -> None:
        self._is_every_unused = False
        self._said.items.append(Days(rules))

    def _nth(self, token: Token) -> None:
        numbers = readings.nth_numbers(token)
        days = self._stream.take(Kind.WEEKDAYS)
        if days is None:
            raise Unreadable(f"「{token.text}」が何曜日か分かりません。")
        self._add_nths(numbers, readings.weekdays(days))

    def _add_nths(self, numbers: tuple[int, ...], days: tuple[int, ...]) -> None:
        interval = self._interval if self._every == "MONTHLY" else 1
        if self._every == "WEEKLY" and self._is_every_unused:
            self._refuse_weekly_nth(numbers)
        rule = Rule("MONTHLY", (), readings.nths(numbers, days), (), self._months, interval)
        following = self._stream.take(Kind.FOLLOWING)
        self._add(rule, *([self._following(following, rule)] if following else []))

    def _refuse_weekly_nth(self, numbers: tuple[int, ...]) -> None:
        """隔週土曜(第1・第3) names its days; 毎週第2土曜 and 隔週第2土曜 contradict themselves."""
        if self._interval != 2 or set(numbers) not in _FORTNIGHTLY_NTHS:
            raise Unreadable("「毎週」「隔週」と「第何」が合いません。")

    def _following(self, token: Token, rule: Rule) -> Rule:
        """第3火曜とその直後の木曜: the weekday that follows within a week."""
        if len(rule.nths) != 1 or not 1 <= rule.nths[0].number <= _LAST_NTH_WITH_FOLLOWER:
            raise Unreadable(f"「{token.text}」がどの日か分かりません。")
        nth: NthWeekday = rule.nths[0]
        said = token.groups.get("weekday")
        weekday = readings.weekday(said) if said else (nth.weekday + 1) % 7
        passed = (weekday - nth.weekday - 1) % 7 + 1
        first = nth.number * 7 - 6 + passed
        return Rule(
            "MONTHLY", (weekday,), (), tuple(range(first, first + 7)), rule.months, rule.interval
        )

    def _weekdays(self, token: Token) -> None:
        days = readings.weekdays(token)
        numbers = self._bracketed_numbers()
        if numbers:
            self._add_nths(numbers, days)
        elif self._every == "WEEKLY":
            self._add(Rule("WEEKLY", days, months=self._months, interval=self._interval))
        elif self._every is None and (len(days) > 2 or len(days) in self._weekly_counts):
            self._add(Rule("WEEKLY", days, months=self._months))
            self._every, self._interval = "WEEKLY", 1
        elif self._said.counts or self._every == "MONTHLY":
            raise Unreadable(
                f"月のどの{token.text}か分かりません。「第2土曜」のように書いてください。"
            )
        else:
            raise Unreadable(
                f"「{token.text}」が毎週か分かりません。「毎週」か「第何」を書いてください。"
            )

    def _bracketed_numbers(self) -> tuple[int, ...]:
        """土曜(第1・第3): the numbers stand behind the weekday."""
        place = self._stream.place
        if self._stream.take(Kind.OPEN):
            numbers = self._stream.take(Kind.NTH)
            if numbers and self._stream.take(Kind.CLOSE):
                return readings.nth_numbers(numbers)
        self._stream.place = place
        return ()

    def _workdays(self, _token: Token) -> None:
        self._said.workdays = True
        self._add(Rule("WEEKLY", tuple(range(5)), months=self._months))

    # Days of the month and dates

    def _digit_days(self, token: Token) -> None:
        """5のつく日. 1, 2 and 3 may mean 10 to 19 as well, unless the days stand in brackets."""
        digits = {int(char) for char in token.groups["digits"] if char.isdigit()}
        days = tuple(day for day in range(1, 32) if day % 10 in digits)
        listed = self._bracketed_days()
        unclear = bool(digits & {1, 2, 3}) and not listed
        if unclear or not set(listed) <= set(days):
            raise Unreadable(
                f"「{token.text}」がどの日か分かりません。「毎月5日・15日」のように書いてください。"
            )
        self._add_month_days(listed or days)

    def _named_days(self, token: Token) -> None:
        """肉の日(29日): the days in brackets count."""
        days = self._bracketed_days()
        if not days:
            raise Unreadable(f"「{token.text}」がどの日か分かりません。")
        self._add_month_days(days)

    def _bracketed_days(self) -> tuple[int, ...]:
        place = self._stream.place
        if self._stream.take(Kind.OPEN):
            days = self._day_list()
            if days and self._stream.take(Kind.CLOSE):
                return days
        self._stream.place = place
        return ()

    def _day_list(self) -> tuple[int, ...]:
        found: list[int] = []
        while token := self._stream.take(Kind.DAY):
            found.append(readings.month_day(token))
            place = self._stream.place
            self._stream.skip(Kind.SEPARATOR, Kind.GAP)
            if not self._stream.next_is(Kind.DAY):
                self._stream.place = place
                break
        return tuple(found)

    def _day(self, token: Token) -> None:
        if self._every == "MONTHLY":
            self._stream.place -= 1
            self._add_month_days(self._day_list())
        else:
            self._add_date(self._dates.day_of_month(token))

    def _add_month_days(self, days: tuple[int, ...]) -> None:
        interval = self._interval if self._every == "MONTHLY" else 1
        self._add(Rule("MONTHLY", (), (), days, self._months, interval))

    def _add_date(self, day: date) -> None:
        self._said.items.append(Days((), (day,)))

    def _date(self, token: Token) -> None:
        stream = self._stream
        if not stream.next_is(Kind.RANGE, Kind.UNTIL):
            self._add_date(self._dates.in_list(token))
            return
        day = self._dates.single(token, self._dates.previous)
        if stream.take(Kind.UNTIL):
            self._said.bound(None, day)
            return
        stream.take(Kind.RANGE)
        end = stream.take(Kind.DATE, Kind.DAY)
        if end is None:
            self._said.bound(day, None)
            return
        if end.kind is Kind.DATE:
            last = self._dates.single(end, day)
        else:
            self._dates.previous = day
            last = self._dates.day_of_month(end)
        stream.take(Kind.UNTIL)
        self._said.bound(day, last)

    def _year(self, token: Token) -> None:
        self._dates.year(token)
        self._stream.skip(Kind.GAP)
        if not self._stream.next_is(Kind.DATE):
            raise Unreadable(f"「{token.text}」のいつか分かりません。")

    def _year_month(self, token: Token) -> None:
        first, last = self._dates.month(token)
        if self._stream.take(Kind.UNTIL):
            self._said.bound(None, last)
        elif not self._stream.take(Kind.RANGE):
            self._said.bound(first, last)
        else:
            end = self._stream.take(Kind.YEAR_MONTH)
            self._stream.take(Kind.UNTIL)
            self._said.bound(first, self._dates.month(end)[1] if end else None)

    def _first(self, token: Token) -> None:
        self._stream.skip(Kind.GAP)
        day = self._stream.take(Kind.DATE)
        if day is None:
            raise Unreadable(f"「{token.text}」の日付が分かりません。")
        self._stream.take(Kind.RANGE)
        self._said.bound(self._dates.single(day), None)

    # Times

    def _time(self, token: Token) -> None:
        if self._said.overrides:
            raise Unreadable("月ごとに日も時間も違うときは、時期ごとに分けてください。")
        start = readings.clock(token)
        end = self._end_of_window()
        if end is None:
            self._said.items.append(Window(start, None))
            return
        last = readings.clock(end, start, token.groups.get("half_day", ""))
        if last <= start and (last.hour, last.minute) != (0, 0):
            raise Unreadable(f"終わりの時刻「{end.text.strip()}」が始まりより前です。")
        self._said.items.append(Window(start, last))

    def _end_of_window(self) -> Token | None:
        """The time after 〜; None for an open window (17:00〜)."""
        stream = self._stream
        place = stream.place
        stream.skip(Kind.GAP)
        if stream.take(Kind.UNTIL):
            raise Unreadable("始まりの時刻がありません。")
        if not stream.take(Kind.RANGE):
            stream.place = place
            return None
        place = stream.place
        stream.skip(Kind.GAP)
        end = stream.take(Kind.TIME)
        if end is None or stream.next_is(Kind.RANGE):
            stream.place = place
            return None
        stream.take(Kind.UNTIL)
        return end


def _step(months: tuple[int, ...]) -> int | None:
    """After how many months each of these comes again, None where the gaps differ."""
    ordered = sorted(months)
    gaps = {(after - before) % 12 for before, after in pairwise([*ordered, ordered[0] + 12])}
    return gaps.pop() if len(gaps) == 1 else None


def _within(rule: Rule, months: tuple[int, ...]) -> Rule:
    if rule.frequency == "MONTHLY" and rule.interval == _step(months):
        return replace(rule, interval=1, months=months)
    return rule.within(months)
