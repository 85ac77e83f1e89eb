"""Writes many records at once, as saving, publishing and logging each of them would.

`save()` fires what a record carries with it; rows written in bulk fire nothing. What stands in its
place: revisions and log rows here, search documents in `applying`, translations never (an import
withdraws nothing), the reference index after the commit (`directory.tasks`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import batched, groupby
from typing import TYPE_CHECKING, Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry, Revision

from cms.base.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import Model

BATCH: Final = 1000
"""Rows in one statement."""
_PUBLISHED: Final = ("live", "first_published_at", "last_published_at", "has_unpublished_changes")


@dataclass(frozen=True)
class Stamp:
    """Who writes, when, and how the history of a record tells it (a registered log action)."""

    user: AbstractBaseUser | None
    now: datetime
    action: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass
class Write:
    """A row with its new values set; `fields` are those that change (all are written of a new one).

    `content` is what its revision will hold, serialised outside the transaction.
    """

    record: Any
    created: bool
    fields: frozenset[str]
    content: dict[str, Any] = field(default_factory=dict)

    def serialise(self, now: datetime) -> None:
        """Set its publishing state and serialise it."""
        if isinstance(self.record, Record):
            _publish(self.record, self.created, now)
        self.content = self.record.serializable_data()


def write_all(writes: Iterable[Write], stamp: Stamp) -> None:
    """Write rows in their order (what is named before what names it), in the caller's transaction."""
    for model, group in groupby(writes, key=lambda write: type(write.record)):
        for batch in batched(group, BATCH):
            _write(model, batch, stamp)


def _write(model: type[Model], batch: Sequence[Write], stamp: Stamp) -> None:
    fresh = [write.record for write in batch if write.created]
    known = [write for write in batch if not write.created]
    model._base_manager.bulk_create(fresh)
    _update(model, known)
    _write_relations(model, batch)
    _write_revisions(model, batch, stamp)
    log_all([write.record for write in batch], stamp)


def _update(model: type[Model], writes: Sequence[Write]) -> None:
    """One statement for all: rows that are there are updated in the columns that any of them changes."""
    if not writes:
        return
    concrete = {column.name: column for column in model._meta.concrete_fields}
    names = {name for write in writes for name in write.fields if name in concrete}
    if issubclass(model, Record):
        names |= {*_PUBLISHED, "updated_at"}
    if names:
        model._base_manager.bulk_create(
            [write.record for write in writes],
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=sorted(names),
        )


def _write_relations(model: type[Model], batch: Sequence[Write]) -> None:
    for relation in model._meta.local_many_to_many:
        changed = [write for write in batch if write.created or relation.name in write.fields]
        through = relation.remote_field.through
        mine, theirs = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
        known = [write.record.pk for write in changed if not write.created]
        through._base_manager.filter(**{f"{mine}__in": known}).delete()
        through._base_manager.bulk_create(
            through(**{mine: write.record.pk, theirs: row.pk})
            for write in changed
            for row in getattr(write.record, relation.name).all()
        )


def _write_revisions(model: type[Model], batch: Sequence[Write], stamp: Stamp) -> None:
    content_type = ContentType.objects.get_for_model(model)
    Revision.objects.bulk_create(
        Revision(
            content_type=content_type,
            base_content_type=content_type,
            object_id=str(write.record.pk),
            created_at=stamp.now,
            user=stamp.user,
            object_str=str(write.record),
            content=write.content | _keys(write.record),
        )
        for write in batch
    )
    latest = Revision.objects.filter(
        base_content_type=content_type, object_id=Cast(OuterRef("pk"), CharField())
    ).order_by("-pk")
    newest = Subquery(latest.values("pk")[:1])
    rows = model._base_manager.filter(pk__in=[write.record.pk for write in batch])
    rows.update(latest_revision=newest)
    if issubclass(model, Record):
        rows.filter(live=True).update(live_revision=newest)


def log_all(records: Sequence[Any], stamp: Stamp, *, deleted: bool = False) -> None:
    """A row of each record's history."""
    if not records:
        return
    content_type = ContentType.objects.get_for_model(type(records[0]))
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=content_type,
            object_id=str(record.pk),
            label=str(record),
            action=stamp.action,
            timestamp=stamp.now,
            user=stamp.user,
            data=stamp.data,
            content_changed=True,
            deleted=deleted,
        )
        for record in records
    )


def _publish(record: Record, created: bool, now: datetime) -> None:
    """As publishing a revision would; a draft that nobody published stays one."""
    if not record.live:
        record.has_unpublished_changes = True
        return
    record.has_unpublished_changes = False
    record.last_published_at = now
    if created or record.first_published_at is None:
        record.first_published_at = now


def _keys(record: Any) -> dict[str, Any]:
    """What a revision says of keys, known once the rows are there: its own and those it names."""
    keys = {"pk": record.pk}
    keys |= dict(_foreign_keys(record))
    for relation in record._meta.local_many_to_many:
        keys[relation.name] = [row.pk for row in getattr(record, relation.name).all()]
    return keys


def _foreign_keys(record: Any) -> Iterator[tuple[str, Any]]:
    for column in record._meta.concrete_fields:
        if column.is_relation:
            yield column.name, getattr(record, column.attname)
