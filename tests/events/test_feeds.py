"""The feeds of meetups, read as a feed reader does."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from xml.etree.ElementTree import Element, tostring

import pytest
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import EventSeries, OccurrenceChange
from notify.delivering import deliver_pending
from notify.feeds import KEPT, MOST_ENTRIES
from tests.factories import (
    AreaFactory,
    EventSeriesFactory,
    LocationFactory,
    OrganizationFactory,
    PlaceFactory,
    TopicFactory,
    meets_on,
    translated,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "locales")]
ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DAY = date(2026, 12, 6)
ALL = "/feeds/all.atom"


def read(client: Client, path: str = ALL) -> Element:
    """What is waiting is delivered; the answer is a feed as RFC 4287 wants it."""
    deliver_pending()
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not answer.cookies
    feed = fromstring(answer.content)
    check(feed, path)
    return feed


def check(feed: Element, path: str) -> None:
    assert feed.tag == f"{ATOM}feed"
    assert feed.get(XML_LANG) == ("en" if path.startswith("/en/") else "ja")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == settings.BASE_URL + path
    assert links["alternate"].startswith(settings.BASE_URL)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    entries = feed.findall(f"{ATOM}entry")
    for item in (feed, *entries):
        assert len(item.findall(f"{ATOM}title")) == len(item.findall(f"{ATOM}id")) == 1
        assert re.match(r"tag:[^,:]+,\d{4}:\S+$", item.findtext(f"{ATOM}id", ""))
        moment = datetime.fromisoformat(item.findtext(f"{ATOM}updated", ""))
        assert moment.tzinfo
    stamps = [item.findtext(f"{ATOM}updated") for item in entries]
    assert stamps == sorted(stamps, reverse=True)
    assert len({item.findtext(f"{ATOM}id") for item in entries}) == len(entries)
    assert all(item.find(f"{ATOM}link").get("href").startswith("http") for item in entries)


def titles(feed: Element) -> list[str]:
    return [item.findtext(f"{ATOM}title", "") for item in feed.findall(f"{ATOM}entry")]


def cancel(series: EventSeries, **facts) -> OccurrenceChange:
    return OccurrenceChange.objects.create(
        series=series, original_date=DAY, kind="cancelled", **facts
    )


def test_a_new_meetup_stands_in_the_feed_with_its_next_date(client):
    EventSeriesFactory(
        public_id="yoru", name="夜のお茶", summary="ひと息つく会", rule=meets_on(DAY)
    )
    feed = read(client)
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "新しい集まり：夜のお茶"
    summary = entry.findtext(f"{ATOM}summary", "")
    assert "ひと息つく会" in summary
    assert "12月6日（日）13:30" in summary
    assert entry.find(f"{ATOM}link").get("href") == f"{settings.BASE_URL}/events/yoru/"


def test_a_cancelled_date_is_told_with_its_reason_and_leads_to_its_page(client):
    series = EventSeriesFactory(public_id="yoru", name="夜のお茶", rule=meets_on(DAY))
    cancel(series, reason="会場の工事")
    entry = read(client).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "中止：12月6日（日） 夜のお茶"
    assert "会場の工事" in entry.findtext(f"{ATOM}summary", "")
    link = entry.find(f"{ATOM}link").get("href").removeprefix(settings.BASE_URL)
    assert client.get(link).status_code == 200


def test_a_reason_that_was_put_right_is_so_in_the_feed_too(client):
    row = cancel(EventSeriesFactory(rule=meets_on(DAY)), reason="佐藤さんが病気")
    assert "佐藤" in tostring(read(client), "unicode")
    row.reason = "世話人の都合"
    row.save()
    said = client.get(ALL).content.decode()
    assert "佐藤" not in said
    assert "世話人の都合" in said


def test_held_again_takes_the_place_of_cancelled(client):
    row = cancel(EventSeriesFactory(name="夜のお茶", rule=meets_on(DAY)))
    row.delete()
    said = titles(read(client))
    assert said[0] == "開きます：12月6日（日） 夜のお茶"
    assert not any(title.startswith("中止") for title in said)


def test_a_moved_date_is_told_with_both_days(client):
    series = EventSeriesFactory(rule=meets_on(DAY))
    OccurrenceChange.objects.create(
        series=series, original_date=DAY, kind="moved", date=date(2026, 12, 13)
    )
    summary = read(client).findtext(f"{ATOM}entry/{ATOM}summary", "")
    assert "12月6日（日）の回は、12月13日（日）13:30" in summary


def test_a_theme_of_a_date_that_is_cancelled_is_not_told_any_more(client):
    series = EventSeriesFactory(rule=meets_on(DAY))
    OccurrenceChange.objects.create(
        series=series, original_date=DAY, kind="theme", theme="お茶の日"
    )
    assert titles(read(client))[0].startswith("テーマ・場所のお知らせ")
    cancel(series)
    assert [title[:2] for title in titles(read(client)) if "12月6日" in title] == ["中止"]


@pytest.mark.parametrize("state", ["draft", "unpublished", "expired", "deleted"])
def test_what_is_not_public_stands_in_no_feed(client, now, state):
    group = OrganizationFactory(public_id="nami")
    facts = {"name": "かくれがひつじ", "organizers": [group], "rule": meets_on(DAY)}
    series = EventSeriesFactory(live=state != "draft", **facts)
    cancel(series, reason="かくれがひつじ")
    if state == "unpublished":
        series.unpublish()
    elif state == "expired":
        EventSeries.objects.filter(pk=series.pk).update(expire_at=now)
    elif state == "deleted":
        series.delete()
    for path in (ALL, "/feeds/group-nami.atom", "/en/feeds/all.atom"):
        assert "ひつじ" not in tostring(read(client, path), "unicode")


def test_the_draft_of_a_public_meetup_keeps_its_words_to_itself(client):
    series = EventSeriesFactory(name="夜のお茶", rule=meets_on(DAY))
    series.name = "かくれがひつじ"
    series.save_revision()
    assert titles(read(client)) == ["新しい集まり：夜のお茶"]


def test_each_list_has_a_feed_of_its_own(client):
    area = AreaFactory(slug="ofuna", name="大船", kind="district")
    TopicFactory(slug="dementia", name="認知症")
    place = PlaceFactory(locations=[LocationFactory(area=area)])
    group = OrganizationFactory(public_id="nami", name="なみの会")
    EventSeriesFactory(name="大船の会", place=place, rule=meets_on(DAY), organizers=[group])
    EventSeriesFactory(name="ほかの会", rule=meets_on(DAY))
    assert titles(read(client, "/feeds/area-ofuna.atom")) == ["新しい集まり：大船の会"]
    assert titles(read(client, "/feeds/group-nami.atom")) == ["新しい集まり：大船の会"]
    assert titles(read(client, "/feeds/topic-dementia.atom")) == []
    assert len(titles(read(client))) == 2


@pytest.mark.parametrize("slug", ["area-mars", "topic-none", "group-secret", "group-none", "x"])
def test_a_list_that_readers_may_not_see_has_no_feed(client, slug):
    OrganizationFactory(public_id="secret", live=False)
    assert client.get(f"/feeds/{slug}.atom").status_code == 404


def test_the_english_feed_has_the_words_and_addresses_of_english(client):
    series = EventSeriesFactory(public_id="yoru", name="夜のお茶", rule=meets_on(DAY))
    translated(series, "en", name="Tea at night")
    japanese, english = (read(client, path) for path in (ALL, "/en/feeds/all.atom"))
    assert "Tea at night" in titles(english)[0]
    assert english.find(f"{ATOM}entry/{ATOM}link").get("href").endswith("/en/events/yoru/")
    ids = [feed.findtext(f"{ATOM}entry/{ATOM}id") for feed in (japanese, english)]
    assert ids[0] == ids[1]


def test_words_of_editors_cannot_leave_their_element(client):
    evil = "</p><script>alert(1)</script>&amp;]]>\x00\x0b"
    rule = meets_on(DAY, DAY + timedelta(days=7))
    cancel(EventSeriesFactory(name=f"お茶{evil}", summary=evil, rule=rule), reason=evil)
    feed = read(client)
    assert titles(feed)[-1] == "新しい集まり：お茶</p><script>alert(1)</script>&amp;]]>"
    for summary in feed.iter(f"{ATOM}summary"):
        assert "<script>" not in summary.text
        assert "&lt;script&gt;" in summary.text


def test_a_reader_who_has_it_gets_no_body(client, clock):
    series = EventSeriesFactory(rule=meets_on(DAY))
    read(client)
    first = client.get(ALL)
    for headers in (
        {"if-none-match": first["ETag"]},
        {"if-modified-since": first["Last-Modified"]},
    ):
        again = client.get(ALL, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
    clock(2026, 11, 25, 10, 0)
    cancel(series)
    deliver_pending()
    assert client.get(ALL, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_an_empty_feed_is_the_same_all_day(client, clock):
    first = client.get(ALL)
    clock(2026, 11, 25, 23, 0)
    assert titles(read(client)) == []
    assert client.get(ALL, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_old_notices_and_more_than_fit_go(client, clock, now):
    for _each in range(MOST_ENTRIES + 1):
        EventSeriesFactory(rule={"rrule": "FREQ=WEEKLY;BYDAY=WE"})
    assert len(titles(read(client))) == MOST_ENTRIES
    after = now + KEPT + timedelta(minutes=1)
    clock(after.year, after.month, after.day, after.hour, after.minute)
    assert titles(read(client)) == []


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_feed_asks_the_same_number_of_queries_however_long_it_is(
    client, no_more_than: Callable[..., None], prefix
):
    no_more_than(f"{prefix}{ALL}", 8)


@pytest.fixture
def no_more_than(client: Client) -> Callable[..., None]:
    def count(path: str) -> int:
        deliver_pending()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    def add(number: int) -> None:
        for _each in range(number):
            place = PlaceFactory(locations=[LocationFactory()])
            series = EventSeriesFactory(rule=meets_on(DAY), place=place)
            translated(series, "en", name="Tea")
            cancel(series)

    def compare(path: str, most: int) -> None:
        add(2)
        few = count(path)
        add(20)
        assert count(path) == few <= most

    return compare


def test_the_page_of_feeds_leads_to_each_and_to_the_calendars(client):
    AreaFactory(slug="ofuna", name="大船", kind="district")
    AreaFactory(slug="dai", name="台", kind="town")
    TopicFactory(slug="dementia", name="認知症")
    page = client.get("/feeds/")
    said = page.content.decode()
    assert not page.cookies
    feeds = re.findall(r'href="(/feeds/[^"]+\.atom)"', said)
    assert set(feeds) == {ALL, "/feeds/area-ofuna.atom", "/feeds/topic-dementia.atom"}
    for path in feeds:
        read(client, path)
    assert "/events/calendar.ics" in said
    assert client.get("/events/calendar.ics?area=ofuna").status_code == 200


@pytest.mark.parametrize(
    ("page", "feed"), [("/events/", ALL), ("/groups/nami/", "/feeds/group-nami.atom")]
)
def test_readers_find_the_feed_from_the_page_it_belongs_to(client, page, feed):
    group = OrganizationFactory(public_id="nami")
    EventSeriesFactory(rule=meets_on(DAY), organizers=[group])
    said = client.get(page).content.decode()
    link = re.search(r'<link rel="alternate" type="application/atom\+xml"[^>]*>', said)
    assert link
    assert f'href="{feed}"' in link[0]
    assert 'href="/feeds/"' in said
