"""A series and its dates as schema.org data: the same facts as their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone

from cms.base.structured_data import (
    CONTEXT,
    Node,
    free_of_charge,
    node,
    offers,
    page_node,
    sample_words,
)
from directory.models.venue import Location
from directory.structured_data import (
    address_data,
    department_data,
    geo_data,
    organizer_data,
)
from events.documents import title_of
from events.models import EventSeries, Occurrence
from events.pictures import picture_of
from events.where import usual_words

if TYPE_CHECKING:
    from datetime import datetime

    from cms.base.context import SiteFrame
    from directory.models import Organization

DATES_SAID = 6
"""Of the next dates of a series; each has a page of its own that says all of it."""
STATUS = {
    Occurrence.Status.HELD: "EventScheduled",
    Occurrence.Status.MOVED: "EventRescheduled",
    Occurrence.Status.CANCELLED: "EventCancelled",
}


def series_data(
    series: EventSeries,
    coming: list[Occurrence],
    venues: list[Location],
    groups: list[Organization],
    frame: SiteFrame,
) -> Node:
    """A series with its next dates; what all of them share is said once."""
    usual = f"{own_address(series, frame)}#place"
    return page_node(
        "EventSeries",
        name=series.name,
        **common_data(series, groups, frame),
        url=own_address(series, frame),
        location={"@id": usual} | usual_location(series, venues),
        subEvent=[
            date_data(series, item, frame, elsewhere(item) or {"@id": usual})
            for item in coming[:DATES_SAID]
        ],
    )


def event_data(
    series: EventSeries,
    occurrence: Occurrence,
    venues: list[Location],
    groups: list[Organization],
    frame: SiteFrame,
) -> Node:
    """One date, whole."""
    location = elsewhere(occurrence) or usual_location(series, venues)
    return {
        "@context": CONTEXT,
        **common_data(series, groups, frame),
        **date_data(series, occurrence, frame, location),
    }


def date_data(
    series: EventSeries, occurrence: Occurrence, frame: SiteFrame, location: Node
) -> Node:
    """When and where one date is, whether it takes place, for whom, and whether there is room."""
    moved = occurrence.status == Occurrence.Status.MOVED
    address = f"{own_address(series, frame)}{occurrence.key}/"
    online = node("VirtualLocation", url=series.website or address) if series.online else None
    return node(
        "Event",
        name=title_of(series, occurrence),
        url=address,
        startDate=moment(occurrence, occurrence.starts_at),
        endDate=moment(occurrence, occurrence.ends_at),
        previousStartDate=occurrence.original_date.isoformat() if moved else "",
        eventStatus=f"{CONTEXT}/{STATUS[Occurrence.Status(occurrence.status)]}",
        eventAttendanceMode=f"{CONTEXT}/"
        + ("MixedEventAttendanceMode" if series.online else "OfflineEventAttendanceMode"),
        location=[location, online] if online else location,
        audience=node("Audience", audienceType=occurrence.audience)
        if occurrence.audience
        else None,
        maximumAttendeeCapacity=occurrence.capacity,
        remainingAttendeeCapacity=0 if occurrence.is_full else None,
    )


def common_data(series: EventSeries, groups: list[Organization], frame: SiteFrame) -> Node:
    """What every date of a series shares."""
    organizers = [organizer_data(group, frame) for group in groups]
    if not organizers and series.department:
        organizers = [department_data(series.department)]
    shared = {
        "description": series.summary or series.description,
        "disambiguatingDescription": sample_words(sample=series.sample),
        "organizer": organizers,
        "isAccessibleForFree": free_of_charge(series.fees),
        "offers": offers(series.fees),
        "maximumAttendeeCapacity": series.capacity,
        "image": picture_address(series),
    }
    return {name: value for name, value in shared.items() if value not in (None, "", [])}


def picture_address(series: EventSeries) -> str:
    """The absolute address of the picture, or ""."""
    picture = picture_of(series)
    return urljoin(f"{settings.BASE_URL}/", picture["url"]) if picture else ""


def own_address(series: EventSeries, frame: SiteFrame) -> str:
    return frame.absolute(f"/events/{series.public_id}/")


def moment(occurrence: Occurrence, at: datetime) -> str:
    """An ISO instant (Asia/Tokyo); the day alone where no time is set."""
    return occurrence.date.isoformat() if occurrence.all_day else timezone.localtime(at).isoformat()


def elsewhere(occurrence: Occurrence) -> Node | None:
    """The place of a date that is held at another one than usual: only what was said of it."""
    if not occurrence.place:
        return None
    return node("Place", name=occurrence.place, address=address_data(None))


def usual_location(series: EventSeries, venues: list[Location]) -> Node:
    """The usual venue as far as readers may know it."""
    venue = next((venue for venue in venues if venue.public_address), None)
    return node(
        "Place",
        name=usual_words(series, venues) or settings.MUNICIPALITY_NAME,
        address=address_data(venue),
        geo=geo_data(venue) if venue else None,
    )
