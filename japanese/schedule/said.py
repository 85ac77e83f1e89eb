"""What the parser has understood so far, in the order of the words."""

from dataclasses import dataclass, field
from datetime import date, time

from japanese.calendar_days import NthWeekday, YearlySpan
from japanese.schedule.refusal import Unreadable
from japanese.schedule.rules import Rule


@dataclass(frozen=True, slots=True)
class Days:
    """Some days of the schedule: by rules, or single dates."""

    rules: tuple[Rule, ...] = ()
    rdates: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """A time of day; `end` is None where it is not said."""

    start: time
    end: time | None


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are nothing of a schedule and looked harmless."""

    text: str


@dataclass(frozen=True, slots=True)
class Count:
    """月2回: how many days are meant in a `unit` (月, 週, 年), to be compared with the days."""

    unit: str
    number: int


@dataclass(frozen=True, slots=True)
class Override:
    """12月のみ第3土曜: what replaces the rules in some months."""

    months: tuple[int, ...]
    rules: tuple[Rule, ...]


@dataclass(slots=True)
class Off:
    """What is taken out."""

    holidays: bool = False
    new_year: bool = False
    months: set[int] = field(default_factory=set)
    spans: list[YearlySpan] = field(default_factory=list)
    dates: set[date] = field(default_factory=set)
    weekdays: set[int] = field(default_factory=set)
    nths: list[NthWeekday] = field(default_factory=list)

    def add(self, other: "Off") -> None:
        self.holidays |= other.holidays
        self.new_year |= other.new_year
        self.months |= other.months
        self.spans += other.spans
        self.dates |= other.dates
        self.weekdays |= other.weekdays
        self.nths += other.nths


@dataclass(slots=True)
class Said:
    """Everything a phrase says."""

    items: list[Days | Window | Words] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    overrides: list[Override] = field(default_factory=list)
    off: Off = field(default_factory=Off)
    workdays: bool = False
    holidays_too: bool = False
    first: date | None = None
    last: date | None = None
    next_day: date | None = None
    caveat: bool = False

    def number_of_days(self) -> int:
        """How many times days were named so far."""
        return sum(isinstance(item, Days) for item in self.items)

    def has_rules(self) -> bool:
        return any(isinstance(item, Days) and item.rules for item in self.items)

    def has_dates(self) -> bool:
        return any(isinstance(item, Days) and item.rdates for item in self.items)

    def bound(self, first: date | None, last: date | None) -> None:
        """Sets the first or the last day; raises Unreadable where one is said twice."""
        if (first and self.first) or (last and self.last):
            raise Unreadable("始まりや終わりの日が2つあります。")
        self.first, self.last = first or self.first, last or self.last
