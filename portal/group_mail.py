"""Mails to the members of groups: one for each, so that nobody learns the address of another."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from portal.models import Member

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from directory.models import Organization

logger = logging.getLogger(__name__)


def mail_groups(
    groups: Iterable[Organization],
    subject: str,
    paragraphs: Sequence[str],
    path: str = "",
    template: str = "groups",
) -> int:
    """One mail for each active member; returns how many left.

    The subject names nobody and repeats nothing typed. `path` is the page to go on with, else the
    desk. What cannot leave is logged; who calls this keeps what it tells somewhere else.
    """
    keys = [group.translation_key for group in groups]
    members = Member.objects.filter(organization__translation_key__in=keys, active=True)
    link = settings.BASE_URL + (path or reverse("portal:desk"))
    sent = 0
    for member in members.exclude(email=""):
        words = {"member": member, "paragraphs": paragraphs, "link": link}
        try:
            sent += _message(member.email, subject, template, words).send()
        except (OSError, SMTPException, ValueError) as error:
            # The server's own words may hold an address.
            kind = type(error).__name__
            logger.error("A mail to member %s was not sent: %s.", member.pk, kind)
    return sent


def _message(email: str, subject: str, template: str, words: dict[str, object]) -> EmailMessage:
    with translation.override(settings.LANGUAGE_CODE):
        body = render_to_string(f"emails/{template}.txt", words | {"site_name": settings.SITE_NAME})
    return EmailMessage(
        f"{settings.SITE_NAME} {subject}",
        body,
        to=[email],
        headers={"Auto-Submitted": "auto-generated"},
    )
