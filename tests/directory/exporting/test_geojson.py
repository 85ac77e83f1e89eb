"""Places on a map: RFC 7946, and never more of a position than readers may know."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from directory.models import Location
from tests.factories import (
    AreaFactory,
    CheckFactory,
    LocationFactory,
    OrganizationFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db

MAP = "/opendata/places.geojson"
HERE = {"lat": 35.3191, "lng": 139.5467, "address": "鎌倉市御成町18-10", "town": "御成町"}
DESK = {"days": ["MO"], "opens": "09:00", "closes": "17:00"}


def collection(path: Path) -> dict[str, Any]:
    call_command("export_records", "geojson", output=str(path))
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_place_at_an_exact_venue_is_a_point_longitude_first(tmp_path: Path):
    venue = LocationFactory(public_id="hall", name="会館", **HERE)
    place = PlaceFactory(
        public_id="aoba", name="あおば食堂", kana="あおばしょくどう", kind="food", summary="夕ごはん",
        phone="0467-23-3000", locations=[venue], hours={"hours": [DESK]},
    )  # fmt: skip
    check = CheckFactory(record_id=place.public_id)
    found = collection(tmp_path / "places.geojson")
    assert found["type"] == "FeatureCollection"
    assert found["bbox"] == [139.5467, 35.3191, 139.5467, 35.3191]
    (feature,) = found["features"]
    assert feature["id"] == "aoba/hall"
    assert feature["geometry"] == {"type": "Point", "coordinates": [139.5467, 35.3191]}
    assert feature["properties"] == {
        "id": "aoba", "name": "あおば食堂", "kana": "あおばしょくどう", "kind": "food",
        "kind_name": "食堂", "summary": "夕ごはん", "phone": "0467-23-3000",
        "url": "http://127.0.0.1:8000/places/aoba/",
        "hours": "月 9:00〜17:00\n祝日 曜日のとおり\n火〜日 休み",
        "checked_on": check.checked_on.isoformat(), "venue": "会館",
        "address": "鎌倉市御成町18-10", "precision": "exact",
    }  # fmt: skip


def test_each_venue_has_its_feature_and_the_box_holds_them_all(tmp_path: Path):
    west = LocationFactory(lat=35.30, lng=139.50)
    east = LocationFactory(lat=35.36, lng=139.58)
    PlaceFactory(locations=[west, east])
    found = collection(tmp_path / "places.geojson")
    assert len({feature["id"] for feature in found["features"]}) == 2
    assert found["bbox"] == [139.50, 35.30, 139.58, 35.36]


def test_an_inexact_venue_stands_at_its_town_and_says_so(tmp_path: Path):
    AreaFactory(kind="town", name="御成町", lat=35.3182, lng=139.5480)
    venue = LocationFactory(precision=Location.Precision.TOWN, **HERE)
    PlaceFactory(locations=[venue])
    found = collection(tmp_path / "places.geojson")
    (feature,) = found["features"]
    assert feature["geometry"]["coordinates"] == [139.5480, 35.3182]
    assert feature["properties"]["precision"] == "town"
    assert feature["properties"]["address"] == "鎌倉市御成町のあたり"
    assert "18-10" not in json.dumps(found)


def test_a_hidden_venue_and_a_place_without_one_are_not_on_the_map(tmp_path: Path):
    PlaceFactory(locations=[LocationFactory(precision=Location.Precision.HIDDEN, **HERE)])
    PlaceFactory()
    found = collection(tmp_path / "places.geojson")
    assert found == {"type": "FeatureCollection", "features": []}


def test_readers_get_the_file_and_only_once(client: Client, no_writes: None):
    first = client.get(MAP)
    assert first.status_code == 200
    assert first["Content-Type"] == "application/geo+json"
    assert first["Access-Control-Allow-Origin"] == "*"
    assert not first.cookies
    assert json.loads(b"".join(first.streaming_content))["features"] == []
    again = client.get(MAP, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(MAP)
    head.close()
    assert head.status_code == 200
    assert client.post(MAP).status_code == 405


def test_a_changed_place_is_another_file(client: Client):
    place = PlaceFactory(locations=[LocationFactory(**HERE)])
    first = client.get(MAP)
    first.close()
    place.phone = "0467-99-9999"
    place.save()
    again = client.get(MAP, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert b"0467-99-9999" in b"".join(again.streaming_content)


def test_what_is_not_a_format_is_no_file(client: Client):
    for name in ("hsds.json", "places.csv.geojson", "nothing.csv"):
        assert client.get(f"/opendata/{name}").status_code == 404


def test_the_map_asks_the_same_queries_for_three_places_and_thirty(
    tmp_path: Path, django_assert_max_num_queries: Any
):
    for _ in range(30):
        PlaceFactory(organization=OrganizationFactory(), locations=[LocationFactory(**HERE)])
    with django_assert_max_num_queries(15):
        assert len(collection(tmp_path / "places.geojson")["features"]) == 30
