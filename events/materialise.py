"""Occurrences as rows, 13 months ahead, from `Recurrence.occurrences()` and from nothing else."""

from __future__ import annotations

from copy import copy
from datetime import datetime, time, timedelta
from itertools import batched
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from events.edits import EDITS, DateEdits
from events.models import EventSeries, Occurrence, horizon
from events.noticing import note_changes
from search.documents import refresh

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from events.recurrence import Occurrence as RuleDate

TOKYO = ZoneInfo("Asia/Tokyo")
BACK = timedelta(days=31)
"""How far back dates are kept in step with the rule, so that the present month stays whole."""
COMPARED = (
    "original_date", "date", "starts_at", "ends_at", "all_day", "status", "theme", "place", "reason",
    "audience", "note", "capacity", "is_full",
)  # fmt: skip
UPDATED = (*COMPARED, "sequence", "changed_at")
AT_ONCE = 200
"""Series whose dates are extended in one transaction."""


def rebuild(series: EventSeries, today: date) -> bool:
    """Make the stored dates of a source series those of its rule; True where any changed.

    Dates keep their row, key and SEQUENCE while they stay the same; call it in a transaction.
    """
    return bool(rebuild_many([series], today))


def rebuild_many(series: Sequence[EventSeries], today: date) -> set[int]:
    """`rebuild` for many saved source series; keys of the changed.

    A constant number of queries where their edits are prefetched (`EDITS`).
    """
    wanted = {row.pk: wanted_dates(row, today) for row in series}
    stored = _stored_dates(wanted, today - BACK)
    _keep_edited(series, wanted, stored, today)
    gone = [row for (pk, key), row in stored.items() if key not in wanted[pk]]
    fresh = [
        Occurrence(series=row, key=key, **facts)
        for row in series
        for key, facts in wanted[row.pk].items()
        if (row.pk, key) not in stored
    ]
    changed = [
        (copy(row), _updated(row, wanted[pk][key]))
        for (pk, key), row in stored.items()
        if key in wanted[pk] and _differs(row, wanted[pk][key])
    ]
    moved = [row for _before, row in changed]
    Occurrence.objects.filter(pk__in=[row.pk for row in gone]).delete()
    Occurrence.objects.bulk_create(fresh)
    Occurrence.objects.bulk_create(
        moved, update_conflicts=True, unique_fields=["pk"], update_fields=UPDATED
    )
    note_changes(series, changed, fresh, gone, timezone.now())
    return {row.series_id for row in (*gone, *fresh, *moved)}


def _keep_edited(
    series: Sequence[EventSeries],
    wanted: dict[int, dict[str, dict[str, Any]]],
    stored: Mapping[tuple[int, str], Occurrence],
    today: date,
) -> None:
    """Want the edited dates that a rule has lost too: coming ones cancelled, past ones as they are.

    Their addresses and UIDs were given away, so a date must say that it is off.
    """
    edits: dict[int, DateEdits] = {}
    rows = {row.pk: row for row in series}
    for (pk, key), row in stored.items():
        if key in wanted[pk]:
            continue
        own = edits.get(pk) or edits.setdefault(pk, DateEdits.of(rows[pk]))
        if own.carried_by(row):
            facts = {name: getattr(row, name) for name in COMPARED}
            wanted[pk][key] = facts if row.date < today else facts | own.no_longer_given(row)


def _stored_dates(
    wanted: Mapping[int, Mapping[str, Any]], start: date
) -> dict[tuple[int, str], Occurrence]:
    """The kept dates of these series that the rule may change, by series and key."""
    keys = {key for dates in wanted.values() for key in dates}
    kept = Q(original_date__gte=start) | Q(date__gte=start) | Q(key__in=keys)
    rows = Occurrence.objects.filter(kept, series__in=wanted)
    return {
        (row.series_id, row.key): row
        for row in rows
        if row.original_date >= start or row.date >= start or row.key in wanted[row.series_id]
    }


def _differs(row: Occurrence, facts: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != facts[name] for name in COMPARED)


def _updated(row: Occurrence, facts: Mapping[str, Any]) -> Occurrence:
    """The same row with other facts under a higher SEQUENCE."""
    for name, value in facts.items():
        setattr(row, name, value)
    row.sequence += 1
    return row


def rebuild_source(series: EventSeries) -> EventSeries | None:
    """Bring the dates of a row's source in step, as of today; returns the source."""
    source = (
        EventSeries.objects.sources()
        .filter(translation_key=series.translation_key)
        .prefetch_related(*EDITS)
        .first()
    )
    if source and rebuild(source, timezone.localdate()):
        EventSeries._base_manager.filter(pk=source.pk).update(sequence=F("sequence") + 1)
    return source


def rebuild_after_change(series: EventSeries) -> None:
    """After a change of one date: the dates, SEQUENCE and documents, at once."""
    if source := rebuild_source(series):
        refresh(source)


def raise_sequence(series: EventSeries, days: Collection[date]) -> None:
    """Have the dates of these original days told again, for what their rows do not hold."""
    rows = Occurrence.objects.filter(series=series, original_date__in=days)
    rows.update(sequence=F("sequence") + 1, changed_at=timezone.now())
    EventSeries._base_manager.filter(pk=series.pk).update(sequence=F("sequence") + 1)


def extend_all(today: date) -> int:
    """Keep every live series 13 months ahead (nightly); returns how many changed.

    Their documents are brought in step by the nightly `refresh_documents` after it.
    """
    live = EventSeries.objects.sources().filter(live=True)
    keys = list(live.order_by("pk").values_list("pk", flat=True))
    count = 0
    for some in batched(keys, AT_ONCE, strict=False):
        rows = live.filter(pk__in=some).prefetch_related(*EDITS)
        with transaction.atomic():
            count += len(rebuild_many(list(rows), today))
    return count


def wanted_dates(series: EventSeries, today: date) -> dict[str, dict[str, Any]]:
    """The dates of a rule as of `today` with what is said of each: key → fields of an Occurrence."""
    edits = DateEdits.of(series)
    dates = series.recurrence.occurrences(today - BACK, horizon(today))
    return {_key(item): _facts(item) | _said(item, edits) for item in dates}


def _key(item: RuleDate) -> str:
    if item.sitting:
        return f"{item.original_date:%Y-%m-%d}-{item.sitting:%H%M}"
    return f"{item.original_date:%Y-%m-%d}"


def _said(item: RuleDate, edits: DateEdits) -> dict[str, Any]:
    return edits.said(item.original_date, f"{item.sitting:%H:%M}" if item.sitting else "")


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
