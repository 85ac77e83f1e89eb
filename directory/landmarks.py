"""Stations and towns as points that lists are ordered by."""

from __future__ import annotations

import re
from statistics import fmean
from typing import TYPE_CHECKING, Final

from directory.models import Area
from directory.town_loading import spoken
from japanese.addresses import split_chome
from search.landmarks import Landmark, LandmarkKind, register_landmarks

if TYPE_CHECKING:
    from collections.abc import Sequence

DIGITS: Final = 6
"""Decimals of a degree that the middle of some 丁目 is told with: about 10 cm."""
_NUMBER: Final = re.compile(r"\s*(?:\d+-chome|[0-9一二三四五六七八九十]+丁目)$")
"""The number of a 丁目 at the end of its name, as `load_towns` writes it in each language."""


def register_all() -> None:
    """Tell the search room where named points come from."""
    register_landmarks("areas", stations_and_towns, Area)


def stations_and_towns(language: str) -> list[Landmark]:
    """The stations in the order of the list of areas, then the towns by reading. One query."""
    kinds = (Area.Kind.STATION, Area.Kind.TOWN)
    known = Area.objects.filter(kind__in=kinds, lat__isnull=False, lng__isnull=False)
    by_kind: dict[str, list[Area]] = {kind: [] for kind in kinds}
    for area in known:
        by_kind[area.kind].append(area)
    stations = [
        _landmark([area], language, LandmarkKind.STATION) for area in by_kind[Area.Kind.STATION]
    ]
    return stations + _towns(by_kind[Area.Kind.TOWN], language)


def _towns(areas: Sequence[Area], language: str) -> list[Landmark]:
    """A town that is known by its 丁目 only stands once, in their middle."""
    parts: dict[str, list[Area]] = {}
    for area in areas:
        parts.setdefault(split_chome(area.name)[0], []).append(area)
    whole = {name: [area for area in some if area.name == name] for name, some in parts.items()}
    found = [
        _landmark(whole[name] or some, language, LandmarkKind.TOWN) for name, some in parts.items()
    ]
    return sorted(found, key=lambda town: (town.kana, town.key))


def _landmark(areas: Sequence[Area], language: str, kind: LandmarkKind) -> Landmark:
    first = areas[0]
    base, chome = split_chome(first.name)
    known = "" if chome else first.kana
    return Landmark(
        key=first.slug,
        label=_NUMBER.sub("", first.name_in(language)),
        kana=known or "".join(spoken(base)),
        lat=round(fmean(area.lat for area in areas), DIGITS),
        lng=round(fmean(area.lng for area in areas), DIGITS),
        kind=kind,
    )
