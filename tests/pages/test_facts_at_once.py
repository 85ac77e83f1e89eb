"""Facts come from the Japanese row: a change stands in every language at once."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.utils import timezone

from directory.models import Place, TemporaryStatus
from events.models import EventSeries, OccurrenceChange
from tests.factories import CheckFactory, EventSeriesFactory, PlaceFactory, meets_on, translated
from tests.pages.addresses import PREFIXES, address_of
from tests.pages.conftest import Reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(locales) -> Place:
    place = PlaceFactory(name="しおかぜ食堂", phone="0467-00-0000", public_id="shiokaze")
    translated(place, "en", name="Sea Breeze Table")
    return place


@pytest.fixture
def series(locales) -> EventSeries:
    day = timezone.localdate() + timedelta(days=7)
    series = EventSeriesFactory(name="きょうだいの夜", public_id="yoru", rule=meets_on(day))
    translated(series, "en", name="Siblings' night")
    return series


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_a_new_telephone_number_stands_in_every_language_at_once(
    get: Reading, place: Place, prefix: str
):
    address = prefix + address_of(place)
    assert "0467-00-0000" in get(address).html
    place.phone = "0467-11-1111"
    place.save_revision().publish()
    page = get(address)
    assert "tel:0467111111" in page.having("href", "a")
    assert "0467-00-0000" not in page.html


def test_new_hours_stand_in_english_at_once(get: Reading, place: Place):
    place.hours = {"hours": [{"days": ["MO"], "opens": "11:10", "closes": "14:20"}]}
    place.save_revision().publish()
    assert "11:10" in get("/en/places/shiokaze/").text


def test_words_of_the_translation_stay_as_they_are(get: Reading, place: Place):
    place.name = "うみかぜ食堂"
    place.save_revision().publish()
    assert get("/en/places/shiokaze/").all("h1")[0].text == "Sea Breeze Table"
    assert "うみかぜ食堂" in get("/ja-x-easy/places/shiokaze/").text


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_a_place_that_is_taken_back_is_gone_in_every_language(
    get: Reading, place: Place, prefix: str
):
    assert get(f"{prefix}/places/shiokaze/").status == 200
    place.unpublish()
    assert get(f"{prefix}/places/shiokaze/").status == 404
    for path in ("/places/", "/search/?q=しおかぜ", "/search/?q=breeze"):
        assert "shiokaze" not in get(prefix + path).html


def test_a_deleted_place_takes_its_translations_with_it(get: Reading, place: Place):
    place.delete()
    assert get("/en/places/shiokaze/").status == 404
    assert "shiokaze" not in get("/en/places/").html
    assert "shiokaze" not in get("/sitemap.xml").html


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_a_closure_and_a_check_act_at_once_and_publish_no_draft(
    get: Reading, place: Place, prefix: str
):
    place.phone = "0467-22-2222"
    place.save_revision()
    TemporaryStatus.objects.create(
        record_type="place", record_id=place.public_id, kind="alert",
        message="入口が工事中です", starts_on=timezone.localdate(), ends_on=timezone.localdate(),
    )  # fmt: skip
    CheckFactory(record_id=place.public_id, by_department__name="福祉総務課")
    page = get(prefix + address_of(place))
    assert "入口が工事中です" in page.text
    assert "福祉総務課" in page.text
    assert "入口が工事中です" in get(f"{prefix}/places/").text
    assert "0467-22-2222" not in page.html


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_a_cancelled_date_is_shown_in_every_language_and_calendar_at_once(
    get: Reading, series: EventSeries, prefix: str
):
    date = series.occurrences.get()
    OccurrenceChange.objects.create(
        series=series, original_date=date.original_date, kind="cancelled", reason="台風のため"
    )
    page = get(f"{prefix}/events/yoru/{date.key}/")
    assert page.status == 200
    assert "台風のため" in page.text
    assert "STATUS:CANCELLED" in get(f"{prefix}/events/yoru/{date.key}.ics").html
    assert "STATUS:CANCELLED" in get(f"{prefix}/events/calendar.ics").html


def test_a_moved_date_keeps_its_address_and_stands_on_its_new_day(
    get: Reading, series: EventSeries
):
    date = series.occurrences.get()
    moved_to = date.date + timedelta(days=2)
    OccurrenceChange.objects.create(
        series=series, original_date=date.original_date, kind="moved", date=moved_to,
        start=time(18, 5),
    )  # fmt: skip
    for prefix in PREFIXES.values():
        page = get(f"{prefix}/events/yoru/{date.key}/")
        assert page.status == 200
        assert "18:05" in page.text
        assert (
            f"DTSTART;TZID=Asia/Tokyo:{moved_to:%Y%m%d}T180500"
            in get(f"{prefix}/events/yoru/{date.key}.ics").html
        )
