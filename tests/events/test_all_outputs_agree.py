"""List, month, page, documents, structured data and calendars say what the rule says."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from events.documents import SHOWN_AHEAD
from events.models import EventSeries, OccurrenceChange, OrganizerAbsence, horizon
from events.recurrence import Recurrence
from search.models import SearchDocument
from tests.events.conftest import TOKYO
from tests.factories import EventSeriesFactory, OrganizationFactory, meets_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("locales")]
PATTERNS = Path(__file__).resolve().parents[2] / "../shared/events/patterns-dev.json"
TODAY = date(2026, 12, 1)
STATUS = {"held": "EventScheduled", "moved": "EventRescheduled", "cancelled": "EventCancelled"}
OWN = [
    {
        "id": "own-every-monday",
        "facts": {
            "rrule": "FREQ=WEEKLY;BYDAY=MO", "start": "10:00", "end": "12:00",
            "skip_months": [2], "skip_yearly": [["12-28", "01-04"]], "ended_after": "2027-04-30",
            "public_holidays": "next-weekday",
        },
        "overrides": [
            {"original_date": "2026-12-14", "kind": "cancelled", "reason": "会場の工事のため"},
            {"original_date": "2027-01-11", "kind": "theme", "theme": "お金の話"},
        ],
    },
    {
        "id": "own-two-sittings",
        "facts": {
            "rrule": "FREQ=MONTHLY;BYDAY=SA;BYSETPOS=-1", "rdates": ["2026-12-23"],
            "sittings": [
                {"start": "10:00", "end": "11:00"}, {"start": "14:00", "end": "15:30"},
            ],
        },
        "overrides": [{"original_date": "2026-12-26", "kind": "moved", "date": "2027-01-09"}],
    },
    {
        "id": "own-fifth-saturday",
        "facts": {"rrule": "FREQ=MONTHLY;BYDAY=5SA", "start": "22:00", "end": "01:00"},
        "overrides": [
            {"original_date": "2027-01-30", "kind": "moved", "date": "2027-02-06"},
            {"original_date": "2027-01-30", "kind": "cancelled"},
            {"original_date": "2027-01-30", "kind": "place", "place": "1階 ホール"},
        ],
    },
    {"id": "own-whole-day", "facts": {"rdates": ["2026-12-20", "2027-03-20"]}, "overrides": []},
]  # fmt: skip


@dataclass(frozen=True, order=True)
class Said:
    """A date as an output says it; `end` stands where that output has one."""

    series: str
    key: str
    day: date
    start: time | None
    end: time | None
    cancelled: bool


@dataclass(frozen=True)
class Site:
    """A site with every pattern, and what the rules of the patterns say."""

    client: Client
    series: dict[str, EventSeries]
    expected: list[Said]
    statuses: dict[tuple[str, str], str]

    def within(self, days: timedelta) -> list[Said]:
        """Those that begin before that many days are over."""
        until = datetime.combine(TODAY, time(8), TOKYO) + days
        begins = ((said, said.start or time(0)) for said in self.expected)
        return [s for s, at in begins if datetime.combine(s.day, at, TOKYO) < until]


def patterns() -> list[dict[str, Any]]:
    if not PATTERNS.exists():
        return OWN
    return [*json.loads(PATTERNS.read_text(encoding="utf-8"))["patterns"], *OWN]


@pytest.fixture
def site(db, clock, client) -> Site:
    clock(TODAY.year, TODAY.month, TODAY.day, 8, 0)
    series, expected, statuses = {}, [], {}
    for pattern in patterns():
        facts = {"dtstart": TODAY.isoformat()} | pattern["facts"]
        row = EventSeriesFactory(public_id=pattern["id"], name=pattern["id"], rule=facts)
        for override in pattern["overrides"]:
            OccurrenceChange.objects.create(series=row, **override)
        series[pattern["id"]] = row
        rule = Recurrence.from_facts(facts, pattern["overrides"])
        sittings = len(rule.facts.sittings)
        for item in rule.occurrences(TODAY, horizon(TODAY)):
            key = item.original_date.isoformat()
            if sittings > 1:
                key += f"-{item.start:%H%M}"
            cancelled = item.status == "cancelled"
            expected.append(Said(pattern["id"], key, item.date, item.start, item.end, cancelled))
            statuses[pattern["id"], key] = item.status
    assert len(expected) > 40
    return Site(client, series, ordered(expected), statuses)


def ordered(found: list[Said]) -> list[Said]:
    return sorted(found, key=lambda said: (said.series, said.key))


def clock_of(text: str) -> time | None:
    return time.fromisoformat(text.zfill(5)) if text else None


CARD = re.compile(r'<article class="meet( is-off)?">(.*?)</article>', re.DOTALL)
TIMES = re.compile(r'<p class="meet__time">\s*([0-9:]*)\s*〜?\s*([0-9:]*)')
ADDRESS = re.compile(r'href="/events/([a-z0-9-]+)/(\d{4}-\d\d-\d\d(?:-\d{4})?)/')


def cards(html: str) -> list[Said]:
    """The cards of a page as a reader sees them."""
    found = []
    for off, body in CARD.findall(html):
        times = TIMES.search(body)
        start, end = times.groups() if times else ("", "")
        series, key = ADDRESS.search(body).groups()
        day = date.fromisoformat(re.search(r'datetime="(\d{4}-\d\d-\d\d)"', body)[1])
        found.append(Said(series, key, day, clock_of(start), clock_of(end), bool(off)))
    return found


def all_pages(client: Client, path: str) -> list[Said]:
    found: list[Said] = []
    for number in count(1):
        joint = "&" if "?" in path else "?"
        more = cards(client.get(f"{path}{joint}page={number}").content.decode())
        if not more or more[-1] in found:
            return found
        found += more
    return found


def event_data(html: str) -> dict[str, Any]:
    return json.loads(
        re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html, re.DOTALL)[1]
    )


def of_data(event: dict[str, Any], cancelled: bool) -> Said:
    """A date as schema.org has it."""
    series, key = event["url"].rstrip("/").split("/")[-2:]
    if len(event["startDate"]) == len("2026-12-20"):
        return Said(series, key, date.fromisoformat(event["startDate"]), None, None, cancelled)
    start, end = (datetime.fromisoformat(event[name]) for name in ("startDate", "endDate"))
    assert start.utcoffset() == timedelta(hours=9)
    return Said(series, key, start.date(), start.time(), end.time(), cancelled)


def of_calendar(content: bytes, names: list[str]) -> list[Said]:
    """The events of a calendar, by their UIDs."""
    found = []
    for event in Calendar.from_ical(content).events:
        uid = str(event["UID"]).rpartition("@")[0]
        series = next(name for name in names if uid.startswith(f"{name}-2"))
        key, cancelled = uid.removeprefix(f"{series}-"), event["STATUS"] == "CANCELLED"
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        if isinstance(start, datetime):
            assert start.utcoffset() == timedelta(hours=9)
            said = Said(series, key, start.date(), start.time(), end.time(), cancelled)
        else:
            said = Said(series, key, start, None, None, cancelled)
        found.append(said)
    return ordered(found)


def test_the_list_has_the_dates_of_the_rules(site):
    assert ordered(all_pages(site.client, "/events/")) == site.within(SHOWN_AHEAD)


def test_the_months_have_the_dates_of_the_rules(site):
    months = sorted({f"{said.day:%Y-%m}" for said in site.expected})
    found = [said for month in months for said in all_pages(site.client, f"/events/?month={month}")]
    assert ordered(found) == site.expected


def test_the_search_documents_have_the_dates_of_the_rules(site):
    found = []
    for row in SearchDocument.objects.filter(record_type="event", locale="ja"):
        card = row.card
        assert card["status"] == site.statuses[row.record_id, row.occurrence]
        cancelled, day = card["status"] == "cancelled", date.fromisoformat(card["date"])
        start, end = clock_of(card["start"]), clock_of(card["end"])
        found.append(Said(row.record_id, row.occurrence, day, start, end, cancelled))
    assert ordered(found) == site.within(SHOWN_AHEAD)


def test_each_date_has_a_page_and_data_of_its_own(site):
    for said in site.expected:
        html = site.client.get(f"/events/{said.series}/{said.key}/").content.decode()
        event = event_data(html)
        status = site.statuses[said.series, said.key]
        assert event["eventStatus"] == f"https://schema.org/{STATUS[status]}"
        assert of_data(event, status == "cancelled") == said
        header = html[html.index("<main") : html.index("</header>", html.index("<main"))]
        assert ('class="meet is-off"' in header) == said.cancelled
        assert f'datetime="{said.day.isoformat()}"' in header
        if said.start and said.end:
            words = re.search(r'<strong class="num">(.*?)</strong>', header)[1]
            assert [clock_of(word) for word in words.split("〜")] == [said.start, said.end]


def test_the_page_of_a_series_has_its_next_dates(site):
    for name in site.series:
        html = site.client.get(f"/events/{name}/").content.decode()
        said = [
            of_data(event, event["eventStatus"].endswith("EventCancelled"))
            for event in event_data(html).get("subEvent", [])
        ]
        own = sorted((s for s in site.expected if s.series == name), key=begins)
        assert said == own[: len(said)]
        assert len(said) == min(len(own), 6)
        linked = [key for series, key in ADDRESS.findall(html) if series == name]
        held = [said.key for said in own[:12] if not said.cancelled]
        assert linked[: len(held)] == held


def begins(said: Said) -> tuple[date, time]:
    return said.day, said.start or time(0)


def test_the_calendars_have_the_dates_of_the_rules(site):
    names = list(site.series)
    everything = site.client.get("/events/calendar.ics").content
    assert of_calendar(everything, names) == site.expected
    for name in names:
        own = [said for said in site.expected if said.series == name]
        assert of_calendar(site.client.get(f"/events/{name}/calendar.ics").content, names) == own


def test_every_output_says_who_takes_no_part_in_which_date(site):
    """The card, the document, the page of the date and the calendar; no other date says it."""
    groups = [OrganizationFactory(name="なみの会"), OrganizationFactory(name="かぜの会")]
    days = (TODAY + timedelta(days=3), TODAY + timedelta(days=10))
    row = EventSeriesFactory(public_id="together", rule=meets_on(*days), organizers=groups)
    OrganizerAbsence.objects.create(series=row, organization=groups[0], original_date=days[1])

    def saying(text: str) -> bool:
        return "なみの会は今回は参加しません" in re.sub(r"<[^>]+>", "", text)

    events = Calendar.from_ical(site.client.get("/events/together/calendar.ics").content).events
    documents = SearchDocument.objects.filter(record_id="together", locale="ja")
    listed = CARD.findall(site.client.get("/events/").content.decode())
    shown = {ADDRESS.search(body).groups(): saying(body) for _off, body in listed}
    for day in days:
        key, away = day.isoformat(), day == days[1]
        page = site.client.get(f"/events/together/{key}/").content.decode()
        assert saying(page[: page.index("</header>", page.index("<main"))]) == away
        assert ("なみの会" in documents.get(occurrence=key).card.get("absent", [])) == away
        assert [saying(e["DESCRIPTION"]) for e in events if e["X-ORIGINAL-DATE"] == key] == [away]
        assert shown["together", key] == away
