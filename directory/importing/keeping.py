"""How long an import keeps what it was given: files and lists may name mobiles and addresses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from directory.models import ImportChange, ImportFile, ImportRun

if TYPE_CHECKING:
    from datetime import datetime

KEPT: Final = timedelta(days=90)
_STAYS: Final = (
    "file",
    "kind",
    "dataset",
    "encoding",
    "source",
    "draft",
    "applied",
    "counts",
    "undone",
)


def forget_old_runs(now: datetime) -> int:
    """Empty files, lists of rows and what taking back needs, 90 days after a run began.

    Who imported what, when and how many rows stays. Returns how many runs were emptied.
    """
    old = (
        ImportRun.objects.filter(forgotten_at=None, job="", created_at__lt=now - KEPT)
        .select_related("file")
        .defer("file__content")
    )
    for run in old:
        _forget(run, now)
    return len(old)


@transaction.atomic
def _forget(run: ImportRun, now: datetime) -> None:
    ImportFile.objects.filter(pk=run.file_id).update(content=b"")
    ImportChange.objects.filter(run=run).delete()
    run.report = {name: run.report[name] for name in _STAYS if name in run.report}
    run.columns, run.forgotten_at = [], now
    run.save(update_fields=["report", "columns", "forgotten_at"])
