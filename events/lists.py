"""The list of coming dates: which are asked for, and under which headings they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.base.templatetags.text import month_day, month_name, year_month
from directory.lists import labelled
from events.models import EventSeries
from search.engines.asking import StartsBefore
from search.facets import AREA, AUDIENCE, EASE, NowFacet, kinds
from search.listing import Listing

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cms.base.context import SiteFrame
    from search.engines.asking import Condition

WEEK = "week"
event_kinds = labelled(EventSeries.Kind)


@dataclass(frozen=True)
class DayGroup:
    """Cards below one heading: today, this week, or a month."""

    heading: str
    cards: list[dict[str, Any]]


def week_end(today: date) -> date:
    """The Sunday that ends the week of `today`."""
    return today + timedelta(days=6 - today.weekday())


class WhenFacet(NowFacet):
    """When it is: its one value is this week, up to Sunday (Asia/Tokyo)."""

    def of_the_moment(self, now: datetime) -> Condition:
        after = week_end(timezone.localdate(now)) + timedelta(days=1)
        return StartsBefore(timezone.make_aware(datetime.combine(after, time())))


WHEN = WhenFacet(
    name="when", label=gettext_lazy("いつ"), options=((WEEK, gettext_lazy("今週")),), icon="cal"
)


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


def periods(listing: Listing, month_url: str) -> list[dict[str, Any]]:
    """The ways to see: this week, all that comes, the month's table."""
    everything, *week = listing.links(WHEN)
    this_week = week[0] if week else {"url": "", "count": 0, "current": False}
    coming = listing.total if everything["current"] else None
    return [
        *([this_week | {"label": _("今週")}] if week else []),
        everything | {"label": _("これから"), "count": coming},
        {"label": _("月の表"), "url": month_url, "count": None, "current": False},
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
