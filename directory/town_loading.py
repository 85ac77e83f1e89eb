"""Reads a list of towns with their points and keeps them as areas."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
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


class TownsError(ValueError):
    """The file is no list of towns; the message is a Japanese sentence."""


@dataclass(frozen=True, slots=True)
class TownPoint:
    """A 町丁目 and its representative point in WGS 84 degrees."""

    name: str
    lat: float
    lng: float


@dataclass
class Loaded:
    """Names by what was done with them."""

    created: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    not_in_file: list[str] = field(default_factory=list)


def read_towns(content: bytes) -> list[TownPoint]:
    """JSON (UTF-8) with `[{town, koaza, lat, lng}, …]` → one point for each town.

    A 小字 is no town of its own: a town's point is its own entry, or the middle of its 小字.
    Raises TownsError.
    """
    try:
        rows = json.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        raise TownsError("JSON（UTF-8）として読み取れません。") from error
    if not isinstance(rows, list) or not rows:
        raise TownsError("町の一覧がありません。")
    own: dict[str, list[TownPoint]] = {}
    parts: dict[str, list[TownPoint]] = {}
    for number, row in enumerate(rows, start=1):
        point = _point(row, number)
        (parts if row.get("koaza") else own).setdefault(point.name, []).append(point)
    return [_middle(name, points) for name, points in (parts | own).items()]


def _point(row: Any, number: int) -> TownPoint:
    if not isinstance(row, dict):
        raise TownsError(f"{number}番目の町が読み取れません。")
    name = row.get("town")
    if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_NAME:
        raise TownsError(f"{number}番目に町の名前がありません。")
    lat, lng = row.get("lat"), row.get("lng")
    if not (_is_within(lat, LATITUDES) and _is_within(lng, LONGITUDES)):
        raise TownsError(f"{number}番目の「{name}」の緯度・経度が日本の中にありません。")
    return TownPoint(name.strip(), float(lat), float(lng))


def _is_within(value: Any, limits: tuple[float, float]) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and limits[0] <= value <= limits[1]


def _middle(name: str, points: list[TownPoint]) -> TownPoint:
    return TownPoint(
        name,
        round(fmean(point.lat for point in points), 6),
        round(fmean(point.lng for point in points), 6),
    )


@transaction.atomic
def load_towns(points: list[TownPoint]) -> Loaded:
    """Make or move the areas of these towns; a known one keeps its words, code and district.

    A new 丁目 takes the district of the whole town where that is known; otherwise it has none.
    """
    known = {area.name: area for area in Area.objects.filter(kind=Area.Kind.TOWN)}
    taken = set(Area.objects.values_list("slug", flat=True))
    done = Loaded(not_in_file=sorted(known.keys() - {point.name for point in points}))
    for order, point in enumerate(points, start=1):
        area = known.get(point.name)
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


def _new_area(point: TownPoint, order: int, known: dict[str, Area], taken: set[str]) -> Area:
    base, chome = split_chome(point.name)
    kana = "".join(_spoken(base))
    # Part by part: の and うち in やまのうち are no long vowel.
    romaji = "".join(map(to_romaji, _spoken(base)))
    whole = known.get(base)
    area = Area(
        kind=Area.Kind.TOWN,
        slug=_free_slug(f"{romaji}-{chome}" if chome else romaji, taken),
        name=point.name,
        kana="".join(_spoken(point.name)),
        name_en=romaji.capitalize() + (f" {chome}-chome" if chome else ""),
        name_easy=f"{base}（{kana}）" + (f"{chome}丁目" if chome else ""),
        sort_order=order,
        parent_id=whole.parent_id if whole else None,
    )
    taken.add(area.slug)
    return area


def _spoken(name: str) -> list[str]:
    """The parts of a name in hiragana."""
    return [kana or katakana_to_hiragana(written) for written, kana in annotate(name)]


def _free_slug(slug: str, taken: set[str]) -> str:
    """A district may have the name of a town (大船): then the town's code says that it is one."""
    others = (f"{slug}-town-{number}" for number in count(2))
    return next(each for each in chain([slug, f"{slug}-town"], others) if each not in taken)
