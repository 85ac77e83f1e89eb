"""Tokens → what they say. Every token is used or the phrase is refused.

The parser walks once through the tokens; at each it knows what was said before (毎週, 奇数月の)
and looks only as far ahead as a list goes.
"""

from collections.abc import Callable, Sequence
from datetime import date

from japanese.schedule import readings
from japanese.schedule.calendar_dates import DateReader
from japanese.schedule.date_list_reader import DateListReader
from japanese.schedule.exclusions import ExclusionReader
from japanese.schedule.frame import Frame
from japanese.schedule.kinds import Kind
from japanese.schedule.month_reader import MonthReader
from japanese.schedule.refusal import Unreadable, refuse_dangerous
from japanese.schedule.rule_reader import RuleReader
from japanese.schedule.said import Said, Words
from japanese.schedule.stream import Stream
from japanese.schedule.tokens import Token
from japanese.schedule.window_reader import WindowReader

_SILENT = (Kind.NEUTRAL, Kind.SEPARATOR, Kind.GAP, Kind.OPEN, Kind.CLOSE)
_DAY_KINDS = (
    Kind.EVERY, Kind.NTH, Kind.WEEKDAYS, Kind.WORKDAYS, Kind.DAY, Kind.DATE, Kind.MONTHS,
    Kind.PARITY, Kind.INTERVAL,
)  # fmt: skip


class Parser:
    """Reads one phrase; `today` is the day in Japan from which dates without a year are read."""

    def __init__(self, tokens: Sequence[Token], today: date) -> None:
        self._stream = Stream(tokens)
        self._said = Said()
        self._frame = Frame()
        self._named_before_off = 0
        self._is_numbered = False
        dates = DateReader(today)
        self._exclusions = ExclusionReader(self._stream, dates)
        self._rules = RuleReader(self._stream, self._said, self._frame, _weekly_counts(tokens))
        self._dates = DateListReader(self._stream, self._said, dates)
        self._months = MonthReader(self._stream, self._said, self._frame)
        self._readers: dict[Kind, Callable[[Token], None]] = {
            Kind.NOTE: self._note,
            Kind.WORDS: self._words,
            Kind.MARK: self._mark,
            Kind.HOLIDAYS_TOO: self._holidays_too,
            Kind.INTERVAL: lambda token: self._frame.read_interval(token, self._said),
            Kind.COUNT: lambda token: self._frame.read_count(token, self._said),
            Kind.EVERY: self._rules.every,
            Kind.NTH: self._rules.nth,
            Kind.WEEKDAYS: self._rules.weekdays,
            Kind.WORKDAYS: self._rules.workdays,
            Kind.DIGIT_DAYS: self._rules.digit_days,
            Kind.NAMED_DAYS: self._rules.named_days,
            Kind.MONTHS: self._month,
            Kind.PARITY: self._months.read,
            Kind.DAY: self._day,
            Kind.DATE: self._dates.single,
            Kind.YEAR: self._dates.year,
            Kind.YEAR_MONTH: self._dates.year_month,
            Kind.FIRST: self._dates.first,
            Kind.TIME: WindowReader(self._stream, self._said).read,
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
        self._rules.fortnightly_from_first()
        self._dates.next_day_alone()
        if self._frame.is_open:
            raise Unreadable("「毎週」や月のあとに、曜日などがありません。")
        self._refuse_days_after_exclusion()
        if self._is_numbered and self._said.has_rules():
            raise Unreadable("「第1回」の日と、くり返す日のどちらか分かりません。")
        return self._said

    def _read_exclusion(self) -> bool:
        if self._frame.is_open:
            return False
        named = self._said.number_of_days()
        off = self._exclusions.read(days_before=named > 0)
        if off is None:
            return False
        self._said.off.add(off)
        self._named_before_off = named
        return True

    def _refuse_days_after_exclusion(self) -> None:
        """第2土曜(1月は休み)、第4土曜: whether the fourth Saturday is off too is not said."""
        if 0 < self._named_before_off < self._said.number_of_days():
            raise Unreadable("休みがどの日のことか分かりません。最後にまとめて書いてください。")

    def _month(self, token: Token) -> None:
        if self._frame.every or not self._dates.days_of_month(token):
            self._months.read(token)

    def _day(self, token: Token) -> None:
        is_monthly = self._frame.every == "MONTHLY" or any(
            count.unit == "月" for count in self._said.counts
        )
        if is_monthly and not self._said.has_dates():
            self._rules.month_days(token)
        else:
            self._dates.day(token)

    def _note(self, _token: Token) -> None:
        self._said.caveat = True

    def _words(self, token: Token) -> None:
        refuse_dangerous(token.text)
        if token.text.endswith("の") and self._stream.next_is(*_DAY_KINDS):
            raise Unreadable(f"「{token.text[:20]}」がどの日か分かりません。")
        self._said.caveat = True
        self._said.items.append(Words(token.text))

    def _mark(self, token: Token) -> None:
        self._is_numbered |= token.text.startswith("第") and "回" in token.text

    def _holidays_too(self, _token: Token) -> None:
        self._said.holidays_too = True


def _weekly_counts(tokens: Sequence[Token]) -> frozenset[int]:
    return frozenset(
        readings.number(token.groups["number"])
        for token in tokens
        if token.kind is Kind.COUNT and token.groups.get("unit") == "週"
    )
