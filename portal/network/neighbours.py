"""The directory that groups see of each other, and messages that show no address."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.search.backends import get_search_backend

from cms.base.throttle import allowed
from directory.models import Organization
from portal.models import GroupMessage, Member, SharedContact
from portal.network import mails

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

AN_HOUR: Final = 10
"""So many messages a group sends within an hour."""
MOST_FOUND: Final = 50
AGAIN_AFTER: Final = timedelta(minutes=15)
GIVEN_UP_AFTER: Final = timedelta(days=2)
KEPT: Final = timedelta(days=30)
"""How long it is remembered that a message was sent; its words go as soon as it has left."""


def groups_with_members(now: datetime) -> QuerySet[Organization]:
    """The published groups that somebody answers for, in kana order."""
    answered_for = Member.objects.filter(active=True).values("organization__translation_key")
    rows = Organization.objects.public(now).sources().select_related("area")
    return rows.filter(translation_key__in=answered_for).order_by("kana", "name")


def found(rows: QuerySet[Organization], words: str) -> list[Organization]:
    """Those whose name fits what was typed, best first."""
    return list(get_search_backend().autocomplete(words, rows)[:MOST_FOUND])


def contacts_of(groups: Iterable[Organization]) -> dict[int, SharedContact]:
    """What each group shares, by its primary key; groups without a row share nothing. One query."""
    rows = SharedContact.objects.filter(organization__in=[group.pk for group in groups])
    return {row.organization_id: row for row in rows}


def contact_of(group: Organization) -> SharedContact:
    """What a group shares; an unsaved row with nothing where it never said."""
    row = SharedContact.objects.filter(organization=group).first()
    return row or SharedContact(organization=group)


def recipient(member: Member, public_id: str, now: datetime) -> Organization | None:
    """The other group that takes messages; None for the own, an unknown one, or one that takes none."""
    rows = groups_with_members(now).exclude(translation_key=member.organization.translation_key)
    group = rows.filter(public_id=public_id).first()
    return group if group and contact_of(group).takes_messages else None


def may_send(member: Member, now: datetime) -> bool:
    """Counts one more message of the group; False once there were too many within the hour."""
    return allowed("portal-message", str(member.organization.translation_key), AN_HOUR, now)


@transaction.atomic
def send(member: Member, to: Organization, words: str, once: UUID, now: datetime) -> None:
    """Has the words mailed to the members of the other group; the same `once` sends nothing more."""
    row, is_new = GroupMessage.objects.get_or_create(
        once=once,
        defaults={
            "sender": member.organization.source,
            "recipient": to,
            "member_name": member.name,
            "words": words,
            "created_at": now,
        },
    )
    if is_new:
        transaction.on_commit(lambda: mails.mail_message.enqueue(row.pk))


def sent_by(member: Member) -> QuerySet[GroupMessage]:
    """What the member's group sent within the time that is remembered."""
    key = member.organization.translation_key
    return GroupMessage.objects.filter(sender__translation_key=key).select_related("recipient")


def send_again() -> None:
    """Tries again to deliver what could not leave; after two days its words are emptied."""
    now = timezone.now()
    late = GroupMessage.objects.filter(sent_at=None, created_at__lt=now - GIVEN_UP_AFTER)
    late.exclude(words="").update(words="")
    waits = Q(tried_at=None) | Q(tried_at__lte=now - AGAIN_AFTER)
    rows = GroupMessage.objects.filter(waits, sent_at=None, created_at__lte=now - AGAIN_AFTER)
    for pk in rows.exclude(words="").values_list("pk", flat=True):
        mails.mail_message.call(pk)


def forget(now: datetime) -> None:
    """Deletes what was sent a month ago."""
    GroupMessage.objects.filter(created_at__lt=now - KEPT).delete()
