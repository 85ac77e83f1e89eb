"""What a phone's calendar reads, read back by two readers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from directory.models import Location
from events.models import OccurrenceChange
from tests.factories import (
    EventSeriesFactory,
    LocationFactory,
    OrganizationFactory,
    PlaceFactory,
    meets_on,
    translated,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "locales")]
TOKYO = ZoneInfo("Asia/Tokyo")
DAY = date(2026, 12, 6)
PATTERNS = (
    {"rrule": "FREQ=MONTHLY;BYDAY=2TU,4TU", "public_holidays": "skip", "start": "18:30"},
    {"rrule": "FREQ=WEEKLY;BYDAY=WE", "skip_months": [8], "start": "10:00", "end": "12:00"},
    {"rrule": "FREQ=MONTHLY;BYDAY=2MO", "public_holidays": "next-weekday", "start": "13:30"},
    {"rdates": ["2026-12-06", "2027-02-28"], "start": "22:00", "end": "01:00"},
    {"rrule": "FREQ=MONTHLY;BYDAY=5SA"},
)


def read(client: Client, path: str) -> Calendar:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


@pytest.mark.parametrize("rule", PATTERNS)
def test_dates_read_back_are_those_of_the_rule(client, rule):
    series = EventSeriesFactory(public_id="yoru", rule=rule)
    whole = read(client, "/events/yoru/calendar.ics")
    found = recurring_ical_events.of(whole).between(date(2026, 10, 1), date(2028, 1, 31))
    starts = sorted(str(event.start)[:16] for event in found)
    given = series.recurrence.occurrences(date(2026, 10, 25), date(2027, 12, 26))
    wanted = sorted(
        str(datetime.combine(item.date, item.start) if item.start else item.date)[:16]
        for item in given
    )
    assert starts == wanted
    assert wanted


def test_times_stand_in_the_zone_of_tokyo_which_the_calendar_describes(client):
    EventSeriesFactory(public_id="yoru", rule=meets_on(DAY))
    whole = read(client, "/events/yoru/calendar.ics")
    assert [str(zone["TZID"]) for zone in whole.walk("VTIMEZONE")] == ["Asia/Tokyo"]
    assert whole.events[0]["DTSTART"].params["TZID"] == "Asia/Tokyo"
    assert whole.events[0].start == datetime(2026, 12, 6, 13, 30, tzinfo=TOKYO)


def test_a_cancelled_date_keeps_its_uid_under_a_higher_sequence(client):
    series = EventSeriesFactory(public_id="yoru", rule=meets_on(DAY))
    path = "/events/yoru/2026-12-06.ics"
    before = read(client, path).events[0]
    OccurrenceChange.objects.create(
        series=series, original_date=DAY, kind="cancelled", reason="会場の工事"
    )
    after = read(client, path).events[0]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert "会場の工事" in after["DESCRIPTION"]


def test_a_moved_date_keeps_its_uid(client):
    series = EventSeriesFactory(public_id="yoru", rule=meets_on(DAY))
    before = read(client, "/events/yoru/2026-12-06.ics").events[0]
    OccurrenceChange.objects.create(
        series=series, original_date=DAY, kind="moved", date=date(2026, 12, 13)
    )
    after = read(client, "/events/yoru/2026-12-06.ics").events[0]
    assert after["UID"] == before["UID"]
    assert after.start.date() == date(2026, 12, 13)
    assert after["X-ORIGINAL-DATE"] == "2026-12-06"


def test_the_uid_is_the_same_in_every_language(client):
    series = EventSeriesFactory(public_id="yoru", rule=meets_on(DAY), theme="夜のお茶")
    translated(series, "en", theme="Tea at night")
    japanese, english = (
        read(client, f"{prefix}/events/yoru/calendar.ics").events[0] for prefix in ("", "/en")
    )
    assert japanese["UID"] == english["UID"]
    assert (japanese["SUMMARY"], english["SUMMARY"]) == ("夜のお茶", "Tea at night")
    assert english["URL"].endswith("/en/events/yoru/2026-12-06/")


def test_words_of_editors_cannot_leave_their_property(client):
    EventSeriesFactory(
        public_id="yoru",
        rule=meets_on(DAY),
        name="お茶\r\nBEGIN:VEVENT\nUID:evil",
        theme="a;b,c\\n\x00\x07" + "長い題" * 40,
    )
    answer = client.get("/events/calendar.ics")
    whole = Calendar.from_ical(answer.content)
    assert len(whole.events) == 1
    assert str(whole.events[0]["SUMMARY"]).startswith("a;b,c\\n長い題")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    assert b"\x00" not in answer.content


@pytest.mark.parametrize("precision", ["hidden", "town"])
def test_a_place_is_never_told_more_exactly_than_its_venue_allows(client, precision):
    venue = LocationFactory(
        name="佐藤さんの家",
        town="二階堂",
        address="鎌倉市二階堂9999",
        building="奥の離れ",
        access="赤い門を入る",
        precision=precision,
    )
    EventSeriesFactory(public_id="yoru", rule=meets_on(DAY), location=venue, place_note="離れ")
    paths = ("/events/yoru/calendar.ics", "/events/yoru/", "/events/yoru/2026-12-06/", "/events/")
    for path in paths:
        said = client.get(path).content.decode().replace("\r\n ", "")
        assert "佐藤さんの家" not in said
        assert "9999" not in said
        assert "奥の離れ" not in said
    event = read(client, "/events/yoru/calendar.ics").events[0]
    expected = {"hidden": None, "town": "鎌倉市二階堂のあたり 離れ"}[precision]
    assert event.get("LOCATION") == expected


def test_an_exact_venue_is_told_with_its_address(client):
    venue = LocationFactory(name="青少年会館", address="鎌倉市二階堂912", building="2階")
    EventSeriesFactory(public_id="yoru", rule=meets_on(DAY), location=venue)
    event = read(client, "/events/yoru/calendar.ics").events[0]
    assert event["LOCATION"] == "青少年会館 鎌倉市二階堂912 2階"


def test_a_group_has_the_dates_it_holds_with_others_too(client):
    group, other = OrganizationFactory(public_id="nami"), OrganizationFactory(public_id="hoka")
    EventSeriesFactory(theme="ふたりで", rule=meets_on(DAY), organizers=[group, other])
    EventSeriesFactory(theme="ひとりで", rule=meets_on(DAY), organizers=[other])
    assert [e["SUMMARY"] for e in read(client, "/groups/nami/calendar.ics").events] == ["ふたりで"]
    assert len(read(client, "/groups/hoka/calendar.ics").events) == 2


def test_a_subscriber_who_has_it_gets_no_body(client):
    EventSeriesFactory(public_id="yoru", rule=meets_on(DAY))
    first = client.get("/events/yoru/calendar.ics")
    again = client.get("/events/yoru/calendar.ics", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    dated = client.get(
        "/events/yoru/calendar.ics", headers={"if-modified-since": first["Last-Modified"]}
    )
    assert dated.status_code == 304


@pytest.mark.parametrize("change", ["date", "words", "venue"])
def test_a_subscriber_hears_of_every_change(client, clock, change):
    venue = LocationFactory(name="青少年会館", address="鎌倉市二階堂912")
    series = EventSeriesFactory(public_id="yoru", rule=meets_on(DAY), location=venue)
    first = client.get("/events/yoru/calendar.ics")
    clock(2026, 11, 25, 10, 0)
    if change == "date":
        OccurrenceChange.objects.create(series=series, original_date=DAY, kind="cancelled")
    elif change == "words":
        series.name = "あたらしい名前"
        series.save()
    else:
        venue.address = "鎌倉市二階堂1"
        venue.save()
    for headers in (
        {"if-none-match": first["ETag"]},
        {"if-modified-since": first["Last-Modified"]},
    ):
        assert client.get("/events/yoru/calendar.ics", headers=headers).status_code == 200


def test_what_is_not_public_stands_in_no_calendar(client):
    group = OrganizationFactory(public_id="nami")
    hidden = EventSeriesFactory(
        public_id="draft", rule=meets_on(DAY), organizers=[group], live=False
    )
    assert hidden.occurrences.exists()
    assert not read(client, "/events/calendar.ics").events
    assert not read(client, "/groups/nami/calendar.ics").events
    for path in ("/events/draft/calendar.ics", "/events/draft/2026-12-06.ics"):
        assert client.get(path).status_code == 404
    OrganizationFactory(public_id="himitsu", live=False)
    assert client.get("/groups/himitsu/calendar.ics").status_code == 404


def test_the_name_of_a_place_that_is_a_draft_is_not_told(client):
    place = PlaceFactory(name="まだ秘密の家", live=False, locations=[LocationFactory(name="秘密")])
    EventSeriesFactory(public_id="yoru", rule=meets_on(DAY), place=place)
    assert "LOCATION" not in read(client, "/events/yoru/calendar.ics").events[0]
    for path in ("/events/", "/events/yoru/", "/events/yoru/2026-12-06/", "/events/?month=2026-12"):
        assert "秘密" not in client.get(path).content.decode()


def test_dates_of_the_past_month_stay_and_older_ones_go(client, clock):
    days = [date(2026, 11, 24) - timedelta(days=back) for back in (1, 20)]
    EventSeriesFactory(public_id="yoru", rule=meets_on(*days))
    assert len(read(client, "/events/yoru/calendar.ics").events) == 2
    clock(2026, 12, 15, 9, 0)
    assert len(read(client, "/events/yoru/calendar.ics").events) == 1


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_calendar_asks_the_same_number_of_queries_however_long_it_is(client, prefix):
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{prefix}/events/calendar.ics")
        return len(asked)

    def add(number: int) -> None:
        for _each in range(number):
            place = PlaceFactory(locations=[LocationFactory()])
            series = EventSeriesFactory(rule=meets_on(DAY), place=place)
            translated(series, "en", name="Tea")

    add(3)
    few = count()
    add(27)
    assert count() == few <= 6


def test_the_position_of_a_hidden_venue_is_in_no_structured_data(client):
    venue = LocationFactory(
        name="離れ", lat=35.3333, lng=139.5555, precision=Location.Precision.HIDDEN
    )
    EventSeriesFactory(public_id="yoru", rule=meets_on(DAY), location=venue)
    for path in ("/events/yoru/", "/events/yoru/2026-12-06/"):
        said = client.get(path).content.decode()
        assert "application/ld+json" in said
        assert "35.3" not in said
        assert "離れ" not in said
