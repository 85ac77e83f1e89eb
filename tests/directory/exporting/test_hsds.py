"""The HSDS file: valid, with no property outside HSDS 3.0, and true."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from directory.exporting.hsds_ids import hsds_id
from directory.exporting.hsds_services import basic_service, service
from directory.exporting.loading import PlaceFacts, every_place, facts_of
from directory.models import Location, Place, TemporaryStatus
from tests.directory.exporting.hsds_structure import faults, page_validator, validator
from tests.directory.exporting.made import place_facts
from tests.factories import (
    AreaFactory,
    AudienceFactory,
    CheckFactory,
    DepartmentFactory,
    LocationFactory,
    OrganizationFactory,
    PlaceFactory,
)

DESK = {"days": ["MO", "TU", "WE", "TH", "FR"], "opens": "09:00", "closes": "17:00"}


def exported(place: Place) -> dict[str, Any]:
    """The place as the file has it."""
    (facts,) = facts_of([Place.objects.get(pk=place.pk)], timezone.now())
    found = service(facts)
    assert faults(validator("service"), found) == []
    assert faults(validator("service", listed=True), basic_service(facts)) == []
    return found


def written(path: Path) -> dict[str, Any]:
    call_command("export_records", "hsds", output=str(path))
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_site")
class TestANewSite:
    def test_every_public_place_is_in_a_valid_file(self, tmp_path: Path):
        found = written(tmp_path / "hsds.json")
        assert faults(page_validator("service", listed=False), found) == []
        public = Place.objects.sources().public().values_list("hsds_id", flat=True)
        assert sorted(item["id"] for item in found["contents"]) == sorted(map(str, public))
        assert found["total_items"] == found["size"] == len(public)

    def test_ids_are_used_once(self, tmp_path: Path):
        ids: list[str] = []
        for item in written(tmp_path / "hsds.json")["contents"]:
            ids += [item["id"]]
            for name in ("phones", "schedules", "service_at_locations", "languages", "attributes"):
                ids += [part["id"] for part in item.get(name, [])]
        assert len(ids) == len(set(ids))

    def test_samples_say_so(self, tmp_path: Path):
        samples = Place.objects.sources().public().filter(sample=True)
        alerts = [
            item.get("alert", "")
            for item in written(tmp_path / "hsds.json")["contents"]
            if any(term.get("value") == "はい" for term in item["attributes"])
        ]
        assert len(alerts) == len(samples) > 0
        assert all(alert.startswith("見本です") for alert in alerts)

    def test_the_same_site_gives_the_same_bytes(self, tmp_path: Path):
        first, second = tmp_path / "1.json", tmp_path / "2.json"
        assert written(first) == written(second)
        assert first.read_bytes() == second.read_bytes()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts=place_facts())
def test_any_place_is_valid(facts: PlaceFacts):
    found = json.loads(json.dumps(service(facts)))
    assert faults(validator("service"), found) == []
    assert faults(validator("service", listed=True), basic_service(facts)) == []


@pytest.mark.parametrize(
    ("table", "broken"),
    [
        ("service", {"id": "1", "name": "n", "status": "active"}),
        ("service", {"id": hsds_id("x"), "name": "n", "status": "open"}),
        ("service", {"id": hsds_id("x"), "name": "n", "status": "active", "capacities": []}),
        ("service", {"id": hsds_id("x"), "name": "n", "status": "active", "url": "例え.jp"}),
        ("service", {"id": hsds_id("x"), "name": "n", "status": "active", "minimum_age": "3"}),
        ("organization", {"id": hsds_id("x"), "name": "n"}),
        ("attribute", {"id": hsds_id("x"), "label": "n"}),
    ],
)
def test_the_structure_refuses_what_hsds_3_0_does_not_have(table: str, broken: dict[str, Any]):
    assert len(faults(validator(table), broken)) == 1


@pytest.mark.django_db
class TestOnePlace:
    def test_its_facts_are_where_hsds_has_them(self):
        place = PlaceFactory(
            name="あおば食堂", alternate_name="あおば", summary="夕ごはん", description="くわしく",
            kind="food", phone="0467-23-3000", phone_note="代表 内線2345", email="a@example.jp",
            website="https://example.jp/", min_age=6, max_age=18, no_booking=True,
            modes=["visit", "phone"], languages=["ja", "ja-x-easy", "jsl"],
            fees=[{"who": "こども", "yen": 0}, {"who": "おとな", "yen": 300}],
            audiences=[AudienceFactory(name="ヤングケアラー")],
        )  # fmt: skip
        found = exported(place)
        assert found["id"] == hsds_id("service", place.public_id)
        assert (found["name"], found["alternate_name"]) == ("あおば食堂", "あおば")
        assert found["description"] == "夕ごはん\n\nくわしく"
        assert (found["url"], found["email"]) == ("https://example.jp/", "a@example.jp")
        assert (found["minimum_age"], found["maximum_age"]) == (6, 18)
        assert found["eligibility_description"] == "6歳から18歳まで、ヤングケアラー"
        assert found["application_process"] == "予約なしで使えます。"
        assert found["fees_description"] == "こども 無料、おとな 300円"
        assert [(fee["option"], fee["amount"]) for fee in found["cost_options"]] == [
            ("こども", 0), ("おとな", 300),
        ]  # fmt: skip
        (phone,) = found["phones"]
        assert (phone["number"], phone["type"], phone["extension"]) == (
            "0467-23-3000",
            "voice",
            2345,
        )
        assert [language["code"] for language in found["languages"]] == ["ja", "ja", "jsl"]
        terms = {(one["link_type"], one["taxonomy_term"]["name"]) for one in found["attributes"]}
        assert {("kind", "食堂"), ("audience", "ヤングケアラー"), ("mode", "電話")} <= terms

    def test_an_id_with_a_leading_zero_stays_words(self):
        (phone,) = exported(PlaceFactory(phone="0467-23-3000", phone_note="内線0123"))["phones"]
        assert "extension" not in phone
        assert phone["description"] == "内線0123"

    def test_its_check_says_when_and_by_whom(self):
        place = PlaceFactory()
        department = DepartmentFactory(name="こども家庭課", email="kodomo@example.jp")
        CheckFactory(record_id=place.public_id, checked_on=date(2026, 1, 5))
        CheckFactory(
            record_id=place.public_id, checked_on=date(2026, 11, 5), by_department=department
        )
        found = exported(place)
        assert (found["assured_date"], found["assurer_email"]) == (
            "2026-11-05",
            "kodomo@example.jp",
        )
        values = {one["taxonomy_term"]["code"]: one.get("value") for one in found["attributes"]}
        assert values["checked-by"] == "こども家庭課"

    def test_a_closure_of_today_is_its_status_and_leaves_its_days_out(self):
        place = PlaceFactory(hours={"hours": [DESK]})
        today = timezone.localdate()
        TemporaryStatus.objects.create(
            record_type="place", record_id=place.public_id, message="工事のため",
            starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=30),
        )  # fmt: skip
        found = exported(place)
        assert found["status"] == "temporarily closed"
        assert found["alert"].endswith("：工事のため")
        rules = [one for one in found["schedules"] if "freq" in one]
        assert rules
        assert all(one["valid_from"] > str(today + timedelta(days=30)) for one in rules)

    def test_hours_that_no_rule_can_say_are_words(self):
        facts = {"hours": [DESK | {"audiences": ["中学生"]}], "appointment_only": True}
        place = PlaceFactory(hours=facts, hours_note="電話してから", modes=["visit"])
        (only,) = exported(place)["schedules"]
        assert only["description"] == "予約をしてから行く場所です。"
        assert (only["notes"], only["attending_type"]) == ("電話してから", "行って話す")

    def test_its_id_stays_when_its_words_change(self):
        place = PlaceFactory()
        before = exported(place)["id"]
        place.name = "べつの名前"
        place.save()
        assert exported(place)["id"] == before


@pytest.mark.django_db
class TestItsProvider:
    def test_a_group_without_words_still_has_a_description(self):
        group = OrganizationFactory(name="あおば会", kind="food")
        found = exported(PlaceFactory(organization=group))["organization"]
        assert found["id"] == hsds_id("organization", group.public_id)
        assert found["description"] == "あおば会（食堂をひらく団体）"

    def test_a_department_belongs_to_the_city(self):
        department = DepartmentFactory(
            name="福祉課", division="健康福祉部", extension="2345", phone="1"
        )
        found = exported(PlaceFactory(department=department))["organization"]
        assert found["description"] == "鎌倉市健康福祉部の福祉課です。"
        assert found["phones"][0]["extension"] == 2345
        assert found["parent_organization_id"] == hsds_id("city", "142042")

    def test_a_group_that_is_not_public_is_not_named(self):
        group = OrganizationFactory(name="かくれ会", live=False)
        found = exported(PlaceFactory(organization=group))
        assert "かくれ会" not in json.dumps(found, ensure_ascii=False)
        assert found["organization"]["name"] == "鎌倉市"


@pytest.mark.django_db
class TestItsVenues:
    VENUE: ClassVar = {
        "name": "会館", "address": "鎌倉市御成町18-10", "building": "3階", "town": "御成町",
        "postal_code": "248-8686", "lat": 35.3191, "lng": 139.5467, "access": "駅から5分",
    }  # fmt: skip

    def of(self, **facts: Any) -> dict[str, Any]:
        venue = LocationFactory(**self.VENUE | facts)
        return exported(PlaceFactory(locations=[venue]))["service_at_locations"][0]["location"]

    def test_an_exact_one_has_address_and_position(self):
        found = self.of(area=AreaFactory(name="鎌倉"), accessibility=["toilet"])
        (address,) = found["addresses"]
        assert (found["latitude"], found["longitude"]) == (35.3191, 139.5467)
        assert (address["address_1"], address["address_2"]) == ("御成町18-10", "3階")
        assert (address["city"], address["state_province"]) == ("鎌倉市", "神奈川県")
        assert (address["postal_code"], address["country"]) == ("248-8686", "JP")
        assert (address["region"], address["address_type"]) == ("鎌倉", "physical")
        assert found["accessibility"][0]["description"] == "だれでもトイレがある"

    def test_one_in_another_city_keeps_its_city(self):
        (address,) = self.of(address="東京都世田谷区北沢1-2-3")["addresses"]
        assert (address["city"], address["state_province"]) == ("世田谷区", "東京都")

    def test_an_inexact_one_tells_its_town_only(self):
        found = self.of(precision=Location.Precision.TOWN, address_shown=False)
        (address,) = found["addresses"]
        assert (address["address_1"], address["postal_code"]) == ("御成町", "")
        assert "18-10" not in json.dumps(found)
        assert "latitude" not in found
        assert "name" not in found

    def test_a_hidden_one_tells_what_it_has_and_joins_no_two_services(self):
        venue = LocationFactory(**self.VENUE, precision="hidden", accessibility=["toilet"])
        places = [PlaceFactory(locations=[venue]) for _ in range(2)]
        one, two = (exported(place)["service_at_locations"][0]["location"] for place in places)
        assert set(one) == {
            "id", "location_type", "description", "accessibility", "attributes",
        }  # fmt: skip
        assert one["id"] != two["id"]
        assert hsds_id("location", venue.public_id) not in (one["id"], two["id"])


@pytest.mark.django_db
def test_three_places_and_thirty_take_the_same_queries():
    def add(count: int) -> int:
        for _ in range(count):
            PlaceFactory(organization=OrganizationFactory(), locations=[LocationFactory()])
        with CaptureQueriesContext(connection) as asked:
            assert [service(facts) for facts in every_place(timezone.now())]
        return len(asked)

    assert add(3) == add(27)


@pytest.mark.django_db
class TestTheCommand:
    def test_an_unknown_format_is_told_the_known_ones(self):
        with pytest.raises(CommandError, match=r"「nix」という形式はありません。.*geojson.*hsds"):
            call_command("export_records", "nix", output="-")

    def test_a_format_without_an_option_refuses_it(self, tmp_path: Path):
        from directory.exporting import formats

        with pytest.MonkeyPatch.context() as known:
            option = formats.ExportOption("letters", "文字", ("a", "b"), "a")
            made = formats.ExportFormat(
                "made", "見本", "text/plain", "made.txt", lambda *_written: [], (option,)
            )
            known.setitem(formats._formats, "made", made)
            with pytest.raises(CommandError, match="hsds に --letters はありません。"):
                call_command("export_records", "hsds", output=str(tmp_path / "f"), letters="b")
            with pytest.raises(CommandError, match="--letters に書けるのは a、b です（c）。"):
                call_command("export_records", "made", output=str(tmp_path / "f"), letters="c")

    def test_a_folder_that_does_not_exist_is_told(self, tmp_path: Path):
        with pytest.raises(CommandError, match="書き出せません"):
            call_command("export_records", "hsds", output=str(tmp_path / "none" / "f.json"))

    def test_an_old_file_stays_whole_when_writing_fails(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        file = tmp_path / "hsds.json"
        file.write_text("old")
        PlaceFactory()
        monkeypatch.setattr("directory.exporting.hsds.service", lambda facts: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            call_command("export_records", "hsds", output=str(file))
        assert file.read_text() == "old"
        assert list(tmp_path.iterdir()) == [file]
