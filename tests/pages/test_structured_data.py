"""Structured data says what the page says: to search machines no more, no less, nothing else."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from directory.models import Location, TemporaryStatus
from events.models import OccurrenceChange
from tests.factories import (
    BenefitFactory,
    DepartmentFactory,
    EventSeriesFactory,
    LocationFactory,
    OrganizationFactory,
    PlaceFactory,
    translated,
)
from tests.pages.addresses import LANES, LISTS, PREFIXES, record_pages
from tests.pages.conftest import Reading
from tests.pages.reading import Read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_site")]

BLOCK = re.compile(r'<script type="application/ld\+json"([^>]*)>(.*?)</script>', re.DOTALL)
LARGEST = 5_000
EVIL = '</script><script>alert(1)</script><!-- & "'
EVERY_DAY = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def data_of(page: Read) -> list[dict[str, Any]]:
    return [json.loads(block) for _attributes, block in BLOCK.findall(page.html)]


def about(page: Read) -> dict[str, Any]:
    """The node that the page is about."""
    first, *_others = data_of(page)
    assert first["@context"] == "https://schema.org"
    return first


def place_page(get: Reading, prefix: str = "", **facts: Any) -> Read:
    place = PlaceFactory(**facts)
    return get(f"{prefix}/places/{place.public_id}/")


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_every_detail_page_has_small_data_with_a_trail_that_leads_somewhere(
    get: Reading, prefix: str
):
    for path in record_pages(each=3):
        if "?" in path:
            continue
        page = get(prefix + path)
        first, trail = data_of(page)
        assert first["url"] == settings.BASE_URL + prefix + path
        assert first["name"] in page.text, path
        steps = trail["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[-1]["name"] == first["name"]
        for step in steps[:-1]:
            assert get(step["item"].removeprefix(settings.BASE_URL)).status == 200
        assert sum(len(block) for _attributes, block in BLOCK.findall(page.html)) < LARGEST, path


def test_every_block_carries_the_nonce_of_its_page(get: Reading):
    page = get(record_pages(each=1)[0])
    blocks = BLOCK.findall(page.html)
    (nonce,) = set(re.findall(r"'nonce-([^']+)'", page.headers["Content-Security-Policy"]))
    assert len(blocks) == 2
    assert all(f'nonce="{nonce}"' in attributes for attributes, _block in blocks)


@pytest.mark.parametrize(
    "make", [PlaceFactory, OrganizationFactory, EventSeriesFactory, BenefitFactory]
)
def test_no_text_leaves_its_script(client: Client, make: Any):
    record = make(name=f"会{EVIL}", summary=EVIL, description=EVIL)
    section = {"place": "places", "group": "groups", "event": "events", "benefit": "support"}
    path = f"/{section[record.record_type]}/{record.public_id}/"
    html = client.get(path).content.decode()
    assert "<script>alert" not in html
    first, trail = [json.loads(block) for _attributes, block in BLOCK.findall(html)]
    assert first["name"] == record.name
    assert trail["itemListElement"][-1]["name"] == record.name


def test_the_opening_page_tells_the_address_that_searches(get: Reading):
    for prefix in PREFIXES.values():
        site = about(get(f"{prefix}/"))
        assert site["@type"] == "WebSite"
        template = site["potentialAction"]["target"]["urlTemplate"]
        address = template.replace("{search_term_string}", "食堂")
        assert get(address.removeprefix(settings.BASE_URL)).status == 200
        assert address.startswith(f"{settings.BASE_URL}{prefix}/search/?q=")


def test_lists_and_lanes_say_nothing_that_is_not_theirs(get: Reading):
    for path in (*LISTS, *(f"/{lane}/" for lane in LANES)):
        kinds = {node["@type"] for node in data_of(get(path)) if isinstance(node["@type"], str)}
        assert kinds <= {"BreadcrumbList", "WebPage"}, path


def test_a_place_says_what_its_page_says(get: Reading):
    venue = LocationFactory(
        address="神奈川県鎌倉市御成町18-10", building="2階", postal_code="248-8686",
        lat=35.31907, lng=139.54670, accessibility=["wheelchair", "toilet"],
    )  # fmt: skip
    group = OrganizationFactory(name="ひだまりの会")
    page = place_page(
        get,
        name="ひだまり",
        alternate_name="ひだ",
        phone="0467-23-3000",
        website="https://example.jp/",
        organization=group,
        locations=[venue],
        languages=["ja", "en"],
        fees=[{"who": "こども", "yen": 0}],
        hours={"hours": [{"days": EVERY_DAY, "opens": "10:00", "closes": "16:00"}]},
    )
    place = about(page)
    assert place["@type"] == ["CivicStructure", "Service"]
    assert place["telephone"] == "0467-23-3000"
    assert place["telephone"] in page.text
    assert place["address"] == {
        "@type": "PostalAddress", "addressCountry": "JP", "addressRegion": "神奈川県",
        "addressLocality": "鎌倉市", "postalCode": "248-8686", "streetAddress": "御成町18-10 2階",
    }  # fmt: skip
    assert place["address"]["streetAddress"] in page.text
    assert (place["geo"]["latitude"], place["geo"]["longitude"]) == (35.31907, 139.5467)
    assert place["isAccessibleForFree"] is True
    assert [feature["name"] for feature in place["amenityFeature"]] == [
        "だれでもトイレがある", "車いすで入れる",
    ]  # fmt: skip
    assert place["provider"]["name"] == "ひだまりの会"
    assert place["provider"]["url"].endswith(f"/groups/{group.public_id}/")
    assert place["availableChannel"]["availableLanguage"] == ["ja", "en"]
    (opening,) = place["openingHoursSpecification"]
    assert f"{opening['opens']}〜{opening['closes']}" in page.text


def test_a_town_position_is_only_its_town(get: Reading):
    venue = LocationFactory(
        town="二階堂", address="鎌倉市二階堂912", postal_code="248-0002", lat=35.3251, lng=139.5671,
        precision=Location.Precision.TOWN,
    )  # fmt: skip
    page = place_page(get, locations=[venue])
    place = about(page)
    assert place["address"]["streetAddress"] == "二階堂"
    assert "geo" not in place
    for secret in ("912", "248-0002", "35.32", "139.56"):
        assert secret not in page.html


def test_a_place_without_a_public_venue_is_a_service_without_an_address(get: Reading):
    hidden = LocationFactory(
        name="離れ", address="鎌倉市長谷1-1", precision=Location.Precision.HIDDEN
    )
    place = about(
        place_page(get, locations=[hidden], phone="0467-23-3000", department=DepartmentFactory())
    )
    assert place["@type"] == "GovernmentService"
    assert "address" not in place
    assert place["availableChannel"]["servicePhone"]["telephone"] == "0467-23-3000"


def test_a_place_that_is_closed_for_a_while_is_not_said_to_be_open(get: Reading):
    today = timezone.localdate()
    place = PlaceFactory(
        locations=[LocationFactory(address="鎌倉市長谷1-1")],
        hours={"hours": [{"days": EVERY_DAY, "opens": "10:00", "closes": "16:00"}]},
    )
    TemporaryStatus.objects.create(
        record_type="place", record_id=place.public_id, kind="closed", message="お休みです",
        starts_on=today, ends_on=today + timedelta(days=30),
    )  # fmt: skip
    page = get(f"/places/{place.public_id}/")
    assert "お休みです" in page.text
    assert "openingHoursSpecification" not in about(page)


def test_an_example_is_called_one(get: Reading):
    page = place_page(get, sample=True)
    assert "見本" in page.text
    assert "見本" in about(page)["disambiguatingDescription"]
    assert "disambiguatingDescription" not in about(place_page(get))


def test_words_are_those_of_the_page_and_facts_those_of_the_source(get: Reading):
    place = PlaceFactory(name="ひだまり", phone="0467-23-3000")
    row = translated(place, "en", name="Sunny spot")
    row.phone = "0467-00-0000"
    row.save()
    data = about(get(f"/en/places/{place.public_id}/"))
    assert data["name"] == "Sunny spot"
    assert data["availableChannel"]["servicePhone"]["telephone"] == "0467-23-3000"


def test_a_group_tells_only_contacts_that_are_public(get: Reading):
    group = OrganizationFactory(
        kind="npo", phone="0467-23-3000", private_contact="090-1111-2222", website="https://a.jp/"
    )
    page = get(f"/groups/{group.public_id}/")
    data = about(page)
    assert data["@type"] == "NGO"
    assert data["telephone"] == "0467-23-3000"
    assert data["sameAs"] == "https://a.jp/"
    assert "090" not in json.dumps(data)


def dated(get: Reading, **facts: Any) -> tuple[Any, str]:
    series = EventSeriesFactory(**facts)
    return series, f"/events/{series.public_id}/{series.occurrences.get().key}/"


def test_a_date_says_when_where_who_and_what_it_costs(get: Reading):
    venue = LocationFactory(name="大船会館", address="鎌倉市大船1-1")
    group = OrganizationFactory(name="つどいの会")
    series, path = dated(
        get,
        location=venue,
        organizers=[group],
        fees=[{"who": "おとな", "yen": 300}, {"who": "こども", "yen": 0}],
        capacity=20,
        online=True,
    )
    page = get(path)
    event = about(page)
    start = timezone.localtime(series.occurrences.get().starts_at)
    assert event["startDate"] == start.isoformat()
    assert f"{start:%H:%M}〜" in page.text
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    room, online = event["location"]
    assert room["name"] == "大船会館"
    assert online["@type"] == "VirtualLocation"
    assert [(offer["name"], offer["price"]) for offer in event["offers"]] == [
        ("おとな", "300"), ("こども", "0"),
    ]  # fmt: skip
    assert event["isAccessibleForFree"] is False
    assert event["organizer"][0]["name"] == "つどいの会"
    assert event["maximumAttendeeCapacity"] == 20


def test_a_date_that_is_cancelled_or_moved_says_so_at_once(get: Reading):
    series, path = dated(get)
    original = series.occurrences.get().date
    change = OccurrenceChange.objects.create(
        series=series, original_date=original, kind="cancelled", reason="雨のため"
    )
    assert about(get(path))["eventStatus"] == "https://schema.org/EventCancelled"
    change.delete()
    later = original + timedelta(days=2)
    OccurrenceChange.objects.create(series=series, original_date=original, kind="moved", date=later)
    event = about(get(path))
    assert event["eventStatus"] == "https://schema.org/EventRescheduled"
    assert event["previousStartDate"] == original.isoformat()
    assert event["startDate"].startswith(later.isoformat())
    whole = about(get(f"/events/{series.public_id}/"))
    assert whole["subEvent"][0]["eventStatus"] == event["eventStatus"]


def test_a_date_elsewhere_has_the_place_that_was_said_and_no_usual_address(get: Reading):
    venue = LocationFactory(name="大船会館", address="鎌倉市大船1-1")
    series, path = dated(get, location=venue)
    OccurrenceChange.objects.create(
        series=series, original_date=series.occurrences.get().date, kind="place", place="玉縄の会場"
    )
    location = about(get(path))["location"]
    assert location["name"] == "玉縄の会場"
    assert "streetAddress" not in location["address"]


def test_a_benefit_says_from_whom_and_whom_to_ask(get: Reading):
    desk = PlaceFactory(name="福祉の窓口", phone="0467-23-3000")
    benefit = BenefitFactory(provider="prefecture", desk=desk, gets="月2,000円")
    page = get(f"/support/{benefit.public_id}/")
    data = about(page)
    assert data["@type"] == "GovernmentService"
    assert data["provider"] == {"@type": "GovernmentOrganization", "name": "神奈川県"}
    assert data["availableChannel"]["servicePhone"]["telephone"] in page.text
    assert data["serviceOutput"]["name"] in page.text
