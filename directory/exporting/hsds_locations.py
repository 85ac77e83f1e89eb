"""Venues as locations of HSDS: never more than the venue gives away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from directory.exporting.hsds_ids import hsds_id
from directory.exporting.hsds_parts import paragraphs, said
from directory.exporting.hsds_taxonomies import DETAIL, attributes
from directory.models.venue import ACCESSIBILITY, Location
from japanese.municipalities import split_municipality

if TYPE_CHECKING:
    from collections.abc import Iterable

NOT_SHOWN = "場所は公開していません。申込みのあとにお知らせします。"


def service_at_locations(service_id: str, venues: Iterable[Location]) -> list[dict[str, Any]]:
    return [
        {"id": hsds_id("service_at_location", service_id, shown["id"]), "location": shown}
        for shown in (location(service_id, venue) for venue in venues)
    ]


def location(service_id: str, venue: Location) -> dict[str, Any]:
    """A venue of a service. A hidden one has another id for each service: it joins none."""
    if venue.precision == Location.Precision.HIDDEN:
        own_id = hsds_id("location", service_id, venue.public_id)
        shown = {"description": NOT_SHOWN}
    else:
        own_id = hsds_id("location", venue.public_id)
        shown = _open_to_all(own_id, venue)
    terms = [(DETAIL.term("position", "場所の正確さ"), venue.precision)]
    return {
        "id": own_id,
        "location_type": "physical",
        **shown,
        **said(accessibility=accessibility(own_id, venue)),
        "attributes": attributes("location", own_id, terms),
    }


def _open_to_all(own_id: str, venue: Location) -> dict[str, Any]:
    exact = venue.position if venue.precision == Location.Precision.EXACT else None
    latitude, longitude = exact or (None, None)
    return said(
        name=venue.public_name,
        transportation=paragraphs(venue.access, venue.parking) if venue.is_told else "",
        latitude=latitude,
        longitude=longitude,
        addresses=addresses(own_id, venue),
    )


def addresses(location_id: str, venue: Location) -> list[dict[str, Any]]:
    """The address as far as readers may know it, or the town; nothing where neither is known."""
    known = split_municipality(venue.address if venue.is_told else "")
    first_line = known.rest or venue.town
    if not first_line:
        return []
    is_here = known.city in ("", settings.MUNICIPALITY_NAME)
    return [
        {
            "id": hsds_id("address", location_id),
            "address_1": first_line,
            **said(
                address_2=venue.building if venue.is_told else "",
                region=venue.area.name if venue.area else "",
            ),
            "city": known.city or settings.MUNICIPALITY_NAME,
            "state_province": known.prefecture or (settings.PREFECTURE_NAME if is_here else ""),
            "postal_code": venue.postal_code if venue.is_told else "",
            "country": "JP",
            "address_type": "physical",
        }
    ]


def accessibility(location_id: str, venue: Location) -> list[dict[str, Any]]:
    chosen = set(venue.accessibility)
    return [
        {"id": hsds_id("accessibility", location_id, code), "description": label}
        for code, label in ACCESSIBILITY
        if code in chosen
    ]
