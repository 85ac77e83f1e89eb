"""Facts that live outside a record reach its search documents in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from directory.models import Area, Location, Organization, Place
from directory.signals import facts_changed, records_written, venue_changed
from directory.towns import forget_towns
from search.documents import refresh, refresh_many

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from search.documents import Key

RECORDS: dict[str, type[Organization | Place]] = {"place": Place, "group": Organization}

for changed in (post_save, post_delete):
    changed.connect(forget_towns, sender=Area, dispatch_uid="directory-towns")


@receiver(venue_changed)
def refresh_places_of_venue(sender: type[Location], location: Location, **kwargs: Any) -> None:
    for place in Place.objects.sources().filter(locations=location):
        refresh(place)


@receiver(post_save, sender=Organization)
def refresh_places_of_group(
    sender: type[Organization], instance: Organization, **kwargs: Any
) -> None:
    """Its name, and whether it is public, shows on the places that it runs."""
    key = instance.translation_key
    for place in Place.objects.sources().filter(organization__translation_key=key):
        refresh(place)


@receiver(facts_changed)
def refresh_checked_record(sender: Any, record_type: str, record_id: str, **kwargs: Any) -> None:
    model = RECORDS.get(record_type)
    if model is None:
        return
    for record in model.objects.sources().filter(public_id=record_id):
        refresh(record)


@receiver(records_written)
def refresh_places_of_rows(
    sender: Any, rows: Sequence[Any], done: Collection[Key], now: datetime, **kwargs: Any
) -> None:
    """What the two receivers of one venue and one group do, for many."""
    venues = [row.pk for row in rows if isinstance(row, Location)]
    groups = [row.pk for row in rows if isinstance(row, Organization)]
    found = Place.objects.sources().filter(Q(locations__in=venues) | Q(organization__in=groups))
    refresh_many([place for place in found.distinct() if place.search_key not in done], now)
