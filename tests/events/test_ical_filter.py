"""The calendar of a narrowed list: the same conditions, the same meetups."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar

from events.models import OccurrenceChange
from tests.factories import (
    AreaFactory,
    AudienceFactory,
    EventSeriesFactory,
    LocationFactory,
    meets_on,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "locales")]
DAY = date(2026, 12, 6)


def summaries(client, query: str) -> list[str]:
    content = client.get(f"/events/calendar.ics{query}").content
    return sorted(str(event["SUMMARY"]) for event in Calendar.from_ical(content).events)


@pytest.fixture
def meetups(now) -> dict[str, object]:
    ofuna, koshigoe = AreaFactory(slug="ofuna", name="大船"), AreaFactory(slug="koshigoe")
    young = AudienceFactory(slug="young", name="こども・若い人")
    return {
        name: EventSeriesFactory(
            public_id=name,
            name=name,
            rule=meets_on(DAY),
            location=LocationFactory(area=area),
            **more,
        )
        for name, area, more in (
            ("tea", ofuna, {"kind": "meetup", "audiences": [young]}),
            ("class", ofuna, {"kind": "class", "application": "required"}),
            ("sea", koshigoe, {"kind": "meetup", "online": True}),
        )
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["class", "sea", "tea"]),
        ("?area=ofuna", ["class", "tea"]),
        ("?area=ofuna&area=koshigoe", ["class", "sea", "tea"]),
        ("?area=ofuna&kind=meetup", ["tea"]),
        ("?audience=young", ["tea"]),
        ("?ease=online", ["sea"]),
        ("?ease=no-booking&kind=class", []),
        ("?area=nowhere&when=week&q=class", ["class", "sea", "tea"]),
    ],
)
def test_a_calendar_is_narrowed_as_the_list_is(client, meetups, query, expected):
    assert summaries(client, query) == expected


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_list_offers_the_calendar_of_its_own_conditions(client, meetups, prefix):
    page = client.get(f"{prefix}/events/?when=week&area=ofuna&kind=meetup").content.decode()
    assert f"{prefix}/events/calendar.ics?kind=meetup&amp;area=ofuna" in page


def test_the_calendar_says_its_conditions_in_its_name_and_where_it_is(client, meetups):
    whole = Calendar.from_ical(client.get("/events/calendar.ics?area=ofuna&x=1").content)
    assert "大船" in whole["NAME"]
    assert whole["SOURCE"].endswith("/events/calendar.ics?area=ofuna")


@pytest.mark.parametrize("kind", ["cancelled", "moved"])
@pytest.mark.parametrize("path", ["", "?area=ofuna", "tea/", "tea/2026-12-06.ics"])
def test_every_calendar_tells_of_a_cancelled_or_moved_date(client, meetups, path, kind):
    OccurrenceChange.objects.create(
        series=meetups["tea"],
        original_date=DAY,
        kind=kind,
        date=date(2026, 12, 13) if kind == "moved" else None,
    )
    name = {"tea/": "tea/calendar.ics", "tea/2026-12-06.ics": "tea/2026-12-06.ics"}
    content = client.get(f"/events/{name.get(path, f'calendar.ics{path}')}").content
    found = {str(event["SUMMARY"]): event for event in Calendar.from_ical(content).events}
    expected = {"cancelled": ("CANCELLED", 6), "moved": ("CONFIRMED", 13)}[kind]
    assert (found["tea"]["STATUS"], found["tea"].start.day) == expected
    assert found["tea"]["SEQUENCE"] == 1
