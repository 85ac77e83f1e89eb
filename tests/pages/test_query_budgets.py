"""How many queries a page asks in a process that has just started; stock Wagtail's demo: 43/48/19."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import ArticlePage, NewsIndexPage
from plan.models import Measure
from tests.factories import (
    AreaFactory,
    AudienceFactory,
    BenefitFactory,
    CheckFactory,
    DepartmentFactory,
    EventSeriesFactory,
    LocationFactory,
    MeasureFactory,
    OrganizationFactory,
    PlaceFactory,
    TopicFactory,
    meets_on,
)
from tests.pages.addresses import LANES, LISTS, PREFIXES, record_pages
from tests.starter_site import forget

HOME, LIST, DETAIL = 12, 12, 8
FEW, MANY = 3, 30


def queries(client: Client, path: str) -> list[str]:
    """The SQL of one request, nothing remembered from an earlier one."""
    forget()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    return [query["sql"] for query in asked.captured_queries]


def over(client: Client, paths: list[str], most: int) -> dict[str, int]:
    """Paths that ask more than they may, with how many."""
    counts = {path: len(queries(client, path)) for path in paths}
    return {path: count for path, count in counts.items() if count > most}


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_site")
@pytest.mark.parametrize("prefix", PREFIXES.values())
class TestANewSite:
    def test_home_and_lanes_stay_within_the_budget(self, client: Client, prefix: str):
        paths = [f"{prefix}/", *(f"{prefix}/{lane}/" for lane in LANES)]
        assert over(client, paths, HOME) == {}

    def test_a_list_stays_within_the_budget(self, client: Client, prefix: str):
        month = f"/events/?month={timezone.localdate():%Y-%m}"
        searches = ("/search/", "/search/?q=食堂", "/search/?q=ケアラー&area=fukasawa", month)
        paths = [prefix + path for path in (*LISTS, *searches)]
        assert over(client, paths, LIST) == {}

    def test_a_detail_page_stays_within_the_budget(self, client: Client, prefix: str):
        numbers = Measure.objects.filter(edition__current=True).values_list("number", flat=True)
        details = [path for path in record_pages(each=6) if "?" not in path]
        measures = [f"/plan/{number}/" for number in sorted(numbers)[::5]]
        assert over(client, [prefix + path for path in (*details, *measures)], DETAIL) == {}


class Directory:
    """A directory that grows; everything that a card or a page can show is there."""

    def __init__(self) -> None:
        self.size = 0
        self.measure = MeasureFactory(edition__current=True, number="6-1-1-1")
        self.group = OrganizationFactory(name="見本の会", public_id="the-group")
        self.place = PlaceFactory(name="見本の家", public_id="the-place")

    def grow_to(self, size: int) -> None:
        for number in range(self.size, size):
            self._add(number)
        self.size = size

    def _add(self, number: int) -> None:
        shared = {
            "audiences": [AudienceFactory()],
            "topics": [TopicFactory()],
            "measures": [self.measure],
        }
        venue = LocationFactory(area=AreaFactory(), address="鎌倉市御成町1-1")
        place = PlaceFactory(
            kind="desk", organization=self.group, department=DepartmentFactory(),
            locations=[venue], phone="0467-00-0000", modes=["phone", "visit"], **shared,
        )  # fmt: skip
        group = OrganizationFactory(area=venue.area, **shared)
        day = timezone.localdate() + timedelta(days=1 + number % 5)
        series = EventSeriesFactory(
            rule=meets_on(day), place=self.place, organizers=[self.group, group],
            location=venue, **shared,
        )  # fmt: skip
        benefit = BenefitFactory(desk=place, department=DepartmentFactory(), **shared)
        for record in (place, group, series, benefit):
            CheckFactory(record_type=record.record_type, record_id=record.public_id)


@pytest.mark.django_db
def test_a_list_asks_the_same_number_of_queries_whatever_it_holds(client: Client, locales):
    directory = Directory()
    month = f"/events/?month={timezone.localdate():%Y-%m}"
    ruby_and_words = ("/places/?ruby=1", "/search/?q=見本", "/search/?q=見本&sort=next")
    measure = ("/plan/", "/plan/6-1-1-1/", "/plan/6-1-1-1/?all=1")
    details = ("/places/the-place/", "/groups/the-group/")
    lists = ("/places/", "/groups/", "/events/", month, "/support/", "/search/", "/contact/")
    paths = (*lists, *ruby_and_words, *measure, *details, "/sitemap.xml", "/events/calendar.ics")
    directory.grow_to(FEW)
    few = {path: len(queries(client, path)) for path in paths}
    directory.grow_to(MANY)
    many = {path: len(queries(client, path)) for path in paths}
    assert many == few


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_site")
@pytest.mark.parametrize("path", ["/news/", "/", "/en/news/", "/en/"])
def test_news_asks_the_same_number_of_queries_whatever_it_holds(client: Client, path: str):
    index = NewsIndexPage.objects.get(locale__language_code="ja")
    add = article_adder(index)
    ArticlePage.objects.exclude(date=None).delete()
    for number in range(FEW):
        add(number)
    few = queries(client, path)
    for number in range(FEW, MANY):
        add(number)
    assert len(queries(client, path)) == len(few)


def article_adder(index: NewsIndexPage) -> Callable[[int], None]:
    department = DepartmentFactory()

    def add(number: int) -> None:
        index.refresh_from_db()
        index.add_child(
            instance=ArticlePage(
                title=f"お知らせ{number}", slug=f"n{number}", date=timezone.localdate(),
                department=department,
            )
        )  # fmt: skip

    return add
