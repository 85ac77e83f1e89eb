"""Opening hours as rows to read: 月・水・金 15:00〜21:00, 祝日の月・水・金, 火・木・土・日 休み."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from directory.opening_rules import OpeningRow, OpeningRules
from directory.table_wording import JAPANESE, JapaneseWording
from japanese import holidays
from japanese.calendar_days import YearlySpan

RowKind = Literal["usual", "holiday", "closed"]
Windows = tuple[tuple[int, int], ...]
Condition = tuple[tuple[str, ...], YearlySpan | None]

_SHORTEST_RANGE = 3


@dataclass(frozen=True, slots=True)
class DayLabel:
    """One piece of a row's heading: 月, 月〜金, 第3水曜, 12月29日〜1月3日."""

    text: str
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class AudienceCell:
    """How long one audience may stay on the days of the row; `is_shorter` than the others."""

    text: str
    is_shorter: bool = False


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One row: `prefix` + `days` joined by ・, then times (or 休み), then a cell an audience."""

    kind: RowKind
    prefix: str
    days: tuple[DayLabel, ...]
    times: tuple[str, ...]
    audiences: tuple[AudienceCell, ...] = ()
    note: str = ""
    joiner: str = JAPANESE.joiner

    @property
    def is_today(self) -> bool:
        return any(day.is_today for day in self.days)

    @property
    def label(self) -> str:
        return self.prefix + self.joiner.join(day.text for day in self.days)


@dataclass(frozen=True, slots=True)
class WeekTable:
    """Columns 曜日, 時間 and one for each of `audiences`.

    `not_served` are audiences the place is not for. By appointment only there are no rows.
    """

    audiences: tuple[str, ...]
    rows: tuple[WeekRow, ...]
    not_served: tuple[str, ...]
    notes: tuple[str, ...]
    appointment_only: bool


def build_week_table(
    rules: OpeningRules, today: date, wording: JapaneseWording = JAPANESE
) -> WeekTable:
    """The table of the rules as of `today`, in the words of a language."""
    rows = () if rules.appointment_only else tuple(_Builder(rules, today, wording).rows())
    return WeekTable(
        audiences=tuple(rules.audience_until),
        rows=rows,
        not_served=rules.audiences_not_served,
        notes=tuple(_validity_notes(rules, wording)),
        appointment_only=rules.appointment_only,
    )


def _validity_notes(rules: OpeningRules, wording: JapaneseWording) -> Iterable[str]:
    if rules.valid_from != date.min:
        yield wording.valid_from(rules.valid_from)
    if rules.valid_until != date.max:
        yield wording.valid_until(rules.valid_until)


class _Builder:
    def __init__(self, rules: OpeningRules, today: date, wording: JapaneseWording) -> None:
        self._rules = rules
        self._words = wording
        self._today = today
        self._closed_today = rules.is_closed_on(today)
        self._holiday_today = rules.holiday_rows is not None and holidays.is_holiday(today)

    def rows(self) -> Iterable[WeekRow]:
        yield from self._usual_rows()
        yield from self._holiday_rows()
        yield from self._free_weekdays()
        yield from self._closures()

    def _usual_rows(self) -> Iterable[WeekRow]:
        open_today = not self._closed_today and not self._holiday_today
        yield from self._opening_rows("usual", self._rules.rows, "", open_today)

    def _holiday_rows(self) -> Iterable[WeekRow]:
        special = self._rules.holiday_rows
        usual_weekdays = _weekdays(self._rules.rows)
        open_today = self._holiday_today and not self._closed_today
        if special is None:
            if usual_weekdays:
                yield WeekRow(
                    "holiday", "", (DayLabel(self._words.holidays),), (self._words.as_usual,)
                )
            return
        if not special:
            yield self._closed_row((DayLabel(self._words.holidays, open_today),), kind="holiday")
            return
        yield from self._opening_rows("holiday", special, self._words.on_holidays, open_today)
        silent = usual_weekdays - _weekdays(special)
        if silent:
            days = self._weekday_labels(silent, self._weekday_if(open_today))
            yield self._closed_row(days, prefix=self._words.on_holidays, kind="holiday")

    def _free_weekdays(self) -> Iterable[WeekRow]:
        named = _weekdays(self._rules.rows)
        by_number = {nth.weekday for row in self._rules.rows for nth in row.nths}
        free = set(range(7)) - named - by_number
        if named and free:
            marks_today = not self._closed_today and not self._holiday_today
            yield self._closed_row(self._weekday_labels(free, self._weekday_if(marks_today)))

    def _closures(self) -> Iterable[WeekRow]:
        """Closed days; where several hold today the widest carries the mark."""
        rules, today = self._rules, self._today
        unmarked = rules.valid_from <= today <= rules.valid_until
        rows: list[WeekRow] = []
        for span in rules.closed_yearly:
            holds = unmarked and span.contains(today)
            label = DayLabel(self._words.span(span), holds)
            note = self._words.new_year if is_over_new_year(span) else ""
            rows.append(self._closed_row((label,), note=note))
            unmarked = unmarked and not holds
        for month in sorted(rules.closed_months):
            holds = unmarked and today.month == month
            rows.append(self._closed_row((DayLabel(self._words.month(month), holds),)))
            unmarked = unmarked and not holds
        if rules.closed_nth:
            days = []
            for nth in rules.closed_nth:
                holds = unmarked and nth.contains(today)
                days.append(DayLabel(self._words.nth(nth), holds))
            rows.append(self._closed_row(tuple(days)))
        return rows

    def _opening_rows(
        self, kind: RowKind, rows: Sequence[OpeningRow], prefix: str, marks_today: bool
    ) -> Iterable[WeekRow]:
        """Days of the same times stand in one row; a season or an audience has rows of its own."""
        for (audiences, season), alike in _by_condition(rows).items():
            heading = self._words.heading(audiences, season) + prefix
            counts = marks_today and (season is None or season.contains(self._today))
            for weekdays, windows in _by_windows(alike, lambda row: sorted(row.weekdays)):
                labels = self._weekday_labels(weekdays, self._weekday_if(counts))
                yield self._open_row(kind, heading, labels, windows)
            for nths, windows in _by_windows(alike, lambda row: row.nths):
                labels = tuple(
                    DayLabel(self._words.nth(nth), counts and nth.contains(self._today))
                    for nth in nths
                )
                yield self._open_row(kind, heading, labels, windows)

    def _open_row(
        self, kind: RowKind, prefix: str, days: tuple[DayLabel, ...], windows: Windows
    ) -> WeekRow:
        words = self._words
        cells = tuple(self._cell(windows, until) for until in self._rules.audience_until.values())
        times = tuple(
            f"{words.clock(opens)}{words.between}{words.clock(closes)}" for opens, closes in windows
        )
        return WeekRow(kind, prefix, days, times, cells, joiner=words.joiner)

    def _closed_row(
        self,
        days: tuple[DayLabel, ...],
        prefix: str = "",
        kind: RowKind = "closed",
        note: str = "",
    ) -> WeekRow:
        closed = (self._words.closed,)
        return WeekRow(kind, prefix, days, closed, note=note, joiner=self._words.joiner)

    def _cell(self, windows: Windows, until: int) -> AudienceCell:
        kept = [min(closes, until) for opens, closes in windows if opens < until]
        if not kept:
            return AudienceCell(self._words.not_served, is_shorter=True)
        latest = max(kept)
        is_shorter = latest < max(closes for _, closes in windows)
        return AudienceCell(self._words.until(latest), is_shorter)

    def _weekday_labels(self, weekdays: Iterable[int], today: int | None) -> tuple[DayLabel, ...]:
        """月・水・金; three or more in a row are 月〜金, all seven 毎日. `today` is marked."""
        runs: list[list[int]] = []
        for weekday in sorted(weekdays):
            if runs and weekday == runs[-1][-1] + 1:
                runs[-1].append(weekday)
            else:
                runs.append([weekday])
        return tuple(label for run in runs for label in self._run_labels(run, today))

    def _run_labels(self, run: list[int], today: int | None) -> list[DayLabel]:
        names = self._words.weekdays
        if len(run) < _SHORTEST_RANGE:
            return [DayLabel(names[weekday], weekday == today) for weekday in run]
        ends = f"{names[run[0]]}{self._words.between}{names[run[-1]]}"
        text = self._words.everyday if len(run) == len(names) else ends
        return [DayLabel(text, today in run)]

    def _weekday_if(self, counts: bool) -> int | None:
        return self._today.weekday() if counts else None


def _by_condition(rows: Sequence[OpeningRow]) -> dict[Condition, list[OpeningRow]]:
    groups: dict[Condition, list[OpeningRow]] = {}
    for row in rows:
        groups.setdefault((row.audiences, row.season), []).append(row)
    return groups


def _by_windows[K](
    rows: Sequence[OpeningRow], days_of: Callable[[OpeningRow], Iterable[K]]
) -> list[tuple[list[K], Windows]]:
    windows_of: dict[K, list[tuple[int, int]]] = {}
    for row in rows:
        for day in days_of(row):
            windows_of.setdefault(day, []).append((row.opens, row.closes))
    groups: dict[Windows, list[K]] = {}
    for day, windows in windows_of.items():
        groups.setdefault(tuple(sorted(windows)), []).append(day)
    return [(days, windows) for windows, days in groups.items()]


def _weekdays(rows: Iterable[OpeningRow]) -> set[int]:
    return {weekday for row in rows for weekday in row.weekdays}


def is_over_new_year(span: YearlySpan) -> bool:
    return span.first > span.last and span.last < (2, 1) and span.first > (12, 1)
