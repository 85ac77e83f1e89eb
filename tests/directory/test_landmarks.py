"""Towns and stations as points that lists are ordered by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from directory.models import Area
from directory.towns import Towns
from home.starter.terms import AREAS
from search.landmarks import LandmarkKind, landmark, landmarks
from search.terms import terms
from tests.factories import AreaFactory

pytestmark = pytest.mark.django_db
ROWS = [
    {"town": "長谷一丁目", "koaza": "", "lat": 35.31, "lng": 139.53},
    {"town": "長谷二丁目", "koaza": "", "lat": 35.32, "lng": 139.54},
    {"town": "大町", "koaza": "", "lat": 35.3136, "lng": 139.5603},
    {"town": "大町一丁目", "koaza": "", "lat": 35.30, "lng": 139.50},
    {"station": "長谷", "lat": 35.3113, "lng": 139.5362},
    {"station": "極楽寺駅", "lat": 35.3093, "lng": 139.5287},
]


@pytest.fixture
def loaded(tmp_path: Path) -> None:
    file = tmp_path / "towns.json"
    file.write_text(json.dumps(ROWS), encoding="utf-8")
    call_command("load_towns", str(file), verbosity=0)


def labels(language: str, kind: LandmarkKind) -> list[str]:
    return [each.label for each in landmarks(language) if each.kind is kind]


@pytest.mark.usefixtures("loaded")
def test_a_list_of_towns_may_name_stations():
    assert labels("ja", LandmarkKind.STATION) == ["長谷駅", "極楽寺駅"]
    assert labels("en", LandmarkKind.STATION) == ["Hase Station", "Gokurakuji Station"]
    hase = landmark("hase-station", "ja")
    assert hase is not None
    assert (hase.kana, hase.lat, hase.lng) == ("はせえき", 35.3113, 139.5362)


@pytest.mark.usefixtures("loaded")
def test_a_town_stands_once_however_many_chome_it_has():
    assert labels("ja", LandmarkKind.TOWN) == ["大町", "長谷"]
    assert labels("en", LandmarkKind.TOWN) == ["Omachi", "Hase"]
    assert labels("ja-x-easy", LandmarkKind.TOWN) == ["大町（おおまち）", "長谷（はせ）"]
    towns = {each.label: each for each in landmarks("ja") if each.kind is LandmarkKind.TOWN}
    assert (towns["長谷"].lat, towns["長谷"].lng) == (35.315, 139.535)
    assert (towns["大町"].lat, towns["大町"].lng) == (35.3136, 139.5603)
    assert len({each.key for each in landmarks("ja")}) == len(landmarks("ja"))


@pytest.mark.usefixtures("loaded")
def test_a_station_is_no_district_and_no_town_of_an_address():
    assert terms("area", "ja") == []
    assert Towns.load().of("鎌倉市極楽寺駅") is None
    town = Towns.load().of("鎌倉市長谷1-2")
    assert town is not None
    assert town.name == "長谷一丁目"


def test_a_point_that_staff_change_is_known_at_once():
    assert landmark("hase-station", "ja") is None
    station = AreaFactory(slug="hase-station", name="長谷駅", kana="はせえき", kind="station")
    assert landmark("hase-station", "ja") is None, "it has no position yet"
    station.lat, station.lng = 35.3113, 139.5362
    station.save()
    assert landmark("hase-station", "ja") is not None
    station.delete()
    assert landmark("hase-station", "ja") is None


def test_a_new_site_knows_its_stations():
    stations = [row for row in AREAS if row.kind == Area.Kind.STATION]
    assert {"鎌倉駅", "大船駅", "西鎌倉駅"} <= {row.name for row in stations}
    for row in stations:
        assert row.position is not None, row.name
        assert 35.29 < row.position[0] < 35.37, row.name
        assert 139.48 < row.position[1] < 139.57, row.name
