"""Take the documents of a deleted record away, whatever deleted it (one row or a query set)."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete
from django.dispatch import receiver

from search.documents import refresh
from search.models import Searchable


@receiver(post_delete)
def drop_documents(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, Searchable):
        refresh(instance)
