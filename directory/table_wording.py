"""The words of the table of opening hours: 月〜金, 第3水曜, 20:00まで; Mon–Fri, 3rd Wed, until 20:00."""

from collections.abc import Sequence
from datetime import date

from directory.opening_rules import DAY
from japanese.calendar_days import WEEKDAY_KANJI, NthWeekday, YearlySpan

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class JapaneseWording:
    """How the table speaks to readers of Japanese."""

    weekdays: Sequence[str] = WEEKDAY_KANJI
    everyday = "毎日"
    holidays = "祝日"
    on_holidays = "祝日の"
    closed = "休み"
    not_served = "利用できません"
    as_usual = "曜日のとおり"
    new_year = "年末年始"
    between = "〜"
    joiner = "・"

    def clock(self, minute: int) -> str:
        """Minutes after midnight as residents read them: 9:00, 24:00, 翌5:00."""
        return f"翌{_clock(minute - DAY)}" if minute > DAY else _clock(minute)

    def until(self, minute: int) -> str:
        return f"{self.clock(minute)}まで"

    def nth(self, nth: NthWeekday) -> str:
        return nth.label

    def span(self, span: YearlySpan) -> str:
        return span.label

    def month(self, month: int) -> str:
        return f"{month}月"

    def heading(self, audiences: tuple[str, ...], season: YearlySpan | None) -> str:
        """What stands before the days: whom the hours are for, and in which season."""
        named = f"{self.joiner.join(audiences)}：" if audiences else ""
        return f"{named}{self.span(season)}の" if season else named

    def valid_from(self, day: date) -> str:
        return f"{self._full(day)}からの時間です。"

    def valid_until(self, day: date) -> str:
        return f"{self._full(day)}までの時間です。"

    def _full(self, day: date) -> str:
        return f"{day.year}年{day.month}月{day.day}日"


class EnglishWording(JapaneseWording):
    """How the table speaks to readers of English; names of audiences stay as typed."""

    weekdays = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    everyday = "Every day"
    holidays = "Public holidays"
    on_holidays = "Public holidays, "
    closed = "Closed"
    not_served = "Not available"
    as_usual = "As on the weekday"
    new_year = "New Year"
    between = "–"
    joiner = ", "

    def clock(self, minute: int) -> str:
        return f"{_clock(minute - DAY)} (next day)" if minute > DAY else _clock(minute)

    def until(self, minute: int) -> str:
        return f"until {self.clock(minute)}"

    def nth(self, nth: NthWeekday) -> str:
        return f"{_ordinal(nth.number)} {self.weekdays[nth.weekday]}"

    def span(self, span: YearlySpan) -> str:
        first, last = (f"{day} {MONTHS[month - 1]}" for month, day in (span.first, span.last))
        return first if first == last else f"{first} – {last}"

    def month(self, month: int) -> str:
        return MONTHS[month - 1]

    def heading(self, audiences: tuple[str, ...], season: YearlySpan | None) -> str:
        named = f"{self.joiner.join(audiences)}: " if audiences else ""
        return f"{named}{self.span(season)}: " if season else named

    def valid_from(self, day: date) -> str:
        return f"These hours start on {self._full(day)}."

    def valid_until(self, day: date) -> str:
        return f"These hours end on {self._full(day)}."

    def _full(self, day: date) -> str:
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


JAPANESE = JapaneseWording()
ENGLISH = EnglishWording()


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def _ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 5th; counted from the end: last, 2nd last."""
    if number == -1:
        return "last"
    named = {1: "1st", 2: "2nd", 3: "3rd"}.get(abs(number), f"{abs(number)}th")
    return named if number > 0 else f"{named} last"
