"""Stored dates of public series with their words and venues, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from directory.models import Location
from events.models import EventSeries, Occurrence
from events.where import for_readers

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from events.models import OccurrenceQuerySet


@dataclass(frozen=True)
class Dated:
    """One date with its series in the reader's words and the usual venues."""

    date: Occurrence
    series: EventSeries
    venues: list[Location]

    @property
    def path(self) -> str:
        """Its address without language."""
        return f"/events/{self.series.public_id}/{self.date.key}/"


def dated(occurrences: OccurrenceQuerySet, language: str, now: datetime) -> list[Dated]:
    """The public ones of these dates in their order, worded in `language`. At most 4 queries."""
    rows = list(
        occurrences.public(now)
        .select_related("series__locale", "series__location__area", "series__place")
        .prefetch_related("series__place__locations__area")
    )
    words = _translations({row.series.translation_key for row in rows}, language, now)
    return [_dated(row, words, now) for row in rows]


def _translations(keys: set[UUID], language: str, now: datetime) -> dict[UUID, EventSeries]:
    """The public translations by translation key; none are asked for in Japanese."""
    if not keys or language == settings.LANGUAGE_CODE:
        return {}
    rows = EventSeries.objects.public(now).filter(
        locale__language_code=language, translation_key__in=keys
    )
    return {row.translation_key: row for row in rows.select_related("locale")}


def _dated(row: Occurrence, words: dict[UUID, EventSeries], now: datetime) -> Dated:
    series = for_readers(row.series.worded(words.get(row.series.translation_key)), now)
    venues = list(series.place.locations.all()) if series.place else []
    return Dated(row, series, [series.location] if series.location else venues)
