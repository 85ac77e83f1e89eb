"""The list of towns, and where a typed address is put."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from directory.models import Area, Location
from directory.terms import districts
from directory.towns import Towns, place_at_town
from search.terms import terms
from tests.factories import AreaFactory, LocationFactory

pytestmark = pytest.mark.django_db

SHARED = Path(__file__).resolve().parents[2] / "../shared/data/kamakura_towns.json"
TOWNS = [
    {"town": "稲村ガ崎一丁目", "koaza": "", "lat": 35.304045, "lng": 139.525579},
    {"town": "長谷一丁目", "koaza": "", "lat": 35.31, "lng": 139.53},
    {"town": "長谷二丁目", "koaza": "", "lat": 35.32, "lng": 139.54},
    {"town": "関谷", "koaza": "上", "lat": 35.36, "lng": 139.50},
    {"town": "関谷", "koaza": "下", "lat": 35.38, "lng": 139.52},
    {"town": "山ノ内", "koaza": "", "lat": 35.335, "lng": 139.549},
    {"town": "大船", "koaza": "", "lat": 35.35, "lng": 139.54},
]


def load(file: Path) -> str:
    told = io.StringIO()
    call_command("load_towns", str(file), stdout=told)
    return told.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "towns.json"
    path.write_text(json.dumps(TOWNS), encoding="utf-8")
    return path


@pytest.fixture
def loaded(file: Path) -> None:
    load(file)


def test_each_town_becomes_an_area_with_a_readable_code(file: Path):
    AreaFactory(slug="ofuna", name="大船")
    assert "新しく6件" in load(file)
    towns = {area.name: area for area in Area.objects.filter(kind=Area.Kind.TOWN)}
    assert towns["稲村ガ崎一丁目"].slug == "inamuragasaki-1"
    assert towns["稲村ガ崎一丁目"].kana == "いなむらがさきいっちょうめ"
    assert towns["稲村ガ崎一丁目"].name_en == "Inamuragasaki 1-chome"
    assert towns["山ノ内"].slug == "yamanouchi"
    assert towns["大船"].slug == "ofuna-town"
    assert (towns["関谷"].lat, towns["関谷"].lng) == (35.37, 139.51)


def test_a_second_run_changes_nothing(file: Path):
    load(file)
    before = list(Area.objects.order_by("pk").values())
    assert "新しく0件、位置を直したもの0件、そのまま6件" in load(file)
    assert list(Area.objects.order_by("pk").values()) == before


def test_a_moved_town_is_named_and_keeps_the_words_of_the_editors(file: Path):
    load(file)
    Area.objects.filter(name="関谷").update(name_en="Sekiya town", lat=35.0)
    assert "位置を直しました：関谷" in load(file)
    assert Area.objects.get(name="関谷").name_en == "Sekiya town"
    assert Area.objects.get(name="関谷").lat == 35.37


def test_a_town_that_is_no_longer_in_the_list_is_kept_and_named(file: Path):
    load(file)
    file.write_text(json.dumps(TOWNS[1:]), encoding="utf-8")
    assert "一覧にない町や駅は残しました：稲村ガ崎一丁目" in load(file)
    assert Area.objects.filter(name="稲村ガ崎一丁目").exists()


def test_a_district_is_taken_from_the_whole_town_and_never_guessed(file: Path):
    district = AreaFactory(slug="kamakura", name="鎌倉")
    AreaFactory(slug="hase", name="長谷", kind=Area.Kind.TOWN, parent=district)
    load(file)
    assert Area.objects.get(name="長谷一丁目").parent == district
    assert Area.objects.get(name="稲村ガ崎一丁目").parent is None


@pytest.mark.parametrize(
    "content",
    [
        b"[",
        b"\x82\xa0",
        b"{}",
        b"[]",
        b"[1]",
        b'[{"town": "", "lat": 35.3, "lng": 139.5}]',
        b'[{"town": 3, "lat": 35.3, "lng": 139.5}]',
        '[{"town": "関谷", "lat": 139.5, "lng": 35.3}]'.encode(),
        '[{"town": "関谷", "lat": "35.3", "lng": 139.5}]'.encode(),
        '[{"town": "関谷", "lat": NaN, "lng": 139.5}]'.encode(),
    ],
)
def test_a_file_that_is_no_list_of_towns_is_refused_in_one_sentence(file: Path, content: bytes):
    file.write_bytes(content)
    with pytest.raises(CommandError, match=r"。何も保存していません。$"):
        load(file)
    assert not Area.objects.exists()


def test_a_file_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(CommandError, match=r"開けません。何も保存していません。$"):
        load(tmp_path / "none.json")


def test_the_published_list_loads_whole():
    if not SHARED.exists():
        pytest.skip("the list of towns is not here")
    assert "新しく153件" in load(SHARED)
    assert Towns.load().of("鎌倉市十二所12").name == "十二所"
    assert Area.objects.get(name="十二所").slug == "juniso"


@pytest.mark.usefixtures("loaded")
def test_lists_are_narrowed_by_districts_only():
    AreaFactory(slug="kamakura", name="鎌倉")
    assert [value for value, _label in terms("area", "ja")] == ["kamakura"]
    assert [area.slug for area in districts()] == ["kamakura"]


@pytest.mark.usefixtures("loaded")
def test_a_typed_address_is_placed_at_its_town_and_stays_public():
    venue = LocationFactory(address="鎌倉市稲村ヶ崎１ー２番３号", building="２Ｆ")
    assert venue.address == "鎌倉市稲村ガ崎一丁目2-3"
    assert venue.town == "稲村ガ崎一丁目"
    assert venue.precision == Location.Precision.TOWN
    assert venue.position == (35.304045, 139.525579)
    assert venue.public_address.startswith("鎌倉市稲村ガ崎一丁目2-3")


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("address", "point"),
    [
        ("鎌倉市長谷", (35.315, 139.535)),
        ("鎌倉市長谷9丁目1", None),
        ("逗子市長谷1-2", None),
        ("東京都 長谷1-2", None),
        ("オンライン", None),
        ("", None),
    ],
)
def test_only_a_town_of_the_city_gives_a_point(address: str, point: tuple[float, float] | None):
    assert LocationFactory(address=address).position == point


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("precision", [Location.Precision.EXACT, Location.Precision.HIDDEN])
def test_an_own_or_hidden_position_is_never_overwritten(precision: str):
    facts = {"precision": precision, "address": "鎌倉市長谷1-2"}
    own = LocationFactory(lat=35.001, lng=139.001, **facts)
    assert (own.lat, own.lng, own.precision) == (35.001, 139.001, precision)
    hidden = LocationFactory(address="鎌倉市長谷1-2", precision=Location.Precision.HIDDEN)
    assert (hidden.lat, hidden.lng, hidden.town) == (None, None, "")


@pytest.mark.usefixtures("loaded")
def test_the_district_comes_from_the_town_where_none_was_chosen():
    district = AreaFactory(slug="kamakura", name="鎌倉")
    Area.objects.get(name="山ノ内").delete()
    AreaFactory(
        slug="yama", name="山ノ内", kind=Area.Kind.TOWN, parent=district, lat=35.3, lng=139.5
    )
    other = AreaFactory(slug="tamanawa", name="玉縄")
    assert LocationFactory(address="鎌倉市山之内5").area == district
    assert LocationFactory(address="鎌倉市山ノ内5", area=other).area == other


@pytest.mark.usefixtures("loaded")
def test_many_venues_are_placed_without_a_query_each(django_assert_num_queries):
    venues = [Location(name="会場", address=f"鎌倉市関谷{number}") for number in range(50)]
    with django_assert_num_queries(1):
        towns = Towns.load()
        placed = [place_at_town(venue, towns) for venue in venues]
    assert {town.name for town in placed} == {"関谷"}


@pytest.mark.usefixtures("loaded")
def test_after_saving_the_editor_reads_where_the_venue_stands(admin_client: Client):
    address = reverse("wagtailsnippets_directory_location:add")
    form = {
        "name": "会館", "address": "鎌倉市稲村が崎1丁目2番3号", "precision": "exact", "kana": "",
        "postal_code": "", "town": "", "building": "", "area": "", "lat": "", "lng": "",
        "access": "", "parking": "",
    }  # fmt: skip
    answer = admin_client.post(address, form, follow=True)
    assert "「稲村ガ崎一丁目」のあたりに置きました。" in answer.content.decode()
    assert Location.objects.get(name="会館").address == "鎌倉市稲村ガ崎一丁目2-3"
