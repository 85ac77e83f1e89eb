"""Writes a plan: everything is prepared first, then one transaction writes all of it or nothing."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from cms.base import bulk
from cms.base.records import Record
from directory.importing.conflicts import find_conflicts
from directory.importing.history import IMPORTED
from directory.importing.plan import Action
from directory.importing.references import index_references
from directory.importing.report import report_of
from directory.importing.writing import Stamp, Write, write_all
from directory.models import ImportChange, ImportedRecord, ImportRun
from directory.signals import records_written
from search.admin_search.tasks import index_rows
from search.documents import Prepared, prepare, write_many

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import datetime

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import Model

    from directory.importing.plan import Change, ImportPlan
    from search.documents import Key

CHANGED_MEANWHILE: Final = (
    "くらべているあいだに、だれかがこの記録を直しました。もう一度、取り込んでください。"
)
STEP: Final = 100


@dataclass
class Ready:
    """A plan with everything made that needs no lock: contents of revisions, documents, words."""

    plan: ImportPlan
    writes: dict[int, Write]
    documents: dict[Key, Prepared]
    seconds: float = 0.0
    """How long the transaction took."""
    conflicts: list[Change] = field(default_factory=list)

    def let_go(self) -> None:
        """Forget the records, which are written: the report needs the words of the rows only."""
        self.writes.clear()
        self.plan.changes.clear()
        for row in self.plan.rows:
            row.change = None


def prepare_plan(
    plan: ImportPlan,
    now: datetime,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Ready:
    """Serialise and analyse everything. `progress` hears (records done, records)."""
    writes = {
        id(change): Write(change.record, change.created, frozenset(change.after))
        for change in plan.changes
        if change.writes
    }
    for write in writes.values():
        write.serialise(now)
    return Ready(plan, writes, _documents(plan, now, progress))


def apply_ready(
    ready: Ready, run: ImportRun, *, user: AbstractBaseUser | None, now: datetime
) -> Ready:
    """Write it, with the run's report and state, in one transaction.

    Rows that somebody changed since they were compared are left out and listed. Raises what the
    database raises, with nothing written.
    """
    plan = ready.plan
    begun = time.monotonic()
    with transaction.atomic():
        ready.conflicts = find_conflicts(plan)
        _leave_out(plan, ready.conflicts)
        stamp = Stamp(user, now, IMPORTED, {"file": plan.file.name, "run": run.pk})
        writes = [ready.writes[id(change)] for change in plan.changes if change.writes]
        write_all(writes, stamp)
        _after_write(plan, now)
        _write_documents(ready, [write.record for write in writes if not write.created], now)
        _remember(plan, run)
        labels = _labels(writes)
        ready.let_go()
        del writes
        _finish(run, plan, user, now)
    ready.seconds = time.monotonic() - begun
    index_references.enqueue(labels)
    index_rows.enqueue(labels)
    return ready


def _documents(
    plan: ImportPlan, now: datetime, progress: Callable[[int, int], None]
) -> dict[Key, Prepared]:
    """Of every record that is written or stands in a venue that is, analysed."""
    shown = [change.record for change in plan.changes if _is_shown(change)]
    done: dict[Key, Prepared] = {}
    for at in range(0, len(shown), STEP):
        some = shown[at : at + STEP]
        for model in {type(record): None for record in some}:
            rows = [record for record in some if type(record) is model]
            offer = plan.kind.documents if model is plan.kind.model else model.documents_in_bulk
            for record, documents in zip(rows, offer(rows, now), strict=True):
                done[record.search_key] = prepare(record.search_key, documents)
        progress(min(at + STEP, len(shown)), len(shown))
    return done


def _is_shown(change: Change) -> bool:
    moved = any(need.writes and not need.created for need in change.needs)
    return isinstance(change.record, Record) and (change.writes or moved)


def _leave_out(plan: ImportPlan, conflicts: Collection[Change]) -> None:
    """Take changes out of the plan, and those that need them; their rows say why."""
    gone = {id(change) for change in conflicts}
    for change in plan.changes:
        if any(id(need) in gone for need in change.needs):
            gone.add(id(change))
    for row in plan.rows:
        if row.change and id(row.change) in gone:
            row.action, row.why, row.changes, row.change = (
                Action.PENDING, [CHANGED_MEANWHILE], {}, None,
            )  # fmt: skip
    plan.changes = [change for change in plan.changes if id(change) not in gone]


def _after_write(plan: ImportPlan, now: datetime) -> None:
    if plan.kind.after_write:
        written = [change.record for change in plan.changes if change.writes]
        plan.kind.after_write([row for row in written if type(row) is plan.kind.model], now)


def _write_documents(ready: Ready, rows: Sequence[Any], now: datetime) -> None:
    """The prepared ones, then those of records that show a row that was there before."""
    kept = {
        change.record.search_key
        for change in ready.plan.changes
        if isinstance(change.record, Record)
    }
    done = kept & ready.documents.keys()
    write_many(ready.documents.pop(key) for key in list(ready.documents) if key in done)
    records_written.send(sender=ImportRun, rows=rows, done=done, now=now)


def _remember(plan: ImportPlan, run: ImportRun) -> None:
    """What the source has written now, and what taking the run back needs."""
    revisions = _revisions(plan.changes)
    told = [change for change in plan.changes if _is_news(change)]
    for record_type in {change.record_type for change in told}:
        ImportedRecord.objects.filter(
            record_type=record_type,
            source=plan.source,
            source_id__in=[change.source_id for change in told if change.imported_before],
        ).delete()
    _insert(
        ImportedRecord(source=plan.source, run=run),
        ("record_type", "source_id", "public_id", "values", "revision_id"),
        (
            (
                change.record_type,
                change.source_id,
                change.public_id,
                change.remembered,
                revisions.get((change.model, change.record.pk)),
            )
            for change in told
        ),
    )
    _insert(
        ImportChange(run=run),
        (
            "record_type", "public_id", "source_id", "created", "before", "after",
            "imported_before",
        ),
        (
            (
                change.record_type,
                change.public_id,
                change.source_id,
                change.created,
                change.before,
                change.after,
                change.imported_before,
            )
            for change in told
        ),
    )  # fmt: skip


def _insert(pattern: Model, names: Sequence[str], values: Iterable[Sequence[Any]]) -> None:
    bulk.insert(type(pattern), bulk.rows_like(pattern, names, values))


def _is_news(change: Change) -> bool:
    return change.writes or change.remembered != change.imported_before


def _revisions(changes: Iterable[Change]) -> dict[tuple[type[Any], int], int | None]:
    """The newest revision of each record of the changes."""
    by_model: dict[type[Any], list[int]] = {}
    for change in changes:
        by_model.setdefault(change.model, []).append(change.record.pk)
    return {
        (model, pk): revision
        for model, pks in by_model.items()
        for pk, revision in model._base_manager.filter(pk__in=pks).values_list(
            "pk", "latest_revision_id"
        )
    }


def _finish(run: ImportRun, plan: ImportPlan, user: AbstractBaseUser | None, now: datetime) -> None:
    run.state = ImportRun.State.APPLIED
    run.applied_at, run.applied_by, run.heard_at = now, user, now
    run.done = run.total = len(plan.rows)
    run.report = report_of(plan, applied=True)
    run.save()


def _labels(writes: Iterable[Write]) -> dict[str, list[int]]:
    """{"directory.place": [keys], …} of the rows written."""
    labels: dict[str, list[int]] = {}
    for write in writes:
        labels.setdefault(write.record._meta.label_lower, []).append(write.record.pk)
    return labels
