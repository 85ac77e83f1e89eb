"""What a member does to the entries of the own group. Everything acts at once, no draft between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from directory.checking import check_by_group
from directory.models import TemporaryStatus
from events.models import Occurrence, OccurrenceChange
from portal import history

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cms.base.records import Record
    from directory.models import Organization
    from portal.models import Member

Kind = OccurrenceChange.Kind


@transaction.atomic
def cancel(occurrence: Occurrence, reason: str, member: Member) -> None:
    """Cancels a date, with all its sittings; cancelling it again changes the reason."""
    _set(occurrence, Kind.CANCELLED, reason=reason)
    history.note_date(history.CANCEL, occurrence, member, reason)


@transaction.atomic
def restore(occurrence: Occurrence, member: Member) -> None:
    """Takes a cancellation back; nothing happens to a date that is held."""
    if _unset(occurrence, Kind.CANCELLED):
        history.note_date(history.RESTORE, occurrence, member)


@transaction.atomic
def set_theme(occurrence: Occurrence, theme: str, member: Member) -> None:
    """Gives a date a theme of its own; an empty one leaves it the usual theme."""
    if theme:
        _set(occurrence, Kind.THEME, theme=theme)
    elif not _unset(occurrence, Kind.THEME):
        return
    history.note_date(history.THEME, occurrence, member, theme)


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


def _set(occurrence: Occurrence, kind: str, **words: str) -> None:
    OccurrenceChange.objects.update_or_create(
        series_id=occurrence.series_id,
        original_date=occurrence.original_date,
        kind=kind,
        defaults=words,
    )


def _unset(occurrence: Occurrence, kind: str) -> bool:
    """Whether there was such a change to take away."""
    changes = list(
        OccurrenceChange.objects.filter(
            series_id=occurrence.series_id, original_date=occurrence.original_date, kind=kind
        )
    )
    for change in changes:
        change.delete()
    return bool(changes)
