"""The facts of a series (keys as in the contract) and its overrides, read once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from events.date_rule import DateRule, parse_rule
from japanese import holidays
from japanese.calendar_days import YearlySpan, parse_date, parse_month, parse_span, parse_time
from japanese.facts import list_of, read, require, rows_of, text, with_known_keys

HolidayPolicy = Literal["as-usual", "skip", "next-weekday"]
ChangeKind = Literal["moved", "cancelled", "place", "theme"]

_HOLIDAY_POLICIES: tuple[HolidayPolicy, ...] = ("as-usual", "skip", "next-weekday")
_CHANGE_KINDS: tuple[ChangeKind, ...] = ("moved", "cancelled", "place", "theme")


@dataclass(frozen=True, slots=True)
class Sitting:
    """A time of day at which the group meets; `end` at or before `start` is on the next day."""

    start: time | None
    end: time | None


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """One series. `rules` are meant together; most series have one sitting a day."""

    rules: tuple[DateRule, ...]
    dtstart: date | None
    rdates: frozenset[date]
    skip_dates: frozenset[date]
    skip_months: frozenset[int]
    skip_yearly: tuple[YearlySpan, ...]
    public_holidays: HolidayPolicy
    ended_after: date
    sittings: tuple[Sitting, ...]
    place: str | None

    def skips(self, day: date) -> bool:
        """Whether a day of the rule is left out; extra dates (rdates) are never asked."""
        return (
            day in self.skip_dates
            or day.month in self.skip_months
            or any(span.contains(day) for span in self.skip_yearly)
            or (self.public_holidays == "skip" and holidays.is_holiday(day))
        )


@dataclass(frozen=True, slots=True)
class Change:
    """An override: what one date has of its own. None leaves a value as the rule gives it.

    `sitting` limits it to the sitting that starts then.
    """

    original_date: date
    kind: ChangeKind
    sitting: time | None
    date: date | None
    start: time | None
    end: time | None
    place: str | None
    theme: str | None
    reason: str | None


def parse_series(value: object) -> SeriesFacts:
    """Facts as in the contract; `rrule` may be a list, several `sittings` a day are [{start, end}].

    Raises ValueError with a Japanese sentence that names the bad key.
    """
    facts = with_known_keys(value, _SERIES_KEYS)
    single = Sitting(read(facts, "start", parse_time, None), read(facts, "end", parse_time, None))
    sittings = read(facts, "sittings", rows_of(_sitting), ())
    if sittings and (single.start or single.end):
        raise ValueError("「sittings」があるときは「start」と「end」を書かないでください。")
    if len({sitting.start for sitting in sittings}) < len(sittings):
        raise ValueError("「sittings」に同じ時刻が2つあります。")
    return SeriesFacts(
        rules=read(facts, "rrule", _rules, ()),
        dtstart=read(facts, "dtstart", parse_date, None),
        rdates=frozenset(read(facts, "rdates", list_of(parse_date), ())),
        skip_dates=frozenset(read(facts, "skip_dates", list_of(parse_date), ())),
        skip_months=frozenset(read(facts, "skip_months", list_of(parse_month), ())),
        skip_yearly=read(facts, "skip_yearly", list_of(parse_span), ()),
        public_holidays=read(facts, "public_holidays", _one_of(_HOLIDAY_POLICIES), "as-usual"),
        ended_after=read(facts, "ended_after", parse_date, date.max),
        sittings=sittings or (single,),
        place=read(facts, "place", text, None),
    )


def sittings_of_rule(facts: object) -> list[str]:
    """The starts (14:00), in order, of a series that meets several times on a day; else nothing."""
    sittings = parse_series(facts).sittings if facts else ()
    return sorted(f"{each.start:%H:%M}" for each in sittings if len(sittings) > 1 and each.start)


def parse_changes(values: Iterable[object], sittings: tuple[Sitting, ...]) -> tuple[Change, ...]:
    """Overrides as in the contract, in their order; raises ValueError like `parse_series`."""
    changes = rows_of(_change)(values)
    if len(sittings) > 1 and any(c.sitting is None and (c.start or c.end) for c in changes):
        raise ValueError("1日に2回以上あるときは、どの回の時刻かを「sitting」に書いてください。")
    return changes


_SERIES_KEYS = frozenset(
    {
        "rrule",
        "dtstart",
        "rdates",
        "skip_dates",
        "skip_months",
        "skip_yearly",
        "public_holidays",
        "ended_after",
        "start",
        "end",
        "place",
        "sittings",
    }
)
_CHANGE_KEYS = frozenset(
    {"original_date", "kind", "sitting", "date", "start", "end", "place", "theme", "reason"}
)
_SITTING_KEYS = frozenset({"start", "end"})


def _rules(value: object) -> tuple[DateRule, ...]:
    return (parse_rule(value),) if isinstance(value, str) else list_of(parse_rule)(value)


def _one_of[T: str](choices: tuple[T, ...]) -> Callable[[object], T]:
    def parse_choice(value: object) -> T:
        for choice in choices:
            if choice == value:
                return choice
        raise ValueError(f"{'、'.join(choices)} のどれかにしてください（{value!r}）。")

    return parse_choice


def _sitting(value: object) -> Sitting:
    facts = with_known_keys(value, _SITTING_KEYS)
    return Sitting(require(facts, "start", parse_time), read(facts, "end", parse_time, None))


def _change(value: object) -> Change:
    facts = with_known_keys(value, _CHANGE_KEYS)
    return Change(
        original_date=require(facts, "original_date", parse_date),
        kind=require(facts, "kind", _one_of(_CHANGE_KINDS)),
        sitting=read(facts, "sitting", parse_time, None),
        date=read(facts, "date", parse_date, None),
        start=read(facts, "start", parse_time, None),
        end=read(facts, "end", parse_time, None),
        place=read(facts, "place", _any_text, None),
        theme=read(facts, "theme", _any_text, None),
        reason=read(facts, "reason", _any_text, None),
    )


def _any_text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f"文字で書いてください（{value!r}）。")
