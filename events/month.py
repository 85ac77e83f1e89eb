"""One month of dates: its list and its table from Sunday to Saturday."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from cms.base.languages import lang_attribute
from events.dates import Dated, dated
from events.documents import meet_card, title_of
from events.models import Occurrence
from events.presentation import title_lang
from japanese import holidays

if TYPE_CHECKING:
    from datetime import datetime

    from cms.base.context import SiteFrame

SUNDAY = 6
FIRST_YEAR, LAST_YEAR = 2000, 2100
NEXT_LOOKED_FOR = timedelta(days=62)
"""How far behind the month the next date of a cancelled one is looked for."""


@dataclass(frozen=True)
class Month:
    """The first day of a month of the calendar."""

    first: date

    @classmethod
    def read(cls, text: str, today: date) -> Month:
        """「2026-12」; this month for whatever is no month of a sensible year."""
        try:
            first = date.fromisoformat(f"{text}-01") if len(text) == len("2026-12") else today
        except ValueError:
            first = today
        sensible = FIRST_YEAR <= first.year < LAST_YEAR
        return cls((first if sensible else today).replace(day=1))

    @property
    def code(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def previous(self) -> Month:
        return Month((self.first - timedelta(days=1)).replace(day=1))

    @property
    def next(self) -> Month:
        return Month((self.first + timedelta(days=31)).replace(day=1))

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)


@dataclass(frozen=True)
class MonthDay:
    """A day of the list: its cards, and the anchor that the table leads to."""

    day: date
    cards: list[dict[str, Any]]


class MonthView:
    """The dates of a month, cancelled and past ones too. At most 5 queries."""

    def __init__(self, month: Month, frame: SiteFrame, now: datetime, today: date) -> None:
        self.month, self.frame, self.now, self.today = month, frame, now, today
        self.dates = self._dates()

    def _dates(self) -> list[Dated]:
        rows = Occurrence.objects.filter(date__range=(self.month.first, self.month.last))
        return dated(rows.order_by("starts_at", "pk"), self.frame.language, self.now)

    @property
    def total(self) -> int:
        return len(self.dates)

    def days(self) -> list[MonthDay]:
        """The days that have dates, with their cards."""
        later = self._later()
        cards: dict[date, list[dict[str, Any]]] = defaultdict(list)
        for item in self.dates:
            cards[item.date.date].append(self._card(item, later[item.series.pk]))
        return [MonthDay(day, found) for day, found in cards.items()]

    def _later(self) -> dict[int, list[Occurrence]]:
        """The dates that may be the next one of a cancelled date, by series."""
        series = {item.series.pk for item in self.dates if item.date.is_cancelled}
        until = self.month.last + NEXT_LOOKED_FOR
        rows = Occurrence.objects.filter(
            series__in=series, date__gte=self.month.first, date__lte=until
        )
        later: dict[int, list[Occurrence]] = defaultdict(list)
        for row in rows.order_by("starts_at") if series else ():
            later[row.series_id].append(row)
        return later

    def _card(self, item: Dated, later: list[Occurrence]) -> dict[str, Any]:
        card = meet_card(item.series, item.date, later, item.venues)
        card["url"] = self.frame.url(item.path)
        if item.series.language != self.frame.language:
            card["lang"] = lang_attribute(item.series.language)
        return card

    def weeks(self, address: str = "") -> list[list[dict[str, Any]]]:
        """The days for the `month_table` tag. `address` is the page whose list has the days."""
        on: dict[date, list[dict[str, Any]]] = defaultdict(list)
        for item in self.dates:
            on[item.date.date].append(self._entry(item))
        calendar = Calendar(SUNDAY).monthdatescalendar(
            self.month.first.year, self.month.first.month
        )
        return [[self._cell(day, on.get(day, []), address) for day in week] for week in calendar]

    def _entry(self, item: Dated) -> dict[str, Any]:
        return {
            "title": title_of(item.series, item.date),
            "url": self.frame.url(item.path),
            "lang": lang_attribute(title_lang(item.series, item.date)),
            "cancelled": item.date.is_cancelled,
        }

    def _cell(self, day: date, items: list[dict[str, Any]], address: str) -> dict[str, Any]:
        return {
            "date": day,
            "items": items,
            "holiday": holidays.name(day) or "",
            "today": day == self.today,
            "url": f"{address}#d{day.isoformat()}",
        }
