"""Facts that live outside a record reach its search documents in the same transaction."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from directory.models import Area, Location, Organization, Place
from directory.signals import facts_changed, venue_changed
from directory.towns import forget_towns
from search.documents import refresh

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
