"""The HSDS API as machines ask it: pages, conditions, errors, what may be kept."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date

from directory.exporting.hsds_ids import hsds_id
from directory.models import Check, Place
from tests.directory.exporting.hsds_structure import faults, is_uri, page_validator, validator
from tests.factories import (
    AudienceFactory,
    CheckFactory,
    DepartmentFactory,
    LocationFactory,
    MeasureFactory,
    OrganizationFactory,
    PlaceFactory,
)
from tests.starter_site import forget

pytestmark = pytest.mark.django_db

API = "/api/hsds"


def ask(client: Client, path: str, status: int = 200, **params: Any) -> Any:
    """The JSON of an answer, whose heads are those of open data."""
    response = client.get(f"{API}{path}", params)
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    return json.loads(response.content)


def names(page: dict[str, Any]) -> set[str]:
    return {item["name"] for item in page["contents"]}


def places(count: int) -> list[Place]:
    return [
        PlaceFactory(
            organization=OrganizationFactory(phone="0467-23-3000"),
            locations=[LocationFactory(accessibility=["toilet"])],
            audiences=[AudienceFactory()],
            phone="0467-23-3001",
        )
        for _ in range(count)
    ]


class TestLists:
    def test_an_item_has_what_it_has_once(self, client: Client):
        places(2)
        found = ask(client, "/services")
        assert faults(page_validator("service", listed=True), found) == []
        assert (found["total_items"], found["size"], found["total_pages"]) == (2, 2, 1)

    def test_full_items_hold_everything(self, client: Client):
        (place,) = places(1)
        found = ask(client, "/services", full="true")
        assert faults(page_validator("service", listed=False), found) == []
        assert found["contents"] == [ask(client, f"/services/{place.hsds_id}")]

    def test_minimal_items_are_id_and_date_on_one_page(self, client: Client):
        places(3)
        found = ask(client, "/services", minimal="true")
        assert [set(item) for item in found["contents"]] == [{"id", "last_modified"}] * 3

    def test_pages_hold_each_place_once(self, client: Client):
        places(5)
        pages = [ask(client, "/services", page=number, per_page=2) for number in (1, 2, 3)]
        assert [page["size"] for page in pages] == [2, 2, 1]
        assert [page["first_page"] for page in pages] == [True, False, False]
        assert [page["last_page"] for page in pages] == [False, False, True]
        assert len({item["id"] for page in pages for item in page["contents"]}) == 5

    def test_nothing_is_one_empty_page(self, client: Client):
        found = ask(client, "/services")
        assert (found["empty"], found["total_pages"], found["contents"]) == (True, 1, [])
        assert found["first_page"] is found["last_page"] is True

    def test_three_items_and_thirty_take_the_same_queries(self, client: Client):
        def queries(path: str) -> int:
            forget()
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            return len(asked)

        paths = [f"{API}/services", f"{API}/services?full=true", f"{API}/organizations?full=true"]
        places(3)
        few = [queries(path) for path in paths]
        places(27)
        assert [queries(path) for path in paths] == few
        assert max(few) <= 15

    @pytest.mark.parametrize(
        ("params", "status", "why"),
        [
            ({"page": "0"}, 400, "page は 1 からの整数"),
            ({"page": "-1"}, 400, "page は 1 からの整数"),
            ({"page": "x"}, 400, "page は 1 からの整数"),
            ({"page": "２"}, 400, "page は 1 からの整数"),
            ({"page": "9" * 40}, 400, "page は 1 からの整数"),
            ({"page": "2"}, 404, "2ページはありません。最後は1ページです。"),
            ({"per_page": "0"}, 400, "per_page は 1 からの整数"),
            ({"per_page": "201"}, 400, "per_page は 200 まで"),
            ({"full": "yes"}, 400, "full は true か false"),
            ({"full": "true", "minimal": "true"}, 400, "どちらか一つ"),
            ({"format": "xml"}, 400, "format に書けるのは json だけ"),
            ({"organization_id": "1"}, 400, "organization_id は UUID"),
            ({"modified_after": "きのう"}, 400, "modified_after は"),
        ],
    )
    def test_what_cannot_be_read_is_told(
        self, client: Client, params: dict[str, str], status: int, why: str
    ):
        found = ask(client, "/services", status, **params)
        assert found["status"] == status
        assert why in found["error"]


class TestOne:
    def test_it_is_found_by_an_id_that_stays(self, client: Client, no_writes: None):
        found = ask(client, f"/services/{hsds_id('service', 'none')}", 404)
        assert found["error"] == "このIDのサービスはありません。"

    def test_it_is_valid(self, client: Client):
        (place,) = places(1)
        found = ask(client, f"/services/{hsds_id('service', place.public_id)}")
        assert faults(validator("service"), found) == []

    @pytest.mark.parametrize("text", ["1", "x" * 36, "1dc5f15e-e6df-56d5-834a-e9d270dacd9", "{}"])
    def test_no_uuid_is_no_service(self, client: Client, text: str):
        ask(client, f"/services/{text}", 404)

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plan of SQLite")
    def test_it_is_asked_for_by_its_index(self, client: Client):
        with CaptureQueriesContext(connection) as asked:
            ask(client, f"/services/{hsds_id('service', 'none')}", 404)
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
            plan = str(cursor.fetchall())
        assert "USING INDEX directory_place_hsds_id" in plan

    def test_a_reader_who_has_it_gets_304(self, client: Client):
        (place,) = places(1)
        path = f"{API}/services/{place.hsds_id}"
        first = client.get(path)
        same = client.get(path, headers={"if-none-match": first["ETag"]})
        assert (same.status_code, same.content) == (304, b"")
        later = client.get(path, headers={"if-modified-since": first["Last-Modified"]})
        assert later.status_code == 304

    def test_a_change_is_another_answer(self, client: Client):
        (place,) = places(1)
        path = f"{API}/services/{place.hsds_id}"
        first = client.get(path)
        place.phone = "0467-99-9999"
        place.save()
        again = client.get(path, headers={"if-none-match": first["ETag"]})
        assert again.status_code == 200
        before_midnight = timezone.localtime().replace(hour=0, minute=0) - timedelta(hours=1)
        old = http_date(before_midnight.timestamp())
        assert client.get(path, headers={"if-modified-since": old}).status_code == 200

    @pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
    def test_nothing_is_written(self, client: Client, method: str):
        response: HttpResponse = getattr(client, method)(f"{API}/services")
        assert response.status_code == 405


class TestConditions:
    def test_words_are_looked_for_as_on_the_site(self, client: Client):
        PlaceFactory(name="あおば食堂", summary="夕ごはん")
        PlaceFactory(name="みどり相談室")
        assert names(ask(client, "/services", search="食堂")) == {"あおば食堂"}
        assert names(ask(client, "/services", search="ぬぬぬぬ")) == set()

    def test_a_provider_narrows(self, client: Client):
        group, department = OrganizationFactory(), DepartmentFactory()
        PlaceFactory(name="団体の", organization=group)
        PlaceFactory(name="課の", department=department)
        PlaceFactory(name="だれかの", organization=OrganizationFactory(live=False))
        for name in ("団体の", "課の", "だれかの"):
            (item,) = ask(client, "/services", search=name[:2])["contents"] or [None]
            found = ask(client, "/services", organization_id=item["organization"]["id"])
            assert names(found) == {name}

    def test_terms_narrow(self, client: Client):
        measure, audience = MeasureFactory(), AudienceFactory()
        wanted = PlaceFactory(
            name="これ", kind="food", modes=["phone"], no_booking=True,
            audiences=[audience], measures=[measure],
        )  # fmt: skip
        PlaceFactory(name="べつ", kind="desk", modes=["visit"])
        attributes = ask(client, f"/services/{wanted.hsds_id}")["attributes"]
        terms = {one["link_type"]: one["taxonomy_term"] for one in attributes}
        assert set(terms) == {"kind", "audience", "measure", "mode", "ease"}
        for term in terms.values():
            assert names(ask(client, "/services", taxonomy_term_id=term["id"])) == {"これ"}
            assert ask(client, f"/taxonomy_terms/{term['id']}") == term
        by_list = ask(client, "/services", taxonomy_id=terms["audience"]["taxonomy_id"])
        assert names(by_list) == {"これ"}
        assert names(ask(client, "/services", taxonomy_id=terms["kind"]["taxonomy_id"])) == {
            "これ", "べつ",
        }  # fmt: skip
        both = {"taxonomy_term_id": terms["kind"]["id"], "search": "べつ"}
        assert names(ask(client, "/services", **both)) == set()

    def test_unknown_ids_find_nothing(self, client: Client):
        PlaceFactory()
        for name in ("organization_id", "taxonomy_id", "taxonomy_term_id"):
            assert ask(client, "/services", **{name: hsds_id("nothing")})["empty"] is True

    def test_what_changed_since_is_what_its_date_says(self, client: Client):
        old, checked, saved = (PlaceFactory(name=name) for name in ("古い", "確かめた", "直した"))
        week = timezone.now() - timedelta(days=7)
        Place.objects.update(updated_at=week, last_published_at=None)
        saved.save()
        CheckFactory(record_id=checked.public_id)
        CheckFactory(record_id=old.public_id)
        Check.objects.filter(record_id=old.public_id).update(recorded_at=week)
        since = (timezone.now() - timedelta(days=1)).isoformat()
        found = ask(client, "/services", modified_after=since)
        assert names(found) == {"確かめた", "直した"}
        assert all(item["last_modified"] >= since[:10] for item in found["contents"])


class TestTheRest:
    def test_the_root_says_what_this_is(self, client: Client):
        found = ask(client, "/")
        assert found["version"] == "3.0"
        assert is_uri(found["profile"])
        assert found["openapi_url"].endswith("/api/hsds/openapi.json")

    def test_the_openapi_document_names_every_address(self, client: Client):
        found = ask(client, "/openapi.json")
        for path in found["paths"]:
            if "{" not in path:
                ask(client, path)
        assert {"/", "/services", "/services/{id}"} <= set(found["paths"])

    def test_organizations_are_the_city_its_departments_and_public_groups(self, client: Client):
        DepartmentFactory(name="福祉課")
        OrganizationFactory(name="あおば会", phone="0467-23-3000")
        OrganizationFactory(name="かくれ会", live=False)
        found = ask(client, "/organizations")
        assert faults(page_validator("organization", listed=True), found) == []
        assert names(found) == {"鎌倉市", "福祉課", "あおば会"}
        for item in ask(client, "/organizations", full="true", per_page=2, page=2)["contents"]:
            assert ask(client, f"/organizations/{item['id']}") == item
            assert faults(validator("organization"), item) == []
        ask(client, f"/organizations/{hsds_id('organization', 'none')}", 404)

    def test_taxonomies_and_terms_are_valid_and_found_again(self, client: Client):
        AudienceFactory(name="ヤングケアラー")
        taxonomies = ask(client, "/taxonomies")
        assert faults(page_validator("taxonomy", listed=False), taxonomies) == []
        for item in taxonomies["contents"]:
            assert ask(client, f"/taxonomies/{item['id']}") == item
            terms = ask(client, "/taxonomy_terms", taxonomy_id=item["id"])
            assert faults(page_validator("taxonomy_term", listed=False), terms) == []
            assert {term["taxonomy_id"] for term in terms["contents"]} <= {item["id"]}
        assert "ヤングケアラー" in names(ask(client, "/taxonomy_terms", search="ヤング"))
        assert ask(client, "/taxonomy_terms", parent_id=hsds_id("x"))["empty"] is True

    def test_another_address_is_told(self, client: Client):
        assert "openapi.json" in ask(client, "/nothing", 404)["error"]
