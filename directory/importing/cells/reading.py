"""What a cell's reader gives back."""

from __future__ import annotations

from dataclasses import dataclass


class NotUnderstood(ValueError):
    """The cell is left out; the message is one Japanese sentence for the report."""


@dataclass(frozen=True, slots=True)
class Reading[T]:
    """A value; `why` says in Japanese what was put right, "" where nothing was."""

    value: T
    why: str = ""
