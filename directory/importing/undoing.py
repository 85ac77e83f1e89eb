"""Takes a run back as a whole, in one transaction; what an editor changed since stays and is listed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from cms.base.records import Record
from directory.importing.deleting import delete_all, used_by_others
from directory.importing.history import UNDONE
from directory.importing.kinds import kind_named
from directory.importing.known import in_workflow, read_sources
from directory.importing.plan import VENUE
from directory.importing.references import index_references
from directory.importing.stored import key_name, keys_named, label, put, stored
from directory.importing.writing import Stamp, Write, write_all
from directory.models import (
    Check,
    ImportedRecord,
    ImportRun,
    Location,
    Organization,
    TemporaryStatus,
)
from directory.signals import records_written
from search.admin_search.tasks import index_rows
from search.documents import Prepared, prepare, write_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import Model

    from directory.importing.kinds import ImportKind
    from directory.models import ImportChange
    from search.documents import Key

EDITED: Final = "取り込んだあとに直されています（{fields}）。"
AT_WORK: Final = "下書き、承認待ち、鍵のどれかがあります。"
FACTS_SINCE: Final = "取り込んだあとに、確認やお知らせ、訳が加わっています。"
IN_USE: Final = "ほかの記録やページが使っています。"


@dataclass
class Undone:
    """How many records got their values back, how many are gone, and which stay as they are."""

    restored: int = 0
    deleted: int = 0
    left: list[dict[str, str]] = field(default_factory=list)


@dataclass
class _Step:
    """One change with the record as it is now."""

    change: ImportChange
    record: Any


def undo_run(run: ImportRun, *, user: AbstractBaseUser | None, now: datetime) -> Undone:
    """Former values come back as a new version, records that the run made are deleted.

    A run that is not applied, or undone already, is left as it is. One transaction.
    """
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        if locked.state != ImportRun.State.APPLIED:
            return Undone()
        undone = _Undoing(locked, Stamp(user, now, UNDONE, {"file": run.file.name})).undo()
        locked.state = ImportRun.State.UNDONE
        locked.undone_at, locked.undone_by = now, user
        locked.report = locked.report | {"left_by_undo": undone.left}
        locked.save()
    run.refresh_from_db()
    return undone


class _Undoing:
    def __init__(self, run: ImportRun, stamp: Stamp) -> None:
        self.run, self.stamp = run, stamp
        self.kind = kind_named(run.kind)
        self.undone = Undone()
        self.changes = list(run.changes.order_by("-pk"))

    def undo(self) -> Undone:
        """Records first, then the venues and groups that only they used."""
        models: dict[str, type[Model]] = {
            self.kind.record_type: self.kind.model,
            VENUE: Location,
            Organization.record_type: Organization,
        }
        written: list[Any] = []
        for record_type, model in models.items():
            steps = self._steps(record_type, model)
            self._delete([step for step in steps if step.change.created], model)
            written += self._restore([step for step in steps if not step.change.created], model)
        self._documents(written)
        self._forget()
        labels: dict[str, list[int]] = {}
        for row in written:
            labels.setdefault(row._meta.label_lower, []).append(row.pk)
        index_references.enqueue(labels)
        index_rows.enqueue(labels)
        return self.undone

    def _steps(self, record_type: str, model: type[Model]) -> list[_Step]:
        changes = {c.public_id: c for c in self.changes if c.record_type == record_type}
        prefetch = self.kind.prefetch if model is self.kind.model else ()
        rows = (
            read_sources(model, changes.keys(), prefetch)
            if issubclass(model, Record)
            else list(model._base_manager.filter(public_id__in=changes.keys()))
        )
        return [_Step(changes[row.public_id], row) for row in rows]

    def _delete(self, steps: Sequence[_Step], model: type[Model]) -> None:
        busy = self._busy([step.record for step in steps])
        gone = []
        for step in steps:
            why = _edited(step) or (AT_WORK if step.record.pk in busy else "")
            if why:
                self._leave(step, why)
            else:
                gone.append(step)
        parts = self.kind.parts if model is self.kind.model else ()
        stays = dict.fromkeys(used_by_others([step.record for step in gone], parts), IN_USE)
        stays |= dict.fromkeys(_with_facts_since([step.record for step in gone]), FACTS_SINCE)
        for step in gone:
            if why := stays.get(step.record.pk):
                self._leave(step, why)
        rows = [step.record for step in gone if step.record.pk not in stays]
        delete_all(rows, self.stamp, parts)
        self.undone.deleted += len(rows)

    def _restore(self, steps: Sequence[_Step], model: type[Model]) -> list[Any]:
        """The rows that got values back."""
        busy = self._busy([step.record for step in steps])
        found = _rows_named(model, steps)
        writes = []
        for step in steps:
            if step.record.pk in busy and step.change.after:
                self._leave(step, AT_WORK)
                continue
            if why := _edited(step):
                self._leave(step, why)
            back = _values_back(step)
            if back:
                put(step.record, back, found)
                writes.append(Write(step.record, False, frozenset(back)))
        for write in writes:
            write.serialise(self.stamp.now)
        write_all(writes, self.stamp)
        self.undone.restored += len(writes)
        return [write.record for write in writes]

    def _busy(self, rows: Sequence[Any]) -> set[int]:
        """Keys of records that somebody has in hand; a draft of the run itself is nobody's."""
        if not rows or not isinstance(rows[0], Record):
            return set()
        waiting = in_workflow(rows)
        return {
            row.pk
            for row in rows
            if row.locked or row.pk in waiting or (row.live and row.has_unpublished_changes)
        }

    def _leave(self, step: _Step, why: str) -> None:
        self.undone.left.append({"id": step.record.public_id, "name": str(step.record), "why": why})

    def _documents(self, rows: Sequence[Any]) -> None:
        done = dict(_prepared(self.kind, rows, self.stamp.now))
        if self.kind.after_write:
            mine = [row for row in rows if type(row) is self.kind.model]
            self.kind.after_write(mine, self.stamp.now)
        write_many(done.values())
        records_written.send(sender=ImportRun, rows=rows, done=set(done), now=self.stamp.now)

    def _forget(self) -> None:
        """The source wrote what it had written before this run."""
        mine = ImportedRecord.objects.filter(run=self.run)
        before = {
            (change.record_type, change.source_id): change.imported_before
            for change in self.changes
        }
        back = []
        for row in mine:
            values = before.get((row.record_type, row.source_id))
            if values is not None:
                row.values = values
                back.append(row)
        mine.exclude(pk__in=[row.pk for row in back]).delete()
        ImportedRecord.objects.bulk_create(
            back, update_conflicts=True, unique_fields=["pk"], update_fields=["values"]
        )


def _edited(step: _Step) -> str:
    """Which of the fields that the run wrote hold something else now, as a sentence; "" for none."""
    present = stored(step.record, step.change.after)
    model = type(step.record)
    names = [name for name, value in step.change.after.items() if present[name] != value]
    return EDITED.format(fields="・".join(label(model, name) for name in names)) if names else ""


def _values_back(step: _Step) -> dict[str, Any]:
    """The former values of the fields that still hold what the run wrote."""
    present = stored(step.record, step.change.after)
    return {
        name: step.change.before[name]
        for name, value in step.change.after.items()
        if present[name] == value
    }


def _rows_named(model: type[Model], steps: Iterable[_Step]) -> dict[Any, Model]:
    named = {key for step in steps for key in keys_named(model, step.change.before)}
    by_model: dict[type[Model], set[str]] = {}
    for other, key in named:
        by_model.setdefault(other, set()).add(key)
    found: dict[Any, Model] = {}
    for other, keys in by_model.items():
        rows = (
            read_sources(other, keys)
            if issubclass(other, Record)
            else other._base_manager.filter(**{f"{key_name(other)}__in": keys})
        )
        found |= {(other, getattr(row, key_name(other))): row for row in rows}
    return found


def _with_facts_since(rows: Sequence[Any]) -> set[int]:
    """Keys of records to which somebody added a check, a notice or a translation."""
    if not rows or not isinstance(rows[0], Record):
        return set()
    ids = [row.public_id for row in rows]
    said = {
        public_id
        for model in (Check, TemporaryStatus)
        for public_id in model.objects.filter(
            record_type=rows[0].record_type, record_id__in=ids
        ).values_list("record_id", flat=True)
    }
    model = type(rows[0])
    said |= set(
        model._base_manager.filter(public_id__in=ids)
        .exclude(locale_id=rows[0].locale_id)
        .values_list("public_id", flat=True)
    )
    return {row.pk for row in rows if row.public_id in said}


def _prepared(
    kind: ImportKind, rows: Sequence[Any], now: datetime
) -> Iterable[tuple[Key, Prepared]]:
    for model in {type(row): None for row in rows if isinstance(row, Record)}:
        some = [row for row in rows if type(row) is model]
        offer = kind.documents if model is kind.model else model.documents_in_bulk
        for row, documents in zip(some, offer(some, now), strict=True):
            yield row.search_key, prepare(row.search_key, documents)
