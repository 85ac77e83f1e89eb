"""A group's calendar is kept, read and forgotten. Reading publishes nothing: it only fills the list
of entries that the group looks through."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from events.models import horizon
from portal.calendars import mails
from portal.calendars.addresses import read_address
from portal.calendars.comparing import dates_ahead, difference, snapshot
from portal.calendars.fetching import INTERNET, Validators, fetch
from portal.calendars.problems import CalendarProblem, Problem
from portal.calendars.reading import read_calendar
from portal.models import CalendarEntry, GroupCalendar

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from directory.models import Organization
    from portal.calendars.fetching import Fetched, Network
    from portal.calendars.reading import Entry, Reading

EVERY: Final = timedelta(hours=6)
LONGEST_WAIT: Final = timedelta(hours=48)
MOST_FAILURES: Final = 8
"""So many in a row, in about ten days: then the calendar is read no more until the group says so."""
WHOLE_EVERY: Final = timedelta(days=7)
"""How often it is read even though it did not change: as time goes by, further dates come near."""
Decision = CalendarEntry.Decision
_READ_FIELDS: Final = (
    "summary", "description", "location", "facts", "is_whole", "next_on", "gone_at", "decided",
)  # fmt: skip


def calendars_of(group: Organization) -> QuerySet[GroupCalendar]:
    """The group's calendar: one row or none."""
    return GroupCalendar.objects.filter(organization__translation_key=group.translation_key)


def save_address(group: Organization, address: str, now: datetime) -> GroupCalendar:
    """Keeps the address, as `str(read_address(…))` writes it; what was decided stays."""
    row, _made = GroupCalendar.objects.update_or_create(
        organization=group.source,
        defaults={
            "address": address, "active": True, "etag": "", "last_modified": "",
            "last_error": "", "failures": 0, "next_read_at": now,
        },
    )  # fmt: skip
    return row


def read(calendar: GroupCalendar, now: datetime, network: Network | None = None) -> Problem | None:
    """Asks the address once and keeps what was found; returns why it could not be read.

    Takes at most about ten seconds. What is public stays as it is, whatever was found.
    """
    kept = _validators(calendar, now)
    try:
        fetched = fetch(read_address(calendar.address), kept, network or INTERNET)
        reading = _reading(fetched, timezone.localdate(now))
    except CalendarProblem as found:
        _keep_failure(calendar, found.problem, now)
        return found.problem
    _keep_reading(calendar, fetched, reading, now)
    return None


def wait_after(failures: int) -> timedelta:
    """How long a calendar is left alone: six hours, doubled with every failure after the first."""
    return min(EVERY * 2 ** max(0, failures - 1), LONGEST_WAIT)


def _validators(calendar: GroupCalendar, now: datetime) -> Validators:
    """None where the calendar is to be read whole."""
    whole_at = calendar.last_whole_at
    if whole_at is None or now - whole_at > WHOLE_EVERY:
        return Validators()
    return Validators(calendar.etag, calendar.last_modified)


def _reading(fetched: Fetched, today: date) -> Reading | None:
    if fetched.body is None:
        return None
    return read_calendar(fetched.body, fetched.charset, today, horizon(today))


def _locked(calendar: GroupCalendar) -> GroupCalendar | None:
    """The row, unless its address was changed or taken away while it was read."""
    rows = GroupCalendar.objects.select_for_update(of=("self",))
    return rows.filter(pk=calendar.pk, address=calendar.address).first()


@transaction.atomic
def _keep_failure(calendar: GroupCalendar, problem: Problem, now: datetime) -> None:
    row = _locked(calendar)
    if row is None:
        return
    row.failures += 1
    row.last_error = problem.value
    row.next_read_at = now + wait_after(row.failures)
    if row.active and row.failures >= MOST_FAILURES:
        row.active = False
        mails.mail_stopped.enqueue(row.pk)
    row.save()


@transaction.atomic
def _keep_reading(
    calendar: GroupCalendar, fetched: Fetched, reading: Reading | None, now: datetime
) -> None:
    row = _locked(calendar)
    if row is None:
        return
    row.etag, row.last_modified = fetched.validators.etag, fetched.validators.last_modified
    row.active, row.failures, row.last_error = True, 0, ""
    row.last_read_at, row.next_read_at = now, now + EVERY
    if reading is not None:
        row.last_whole_at = now
        row.left_out = {
            "hidden": reading.hidden,
            "unreadable": reading.unreadable,
            "too_many": reading.too_many,
        }
        _keep_entries(row, reading, now)
    row.save()


def _keep_entries(calendar: GroupCalendar, reading: Reading, now: datetime) -> None:
    """New entries wait; known ones follow the calendar; those that went are forgotten unless taken."""
    today = timezone.localdate(now)
    known = {(row.uid, row.recurrence_id): row for row in calendar.entries.all()}
    fresh = []
    for found in reading.entries:
        row = known.pop((found.uid, found.recurrence_id), None)
        if row is None:
            row = CalendarEntry(calendar=calendar, uid=found.uid, first_seen_at=now)
            row.recurrence_id = found.recurrence_id
            fresh.append(_following(row, found, today))
        else:
            _following(row, found, today).save(update_fields=_READ_FIELDS)
    CalendarEntry.objects.bulk_create(fresh)
    if not reading.too_many:
        _let_go(list(known.values()), now)


def _following(row: CalendarEntry, found: Entry, today: date) -> CalendarEntry:
    """The row as the calendar says now. While that is what was taken, it is so from today on."""
    for name in ("summary", "description", "location", "facts", "is_whole", "next_on"):
        setattr(row, name, getattr(found, name))
    row.gone_at = None
    if row.decision == Decision.TAKEN and not difference(row, today):
        row.decided = snapshot(row, today)
    return row


def _let_go(rows: list[CalendarEntry], now: datetime) -> None:
    """Of what the calendar has no more, only what was taken and is not over stays to be told of."""
    today = timezone.localdate(now)
    for row in rows:
        if row.decision != Decision.TAKEN or not dates_ahead(row.decided["facts"], today):
            row.delete()
        elif row.gone_at is None:
            row.gone_at = now
            row.save(update_fields=["gone_at"])
