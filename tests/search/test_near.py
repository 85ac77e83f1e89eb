"""Lists in the order of distance from a point that a reader names."""

from __future__ import annotations

import json
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.base.templatetags.text import distance
from search.distance import RADIUS, metres
from search.documents import Document, write
from search.engines.asking import Point
from search.facets import TYPE
from search.listing import Listing
from search.near import read_near

ROWS = [
    {"town": "長谷一丁目", "koaza": "", "lat": 35.312, "lng": 139.533},
    {"town": "大町", "koaza": "", "lat": 35.3136, "lng": 139.5603},
    {"station": "大船", "lat": 35.3535, "lng": 139.5312},
]
PLACES = {
    "北の食堂": (35.3600, 139.5312),
    "大船の食堂": (35.3540, 139.5312),
    "海の食堂": (35.3050, 139.5500),
    "どこかの食堂": (None, None),
}


@pytest.fixture
def towns(tmp_path: Path, db: None) -> None:
    file = tmp_path / "towns.json"
    file.write_text(json.dumps(ROWS), encoding="utf-8")
    call_command("load_towns", str(file), verbosity=0)


@pytest.fixture
def places(towns: None) -> None:
    for title, (lat, lng) in PLACES.items():
        card = {"template": "place", "title": title, "summary": "ごはん"}
        row = Document(locale="ja", title=title, path="/", card=card, lat=lat, lng=lng)
        write("place", title, [row])


def listing(query: str, **options: Any) -> Listing:
    options = {"language": "ja", "now": timezone.now(), "facets": [TYPE]} | options
    return Listing(QueryDict(query), **options)


def titles(query: str) -> list[str]:
    return [document.title for document in listing(query).documents]


degrees = st.floats(-0.25, 0.25)


@settings(deadline=None)
@given(lat=st.floats(24, 46), north=degrees, east=degrees)
def test_a_distance_is_exact_to_a_metre_as_far_as_one_goes(
    lat: float, north: float, east: float
) -> None:
    near = Point(lat, 139.5)
    there = (lat + north, 139.5 + east)
    exact = great_circle(near, *there)
    assert abs(metres(near, *there) - exact) <= (1.5 if exact <= 30_000 else 5)


def great_circle(near: Point, lat: float, lng: float) -> float:
    """The haversine formula."""
    north, east = radians(lat - near.lat) / 2, radians(lng - near.lng) / 2
    chord = sin(north) ** 2 + cos(radians(near.lat)) * cos(radians(lat)) * sin(east) ** 2
    return 2 * RADIUS * asin(sqrt(chord))


@pytest.mark.usefixtures("towns")
@pytest.mark.parametrize(
    "typed", ["ofuna-station", "大船駅", "おおふなえき", "オオフナ", "大船", "ofuna", " 大船駅 "]
)
def test_a_station_is_named_in_any_spelling(typed: str) -> None:
    near = read_near(typed, "ja")
    assert near is not None
    assert (near.value, near.label) == ("ofuna-station", "大船駅")


def test_a_position_is_known_to_a_kilometre_only(db: None) -> None:
    near = read_near("35.318765,139.554321", "ja")
    assert near is not None
    assert (near.value, near.point) == ("35.32,139.55", Point(35.32, 139.55))


@pytest.mark.usefixtures("towns")
@pytest.mark.parametrize(
    "typed", ["", "火星", "91,139", "35,181", "35.3", "1e3,5", "35.3,139.5;", "nan,nan", "駅", "\0"]
)
def test_what_names_no_point_is_none(typed: str) -> None:
    assert read_near(typed, "ja") is None


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("words", ["", "q=食堂&"])
def test_near_a_point_the_nearest_come_first(words: str) -> None:
    by_distance = ["大船の食堂", "北の食堂", "海の食堂", "どこかの食堂"]
    assert titles(f"{words}near=ofuna-station") == by_distance
    assert titles(f"{words}near=大船駅&sort=near") == by_distance
    assert titles(f"{words}sort=near") == titles(words.rstrip("&"))
    assert titles(f"{words}near=35.31,139.55")[0] == "海の食堂"


@pytest.mark.usefixtures("places")
def test_cards_tell_the_distance_where_a_point_is_given() -> None:
    cards = listing("q=食堂&near=ofuna-station").cards
    assert [card.get("distance_m") for card in cards] == [56, 723, 5656, None]
    assert [distance(card.get("distance_m")) for card in cards] == [
        "約50m",
        "約700m",
        "約5.7km",
        "",
    ]
    assert all("distance_m" not in card for card in listing("q=食堂").cards)


@pytest.mark.usefixtures("places")
def test_a_chip_takes_the_point_off() -> None:
    found = listing("q=食堂&near=大船駅&sort=fit&type=place")
    (chip,) = [chip for chip in found.chips if "大船駅" in chip["label"]]
    assert QueryDict(chip["url"].partition("?")[2]).dict() == {"q": "食堂", "type": "place"}
    assert QueryDict(found.clear_url.partition("?")[2]).dict() == {"q": "食堂"}


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("q=食堂", {"合う順": ""}),
        ("q=食堂&near=大船駅", {"合う順": "fit", "近い順": ""}),
        ("near=大船駅&sort=fit", {"五十音順": "fit", "近い順": ""}),
    ],
)
def test_orders_are_links_and_one_is_current(query: str, offered: dict[str, str]) -> None:
    found = listing(query, types=("place",))
    links = {item["label"]: QueryDict(item["url"].partition("?")[2]) for item in found.sorts}
    assert {label: params.get("sort", "") for label, params in links.items()} == offered
    for item in found.sorts:
        there = listing(item["url"].partition("?")[2], types=("place",))
        (current,) = [other for other in there.sorts if other["current"]]
        assert current["label"] == item["label"]


@pytest.mark.usefixtures("places")
def test_an_unknown_point_stays_in_the_field(client: Client) -> None:
    found = listing("q=食堂&near=火星")
    assert (found.address.near, found.near, found.total) == (None, "火星", 4)
    html = client.get("/search/", {"q": "食堂", "near": "火星"}).content.decode()
    assert 'value="火星"' in html
