"""Facts that live outside a series reach its documents in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from directory.models import Location, Organization, Place
from directory.signals import facts_changed, records_written, venue_changed
from events.models import EventSeries
from events.pictures import picture_of
from search.documents import refresh, refresh_many

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from search.documents import Key


@receiver(venue_changed)
def refresh_series_at_venue(sender: type[Location], location: Location, **kwargs: Any) -> None:
    at_venue = Q(location=location) | Q(place__locations=location)
    _refresh(at_venue)


@receiver(post_save, sender=Place)
def refresh_series_at_place(sender: type[Place], instance: Place, **kwargs: Any) -> None:
    """Its name, venues and whether it is public show on the dates held there."""
    _refresh(Q(place__translation_key=instance.translation_key))


@receiver(post_save, sender=Organization)
def refresh_series_of_group(
    sender: type[Organization], instance: Organization, **kwargs: Any
) -> None:
    _refresh(Q(organizers__translation_key=instance.translation_key))


@receiver(post_save, sender=EventSeries)
def make_picture(sender: type[EventSeries], instance: EventSeries, **kwargs: Any) -> None:
    """So that no reader waits for it, and reading writes nothing."""
    picture_of(instance)


def _refresh(condition: Q) -> None:
    """Documents of these series again; subscribers' calendars see that something changed."""
    found = EventSeries.objects.sources().filter(condition).distinct()
    for series in found:
        refresh(series)
    EventSeries.objects.filter(pk__in=[series.pk for series in found]).update(
        updated_at=timezone.now()
    )


@receiver(records_written)
def refresh_series_of_rows(
    sender: Any, rows: Sequence[Any], done: Collection[Key], now: datetime, **kwargs: Any
) -> None:
    """What the receivers of one venue, place and group do, for many."""
    venues = [row.pk for row in rows if isinstance(row, Location)]
    places = [row.pk for row in rows if isinstance(row, Place)]
    groups = [row.pk for row in rows if isinstance(row, Organization)]
    found = EventSeries.objects.sources().filter(
        Q(location__in=venues)
        | Q(place__locations__in=venues)
        | Q(place__in=places)
        | Q(organizers__in=groups)
    )
    series = [row for row in found.distinct() if row.search_key not in done]
    refresh_many(series, now)
    EventSeries.objects.filter(pk__in=[row.pk for row in series]).update(updated_at=now)


@receiver(facts_changed)
def refresh_checked_series(sender: Any, record_type: str, record_id: str, **kwargs: Any) -> None:
    if record_type != EventSeries.record_type:
        return
    for series in EventSeries.objects.sources().filter(public_id=record_id):
        refresh(series)
