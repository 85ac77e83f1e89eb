"""What a subscriber's repeated question costs, and that nothing changed goes unheard."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import EventSeries, OccurrenceChange
from tests.conftest import refuse_writes
from tests.factories import (
    AreaFactory,
    EventSeriesFactory,
    LocationFactory,
    OrganizationFactory,
    PlaceFactory,
    meets_on,
    translated,
)

DAY = date(2026, 12, 6)
PATHS = (
    "/events/calendar.ics",
    "/events/calendar.ics?area=ofuna",
    "/events/yoru/calendar.ics",
    "/events/yoru/2026-12-06.ics",
    "/groups/nami/calendar.ics",
)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "locales")]


@pytest.fixture
def series(now) -> EventSeries:
    """A meetup of a group at a place of Ofuna, in Japanese and English."""
    venue = LocationFactory(area=AreaFactory(slug="ofuna"), name="会館", address="鎌倉市大船1")
    series = EventSeriesFactory(
        public_id="yoru",
        rule=meets_on(DAY),
        place=PlaceFactory(name="みんなの家", locations=[venue]),
        organizers=[OrganizationFactory(public_id="nami", name="なみの会")],
    )
    translated(series, "en", name="Tea at night")
    return series


class Subscriber:
    """Asks for one calendar again and again, by ETag or by time, as calendar programs do."""

    def __init__(self, client: Client, path: str, by: str) -> None:
        self.client, self.path, self.by = client, path, by
        self.headers: dict[str, str] = {}

    def ask(self) -> int:
        """The status of the answer; what it says of its state is remembered."""
        answer = self.client.get(self.path, headers=self.headers)
        if answer.status_code == 200:
            name = {"etag": "If-None-Match", "time": "If-Modified-Since"}[self.by]
            self.headers = {name: answer["ETag" if self.by == "etag" else "Last-Modified"]}
        return answer.status_code


@pytest.fixture(params=["etag", "time"])
def subscribe(request, client):
    """`subscribe(path)`: a subscriber who has the calendar."""

    def subscriber(path: str) -> Subscriber:
        made = Subscriber(client, path, request.param)
        assert (made.ask(), made.ask()) == (200, 304)
        return made

    return subscriber


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PATHS)
def test_a_repeated_question_asks_few_queries_however_many_dates_there_are(
    client, series, path, prefix
):
    def queries() -> int:
        known = client.get(f"{prefix}{path}")["ETag"]
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"{prefix}{path}", headers={"if-none-match": known})
        assert (answer.status_code, answer.content) == (304, b"")
        return len(asked)

    few = queries()
    for _each in range(5):
        EventSeriesFactory(
            rule={"rrule": "FREQ=WEEKLY;BYDAY=WE"},
            place=series.place,
            organizers=list(series.organizers.all()),
        )
    assert queries() == few <= 4


def test_a_304_says_again_how_long_it_may_be_kept(client, series):
    first = client.get("/events/calendar.ics")
    again = client.get("/events/calendar.ics", headers={"if-none-match": first["ETag"]})
    for name in ("ETag", "Cache-Control", "Last-Modified"):
        assert again[name] == first[name]


@pytest.mark.parametrize("path", PATHS)
def test_a_subscriber_hears_that_a_place_has_another_name(series, subscribe, path, clock):
    subscriber = subscribe(path)
    clock(2026, 11, 25, 9, 1)
    series.place.name = "新しい家"
    series.place.save()
    assert (subscriber.ask(), subscriber.ask()) == (200, 304)


@pytest.mark.parametrize("path", PATHS)
def test_a_subscriber_hears_of_a_cancelled_date(series, subscribe, path):
    subscriber = subscribe(path)
    OccurrenceChange.objects.create(series=series, original_date=DAY, kind="cancelled")
    assert subscriber.ask() == 200


def test_a_subscriber_of_a_group_hears_of_its_name_and_that_it_is_gone(series, subscribe):
    subscriber = subscribe("/groups/nami/calendar.ics")
    group = series.organizers.get()
    group.name = "あたらしい会"
    group.save()
    assert subscriber.ask() == 200
    group.unpublish()
    assert subscriber.ask() == 404


def test_a_subscriber_of_everything_hears_that_a_series_is_deleted(series, subscribe):
    EventSeriesFactory(rule=meets_on(DAY))
    subscriber = subscribe("/events/calendar.ics")
    series.delete()
    assert (subscriber.ask(), subscriber.ask()) == (200, 304)


def test_a_subscriber_hears_that_a_date_left_the_window(series, subscribe, clock):
    subscriber = subscribe("/events/yoru/calendar.ics")
    clock(2027, 1, 6, 9, 0)
    assert subscriber.ask() == 304
    clock(2027, 1, 7, 9, 0)
    assert subscriber.ask() == 200


def test_a_subscriber_hears_what_the_clock_alone_changed(now, subscribe, clock):
    place = PlaceFactory(name="春までの家", expire_at=now + timedelta(hours=1))
    EventSeriesFactory(public_id="yoru", rule=meets_on(DAY), place=place)
    coming = EventSeriesFactory(rule=meets_on(DAY), go_live_at=now + timedelta(hours=3))
    subscriber = subscribe("/events/calendar.ics")
    clock(2026, 11, 25, 11, 0)
    assert (subscriber.ask(), subscriber.ask()) == (200, 304)
    clock(2026, 11, 25, 13, 0)
    assert subscriber.ask() == 200
    assert coming.live


def test_a_subscriber_in_english_hears_of_english_words(series, subscribe, clock):
    subscriber = subscribe("/en/events/yoru/calendar.ics")
    clock(2026, 11, 25, 9, 1)
    english = EventSeries.objects.get(public_id="yoru", locale__language_code="en")
    english.summary = "Warm drinks"
    english.save()
    assert subscriber.ask() == 200


def test_a_series_that_comes_under_the_conditions_is_told(client, series, subscribe):
    subscriber = subscribe("/events/calendar.ics?ease=online")
    series.online = True
    series.save()
    assert subscriber.ask() == 200
    assert "yoru-2026-12-06" in client.get("/events/calendar.ics?ease=online").content.decode()


def test_the_etag_outlives_what_the_server_remembers(client, series):
    first = client.get("/events/calendar.ics")
    cache.clear()
    again = client.get("/events/calendar.ics", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_a_subscription_writes_nothing_and_sets_no_cookie(client, series):
    with connection.execute_wrapper(refuse_writes):
        answer = client.get("/events/calendar.ics")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
