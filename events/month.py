"""One month of dates: its table from Sunday to Saturday, and its list page by page."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from cms.base.languages import lang_attribute
from events.dates import Dated, cards_of, dated
from events.documents import title_of
from events.models import Occurrence
from events.narrowing import chosen_dates
from events.paging import StoredPages
from events.periods import FIRST_YEAR, LAST_YEAR, MONTH
from events.presentation import title_lang
from japanese import holidays

if TYPE_CHECKING:
    from datetime import datetime

    from cms.base.context import SiteFrame
    from search.addresses import Address

SUNDAY: Final = 6
MOST_DATES: Final = 1_000_000
"""More than a month can hold: the page that is asked for is taken to be there until counted."""
NAMED_A_DAY: Final = 3
"""How many dates of a day stand in the table by their names; the list has all of them."""


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
    """The dates of a month that hold the conditions of an address, cancelled and past ones too.

    However many there are, only those that are shown are read whole. At most 8 queries.
    """

    def __init__(
        self,
        month: Month,
        address: Address,
        frame: SiteFrame,
        now: datetime,
        *,
        today: date,
        listed: bool = True,
    ) -> None:
        """`listed`: the page has the list of the month, not its table alone."""
        self.month, self.frame, self.today = month, frame, today
        self.address = address.choosing(MONTH, [month.code])
        asked = self.address.on_page(address.page)
        stands = self._stands(now, StoredPages(asked, MOST_DATES))
        self._days = {stand.date: stand for stand in stands if stand.nth == 1}
        self.pages = StoredPages(asked, sum(day.of_day for day in self._days.values()))
        if self.pages.page < asked.page:
            stands = self._stands(now, self.pages)
        on_page = range(self.pages.first, self.pages.last + 1)
        self._listed = {stand.pk for stand in stands if listed and stand.position in on_page}
        self._named: dict[date, list[int]] = defaultdict(list)
        for stand in stands:
            if stand.nth <= NAMED_A_DAY:
                self._named[stand.date].append(stand.pk)
        self._read = self._dates(now)

    def _stands(self, now: datetime, pages: StoredPages) -> list[Any]:
        """Where the named dates and those of the page stand, in order: `pk` and `date`, the `position`
        in the month and the `nth` of its day, both counted from 1, and how many the day has.

        The database counts: of thousands of dates some hundred come here.
        """
        rows = chosen_dates(self.address.chosen, now).filter(
            date__range=(self.month.first, self.month.last)
        )
        order = {"order_by": ["date", "starts_at", "pk"]}
        day = {"partition_by": [F("date")]}
        counted = rows.annotate(
            position=Window(RowNumber(), **order),
            nth=Window(RowNumber(), **day, **order),
            of_day=Window(Count("pk"), **day),
        )
        shown = Q(nth__lte=NAMED_A_DAY) | Q(
            position__range=(pages.first, pages.first + pages.per_page - 1)
        )
        found = counted.filter(shown).order_by("position")
        return list(found.values_list("pk", "date", "position", "nth", "of_day", named=True))

    def _dates(self, now: datetime) -> dict[int, Dated]:
        named = {pk for pks in self._named.values() for pk in pks}
        rows = Occurrence.objects.filter(pk__in=named | self._listed).order_by("starts_at", "pk")
        return {item.date.pk: item for item in dated(rows, self.frame.language, now)}

    def days(self) -> list[MonthDay]:
        """The days on this page of the list, with their cards."""
        found = [item for pk, item in self._read.items() if pk in self._listed]
        days = groupby(
            zip(found, cards_of(found, self.frame), strict=True), key=lambda pair: pair[0].date.date
        )
        return [MonthDay(day, [card for _item, card in pairs]) for day, pairs in days]

    def weeks(self) -> list[list[dict[str, Any]]]:
        """The days for the `month_table` tag."""
        first = self.month.first
        calendar = Calendar(SUNDAY).monthdatescalendar(first.year, first.month)
        return [[self._cell(day) for day in week] for week in calendar]

    def _cell(self, day: date) -> dict[str, Any]:
        items = [self._read[pk] for pk in self._named.get(day, ()) if pk in self._read]
        return {
            "date": day,
            "items": [self._entry(item) for item in items],
            "count": self._days[day].of_day if day in self._days else 0,
            "holiday": holidays.name(day) or "",
            "today": day == self.today,
            "url": self._day_url(day),
        }

    def _day_url(self, day: date) -> str:
        """The place in the list at which a day begins."""
        anchor = f"#d{day.isoformat()}"
        begins = self._days.get(day)
        if begins is None or begins.pk in self._listed:
            return anchor
        page = (begins.position - 1) // self.pages.per_page + 1
        return self.address.on_page(page).url + anchor

    def _entry(self, item: Dated) -> dict[str, Any]:
        return {
            "title": title_of(item.series, item.date),
            "url": self.frame.url(item.path),
            "lang": lang_attribute(title_lang(item.series, item.date)),
            "cancelled": item.date.is_cancelled,
        }

    def beside(self) -> list[dict[str, Any]]:
        """The months before and after, under the same conditions."""
        return [
            {"first": other.first, "url": self.address.choosing(MONTH, [other.code]).url}
            for other in (self.month.previous, self.month.next)
        ]
