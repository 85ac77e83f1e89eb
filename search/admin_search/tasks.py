"""What keeps the index for staff in step where no single save does."""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import transaction
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast, Length
from django.tasks import task
from modelsearch.index import get_indexed_models
from modelsearch.utils import get_content_type_pk
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

if TYPE_CHECKING:
    from django.db.models import Model

BATCH = 200


@task()
def index_rows(labels: dict[str, list[int]]) -> None:
    """Index rows that were written past the signals of a save: {"directory.place": [keys], …}."""
    for label, keys in labels.items():
        model = apps.get_model(label)
        _index(model, model.get_indexed_objects().filter(pk__in=keys))


def index_all() -> int:
    """Index every row anew and drop the entries of rows that are gone; returns how many rows.

    Every night, since words of related rows may have changed. A transaction for each batch.
    """
    for model in get_indexed_models():
        _entries(model).exclude(object_id__in=_keys_of(model)).delete()
    return sum(_index(model, model.get_indexed_objects()) for model in get_indexed_models())


def index_missing() -> int:
    """Index the rows that have no entry in our form; returns how many there were.

    A site that was searched by Wagtail's own backend has entries with titles, ours have none.
    """
    IndexEntry.objects.annotate(size=Length("title")).filter(size__gt=0).delete()
    return sum(_index(model, _without_entry(model)) for model in get_indexed_models())


def _index(model: type[Model], rows: QuerySet) -> int:
    backend = get_search_backend()
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for some in batched(keys, BATCH):
        with transaction.atomic():
            backend.add_bulk(model, model.get_indexed_objects().filter(pk__in=some))
    return len(keys)


def _without_entry(model: type[Model]) -> QuerySet:
    named = model.get_indexed_objects().annotate(entry_id=Cast("pk", CharField()))
    return named.exclude(entry_id__in=_entries(model).values("object_id"))


def _entries(model: type[Model]) -> QuerySet:
    return IndexEntry.objects.filter(content_type=get_content_type_pk(model))


def _keys_of(model: type[Model]) -> QuerySet:
    return model._default_manager.annotate(entry_id=Cast("pk", CharField())).values("entry_id")
