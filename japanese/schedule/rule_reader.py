"""Days that come again: 第2・第4水曜, 毎週月・金, 平日, 毎月15日, 5のつく日."""

from japanese.schedule import readings
from japanese.schedule.frame import Frame
from japanese.schedule.kinds import Kind
from japanese.schedule.refusal import Unreadable
from japanese.schedule.rules import Rule
from japanese.schedule.said import Days, Said
from japanese.schedule.stream import Stream
from japanese.schedule.tokens import Token

_FORTNIGHTLY_NTHS = ({1, 3}, {2, 4}, {1, 3, 5})
# 第3 and the weekday after it end by the 28th, so that no month is too short for both.
_LAST_NTH_WITH_FOLLOWER = 3


class RuleReader:
    """Reads days that a stream has just passed, each as rules.

    `weekly_counts` has the numbers of every 週2回 in the phrase, wherever it stands.
    """

    def __init__(
        self, stream: Stream, said: Said, frame: Frame, weekly_counts: frozenset[int]
    ) -> None:
        self._stream = stream
        self._said = said
        self._frame = frame
        self._weekly_counts = weekly_counts

    def every(self, token: Token) -> None:
        if "day" in token.groups:
            self._add(Rule("DAILY", months=self._frame.months))
        else:
            self._frame.set_every("WEEKLY" if "week" in token.groups else "MONTHLY")

    def nth(self, token: Token) -> None:
        numbers = readings.nth_numbers(token)
        days = self._stream.take_bare_or_bracketed(Kind.WEEKDAYS)
        if days is None:
            raise Unreadable(f"「{token.text}」が何曜日か分かりません。")
        self._add_nths(numbers, readings.weekdays(days))

    def weekdays(self, token: Token) -> None:
        days = readings.weekdays(token)
        numbers = self._bracketed_numbers()
        if numbers:
            self._add_nths(numbers, days)
        elif self._frame.every is None and self._is_weekly_in_brackets():
            self._add(Rule("WEEKLY", days, months=self._frame.months))
        elif self._frame.every == "WEEKLY":
            self._add(
                Rule("WEEKLY", days, months=self._frame.months, interval=self._frame.interval)
            )
        elif self._frame.every is None and (len(days) > 2 or len(days) in self._weekly_counts):
            self._add(Rule("WEEKLY", days, months=self._frame.months))
            self._frame.imply_weekly()
        elif self._confirms_dates(days):
            return
        elif self._said.counts or self._frame.every == "MONTHLY":
            raise Unreadable(
                f"月のどの{token.text}か分かりません。「第2土曜」のように書いてください。"
            )
        else:
            raise Unreadable(
                f"「{token.text}」が毎週か分かりません。「毎週」か「第何」を書いてください。"
            )

    def workdays(self, _token: Token) -> None:
        self._said.workdays = True
        self._skip_other_words_for_workdays()
        self._add(Rule("WEEKLY", tuple(range(5)), months=self._frame.months))
        self._frame.imply_weekly()

    def _skip_other_words_for_workdays(self) -> None:
        """平日(月〜金), 平日毎日."""
        place = self._stream.place
        same = self._stream.take_bare_or_bracketed(Kind.WEEKDAYS)
        if same is not None and readings.weekdays(same) == tuple(range(5)):
            return
        self._stream.place = place
        daily = self._stream.take(Kind.EVERY)
        if daily is not None and "day" not in daily.groups:
            self._stream.place = place

    def _is_weekly_in_brackets(self) -> bool:
        """火曜(毎週)."""
        place = self._stream.place
        every = self._stream.take_bracketed(Kind.EVERY)
        if every is not None and "week" in every.groups:
            return True
        self._stream.place = place
        return False

    def _confirms_dates(self, days: tuple[int, ...]) -> bool:
        """1月9日、2月13日 いずれも土曜: the dates are of these weekdays."""
        if self._frame.every or self._said.has_rules():
            return False
        dates = [day for item in self._said.items if isinstance(item, Days) for day in item.rdates]
        return {day.weekday() for day in dates} == set(days)

    def fortnightly_from_first(self) -> None:
        """1月9日(土)から隔週: the weekday is that of the first day."""
        frame, first = self._frame, self._said.first
        weeks = frame.every == "WEEKLY" and frame.interval > 1
        if first and weeks and frame.is_every_unused and not self._said.has_rules():
            self._add(
                Rule("WEEKLY", (first.weekday(),), months=frame.months, interval=frame.interval)
            )

    def digit_days(self, token: Token) -> None:
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

    def named_days(self, token: Token) -> None:
        """肉の日(29日): the days in brackets count."""
        days = self._bracketed_days()
        if not days:
            raise Unreadable(f"「{token.text}」がどの日か分かりません。")
        self._add_month_days(days)

    def _add(self, *rules: Rule) -> None:
        self._frame.use()
        self._said.items.append(Days(rules))

    def _add_nths(self, numbers: tuple[int, ...], days: tuple[int, ...]) -> None:
        if self._frame.every == "WEEKLY" and self._frame.is_every_unused:
            self._refuse_weekly_nth(numbers)
        rule = Rule(
            "MONTHLY",
            (),
            readings.nths(numbers, days),
            (),
            self._frame.months,
            self._frame.monthly_interval,
        )
        following = self._stream.take(Kind.FOLLOWING)
        self._add(rule, *([self._following(following, rule)] if following else []))

    def _refuse_weekly_nth(self, numbers: tuple[int, ...]) -> None:
        """隔週土曜(第1・第3) names its days; 毎週第2土曜 and 隔週第2土曜 contradict themselves."""
        if self._frame.interval != 2 or set(numbers) not in _FORTNIGHTLY_NTHS:
            raise Unreadable("「毎週」「隔週」と「第何」が合いません。")

    def _following(self, token: Token, rule: Rule) -> Rule:
        """第3火曜とその直後の木曜: the weekday that follows within a week."""
        if len(rule.nths) != 1 or not 1 <= rule.nths[0].number <= _LAST_NTH_WITH_FOLLOWER:
            raise Unreadable(f"「{token.text}」がどの日か分かりません。")
        nth = rule.nths[0]
        said = token.groups.get("weekday")
        weekday = readings.weekday(said) if said else (nth.weekday + 1) % 7
        passed = (weekday - nth.weekday - 1) % 7 + 1
        first = nth.number * 7 - 6 + passed
        return Rule(
            "MONTHLY", (weekday,), (), tuple(range(first, first + 7)), rule.months, rule.interval
        )

    def _bracketed_numbers(self) -> tuple[int, ...]:
        """土曜(第1・第3): the numbers stand behind the weekday."""
        numbers = self._stream.take_bracketed(Kind.NTH)
        return readings.nth_numbers(numbers) if numbers else ()

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

    def _add_month_days(self, days: tuple[int, ...]) -> None:
        self._add(Rule("MONTHLY", (), (), days, self._frame.months, self._frame.monthly_interval))

    def month_days(self, token: Token) -> None:
        """毎月5日・15日."""
        self._stream.place -= 1
        self._add_month_days(self._day_list())
