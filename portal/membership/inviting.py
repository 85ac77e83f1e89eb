"""Inviting somebody to a group's desk, and joining by the mailed link (docs/decisions/0035)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction

from cms.base.throttle import allowed
from portal import history
from portal.membership import mails
from portal.membership.tokens import hashed
from portal.models import Invitation, Member

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from portal.models.invitations import InvitationQuerySet

OPEN_FOR: Final = timedelta(days=14)
"""How long an invitation can wait: people read their mail at the weekend."""
KEPT: Final = timedelta(days=30)
"""How long what was asked is remembered after it ended."""
AN_HOUR: Final = 5
"""So many invitations a group sends within an hour."""


def may_invite(member: Member, now: datetime) -> bool:
    """Counts one more invitation of the group; False once there were too many within the hour."""
    return allowed("portal-invite", str(member.organization_id), AN_HOUR, now)


def invite(member: Member, name: str, email: str, now: datetime, *, succeeds: bool) -> Invitation:
    """Asks somebody to join; an earlier question to the same address ends.

    Nothing tells the member whether the address is known: who has a desk already is told by mail.
    """
    with transaction.atomic():
        _of(member).filter(expires_at__lt=now - KEPT).delete()
        _of(member).filter(email__iexact=email).open(now).update(withdrawn_at=now)
        invitation = Invitation.objects.create(
            organization=member.organization,
            name=name,
            email=email,
            succeeds=succeeds,
            invited_by=member,
            expires_at=now + OPEN_FOR,
        )
        history.note_membership(history.INVITED, member, name)
        transaction.on_commit(lambda: mails.mail_invitation.enqueue(invitation.pk))
    return invitation


def open_invitations(member: Member, now: datetime) -> list[Invitation]:
    """What the group asked and nobody answered yet."""
    return list(_of(member).open(now))


def withdraw(member: Member, pk: int, now: datetime) -> bool:
    """Takes an open invitation of the own group back; False where there is none."""
    return bool(_of(member).filter(pk=pk).open(now).update(withdrawn_at=now))


def invitation_of(token: str, now: datetime) -> Invitation | None:
    """The open invitation of a link; None once it was used, taken back or is too old."""
    found = Invitation.objects.filter(token_hash=hashed(token)).open(now)
    return found.select_related("organization", "invited_by").first()


def accept(token: str, now: datetime) -> Member | None:
    """Makes the invited person a member, once; None where the link is good no more.

    Where they succeed the one who invited them, that membership ends in the same moment.
    """
    invitation = invitation_of(token, now)
    if invitation is None or Member.objects.filter(email__iexact=invitation.email).exists():
        return None
    try:
        with transaction.atomic():
            # One UPDATE, so that of two presses at the same moment only one joins.
            if Invitation.objects.filter(pk=invitation.pk).open(now).update(accepted_at=now) != 1:
                return None
            member = Member.objects.create(
                organization=invitation.organization,
                name=invitation.name,
                email=invitation.email,
            )
            history.note_membership(history.JOINED, member)
            if invitation.succeeds and invitation.invited_by:
                leave(invitation.invited_by, by=member)
    except IntegrityError:
        # The address got a desk by another way since.
        return None
    return member


def leave(member: Member, *, by: Member) -> None:
    """Ends a membership; who it was stays in the history, the mail address does not."""
    history.note_membership(history.REMOVED, by, member.name)
    mails.mail_removed.enqueue(member.email, member.name, member.organization.name)
    member.delete()


def remove(member: Member, pk: int) -> bool:
    """Takes somebody of the own group out, maybe oneself; False for the last one and for strangers.

    Rows are locked, so that of two who remove each other one stays.
    """
    with transaction.atomic():
        members = {row.pk: row for row in colleagues(member).select_for_update(of=("self",))}
        if pk not in members or len(members) == 1 or member.pk not in members:
            return False
        leave(members[pk], by=member)
    return True


def colleagues(member: Member) -> QuerySet[Member]:
    """The active members of the own group, the member among them."""
    return Member.objects.filter(
        organization__translation_key=member.organization.translation_key, active=True
    ).select_related("organization")


def _of(member: Member) -> InvitationQuerySet:
    return Invitation.objects.filter(
        organization__translation_key=member.organization.translation_key
    )
