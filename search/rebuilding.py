"""Ask every record anew: after a change of the analysis, after a repair, and every night."""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps
from django.db import transaction

from search.documents import default_language, refresh, remove
from search.engines import database
from search.models import Searchable, SearchDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.documents import Key

BATCH = 100


class Rebuilt(NamedTuple):
    """How many records were asked, and how many records without a source lost their documents."""

    records: int
    dropped: int


def searchable_models() -> list[type[Searchable]]:
    return [model for model in apps.get_models() if issubclass(model, Searchable)]


def refresh_documents() -> Rebuilt:
    """Bring every document in step with its record and the clock: hours, notices, past dates.

    A transaction for each batch; the site answers meanwhile, and what is saved meanwhile stays.
    """
    asked: set[Key] = set()
    for batch in batched(_sources(), BATCH):
        with transaction.atomic():
            for record in batch:
                refresh(record)
                asked.add(record.search_key)
    return Rebuilt(len(asked), _drop_orphans())


def rebuild_index() -> int:
    """Fill the database index from the documents in one transaction; returns how many it holds.

    Readers are answered from the old index until it ends.
    """
    count = 0
    with transaction.atomic():
        database.clear()
        for batch in batched(SearchDocument.objects.order_by("pk").iterator(BATCH), BATCH):
            database.index(batch)
            count += len(batch)
    return count


def _sources() -> Iterator[Searchable]:
    for model in searchable_models():
        yield from model._base_manager.filter(locale__language_code=default_language()).iterator(
            BATCH
        )


def _drop_orphans() -> int:
    """Documents whose record is gone; a record saved in the meantime is there when looked for."""
    present = {record.search_key for record in _sources()}
    stored = SearchDocument.objects.values_list("record_type", "record_id").distinct()
    orphans = [key for key in stored if key not in present]
    for record_type, record_id in orphans:
        remove(record_type, record_id)
    return len(orphans)
