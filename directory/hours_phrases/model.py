"""What a phrase of opening hours says, while it is read and at the end."""

from dataclasses import dataclass, field
from datetime import date

from japanese.calendar_days import NthWeekday, YearlySpan
from japanese.schedule.said import Off

EVERY_DAY = tuple(range(7))
Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class HoursPhrase:
    """A phrase that was understood.

    `facts` are for `directory.hours.Hours.from_facts`. `notes` are words that they do not carry
    and that belong beside them; `asks` are sentences about what the editor still has to say.
    """

    facts: Facts
    notes: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """Minutes after midnight of the day it starts on; `closes` may lie in the next day."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class DaySet:
    """Days of the week (0 = Monday), nth weekdays, public holidays; `is_bracketed`: (祝日は…)."""

    weekdays: tuple[int, ...] = ()
    nths: tuple[NthWeekday, ...] = ()
    holidays: bool = False
    is_bracketed: bool = False


@dataclass(frozen=True, slots=True)
class OtherClose:
    """水曜は19:00まで: another end (minutes) for some weekdays."""

    weekdays: tuple[int, ...]
    closes: int


@dataclass(slots=True)
class HoursSaid:
    """Everything a phrase says; `items` in the order of its words, spans are seasons."""

    items: list[DaySet | Window | YearlySpan] = field(default_factory=list)
    off: Off = field(default_factory=Off)
    other_closes: list[OtherClose] = field(default_factory=list)
    workdays: bool = False
    holidays_too: bool = False
    audience_until: dict[str, int] = field(default_factory=dict)
    not_served: list[str] = field(default_factory=list)
    valid_from: date | None = None
    valid_until: date | None = None
    notes: list[str] = field(default_factory=list)
