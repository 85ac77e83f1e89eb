"""集まり: the coming dates, a month, and what is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.base.context import SiteFrame
from cms.base.templatetags.text import year_month
from events import lists
from events.calendars.chosen import query_of
from events.conditions import StoredConditions
from events.month import Month, MonthView
from events.past import PastView, past_dates, past_url
from events.periods import FROM, MONTH, PAST, WHEN, read_day
from events.views import calendar_links

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from search.listing import Listing


def event_list(request: HttpRequest) -> HttpResponse:
    """The coming dates; with `?month=YYYY-MM` a month, with `?when=past` what is over."""
    now = timezone.now()
    if MONTH in request.GET:
        return month_page(request, now)
    if request.GET.get(WHEN.name) == PAST:
        return past_page(request, now)
    return coming_page(request, now)


def coming_page(request: HttpRequest, now: datetime) -> HttpResponse:
    frame = SiteFrame(request)
    today = timezone.localdate(now)
    listing = lists.event_listing(request, frame, now)
    address = lists.dates_address(request, frame)
    day = lists.chosen_day(listing)
    month = Month((day or today).replace(day=1))
    view = MonthView(month, address, frame, now, today=today, listed=False)
    typed = request.GET.get(FROM, "")
    context = {
        "now": now,
        "listing": listing,
        "hidden": lists.kept_by_form(listing),
        "day": day.isoformat() if day else typed[:10],
        "unreadable": bool(typed) and read_day(typed) is None,
        "periods": lists.periods(listing, f"{view.address.url}#month"),
        "groups": lists.grouped(listing, today),
        "ways": ways_out(listing, view),
        "past_url": past_url(address) if past_dates(address, now).exists() else "",
        "calendar": calendar_links(frame, "/events/calendar.ics", query_of(listing.chosen)),
        "view": view,
    }
    return render(request, "events/list.html", context)


def ways_out(listing: Listing, view: MonthView) -> list[dict[str, Any]]:
    """Doors out of an empty list: conditions to take off, and the month, which reaches further."""
    if listing.total:
        return []
    month = {
        "title": _("%(month)sの表") % {"month": year_month(view.month.first)},
        "url": view.address.url,
        "icon": "cal",
        "count": view.pages.total,
    }
    return [*listing.ways, *([month] if view.pages.total else [])]


def month_page(request: HttpRequest, now: datetime) -> HttpResponse:
    frame = SiteFrame(request)
    today = timezone.localdate(now)
    asked = request.GET.get(MONTH, "")
    listing = lists.event_listing(request, frame, now)
    address = lists.dates_address(request, frame)
    view = MonthView(Month.read(asked, today), address, frame, now, today=today)
    context = {
        "now": now,
        "view": view,
        "unreadable": view.month.code != asked,
        "conditions": StoredConditions(address=view.address, coming=listing, kept=MONTH),
        "periods": lists.periods(listing, "#month", MONTH),
        "calendar": calendar_links(frame, "/events/calendar.ics", query_of(address.chosen)),
    }
    return render(request, "events/month.html", context)


def past_page(request: HttpRequest, now: datetime) -> HttpResponse:
    frame = SiteFrame(request)
    today = timezone.localdate(now)
    listing = lists.event_listing(request, frame, now)
    address = lists.dates_address(request, frame)
    view = PastView(address, frame, now)
    month = address.choosing(MONTH, [Month(today.replace(day=1)).code])
    context = {
        "now": now,
        "view": view,
        "groups": view.groups(),
        "conditions": StoredConditions(address=view.address, coming=listing, kept=WHEN.name),
        "periods": lists.periods(listing, f"{month.url}#month", PAST),
    }
    return render(request, "events/past.html", context)
