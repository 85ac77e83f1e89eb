"""Sending a sign-in link by mail, without telling who is known here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.tasks import task
from django.template.loader import render_to_string
from django.utils import timezone

from cms.base.throttle import allowed
from portal.links import MAILED, make_link
from portal.models import Member

if TYPE_CHECKING:
    from collections.abc import Mapping

LINKS_AN_HOUR = 5


def may_ask(email: str, now: datetime) -> bool:
    """Counts one more wish of this address; False once it asked too often within the hour.

    Known and unknown addresses are counted alike.
    """
    return allowed("portal-link", _plain(email), LINKS_AN_HOUR, now)


def ask_for_link(email: str) -> None:
    """Has a link sent after the answer; the same work is handed on for every address."""
    mail_link.enqueue(_plain(email))


@task
def mail_link(email: str) -> None:
    """Mails a link to the member with this address; nothing happens where there is none."""
    member = (
        Member.objects.select_related("organization")
        .filter(email__iexact=email, active=True)
        .first()
    )
    if member is None:
        return
    words: Mapping[str, object] = {
        "member": member,
        "link": make_link(member, timezone.now(), MAILED),
        "minutes": int(MAILED.total_seconds()) // 60,
        "site_name": settings.SITE_NAME,
    }
    send_mail(
        f"{settings.SITE_NAME} 団体のページに入るリンク",
        render_to_string("emails/portal_link.txt", {**words}),
        None,
        [member.email],
    )


def _plain(email: str) -> str:
    return email.strip().lower()
