"""A resident narrows a list down by conditions, page by page."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search.cards import next_meetups, serving
from search.facets import AREA, AUDIENCE, EASE, OPEN, TOPIC, TYPE
from search.listing import Listing
from search.terms import register_terms
from tests.factories import (
    AreaFactory,
    AudienceFactory,
    BenefitFactory,
    CheckFactory,
    EventSeriesFactory,
    LocationFactory,
    MeasureFactory,
    OrganizationFactory,
    PlaceFactory,
    meets_on,
    translated,
)

pytestmark = pytest.mark.django_db

FACETS = (TYPE, OPEN, AUDIENCE, EASE, AREA, TOPIC)
ALL_DAY = {
    "hours": [
        {"days": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], "opens": "00:00", "closes": "24:00"}
    ]
}


def listing(query: str = "", **options: Any) -> Listing:
    options = {"language": "ja", "now": timezone.now(), "facets": FACETS} | options
    return Listing(QueryDict(query), **options)


def titles(found: Listing) -> list[str]:
    return [document.title for document in found.documents]


@pytest.fixture
def several(db: None) -> None:
    """Places, groups and benefits that differ in every condition."""
    ofuna, tamanawa = (
        AreaFactory(slug=slug, name=name)
        for slug, name in (("ofuna", "大船"), ("tamanawa", "玉縄"))
    )
    young, adult = AudienceFactory(slug="young"), AudienceFactory(slug="adult")
    halls = [LocationFactory(area=ofuna), LocationFactory(area=tamanawa)]
    for number in range(8):
        PlaceFactory(
            name=f"食堂{number}",
            locations=[halls[number % 2]],
            audiences=[young] if number % 3 else [young, adult],
            no_booking=number < 5,
            anonymous=number > 3,
            hours=ALL_DAY if number < 3 else {},
        )
    OrganizationFactory(name="食堂の会", area=ofuna, audiences=[adult])
    BenefitFactory(name="食堂の助成", audiences=[adult])


@pytest.mark.parametrize("query", ["", "q=食堂", "area=ofuna", "area=ofuna&ease=no-booking&q=食堂"])
@pytest.mark.usefixtures("several")
def test_a_count_is_what_its_tick_finds(query: str) -> None:
    found = listing(query)
    ticks = [(panel["name"], option) for panel in found.panels for option in panel["options"]]
    assert len(ticks) > 4
    for name, option in ticks:
        alone = found.address.choosing(name, [option["value"]])
        assert listing(alone.url.partition("?")[2]).total == option["count"]


@pytest.mark.usefixtures("several")
def test_values_of_one_facet_are_alternatives_and_facets_must_all_hold() -> None:
    assert listing("area=ofuna&type=place").total == 4
    assert listing("area=ofuna&area=tamanawa&type=place").total == 8
    assert listing("area=ofuna&ease=no-booking").total == 3


@pytest.mark.usefixtures("several")
def test_nothing_is_offered_that_finds_nothing() -> None:
    counts = [o["count"] for panel in listing("type=benefit").panels for o in panel["options"]]
    assert counts
    assert all(counts)


@pytest.mark.usefixtures("several")
def test_open_now_is_asked_of_the_clock() -> None:
    assert listing("open=1").total == 3
    assert listing("open=1", now=timezone.now() + timedelta(days=20)).total == 0


@pytest.mark.usefixtures("several")
def test_a_chip_takes_one_condition_off_and_keeps_the_rest() -> None:
    found = listing("q=食堂&area=ofuna&area=tamanawa&open=1&ruby=1", ruby=True)
    assert {chip["label"]: chip["url"] for chip in found.chips}["大船"] == (
        "/search/?q=%E9%A3%9F%E5%A0%82&open=1&area=tamanawa&ruby=1"
    )
    assert found.clear_url == "/search/?q=%E9%A3%9F%E5%A0%82&ruby=1"


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("type=benefit&area=ofuna", {"「制度」をはずす": 5, "「大船」をはずす": 1}),
        ("type=benefit&area=ofuna&open=1", {"「制度」をはずす": 2}),
        ("type=benefit&area=tamanawa&open=1&ease=anonymous", {"「すべての条件」をはずす": 10}),
    ],
)
def test_an_empty_list_names_what_to_take_off(query: str, offered: dict[str, int]) -> None:
    found = listing(query)
    assert found.total == 0
    assert {way["title"]: way["count"] for way in found.ways} == offered
    for way in found.ways:
        assert listing(way["url"].partition("?")[2]).total == way["count"]


def test_values_that_do_not_exist_are_no_conditions() -> None:
    PlaceFactory()
    found = listing("area=nowhere&type=%00&open=yes&page=-3&sort=x")
    assert (found.total, found.chips, found.page) == (1, [], 1)


def test_pages_hold_everything_once() -> None:
    for number in range(7):
        PlaceFactory(name=f"場所{number}")
    pages = [listing(f"page={number}", per_page=3) for number in (1, 2, 3)]
    assert sorted(chain.from_iterable(map(titles, pages))) == [f"場所{n}" for n in range(7)]
    assert [page.next_url for page in pages] == ["/search/?page=2", "/search/?page=3", ""]
    assert pages[2].previous_url == "/search/?page=2"
    assert (pages[2].first, pages[2].last) == (7, 7)
    assert titles(listing("page=99", per_page=3)) == titles(pages[2])


def test_what_was_not_checked_in_time_sinks() -> None:
    late = PlaceFactory(name="あの場所", kana="あのばしょ")
    PlaceFactory(name="その場所", kana="そのばしょ")
    PlaceFactory(name="奥の場所", kana="おくのばしょ")
    CheckFactory(
        record_id=late.public_id,
        checked_on=timezone.localdate() - timedelta(days=400),
        next_due=timezone.localdate() - timedelta(days=35),
    )
    assert titles(listing()) == ["奥の場所", "その場所", "あの場所"]


def test_dates_come_in_order_and_past_ones_are_gone() -> None:
    today = timezone.localdate()
    later = EventSeriesFactory(name="あとの集まり", rule=meets_on(today + timedelta(days=9)))
    EventSeriesFactory(name="先の集まり", rule=meets_on(today + timedelta(days=2)))
    found = listing(types=("event",), order="next")
    assert titles(found) == ["先の集まり", "あとの集まり"]
    in_a_week = timezone.now() + timedelta(days=7)
    assert titles(listing(types=("event",), order="next", now=in_a_week)) == ["あとの集まり"]
    (card,) = next_meetups(in_a_week, language="en", series=later.public_id)
    assert card["url"].startswith(f"/en/events/{later.public_id}/")
    assert card["lang"] == "ja"


def test_a_list_in_another_language_has_each_record_once() -> None:
    translated(PlaceFactory(name="みんなの食堂"), "en", name="Dining room")
    PlaceFactory(name="本の部屋")
    cards = listing(language="en").cards
    assert [(card["title"], card.get("lang")) for card in cards] == [
        ("Dining room", None),
        ("本の部屋", "ja"),
    ]


def test_what_serves_a_measure_is_asked_by_reference() -> None:
    measure = MeasureFactory()
    PlaceFactory(name="みんなの食堂", measures=[measure])
    PlaceFactory(name="本の部屋")
    BenefitFactory(name="食費の助成", measures=[measure])
    with CaptureQueriesContext(connection) as queries:
        cards, total = serving(measure.reference, now=timezone.now(), most=1)
    assert [card["title"] for card in cards] == ["みんなの食堂"]
    assert total == 2
    assert len(queries) == 2
    assert [card["title"] for card in serving(measure.reference, now=timezone.now())[0]] == [
        "みんなの食堂",
        "食費の助成",
    ]


@pytest.mark.parametrize("query", ["", "q=食堂", "q=食堂&type=place&page=2", "area=ofuna"])
def test_the_number_of_queries_does_not_depend_on_what_is_found(query: str) -> None:
    area = AreaFactory(slug="ofuna")
    hall = LocationFactory(area=area)
    numbers = []
    for more in (3, 27):
        for number in range(more):
            PlaceFactory(name=f"食堂{more}-{number}", locations=[hall])
        for warm in (True, False):
            with CaptureQueriesContext(connection) as queries:
                found = listing(query, per_page=2)
                assert found.cards, warm
                assert found.panels
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 5


def test_terms_are_read_again_after_a_change() -> None:
    area = AreaFactory(slug="ofuna", name="大船")
    PlaceFactory(locations=[LocationFactory(area=area)])
    assert listing("area=ofuna").chips[0]["label"] == "大船"
    area.name = "大船のまち"
    area.save()
    assert listing("area=ofuna").chips[0]["label"] == "大船のまち"


def test_a_facet_without_terms_is_not_shown() -> None:
    register_terms("nothing", list)
    PlaceFactory()
    assert [panel["name"] for panel in listing().panels] == ["type"]
