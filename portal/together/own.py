"""The meetups of a member's group, each with who holds and edits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from events.models import EventSeries
from portal.desk import own_series
from portal.models import TogetherRequest
from portal.together.keeping import KeptByAnother, together_in

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from portal.models import Member
    from portal.together.keeping import Together


def together_of(member: Member, now: datetime) -> list[Together]:
    """The group's public series in the order of their names, each with who holds and edits it."""
    rows = list(own_series(member, now).select_related("keeper").order_by("name"))
    found = together_in(rows, member.organization)
    return [found[row.pk] for row in rows]


def together_at(member: Member, series_id: str, now: datetime) -> Together:
    """How the group stands to one of its public series. Http404 for any other."""
    row = own_series(member, now).select_related("keeper").filter(public_id=series_id).first()
    if row is None:
        raise Http404
    return together_in([row], member.organization)[row.pk]


def edited_at(member: Member, series_id: str, now: datetime) -> EventSeries:
    """A series that the group may edit. `KeptByAnother` where another one does, Http404 for any
    that it does not hold."""
    together = together_at(member, series_id, now)
    if not together.may_edit:
        raise KeptByAnother(together)
    return together.series


def questions_for(member: Member) -> QuerySet[TogetherRequest]:
    """What other groups asked the member's group, answered or not."""
    key = member.organization.translation_key
    rows = TogetherRequest.objects.filter(asked__translation_key=key)
    return rows.select_related("series", "asking", "asked")


def questions_waiting(member: Member, now: datetime) -> QuerySet[TogetherRequest]:
    """Those to be answered, about meetups that readers may see."""
    waiting = questions_for(member).filter(status=TogetherRequest.Status.WAITING)
    return waiting.filter(series__in=EventSeries.objects.public(now)).order_by("asked_at", "pk")
