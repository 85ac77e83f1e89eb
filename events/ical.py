"""Calendars to subscribe to: one date, a series, a group, what a list was narrowed to, everything.

What each holds is written by `events.calendars.writing`; a subscriber who has it already gets 304
before anything is written (`events.calendars.state`, docs/decisions/0031).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.base.languages import without_language
from directory.models import Organization
from events.calendars.chosen import chosen_in, labels_of, query_of, series_chosen
from events.calendars.state import state_of
from events.calendars.writing import Head, calendar_text
from events.dates import dated
from events.materialise import BACK
from events.models import EventSeries, Occurrence

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.calendars.state import State
    from events.models import OccurrenceQuerySet

SECONDS_KEPT = 300


def served[**P](
    view: Callable[P, HttpResponse],
) -> Callable[P, HttpResponse]:
    """GET and HEAD only; whoever stands between may keep it for five minutes."""
    return require_safe(cache_control(public=True, max_age=SECONDS_KEPT)(view))


@served
def everything(request: HttpRequest) -> HttpResponse:
    """Every public date from a month back, or those of the series that the conditions name."""
    now, language = timezone.now(), get_language()
    chosen = chosen_in(request.GET, language)
    if not chosen:
        return respond(request, recent(now), Head(settings.SITE_NAME, request.path), now)
    name = _("%(site)s（%(conditions)s）") % {
        "site": settings.SITE_NAME,
        "conditions": "・".join(labels_of(chosen, language)),
    }
    dates = recent(now).filter(series__in=series_chosen(chosen, now))
    return respond(request, dates, Head(name, request.path + query_of(chosen)), now)


@served
def of_series(request: HttpRequest, public_id: str) -> HttpResponse:
    """The dates of a series."""
    now = timezone.now()
    series = EventSeries.public_in(get_language(), public_id, now)
    if series is None:
        raise Http404
    dates = recent(now).filter(series=series.pk)
    return respond(request, dates, Head(series.name, request.path), now)


@served
def of_date(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """One date, however long ago."""
    now = timezone.now()
    dates = Occurrence.objects.filter(series__public_id=public_id, key=key)
    return respond(request, dates, Head(settings.SITE_NAME, request.path), now, least=1)


@served
def of_group(request: HttpRequest, public_id: str) -> HttpResponse:
    """The dates that a group holds, alone or with others."""
    now = timezone.now()
    group = Organization.public_in(get_language(), public_id, now)
    if group is None:
        raise Http404
    dates = recent(now).filter(series__organizers=group.pk)
    return respond(request, dates, Head(group.name, request.path), now)


def recent(now: datetime) -> OccurrenceQuerySet:
    """The dates a calendar keeps."""
    return Occurrence.objects.filter(date__gte=timezone.localdate(now) - BACK)


def respond(
    request: HttpRequest, dates: OccurrenceQuerySet, head: Head, now: datetime, *, least: int = 0
) -> HttpResponse:
    """304 where the subscriber has it; else the calendar of these dates in the language of the
    address. Raises Http404 where fewer than `least` are public."""
    language = get_language()
    state = state_of(dates, head, language, now)
    if state.count < least:
        raise Http404
    prepared = _prepared(request, state)
    answer = get_conditional_response(request, state.etag, state.since, prepared)
    if answer is prepared:
        found = dated(dates.order_by("starts_at", "pk"), language, now)
        answer.content = calendar_text(head, found, language)
    return answer


def _prepared(request: HttpRequest, state: State) -> HttpResponse:
    """The answer without its body."""
    response = HttpResponse(content_type="text/calendar; charset=utf-8")
    response["ETag"] = state.etag
    response["Last-Modified"] = http_date(state.since)
    response["Content-Disposition"] = f'inline; filename="{file_name(request.path)}"'
    return response


def file_name(path: str) -> str:
    """calendar.ics, <id>.ics or <id>-<date>.ics."""
    parts = without_language(path).removesuffix("/calendar.ics").removesuffix(".ics").split("/")
    return f"{'-'.join(parts[2:]) or 'calendar'}.ics"
