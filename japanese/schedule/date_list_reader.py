"""Single dates, spans and bounds: 12月5日(土)・12日, 1月10日〜2月14日の, 次回は1月21日."""

import re
from datetime import date

from japanese.schedule.calendar_dates import DateReader
from japanese.schedule.day_patterns import NUMBER
from japanese.schedule.kinds import Kind
from japanese.schedule.refusal import Unreadable
from japanese.schedule.said import Days, Said
from japanese.schedule.stream import Stream
from japanese.schedule.tokens import Token

_ONE_MONTH = re.compile(NUMBER)


class DateListReader:
    """Reads dates that a stream has just passed."""

    def __init__(self, stream: Stream, said: Said, dates: DateReader) -> None:
        self._stream = stream
        self._said = said
        self._dates = dates

    def day(self, token: Token) -> None:
        """12日 after 12月5日."""
        self._add_date(self._dates.day_of_month(token))

    def single(self, token: Token) -> None:
        stream = self._stream
        if self._begins():
            self._said.bound(self._dates.start(token), None)
            return
        if not stream.next_is(Kind.RANGE, Kind.UNTIL):
            self._add_date(self._dates.in_list(token))
            return
        day = self._dates.single(token, self._dates.previous)
        if stream.take(Kind.UNTIL):
            self._said.bound(None, day)
            return
        stream.take(Kind.RANGE)
        last = self._end_of_span(day)
        self._said.bound(day if last else self._dates.start(token), last)

    def _begins(self) -> bool:
        """12月4日開始."""
        following = self._stream.peek()
        begins = following is not None and following.text in {"開始", "スタート"}
        self._stream.place += begins
        return begins

    def _end_of_span(self, first: date) -> date | None:
        """The date after 〜; None where nothing follows (12月3日から)."""
        end = self._stream.take(Kind.DATE, Kind.DAY)
        if end is None:
            return None
        self._stream.take(Kind.UNTIL)
        if end.kind is Kind.DATE:
            return self._dates.single(end, first)
        self._dates.previous = first
        return self._dates.day_of_month(end)

    def year(self, token: Token) -> None:
        self._dates.year(token)
        self._stream.skip(Kind.GAP)
        if not self._stream.next_is(Kind.DATE):
            raise Unreadable(f"「{token.text}」のいつか分かりません。")

    def days_of_month(self, token: Token) -> bool:
        """1月 9・23日: the first of the days of one month; False where none follows."""
        place = self._stream.place
        month = token.groups.get("month") or token.groups.get("items", "").removesuffix("月")
        self._stream.skip(Kind.GAP)
        day = self._stream.take(Kind.DAY) if _ONE_MONTH.fullmatch(month) else None
        if day is None:
            self._stream.place = place
            return False
        said = {"month": month, "day": day.groups["day"].removesuffix("日")}
        self.single(Token(Kind.DATE, token.text + day.text, token.groups | day.groups | said))
        return True

    def year_month(self, token: Token) -> None:
        if self.days_of_month(token):
            return
        first, last = self._dates.month(token)
        if self._stream.take(Kind.UNTIL):
            self._said.bound(None, last)
        elif not self._stream.take(Kind.RANGE):
            self._refuse_more_months(token)
            self._said.bound(first, last)
        else:
            self._said.bound(first, self._end_of_months(first))

    def _end_of_months(self, first: date) -> date | None:
        """The last day of what follows 2027年1月〜; None for an open span."""
        other = self._stream.take(Kind.MONTHS)
        if other is not None:
            return self._dates.month_after(first, other)
        end = self._stream.take(Kind.YEAR_MONTH)
        self._stream.take(Kind.UNTIL)
        return self._dates.month(end)[1] if end else None

    def _refuse_more_months(self, token: Token) -> None:
        """2027年1月・2月の第2土曜: the year would stand with the first month alone."""
        place = self._stream.place
        self._stream.skip(Kind.SEPARATOR, Kind.GAP)
        if self._stream.next_is(Kind.MONTHS, Kind.YEAR_MONTH):
            raise Unreadable(
                f"「{token.text}」のほかの月が何年か分かりません。分けて書いてください。"
            )
        self._stream.place = place

    def first(self, token: Token) -> None:
        self._stream.skip(Kind.GAP)
        day = self._stream.take(Kind.DATE)
        if day is None:
            raise Unreadable(f"「{token.text}」の日付が分かりません。")
        self._stream.take(Kind.RANGE)
        self._said.bound(self._dates.start(day), None)
        self._said.next_day = self._said.first

    def next_day_alone(self) -> None:
        """次回は12月12日, without a rule: that day is all that is said."""
        said = self._said
        if said.next_day and not said.number_of_days():
            said.items.insert(0, Days((), (said.next_day,)))
            said.first = said.next_day = None

    def _add_date(self, day: date) -> None:
        self._said.items.append(Days((), (day,)))
