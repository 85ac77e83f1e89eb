"""Occurrences as rows, 13 months ahead, from `Recurrence.occurrences()` and from nothing else."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from events.models import EventSeries, Occurrence, horizon
from search.documents import refresh

if TYPE_CHECKING:
    from datetime import date

    from events.recurrence import Occurrence as RuleDate

TOKYO = ZoneInfo("Asia/Tokyo")
BACK = timedelta(days=31)
"""How far back dates are kept in step with the rule, so that the present month stays whole."""
COMPARED = (
    "original_date", "date", "starts_at", "ends_at", "all_day", "status", "theme", "place", "reason",
)  # fmt: skip


def rebuild(series: EventSeries, today: date) -> bool:
    """Make the stored dates of a source series those of its rule; True where any changed.

    Dates keep their row, key and SEQUENCE while they stay the same; call it in a transaction.
    """
    start, end = today - BACK, horizon(today)
    wanted = _wanted(series, start, end)
    kept = Q(original_date__gte=start) | Q(date__gte=start) | Q(key__in=wanted)
    stored = {row.key: row for row in series.occurrences.filter(kept)}
    gone = [row.pk for key, row in stored.items() if key not in wanted]
    fresh = [
        Occurrence(series=series, key=key, **facts)
        for key, facts in wanted.items()
        if key not in stored
    ]
    moved = [row for key, row in stored.items() if key in wanted and _update(row, wanted[key])]
    Occurrence.objects.filter(pk__in=gone).delete()
    Occurrence.objects.bulk_create(fresh)
    return bool(gone or fresh or moved)


def _update(row: Occurrence, facts: dict[str, Any]) -> bool:
    """Write changed facts of a date under a higher SEQUENCE; True where there were any."""
    if all(getattr(row, name) == facts[name] for name in COMPARED):
        return False
    for name, value in facts.items():
        setattr(row, name, value)
    row.sequence += 1
    row.save()
    return True


def rebuild_source(series: EventSeries) -> EventSeries | None:
    """Bring the dates of a row's source in step, as of today; returns the source."""
    source = (
        EventSeries.objects.sources()
        .filter(translation_key=series.translation_key)
        .prefetch_related("changes")
        .first()
    )
    if source and rebuild(source, timezone.localdate()):
        EventSeries._base_manager.filter(pk=source.pk).update(sequence=F("sequence") + 1)
    return source


def rebuild_after_change(series: EventSeries) -> None:
    """After a change of one date: the dates, SEQUENCE and documents, at once."""
    if source := rebuild_source(series):
        refresh(source)


def extend_all(today: date) -> int:
    """Keep every live series 13 months ahead (nightly); returns how many changed.

    Their documents are brought in step by the nightly `refresh_documents` after it.
    """
    count = 0
    for series in EventSeries.objects.sources().filter(live=True).prefetch_related("changes"):
        with transaction.atomic():
            count += rebuild(series, today)
    return count


def _wanted(series: EventSeries, start: date, end: date) -> dict[str, dict[str, Any]]:
    recurrence = series.recurrence
    several = len(recurrence.facts.sittings) > 1
    return {_key(item, several): _facts(item) for item in recurrence.occurrences(start, end)}


def _key(item: RuleDate, several: bool) -> str:
    if several and item.start:
        return f"{item.original_date:%Y-%m-%d}-{item.start:%H%M}"
    return f"{item.original_date:%Y-%m-%d}"


def _facts(item: RuleDate) -> dict[str, Any]:
    starts_at = datetime.combine(item.date, item.start or time(0), TOKYO)
    return {
        "original_date": item.original_date,
        "date": item.date,
        "starts_at": starts_at,
        "ends_at": _end(item, starts_at),
        "all_day": item.start is None,
        "status": item.status,
        "theme": item.theme or "",
        "place": item.place or "",
        "reason": item.reason or "",
    }


def _end(item: RuleDate, starts_at: datetime) -> datetime:
    if item.start is None:
        return starts_at + timedelta(days=1)
    if item.end is None:
        return starts_at + timedelta(hours=2)
    end = datetime.combine(item.date, item.end, TOKYO)
    return end if end > starts_at else end + timedelta(days=1)
