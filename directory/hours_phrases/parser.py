"""Tokens of a phrase of opening hours → what they say. Every token is used or it is refused."""

from collections.abc import Callable, Sequence
from datetime import date, time
from itertools import pairwise

from directory.hours_phrases.model import EVERY_DAY, DaySet, HoursSaid, OtherClose, Window
from directory.hours_phrases.words import audiences
from directory.opening_rules import DAY
from japanese.calendar_days import YearlySpan
from japanese.schedule import readings
from japanese.schedule.calendar_dates import DateReader
from japanese.schedule.exclusions import ExclusionReader, yearly_day
from japanese.schedule.kinds import Kind
from japanese.schedule.refusal import Unreadable
from japanese.schedule.said import Off
from japanese.schedule.stream import Stream
from japanese.schedule.tokens import Token

_SILENT = (Kind.NEUTRAL, Kind.MARK, Kind.SEPARATOR, Kind.GAP, Kind.CLOSE)
_MOST_CLOSED_WEEKDAYS = 2
_WEEKEND = {5, 6}
_FEBRUARY = 2


class Parser:
    """Reads one phrase. Dates carry their year or come back every year, so no day is `today`."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._stream = Stream(tokens)
        self._said = HoursSaid()
        self._dates = DateReader(date.min)
        self._exclusions = ExclusionReader(self._stream, self._dates)
        self._depth = 0
        self._named_before_off = 0
        self._is_off_first = False
        self._readers: dict[Kind, Callable[[Token], None]] = {
            Kind.NOTE: lambda token: self._said.notes.append(token.text.strip()),
            Kind.OPEN: self._open,
            Kind.EVERY: self._every,
            Kind.WEEKDAYS: self._weekdays,
            Kind.NTH: self._nth,
            Kind.WORKDAYS: self._workdays,
            Kind.HOLIDAYS: self._holidays,
            Kind.HOLIDAYS_TOO: self._holidays_too,
            Kind.ONLY: self._only,
            Kind.TIME: self._time,
            Kind.ALL_DAY: lambda _token: self._said.items.append(Window(0, DAY)),
            Kind.AUDIENCE: self._audience,
            Kind.MONTHS: self._months,
            Kind.SEASON: self._season,
            Kind.DATE: self._date,
        }

    def parse(self) -> HoursSaid:
        """Raises Unreadable."""
        while (token := self._stream.peek()) is not None:
            if self._read_exclusion():
                continue
            self._stream.place += 1
            if token.kind is Kind.CLOSE:
                self._depth = max(0, self._depth - 1)
            if token.kind in _SILENT:
                continue
            reader = self._readers.get(token.kind)
            if reader is None:
                raise Unreadable(f"「{token.text.strip()}」を時間の規則にできません。")
            reader(token)
        named = self._number_of_days()
        if 0 < self._named_before_off < named or (self._is_off_first and named > 1):
            raise Unreadable("休みがどの日のことか分かりません。最後にまとめて書いてください。")
        return self._said

    # Closed days

    def _read_exclusion(self) -> bool:
        start, named = self._stream.place, self._number_of_days()
        is_labelled = self._stream.next_is(Kind.OFF_LABEL)
        off = self._exclusions.read(days_before=True)
        if off is None:
            return False
        if not (named or is_labelled) and (off.weekdays or off.nths):
            self._refuse_unless_closed_days(start, off)
        self._said.off.add(off)
        if off.holidays or off.months or off.spans or off.new_year:
            self._named_before_off = named
            self._is_off_first |= not (named or off.weekdays or is_labelled)
        if off.new_year:
            self._said.notes.append("年末年始は休み")
        return True

    def _refuse_unless_closed_days(self, start: int, off: Off) -> None:
        """At the beginning, 「月、祝日休み」 may be Mondays without holidays."""
        following = self._stream.peek()
        if following is not None and following.kind is Kind.EVERY and "day" in following.groups:
            return
        read = [self._stream.peek(place - self._stream.place) for place in
                range(start, self._stream.place)]  # fmt: skip
        tokens = [token for token in read if token is not None]
        is_listed = any(mark in token.text for token in tokens for mark in ("、", ","))
        is_mixed = bool(off.months or off.spans or off.new_year) and not off.weekdays <= _WEEKEND
        if is_listed or is_mixed or len(off.weekdays) > _MOST_CLOSED_WEEKDAYS:
            raise Unreadable(
                "開く曜日と休みの曜日が分かりません。開く曜日と時間のあとに、休みを書いてください。"
            )

    def _number_of_days(self) -> int:
        return sum(isinstance(item, DaySet) for item in self._said.items)

    # Days

    def _add(self, days: DaySet) -> None:
        self._said.items.append(days)

    def _open(self, _token: Token) -> None:
        self._depth += 1

    def _every(self, token: Token) -> None:
        if "day" in token.groups:
            self._add(DaySet(EVERY_DAY))
            return
        ahead = (Kind.WEEKDAYS, Kind.NTH) if "week" in token.groups else (Kind.NTH,)
        if not self._stream.next_is(*ahead):
            raise Unreadable(f"「{token.text.strip()}」のあとに、曜日がありません。")

    def _weekdays(self, token: Token) -> None:
        days = readings.weekdays(token)
        numbers = self._stream.take_bracketed(Kind.NTH)
        if numbers is None:
            self._add(DaySet(days))
        else:
            self._add(DaySet(nths=readings.nths(readings.nth_numbers(numbers), days)))

    def _nth(self, token: Token) -> None:
        days = self._stream.take(Kind.WEEKDAYS)
        if days is None:
            raise Unreadable(f"「{token.text}」が何曜日か分かりません。")
        numbers = readings.nth_numbers(token)
        self._add(DaySet(nths=readings.nths(numbers, readings.weekdays(days))))

    def _workdays(self, _token: Token) -> None:
        self._said.workdays = True
        self._add(DaySet(tuple(range(5))))

    def _holidays(self, _token: Token) -> None:
        self._add(DaySet(holidays=True, is_bracketed=self._depth > 0))

    def _holidays_too(self, _token: Token) -> None:
        self._said.holidays_too = True

    def _only(self, token: Token) -> None:
        if not (self._said.items and isinstance(self._said.items[-1], DaySet)):
            raise Unreadable(f"「{token.text}」がどの日のことか分かりません。")

    # Times

    def _time(self, token: Token) -> None:
        stream = self._stream
        opens = readings.clock(token) if not stream.next_is(Kind.UNTIL) else None
        stream.skip(Kind.GAP)
        if opens is None:
            self._other_close(token)
            return
        if not stream.take(Kind.RANGE):
            raise Unreadable(f"「{token.text.strip()}」から何時までか分かりません。")
        stream.skip(Kind.GAP)
        next_day = stream.take(Kind.NEXT_DAY) is not None
        end = stream.take(Kind.TIME)
        if end is None:
            raise Unreadable(f"「{token.text.strip()}」から何時までか分かりません。")
        stream.take(Kind.UNTIL)
        half_day = token.groups.get("half_day", "")
        self._said.items.append(_window(opens, end, half_day, next_day))

    def _other_close(self, token: Token) -> None:
        """水曜は19:00まで, after the hours of all days."""
        self._stream.take(Kind.UNTIL)
        last = self._said.items.pop() if self._said.items else None
        has_hours = any(isinstance(item, Window) for item in self._said.items)
        if not (has_hours and isinstance(last, DaySet)) or last.holidays or last.nths:
            raise Unreadable(f"「{token.text.strip()}まで」の始まりの時刻がありません。")
        self._said.other_closes.append(OtherClose(last.weekdays, _minutes(readings.clock(token))))

    # For whom

    def _audience(self, token: Token) -> None:
        names = audiences(token.groups["names"])
        clock = self._stream.take(Kind.TIME)
        if clock and self._stream.take(Kind.UNTIL):
            self._said.audience_until |= dict.fromkeys(names, _minutes(readings.clock(clock)))
        elif clock is None and self._stream.take(Kind.NOT_SERVED):
            self._said.not_served += names
        else:
            raise Unreadable(
                f"「{token.text.strip()}」は、「中学生は20時まで」のように書いてください。"
            )

    # Seasons and dates

    def _months(self, token: Token) -> None:
        """4月〜9月 as days that come back every year; the end of February is the 29th."""
        months = readings.months_of(token)
        if any((after - before) % 12 != 1 for before, after in pairwise(months)):
            raise Unreadable(f"「{token.text.strip()}」は、続いた月ごとに分けて書いてください。")
        last = months[-1]
        end = 29 if last == _FEBRUARY else 30 if last in {4, 6, 9, 11} else 31
        self._said.items.append(YearlySpan((months[0], 1), (last, end)))

    def _season(self, token: Token) -> None:
        """夏季(4月〜10月): the months in brackets count."""
        stream = self._stream
        months = stream.take(Kind.MONTHS) if stream.take(Kind.OPEN) else None
        if months is None or not stream.take(Kind.CLOSE):
            raise Unreadable(f"「{token.text}」の日にちを書いてください。")
        self._months(months)

    def _date(self, token: Token) -> None:
        stream, has_year = self._stream, readings.year_of(token) is not None
        if stream.take(Kind.UNTIL) and has_year:
            self._bound(None, self._dates.single(token))
            return
        end = stream.take(Kind.DATE, Kind.DAY) if stream.take(Kind.RANGE) else None
        if not has_year and end is not None:
            last = Token(end.kind, end.text, {"month": token.groups["month"]} | end.groups)
            self._said.items.append(YearlySpan(yearly_day(token), yearly_day(last)))
        elif has_year and (end is None or end.kind is Kind.DATE):
            first = self._dates.single(token)
            self._bound(first, self._dates.single(end, first) if end else None)
        else:
            raise Unreadable(f"「{token.text}」がいつのことか分かりません。年も書いてください。")
        stream.take(Kind.UNTIL)

    def _bound(self, first: date | None, last: date | None) -> None:
        said = self._said
        if (first and said.valid_from) or (last and said.valid_until):
            raise Unreadable("始まりや終わりの日が2つあります。")
        said.valid_from, said.valid_until = first or said.valid_from, last or said.valid_until


def _window(opens: time, end: Token, half_day: str, next_day: bool) -> Window:
    if next_day:
        return Window(_minutes(opens), _minutes(readings.clock(end, time(0))) + DAY)
    closes = readings.clock(end, opens, half_day)
    if closes <= opens and closes != time(0):
        raise Unreadable(f"終わりの時刻「{end.text.strip()}」が始まりより前です。")
    return Window(_minutes(opens), _minutes(closes) or DAY)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
