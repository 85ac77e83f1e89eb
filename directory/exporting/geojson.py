"""The file `geojson`: public places on a map (RFC 7946), a feature for each place and venue.

A hidden venue is not in it. An inexact one stands at the point of its town, marked
`"precision": "town"`. Positions are WGS 84, longitude first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, Final

from django.conf import settings

from directory.exporting.formats import ExportFormat
from directory.exporting.hours_words import hours_text
from directory.exporting.hsds_parts import said
from directory.exporting.json_files import write_list, write_members
from directory.exporting.loading import ON_MAPS, every_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from directory.exporting.loading import PlaceFacts
    from directory.models import Location

    type Position = tuple[float, float]

DECIMALS: Final = 6
"""About 10 cm: more would claim a precision that nobody measured."""


class Box:
    """The smallest box around positions (longitude, latitude)."""

    def __init__(self) -> None:
        self._longitudes: list[float] = []
        self._latitudes: list[float] = []

    def add(self, position: Position) -> None:
        longitude, latitude = position
        self._longitudes = [
            min([longitude, *self._longitudes]),
            max([longitude, *self._longitudes]),
        ]
        self._latitudes = [min([latitude, *self._latitudes]), max([latitude, *self._latitudes])]

    @property
    def bbox(self) -> list[float]:
        """West, south, east, north; empty without any position."""
        if not self._longitudes:
            return []
        (west, east), (south, north) = self._longitudes, self._latitudes
        return [west, south, east, north]


def features(facts: PlaceFacts) -> Iterator[dict[str, Any]]:
    """The place at each of its venues that has a position for readers."""
    properties: dict[str, Any] = {}
    for venue in facts.venues:
        if venue.position is None:
            continue
        latitude, longitude = venue.position
        properties = properties or place_properties(facts)
        yield {
            "type": "Feature",
            "id": f"{facts.place.public_id}/{venue.public_id}",
            "geometry": {
                "type": "Point",
                "coordinates": [round(longitude, DECIMALS), round(latitude, DECIMALS)],
            },
            "properties": properties | venue_properties(venue),
        }


def place_properties(facts: PlaceFacts) -> dict[str, Any]:
    place, check = facts.place, facts.beside.check
    return said(
        id=place.public_id,
        name=place.name,
        kana=place.kana,
        kind=place.kind,
        kind_name=place.get_kind_display(),
        summary=place.summary,
        phone=place.phone,
        url=f"{settings.BASE_URL}/places/{place.public_id}/",
        hours=hours_text(place.hours, facts.today),
        hours_note=place.hours_note,
        closed_for_now=facts.is_closed_for_now or None,
        alert="\n".join(facts.alerts),
        sample=place.sample or None,
        checked_on=check.checked_on.isoformat() if check else "",
    )


def venue_properties(venue: Location) -> dict[str, Any]:
    return said(
        venue=venue.public_name,
        postal_code=venue.postal_code if venue.is_told else "",
        address=venue.public_address,
        precision=venue.precision,
    )


def write_geojson(stream: BinaryIO, now: datetime, options: Mapping[str, str], /) -> list[str]:
    """The box stands at the end, when every position is known."""
    box = Box()
    stream.write(b"{")
    write_members(stream, {"type": "FeatureCollection"}, first=True)
    write_list(stream, "features", _boxed(box, now), first=False)
    write_members(stream, said(bbox=box.bbox), first=False)
    stream.write(b"}\n")
    return []


def _boxed(box: Box, now: datetime) -> Iterator[dict[str, Any]]:
    for facts in every_place(now, ON_MAPS):
        for feature in features(facts):
            box.add(tuple(feature["geometry"]["coordinates"]))
            yield feature


GEOJSON: Final = ExportFormat(
    name="geojson",
    title="居場所・相談先の地図（GeoJSON）",
    media_type="application/geo+json",
    file_name="places.geojson",
    write=write_geojson,
)
