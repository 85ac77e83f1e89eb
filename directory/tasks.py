"""Imports, as they come round by the clock (docs/decisions/0022)."""

from __future__ import annotations

from django.utils import timezone

from directory.importing.keeping import forget_old_runs
from directory.importing.queue import work_on_waiting


def work_on_imports() -> None:
    """Compares, writes and takes back the imports that wait."""
    work_on_waiting()


def forget_imports() -> None:
    """Empties the files and lists of imports that are old."""
    forget_old_runs(timezone.now())
