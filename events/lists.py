"""The list of coming dates: which are asked for, and under which headings they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cms.base.templatetags.text import month_day, month_name, year_month
from directory.lists import labelled
from events.models import EventSeries
from events.periods import MONTH, WHEN, read_day, week_end
from search.addresses import Address
from search.engines.asking import Order
from search.facets import AREA, AUDIENCE, EASE, kinds
from search.listing import Listing

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from cms.base.context import SiteFrame

event_kinds = labelled(EventSeries.Kind)


@dataclass(frozen=True)
class DayGroup:
    """Cards below one heading: today, this week, or a month."""

    heading: str
    cards: list[dict[str, Any]]


OF_SERIES = (kinds(event_kinds), AUDIENCE, EASE, AREA)
"""What tells series apart, whenever their dates are; a calendar is narrowed by these too."""


def event_listing(request: HttpRequest, frame: SiteFrame, now: datetime) -> Listing:
    """The list of coming dates that an address asks for, next first."""
    return Listing(
        request.GET,
        language=frame.language,
        now=now,
        types=("event",),
        facets=[WHEN, *OF_SERIES],
        order="next",
        path="/events/",
        ruby=frame.ruby,
    )


def dates_address(request: HttpRequest, frame: SiteFrame) -> Address:
    """The conditions of an address that hold for any date, whenever it is; with its page."""
    address = Address.read(
        request.GET, path="/events/", language=frame.language, facets=OF_SERIES, ruby=frame.ruby
    )
    return address.asking("").anywhere().sorted_by(Order.FIT).on_page(address.page)


def periods(listing: Listing, month_url: str, shown: str = "") -> list[dict[str, Any]]:
    """The ways to see: today, this week, this weekend, all that comes, the month's table.

    A period that would find nothing is left out. `shown` names what the page shows if it is no
    period of the list (`month`, `past`).
    """
    everything, *named = listing.links(WHEN)
    is_all = everything["current"]
    everything |= {
        "label": _("これから"),
        "count": listing.total if is_all else None,
        "current": is_all and not shown,
    }
    table = {"label": _("月の表"), "url": month_url, "count": None, "current": shown == MONTH}
    return [*named, everything, table]


def chosen_day(listing: Listing) -> date | None:
    """The day from which on a list was asked for."""
    return next(filter(None, map(read_day, listing.chosen[WHEN.name])), None)


def kept_by_form(listing: Listing) -> list[tuple[str, str]]:
    """The hidden fields of the form, which has a field of its own for the day."""
    return [
        (name, value)
        for name, value in listing.facets_hidden
        if name != WHEN.name or not read_day(value)
    ]


def grouped(listing: Listing, today: date) -> list[DayGroup]:
    """Cards in order of date under 今日, 今週 and their months; in order of distance under one."""
    if listing.sort == "near" and listing.cards:
        return [DayGroup(_("近い順"), listing.cards)]
    groups: dict[str, list[dict[str, Any]]] = {}
    for card in listing.cards:
        groups.setdefault(heading_of(date.fromisoformat(card["date"]), today), []).append(card)
    return [DayGroup(heading, found) for heading, found in groups.items()]


def heading_of(day: date, today: date) -> str:
    """今日 11月25日（水）; 今週; 12月; 2027年1月."""
    if day <= today:
        return _("今日 %(date)s") % {"date": month_day(today)}
    if day <= week_end(today):
        return _("今週")
    return month_name(day) if day.year == today.year else year_month(day)
