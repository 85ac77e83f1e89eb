"""The page of open data and its CSV files, as a reader and a program get them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.exporting.csv_formats import CSV_FORMATS, FOR_CHILDREN, is_for_children
from directory.exporting.loading import every_place
from directory.exporting.values import place_values
from directory.models import Location, Place
from tests.factories import LocationFactory, OrganizationFactory, PlaceFactory
from tests.pages.conftest import Reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_site")]

NAMES = [*(one.file_name for one in CSV_FORMATS), "events.csv"]


def body(client: Client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return b"".join(answer)


def rows(client: Client, name: str, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    query = "?encoding=cp932" if encoding == "cp932" else ""
    text = body(client, f"/opendata/{name}{query}").decode(encoding)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def row_of(client: Client, place: Place, name: str = "facilities.csv") -> dict[str, str]:
    (found,) = [row for row in rows(client, name) if place.public_id in row.values()]
    return found


def test_the_page_counts_what_the_files_hold(client: Client, get: Reading):
    page = get("/opendata/")
    for name, code in (
        ("facilities.csv", "places"), ("childcare.csv", "childcare"),
        ("cafeterias.csv", "cafeterias"), ("events.csv", "events"),
    ):  # fmt: skip
        (section,) = page.all("section", id=code)
        assert f"{len(rows(client, name))}件" in section.text
    assert {f"/opendata/{name}" for name in NAMES} <= set(page.inner_links)
    assert "CC BY 4.0" in page.text


def test_every_link_of_the_page_is_answered(get: Reading):
    for link in get("/opendata/").inner_links:
        assert get(link).status == 200, link


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_named_whole_and_sets_no_cookie(client: Client, name: str):
    answer = client.get(f"/opendata/{name}")
    data = b"".join(answer)
    assert answer.headers["Content-Type"] == "text/csv"
    assert answer.headers["Content-Disposition"].endswith(f'filename="{name}"')
    assert answer.headers["Content-Length"] == str(len(data))
    assert not answer.cookies
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    widths = {len(row) for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))}
    assert len(widths) == 1


def test_a_file_that_has_not_changed_is_not_sent_again(client: Client, get: Reading):
    etag = get("/opendata/facilities.csv").headers["ETag"]
    again = client.get("/opendata/facilities.csv", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    PlaceFactory(name="あたらしい場所")
    changed = client.get("/opendata/facilities.csv", headers={"If-None-Match": etag})
    data = b"".join(changed)
    assert changed.status_code == 200
    assert "あたらしい場所".encode() in data


def test_cp932_says_what_it_cannot_write(client: Client):
    place = PlaceFactory(name="𠮷野の家〜", public_id="yoshino")
    (row,) = [row for row in rows(client, "facilities.csv", "cp932") if row["NO"] == "yoshino"]
    assert row["名称"] == "〓野の家～"
    told = json.loads(client.get("/opendata/facilities.csv.changes.json").content)
    assert told["encoding"] == "cp932"
    number = [row["NO"] for row in rows(client, "facilities.csv")].index(place.public_id) + 2
    assert (
        f"{number}行目の「名称」：「𠮷」は cp932 にないので、「〓」と書きました。"
        in told["changes"]
    )


def test_an_unknown_file_or_encoding_is_not_found(client: Client):
    for path in ("nothing.csv", "facilities.csv?encoding=utf-16", "nothing.csv.changes.json"):
        assert client.get(f"/opendata/{path}").status_code == 404


def test_a_row_says_what_readers_may_know(client: Client):
    venue = LocationFactory(
        name="御成会館", address="御成町１８ー１０", building="2階", postal_code="248-0012",
        lat=35.3190712, lng=139.5467, accessibility=["slope", "wheelchair"],
    )  # fmt: skip
    place = PlaceFactory(
        name="ひだまり", kana="ひだまり", phone="0467-23-3000", locations=[venue],
        organization=OrganizationFactory(name="ひだまりの会"),
        hours={"hours": [{"days": ["MO", "TU"], "opens": "10:00", "closes": "16:00"}], "closed_nth": ["3MO"]},
        fees=[{"who": "おとな", "yen": 300}], summary="=すわれます",
    )  # fmt: skip
    row = row_of(client, place)
    assert row["都道府県コード又は市区町村コード"] == "142042"
    assert row["名称_カナ"] == "ヒダマリ"
    assert row["住所"] == "神奈川県鎌倉市御成町18-10"
    assert row["方書"] == "御成会館 2階"
    assert (row["緯度"], row["経度"]) == ("35.319071", "139.5467")
    assert row["団体名"] == "ひだまりの会"
    assert (row["利用可能曜日"], row["開始時間"], row["終了時間"]) == ("月火", "10:00", "16:00")
    assert row["利用可能日時特記事項"] == "第3月曜は休み"
    assert row["バリアフリー情報"] == "スロープあり、車いす可"
    assert row["説明"] == "'=すわれます\n\n料金：おとな 300円"
    assert row_of(client, place, "common.csv")["車椅子可"] == "有"


def test_an_inexact_venue_is_its_town_and_a_hidden_one_nothing(client: Client):
    inexact = LocationFactory(
        name="二階堂の家", town="二階堂", address="鎌倉市二階堂912", lat=35.32, lng=139.56,
        precision=Location.Precision.TOWN,
    )  # fmt: skip
    hidden = LocationFactory(
        name="離れ", address="鎌倉市長谷1-1", precision=Location.Precision.HIDDEN
    )
    row = row_of(client, PlaceFactory(locations=[inexact]))
    assert (row["住所"], row["方書"], row["緯度"]) == ("神奈川県鎌倉市二階堂", "", "")
    row = row_of(client, PlaceFactory(locations=[hidden]))
    assert (row["住所"], row["方書"], row["緯度"]) == ("", "", "")


def test_a_mobile_number_and_a_mail_address_are_in_no_cell(client: Client):
    place = PlaceFactory(
        phone="090-1234-5678", email="a@example.jp", hours_note="０９０−１２３４−５６７８まで",
        description="くわしくは b@example.jp へ", website="https://example.jp/?mail=c@example.jp",
    )  # fmt: skip
    said = " ".join(row_of(client, place).values())
    for secret in ("090", "０９０", "example.jp"):
        assert secret not in said


def test_the_count_of_places_for_children_is_that_of_the_file():
    PlaceFactory(kind="hiroba")
    PlaceFactory(kind="food", max_age=15)
    PlaceFactory(kind="study", max_age=17)
    PlaceFactory(kind="desk", name="保育の相談")
    now = timezone.now()
    in_file = {
        facts.place.public_id
        for facts in every_place(now)
        if is_for_children(place_values(facts).values)
    }
    counted = Place.objects.sources().public(now).filter(FOR_CHILDREN)
    assert in_file == set(counted.values_list("public_id", flat=True))
    assert len(in_file) >= 8


def queries_for(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        body(client, path)
    return len(asked)


@pytest.mark.parametrize("name", ["facilities.csv", "events.csv"])
def test_a_longer_file_asks_no_more_queries(client: Client, name: str):
    before = queries_for(client, f"/opendata/{name}")
    group = OrganizationFactory()
    for _each in range(12):
        PlaceFactory(organization=group, locations=[LocationFactory(address="鎌倉市大船1-1")])
    assert queries_for(client, f"/opendata/{name}") == before
