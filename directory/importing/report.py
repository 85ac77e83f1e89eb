"""A plan as the report that editors read and `--report` writes; sentences are Japanese."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from directory.importing.plan import Action

if TYPE_CHECKING:
    from directory.importing.plan import ImportPlan, PlannedRow


def report_of(plan: ImportPlan, *, applied: bool) -> dict[str, Any]:
    """JSON: the file, `counts`, and each row under what happens to it (docs/reference/imports.md).

    Ids of records that are not made yet are left empty while nothing is applied.
    """
    rows = plan.rows
    lists: dict[str, list[dict[str, Any]]] = {
        "created": [_changed(row, applied) for row in rows if row.action is Action.CREATED],
        "updated": [_changed(row, True) for row in rows if row.action is Action.UPDATED],
        "unchanged": [_named(row) for row in rows if row.action is Action.UNCHANGED],
        "kept": [_named(row) | {"changes": row.kept} for row in rows if row.kept],
        "pending": [_named(row) | {"why": row.why} for row in rows if row.action is Action.PENDING],
        "refused": [
            {"row": row.number, "name": row.name, "why": row.why}
            for row in rows
            if row.action is Action.REFUSED
        ],
        "repaired": [entry for row in rows for entry in _repairs(row)],
        "left_out": [entry for row in rows for entry in _left_out(row)],
    }
    return {
        "file": plan.file.name,
        "kind": plan.kind.name,
        "dataset": plan.file.dataset,
        "encoding": plan.file.encoding,
        "source": plan.source,
        "draft": plan.draft,
        "applied": applied,
        "counts": {name: len(entries) for name, entries in lists.items()},
        **lists,
        "notes": [*plan.file.notes, *plan.notes],
    }


def fields_touched(plan: ImportPlan) -> Counter[str]:
    """How many records each field would change in, by its label."""
    return Counter(
        label for row in plan.rows if row.action is Action.UPDATED for label in row.changes
    )


def _named(row: PlannedRow) -> dict[str, Any]:
    return {"row": row.number, "id": row.public_id, "name": row.name}


def _changed(row: PlannedRow, has_id: bool) -> dict[str, Any]:
    entry = _named(row) | {"changes": row.changes}
    return entry if has_id else entry | {"id": ""}


def _repairs(row: PlannedRow) -> list[dict[str, Any]]:
    return [
        {
            "row": row.number,
            "name": row.name,
            "column": repair.column,
            "was": repair.was,
            "now": repair.now,
            "why": repair.why,
        }
        for repair in row.repairs
    ]


def _left_out(row: PlannedRow) -> list[dict[str, Any]]:
    return [
        {
            "row": row.number,
            "name": row.name,
            "column": item.column,
            "was": item.was,
            "why": item.why,
        }
        for item in row.left_out
    ]
