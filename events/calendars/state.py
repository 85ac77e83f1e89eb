"""Whether a calendar is still the one a subscriber has, without writing it.

A subscriber asks every few hours and nearly always has it already. Sums over the dates tell that
in two queries: every row that a calendar shows carries the time of its last change (a place, venue
or group hands its own on to its series, `events.receivers`), and the sums of keys tell which dates
there are, so that what was deleted, left the window or became public by the clock is told too.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, F, Max, Q, Sum

from cms.base.records import open_to_readers
from directory.models import Place
from events.calendars.writing import FORM
from events.models import EventSeries

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from events.calendars.writing import Head
    from events.models import OccurrenceQuerySet

SECONDS_REMEMBERED: Final = 60 * 60 * 24 * 40
"""A state that was forgotten since is sent anew once; the ETag still tells that it is the same."""
KEYS = {"count": Count("pk"), "keys": Sum("pk"), "squares": Sum(F("pk") * F("pk"))}


@dataclass(frozen=True)
class State:
    """`etag` with its quotes; `since` is when this state was first seen (seconds, Unix time)."""

    count: int
    etag: str
    since: int


def state_of(dates: OccurrenceQuerySet, head: Head, language: str, now: datetime) -> State:
    """The state of the calendar of these dates: 1 query in Japanese, 2 in other languages."""
    public = dates.public(now).order_by()
    told = public.aggregate(
        **KEYS,
        changes=Sum("sequence"),
        changed=Max("changed_at"),
        series_changed=Max("series__updated_at"),
        place_changed=Max("series__place__updated_at"),
        places_open=Sum("series__place__pk", filter=Q(series__place__in=_open_places(now))),
    )
    said = (FORM, settings.BASE_URL, head, language, told, _words_told(public, language, now))
    etag = f'"{hashlib.sha256(repr(said).encode()).hexdigest()[:32]}"'
    return State(told["count"], etag, first_seen(etag, head.path, now))


def _open_places(now: datetime) -> QuerySet[Place]:
    """The places whose names readers may see at `now`; the clock alone can change them."""
    return Place.objects.filter(open_to_readers(now))


def _words_told(
    public: OccurrenceQuerySet, language: str, now: datetime
) -> dict[str, object] | None:
    """The same sums over the words of another language; None in Japanese."""
    if language == settings.LANGUAGE_CODE:
        return None
    rows = EventSeries.objects.public(now).filter(
        locale__language_code=language,
        translation_key__in=public.values("series__translation_key"),
    )
    return rows.order_by().aggregate(**KEYS, changed=Max("updated_at"))


def first_seen(etag: str, path: str, now: datetime) -> int:
    """When this state of a calendar was first asked for.

    No stored time would do: a deleted date leaves none behind. Two states never share a second, so
    that If-Modified-Since tells them apart.
    """
    key = f"calendar:{hashlib.sha256(path.encode()).hexdigest()}"
    known, since = cache.get(key, ("", 0))
    if known != etag:
        since = max(int(now.timestamp()), since + 1)
        cache.set(key, (etag, since), SECONDS_REMEMBERED)
    return since
