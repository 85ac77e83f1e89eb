"""Single dates, spans and bounds: 12月5日(土)・12日, 1月10日〜2月14日の, 次回は1月21日."""

from datetime import date

from japanese.schedule.calendar_dates import DateReader
from japanese.schedule.kinds import Kind
from japanese.schedule.refusal import Unreadable
from japanese.schedule.said import Days, Said
from japanese.schedule.stream import Stream
from japanese.schedule.tokens import Token


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
            self._said.bound(self._dates.single(token, self._dates.previous), None)
            return
        if not stream.next_is(Kind.RANGE, Kind.UNTIL):
            self._add_date(self._dates.in_list(token))
            return
        day = self._dates.single(token, self._dates.previous)
        if stream.take(Kind.UNTIL):
            self._said.bound(None, day)
            return
        stream.take(Kind.RANGE)
        self._said.bound(day, self._end_of_span(day))

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

    def year_month(self, token: Token) -> None:
        first, last = self._dates.month(token)
        if self._stream.take(Kind.UNTIL):
            self._said.bound(None, last)
        elif not self._stream.take(Kind.RANGE):
            self._said.bound(first, last)
        else:
            end = self._stream.take(Kind.YEAR_MONTH)
            self._stream.take(Kind.UNTIL)
            self._said.bound(first, self._dates.month(end)[1] if end else None)

    def first(self, token: Token) -> None:
        self._stream.skip(Kind.GAP)
        day = self._stream.take(Kind.DATE)
        if day is None:
            raise Unreadable(f"「{token.text}」の日付が分かりません。")
        self._stream.take(Kind.RANGE)
        self._said.bound(self._dates.single(day), None)
        self._said.next_day = self._said.first

    def _add_date(self, day: date) -> None:
        self._said.items.append(Days((), (day,)))
