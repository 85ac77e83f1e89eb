"""Facts that live outside a series reach its documents in the same transaction."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.dispatch import receiver

from directory.models import Location
from directory.signals import facts_changed, venue_changed
from events.models import EventSeries
from search.documents import refresh


@receiver(venue_changed)
def refresh_series_at_venue(sender: type[Location], location: Location, **kwargs: Any) -> None:
    at_venue = Q(location=location) | Q(place__locations=location)
    for series in EventSeries.objects.sources().filter(at_venue).distinct():
        refresh(series)


@receiver(facts_changed)
def refresh_checked_series(sender: Any, record_type: str, record_id: str, **kwargs: Any) -> None:
    if record_type != EventSeries.record_type:
        return
    for series in EventSeries.objects.sources().filter(public_id=record_id):
        refresh(series)
