"""How many queries a page asks in a process that has just started; stock Wagtail's demo: 43/48/19."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import ArticlePage, NewsIndexPage
from plan.models import Measure
from tests.factories import (
    DepartmentFactory,
)
from tests.pages.addresses import LANES, LISTS, PREFIXES, record_pages
from tests.starter_site import forget

HOME, LIST, DETAIL = 12, 12, 8
WITH_A_BODY = 22
"""Lanes and articles: what editors chose for the body is asked for kind by kind."""
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
    def test_home_stays_within_the_budget(self, client: Client, prefix: str):
        assert over(client, [f"{prefix}/"], HOME) == {}

    def test_lanes_and_articles_stay_within_the_budget(self, client: Client, prefix: str):
        articles = [path for path in record_pages(each=1) if path.startswith("/news/")]
        paths = [*(f"/{lane}/" for lane in LANES), *articles]
        assert over(client, [prefix + path for path in paths], WITH_A_BODY) == {}

    def test_a_list_stays_within_the_budget(self, client: Client, prefix: str):
        month = f"/events/?month={timezone.localdate():%Y-%m}"
        searches = ("/search/", "/search/?q=食堂", "/search/?q=ケアラー&area=fukasawa", month)
        paths = [prefix + path for path in (*LISTS, *searches)]
        assert over(client, paths, LIST) == {}

    def test_a_detail_page_stays_within_the_budget(self, client: Client, prefix: str):
        numbers = Measure.objects.filter(edition__current=True).values_list("number", flat=True)
        details = [path for path in record_pages(each=6) if not path.startswith("/news/")]
        details.remove(f"/events/?month={timezone.localdate():%Y-%m}")
        measures = [f"/plan/{number}/" for number in sorted(numbers)[::5]]
        assert over(client, [prefix + path for path in (*details, *measures)], DETAIL) == {}


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
