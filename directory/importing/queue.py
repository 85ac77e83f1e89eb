"""What is to be done with an import, by whom and when (docs/decisions/0022).

Small imports are done in the request that asks. The others wait: the periodic job of
`directory.tasks` does them within seconds, in the process beside the server or in a worker. A
process takes a piece of work with one conditional update, so that nothing is done twice.
"""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils import timezone

from directory.importing import runs
from directory.importing.problems import UnreadableFile
from directory.importing.undoing import undo_run
from directory.models import ImportRun
from directory.models.imports import SILENT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import QuerySet

logger = logging.getLogger(__name__)

Job, State = ImportRun.Job, ImportRun.State

SMALL_ROWS: Final = 500
"""Rows that are compared or written in a few seconds, while somebody waits for the page."""
SMALL_BYTES: Final = 60_000
"""A file that nobody counted yet: about as many rows of a short list."""
UNEXPECTED: Final = "思わぬ理由で止まりました。何も変わっていません。もう一度、ためしてください。"

_FROM: Final = {
    Job.CHECK: (State.UPLOADED, State.READY, State.FAILED),
    Job.APPLY: (State.READY,),
    Job.UNDO: (State.APPLIED,),
}

_BEFORE: Final = {State.CHECKING: State.UPLOADED, State.APPLYING: State.READY}


def ask(run: ImportRun, job: str, user: AbstractBaseUser | None, now: datetime) -> bool:
    """Have `job` done: at once for a small import, else soon.

    False where the run is not ready for it, or something is being done with it.
    """
    ready = ImportRun.objects.filter(job="", state__in=_FROM[Job(job)], forgotten_at=None)
    free = ready.filter(pk=run.pk)
    if not free.update(job=job, job_by=user, taken_at=None, heard_at=now, done=0, problem=""):
        return False
    if is_small(run):
        work_on(run.pk)
    return True


def is_small(run: ImportRun) -> bool:
    """Whether a request can wait for it."""
    return run.total <= SMALL_ROWS if run.total else len(run.file.content) <= SMALL_BYTES


def is_stuck(run: ImportRun, now: datetime) -> bool:
    """Taken or at work, but without a word for long: the process ended, and nothing was written."""
    quiet = now - run.heard_at > SILENT
    return quiet and (run.taken_at is not None or run.is_broken_off(now))


def resume(run: ImportRun, now: datetime) -> bool:
    """Have done again what broke off; False where nothing did."""
    broken = Q(taken_at__isnull=False) | Q(job="", state__in=(State.CHECKING, State.APPLYING))
    stuck = ImportRun.objects.filter(broken, pk=run.pk, heard_at__lt=now - SILENT)
    state = _BEFORE.get(State(run.state), run.state)
    if not stuck.update(job=run.job or Job.CHECK, taken_at=None, state=state):
        return False
    if is_small(run):
        work_on(run.pk)
    return True


def work_on_waiting() -> None:
    """Everything that waits, the oldest first."""
    for pk in list(_waiting().order_by("pk").values_list("pk", flat=True)):
        work_on(pk)


def work_on(pk: int) -> None:
    """Do what this run waits for, unless another process took it."""
    now = timezone.now()
    if not _waiting().filter(pk=pk).update(taken_at=now, heard_at=now):
        return
    run = ImportRun.objects.select_related("file", "mapping", "job_by").get(pk=pk)
    job = run.job
    try:
        _WORK[Job(job)](run, now)
    except runs.ImportFailed as problem:
        logger.info("Import %s: %s", pk, problem)
    except Exception:
        logger.exception("Import %s broke.", pk)
        state = State.APPLIED if job == Job.UNDO else State.FAILED
        ImportRun.objects.filter(pk=pk).update(state=state, problem=UNEXPECTED)
    ImportRun.objects.filter(pk=pk).update(job="", taken_at=None, heard_at=timezone.now())


def _waiting() -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(taken_at__isnull=True).exclude(job="")


def _check(run: ImportRun, now: datetime) -> None:
    try:
        plan = runs.check(run, now)
    except runs.ImportFailed:
        _list_columns(run)
        raise
    _keep_columns(run, [asdict(column) for column in plan.file.columns])


def _list_columns(run: ImportRun) -> None:
    """So that somebody can say what they are: most lists fail because no column is the name."""
    try:
        columns = runs.read_run_columns(run)
    except UnreadableFile:
        return
    _keep_columns(run, [asdict(column) for column in columns])


def _keep_columns(run: ImportRun, columns: list[dict[str, str]]) -> None:
    ImportRun.objects.filter(pk=run.pk).update(columns=columns)


def _apply(run: ImportRun, now: datetime) -> None:
    runs.apply(run, user=run.job_by, now=now)


def _undo(run: ImportRun, now: datetime) -> None:
    undone = undo_run(run, user=run.job_by, now=now)
    counts = {"restored": undone.restored, "deleted": undone.deleted}
    ImportRun.objects.filter(pk=run.pk).update(report=run.report | {"undone": counts})


_WORK: Final[dict[str, Callable[[ImportRun, datetime], None]]] = {
    Job.CHECK: _check,
    Job.APPLY: _apply,
    Job.UNDO: _undo,
}
