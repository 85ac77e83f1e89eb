"""What a phrase takes out: 祝日を除く, 8月は休み, 年末年始(12/29〜1/3)休み, 定休日:第3水曜."""

from calendar import monthrange
from collections.abc import Callable

from japanese.calendar_days import YearlySpan
from japanese.schedule import readings
from japanese.schedule.calendar_dates import DateReader, span_days
from japanese.schedule.kinds import Kind
from japanese.schedule.refusal import Unreadable
from japanese.schedule.said import Off
from japanese.schedule.stream import Stream
from japanese.schedule.tokens import Token

_DAY_KINDS = (Kind.WEEKDAYS, Kind.NTH, Kind.DAY)
_LEAP_YEAR = 2024


class ExclusionReader:
    """Tries to read one exclusion where a stream stands."""

    def __init__(self, stream: Stream, dates: DateReader) -> None:
        self._stream = stream
        self._dates = dates
        self._readers: dict[Kind, Callable[[Token, Off], bool]] = {
            Kind.HOLIDAYS: self._holidays,
            Kind.SEASON: self._season,
            Kind.MONTHS: self._months,
            Kind.PARITY: self._months,
            Kind.DATE: self._date,
            Kind.YEAR_MONTH: self._year_month,
            Kind.WEEKDAYS: self._weekdays,
            Kind.NTH: self._nth,
        }

    def read(self, days_before: bool) -> Off | None:
        """What is taken out, or None (the stream as it was) where no exclusion stands here.

        Weekdays are an exclusion before any day was named (`days_before` false) only in
        「水曜を除く平日」: 「土曜、8月は休み」 takes out August.
        """
        place = self._stream.place
        starts_with_days = self._stream.next_is(*_DAY_KINDS)
        labelled = self._stream.take(Kind.OFF_LABEL) is not None
        off = Off()
        closed = self._list(off)
        ends = closed is not None and self._closes(starts_with_days, days_before)
        if closed is not None and (labelled or closed or ends):
            return off
        self._stream.place = place
        return None

    def _closes(self, starts_with_days: bool, days_before: bool) -> bool:
        self._stream.take(Kind.ONLY)
        if self._stream.take(Kind.OFF) is None:
            return False
        return (
            days_before or not starts_with_days or self._stream.next_is(Kind.EVERY, Kind.WORKDAYS)
        )

    def _list(self, off: Off) -> bool | None:
        """Items one after another; None where there is none, True where the last closes the list."""
        closed: bool | None = None
        while True:
            token = self._stream.take(*self._readers)
            if token is None:
                return closed
            closed = self._readers[token.kind](token, off)
            if closed or not self._goes_on():
                return closed

    def _goes_on(self) -> bool:
        """土日祝 needs no separator; 8月第2土曜 is one thing, not two."""
        if self._stream.next_is(Kind.HOLIDAYS):
            return True
        place = self._stream.place
        if self._stream.take(Kind.SEPARATOR) and self._stream.next_is(*self._readers):
            return True
        self._stream.place = place
        return False

    def _holidays(self, _token: Token, off: Off) -> bool:
        off.holidays = True
        return False

    def _months(self, token: Token, off: Off) -> bool:
        off.months |= set(readings.months_of(token))
        return False

    def _year_month(self, token: Token, off: Off) -> bool:
        """2027年1月は休み: that month alone."""
        off.dates |= set(span_days(*self._dates.month(token)))
        return False

    def _weekdays(self, token: Token, off: Off) -> bool:
        off.weekdays |= set(readings.weekdays(token))
        return False

    def _nth(self, token: Token, off: Off) -> bool:
        days = self._stream.take_bare_or_bracketed(Kind.WEEKDAYS)
        if days is None:
            raise Unreadable(f"「{token.text}」が何曜日か分かりません。")
        off.nths += readings.nths(readings.nth_numbers(token), readings.weekdays(days))
        return False

    def _date(self, token: Token, off: Off) -> bool:
        stream = self._stream
        place = stream.place
        last = token
        if stream.take(Kind.RANGE):
            end = stream.take(Kind.DATE, Kind.DAY)
            if end is None:
                stream.place = place
                return False
            last = Token(end.kind, end.text, {"month": token.groups["month"]} | end.groups)
            stream.take(Kind.UNTIL)
        if readings.year_of(token) is None:
            off.spans.append(YearlySpan(yearly_day(token), yearly_day(last)))
        else:
            first = self._dates.single(token)
            off.dates |= set(
                span_days(first, first if last is token else self._dates.single(last, first))
            )
        self._skip_name()
        return False

    def _skip_name(self) -> None:
        """12/29〜1/3(年末年始): the name adds nothing."""
        place = self._stream.place
        named = self._stream.take(Kind.OPEN) and self._stream.take(Kind.SEASON)
        if not (named and self._stream.take(Kind.CLOSE)):
            self._stream.place = place

    def _season(self, token: Token, off: Off) -> bool:
        """年末年始 with its dates in brackets; without them the words must stay visible."""
        stream = self._stream
        place = stream.place
        closed = stream.take(Kind.OFF) is not None or "off" in token.groups
        dates = stream.take(Kind.OPEN) and stream.take(Kind.DATE, Kind.MONTHS)
        if dates:
            self._readers[dates.kind](dates, off)
            if stream.take(Kind.CLOSE):
                return closed
        stream.place = place
        if not token.text.startswith("年末"):
            raise Unreadable(f"「{token.text}」の日にちを「8/13〜8/16」のように書いてください。")
        off.new_year = True
        return "off" in token.groups


def yearly_day(token: Token) -> tuple[int, int]:
    """Month and day of a date whose year does not count; raises Unreadable where there is none."""
    month = readings.number(token.groups["month"])
    day = readings.number(token.groups["day"].removesuffix("日"))
    if not (1 <= month <= 12 and 1 <= day <= monthrange(_LEAP_YEAR, month)[1]):
        raise Unreadable(f"「{token.text}」という日はありません。")
    return month, day
