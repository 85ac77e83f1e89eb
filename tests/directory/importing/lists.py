"""Lists to import, made by hand, and the import of them in one call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from directory.importing.applying import Ready, apply_ready, prepare_plan
from directory.importing.plan import ImportPlan, PlannedRow
from directory.importing.planning import plan_import
from directory.importing.rows import ReadFile, ReadRow
from directory.models import ImportFile, ImportRun

SOURCE = "141234"


def listed(*rows: dict[str, Any], kind: str = "places") -> ReadFile:
    """A read file with these facts by target, one row from line 2 on for each."""
    return ReadFile(
        name="list.csv",
        kind=kind,
        dataset="made-by-hand",
        encoding="UTF-8",
        header=[],
        unknown_columns=[],
        rows=[ReadRow(number, values) for number, values in enumerate(rows, 2)],
    )


def cafeteria(**facts: Any) -> dict[str, Any]:
    """The facts of one cafeteria; give what a test is about."""
    return {
        "source_id": "0001",
        "name": "見本こども食堂",
        "kana": "みほんこどもしょくどう",
        "kind": "food",
        "description": "だれでも来られます。",
        "address": "鎌倉市大船1-2-3",
        "building": "見本会館",
        "phone": "0467-11-2222",
        "organization": "見本のなかま",
    } | facts


def planned(*rows: dict[str, Any], now: datetime | None = None, **more: Any) -> ImportPlan:
    kind = more.pop("kind", "places")
    source = more.pop("source", SOURCE)
    now = now or timezone.now()
    return plan_import(listed(*rows, kind=kind), source=source, now=now, **more)


def row_of(plan: ImportPlan, number: int = 2) -> PlannedRow:
    return next(row for row in plan.rows if row.number == number)


def new_run(kind: str = "places") -> ImportRun:
    file = ImportFile.objects.create(name="list.csv", sha256="", content=b"")
    return ImportRun.objects.create(
        kind=kind, source=SOURCE, file=file, state=ImportRun.State.APPLYING
    )


def applied(plan: ImportPlan, user: User | None = None) -> tuple[ImportRun, Ready]:
    now = timezone.now()
    run = new_run(plan.kind.name)
    return run, apply_ready(prepare_plan(plan, now), run, user=user, now=now)


def imported(*rows: dict[str, Any], **more: Any) -> ImportRun:
    """Plan and apply these rows."""
    return applied(planned(*rows, **more))[0]
