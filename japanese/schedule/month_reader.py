"""Months in a phrase: 奇数月の第1土曜, 第3土曜(4月〜10月), 12月のみ第3土曜."""

from dataclasses import replace

from japanese.schedule import readings
from japanese.schedule.frame import Frame, step
from japanese.schedule.kinds import Kind
from japanese.schedule.refusal import Unreadable
from japanese.schedule.rules import Rule
from japanese.schedule.said import Days, Override, Said
from japanese.schedule.stream import Stream
from japanese.schedule.tokens import Token

_DAYS_AHEAD = (Kind.NTH, Kind.EVERY, Kind.WORKDAYS, Kind.PARITY, Kind.INTERVAL)
# 4月開催 says when; 4月開始 and 4月オープン say from when.
_HELD = ("開催", "実施", "活動")


class MonthReader:
    """Reads months that a stream has just passed."""

    def __init__(self, stream: Stream, said: Said, frame: Frame) -> None:
        self._stream = stream
        self._said = said
        self._frame = frame

    def read(self, token: Token) -> None:
        """Raises Unreadable where it is not clear what happens in the months."""
        months = readings.months_of(token)
        before = self._stream.peek(-2)
        is_exception = self._are_an_exception()
        self._stream.skip(Kind.GAP, Kind.SEPARATOR)
        if self._frame.makes_interval_plain(months):
            return
        if self._stream.next_is(Kind.TIME):
            raise Unreadable("月ごとに時間が違うときは、時期ごとに分けてください。")
        if self._restricts_days_before(token, is_exception, before):
            self._restrict(months)
        elif is_exception and self._said.has_rules():
            self._override(months)
        elif self._stands_after_days_of_all_months():
            raise Unreadable(
                f"「{token.text}」に何が変わるのか分かりません。「12月は第3土曜」のように書いてください。"
            )
        elif self._stream.next_is(*_DAYS_AHEAD) or self._are_bracketed_before_days(before):
            self._frame.set_months(months)
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

    def _restricts_days_before(
        self, token: Token, is_exception: bool, before: Token | None
    ) -> bool:
        if not (self._said.has_rules() and self._end_the_part()):
            return False
        is_bracketed = before is not None and before.kind is Kind.OPEN
        is_every_month = self._frame.every == "MONTHLY" and self._frame.interval == 1
        is_plain = token.kind is Kind.PARITY and not is_every_month
        return is_exception or is_bracketed or is_plain or readings.is_range(token)

    def _end_the_part(self) -> bool:
        """第3土曜(奇数月開催): nothing that matters follows in the bracket or the phrase."""
        place = self._stream.place
        held = self._stream.take(Kind.NEUTRAL)
        if held is not None and not held.text.startswith(_HELD):
            self._stream.place = place
        self._stream.skip(Kind.GAP)
        if self._stream.peek() is None or self._stream.next_is(Kind.CLOSE):
            return True
        self._stream.place = place
        return False

    def _stands_after_days_of_all_months(self) -> bool:
        """第2土曜 12月〜2月 第3土曜."""
        rules = [rule for item in self._said.items if isinstance(item, Days) for rule in item.rules]
        return self._stream.next_is(Kind.NTH) and any(
            rule.nths and not rule.months for rule in rules
        )

    def _are_bracketed_before_days(self, before: Token | None) -> bool:
        """年4回(3・6・9・12月)の第2日曜."""
        place = self._stream.place
        if before is not None and before.kind is Kind.OPEN and self._stream.take(Kind.CLOSE):
            self._stream.skip(Kind.NEUTRAL, Kind.GAP, Kind.SEPARATOR)
            if self._stream.next_is(*_DAYS_AHEAD) and not self._said.has_rules():
                return True
        self._stream.place = place
        return False

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
        weekdays = readings.weekdays(days) if days else self._only_weekday()
        if numbers is None or not weekdays:
            raise Unreadable("月ごとに日が違うときは、「12月は第3土曜」のように書いてください。")
        following = self._stream.peek()
        if following is not None and following.text.startswith("も"):
            raise Unreadable("「も」では、いつもの日に加わるのか、代わりなのか分かりません。")
        nths = readings.nths(readings.nth_numbers(numbers), weekdays)
        self._said.overrides.append(Override(months, (Rule("MONTHLY", (), nths, (), months),)))

    def _only_weekday(self) -> tuple[int, ...]:
        """第3水曜(8月は第4): the weekday said before, where it is the only one."""
        if not (self._stream.peek() is None or self._stream.next_is(Kind.CLOSE, Kind.ONLY)):
            return ()
        rules = [rule for item in self._said.items if isinstance(item, Days) for rule in item.rules]
        named = {day for rule in rules for day in rule.weekdays}
        named |= {nth.weekday for rule in rules for nth in rule.nths}
        return tuple(named) if len(named) == 1 else ()


def _within(rule: Rule, months: tuple[int, ...]) -> Rule:
    if rule.frequency == "MONTHLY" and rule.interval == step(months):
        return replace(rule, interval=1, months=months)
    return rule.within(months)
