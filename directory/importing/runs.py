"""One import from its upload to its end: what the page, the command and the tasks call."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from django.db import DatabaseError
from django.db.models import Q

from directory.datasets.register import known_datasets
from directory.importing.applying import Ready, apply_ready, prepare_plan
from directory.importing.kinds import kind_named
from directory.importing.matching import Mapping
from directory.importing.planning import plan_import
from directory.importing.problems import UnreadableFile
from directory.importing.reading import read_columns, read_file
from directory.importing.report import report_of
from directory.models import ImportFile, ImportRun
from directory.models.imports import SILENT
from directory.towns import Towns

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from django.contrib.auth.models import AbstractBaseUser

    from directory.datasets.columns import Dataset
    from directory.importing.plan import ImportPlan
    from directory.importing.rows import FileColumn, ReadFile
    from directory.models import ImportMapping

type Progress = Callable[[int, int], None]

State = ImportRun.State
LONGEST_SOURCE: Final = 60
SECONDS_BETWEEN_WORDS: Final = 1.0
BUSY: Final = "この取り込みは、もう始まっているか、終わっています。"
FAILED: Final = "書き込めませんでした。何も変わっていません。もう一度、ためしてください。"


class ImportFailed(Exception):
    """One Japanese sentence that says why; nothing was written."""


def upload(
    *,
    kind: str,
    name: str,
    content: bytes,
    source: str = "",
    mapping: ImportMapping | None = None,
    draft: bool = False,
    user: AbstractBaseUser | None = None,
) -> ImportRun:
    """Keep a file as a run that is to be checked. Raises UnknownKind."""
    kind_named(kind)
    file = ImportFile.objects.create(
        name=PurePath(name).name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )
    return ImportRun.objects.create(
        kind=kind,
        file=file,
        source=source or (mapping.source if mapping else ""),
        mapping=mapping,
        draft=draft,
        created_by=user,
    )


def check(run: ImportRun, now: datetime, progress: Progress | None = None) -> ImportPlan:
    """Read the file and compare it with the site; the run holds the report then.

    Raises ImportFailed, which the run keeps as its problem.
    """
    _claim(run, State.CHECKING, (State.UPLOADED, State.READY, State.FAILED), now)
    plan = _planned(run, now, progress or _Teller(run))
    run.report = report_of(plan, applied=False)
    run.state, run.done, run.total, run.problem = State.READY, len(plan.rows), len(plan.rows), ""
    run.heard_at = now
    run.save()
    return plan


def apply(
    run: ImportRun,
    *,
    user: AbstractBaseUser | None,
    now: datetime,
    progress: Progress | None = None,
) -> Ready:
    """Read, compare and write. A run that was broken off can be applied again.

    Raises ImportFailed; then nothing was written.
    """
    _claim(run, State.APPLYING, (State.UPLOADED, State.READY, State.FAILED, State.UNDONE), now)
    tell = progress or _Teller(run)
    plan = _planned(run, now, lambda done, total: tell(done // 2, total))
    rows = len(plan.rows)
    try:
        ready = prepare_plan(
            plan, now, lambda done, total: tell((rows + rows * done // max(total, 1)) // 2, rows)
        )
        return apply_ready(ready, run, user=user, now=now)
    except DatabaseError as error:
        raise _fail(run, FAILED) from error


def forget(run: ImportRun) -> None:
    """A run that wrote nothing leaves nothing behind."""
    run.delete()
    ImportFile.objects.filter(pk=run.file_id).delete()


def read_run(run: ImportRun) -> ReadFile:
    """The file of a run as rows of facts. Raises UnreadableFile."""
    return read_file(
        *_opened(run), mapping=mapping_of(run), dataset=_form(run), towns=Towns.load().names
    )


def read_run_columns(run: ImportRun) -> list[FileColumn]:
    """Its columns, also where they name no record. Raises UnreadableFile."""
    return read_columns(*_opened(run), mapping=mapping_of(run), dataset=_form(run))


def mapping_of(run: ImportRun) -> Mapping:
    """What the saved mapping says of its columns, and what was chosen for this file alone."""
    saved = run.mapping
    if saved is None:
        return Mapping("", run.kind, run.choices)
    return Mapping(saved.name, saved.kind, {**saved.columns, **run.choices}, saved.fixed)


def _opened(run: ImportRun) -> tuple[str, bytes, str]:
    return run.file.name, bytes(run.file.content), run.kind


def _form(run: ImportRun) -> Dataset | None:
    forms = {form.name: form for form in known_datasets(run.kind)}
    return forms.get(run.mapping.dataset) if run.mapping else None


def source_of(file: ReadFile) -> str:
    """The short name that ids of a file belong to, where nobody gives one.

    The code of the municipality that most rows name, else the name of the file.
    """
    codes = Counter(
        code for row in file.rows if (code := str(row.values.get("municipality_code", "")))
    )
    common = codes.most_common(1)
    return (common[0][0] if common else PurePath(file.name).stem)[:LONGEST_SOURCE]


def _planned(run: ImportRun, now: datetime, progress: Progress) -> ImportPlan:
    try:
        file = read_run(run)
    except UnreadableFile as error:
        raise _fail(run, str(error)) from error
    run.source = run.source or source_of(file)
    return plan_import(
        file,
        source=run.source,
        now=now,
        draft=run.draft,
        changes_public=run.changes_public,
        progress=progress,
    )


def _claim(run: ImportRun, state: State, before: Collection[State], now: datetime) -> None:
    """Take the run to work on: only one process can. Raises ImportFailed where another has it."""
    broken_off = Q(state__in=(State.CHECKING, State.APPLYING), heard_at__lt=now - SILENT)
    free = ImportRun.objects.filter(Q(state__in=before) | broken_off, pk=run.pk)
    if not free.update(state=state, heard_at=now, done=0, problem=""):
        raise ImportFailed(BUSY)
    run.refresh_from_db()


def _fail(run: ImportRun, problem: str) -> ImportFailed:
    run.state, run.problem = State.FAILED, problem[:300]
    run.save(update_fields=["state", "problem"])
    return ImportFailed(problem)


class _Teller:
    """Writes how far a run is, at most once a second."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run
        self.told = 0.0

    def __call__(self, done: int, total: int) -> None:
        from django.utils import timezone

        if time.monotonic() - self.told < SECONDS_BETWEEN_WORDS:
            return
        self.told = time.monotonic()
        ImportRun.objects.filter(pk=self.run.pk).update(
            done=done, total=total, heard_at=timezone.now()
        )
