"""Records many times over: their rows, facts, dates and documents, written in bulk."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any
from uuid import uuid5

from django.db import transaction
from modelcluster.fields import ParentalManyToManyField

from directory.models import Check, TemporaryStatus
from events.models import Occurrence
from search.engines import database
from search.models import SearchDocument, SearchTag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

    from cms.base.records import Record

BATCH = 500
OWN_TAG = {"place": "place", "group": "organization", "event": "series"}
"""The tag by which the documents of a type name their own record."""
BETWEEN_COPIES = "-copy-"


def multiply(model: type[Record], numbers: Iterable[int]) -> None:
    """Copy the records that are no copies once for each number, with all that belongs to them."""
    originals = list(model._base_manager.exclude(public_id__contains=BETWEEN_COPIES))
    facts = {fact: list(_of(fact, model)) for fact in (Check, TemporaryStatus)}
    documents = list(_of(SearchDocument, model).prefetch_related("tags"))
    with transaction.atomic():
        for number in numbers:
            _copy_rows(model, originals, number)
            for fact, rows in facts.items():
                changed = [_copy(row, record_id=_id(row.record_id, number)) for row in rows]
                fact.objects.bulk_create(changed, BATCH)
            _copy_documents(documents, number)


def _of(model: type[Model], records: type[Record]) -> Any:
    return model._default_manager.filter(record_type=records.record_type).exclude(
        record_id__contains=BETWEEN_COPIES
    )


def _id(public_id: str, number: int) -> str:
    return f"{public_id}{BETWEEN_COPIES}{number}"


def _copy[M: Model](row: M, **changes: Any) -> M:
    made = copy(row)
    made._state = copy(row._state)
    made._state.adding, made.pk = True, None
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def _copy_rows(model: type[Record], originals: list[Record], number: int) -> None:
    made = [
        _copy(
            row,
            public_id=_id(row.public_id, number),
            name=f"{row.name} {number}",
            translation_key=uuid5(row.translation_key, str(number)),
        )
        for row in originals
    ]
    model._base_manager.bulk_create(made, BATCH)
    copies = {old.pk: new.pk for old, new in zip(originals, made, strict=True)}
    for field in model._meta.get_fields():
        if isinstance(field, ParentalManyToManyField):
            _copy_children(field.remote_field.through, field.m2m_column_name(), copies)
    if model._meta.label == "events.EventSeries":
        _copy_children(Occurrence, "series_id", copies)


def _copy_children(model: type[Model], parent: str, copies: dict[int, int]) -> None:
    rows = model._default_manager.filter(**{f"{parent}__in": list(copies)})
    model._default_manager.bulk_create(
        [_copy(row, **{parent: copies[getattr(row, parent)]}) for row in rows], BATCH
    )


def _copy_documents(documents: list[SearchDocument], number: int) -> None:
    made = [
        _copy(
            row,
            record_id=_id(row.record_id, number),
            path=row.path.replace(row.record_id, _id(row.record_id, number)),
            title=f"{row.title} {number}",
            title_words=f"{row.title_words} {number}",
            card=row.card | {"title": f"{row.card['title']} {number}"},
        )
        for row in documents
    ]
    SearchDocument.objects.bulk_create(made, BATCH)
    SearchTag.objects.bulk_create(
        (
            SearchTag(document=new, name=tag.name, value=_tag_value(tag, old, number))
            for old, new in zip(documents, made, strict=True)
            for tag in old.tags.all()
        ),
        BATCH,
    )
    database.index(made)


def _tag_value(tag: SearchTag, document: SearchDocument, number: int) -> str:
    own = tag.name == OWN_TAG.get(document.record_type)
    return _id(tag.value, number) if own and tag.value == document.record_id else tag.value
