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
DATE_OF_KEY = len("2026-12-06-")


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
        notes = sorted(self._notes(original_date, sitting), key=lambda note: note.sitting)
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
            or any(change.original_date == row.original_date for change in self.changes)
            or bool(self._notes(row.original_date, _sitting_of(row)))
        )

    def no_longer_given(self, row: Occurrence) -> dict[str, Any]:
        """A coming date that the rule has lost: cancelled for the group's own reason, or for that."""
        reasons = [
            change.reason
            for change in self.changes
            if change.original_date == row.original_date and change.kind == change.Kind.CANCELLED
        ]
        return {
            "status": Occurrence.Status.CANCELLED,
            "reason": _last(reasons) or NO_LONGER_GIVEN,
            **self.said(row.original_date, _sitting_of(row)),
        }

    def _notes(self, original_date: date, sitting: str) -> list[OccurrenceNote]:
        return [
            note
            for note in self.notes
            if note.original_date == original_date and note.sitting in {"", sitting}
        ]


def _sitting_of(row: Occurrence) -> str:
    """「14:00」 of 2026-12-06-1400; empty where the day has one sitting."""
    clock = row.key[DATE_OF_KEY:]
    return f"{clock[:2]}:{clock[2:]}" if clock else ""


def _last(words: Sequence[str]) -> str:
    return next((said for said in reversed(words) if said), "")
