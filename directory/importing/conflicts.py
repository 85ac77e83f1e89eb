"""What somebody changed between comparing and writing: asked at the start of the transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cms.base.records import Record
from directory.importing.identity import name_key
from directory.importing.shaping import venue_key
from directory.models import ImportedRecord, Location

if TYPE_CHECKING:
    from django.db.models import Model

    from directory.importing.plan import Change, ImportPlan

_STATE: Final = (
    "updated_at", "latest_revision_id", "live", "has_unpublished_changes", "locked", "expired",
)  # fmt: skip


def remember_state(record: Any) -> tuple[Any, ...]:
    """What every save of a record changes; of a venue, which has no time of change, all it holds."""
    return tuple(getattr(record, name) for name in _watched(type(record)))


def find_conflicts(plan: ImportPlan) -> list[Change]:
    """The changes whose record is no longer what it was, or was made by somebody else since."""
    models = {change.model for change in plan.changes}
    return [conflict for model in models for conflict in _of_model(plan, model)]


def _watched(model: type[Model]) -> tuple[str, ...]:
    if issubclass(model, Record):
        dated = [column.name for column in model._meta.fields if column.name == "sequence"]
        return (*_STATE, *dated)
    return tuple(column.attname for column in model._meta.concrete_fields)


def _of_model(plan: ImportPlan, model: type[Model]) -> list[Change]:
    changes = [change for change in plan.changes if change.model is model]
    known = [change for change in changes if not change.created]
    now = _states(model, [change.record.pk for change in known])
    newer = _newer_names(plan, model)
    taken = _newer_ids(plan)
    return [
        change
        for change in changes
        if (not change.created and now.get(change.record.pk) != change.state)
        or (change.created and _identity(change.record) in newer)
        or (change.record_type, change.source_id) in taken
    ]


def _states(model: type[Model], pks: list[int]) -> dict[int, tuple[Any, ...]]:
    """Locked for the transaction where the database locks rows."""
    rows = model._base_manager.select_for_update().filter(pk__in=pks)
    return {row[0]: tuple(row[1:]) for row in rows.values_list("pk", *_watched(model))}


def _newer_names(plan: ImportPlan, model: type[Model]) -> set[tuple[str, ...]]:
    made_since = model._base_manager.filter(pk__gt=plan.newest.get(model, 0))
    return {_identity(row) for row in made_since}


def _newer_ids(plan: ImportPlan) -> set[tuple[str, str]]:
    """What another import of this source took meanwhile."""
    rows = ImportedRecord.objects.filter(pk__gt=plan.newest[ImportedRecord], source=plan.source)
    return set(rows.values_list("record_type", "source_id"))


def _identity(row: Any) -> tuple[str, ...]:
    name = name_key(row.name)
    return (name, venue_key(row)) if isinstance(row, Location) else (name,)
