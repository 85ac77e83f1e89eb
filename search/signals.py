"""A deleted record leaves no document and no card names it, whatever deleted it.

One row or a query set: both send these signals, in the transaction of the deletion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver

from search.documents import refresh
from search.models import Searchable

if TYPE_CHECKING:
    from collections.abc import Iterator


@receiver(pre_delete)
def remember_who_names_it(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, Searchable):
        instance._named_on = list(_records_naming(instance))


@receiver(post_delete)
def drop_documents(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, Searchable):
        refresh(instance)
        for record in instance._named_on:
            refresh(record)


def _records_naming(instance: Model) -> Iterator[Model]:
    """The records that point at this one: their cards carry its name."""
    for relation in instance._meta.related_objects:
        if issubclass(relation.related_model, Searchable):
            yield from relation.related_model._base_manager.filter(
                **{relation.field.name: instance.pk}
            )
