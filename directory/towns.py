"""Towns of the city: where a typed address lies, and where a venue without a position stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from statistics import fmean
from typing import TYPE_CHECKING, Final, Self

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from directory.models.terms import Area
from directory.models.venue import Location
from japanese.addresses import normalise_address, without_chome

if TYPE_CHECKING:
    from collections.abc import Iterable

_CACHE_KEY: Final = "directory-towns"
SECONDS_KEPT: Final = 300
"""Other processes see a moved town at the latest after this time."""


@dataclass(frozen=True, slots=True)
class Town:
    """A 町丁目 with its representative point (WGS 84 degrees) and, where known, its district."""

    name: str
    lat: float
    lng: float
    district_id: int | None


@dataclass(frozen=True)
class Towns:
    """The towns that have a point, by name; asking them makes no query."""

    listed: tuple[Town, ...]

    @classmethod
    def load(cls) -> Self:
        """Read from the database in one query."""
        rows = Area.objects.filter(kind=Area.Kind.TOWN, lat__isnull=False, lng__isnull=False)
        values = rows.values_list("name", "lat", "lng", "parent_id", "parent__kind")
        return cls(
            tuple(
                Town(name, lat, lng, parent if kind == Area.Kind.DISTRICT else None)
                for name, lat, lng, parent, kind in values
            )
        )

    @classmethod
    def kept(cls) -> Self:
        """As `load`, kept for a while: for pages and single venues."""
        return cache.get_or_set(_CACHE_KEY, cls.load, SECONDS_KEPT)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(town.name for town in self.listed)

    @cached_property
    def _by_name(self) -> dict[str, Town]:
        """Also a town that the list has only by its 丁目, in the middle of them."""
        parts: dict[str, list[Town]] = {}
        for town in self.listed:
            parts.setdefault(without_chome(town.name), []).append(town)
        whole = {name: _middle(name, chome) for name, chome in parts.items()}
        return whole | {town.name: town for town in self.listed}

    def of(self, address: str) -> Town | None:
        """The town of an address of this city; None where it names none of them."""
        read = normalise_address(address, self.names)
        elsewhere = read.city not in {"", settings.MUNICIPALITY_NAME} or (
            read.prefecture not in {"", settings.PREFECTURE_NAME}
        )
        return None if elsewhere else self._by_name.get(read.town)


def forget_towns(**kwargs: object) -> None:
    """An area changed: read them anew, and again once others can see the change."""
    cache.delete(_CACHE_KEY)
    transaction.on_commit(lambda: cache.delete(_CACHE_KEY))


def _middle(name: str, towns: Iterable[Town]) -> Town:
    each = list(towns)
    districts = {town.district_id for town in each}
    return Town(
        name,
        round(fmean(town.lat for town in each), 6),
        round(fmean(town.lng for town in each), 6),
        districts.pop() if len(districts) == 1 else None,
    )


def place_at_town(location: Location, towns: Towns) -> Town | None:
    """Write the address in one spelling and fill what its town says; the town it was placed at.

    A venue without a position is put at the point of its town with precision `town`; its address
    stays as public as it was. An own position and a hidden venue are never changed. Not saved.
    """
    location.address = _one_spelling(location.address, towns)
    if location.precision == Location.Precision.HIDDEN:
        return None
    town = towns.of(location.address) or towns.of(location.town)
    if town is None:
        return None
    if town.name.startswith(location.town) or towns.of(location.town) == town:
        location.town = town.name
    location.area_id = location.area_id or town.district_id
    if location.lat is not None or location.lng is not None:
        return None
    location.lat, location.lng = town.lat, town.lng
    if location.precision == Location.Precision.EXACT:
        location.precision = Location.Precision.TOWN
        location.address_shown = True
    return town


def _one_spelling(address: str, towns: Towns) -> str:
    """As it was where 丁目 in words would make it longer than its column."""
    written = normalise_address(address, towns.names).text
    longest = Location._meta.get_field("address").max_length or 0
    return written if len(written) <= longest else address


def public_point(location: Location) -> tuple[float, float] | None:
    """(latitude, longitude) that readers may know.

    Of an inexact venue it is the point of its town, whatever was typed; a town that is not known
    is told to a hundredth of a degree (about 1 km).
    """
    if location.precision == Location.Precision.HIDDEN:
        return None
    if location.lat is None or location.lng is None:
        return None
    if location.precision == Location.Precision.EXACT:
        return location.lat, location.lng
    towns = Towns.kept()
    town = towns.of(location.town) or towns.of(location.address)
    return (town.lat, town.lng) if town else (round(location.lat, 2), round(location.lng, 2))
