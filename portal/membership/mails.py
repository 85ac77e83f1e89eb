"""Mails about belonging to a desk. Each goes to one person and names nobody's address."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from portal.membership.tokens import new_token
from portal.models import Invitation, Member

logger = logging.getLogger(__name__)


@task
def mail_invitation(invitation_id: int) -> None:
    """Mails the link; to somebody who has a desk already, that they were asked to another."""
    invitation = Invitation.objects.select_related("organization", "invited_by").get(
        pk=invitation_id
    )
    known = Member.objects.filter(email__iexact=invitation.email).exists()
    link = "" if known else reverse("portal:invited", args=[new_token(invitation)])
    _send(
        invitation.email,
        "団体のページへのさそい",
        "portal_invitation",
        {"invitation": invitation, "link": link and settings.BASE_URL + link},
    )


@task
def mail_removed(email: str, name: str, group: str) -> None:
    """Tells somebody that the desk of a group is closed to them from now on."""
    _send(email, "団体のメンバーからはずれました", "portal_removed", {"name": name, "group": group})


def _send(email: str, subject: str, template: str, words: dict[str, Any]) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        body = render_to_string(f"emails/{template}.txt", words | {"site_name": settings.SITE_NAME})
    message = EmailMessage(
        f"{settings.SITE_NAME} {subject}",
        body,
        to=[email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except (OSError, SMTPException, ValueError) as error:
        # The server's own words may hold an address.
        logger.error("A mail about membership was not sent: %s.", type(error).__name__)
