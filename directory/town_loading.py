"""Reads a list of towns and stations with their points and keeps them as areas."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from itertools import chain, count
from statistics import fmean
from typing import Any, Final

from django.db import transaction

from directory.models import Area
from japanese.addresses import split_chome
from japanese.hepburn import to_romaji
from japanese.ruby import annotate
from japanese.text import katakana_to_hiragana

LATITUDES: Final = (20.0, 46.0)
LONGITUDES: Final = (122.0, 154.0)
LONGEST_NAME: Final = 50
STATION: Final = "駅"

type Key = tuple[str, str]
"""Kind and name: a town and a station may share the rest of their name."""


class TownsError(ValueError):
    """The file is no list of towns; the message is a Japanese sentence."""


@dataclass(frozen=True, slots=True)
class AreaPoint:
    """A 町丁目 or a station (with 駅 in its name) and its point in WGS 84 degrees."""

    name: str
    lat: float
    lng: float
    kind: Area.Kind = Area.Kind.TOWN


@dataclass
class Loaded:
    """Names by what was done with them."""

    created: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    not_in_file: list[str] = field(default_factory=list)


def read_towns(content: bytes) -> list[AreaPoint]:
    """JSON (UTF-8) with `[{town, koaza, lat, lng}, {station, lat, lng}, …]` → one point for each.

    A 小字 is no town of its own: a town's point is its own entry, or the middle of its 小字.
    Raises TownsError.
    """
    try:
        rows = json.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        raise TownsError("JSON（UTF-8）として読み取れません。") from error
    if not isinstance(rows, list) or not rows:
        raise TownsError("町の一覧がありません。")
    own: dict[Key, list[AreaPoint]] = {}
    parts: dict[Key, list[AreaPoint]] = {}
    for number, row in enumerate(rows, start=1):
        point = _point(row, number)
        (parts if row.get("koaza") else own).setdefault((point.kind, point.name), []).append(point)
    return [_middle(points) for points in (parts | own).values()]


def _point(row: Any, number: int) -> AreaPoint:
    if not isinstance(row, dict):
        raise TownsError(f"{number}番目の町が読み取れません。")
    kind = Area.Kind.STATION if row.get("station") else Area.Kind.TOWN
    name = row.get(kind)
    if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_NAME:
        raise TownsError(f"{number}番目に町の名前がありません。")
    lat, lng = row.get("lat"), row.get("lng")
    if not (_is_within(lat, LATITUDES) and _is_within(lng, LONGITUDES)):
        raise TownsError(f"{number}番目の「{name}」の緯度・経度が日本の中にありません。")
    return AreaPoint(_full_name(name.strip(), kind), float(lat), float(lng), kind)


def _full_name(name: str, kind: Area.Kind) -> str:
    """A station is told from its town by 駅."""
    return name if kind == Area.Kind.TOWN else name.removesuffix(STATION) + STATION


def _is_within(value: Any, limits: tuple[float, float]) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and limits[0] <= value <= limits[1]


def _middle(points: list[AreaPoint]) -> AreaPoint:
    return replace(
        points[0],
        lat=round(fmean(point.lat for point in points), 6),
        lng=round(fmean(point.lng for point in points), 6),
    )


@transaction.atomic
def load_towns(points: list[AreaPoint]) -> Loaded:
    """Make or move the areas of these points; a known one keeps its words, code and district.

    A new 丁目 takes the district of the whole town where that is known; otherwise it has none.
    Stations that the list does not name are not spoken of where it names none at all.
    """
    kinds = {point.kind for point in points} | {Area.Kind.TOWN}
    known = {(area.kind, area.name): area for area in Area.objects.filter(kind__in=kinds)}
    taken = set(Area.objects.values_list("slug", flat=True))
    missing = known.keys() - {(point.kind, point.name) for point in points}
    done = Loaded(not_in_file=sorted(name for _kind, name in missing))
    for order, point in enumerate(points, start=1):
        area = known.get((point.kind, point.name))
        if area is None:
            area = _new_area(point, order, known, taken)
            done.created.append(point.name)
        elif (area.lat, area.lng) == (point.lat, point.lng):
            done.unchanged.append(point.name)
            continue
        else:
            done.moved.append(point.name)
        area.lat, area.lng = point.lat, point.lng
        area.full_clean()
        area.save()
    return done


def _new_area(point: AreaPoint, order: int, known: dict[Key, Area], taken: set[str]) -> Area:
    area = Area(
        kind=point.kind,
        name=point.name,
        kana="".join(spoken(point.name)),
        sort_order=order,
    )
    if point.kind == Area.Kind.STATION:
        _name_station(area, taken)
    else:
        _name_town(area, known, taken)
    taken.add(area.slug)
    return area


def _name_station(area: Area, taken: set[str]) -> None:
    romaji = _romaji(area.name.removesuffix(STATION))
    area.slug = _free_slug(f"{romaji}-station", taken)
    area.name_en = f"{romaji.capitalize()} Station"
    area.name_easy = f"{area.name}（{area.kana}）"


def _name_town(area: Area, known: dict[Key, Area], taken: set[str]) -> None:
    base, chome = split_chome(area.name)
    romaji = _romaji(base)
    whole = known.get((Area.Kind.TOWN, base))
    area.slug = _free_slug(f"{romaji}-{chome}" if chome else romaji, taken)
    area.name_en = romaji.capitalize() + (f" {chome}-chome" if chome else "")
    area.name_easy = f"{base}（{''.join(spoken(base))}）" + (f"{chome}丁目" if chome else "")
    area.parent_id = whole.parent_id if whole else None


def _romaji(name: str) -> str:
    """Part by part: の and うち in やまのうち are no long vowel."""
    return "".join(map(to_romaji, spoken(name)))


def spoken(name: str) -> list[str]:
    """The parts of a name in hiragana."""
    return [kana or katakana_to_hiragana(written) for written, kana in annotate(name)]


def _free_slug(slug: str, taken: set[str]) -> str:
    """A district may have the name of a town (大船): then the town's code says that it is one."""
    others = (f"{slug}-town-{number}" for number in count(2))
    return next(each for each in chain([slug, f"{slug}-town"], others) if each not in taken)
