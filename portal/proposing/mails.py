"""Mails about proposals: to the moderators what groups send and say, to the member what was decided.

The step is in the database before its mail leaves, so a mail that fails loses nothing: it is
logged, sent again by the clock for two days, and both sides find the same words on their pages.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import Q
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from portal.models import ProposalStep
from portal.proposing.kinds import kind_named

logger = logging.getLogger(__name__)

What = ProposalStep.What
AGAIN_AFTER: Final = timedelta(minutes=15)
GIVEN_UP_AFTER: Final = timedelta(days=2)
DECIDES = {"content_type__app_label": "portal", "codename": "change_proposal"}
"""Who has this permission decides; the group 承認 has it."""
TO_GROUP = {
    What.COMMENT: "市の担当からことばが届きました",
    What.HELD: "市の担当が確かめています",
    What.ACCEPTED: "公開しました",
    What.REFUSED: "のせられませんでした",
}
TO_CITY = {
    What.SENT: "団体から申し出が届きました",
    What.COMMENT: "団体から返事が届きました",
    What.WITHDRAWN: "団体が申し出を取り下げました",
}


@task
def mail_step(step_id: int) -> None:
    """Tells the other side of a step, once; of some, as the first of two looks, nobody is told."""
    steps = ProposalStep.objects.select_related("proposal__organization", "proposal__member")
    step = steps.get(pk=step_id)
    if step.told_at is None and _claimed(step) and _told(step):
        ProposalStep.objects.filter(pk=step_id).update(told_at=timezone.now())


def mail_untold() -> None:
    """Tries again to tell of the steps whose mail did not leave; after two days no more."""
    now = timezone.now()
    waits = Q(tried_at=None) | Q(tried_at__lte=now - AGAIN_AFTER)
    recent = Q(at__gte=now - GIVEN_UP_AFTER, at__lte=now - AGAIN_AFTER)
    steps = ProposalStep.objects.filter(waits, recent, told_at=None)
    for step_id in steps.values_list("pk", flat=True):
        mail_step.call(step_id)


def _claimed(step: ProposalStep) -> bool:
    """Whether no other process tries at the same time."""
    rows = ProposalStep.objects.filter(pk=step.pk, tried_at=step.tried_at)
    return bool(rows.update(tried_at=timezone.now()))


def _told(step: ProposalStep) -> bool:
    """Whether the mail left, or there is nothing to tell."""
    subjects = TO_GROUP if step.by_city else TO_CITY
    subject = subjects.get(What(step.what))
    if subject is None:
        return True
    recipients = _member(step) if step.by_city else moderators()
    if not recipients:
        logger.warning("Nobody has an address to hear of step %s of a proposal.", step.pk)
        return False
    try:
        _message(step, subject, recipients).send()
    except (OSError, SMTPException, ValueError) as error:
        # The server's own words may hold an address.
        logger.error("The mail about step %s was not sent: %s.", step.pk, type(error).__name__)
        return False
    return True


def moderators() -> list[str]:
    """The addresses of the active people whose group may decide, each once."""
    may = {f"groups__permissions__{name}": value for name, value in DECIDES.items()}
    people = get_user_model().objects.filter(is_active=True, **may).exclude(Q(email=""))
    return sorted(set(people.values_list("email", flat=True)))


def _member(step: ProposalStep) -> list[str]:
    member = step.proposal.member
    return [member.email] if member and member.active and member.email else []


def _message(step: ProposalStep, subject: str, recipients: list[str]) -> EmailMessage:
    """The subject names no person and repeats nothing that was typed."""
    proposal = step.proposal
    page = "portal:proposal" if step.by_city else "proposal"
    with translation.override(settings.LANGUAGE_CODE):
        words: dict[str, Any] = {
            "step": step,
            "proposal": proposal,
            "kind": kind_named(proposal.kind).label,
            "link": settings.BASE_URL + reverse(page, args=[proposal.pk]),
            "site_name": settings.SITE_NAME,
        }
        template = "proposal_to_group" if step.by_city else "proposal_to_city"
        body = render_to_string(f"emails/{template}.txt", words)
    return EmailMessage(
        f"{settings.SITE_NAME} {subject}",
        body,
        to=recipients,
        headers={"Auto-Submitted": "auto-generated"},
    )
