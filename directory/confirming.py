"""The link that a group gets by mail: signed, for one record, answering once, ending by itself.

Reading a link spends nothing. The answer spends it in one UPDATE, so that of two presses only one
counts.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from directory.checking import check_by_group
from directory.history import ANSWERED, CORRECTED
from directory.models import ConfirmationRequest, Correction

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from directory.models import Organization

VALID_FOR = timedelta(days=30)
"""How long a link waits for its answer."""
KEPT = timedelta(days=180)
"""How long an ended link is remembered, so that it can say why it no longer works."""

Answer = ConfirmationRequest.Answer


class LinkState(Enum):
    """What the page of a link has to say."""

    OPEN = "open"
    USED = "used"
    LATE = "late"
    REPLACED = "replaced"
    GONE = "gone"
    UNKNOWN = "unknown"


def make_request(
    record: Any, group: Organization, now: datetime, asked_by: AbstractBaseUser | None = None
) -> tuple[ConfirmationRequest, str]:
    """A request that is not sent yet, and the absolute address for the mail."""
    token = _signer().sign(secrets.token_urlsafe(16))
    request = ConfirmationRequest.objects.create(
        record_type=record.record_type,
        record_id=record.public_id,
        organization=group,
        token_hash=_hash(token),
        sent_to=group.confirmation_email,
        asked_by=asked_by,
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    path = reverse("directory:confirm", args=[token])
    return request, settings.BASE_URL + path


def request_of(token: str) -> ConfirmationRequest | None:
    """The request of a link; None for a mistyped or forgotten one."""
    try:
        _signer().unsign(token)
    except BadSignature:
        return None
    found = ConfirmationRequest.objects.select_related("organization")
    return found.filter(token_hash=_hash(token)).first()


def state_of(request: ConfirmationRequest | None, now: datetime) -> LinkState:
    """Whether the link would still take an answer at `now` (aware), or why not."""
    if request is None:
        return LinkState.UNKNOWN
    if request.used_at is not None:
        return LinkState.USED
    if is_replaced(request):
        return LinkState.REPLACED
    record = request.record
    if record is None or not record.is_open_to_readers(now):
        return LinkState.GONE
    return LinkState.OPEN if request.expires_at > now else LinkState.LATE


def is_replaced(request: ConfirmationRequest) -> bool:
    """Whether a newer mail was sent for the record, or the group has another address now."""
    newer = ConfirmationRequest.objects.of(request.record_type, request.record_id).sent()
    return (
        request.organization.confirmation_email != request.sent_to
        or newer.filter(pk__gt=request.pk).exists()
    )


def confirm_unchanged(request: ConfirmationRequest, now: datetime) -> bool:
    """変わりありません: the group checked the record today. False where the link took an answer."""
    with transaction.atomic():
        if not _spend(request, Answer.UNCHANGED, now):
            return False
        record, group = request.record, request.organization
        if check_by_group(record, group, timezone.localdate(now)):
            log(record, ANSWERED, data={"by": str(group)})
        return True


def take_correction(request: ConfirmationRequest, text: str, phone: str, now: datetime) -> bool:
    """直すところがあります: kept for staff; no public fact changes. False where it was answered."""
    with transaction.atomic():
        if not _spend(request, Answer.CORRECTION, now):
            return False
        Correction.objects.create(
            record_type=request.record_type,
            record_id=request.record_id,
            organization=request.organization,
            text=text,
            phone=phone,
            received_at=now,
        )
        log(request.record, CORRECTED, data={"by": str(request.organization)})
        return True


def forget_old_requests(now: datetime) -> None:
    """Links that ended long ago are forgotten, with the addresses they went to."""
    ConfirmationRequest.objects.filter(expires_at__lt=now - KEPT).delete()


def _spend(request: ConfirmationRequest, answer: str, now: datetime) -> bool:
    unused = ConfirmationRequest.objects.filter(pk=request.pk, used_at=None, expires_at__gt=now)
    if unused.update(used_at=now, answer=answer) != 1:
        return False
    request.refresh_from_db(fields=["used_at", "answer"])
    return True


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _signer() -> Signer:
    return Signer(salt="directory.confirmation", sep=".")
