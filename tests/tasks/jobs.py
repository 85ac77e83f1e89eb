"""Tasks that leave a trace in a file, so that a test sees who did them."""

import os
from pathlib import Path

import django.tasks
import django_tasks


@django.tasks.task
def leave_note(file: str, text: str) -> None:
    """Adds a line with the process id."""
    with Path(file).open("a", encoding="utf-8") as notes:
        notes.write(f"{os.getpid()} {text}\n")


@django_tasks.task()
def leave_note_the_wagtail_way(file: str, text: str) -> None:
    """The same through the package that Wagtail uses."""
    leave_note.func(file, text)


@django.tasks.task
def fail() -> None:
    """Breaks."""
    raise RuntimeError("broken on purpose")
