"""A place or group as schema.org data: the same facts as its page, and no more than readers may know.

A hidden venue is not told; an inexact one has no position, and only its town unless its address
is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from cms.base.structured_data import Node, free_of_charge, node, page_node, sample_words
from directory.models.organization import Organization
from directory.models.venue import ACCESSIBILITY, Location
from directory.opening_data import opening_data
from plan.models import Department

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cms.base.context import SiteFrame
    from directory.models import Place, TemporaryStatus

GROUP_TYPES: dict[str, str] = {
    Organization.Kind.NPO: "NGO",
    Organization.Kind.PUBLIC: "GovernmentOrganization",
}


def place_data(
    place: Place,
    venues: list[Location],
    closures: Iterable[TemporaryStatus],
    today: date,
    frame: SiteFrame,
) -> Node:
    """What is offered there and, where readers may know it, the venue: two types in one node.

    `closures` are the temporary ones that are not over on `today` (Asia/Tokyo).
    """
    venue = next((venue for venue in venues if venue.public_address), None)
    service = "GovernmentService" if isinstance(place.provider, Department) else "Service"
    return page_node(
        ["CivicStructure", service] if venue else service,
        name=place.name,
        alternateName=place.alternate_name,
        description=place.summary or place.description,
        disambiguatingDescription=sample_words(sample=place.sample),
        url=frame.absolute(f"/places/{place.public_id}/"),
        sameAs=place.website,
        serviceType=_(place.get_kind_display()),
        provider=provider_data(place, frame),
        availableChannel=channel_data(place),
        **(venue_data(place, venue) if venue else {}),
        **{
            "openingHoursSpecification" if venue else "hoursAvailable": opening_data(
                place.opening, [(each.starts_on, each.ends_on) for each in closures], today
            )
        },
    )


def venue_data(place: Place, venue: Location) -> Node:
    """The properties of schema.org's Place."""
    return {
        "telephone": place.phone,
        "address": address_data(venue),
        "geo": geo_data(venue),
        "isAccessibleForFree": free_of_charge(place.fees),
        "amenityFeature": [
            node("LocationFeatureSpecification", name=_(label), value=True)
            for code, label in ACCESSIBILITY
            if code in venue.accessibility
        ],
    }


def address_data(venue: Location | None) -> Node:
    """As much of the address as readers may know; without a venue only the city."""
    told = venue is not None and venue.is_told
    town = venue.town if venue and venue.precision == Location.Precision.TOWN else ""
    return node(
        "PostalAddress",
        addressCountry="JP",
        addressRegion=settings.PREFECTURE_NAME,
        addressLocality=settings.MUNICIPALITY_NAME,
        postalCode=venue.postal_code if venue and told else "",
        streetAddress=street(venue) if venue and told else town,
    )


def street(venue: Location) -> str:
    """The public address below the city."""
    region, city = settings.PREFECTURE_NAME, settings.MUNICIPALITY_NAME
    return venue.public_address.removeprefix(region).removeprefix(city)


def geo_data(venue: Location) -> Node | None:
    if venue.precision != Location.Precision.EXACT or venue.position is None:
        return None
    lat, lng = venue.position
    return node("GeoCoordinates", latitude=lat, longitude=lng)


def provider_data(place: Place, frame: SiteFrame) -> Node | None:
    """The group that runs it, or else the department."""
    provider = place.provider
    if isinstance(provider, Organization):
        return organizer_data(provider, frame)
    return department_data(provider) if provider else None


def organizer_data(group: Organization, frame: SiteFrame) -> Node:
    return node(
        GROUP_TYPES.get(group.kind, "Organization"),
        name=group.name,
        url=frame.absolute(f"/groups/{group.public_id}/"),
    )


def department_data(department: Department) -> Node:
    return node(
        "GovernmentOrganization",
        name=department.name,
        parentOrganization=node("GovernmentOrganization", name=settings.MUNICIPALITY_NAME),
    )


def channel_data(place: Place) -> Node | None:
    """How to ask: telephone, mail, languages."""
    contact = {"telephone": place.phone, "email": place.email}
    if not any(contact.values()) and not place.languages:
        return None
    return node(
        "ServiceChannel",
        servicePhone=node("ContactPoint", **contact) if any(contact.values()) else None,
        availableLanguage=place.languages,
    )


def group_data(group: Organization, frame: SiteFrame) -> Node:
    """A group with the contacts that are public."""
    return page_node(
        GROUP_TYPES.get(group.kind, "Organization"),
        name=group.name,
        alternateName=group.alternate_name,
        description=group.summary or group.description,
        disambiguatingDescription=sample_words(sample=group.sample),
        url=frame.absolute(f"/groups/{group.public_id}/"),
        sameAs=group.website,
        telephone=group.phone,
        email=group.email,
        areaServed=group.area.name_in(frame.language) if group.area else "",
    )
