"""Mails among groups. What they tell is in the database before they leave."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from portal.group_mail import mail_groups
from portal.models import BoardAnswer, BoardReport, GroupMessage
from portal.proposing.mails import moderators

logger = logging.getLogger(__name__)


@task
def mail_answer(answer_id: int) -> None:
    """Tells the group of a post that another one answered; the words stand on the board."""
    answer = BoardAnswer.objects.select_related("post__organization", "organization").get(
        pk=answer_id
    )
    words = [f"掲示板の「{answer.post.title}」に、{answer.organization.name}から返事がありました。"]
    page = reverse("portal:board_post", args=[answer.post_id])
    mail_groups([answer.post.organization], "掲示板に返事がありました", words, page)


@task
def mail_report(report_id: int) -> None:
    """Tells who decides at the city that a group is troubled; nothing that was typed is repeated."""
    report = BoardReport.objects.select_related("post", "organization").get(pk=report_id)
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "report": report,
            "link": settings.BASE_URL + reverse("board_thread", args=[report.post_id]),
            "site_name": settings.SITE_NAME,
        }
        body = render_to_string("emails/board_report.txt", words)
    message = EmailMessage(
        f"{settings.SITE_NAME} 団体の掲示板について、知らせがありました",
        body,
        to=moderators(),
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except (OSError, SMTPException, ValueError) as error:
        # The server's own words may hold an address.
        kind = type(error).__name__
        logger.error("The mail about report %s was not sent: %s.", report_id, kind)


@task
def mail_message(message_id: int) -> None:
    """Forwards a message to every member of the other group, once, and empties its words.

    The mail names the group that wrote, and no address; an answer is written on the site.
    """
    message = GroupMessage.objects.select_related("sender", "recipient").get(pk=message_id)
    if message.sent_at or not message.words or not _claimed(message):
        return
    words = [f"{message.sender.name}から、ことばが届きました。", "", message.words]
    page = reverse("portal:message", args=[message.sender.public_id])
    if mail_groups(
        [message.recipient], "ほかの団体からことばが届きました", words, page, "group_message"
    ):
        GroupMessage.objects.filter(pk=message_id).update(sent_at=timezone.now(), words="")


def _claimed(message: GroupMessage) -> bool:
    """Whether no other process tries at the same time."""
    rows = GroupMessage.objects.filter(pk=message.pk, tried_at=message.tried_at, sent_at=None)
    return bool(rows.update(tried_at=timezone.now()))
