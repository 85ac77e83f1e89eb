"""The one mail about a group's calendar: that it could not be read for days and is left alone now."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from portal.calendars.words import sentence
from portal.models import GroupCalendar, Member

logger = logging.getLogger(__name__)


@task
def mail_stopped(calendar_id: int) -> None:
    """Tells each active member of the group, one mail each; the address of the calendar is not in it."""
    calendar = GroupCalendar.objects.select_related("organization").filter(pk=calendar_id).first()
    if calendar is None:
        return
    key = calendar.organization.translation_key
    members = Member.objects.filter(organization__translation_key=key, active=True)
    for member in members.exclude(email=""):
        try:
            _message(calendar, member).send()
        except (OSError, SMTPException, ValueError) as error:
            # The server's own words may hold an address.
            logger.error(
                "A mail about calendar %s was not sent: %s.", calendar_id, type(error).__name__
            )


def _message(calendar: GroupCalendar, member: Member) -> EmailMessage:
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "member": member,
            "why": sentence(calendar.last_error),
            "link": settings.BASE_URL + reverse("portal:calendar"),
            "site_name": settings.SITE_NAME,
        }
        body = render_to_string("emails/calendar_stopped.txt", words)
    return EmailMessage(
        f"{settings.SITE_NAME} 団体のカレンダーを読めません",
        body,
        to=[member.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
