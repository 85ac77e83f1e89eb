"""集まり: a series, and one date of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Case, Q, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.base import cards
from cms.base.context import SiteFrame
from cms.base.languages import in_language
from directory.documents import latest_check
from directory.notices import notices_of
from directory.views import words_lang
from events import presentation, structured_data
from events.absences import absences_of
from events.documents import meet_card, title_of
from events.models import EventSeries
from events.pictures import picture_of
from events.where import for_readers, is_elsewhere, series_venues

if TYPE_CHECKING:
    from datetime import datetime

    from events.models import Occurrence

DATES_SHOWN = 12
SIBLINGS_SHOWN = 4


def calendar_links(frame: SiteFrame, path: str, query: str = "") -> dict[str, str]:
    """A calendar to subscribe to (`subscribe`, webcal) and as a file (`file`)."""
    scheme, _colon, rest = settings.BASE_URL.partition(":")
    address = in_language(path, frame.language) + query
    return {"subscribe": f"webcal:{rest}{address}" if scheme else address, "file": address}


def series_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    now = timezone.now()
    series = EventSeries.public_in(get_language(), public_id, now)
    if series is None:
        raise Http404
    return render(request, "events/series.html", series_context(series, request, now))


def series_context(series: EventSeries, request: HttpRequest, now: datetime) -> dict[str, Any]:
    """What the page of a series shows; also its preview."""
    frame = SiteFrame(request)
    series, parts = page_parts(series, frame, now)
    today = timezone.localdate(now)
    coming = coming_dates(series, now, DATES_SHOWN)
    own = f"/events/{series.public_id}/"
    return parts | {
        "states": cards.notice_states(parts["notices"], timezone.localdate(now)),
        "crumbs": crumbs(frame),
        "kind": _(series.get_kind_display()),
        "note": presentation.series_note(series, coming, today),
        "dates": presentation.date_rows(series, coming, frame, today, parts["absent"]),
        "next": presentation.following(coming, now),
        "facts": presentation.said(
            [
                *presentation.place_rows(series, None, parts["venues"], frame),
                *presentation.going_rows(series, None, today),
                *presentation.organizer_rows(parts["groups"], frame),
            ]
        ),
        "calendar": calendar_links(frame, f"{own}calendar.ics"),
        "address": frame.absolute(own),
        "structured_data": structured_data.series_data(
            series, coming, parts["venues"], parts["groups"], frame
        ),
    }


def occurrence_detail(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    now = timezone.now()
    series = EventSeries.public_in(get_language(), public_id, now)
    occurrence, coming = date_and_coming(series, key, now) if series else (None, [])
    if series is None or occurrence is None:
        raise Http404
    context = occurrence_context(series, occurrence, coming, request, now)
    return render(request, "events/occurrence.html", context)


def occurrence_context(
    series: EventSeries,
    occurrence: Occurrence,
    coming: list[Occurrence],
    request: HttpRequest,
    now: datetime,
) -> dict[str, Any]:
    """What the page of one date shows; `coming` are the other dates that are not over."""
    frame = SiteFrame(request)
    series, parts = page_parts(series, frame, now)
    venues, groups = parts["venues"], parts["groups"]
    today = timezone.localdate(now)
    absent = parts["absent"].get((series.pk, occurrence.original_date), [])
    own = f"/events/{series.public_id}/"
    card = meet_card(series, occurrence, coming, venues, absent=absent)
    over = occurrence.ends_at <= now
    return parts | {
        "states": cards.notice_states(parts["notices"], occurrence.date),
        "occurrence": occurrence,
        "title": title_of(series, occurrence),
        "title_lang": presentation.title_lang(series, occurrence),
        "series_url": frame.url(own),
        "crumbs": [*crumbs(frame), {"label": series.name, "url": frame.url(own)}],
        "over": over,
        "state": None if over else cards.meet_state(card, now),
        "states_of_date": [] if over else cards.meet_states(card, now),
        "absent": [] if over else presentation.absence_words(absent),
        "today": cards.is_today(card["date"], now) and not over,
        "time": presentation.time_words(occurrence),
        "elsewhere": is_elsewhere(series, occurrence),
        "next": next_row(
            series, presentation.following(coming, max(now, occurrence.starts_at)), frame
        )
        if over or occurrence.is_cancelled
        else None,
        "siblings": presentation.date_rows(
            series, coming[:SIBLINGS_SHOWN], frame, today, parts["absent"]
        ),
        "facts": presentation.said(
            [
                *presentation.place_rows(series, occurrence, venues, frame),
                *presentation.going_rows(series, occurrence, today),
                *presentation.organizer_rows(groups, frame, absent),
            ]
        ),
        "file": in_language(f"{own}{occurrence.key}.ics", frame.language),
        "calendar": calendar_links(frame, f"{own}calendar.ics"),
        "address": frame.absolute(f"{own}{occurrence.key}/"),
        "structured_data": structured_data.event_data(
            series, occurrence, venues, [group for group in groups if group not in absent], frame
        ),
    }


def page_parts(
    series: EventSeries, frame: SiteFrame, now: datetime
) -> tuple[EventSeries, dict[str, Any]]:
    """The series as readers may see it, and what its page and those of its dates share."""
    shown = for_readers(series, now)
    organizers = list(shown.organizers.all())
    together = shown.pk and len(organizers) > 1
    return shown, {
        "series": shown,
        "now": now,
        "words_lang": words_lang(series),
        "venues": series_venues(shown) if shown.pk else [],
        "groups": [group for group in organizers if group.is_open_to_readers(now)],
        "absent": absences_of([shown.pk], now) if together else {},
        "picture": picture_of(shown),
        "check": latest_check("event", shown.public_id),
        "measures": list(shown.measures.all()),
        "notices": notices_of("event", shown.public_id, timezone.localdate(now)),
    }


def coming_dates(series: EventSeries, now: datetime, limit: int) -> list[Occurrence]:
    """The dates that are not over, next first, cancelled ones too."""
    if not series.pk:
        return []
    return list(series.occurrences.not_over(now).order_by("starts_at", "pk")[:limit])


def date_and_coming(
    series: EventSeries, key: str, now: datetime
) -> tuple[Occurrence | None, list[Occurrence]]:
    """The date at `key`, None where there is none, and the others that are not over, in one query."""
    asked_first = Case(When(key=key, then=0), default=1)
    rows = series.occurrences.filter(Q(key=key) | Q(ends_at__gt=now))
    found = list(rows.order_by(asked_first, "starts_at", "pk")[:DATES_SHOWN])
    if not found or found[0].key != key:
        return None, []
    return found[0], found[1:]


def next_row(
    series: EventSeries, occurrence: Occurrence | None, frame: SiteFrame
) -> dict[str, str] | None:
    """The next date in words, with its address."""
    if occurrence is None:
        return None
    return {
        "words": presentation.when_words(occurrence),
        "url": frame.url(f"/events/{series.public_id}/{occurrence.key}/"),
    }


def crumbs(frame: SiteFrame) -> list[dict[str, str]]:
    return [
        {"label": _("ホーム"), "url": frame.home_url},
        {"label": _("集まり"), "url": frame.url("/events/")},
    ]
