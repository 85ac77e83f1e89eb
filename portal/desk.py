"""What a member sees: the entries of the own group and of no other.

Every view reaches records through these functions, and they start from the member's group.
Facts are those of the source rows, whatever row the member was registered with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from cms.base.templatetags.text import month_day
from directory.checking import last_checks
from directory.models import Organization, Place, TemporaryStatus
from events.documents import meet_card, title_of
from events.models import EventSeries, Occurrence
from portal.together.keeping import away_from, edited_by, together_in

if TYPE_CHECKING:
    from cms.base.records import Record
    from directory.models import Check
    from portal.models import Member
    from portal.together.keeping import Together

AHEAD = timedelta(weeks=8)
"""How far ahead the desk shows dates."""


@dataclass(frozen=True, slots=True)
class DeskDate:
    """One date on the desk: its card, its name for screen readers, and where it is changed."""

    occurrence: Occurrence
    card: dict[str, Any]
    title: str
    url: str
    cancel_url: str
    restore_url: str
    absent_url: str
    together: Together
    away: tuple[Organization, ...]

    @property
    def is_away(self) -> bool:
        """Whether the member's group takes no part."""
        return self.together.own in self.away


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """The group's page or one of its places: its last check, by whomever, and its notices."""

    record: Record
    url: str
    check: Check | None
    statuses: tuple[TemporaryStatus, ...]

    @property
    def notice_url(self) -> str:
        """Where it is told what is different for a while."""
        return reverse("portal:notice", args=[self.record.record_type, self.record.public_id])

    def is_due(self, today: date) -> bool:
        """Whether it was never checked or is to be checked again."""
        return self.check is None or self.check.next_due <= today


def own_group(member: Member) -> Organization:
    """The source row of the member's group."""
    return member.organization.source


def public_page(member: Member, now: datetime) -> str:
    """The absolute address of the group's page; "" while readers may not see it."""
    group = own_group(member)
    own = f"{settings.BASE_URL}/groups/{group.public_id}/"
    return own if group.is_open_to_readers(now) else ""


def own_series(member: Member, now: datetime) -> QuerySet[EventSeries]:
    """The public series that the member's group holds, alone or with others."""
    return series_of(member.organization, now)


def series_of(group: Organization, now: datetime) -> QuerySet[EventSeries]:
    """The public series that a group holds, alone or with others."""
    mine = EventSeries.objects.filter(organizers__translation_key=group.translation_key)
    return EventSeries.objects.public(now).sources().filter(pk__in=mine)


def series_kept_by(group: Organization, now: datetime) -> QuerySet[EventSeries]:
    """Those that the group may edit (`portal.together.keeping`)."""
    return series_of(group, now).filter(edited_by(group))


def own_dates(member: Member, now: datetime) -> QuerySet[Occurrence]:
    """The dates of the group's series that are not over, in order."""
    venues = Prefetch("series__place__locations", to_attr="venues")
    return (
        Occurrence.objects.filter(series__in=own_series(member, now))
        .not_over(now)
        .select_related("series__place", "series__location", "series__locale", "series__keeper")
        .prefetch_related("series__changes", venues)
        .order_by("starts_at", "pk")
    )


def dates_ahead(member: Member, now: datetime) -> list[DeskDate]:
    """The dates of the coming weeks; cancelled ones keep their place."""
    dates = list(own_dates(member, now).filter(starts_at__lt=now + AHEAD))
    return _desk_dates(dates, dates, member)


def date_at(member: Member, series_id: str, key: str, now: datetime) -> DeskDate | None:
    """One date by its public address; None where there is none, it is over, or not the group's."""
    dates = list(own_dates(member, now).filter(series__public_id=series_id))
    found = next((item for item in dates if item.key == key), None)
    return _desk_dates([found], dates, member)[0] if found else None


def sittings_of(occurrence: Occurrence) -> int:
    """How many meetings the series has on that day: a change holds for all of them."""
    same_day = Q(series_id=occurrence.series_id, original_date=occurrence.original_date)
    return Occurrence.objects.filter(same_day).count()


def own_records(member: Member, now: datetime) -> list[OwnRecord]:
    """The group's public page and places, each with its last check."""
    key = member.organization.translation_key
    groups = Organization.objects.public(now).sources().filter(translation_key=key)
    places = Place.objects.public(now).sources().filter(organization__translation_key=key)
    found = [(group, "directory:group") for group in groups]
    found += [(place, "directory:place") for place in places]
    checks = last_checks(record for record, _route in found)
    statuses = _statuses([record for record, _route in found], now)
    return [
        OwnRecord(
            record=record,
            url=reverse(route, args=[record.public_id]),
            check=checks.get((record.record_type, record.public_id)),
            statuses=tuple(statuses.get((record.record_type, record.public_id), ())),
        )
        for record, route in found
    ]


def own_record(member: Member, record_type: str, record_id: str, now: datetime) -> OwnRecord | None:
    """The group's page or one of its places by its public id; None for any other."""
    wanted = (record_type, record_id)
    return next(
        (
            own
            for own in own_records(member, now)
            if (own.record.record_type, own.record.public_id) == wanted
        ),
        None,
    )


def own_notice(member: Member, pk: int, now: datetime) -> tuple[OwnRecord, TemporaryStatus] | None:
    """A notice about a record of the group that is not over, with that record."""
    given = [(own, status) for own in own_records(member, now) for status in own.statuses]
    return next(((own, status) for own, status in given if status.pk == pk), None)


def _statuses(records: list[Record], now: datetime) -> dict[tuple[str, str], list[TemporaryStatus]]:
    """What is different for a while, today or later. One query."""
    ids = [record.public_id for record in records]
    rows = TemporaryStatus.objects.filter(record_id__in=ids).not_over(timezone.localdate(now))
    found: dict[tuple[str, str], list[TemporaryStatus]] = {}
    for row in rows:
        found.setdefault((row.record_type, row.record_id), []).append(row)
    return found


def _desk_dates(shown: list[Occurrence], dates: list[Occurrence], member: Member) -> list[DeskDate]:
    """The shown ones among the dates of their series. Two queries."""
    together = together_in((item.series for item in shown), member.organization)
    away = away_from(together)
    return [
        _desk_date(
            item,
            dates,
            together[item.series_id],
            tuple(away.get((item.series_id, item.original_date), ())),
        )
        for item in shown
    ]


def _desk_date(
    occurrence: Occurrence,
    dates: list[Occurrence],
    together: Together,
    away: tuple[Organization, ...],
) -> DeskDate:
    series = occurrence.series
    siblings = [item for item in dates if item.series_id == series.pk]
    address = [series.public_id, occurrence.key]
    card = meet_card(series, occurrence, siblings, _venues(series), absent=away)
    return DeskDate(
        occurrence=occurrence,
        card=card | {"url": f"/events/{series.public_id}/{occurrence.key}/", "traits": []},
        title=f"{month_day(occurrence.date)} {title_of(series, occurrence)}",
        url=reverse("portal:date", args=address),
        cancel_url=reverse("portal:cancel", args=address),
        restore_url=reverse("portal:restore", args=address),
        absent_url=reverse("portal:absent", args=address),
        together=together,
        away=away,
    )


def _venues(series: EventSeries) -> list[Any]:
    if series.location:
        return [series.location]
    return series.place.venues if series.place else []
