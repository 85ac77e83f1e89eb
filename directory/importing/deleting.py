"""Deletes many rows that an import made, with everything that is theirs, as deleting each would.

Deleting through the ORM asks ten queries for each record (translations, documents, uses); what the
receivers of a deletion do is done here for all at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import ManyToManyRel
from django.db.models.sql import DeleteQuery
from modelcluster.models import get_all_child_relations
from wagtail.models import ReferenceIndex, Revision, WorkflowState

from cms.base.records import Record
from directory.importing.writing import Stamp, log_all
from search.documents import prepare, write_many

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from django.db.models import Model


def used_by_others(rows: Sequence[Any], parts: Collection[str] = ()) -> set[int]:
    """The keys of those rows of one model that another row or a page names."""
    if not rows:
        return set()
    model, keys = type(rows[0]), [row.pk for row in rows]
    used = {
        key
        for relation in set(model._meta.related_objects) - set(_own_rows(model, parts))
        for key in _named_by(relation, keys)
        if key is not None
    }
    pages = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id__in=[str(key) for key in keys],
    )
    return used | {int(key) for key in pages.values_list("to_object_id", flat=True)}


def delete_all(rows: Sequence[Any], stamp: Stamp, parts: Collection[str] = ()) -> None:
    """Delete rows of one model that nobody names, in the caller's transaction.

    `parts` are related names of rows that go with them.
    """
    if not rows:
        return
    model, keys = type(rows[0]), [row.pk for row in rows]
    content_type = ContentType.objects.get_for_model(model)
    names = [str(key) for key in keys]
    for own in _own_rows(model, parts):
        own.related_model._base_manager.filter(**{f"{own.field.name}__in": keys}).delete()
    for relation in model._meta.local_many_to_many:
        through = relation.remote_field.through
        through._base_manager.filter(**{f"{relation.m2m_field_name()}__in": keys}).delete()
    WorkflowState.objects.filter(base_content_type=content_type, object_id__in=names).delete()
    Revision.objects.filter(base_content_type=content_type, object_id__in=names).delete()
    ReferenceIndex.objects.filter(base_content_type=content_type, object_id__in=names).delete()
    log_all(rows, stamp, deleted=True)
    DeleteQuery(model).delete_batch(keys, "default")
    if issubclass(model, Record):
        write_many(prepare(row.search_key, []) for row in rows)


def _own_rows(model: type[Model], parts: Collection[str]) -> list[Any]:
    """Child rows, and the rows named by `parts`, which go with the row they belong to."""
    children = get_all_child_relations(model)
    return [
        relation
        for relation in model._meta.related_objects
        if relation in children or relation.get_accessor_name() in parts
    ]


def _named_by(relation: Any, keys: Sequence[int]) -> Iterator[int | None]:
    if isinstance(relation, ManyToManyRel):
        column = f"{relation.field.m2m_reverse_field_name()}_id"
        rows = relation.through._base_manager.filter(**{f"{column}__in": keys})
        yield from rows.values_list(column, flat=True)
        return
    rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": keys})
    yield from rows.values_list(relation.field.attname, flat=True)
