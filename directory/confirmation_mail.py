"""The mail that asks a group whether its facts still hold: who is asked, when, and what it says."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from directory.confirming import make_request
from directory.documents import latest_check
from directory.models import Check, ConfirmationRequest, Correction, Organization

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from plan.models import Department

logger = logging.getLogger(__name__)

ASKED_AGAIN_AFTER = timedelta(days=30)
"""The job asks about one record at most once in this time."""
BEING_SENT = timedelta(hours=1)
"""How long a request that was not sent is taken for one that is just being sent."""


class NotSent(Exception):
    """The mail did not go out; the text says why, to staff, in Japanese."""


def group_to_mail(record: Any) -> Organization | None:
    """The first of the record's groups that has an address to ask at."""
    return next((group for group in record.groups_to_ask() if can_be_mailed(group)), None)


def can_be_mailed(group: Organization) -> bool:
    """Whether the private address of the group is one."""
    try:
        validate_email(group.confirmation_email)
    except ValidationError:
        return False
    return True


def ask_group(
    record: Any, now: datetime, asked_by: AbstractBaseUser | None = None
) -> ConfirmationRequest:
    """Mails the record's group a link; raises `NotSent`, and then nothing was asked."""
    group = group_to_mail(record)
    if group is None:
        raise NotSent("メールの送り先がありません。団体の「公開しない連絡先」に入れてください。")
    request, link = make_request(record, group, now, asked_by)
    return _send(request, record, link)


def ask_once(record: Any, now: datetime) -> bool:
    """What the job does: asks unless the group was asked lately or has told of something wrong.

    False where nothing was to be asked; raises `NotSent`.
    """
    group = group_to_mail(record)
    if group is None:
        return False
    with transaction.atomic():
        # Two runs at the same moment take turns here, so that the second finds what the first made.
        Organization.objects.select_for_update().get(pk=group.pk)
        if was_asked_lately(record, now):
            return False
        request, link = make_request(record, group, now)
    _send(request, record, link)
    return True


def was_asked_lately(record: Any, now: datetime) -> bool:
    """Whether a mail went out within the last 30 days, is going out, or a correction is open."""
    lately = Q(sent_at__gt=now - ASKED_AGAIN_AFTER)
    on_its_way = Q(sent_at=None, created_at__gt=now - BEING_SENT)
    names = {"record_type": record.record_type, "record_id": record.public_id}
    return (
        ConfirmationRequest.objects.filter(lately | on_its_way, **names).exists()
        or Correction.objects.open().filter(**names).exists()
    )


def _send(request: ConfirmationRequest, record: Any, link: str) -> ConfirmationRequest:
    try:
        message_for(request, record, link).send()
    except (OSError, SMTPException, ValueError) as error:
        request.delete()
        # The server's own words may hold the address.
        logger.warning("The mail about %s was not sent: %s.", record.key, type(error).__name__)
        raise NotSent(
            "メールを送れませんでした。あとでもういちど送るか、電話で確かめてください。"
        ) from error
    request.sent_at = request.created_at
    request.save(update_fields=["sent_at"])
    return request


def message_for(request: ConfirmationRequest, record: Any, link: str) -> EmailMessage:
    """The mail in plain Japanese. The subject names the record and no person."""
    department = department_to_call(record)
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "name": one_line(record.name),
            "group": one_line(request.organization.name),
            "link": link,
            "until": timezone.localdate(request.expires_at),
            "check": latest_check(record.record_type, record.public_id),
            "department": department,
            "contact_url": f"{settings.BASE_URL}/contact/",
            "site_name": settings.SITE_NAME,
        }
        body = render_to_string("emails/confirmation.txt", words)
    return EmailMessage(
        f"「{words['name']}」に変わりはありませんか（{one_line(settings.SITE_NAME)}）",
        body,
        to=[request.sent_to],
        reply_to=[department.email] if department and department.email else None,
        headers={"Auto-Submitted": "auto-generated"},
    )


def department_to_call(record: Any) -> Department | None:
    """The 課 that answers for the record, or else that checked it last."""
    if record.checking_department:
        return record.checking_department
    checks = Check.objects.filter(record_type=record.record_type, record_id=record.public_id)
    by_staff = checks.exclude(by_department=None).select_related("by_department").first()
    return by_staff.by_department if by_staff else None


def one_line(text: str) -> str:
    """The text without what could begin a new line of a mail's head."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
