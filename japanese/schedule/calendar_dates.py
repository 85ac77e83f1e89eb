"""Dates in a phrase, whose year and month may stand only once."""

from calendar import monthrange
from datetime import date, timedelta

from japanese.schedule import readings
from japanese.schedule.refusal import Unreadable
from japanese.schedule.tokens import Token

_ONE_DAY = timedelta(days=1)
# A first day without a year that lies farther ahead may be one that has passed.
_LONGEST_WAIT = timedelta(days=183)


class DateReader:
    """Reads the dates of one phrase in their order.

    A date without a year is the next such day, `today` included; after a date with a year it is
    the next such day after that date. Dates that do not ascend are refused.
    """

    def __init__(self, today: date) -> None:
        self._today = today
        self._year: int | None = None
        self.previous: date | None = None

    def year(self, token: Token) -> None:
        """A year that stands apart: 2027年 1/17、2/21."""
        self._year = readings.year_of(token)
        self.previous = None

    def in_list(self, token: Token) -> date:
        """A date of a list; raises Unreadable where it does not come after the one before."""
        day = self.single(token, self.previous)
        if self.previous is not None and day <= self.previous:
            raise Unreadable(f"日付の順が分かりません（{token.text}）。年も書いてください。")
        self.previous = day
        return day

    def single(self, token: Token, after: date | None = None) -> date:
        """A date by itself, or the end of a span that begins at `after`."""
        year = readings.year_of(token)
        month, day = (readings.number(token.groups[name]) for name in ("month", "day"))
        if year is not None:
            self._year = year
        elif self._year is not None:
            earlier = after is not None and (month, day) <= (after.month, after.day)
            year = (after.year if after else self._year) + earlier
        else:
            year = self._today.year + ((month, day) < (self._today.month, self._today.day))
        return readings.date_in(token, year, month, day)

    def start(self, token: Token) -> date:
        """The first day of what goes on; raises Unreadable where it may have begun already."""
        day = self.single(token, self.previous)
        is_sure = self._year is not None or token.groups.keys() & {"weekday", "weekday2", "holiday"}
        if not is_sure and day - self._today > _LONGEST_WAIT:
            raise Unreadable(f"「{token.text}」が何年か分かりません。年も書いてください。")
        return day

    def day_of_month(self, token: Token) -> date:
        """12日 after 12月5日: the same month."""
        if self.previous is None:
            raise Unreadable(
                f"「{token.text}」が何月か分かりません。「毎月」か月を書いてください。"
            )
        day = readings.date_in(
            token,
            self.previous.year,
            self.previous.month,
            readings.month_day_in(token, self.previous.year, self.previous.month),
        )
        if day <= self.previous:
            raise Unreadable(f"日付の順が分かりません（{token.text}）。月も書いてください。")
        self.previous = day
        return day

    def month_after(self, first: date, token: Token) -> date:
        """The last day of 3月 in 2027年1月〜3月."""
        numbers = readings.months_of(token)
        if len(numbers) > 1:
            raise Unreadable(f"「{token.text}」のどの月か分かりません。分けて書いてください。")
        year = first.year + (numbers[0] < first.month)
        day = readings.date_in(token, year, numbers[0], 1)
        return day.replace(day=monthrange(year, numbers[0])[1])

    def month(self, token: Token) -> tuple[date, date]:
        """The first and the last day of a month with a year."""
        year = readings.year_of(token)
        number = readings.number(token.groups["month"])
        if year is None or not 1 <= number <= 12:
            raise Unreadable(f"「{token.text}」という月はありません。")
        first = readings.date_in(token, year, number, 1)
        return first, first.replace(day=monthrange(year, number)[1])


def span_days(first: date, last: date) -> list[date]:
    """Every day from first to last, at most a year; raises Unreadable for anything else."""
    if not 0 <= (last - first).days <= 366:
        raise Unreadable(f"期間「{first}〜{last}」が正しくありません。")
    return [first + _ONE_DAY * passed for passed in range((last - first).days + 1)]
