"""「この日は出ません」: one organiser takes no part in a date, which the others hold. Acts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from events.models import OrganizerAbsence
from portal import history
from portal.together.keeping import wait_for
from portal.together.mails import mail_absence

if TYPE_CHECKING:
    from events.models import Occurrence
    from portal.models import Member
    from portal.together.keeping import Together


@transaction.atomic
def say(occurrence: Occurrence, together: Together, reason: str, member: Member) -> None:
    """Tells readers and the other organisers; the reason, which may be "", only the organisers.

    Saying the same again does nothing; another reason is told to the organisers.
    """
    wait_for(together.series)
    known = OrganizerAbsence.objects.filter(**_which(occurrence, together)).first()
    if known is not None and known.reason == reason:
        return
    absence = known or OrganizerAbsence(**_which(occurrence, together))
    absence.reason = reason
    absence.save()
    history.note_date(history.ABSENT, occurrence, member, reason)
    _mail(occurrence, together, reason=reason)


@transaction.atomic
def take_back(occurrence: Occurrence, together: Together, member: Member) -> None:
    """They take part after all; nothing happens where they had not said otherwise."""
    wait_for(together.series)
    absence = OrganizerAbsence.objects.filter(**_which(occurrence, together)).first()
    if absence is not None:
        absence.delete()
        history.note_date(history.NOT_ABSENT, occurrence, member)
        _mail(occurrence, together, back=True)


def _which(occurrence: Occurrence, together: Together) -> dict[str, object]:
    return {
        "series": together.series,
        "organization": together.own,
        "original_date": occurrence.original_date,
    }


def _mail(
    occurrence: Occurrence, together: Together, *, reason: str = "", back: bool = False
) -> None:
    mail_absence.enqueue(occurrence.pk, together.own.pk, reason, back)
