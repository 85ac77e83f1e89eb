"""What waits to be checked, for staff: the records that are due, and how each can be confirmed.

What stands here is private to staff: contacts, and to which group a mail went.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from directory.checking import last_checks
from directory.confirmation_mail import can_be_mailed
from directory.models import Check, ConfirmationRequest, Correction
from directory.models.checked import checked_models

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from directory.models import Organization

AHEAD = timedelta(days=30)
"""How long before its day a record stands in the work list."""
NEVER = date.min
"""Stands for the day of a record that was never checked: it comes first."""

OLDEST_SHOWN = 5

type Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the work list is narrowed to; empty values narrow nothing."""

    record_type: str = ""
    department: int | None = None
    by_phone: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A record that is to be checked: by when, and how to reach those who know."""

    record: Any
    check: Check | None
    due: date | None
    overdue: bool
    groups: Sequence[Organization]
    asked: ConfirmationRequest | None
    corrected: bool

    @property
    def can_be_mailed(self) -> bool:
        return any(can_be_mailed(group) for group in self.groups)

    @property
    def kind(self) -> str:
        return str(self.record._meta.verbose_name)

    @property
    def edit_url(self) -> str:
        return edit_url(self.record)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits, in numbers; and the records that are longest past their day."""

    overdue: int
    never: int
    soon: int
    corrections: int
    oldest: list[Due]

    @property
    def any(self) -> bool:
        return bool(self.overdue or self.never or self.soon or self.corrections)


def edit_url(record: Any) -> str:
    return reverse(record.snippet_viewset.get_url_name("edit"), args=[record.pk])


def due_keys(now: datetime, asked: Asked) -> list[tuple[date, Key]]:
    """(day, (record type, public id)) of every public record that is due, oldest day first.

    One query for each kind of record.
    """
    models = checked_models()
    found = [
        (due or NEVER, (record_type, public_id))
        for record_type, model in models.items()
        if asked.record_type in ("", record_type)
        for public_id, due in _due_of(model, now, asked)
    ]
    return sorted(found)


def _due_of(model: Any, now: datetime, asked: Asked) -> Iterable[tuple[str, date | None]]:
    last = Check.objects.filter(record_type=model.record_type, record_id=OuterRef("public_id"))
    records = (
        model.objects.public(now)
        .sources()
        .annotate(
            due=Subquery(last.values("next_due")[:1]),
            checked_by=Subquery(last.values("by_department")[:1]),
        )
    )
    if asked.department is not None:
        answers = Q(checked_by=asked.department)
        if "department" in _field_names(model):
            answers |= Q(department=asked.department)
        records = records.filter(answers)
    if asked.by_phone:
        records = _without_address(records, model.address_to_ask)
    limit = timezone.localdate(now) + AHEAD
    return records.filter(Q(due=None) | Q(due__lte=limit)).values_list("public_id", "due")


def _without_address(records: QuerySet, lookup: str) -> QuerySet:
    """Those of groups, none of which has an address to ask at."""
    if not lookup:
        return records.none()
    return records.filter(**{lookup: ""}).exclude(**{f"{lookup}__gt": ""}).distinct()


def rows_of(keys: Sequence[Key], now: datetime) -> list[Due]:
    """The rows of one page of the list, in its order."""
    records = _records(keys)
    checks = last_checks(records.values())
    waiting = _newest_requests(keys)
    corrected = set(Correction.objects.open().values_list("record_type", "record_id"))
    today = timezone.localdate(now)
    rows = []
    for key in keys:
        if key not in records:
            continue
        check = checks.get(key)
        rows.append(
            Due(
                record=records[key],
                check=check,
                due=check.next_due if check else None,
                overdue=check is not None and check.next_due < today,
                groups=list(records[key].groups_to_ask()),
                asked=waiting.get(key),
                corrected=key in corrected,
            )
        )
    return rows


def row_of(record: Any, now: datetime) -> Due:
    """The row of one record, whether it is due or not."""
    return rows_of([(record.record_type, record.public_id)], now)[0]


def waiting(now: datetime) -> Waiting:
    """For the first page of staff."""
    today = timezone.localdate(now)
    keys = due_keys(now, Asked())
    overdue = [key for day, key in keys if NEVER < day < today]
    never = sum(day == NEVER for day, _key in keys)
    return Waiting(
        overdue=len(overdue),
        never=never,
        soon=len(keys) - never - len(overdue),
        corrections=Correction.objects.open().count(),
        oldest=rows_of(overdue[:OLDEST_SHOWN], now),
    )


def _records(keys: Iterable[Key]) -> dict[Key, Any]:
    ids = defaultdict(list)
    for record_type, public_id in keys:
        ids[record_type].append(public_id)
    models = checked_models()
    found = {}
    for record_type, wanted in ids.items():
        model = models[record_type]
        near = [name for name in ("organization", "department") if name in _field_names(model)]
        rows = model.objects.sources().filter(public_id__in=wanted)
        for record in rows.select_related("locale", *near):
            found[record_type, record.public_id] = record
    return found


def _field_names(model: Any) -> set[str]:
    return {field.name for field in model._meta.get_fields()}


def _newest_requests(keys: Iterable[Key]) -> dict[Key, ConfirmationRequest]:
    """The last mail about each record."""
    ids = [public_id for _type, public_id in keys]
    sent = ConfirmationRequest.objects.sent().filter(record_id__in=ids)
    oldest_first = sent.select_related("organization").order_by("sent_at", "pk")
    return {(request.record_type, request.record_id): request for request in oldest_first}
