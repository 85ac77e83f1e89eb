"""A free-text line stands beside hours and dates; it never opens, closes or moves anything."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from directory.documents import place_documents
from directory.hours import TOKYO
from directory.models import Place
from events.models import EventSeries
from tests.factories import EventSeriesFactory, PlaceFactory
from tests.pages.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "locales")]
EVERY_DAY = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
HOURS = {"hours": [{"days": EVERY_DAY, "opens": "00:00", "closes": "24:00"}]}
NOTE = "12月はずっとお休みです。"


@pytest.fixture
def now(db: None, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Tuesday 24 November 2026, 16:20 in Tokyo."""
    moment = datetime(2026, 11, 24, 16, 20, tzinfo=TOKYO)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment


def place(**facts: object) -> Place:
    return PlaceFactory(
        public_id="umi", name="うみの家", **{"hours": HOURS, "hours_note": NOTE} | facts
    )


def series(note: str) -> EventSeries:
    rule = {"rrule": "FREQ=MONTHLY;BYDAY=1SU", "start": "11:30", "end": "13:30"}
    return EventSeriesFactory(public_id="curry", name="みんなの食堂", rule=rule, schedule_note=note)


def test_the_page_shows_the_table_and_the_note(client: Client) -> None:
    place()
    page = read(client, "/places/umi/")
    assert "0:00〜24:00" in page.text
    assert NOTE in page.text


def test_a_note_without_a_rule_makes_no_table_and_opens_nothing(client: Client) -> None:
    place(hours={}, hours_note="毎日24時間開いています。")
    page = read(client, "/places/umi/")
    assert "毎日24時間開いています。" in page.text
    assert not page.all("table", **{"class": "hours"})
    assert "いま開いています" not in page.text


def test_search_and_cards_count_by_the_rule_alone(client: Client, now: datetime) -> None:
    umi = place()
    with_note = place_documents(umi, now)
    umi.hours_note = ""
    without = place_documents(umi, now)
    assert [one.open_ranges for one in with_note] == [one.open_ranges for one in without]
    found = read(client, "/places/?open=now")
    assert "うみの家" in found.text


def test_a_calendar_has_the_dates_of_the_rule_and_the_note_in_words(client: Client) -> None:
    series("1月はお休みです。")
    calendar = Calendar.from_ical(client.get("/events/curry/calendar.ics").content)
    january = [e for e in calendar.walk("VEVENT") if e.decoded("dtstart").month == 1]
    assert january
    assert all("1月はお休みです。" in str(event["description"]) for event in january)


def test_a_meetups_page_shows_its_dates_and_the_note(client: Client) -> None:
    curry = series("1月はお休みです。")
    page = read(client, "/events/curry/")
    assert "1月はお休みです。" in page.text
    assert any(row.date == date(2027, 1, 3) for row in curry.occurrences.all())
