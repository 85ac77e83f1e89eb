"""One-time links: how a member of a group signs in without a password."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from portal.models import Member, SignInLink

LINK_DAYS = 7


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(member: Member, now: datetime) -> str:
    """The absolute address that signs `member` in once, within seven days of `now` (aware)."""
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        member=member, token_hash=_hash(token), expires_at=now + timedelta(days=LINK_DAYS)
    )
    return settings.BASE_URL + reverse("portal:sign_in", args=[token])


def is_good(token: str, now: datetime) -> bool:
    """Whether the link would still sign somebody in at `now`."""
    return _good_links(token, now).exists()


def use_link(token: str, now: datetime) -> Member | None:
    """Spends the link; None where it is unknown, used, too old or its member may not come in."""
    # One UPDATE, so that of two presses at the same moment only one signs in.
    if _good_links(token, now).update(used_at=now) != 1:
        return None
    return Member.objects.select_related("organization").get(links__token_hash=_hash(token))


def _good_links(token: str, now: datetime) -> QuerySet[SignInLink]:
    return SignInLink.objects.filter(
        token_hash=_hash(token), used_at=None, expires_at__gt=now, member__active=True
    )
