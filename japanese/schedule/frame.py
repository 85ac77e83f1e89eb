"""What holds for the days that follow: 毎週, 隔月, 奇数月の, 4月〜7月の."""

from itertools import pairwise

from japanese.schedule import readings
from japanese.schedule.refusal import Unreadable
from japanese.schedule.rules import Frequency
from japanese.schedule.said import Count, Said
from japanese.schedule.tokens import Token


class Frame:
    """How often and in which months; said once, it holds until something else is said."""

    def __init__(self) -> None:
        self.every: Frequency | None = None
        self.interval = 1
        self.months: tuple[int, ...] = ()
        self.is_every_unused = False
        self.is_months_unused = False

    @property
    def is_open(self) -> bool:
        """Whether days must still follow."""
        return self.is_every_unused or self.is_months_unused

    @property
    def monthly_interval(self) -> int:
        return self.interval if self.every == "MONTHLY" else 1

    def set_every(self, frequency: Frequency, interval: int = 1) -> None:
        if self.is_every_unused:
            raise Unreadable("「毎週」と「毎月」などが重なっています。")
        if frequency == "MONTHLY" and self.every == "MONTHLY" and not self.is_months_unused:
            self.months = ()
        self.every, self.interval, self.is_every_unused = frequency, interval, True

    def set_months(self, months: tuple[int, ...]) -> None:
        self.months, self.is_months_unused = months, True

    def use(self) -> None:
        """Days have followed."""
        self.is_every_unused = self.is_months_unused = False

    def imply_weekly(self) -> None:
        """月〜金 says 毎週 for the weekdays after it too."""
        self.every, self.interval = "WEEKLY", 1

    def read_interval(self, token: Token, said: Said) -> None:
        """隔週, 2ヶ月に1回; 1ヶ月に2回 is a count."""
        groups = token.groups
        number = 2 if "two" in groups else readings.number(groups["number"])
        is_monthly = "months" in groups or groups.get("two") == "隔月"
        times = readings.number(groups.get("times", "1"))
        if number > 1 and times == 1:
            self.set_every("MONTHLY" if is_monthly else "WEEKLY", number)
        elif number == 1:
            said.counts.append(Count("月" if is_monthly else "週", times))
        else:
            raise Unreadable(f"「{token.text}」ではどの日か分かりません。")

    def read_count(self, token: Token, said: Said) -> None:
        """月2回; without 月 or 週 it counts what was said before."""
        units: dict[Frequency | None, str] = {"WEEKLY": "週", "MONTHLY": "月"}
        implied = "全" if token.text.startswith(("全", "計")) else units.get(self.every, "全")
        unit = token.groups.get("unit") or implied
        said.counts.append(Count(unit, readings.number(token.groups["number"])))

    def makes_interval_plain(self, months: tuple[int, ...]) -> bool:
        """隔月(奇数月)第1土曜: whether the months say what 隔月 leaves open."""
        is_open = self.is_every_unused and self.monthly_interval > 1
        if not is_open or step(months) != self.interval:
            return False
        self.months, self.interval = months, 1
        return True


def step(months: tuple[int, ...]) -> int | None:
    """After how many months each of these comes again, None where the gaps differ."""
    ordered = sorted(months)
    gaps = {(after - before) % 12 for before, after in pairwise([*ordered, ordered[0] + 12])}
    return gaps.pop() if len(gaps) == 1 else None
