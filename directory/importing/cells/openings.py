"""Opening hours of a row: a rule where all its cells together are certain, words otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from directory.datasets.cafeterias import FREQUENCIES
from directory.hours import Hours, HoursError
from directory.importing.cells.days import Weekdays, read_clock, read_weekdays
from directory.importing.cells.opening_notes import with_note
from directory.importing.cells.reading import NotUnderstood
from directory.importing.cells.rule import Doubt, OpeningRow, OpeningRule, Window
from directory.importing.cells.words import WITHHELD, plain_form, read_line, says_nothing
from japanese.calendar_days import WEEKDAY_CODES
from japanese.schedule import Session, read_phrase

_RANGE_IN_ONE: Final = re.compile(r"\s*(.*?[0-9時分半])\s*[~-]\s*([^~-]*[0-9時分半])\s*")
_IMPOSSIBLE: Final = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
_NO_NOTE: Final = frozenset({"なし", "無し", "無", "特になし", "特に無し", "特記事項なし"})
_CERTAIN_DAYS: Final = re.compile(r"毎月|毎週|第[0-9一二三四五]|最終|毎日")
_TIME_IN_DATES: Final = re.compile(r"[0-9]{1,2}(?::[0-9]{2}|時)")
_SOME_MONDAY: Final = date(2001, 1, 1)
_WEEKLY: Final = re.compile(r"FREQ=WEEKLY;(?:INTERVAL=1;)?BYDAY=([A-Z,]+)")
_MONTHLY: Final = re.compile(r"FREQ=MONTHLY;(?:INTERVAL=1;)?BYDAY=([-0-9A-Z,]+)")
_DAYS_A_WEEK: Final = {"1": range(5, 8), "2": range(3, 5), "3": range(1, 3)}
_TIMES_A_MONTH: Final = {"4": range(2, 4), "5": range(1, 2)}


@dataclass(frozen=True, slots=True)
class OpeningWords:
    """The cells about opening hours; `asks_frequency` says that the form has such a column."""

    days: str = ""
    opens: str = ""
    closes: str = ""
    note: str = ""
    frequency: str = ""
    dates: str = ""
    asks_frequency: bool = False

    def spoken(self) -> OpeningWords:
        """Without cells that say nothing."""
        names = ("days", "opens", "closes", "note", "frequency", "dates")
        empty: dict[str, Any] = {
            name: ""
            for name in names
            if says_nothing(getattr(self, name)) or getattr(self, name).strip() in _NO_NOTE
        }
        return replace(self, **empty)


@dataclass(frozen=True, slots=True)
class Opening:
    """`facts` for `Hours.from_facts`, {} where no rule is certain; `note` stands beside.

    `left_out` has (target, what it said, why); `doubt` says why no rule was made of the words.
    """

    facts: dict[str, Any]
    note: str
    left_out: tuple[tuple[str, str, str], ...] = ()
    doubt: str = ""


def read_opening(cells: OpeningWords, doubt: str = "") -> Opening:
    """The rule that the cells say together, with the note beside, or all of it as words.

    `doubt` is what else the row says against a rule (現在休止中).
    """
    words = cells.spoken()
    words, left_out = _without_impossible(words)
    note = read_line(words.note).value
    if not (words.days or words.opens or words.closes or words.dates or words.frequency):
        return Opening({}, note, left_out)
    if doubt:
        return Opening({}, _in_words(words), left_out, doubt)
    try:
        facts = with_note(_rule(words), words.note).facts()
        Hours.from_facts(facts)
    except (NotUnderstood, HoursError) as error:
        return Opening({}, _in_words(words), left_out, str(error))
    return Opening(facts, note, left_out)


def _without_impossible(
    words: OpeningWords,
) -> tuple[OpeningWords, tuple[tuple[str, str, str], ...]]:
    """Times like 99:99 say nothing to anybody; they are not shown as words either."""
    left_out = []
    impossible: dict[str, Any] = {}
    for name in ("opens", "closes"):
        text = getattr(words, name)
        try:
            if text and _IMPOSSIBLE.fullmatch(plain_form(text)):
                read_clock(text)
        except NotUnderstood as error:
            left_out.append((f"hours.{name}", text, str(error)))
            impossible[name] = ""
    return replace(words, **impossible), tuple(left_out)


def _rule(words: OpeningWords) -> OpeningRule:
    opens, closes = words.opens, words.closes
    if opens and not closes and (both := _RANGE_IN_ONE.fullmatch(plain_form(opens))):
        opens, closes = both[1], both[2]
    if not (opens and closes):
        raise Doubt("開く時刻か閉まる時刻がありません。")
    window = Window.of(read_clock(opens).value, read_clock(closes).value)
    days = read_weekdays(words.days).value if words.days else None
    if words.dates:
        return _by_dates(words, window, days)
    if days is None:
        raise Doubt("曜日がありません。")
    if words.asks_frequency:
        _check_weekly(words.frequency, len(days.codes))
    return _weekly(days, window)


def _weekly(days: Weekdays, window: Window) -> OpeningRule:
    rule = OpeningRule((OpeningRow(window, days=days.codes),))
    if days.holidays == "closed":
        return replace(rule, holidays="closed")
    return replace(rule, holidays=(window,)) if days.holidays == "open" else rule


def _check_weekly(frequency: str, days: int) -> None:
    expected = _DAYS_A_WEEK.get(_code(frequency))
    if expected is None or days not in expected:
        raise Doubt("毎週かどうかが決められません。")


def _by_dates(words: OpeningWords, window: Window, days: Weekdays | None) -> OpeningRule:
    """開催日 in words: 毎月第2・第4土曜日, 毎週."""
    rule = _dates_rule(words, window, days)
    said = rule.days | {code.lstrip("-0123456789") for row in rule.rows for code in row.nth}
    if days is not None and set(days.codes) != said:
        raise Doubt("開催曜日と開催日が合いません。")
    frequency = _code(words.frequency)
    nths = sum(len(row.nth) for row in rule.rows)
    if nths and frequency and nths not in _TIMES_A_MONTH.get(frequency, ()):
        raise Doubt("開催頻度と開催日が合いません。")
    if not nths and frequency:
        _check_weekly(frequency, len(rule.days))
    return rule


def _dates_rule(words: OpeningWords, window: Window, days: Weekdays | None) -> OpeningRule:
    plain = plain_form(words.dates)
    if plain == "毎週" and days is not None:
        return _weekly(days, window)
    if plain == "毎日":
        return _weekly(Weekdays(tuple(WEEKDAY_CODES)), window)
    schedule = read_phrase(plain, _SOME_MONDAY)
    if schedule is None or schedule.caveat or schedule.first or schedule.last:
        raise Doubt("開催日を読み取れません。")
    part = schedule.parts[0]
    if len(schedule.parts) > 1 or part.rdates or schedule.closures.facts():
        raise Doubt("開催日を読み取れません。")
    if not _same_times(part, window):
        raise Doubt("開催日と、開始・終了の時刻が合いません。")
    rows = tuple(_row(rrule, window) for rrule in part.rrule)
    if not rows:
        raise Doubt("開催日を読み取れません。")
    return OpeningRule(rows)


def _same_times(part: Session, window: Window) -> bool:
    """Whether times beside the days are none, or those of the columns."""
    said = [time and time.hour * 60 + time.minute for time in (part.start, part.end)]
    return said in ([None, None], [window.opens, window.closes])


def _row(rrule: str, window: Window) -> OpeningRow:
    if found := _WEEKLY.fullmatch(rrule):
        return OpeningRow(window, days=tuple(found[1].split(",")))
    if found := _MONTHLY.fullmatch(rrule):
        return OpeningRow(window, nth=tuple(found[1].split(",")))
    raise Doubt("開催日を読み取れません。")


def _code(frequency: str) -> str:
    return plain_form(frequency).removesuffix(".0")


def _in_words(words: OpeningWords) -> str:
    frequency = FREQUENCIES.get(_code(words.frequency), words.frequency)
    if _CERTAIN_DAYS.search(plain_form(words.dates)):
        frequency = ""  # the days tell more, and often the two contradict each other
    times = "" if _TIME_IN_DATES.search(plain_form(words.dates)) else _times(words)
    said = " ".join(part for part in (frequency, words.days, words.dates, times) if part)
    note = read_line(words.note).value
    return read_line("。".join(part for part in (said, note) if part)).value


def _times(words: OpeningWords) -> str:
    if WITHHELD.search(f"{words.opens}{words.closes}"):
        return "時間は非公開"
    if words.opens.endswith(("〜", "～", "から")) and not words.closes:
        return words.opens
    return f"{words.opens}〜{words.closes}" if words.opens or words.closes else ""
