"""One-time links: how a member of a group signs in without a password."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse

from portal.models import Member, SignInLink

HANDED_OUT = timedelta(days=7)
"""How long a link given by a person can wait."""
MAILED = timedelta(minutes=30)
"""How long a link that the member asked for by mail can wait."""
KEPT = timedelta(days=30)
"""How long a link that ended is remembered, so that it can say why it no longer works."""


class LinkState(Enum):
    """What the page of a link has to say."""

    GOOD = "good"
    USED = "used"
    LATE = "late"
    UNKNOWN = "unknown"


def make_link(member: Member, now: datetime, valid_for: timedelta = HANDED_OUT) -> str:
    """The absolute address that signs `member` in once, within `valid_for` of `now` (aware).

    It ends early where the member is taken out or gets another mail address.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        member.links.filter(expires_at__lt=now - KEPT).delete()
        SignInLink.objects.create(
            member=member,
            email=member.email,
            token_hash=_hash(token),
            expires_at=now + valid_for,
        )
    return settings.BASE_URL + reverse("portal:sign_in", args=[token])


def state_of(token: str, now: datetime) -> LinkState:
    """Whether the link would still sign somebody in at `now`, or why not; spends nothing."""
    link = _links(token).first()
    if link is None:
        return LinkState.UNKNOWN
    if link.used_at is not None:
        return LinkState.USED
    return LinkState.GOOD if link.expires_at > now else LinkState.LATE


def use_link(token: str, now: datetime) -> Member | None:
    """Spends the link; None where it is unknown, used, too old or its member may not come in."""
    # One UPDATE, so that of two presses at the same moment only one signs in.
    good = _links(token).filter(used_at=None, expires_at__gt=now)
    if good.update(used_at=now) != 1:
        return None
    return Member.objects.select_related("organization").get(links__token_hash=_hash(token))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _links(token: str) -> QuerySet[SignInLink]:
    return SignInLink.objects.filter(
        token_hash=_hash(token), member__active=True, member__email=F("email")
    )
