"""Asking another group to hold a meetup together, its answer, handing over, and leaving.

Every function looks at the stored rows anew under a lock, so that of two people who act at the
same moment one does and the other is told (`Refused`). What is public changes at once, and stands
in the history of the meetup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from cms.base.throttle import allowed
from events.models import EventSeries
from portal import history
from portal.desk import own_group, series_of
from portal.models import TogetherRequest
from portal.proposing.flow import Refused
from portal.republishing import published_with
from portal.together import mails
from portal.together.keeping import KeptByAnother, together_in, wait_for
from portal.together.own import together_at

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from directory.models import Organization
    from portal.models import Member
    from portal.together.keeping import Together

Status = TogetherRequest.Status
QUESTIONS_AN_HOUR = 10


@transaction.atomic
def ask(
    series_id: str, member: Member, asked: Organization, words: str, now: datetime
) -> TogetherRequest:
    """Asks `asked`, the source row of a published group. Only who may edit the meetup asks.

    Raises `Refused` where it holds the meetup already, was asked already, or there were too many
    questions within the hour; `KeptByAnother`, Http404 as `locked`.
    """
    stand = _edited(locked(member, series_id, now))
    if asked.translation_key in {group.translation_key for group in stand.groups}:
        raise Refused([_("その団体は、もういっしょに開いています。")])
    if waiting_of(stand.series).filter(asked=asked).exists():
        raise Refused([_("その団体には、もうたずねています。返事を待ってください。")])
    if not allowed("portal-together", stand.own.public_id, QUESTIONS_AN_HOUR, now):
        raise Refused([_("短いあいだに、たくさんたずねています。1時間ほど待ってください。")])
    made = TogetherRequest.objects.create(
        series=stand.series,
        asking=own_group(member),
        asked=asked,
        words=words,
        asked_by=member.name,
        asked_at=now,
    )
    history.note_together(history.TOGETHER_ASKED, stand.series, member, asked.name)
    mails.mail_question.enqueue(made.pk)
    return made


@transaction.atomic
def answer(request: TogetherRequest, member: Member, *, yes: bool, now: datetime) -> None:
    """A member of the asked group says yes, and it holds the meetup at once; or no.

    A meetup of one group is kept by it from then on. Raises `Refused` where it was
    answered or taken back, or the meetup is not public any more.
    """
    wait_for(request.series)
    row = _waiting(request)
    if yes:
        _join(row, now)
    _end(row, Status.YES if yes else Status.NO, member, now)
    action = history.TOGETHER_YES if yes else history.TOGETHER_NO
    history.note_together(action, row.series, member, row.asked.name)
    mails.mail_answer.enqueue(row.pk)


@transaction.atomic
def withdraw(series_id: str, member: Member, request_id: int, now: datetime) -> None:
    """Whoever may edit the meetup takes a question back. `Refused` where it was answered."""
    stand = _edited(locked(member, series_id, now))
    row = stand.series.together_requests.filter(pk=request_id).first()
    if row is None:
        raise Http404
    _end(_waiting(row), Status.WITHDRAWN, member, now)


@transaction.atomic
def hand_over(series_id: str, member: Member, keeper_id: str, now: datetime) -> Organization:
    """Has another organiser edit the meetup; returns it. `Refused` where it does not hold it."""
    stand = _edited(locked(member, series_id, now))
    keeper = next((group for group in stand.groups if group.public_id == keeper_id), None)
    if keeper is None:
        raise Refused([_("その団体は、もういっしょに開いていません。")])
    if stand.keeper == keeper:
        return keeper
    published_with(stand.series, lambda row: setattr(row, "keeper", keeper.source))
    history.note_together(history.KEEPER, stand.series, member, keeper.name)
    mails.mail_keeper.enqueue(stand.series.pk, stand.own.pk, keeper.pk)
    return keeper


@transaction.atomic
def leave(series_id: str, member: Member, now: datetime) -> None:
    """The group holds the meetup no longer. `Refused` for the last one and for who keeps it."""
    stand = locked(member, series_id, now)
    if not stand.is_shared:
        raise Refused([_("ほかに開く団体がないので、ぬけられません。")])
    if stand.keeps:
        raise Refused(
            [_("なおす団体はぬけられません。先に、ほかの団体にかわってもらってください。")]
        )
    published_with(stand.series, lambda row: row.organizers.remove(stand.own))
    history.note_together(history.LEFT, stand.series, member, stand.own.name)
    mails.mail_left.enqueue(stand.series.pk, stand.own.pk)


def locked(member: Member, series_id: str, now: datetime) -> Together:
    """One of the group's public meetups, as it is once others have finished with it.

    Http404 for any that the group does not hold.
    """
    wait_for(together_at(member, series_id, now).series)
    return together_at(member, series_id, now)


def _edited(stand: Together) -> Together:
    if not stand.may_edit:
        raise KeptByAnother(stand)
    return stand


def waiting_of(series: EventSeries) -> QuerySet[TogetherRequest]:
    """The questions about a meetup that nobody has answered."""
    return series.together_requests.filter(status=Status.WAITING)


def _join(row: TogetherRequest, now: datetime) -> None:
    held = series_of(row.asking, now).select_related("keeper").filter(pk=row.series_id).first()
    if held is None:
        raise Refused([_("この集まりは、いまはのっていないので、お受けできません。")])
    stand = together_in([held], row.asking)[held.pk]

    def write(series: EventSeries) -> None:
        series.organizers.add(row.asked)
        series.keeper = stand.keeper.source if stand.keeper else None

    published_with(held, write)


def _waiting(request: TogetherRequest) -> TogetherRequest:
    rows = TogetherRequest.objects.select_for_update(of=("self",))
    row = rows.select_related("series", "asking", "asked").get(pk=request.pk)
    if not row.is_waiting:
        raise Refused([_("この質問は、もう終わっています。何も変えていません。")])
    return row


def _end(row: TogetherRequest, status: str, member: Member, now: datetime) -> None:
    row.status, row.answered_by, row.answered_at = status, member.name, now
    row.save()
