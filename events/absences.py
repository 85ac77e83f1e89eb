"""Organisers that take no part in a date: who they are, in one query for any number of series."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import F

from events.models import OrganizerAbsence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from directory.models import Organization

    type Absent = Mapping[tuple[int, date], list[Organization]]
    """(key of the source series, original date) → the groups that are not there."""


def absences_of(series: Iterable[int], now: datetime) -> Absent:
    """The groups that take no part, of these source series; only those that readers may know."""
    rows = OrganizerAbsence.objects.filter(
        series__in=set(series), series__organizers=F("organization")
    ).select_related("organization")
    found: dict[tuple[int, date], list[Organization]] = defaultdict(list)
    for row in rows:
        if row.organization.is_open_to_readers(now):
            found[row.series_id, row.original_date].append(row.organization)
    return found
