"""Calendars to subscribe to (RFC 5545, with REFRESH-INTERVAL of RFC 7986).

Each date is a VEVENT of its own with a UID for ever (`Occurrence.uid`), the date of its address in
`X-ORIGINAL-DATE` and no RRULE (docs/decisions/0014): a moved or cancelled date keeps its UID under
a higher SEQUENCE, and what was cancelled stays in with STATUS:CANCELLED.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from icalendar import Calendar, Event, Timezone

from cms.base.languages import in_language, lang_attribute
from directory.models import Organization
from events.dates import Dated, dated
from events.documents import title_of
from events.materialise import BACK, TOKYO
from events.models import EventSeries, Occurrence
from events.presentation import application_words
from events.where import place_words, public_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.models import OccurrenceQuerySet

REFRESH = timedelta(hours=6)
SECONDS_KEPT = 300
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
STATUS = {"held": "CONFIRMED", "moved": "CONFIRMED", "cancelled": "CANCELLED"}


def served[**P](
    view: Callable[P, HttpResponse],
) -> Callable[P, HttpResponse]:
    """GET and HEAD only, with an ETag of the content, so that a subscriber's question costs 304."""
    kept = cache_control(public=True, max_age=SECONDS_KEPT)(view)
    return require_safe(conditional_page(kept))


@served
def everything(request: HttpRequest) -> HttpResponse:
    """Every public date, from a month back."""
    now = timezone.now()
    return respond(recent(now), settings.SITE_NAME, "calendar", now)


@served
def of_series(request: HttpRequest, public_id: str) -> HttpResponse:
    now = timezone.now()
    series = EventSeries.public_in(get_language(), public_id, now)
    if series is None:
        raise Http404
    return respond(recent(now).filter(series=series.pk), series.name, public_id, now)


@served
def of_date(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    now = timezone.now()
    dates = Occurrence.objects.filter(series__public_id=public_id, key=key)
    if not dates.public(now).exists():
        raise Http404
    return respond(dates, settings.SITE_NAME, f"{public_id}-{key}", now)


@served
def of_group(request: HttpRequest, public_id: str) -> HttpResponse:
    """The dates that a group holds, alone or with others."""
    now = timezone.now()
    group = Organization.public_in(get_language(), public_id, now)
    if group is None:
        raise Http404
    dates = recent(now).filter(series__organizers=group.pk)
    return respond(dates, group.name, public_id, now)


def recent(now: datetime) -> OccurrenceQuerySet:
    """The dates a calendar keeps."""
    return Occurrence.objects.filter(date__gte=timezone.localdate(now) - BACK)


def respond(dates: OccurrenceQuerySet, name: str, file_name: str, now: datetime) -> HttpResponse:
    """The calendar of these dates in the language of the address."""
    found = dated(dates.order_by("starts_at", "pk"), get_language(), now)
    response = HttpResponse(
        calendar(found, name, get_language()).to_ical(sorted=False),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = f'inline; filename="{file_name}.ics"'
    if found:
        response["Last-Modified"] = http_date(max(map(modified_at, found)).timestamp())
    return response


def calendar(dates: list[Dated], name: str, language: str) -> Calendar:
    """The VCALENDAR with its time zone."""
    whole = Calendar()
    whole.add("prodid", f"-//{settings.CALENDAR_DOMAIN}//events//JA")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "PUBLISH")
    whole.add("name", clean(name))
    whole.add("x-wr-calname", clean(name))
    whole.add("x-wr-timezone", TOKYO.key)
    whole.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    whole.add("x-published-ttl", "PT6H")
    whole.add_component(time_zone())
    for item in dates:
        whole.add_component(event(item, language))
    return whole


@lru_cache(maxsize=1)
def time_zone() -> Timezone:
    """VTIMEZONE of Asia/Tokyo."""
    return Timezone.from_tzid(TOKYO.key)


def event(item: Dated, language: str) -> Event:
    """One date as a VEVENT. Words are cleaned of control characters; icalendar escapes the rest."""
    date, entry = item.date, Event()
    entry.add("uid", date.uid)
    entry.add("dtstamp", date.changed_at)
    entry.add("last-modified", modified_at(item))
    entry.add("sequence", date.sequence)
    add_times(entry, date)
    entry.add("status", STATUS[date.status])
    entry.add("summary", clean(title_of(item.series, date)))
    entry.add("description", clean(description(item)))
    if where := location(item):
        entry.add("location", clean(where))
    entry.add("url", settings.BASE_URL + in_language(item.path, language))
    entry.add("categories", [_(item.series.get_kind_display())])
    entry.add("x-original-date", date.original_date.isoformat())
    if item.series.language != language:
        entry["summary"].params["LANGUAGE"] = lang_attribute(item.series.language)
    return entry


def add_times(entry: Event, date: Occurrence) -> None:
    """Times in Asia/Tokyo; whole days where no time is set."""
    starts, ends = (
        timezone.localtime(date.starts_at, TOKYO),
        timezone.localtime(date.ends_at, TOKYO),
    )
    entry.add("dtstart", starts.date() if date.all_day else starts)
    entry.add("dtend", ends.date() if date.all_day else ends)


def modified_at(item: Dated) -> datetime:
    """When the date, its series or its place changed last."""
    place = item.series.place
    stamps = [item.date.changed_at, item.series.updated_at]
    return max([*stamps, place.updated_at] if place else stamps)


def location(item: Dated) -> str:
    """Name and public address; nothing more than the venue gives away."""
    named = place_words(item.series, item.date, item.venues)
    address = public_address(item.date, item.venues)
    return named if address in named else f"{named} {address}".strip()


def description(item: Dated) -> str:
    """What is different on this date first, then the series."""
    series, date = item.series, item.date
    lines = [
        _("中止になりました。") if date.is_cancelled else "",
        _("日にちが変わりました。") if date.status == "moved" else "",
        date.reason,
        series.name,
        series.summary,
        series.schedule_note,
        _("申込み：%(words)s") % {"words": application_words(series)},
        series.application_note,
        f"{settings.BASE_URL}{in_language(item.path, get_language())}",
    ]
    return "\n".join(line for line in lines if line)


def clean(text: str) -> str:
    """Without control characters; line ends as the format wants them."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
