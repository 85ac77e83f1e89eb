"""What single dates of a series have of their own, and what becomes of them when the rule changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from events.models import Occurrence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from events.models import EventSeries, OccurrenceChange, OccurrenceNote

EDITS = ("changes", "notes", "absences")
"""The relations to prefetch where the dates of many series are made."""
NO_LONGER_GIVEN = "予定が変わりました"


@dataclass(frozen=True)
class DateEdits:
    """The edits of one series, stored beside its rule and in no revision."""

    changes: Sequence[OccurrenceChange]
    notes: Sequence[OccurrenceNote]
    absent_on: frozenset[date]

    @classmethod
    def of(cls, series: EventSeries) -> DateEdits:
        """Asks the database for what was not prefetched (`EDITS`); a new series has none."""
        if not series.pk:
            return cls((), (), frozenset())
        absent_on = frozenset(absence.original_date for absence in series.absences.all())
        return cls(series.changes.all(), series.notes.all(), absent_on)

    def said(self, original_date: date, sitting: str) -> dict[str, Any]:
        """The noted columns of a date. What is said of its sitting (14:00) goes before the rest."""
        notes = sorted(_of(self.notes, original_date, sitting), key=lambda note: note.sitting)
        capacities = [note.capacity for note in notes if note.capacity is not None]
        return {
            "audience": _last([note.audience for note in notes]),
            "note": _last([note.note for note in notes]),
            "capacity": capacities[-1] if capacities else None,
            "is_full": any(note.is_full for note in notes),
        }

    def carried_by(self, row: Occurrence) -> bool:
        """Whether somebody changed, noted or left a stored date."""
        return (
            row.original_date in self.absent_on
            or bool(_of(self.changes, row.original_date, row.sitting))
            or bool(_of(self.notes, row.original_date, row.sitting))
        )

    def no_longer_given(self, row: Occurrence) -> dict[str, Any]:
        """A coming date that the rule has lost: cancelled for the group's own reason, or for that."""
        reasons = [
            change.reason
            for change in _of(self.changes, row.original_date, row.sitting)
            if change.kind == change.Kind.CANCELLED
        ]
        return {
            "status": Occurrence.Status.CANCELLED,
            "reason": _last(reasons) or NO_LONGER_GIVEN,
            **self.said(row.original_date, row.sitting),
        }


def _of[E: (OccurrenceChange, OccurrenceNote)](
    edits: Sequence[E], original_date: date, sitting: str
) -> list[E]:
    """Those of the whole day, and those of this sitting (14:00)."""
    return [
        edit
        for edit in edits
        if edit.original_date == original_date and edit.sitting in {"", sitting}
    ]


def _last(words: Sequence[str]) -> str:
    return next((said for said in reversed(words) if said), "")
