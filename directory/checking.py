"""Writing down that a record was checked: by a group, or by staff with one press."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from wagtail.log_actions import log

from directory.history import CHECKED, UNDONE
from directory.models import Check
from directory.models.checked import record_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.contrib.auth.models import AbstractBaseUser

    from directory.models import Checked, Organization
    from plan.models import Department


def last_checks(records: Iterable[Any]) -> dict[tuple[str, str], Check]:
    """The newest check of each record, by (record type, public id). One query."""
    wanted = Q(pk__in=[])
    ids = defaultdict(list)
    for record in records:
        ids[record.record_type].append(record.public_id)
    for record_type, public_ids in ids.items():
        wanted |= Q(record_type=record_type, record_id__in=public_ids)
    checks = Check.objects.filter(wanted).select_related("by_department", "by_organization")
    return {
        (check.record_type, check.record_id): check
        for check in checks.order_by("checked_on", "pk")  # the newest stays
    }


def next_due(record: Checked | type[Checked], checked_on: date) -> date:
    """When a record checked on a day is to be checked again."""
    return checked_on + relativedelta(months=record.months_between_checks)


def check_by_group(record: Any, group: Organization, today: date) -> bool:
    """Writes that `group` checked the record; False where it already did so today."""
    facts = {
        "record_type": record.record_type,
        "record_id": record.public_id,
        "checked_on": today,
        "by_organization": group,
    }
    if Check.objects.filter(**facts).exists():
        return False
    Check.objects.create(**facts, next_due=next_due(record, today))
    return True


def check_by_staff(record: Any, user: AbstractBaseUser, today: date) -> Check:
    """Writes that staff checked the record, for the 課 that answers for it."""
    check = Check.objects.create(
        record_type=record.record_type,
        record_id=record.public_id,
        checked_on=today,
        next_due=next_due(record, today),
        by_department=record.checking_department or _usual_department(record, user),
        recorded_by=user,
    )
    log(record, CHECKED, user=user)
    return check


def _usual_department(record: Any, user: AbstractBaseUser) -> Department | None:
    """The 課 that this person checked for last, else the one that checked the record last."""
    checks = Check.objects.exclude(by_department=None).select_related("by_department")
    same_record = checks.filter(record_type=record.record_type, record_id=record.public_id)
    last = checks.filter(recorded_by=user).order_by("-pk").first() or same_record.first()
    return last.by_department if last else None


def undo_checks(checks: Iterable[Check], user: AbstractBaseUser) -> int:
    """Takes back what this person just recorded; the check before it counts again."""
    taken = 0
    for check in checks:
        record = record_of(check.record_type, check.record_id)
        check.delete()
        taken += 1
        if record is not None:
            log(record, UNDONE, user=user)
    return taken
