"""Writes many records at once, as saving, publishing and logging each of them would.

`save()` fires what a record carries with it; rows written in bulk fire nothing. What stands in its
place: revisions and log rows here, search documents in `applying`, translations never (an import
withdraws nothing), the reference index after the commit (`directory.tasks`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import batched, groupby
from typing import TYPE_CHECKING, Any, Final

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import CharField, Max, OuterRef, Subquery
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry, Revision

from cms.base import bulk
from cms.base.records import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import Field, Model

BATCH: Final = 1000
"""Rows in one statement."""
_PUBLISHED: Final = (
    "live", "first_published_at", "last_published_at", "has_unpublished_changes", "updated_at",
)  # fmt: skip


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

    `content` is what its revision will hold (JSON without the keys, which are known in the
    transaction only) and `row` what its table will. Both are let go once they are written.
    """

    record: Any
    created: bool
    fields: frozenset[str]
    content: str = ""
    row: bulk.Row = field(default_factory=list)

    def serialise(self, now: datetime) -> None:
        """Set its publishing state, and make what is written of it."""
        if isinstance(self.record, Record):
            _publish(self.record, self.created, now)
        keys = _keys(self.record)
        said = self.record.serializable_data().items()
        self.content = _json({name: value for name, value in said if name not in keys})
        if self.created:
            self.row = bulk.sql_row(self.record)
        else:
            self.row = [
                bulk.sql_value(column, self.record, add=False)
                for column in _columns(type(self.record), self.fields)
            ]


def write_all(writes: Iterable[Write], stamp: Stamp) -> None:
    """Write rows in their order (what is named before what names it), in the caller's transaction."""
    for model, group in groupby(writes, key=lambda write: type(write.record)):
        for batch in batched(group, BATCH):
            _write(model, batch, stamp)


def _write(model: type[Model], batch: Sequence[Write], stamp: Stamp) -> None:
    _insert(model, [write for write in batch if write.created])
    _update(model, [write for write in batch if not write.created])
    _write_relations(model, batch)
    _write_revisions(model, batch, stamp)
    log_all([write.record for write in batch], stamp)
    for write in batch:
        write.content, write.row = "", []


def _insert(model: type[Model], writes: Sequence[Write]) -> None:
    """Add rows, with the keys of rows that were added before them, and learn their own keys."""
    for write in writes:
        for place, column in enumerate(bulk.columns(model)):
            if column.is_relation:
                write.row[place] = _key_named(write.record, column)
    newest = model._base_manager.aggregate(newest=Max("pk"))["newest"] or 0
    bulk.insert(model, [write.row for write in writes])
    added = model._base_manager.filter(pk__gt=newest)
    keys = dict(added.values_list("public_id", "pk"))
    for write in writes:
        write.record.pk = keys[write.record.public_id]
        write.record._state.adding = False


def _update(model: type[Model], writes: Sequence[Write]) -> None:
    """Set the columns that change, with one statement for those of which the same change."""
    by_fields: dict[tuple[str, ...], list[bulk.Row]] = {}
    for write in writes:
        names = tuple(column.name for column in _columns(model, write.fields))
        row = [
            _key_named(write.record, column) if column.is_relation else value
            for column, value in zip(_columns(model, write.fields), write.row, strict=True)
        ]
        by_fields.setdefault(names, []).append([*row, write.record.pk])
    for names, rows in by_fields.items():
        if names:
            bulk.update(model, names, rows)


def _key_named(record: Any, column: Field) -> int | None:
    """The key of the row that a record names, which may have got it a moment ago."""
    if column.is_cached(record) and (other := getattr(record, column.name)):
        setattr(record, column.attname, other.pk)
    return getattr(record, column.attname)


def _columns(model: type[Model], fields: Collection[str]) -> list[Field]:
    """The columns that a change of these fields writes; of a record also when it was published."""
    names = {*fields, *_PUBLISHED} if issubclass(model, Record) else set(fields)
    return [column for column in bulk.columns(model) if column.name in names]


def _write_relations(model: type[Model], batch: Sequence[Write]) -> None:
    for relation in model._meta.local_many_to_many:
        changed = [write for write in batch if write.created or relation.name in write.fields]
        through = relation.remote_field.through
        mine, theirs = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
        known = [write.record.pk for write in changed if not write.created]
        through._base_manager.filter(**{f"{mine}__in": known}).delete()
        pairs = (
            (write.record.pk, row.pk)
            for write in changed
            for row in getattr(write.record, relation.name).all()
        )
        bulk.insert(through, bulk.rows_like(through(), (mine, theirs), pairs))


def _write_revisions(model: type[Model], batch: Sequence[Write], stamp: Stamp) -> None:
    content_type = ContentType.objects.get_for_model(model)
    pattern = Revision(
        content_type=content_type,
        base_content_type=content_type,
        created_at=stamp.now,
        user=stamp.user,
        content={},
    )
    said = ((str(write.record.pk), str(write.record), _with_keys(write)) for write in batch)
    bulk.insert(Revision, bulk.rows_like(pattern, ("object_id", "object_str", "content"), said))
    latest = Revision.objects.filter(
        base_content_type=content_type, object_id=Cast(OuterRef("pk"), CharField())
    ).order_by("-pk")
    newest = Subquery(latest.values("pk")[:1])
    rows = model._base_manager.filter(pk__in=[write.record.pk for write in batch])
    if not issubclass(model, Record):
        rows.update(latest_revision=newest)
        return
    rows.filter(live=True).update(latest_revision=newest, live_revision=newest)
    rows.filter(live=False).update(latest_revision=newest)


def log_all(records: Sequence[Any], stamp: Stamp, *, deleted: bool = False) -> None:
    """A row of each record's history."""
    if not records:
        return
    content_type = ContentType.objects.get_for_model(type(records[0]))
    pattern = ModelLogEntry(
        content_type=content_type,
        action=stamp.action,
        timestamp=stamp.now,
        user=stamp.user,
        data=stamp.data,
        content_changed=True,
        deleted=deleted,
    )
    said = ((str(record.pk), str(record)) for record in records)
    bulk.insert(ModelLogEntry, bulk.rows_like(pattern, ("object_id", "label"), said))


def _with_keys(write: Write) -> bulk.MadeText:
    """Two JSON objects with different names as one."""
    return bulk.MadeText(f"{_json(_keys(write.record))[:-1]}, {write.content[1:]}")


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder)


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
