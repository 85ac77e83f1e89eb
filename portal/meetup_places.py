"""Where a group's meetup is held: a place of the directory, a usual venue of its own, or a new one.

A choice is a text: `place:<id>`, `venue:<id>`, or `none` for one that the list does not have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.search.backends import get_search_backend

from directory.importing.shaping import address_key, venue_key
from directory.models import Location, Place
from directory.towns import Towns
from japanese.addresses import normalise_address
from portal.desk import series_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from directory.models import Organization
    from events.models import EventSeries

NOT_LISTED: Final = "none"
MOST_FOUND: Final = 8
_PLACE, _VENUE = "place", "venue"


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """One line of the list: what is sent, its name, and its address as readers may know it."""

    value: str
    label: str
    hint: str = ""


def place_of(series: EventSeries) -> str:
    """The choice that stands for where a series is held now."""
    if series.place:
        return f"{_PLACE}:{series.place.public_id}"
    return f"{_VENUE}:{series.location.public_id}" if series.location else NOT_LISTED


def chosen(
    value: str, group: Organization, now: datetime, series: EventSeries | None = None
) -> Place | Location | None:
    """What a choice stands for; None where it is nothing that this group may choose.

    It may choose public places, its usual venues, and what `series` has already.
    """
    kind, _colon, public_id = value.partition(":")
    if series is not None and value == place_of(series):
        return series.place or series.location
    if kind == _PLACE:
        return Place.objects.public(now).sources().filter(public_id=public_id).first()
    if kind == _VENUE:
        return _usual_venues(group, now).filter(public_id=public_id).first()
    return None


def usual_places(
    group: Organization, now: datetime, series: EventSeries | None = None
) -> list[PlaceChoice]:
    """Where the group meets already, and its own places."""
    own = Q(organization__translation_key=group.translation_key)
    met = Q(eventseries__in=series_of(group, now))
    places = Place.objects.public(now).sources().filter(own | met).distinct()[:MOST_FOUND]
    found = [_choice(place) for place in places]
    found += [_venue_choice(venue) for venue in _usual_venues(group, now)[:MOST_FOUND]]
    current = place_of(series) if series else NOT_LISTED
    if series and current not in {NOT_LISTED, *(choice.value for choice in found)}:
        found.insert(0, PlaceChoice(current, str(series.place or series.location), _("いまの場所")))
    return found


def found_places(words: str, now: datetime) -> list[PlaceChoice]:
    """Public places whose name or address fits what was typed, best first."""
    if not words.strip():
        return []
    rows = Place.objects.public(now).sources()
    return [_choice(place) for place in get_search_backend().autocomplete(words, rows)[:MOST_FOUND]]


def label_of(value: str) -> str:
    """The name behind a choice, for moderators; empty where nothing has it any more."""
    kind, _colon, public_id = value.partition(":")
    model = {_PLACE: Place, _VENUE: Location}.get(kind)
    row = model.objects.filter(public_id=public_id).first() if model else None
    return str(row or "")


def new_venue(name: str, address: str) -> Location:
    """The venue of a typed name and address, saved unless there is one.

    Where the address is that of a known public position it stands there, else at its town.
    """
    twin = _at_address(address)
    if twin and twin.name == name:
        return twin
    venue = Location(name=name, address=address, address_shown=True)
    if twin:
        venue.lat, venue.lng, venue.building = twin.lat, twin.lng, twin.building
    else:
        venue.precision = Location.Precision.TOWN
    venue.save()
    return venue


def _at_address(address: str) -> Location | None:
    """The venue of an exact, known position at this address."""
    key = address_key(address)
    town = normalise_address(address, Towns.kept().names).town
    known = Location.objects.filter(precision=Location.Precision.EXACT, lat__isnull=False)
    near = known.exclude(address="").filter(address__contains=town)
    return next((venue for venue in near if venue_key(venue) == key), None)


def _usual_venues(group: Organization, now: datetime) -> QuerySet[Location]:
    return Location.objects.filter(eventseries__in=series_of(group, now)).distinct()


def _choice(place: Place) -> PlaceChoice:
    hints = (venue.public_address for venue in place.locations.all())
    return PlaceChoice(
        f"{_PLACE}:{place.public_id}", place.name, next((hint for hint in hints if hint), "")
    )


def _venue_choice(venue: Location) -> PlaceChoice:
    return PlaceChoice(f"{_VENUE}:{venue.public_id}", venue.name, venue.public_address)
