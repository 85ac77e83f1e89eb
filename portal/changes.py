"""What a member does to the entries of the own group. Everything acts at once, no draft between."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from django.db import transaction

from directory.checking import check_by_group
from directory.models import TemporaryStatus
from events.models import Occurrence, OccurrenceChange
from events.series_facts import sittings_of_rule
from portal import history

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from cms.base.records import Record
    from directory.models import Organization
    from portal.models import Member

Kind = OccurrenceChange.Kind


@transaction.atomic
def cancel(occurrence: Occurrence, reason: str, member: Member, *, whole_day: bool = False) -> None:
    """Cancels a date, or with `whole_day` all its sittings; cancelling it again changes the reason."""
    _set(occurrence, Kind.CANCELLED, whole_day=whole_day, reason=reason)
    history.note_date(history.CANCEL, occurrence, member, reason, whole_day=whole_day)


@transaction.atomic
def restore(occurrence: Occurrence, member: Member) -> None:
    """Takes the cancellation of a date back, of several sittings this one's alone.

    Nothing happens to a date that is held.
    """
    if _unset(occurrence, Kind.CANCELLED):
        history.note_date(history.RESTORE, occurrence, member)


@transaction.atomic
def set_theme(
    occurrence: Occurrence, theme: str, member: Member, *, whole_day: bool = False
) -> None:
    """Gives a date a theme of its own, or with `whole_day` all its sittings.

    An empty one leaves the usual theme.
    """
    if theme:
        _set(occurrence, Kind.THEME, whole_day=whole_day, theme=theme)
    elif not _unset(occurrence, Kind.THEME, whole_day=whole_day):
        return
    history.note_date(history.THEME, occurrence, member, theme, whole_day=whole_day)


@transaction.atomic
def confirm(group: Organization, records: Iterable[Record], today: date, member: Member) -> None:
    """Writes that `group` checked these records of its own; once a day however often pressed."""
    for record in records:
        if check_by_group(record, group, today):
            history.note_confirmed(record, member)


@transaction.atomic
def give_notice(
    record: Record, member: Member, *, kind: str, message: str, starts_on: date, ends_on: date
) -> None:
    """Closes the record for a while, or tells what is different; at once and to the last day."""
    TemporaryStatus.objects.create(
        record_type=record.record_type,
        record_id=record.public_id,
        kind=kind,
        message=message,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    history.note_notice(history.NOTICE, record, member, message)


@transaction.atomic
def end_notice(record: Record, status: TemporaryStatus, today: date, member: Member) -> None:
    """Takes a notice away today."""
    status.end(today)
    history.note_notice(history.NOTICE_ENDED, record, member, status.message)


def _set(occurrence: Occurrence, kind: str, *, whole_day: bool, **words: str) -> None:
    if whole_day:
        for change in _of_day(occurrence, kind).exclude(sitting=""):
            change.delete()
    OccurrenceChange.objects.update_or_create(
        series_id=occurrence.series_id,
        original_date=occurrence.original_date,
        sitting="" if whole_day else occurrence.sitting,
        kind=kind,
        defaults=words,
    )


def _unset(occurrence: Occurrence, kind: str, *, whole_day: bool = False) -> bool:
    """Whether there was such a change to take away.

    What was said of the whole day goes on holding for the other sittings.
    """
    wanted = {change.sitting for change in _of_day(occurrence, kind)}
    if not whole_day:
        wanted &= {"", occurrence.sitting}
    changes = list(_of_day(occurrence, kind).filter(sitting__in=wanted))
    for change in changes:
        if not change.sitting and not whole_day:
            _keep_for_others(change, occurrence)
        change.delete()
    return bool(changes)


def _keep_for_others(change: OccurrenceChange, occurrence: Occurrence) -> None:
    """Says of each other sitting by itself what a change of the whole day said."""
    own = set(_of_day(occurrence, change.kind).values_list("sitting", flat=True))
    for sitting in sittings_of_rule(occurrence.series.rule):
        if sitting not in {occurrence.sitting, *own}:
            said = copy(change)
            said.pk, said.sitting, said._state.adding = None, sitting, True
            said.save()


def _of_day(occurrence: Occurrence, kind: str) -> QuerySet[OccurrenceChange]:
    return OccurrenceChange.objects.filter(
        series_id=occurrence.series_id, original_date=occurrence.original_date, kind=kind
    )
