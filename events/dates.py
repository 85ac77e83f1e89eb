"""Stored dates of public series with their words and venues, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings

from cms.base.languages import lang_attribute
from directory.models import Location, Organization
from events.absences import absences_of
from events.documents import meet_card
from events.models import EventSeries, Occurrence
from events.where import for_readers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from cms.base.context import SiteFrame
    from events.absences import Absent
    from events.models import OccurrenceQuerySet

NEXT_LOOKED_FOR = timedelta(days=92)
"""How far behind a cancelled date the next one is looked for."""


@dataclass(frozen=True)
class Dated:
    """One date with its series in the reader's words, the usual venues and who takes no part."""

    date: Occurrence
    series: EventSeries
    venues: list[Location]
    absent: list[Organization]

    @property
    def path(self) -> str:
        """Its address without language."""
        return f"/events/{self.series.public_id}/{self.date.key}/"


def dated(occurrences: OccurrenceQuerySet, language: str, now: datetime) -> list[Dated]:
    """The public ones of these dates in their order, worded in `language`. At most 5 queries."""
    rows = list(
        occurrences.public(now)
        .select_related("series__locale", "series__location__area", "series__place")
        .prefetch_related("series__place__locations__area")
    )
    words = _translations({row.series.translation_key for row in rows}, language, now)
    absent = absences_of({row.series_id for row in rows}, now) if rows else {}
    return [_dated(row, words, absent, now) for row in rows]


def cards_of(found: Sequence[Dated], frame: SiteFrame) -> list[dict[str, Any]]:
    """Their cards in their order; a cancelled one names the next date. One query at most."""
    later = _later([item.date for item in found if item.date.is_cancelled])
    return [_card(item, later[item.date.series_id], frame) for item in found]


def _later(cancelled: Sequence[Occurrence]) -> dict[int, list[Occurrence]]:
    """The dates that may come next after these, by series."""
    later: dict[int, list[Occurrence]] = defaultdict(list)
    if cancelled:
        rows = Occurrence.objects.filter(
            series__in={row.series_id for row in cancelled},
            starts_at__gte=min(row.starts_at for row in cancelled),
            starts_at__lte=max(row.starts_at for row in cancelled) + NEXT_LOOKED_FOR,
        )
        for row in rows.order_by("starts_at"):
            later[row.series_id].append(row)
    return later


def _card(item: Dated, later: list[Occurrence], frame: SiteFrame) -> dict[str, Any]:
    card = meet_card(item.series, item.date, later, item.venues, absent=item.absent)
    card["url"] = frame.url(item.path)
    if item.series.language != frame.language:
        card["lang"] = lang_attribute(item.series.language)
    return card


def _translations(keys: set[UUID], language: str, now: datetime) -> dict[UUID, EventSeries]:
    """The public translations by translation key; none are asked for in Japanese."""
    if not keys or language == settings.LANGUAGE_CODE:
        return {}
    rows = EventSeries.objects.public(now).filter(
        locale__language_code=language, translation_key__in=keys
    )
    return {row.translation_key: row for row in rows.select_related("locale")}


def _dated(row: Occurrence, words: dict[UUID, EventSeries], absent: Absent, now: datetime) -> Dated:
    series = for_readers(row.series.worded(words.get(row.series.translation_key)), now)
    venues = list(series.place.locations.all()) if series.place else []
    away = absent.get((row.series_id, row.original_date), [])
    return Dated(row, series, [series.location] if series.location else venues, away)
