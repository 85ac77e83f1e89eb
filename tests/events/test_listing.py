"""A resident narrows the dates by day, period and condition; what is over stays to be read."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from django.core.files.images import ImageFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from events.dates import dated
from events.models import EventSeries, Occurrence, OccurrenceChange, OrganizerAbsence
from search.models import SearchDocument
from tests.factories import (
    AreaFactory,
    AudienceFactory,
    EventSeriesFactory,
    LocationFactory,
    OrganizationFactory,
    PlaceFactory,
    meets_on,
)
from tests.pages.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "locales")]
TODAY, SATURDAY, DAY = date(2026, 11, 25), date(2026, 11, 28), date(2026, 12, 6)
PAST = date(2026, 11, 15)
KINDS = ("meetup", "food", "training", "class", "hiroba", "briefing")


def on(day: date, theme: str, **facts) -> EventSeries:
    return EventSeriesFactory(theme=theme, rule=meets_on(day), **facts)


def shown(client, path: str) -> list[str]:
    return [title.text for title in read(client, path).all("h3")]


def say(series: EventSeries, **words) -> None:
    """What is told of the only date of a series, in the rows and in the documents."""
    series.occurrences.update(**words)
    from search.documents import refresh

    refresh(series)


# Periods and days


def test_each_period_says_how_many_it_finds_and_finds_them(client):
    for day, theme in ((TODAY, "水曜"), (SATURDAY, "土曜"), (DAY, "来月")):
        on(day, theme)
    words = read(client, "/events/").text
    assert "今日 1" in words
    assert "今週 2" in words
    assert "今週末 1" in words
    assert "これから 3" in words
    assert shown(client, "/events/?when=today") == ["水曜"]
    assert shown(client, "/events/?when=week") == ["水曜", "土曜"]
    assert shown(client, "/events/?when=weekend") == ["土曜"]


def test_a_period_without_dates_is_not_offered(client):
    on(DAY, "来月")
    links = read(client, "/events/").inner_links
    assert not [link for link in links if "when=today" in link or "when=week" in link]


def test_dates_from_a_day_on_are_listed_and_the_day_stays_in_its_field(client):
    on(SATURDAY, "土曜")
    on(DAY, "来月")
    page = read(client, "/events/?from=2026-12-01")
    assert [title.text for title in page.all("h3")] == ["来月"]
    assert page.all("input", name="from")[0].attrs["value"] == "2026-12-01"
    assert "12月1日（火）から" in page.text
    assert "2026年12月の表" in page.text


@pytest.mark.parametrize("typed", ["あした", "2026-13-01", "20261201", "0001-01-01", "9999-12-31"])
def test_a_day_that_cannot_be_read_is_said_and_all_dates_are_listed(client, typed):
    on(DAY, "来月")
    page = client.get("/events/", {"from": typed}).content.decode()
    assert "日にちを読み取れませんでした" in page
    assert "来月" in page


def test_a_day_wins_over_a_period_and_other_conditions_stay(client):
    on(SATURDAY, "土曜", kind="food")
    on(DAY, "来月", kind="food")
    page = read(client, "/events/?when=week&from=2026-12-01&kind=food")
    assert [title.text for title in page.all("h3")] == ["来月"]
    assert "/events/?when=week&kind=food" in page.inner_links


def test_where_the_list_ends_the_month_goes_on(client):
    on(date(2027, 6, 6), "来年の会")
    page = read(client, "/events/?from=2027-06-01")
    assert not page.all("h3")
    assert "2027年6月の表" in page.text
    assert "/events/?month=2027-06" in page.inner_links


# The same conditions for list, month and what is over


def varied() -> None:
    """Series that differ in all that can be chosen; each has a date behind and one ahead."""
    area = AreaFactory(slug="ofuna", name="大船", kind="district")
    carer = AudienceFactory(slug="carer", name="介護する人")
    hall = LocationFactory(area=area)
    hidden = LocationFactory(area=area, precision="hidden")
    facts = (
        {"location": hall},
        {"location": hidden},
        {"place": PlaceFactory(locations=[hall])},
        {"place": PlaceFactory(locations=[hall], live=False)},
        {"audiences": [carer]},
        {"online": True, "application": "required"},
        {"childcare": True, "application": "wanted"},
        {"fees": [{"who": "", "yen": 0}], "application": "ask"},
        {"fees": [{"who": "こども", "yen": 0}, {"who": "おとな", "yen": 500}]},
        *({"kind": kind, "application": "required"} for kind in KINDS),
    )
    for number, each in enumerate(facts):
        EventSeriesFactory(theme=f"会{number}", rule=meets_on(PAST, DAY), **each)


CONDITIONS = [
    "area=ofuna", "audience=carer", "ease=online", "ease=childcare", "ease=free",
    "ease=no-booking", "ease=free&ease=online", "ease=wheelchair", "ease=free&kind=meetup",
    *(f"kind={kind}" for kind in KINDS),
]  # fmt: skip


@pytest.mark.parametrize("query", CONDITIONS)
def test_list_month_and_past_hold_the_same_series(client, query):
    varied()
    found = sorted(shown(client, f"/events/?{query}"))
    assert sorted(shown(client, f"/events/?month=2026-12&{query}")) == found
    assert sorted(shown(client, f"/events/?when=past&{query}")) == found
    assert found or query == "ease=wheelchair"


def test_the_months_beside_and_the_ways_to_see_keep_the_conditions(client):
    on(DAY, "食堂", kind="food")
    links = read(client, "/events/?month=2026-12&kind=food").inner_links
    assert "/events/?kind=food&month=2027-01" in links
    assert "/events/?kind=food&month=2026-11" in links
    assert "/events/?kind=food" in links
    assert "/events/?month=2026-12" in links


@pytest.mark.parametrize("kind", EventSeries.Kind)
def test_every_kind_is_a_condition_with_its_name(client, kind):
    on(DAY, "この会", kind=kind)
    panel = read(client, "/events/").all("input", name="kind")
    assert [each.attrs["value"] for each in panel] == [kind]
    assert kind.label in read(client, "/events/").text


# A month with many dates


def test_a_full_month_is_read_page_by_page_and_the_table_leads_to_the_page(client):
    for day in range(1, 31):
        on(date(2026, 12, day), f"{day}日の会")
    page = read(client, "/events/?month=2026-12")
    assert len(page.all("h3")) == 20
    assert page.all("a", **{"class": "few", "href": "#d2026-12-03"})
    assert "/events/?month=2026-12&page=2#d2026-12-24" in [
        link.attrs["href"] for link in page.all("a", **{"class": "few"})
    ]
    assert "24日の会" in shown(client, "/events/?month=2026-12&page=2")


def test_a_day_with_many_dates_names_some_and_counts_all(client):
    for number in range(5):
        on(DAY, f"会{number}")
    page = read(client, "/events/?month=2026-12")
    assert len(page.all("a", **{"class": "many"})) == 3
    more = page.all("a", **{"class": "few few-more"})
    assert [link.text for link in more] == ["12月6日（日） 5件"]


# What is over


def test_what_is_over_is_listed_newest_first_and_not_found_by_searching(client):
    on(date(2026, 10, 4), "十月の会")
    EventSeriesFactory(theme="十一月の会", rule=meets_on(date(2026, 11, 1), DAY))
    series = EventSeries.objects.get(theme="十月の会")
    Occurrence.objects.create(
        series=series, key="2026-10-04", original_date=date(2026, 10, 4), date=date(2026, 10, 4),
        starts_at="2026-10-04T13:30+09:00", ends_at="2026-10-04T15:00+09:00",
    )  # fmt: skip
    assert shown(client, "/events/?when=past") == ["十一月の会", "十月の会"]
    assert "/events/?when=past" in read(client, "/events/").inner_links
    assert not SearchDocument.objects.filter(title="十月の会")
    assert "この日は終わりました" in read(client, f"/events/{series.public_id}/2026-10-04/").text


def test_what_is_over_has_pages(client):
    EventSeriesFactory(
        theme="毎日の会", rule=meets_on(*(TODAY - timedelta(n) for n in range(1, 26)))
    )
    assert len(shown(client, "/events/?when=past")) == 20
    assert len(shown(client, "/events/?when=past&page=2")) == 5
    assert len(shown(client, "/events/?when=past&page=99")) == 5


def test_nothing_over_is_said_and_not_offered(client):
    assert "/events/?when=past" not in read(client, "/events/").inner_links
    assert "まだありません" in read(client, "/events/?when=past").text


# What is told of one date


@pytest.fixture
def curry() -> EventSeries:
    series = on(
        DAY, "カレーの日", public_id="curry", application="required", application_days=1,
        capacity=20, schedule_note="雨天中止",
    )  # fmt: skip
    say(series, audience="小学生", note="エプロンを持ってきてください", capacity=10, is_full=True)
    return series


DATE_PAGE = "/events/curry/2026-12-06/"
LISTS = ("/events/", "/events/?month=2026-12", "/search/?q=カレーの日")


@pytest.mark.parametrize("path", [*LISTS, DATE_PAGE, "/events/curry/"])
def test_what_is_told_of_a_date_is_told_everywhere(client, curry, path):
    words = read(client, path).text
    assert "満員です" in words
    assert "団体からのお知らせ" in words
    assert "小学生" in words
    assert "エプロンを持ってきてください" in words
    assert "12月5日（土）まで" in words
    assert "雨天中止" in words


@pytest.mark.parametrize("path", [*LISTS, DATE_PAGE, "/events/curry/"])
def test_after_the_deadline_applications_are_over(client, curry, clock, path):
    clock(2026, 12, 5, 23, 0)
    assert "申込みは終わりました" not in read(client, path).text
    clock(2026, 12, 6, 0, 30)
    assert "申込みは終わりました" in read(client, path).text


def test_the_room_of_a_date_wins_over_that_of_the_series(client, curry):
    assert "10人まで" in read(client, DATE_PAGE).text
    assert "定員10人" in read(client, "/events/").text
    assert "20人まで" in read(client, "/events/curry/").text
    event = event_of(client, DATE_PAGE)
    assert event["maximumAttendeeCapacity"] == 10
    assert event["remainingAttendeeCapacity"] == 0
    assert event["audience"]["audienceType"] == "小学生"


def test_a_cancelled_date_is_not_full_too(client, curry):
    OccurrenceChange.objects.create(
        series=curry, original_date=DAY, kind="cancelled", reason="会場の工事"
    )
    for path in (*LISTS, DATE_PAGE):
        words = read(client, path).text
        assert "会場の工事" in words
        assert "満員" not in words


@pytest.mark.parametrize("application", ["none", "ask"])
def test_where_nobody_applies_there_is_no_deadline(client, application):
    on(DAY, "この会", public_id="curry", application=application, application_days=3)
    for path in ("/events/", "/events/curry/", DATE_PAGE):
        assert "しめきり" not in read(client, path).text
        assert "申込みは" not in read(client, path).text.replace("申込みはいりません", "")


@pytest.mark.parametrize(
    "path", ["/events/", "/events/?month=2026-12", "/events/curry/", DATE_PAGE]
)
def test_a_group_that_takes_no_part_is_named(client, path):
    here, away = OrganizationFactory(name="ここの会"), OrganizationFactory(name="おやすみの会")
    series = on(DAY, "この会", public_id="curry", organizers=[here, away])
    OrganizerAbsence.objects.create(series=series, organization=away, original_date=DAY)
    say(series)
    assert "おやすみの会は今回は参加しません" in read(client, path).text
    assert [group["name"] for group in event_of(client, DATE_PAGE)["organizer"]] == ["ここの会"]


def test_a_draft_group_that_takes_no_part_is_not_named(client):
    away = OrganizationFactory(name="まだ秘密の会", live=False)
    series = on(DAY, "この会", public_id="curry", organizers=[away])
    OrganizerAbsence.objects.create(series=series, organization=away, original_date=DAY)
    say(series)
    for path in ("/events/", "/events/?month=2026-12", "/events/curry/", DATE_PAGE):
        assert "秘密" not in read(client, path).html


def event_of(client, path: str) -> dict:
    html = read(client, path).html
    return json.loads(
        re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html)[1]
    )


# The picture


@pytest.fixture
def picture() -> Image:
    file = get_test_image_file(size=(1600, 1200))
    return Image.objects.create(title="写真", file=ImageFile(file, name="curry.png"))


# Wagtail leaves the file that a rendition is made in to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")
def test_a_picture_has_words_and_a_size_and_reading_it_writes_nothing(client, picture):
    on(DAY, "カレー", public_id="curry", image=picture, image_alt="大きななべのカレー")
    for path in ("/events/curry/", DATE_PAGE):
        with CaptureQueriesContext(connection) as asked:
            shown = read(client, path).all("img", alt="大きななべのカレー")
        assert [(img.attrs["width"], img.attrs["height"]) for img in shown] == [("960", "720")]
        assert shown[0].attrs["src"].startswith("/media/images/")
        assert not [q for q in asked if not q["sql"].lstrip().startswith("SELECT")]
    assert event_of(client, DATE_PAGE)["image"].endswith(".webp")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")
def test_a_picture_whose_file_is_gone_leaves_the_page_without_it(client, picture):
    on(DAY, "カレー", public_id="curry", image=picture, image_alt="大きななべのカレー")
    picture.renditions.all().delete()
    picture.file.storage.delete(picture.file.name)
    for path in ("/events/curry/", DATE_PAGE):
        assert not read(client, path).all("img", alt="大きななべのカレー")


# Cost


@pytest.mark.parametrize("path", ["/events/", "/events/?month=2026-12", "/events/?when=past"])
def test_queries_do_not_grow_with_dates_and_conditions(client, path):
    varied()

    def count(query: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{path}{'&' if '?' in path else '?'}{query}").status_code == 200
        return len(asked)

    count("kind=meetup")
    few = count("kind=meetup")
    for number in range(30):
        on(DAY, f"ほかの会{number}")
    assert count("kind=meetup") == few <= 14


def test_dates_are_read_in_few_queries(now, django_assert_max_num_queries):
    varied()
    with django_assert_max_num_queries(5):
        assert len(dated(Occurrence.objects.filter(date=DAY).order_by("pk"), "en", now)) > 10
