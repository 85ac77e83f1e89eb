"""A resident looks for a meetup, reads about it, and sees what became of it."""

from __future__ import annotations

import json
import re
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from events.models import EventSeries, OccurrenceChange
from tests.factories import (
    AreaFactory,
    AudienceFactory,
    EventSeriesFactory,
    LocationFactory,
    MeasureFactory,
    OrganizationFactory,
    PlaceFactory,
    meets_on,
    translated,
)
from tests.pages.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "locales")]
DAY = date(2026, 12, 6)
SUNDAYS = {"rrule": "FREQ=MONTHLY;BYDAY=1SU", "start": "11:30", "end": "13:30"}
EVERYWHERE = ("/events/", "/events/?month=2026-12", "/events/curry/", "/events/curry/2026-12-06/")


def curry(**facts) -> EventSeries:
    return EventSeriesFactory(
        **{"public_id": "curry", "name": "みんなの食堂", "rule": SUNDAYS} | facts
    )


def headings(client, path: str) -> list[str]:
    return [element.text for element in read(client, path).all("h2")]


def event_of(client) -> dict:
    html = read(client, "/events/curry/2026-12-06/").html
    return json.loads(
        re.search(r"<script type=\"application/ld\+json\"[^>]*>(.*?)</script>", html)[1]
    )


def change(series: EventSeries, kind: str, **facts) -> OccurrenceChange:
    return OccurrenceChange.objects.create(series=series, original_date=DAY, kind=kind, **facts)


# The list


def test_dates_stand_under_today_this_week_and_their_months(client):
    days = [date(2026, 11, day) for day in (25, 28, 29, 30)] + [DAY, date(2027, 1, 10)]
    for day in days:
        EventSeriesFactory(rule=meets_on(day))
    found = headings(client, "/events/")
    assert [text for text in found if "月" in text or "今" in text][:5] == [
        "今日 11月25日（水）", "今週", "11月", "12月", "2027年1月",
    ]  # fmt: skip


def test_this_week_ends_on_sunday_and_its_count_is_what_it_finds(client):
    for day in (date(2026, 11, 28), date(2026, 11, 29), date(2026, 11, 30)):
        EventSeriesFactory(theme=f"{day.day}日の会", rule=meets_on(day))
    assert "今週 2" in read(client, "/events/").text
    week = read(client, "/events/?when=week").text
    assert "28日の会" in week
    assert "29日の会" in week
    assert not [
        link for link in read(client, "/events/?when=week").all("h3") if "30日" in link.text
    ]


@pytest.mark.parametrize(
    ("hour", "said"),
    [(9, "このあと 13:30から"), (14, "いまやっています")],
)
def test_the_state_of_today_goes_by_the_clock(client, clock, hour, said):
    EventSeriesFactory(rule=meets_on(date(2026, 11, 25)))
    clock(2026, 11, 25, hour, 0)
    assert said in read(client, "/events/").text


def test_what_is_over_leaves_the_list_at_once(client, clock):
    curry(rule=meets_on(date(2026, 11, 25)), theme="終わる会")
    clock(2026, 11, 25, 15, 0)
    assert not read(client, "/events/").all("h3")


def test_conditions_narrow_the_dates(client):
    ofuna = AreaFactory(slug="ofuna", name="大船", kind="district")
    sibling = AudienceFactory(slug="sibling", name="きょうだい")
    hall = LocationFactory(area=ofuna)
    EventSeriesFactory(
        theme="大船の会", rule=meets_on(DAY), location=hall, kind="food", audiences=[sibling]
    )
    EventSeriesFactory(theme="べつの会", rule=meets_on(DAY), application="required")
    for query in ("area=ofuna", "audience=sibling", "kind=food", "ease=no-booking"):
        page = read(client, f"/events/?{query}")
        assert [title.text for title in page.all("h3")] == ["大船の会"]
        assert page.all("a", **{"class": "chip"})


def test_an_empty_list_says_which_condition_emptied_it(client):
    AudienceFactory(slug="sibling", name="きょうだい")
    EventSeriesFactory(rule=meets_on(DAY))
    page = read(client, "/events/?audience=sibling")
    assert "「きょうだい」をはずす" in page.text


def test_an_empty_site_has_a_list_and_a_month(client):
    assert read(client, "/events/").status == 200
    assert "まだのっていません" in read(client, "/events/?month=2026-12").text


# A month


def test_a_month_has_its_dates_in_list_and_table_with_holidays(client):
    curry(theme="カレーの日")
    page = read(client, "/events/?month=2027-01")
    assert [title.text for title in page.all("h3")] == ["カレーの日"]
    assert page.all("li", id="d2027-01-03")
    assert page.all("a", **{"class": "few", "href": "#d2027-01-03"})
    assert "元日" in page.text
    assert page.html.index('class="month"') < page.html.index("list-close")


def test_the_months_beside_are_a_link_away(client):
    links = read(client, "/events/?month=2027-01").inner_links
    assert "/events/?month=2026-12" in links
    assert "/events/?month=2027-02" in links


@pytest.mark.parametrize(
    "month",
    ["", "abc", "2026-13", "2026-1", "9999-12", "0000-00", "２０２６-１２", "2026-12-01", "\0"],
)
def test_a_month_that_cannot_be_read_is_the_present_one_and_says_so(client, month):
    page = client.get("/events/", {"month": month})
    assert page.status_code == 200
    assert "読み取れませんでした" in page.content.decode()
    assert "2026年11月の集まり" in page.content.decode()


def test_a_month_shows_what_was_cancelled_with_the_next_date(client):
    change(curry(), "cancelled", reason="会場の工事のため")
    page = read(client, "/events/?month=2026-12")
    assert "会場の工事のため" in page.text
    assert "次は1月3日（日）です" in page.text


def test_past_dates_of_the_present_month_stay_in_its_table(client):
    curry(theme="カレーの日")
    assert "/events/curry/2026-11-01/" in read(client, "/events/?month=2026-11").inner_links


# A series and a date


def test_a_series_says_its_rule_in_words_and_its_next_dates(client):
    curry(theme="カレーの日", application="required", application_note="前の日までに電話で")
    page = read(client, "/events/curry/")
    assert "毎月 第1日曜日" in page.text
    assert "12月6日（日）11:30〜13:30カレーの日" in page.text
    assert "前の日までに電話で" in page.text
    assert "/events/curry/2026-12-06/" in page.inner_links


def test_a_series_leads_to_place_group_measure_and_calendar(client):
    place = PlaceFactory(public_id="ie", name="みんなの家")
    group = OrganizationFactory(public_id="kai", name="みんなの会")
    curry(place=place, organizers=[group], measures=[MeasureFactory(number="6-3-4-3")])
    links = read(client, "/events/curry/").inner_links
    assert {"/places/ie/", "/groups/kai/", "/plan/6-3-4-3/", "/events/curry/calendar.ics"} <= {
        *links
    }


def test_a_draft_group_is_not_named(client):
    curry(organizers=[OrganizationFactory(name="まだ秘密の会", live=False)])
    for path in EVERYWHERE:
        assert "秘密" not in read(client, path).html


def test_a_series_that_ended_says_so(client):
    curry(rule=SUNDAYS | {"ended_after": "2026-11-10"})
    assert "この集まりは終わりました" in read(client, "/events/curry/").text


def test_a_series_that_is_to_begin_says_when(client):
    curry(rule=SUNDAYS | {"dtstart": "2027-02-07"})
    assert "2027年2月7日からはじまります" in read(client, "/events/curry/").text


def test_a_series_without_a_further_date_says_so(client):
    curry(rule=meets_on(date(2026, 11, 20)))
    assert "まだ決まっていません" in read(client, "/events/curry/").text


def test_a_past_date_says_it_is_over_and_names_the_next(client):
    curry()
    page = read(client, "/events/curry/2026-11-01/")
    assert page.status == 200
    assert "この日は終わりました" in page.text
    assert "12月6日（日）11:30〜13:30" in page.text


@pytest.mark.parametrize("path", ["/events/none/", "/events/curry/2026-12-07/", "/events/curry/x/"])
def test_what_there_is_not_is_not_found(client, path):
    curry()
    assert read(client, path).status == 404


# A change acts everywhere at once


@pytest.mark.parametrize("path", EVERYWHERE)
def test_a_cancelled_date_stays_and_says_so_everywhere(client, path):
    change(curry(), "cancelled", reason="会場の工事のため")
    page = read(client, path)
    assert "中止" in page.text
    assert "会場の工事のため" in page.text


def test_a_cancelled_date_names_the_next_and_is_cancelled_for_machines(client):
    change(curry(), "cancelled")
    assert "1月3日（日）11:30〜13:30" in read(client, "/events/curry/2026-12-06/").text
    assert event_of(client)["eventStatus"] == "https://schema.org/EventCancelled"


@pytest.mark.parametrize("path", EVERYWHERE)
def test_a_moved_date_stands_on_its_new_day_at_its_old_address(client, path):
    change(curry(), "moved", date=date(2026, 12, 12), start=time(15), end=time(16))
    page = read(client, path)
    assert "15:00〜16:00" in page.text
    assert any(element.attrs.get("datetime") == "2026-12-12" for element in page.all("time"))
    assert "/events/curry/2026-12-06/" in page.inner_links or path.endswith("2026-12-06/")


def test_a_moved_date_tells_machines_when_it_was_to_be(client):
    change(curry(), "moved", date=date(2026, 12, 12))
    event = event_of(client)
    assert event["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (event["previousStartDate"], event["startDate"][:10]) == ("2026-12-06", "2026-12-12")


@pytest.mark.parametrize("path", EVERYWHERE)
def test_a_changed_place_is_said_everywhere(client, path):
    change(curry(location=LocationFactory(name="青少年会館")), "place", place="大船の会場")
    page = read(client, path)
    assert "いつもと場所がちがいます" in page.text
    assert "大船の会場" in page.text or path == "/events/curry/"


def test_a_date_held_elsewhere_does_not_send_people_to_the_usual_address(client):
    usual = LocationFactory(name="青少年会館", address="鎌倉市二階堂912", access="バスで8分")
    change(curry(location=usual), "place", place="大船の会場")
    html = read(client, "/events/curry/2026-12-06/").html
    assert "二階堂912" not in html
    assert "バスで8分" not in html
    assert event_of(client)["location"]["name"] == "大船の会場"


@pytest.mark.parametrize("path", EVERYWHERE)
def test_the_theme_of_a_date_is_its_title_everywhere(client, path):
    change(curry(), "theme", theme="おもちの日")
    assert "おもちの日" in read(client, path).text
    assert read(client, "/events/curry/2026-12-06/").all("h1")[0].text == "おもちの日"
    assert event_of(client)["name"] == "おもちの日"


def test_page_calendar_and_structured_data_name_the_same_times(client):
    curry()
    page = read(client, "/events/curry/2026-12-06/")
    event = Calendar.from_ical(client.get("/events/curry/2026-12-06.ics").content).events[0]
    assert "11:30〜13:30" in page.text
    assert event_of(client)["startDate"] == event.start.isoformat() == "2026-12-06T11:30:00+09:00"
    assert event_of(client)["endDate"] == event.end.isoformat()


# Languages, drafts, cost


def test_words_come_from_the_translation_and_facts_from_the_source(client):
    series = curry(theme="カレーの日")
    translated(series, "en", name="Everyone's kitchen", theme="Curry day")
    series.rule = meets_on(DAY, start="15:00", end="16:00")
    series.save()
    for path in EVERYWHERE:
        page = read(client, f"/en{path}")
        assert "Curry day" in page.text
        assert "15:00–16:00" in page.text
    assert not read(client, "/en/events/curry/").all("main", lang="ja")


def test_without_a_translation_a_page_is_japanese_and_says_so(client):
    curry(theme="カレーの日")
    page = read(client, "/en/events/curry/2026-12-06/")
    assert page.all("main", lang="ja")
    assert "カレーの日" in page.text
    assert any(
        "カレーの日" in card.text for card in read(client, "/en/events/").all("a", lang="ja")
    )


def test_a_draft_is_on_no_page(client):
    series = curry(name="まだ秘密の会", live=False)
    assert series.occurrences.exists()
    for path in ("/events/", "/events/?month=2026-12", "/en/events/", "/events/calendar.ics"):
        assert "秘密" not in read(client, path).html
    for path in EVERYWHERE[2:]:
        assert read(client, path).status == 404


def test_words_of_editors_are_only_words(client):
    evil = "</script><script>alert(1)</script>"
    series = curry(name=evil, theme=evil, summary=evil, place_note=evil)
    change(series, "cancelled", reason=evil)
    for path in EVERYWHERE:
        assert "<script>alert" not in read(client, path).html


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/events/", 12),
        ("/events/?month=2026-12", 12),
        ("/en/events/?month=2026-12", 12),
        ("/events/curry/", 8),
        ("/events/curry/2026-12-06/", 8),
        ("/en/events/curry/2026-12-06/", 8),
    ],
)
def test_queries_stay_few_and_do_not_grow(client, path, most):
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        assert not [q for q in asked if not q["sql"].lstrip().startswith("SELECT")]
        return len(asked)

    full_series("curry")
    for _each in range(2):
        full_series()
    few = count()
    for _each in range(27):
        full_series()
    assert count() == few <= most


def full_series(public_id: str = "") -> EventSeries:
    """A series with everything that a page may ask for."""
    place = PlaceFactory(locations=[LocationFactory(area=AreaFactory())])
    facts = {"public_id": public_id} if public_id else {}
    series = EventSeriesFactory(
        rule=meets_on(*(DAY + timedelta(days=7 * week) for week in range(3))),
        place=place,
        organizers=[OrganizationFactory(), OrganizationFactory()],
        audiences=[AudienceFactory()],
        measures=[MeasureFactory(number=f"6-1-2-{place.pk}")],
        **facts,
    )
    change(series, "cancelled")
    translated(series, "en", name="Tea")
    return series
