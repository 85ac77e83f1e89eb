"""A check of a benefit reaches its documents in the same transaction."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from directory.signals import facts_changed
from navigator.models import Benefit
from search.documents import refresh


@receiver(facts_changed)
def refresh_checked_benefit(sender: Any, record_type: str, record_id: str, **kwargs: Any) -> None:
    if record_type != Benefit.record_type:
        return
    for benefit in Benefit.objects.sources().filter(public_id=record_id):
        refresh(benefit)
