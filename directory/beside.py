"""What stands beside records in tables of its own, for many records in three queries.

Their documents need it: the words of other languages, the last check, what is different now.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from directory.models.facts_at_once import Check, TemporaryStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from cms.base.records import Record


@dataclass(frozen=True)
class Beside:
    """Beside one source row: its published translations, last check, statuses that are not over."""

    translations: Sequence[Record] = ()
    check: Check | None = None
    statuses: Sequence[TemporaryStatus] = ()


def beside(record: Record, now: datetime) -> Beside:
    return beside_many([record], now)[record.public_id]


def beside_many(records: Sequence[Record], now: datetime) -> dict[str, Beside]:
    """By public id, for source rows of one model; rows that are not saved yet have nothing."""
    saved = [record for record in records if record.pk is not None]
    if not saved:
        return {record.public_id: Beside() for record in records}
    translations = _translations(saved)
    ids = [record.public_id for record in saved]
    checks = _checks(saved[0].record_type, ids)
    statuses = _statuses(saved[0].record_type, ids, now)
    return {
        record.public_id: Beside(
            translations.get(record.translation_key, ()),
            checks.get(record.public_id),
            statuses.get(record.public_id, ()),
        )
        for record in records
    }


def _translations(records: Sequence[Record]) -> dict[UUID, list[Record]]:
    found = defaultdict(list)
    rows = (
        type(records[0])
        ._base_manager.filter(
            translation_key__in=[record.translation_key for record in records], live=True
        )
        .exclude(locale_id=records[0].locale_id)
        .select_related("locale")
    )
    for row in rows:
        found[row.translation_key].append(row)
    return found


def _checks(record_type: str, ids: list[str]) -> dict[str, Check]:
    """The newest of each: the last one read wins."""
    rows = Check.objects.filter(record_type=record_type, record_id__in=ids)
    newest_last = rows.select_related("by_department", "by_organization").order_by(
        "checked_on", "pk"
    )
    return {check.record_id: check for check in newest_last}


def _statuses(record_type: str, ids: list[str], now: datetime) -> dict[str, list[TemporaryStatus]]:
    found = defaultdict(list)
    rows = TemporaryStatus.objects.filter(record_type=record_type, record_id__in=ids)
    for status in rows.not_over(timezone.localdate(now)):
        found[status.record_id].append(status)
    return found
