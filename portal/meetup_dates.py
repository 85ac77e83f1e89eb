"""When a group meets: read from a phrase or from ticks, and the next dates to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from directory.hours_entry import EntryError
from directory.typed_days import read_date
from events.models import horizon
from events.phrase_rule import PhraseRefused, rule_of_phrase
from events.recurrence import Occurrence, Recurrence, RecurrenceError
from events.rule_entry import entry_of, facts_of
from japanese import holidays

type Facts = dict[str, Any]

NEXT_DATES: Final = 6
_NOTHING = "いつ集まるかを書いてください。例 毎月第2土曜 10時から12時"
_NO_MORE = "これからの日にちがありません。日にちを見なおしてください。"


@dataclass(frozen=True, slots=True)
class TypedDates:
    """What was typed about the dates, as texts; `rule` is what stood there before."""

    phrase: str = ""
    days: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    single_days: tuple[str, ...] = ()
    first_day: str = ""
    start: str = ""
    end: str = ""
    holidays: str = ""
    rule: Facts | None = None

    @property
    def is_picked(self) -> bool:
        return bool(self.days or self.numbers or self.single_days)


@dataclass(frozen=True, slots=True)
class Reading:
    """The rule that was said; `beside` are words that it does not hold."""

    facts: Facts
    beside: str = ""


@dataclass(frozen=True, slots=True)
class DatesAhead:
    """The next dates of a rule; `holiday` is the first public holiday among the coming months
    of which the rule says nothing."""

    in_words: str
    dates: tuple[Occurrence, ...]
    holiday: date | None
    has_time: bool


def read_dates(typed: TypedDates, today: date) -> Reading:
    """The phrase, else the ticks, else the rule as it stood. `today` is the day in Japan.

    Raises EntryError with Japanese sentences.
    """
    reading = _said(typed, today)
    facts = reading.facts
    if typed.holidays and "public_holidays" not in facts:
        facts = facts | {"public_holidays": typed.holidays}
    facts = {key: value for key, value in facts.items() if value != "as-usual"}
    if facts != typed.rule and not dates_ahead(facts, today).dates:
        raise EntryError([_NO_MORE])
    return Reading(facts, reading.beside)


def _said(typed: TypedDates, today: date) -> Reading:
    if typed.phrase:
        return _phrase(typed, today)
    if typed.is_picked:
        return Reading(_picked(typed))
    if typed.rule:
        return Reading(_without_answer(typed))
    raise EntryError([_NOTHING])


def _without_answer(typed: TypedDates) -> Facts:
    """The rule as it stood, open to another answer about holidays."""
    left_out = {"public_holidays"} if typed.holidays else set()
    return {key: value for key, value in (typed.rule or {}).items() if key not in left_out}


def _phrase(typed: TypedDates, today: date) -> Reading:
    try:
        first = _day(typed.first_day)
        facts, says_more = rule_of_phrase(typed.phrase, today, first)
    except PhraseRefused as error:
        raise EntryError([str(error)]) from error
    if first and "rrule" in facts:
        facts = {"dtstart": first.isoformat()} | facts
    return Reading(facts, typed.phrase if says_more else "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(read_date(text)) if text else None
    except ValueError as error:
        raise EntryError([str(error)]) from error


def _picked(typed: TypedDates) -> Facts:
    """The facts of the ticks: without 第何 every week, with it nth weekdays; single days beside."""
    pattern = "nth" if typed.numbers else "weekly" if typed.days else "dates"
    entry = entry_of({}) | {
        "pattern": pattern,
        "days": list(typed.days),
        "numbers": list(typed.numbers),
        "rdates": "\n".join(day for day in typed.single_days if day),
        "dtstart": typed.first_day,
        "start": typed.start,
        "end": typed.end,
    }
    try:
        return facts_of(entry)
    except RecurrenceError as error:
        raise EntryError([str(error)]) from error


def dates_ahead(facts: Facts, today: date) -> DatesAhead:
    """The next dates from `today` (Asia/Tokyo), of the coming 13 months."""
    recurrence = Recurrence.from_facts(facts)
    coming = recurrence.occurrences(today, horizon(today))
    return DatesAhead(
        in_words=recurrence.describe(),
        dates=tuple(coming[:NEXT_DATES]),
        holiday=_first_holiday(facts, today),
        has_time=bool(recurrence.facts.sittings[0].start),
    )


def _first_holiday(facts: Facts, today: date) -> date | None:
    """Asked of the rule's own days, whatever it now says of holidays."""
    if "rrule" not in facts:
        return None
    always = Recurrence.from_facts(facts | {"public_holidays": "as-usual", "rdates": []})
    days = (item.date for item in always.occurrences(today, horizon(today)))
    return next((day for day in days if holidays.is_holiday(day)), None)
