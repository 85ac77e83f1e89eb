"""A check of a benefit and a change of its desk reach its documents in the same transaction."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from directory.models import Place
from directory.signals import facts_changed
from navigator.models import Benefit
from search.documents import refresh


@receiver(post_save, sender=Place)
def refresh_benefits_of_desk(sender: type[Place], instance: Place, **kwargs: Any) -> None:
    """Name and telephone of the desk, and whether it is public, show on the benefit."""
    for benefit in Benefit.objects.sources().filter(desk__translation_key=instance.translation_key):
        refresh(benefit)


@receiver(facts_changed)
def refresh_checked_benefit(sender: Any, record_type: str, record_id: str, **kwargs: Any) -> None:
    if record_type != Benefit.record_type:
        return
    for benefit in Benefit.objects.sources().filter(public_id=record_id):
        refresh(benefit)
