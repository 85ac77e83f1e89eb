"""What else the words of a reader may mean is offered beside what was found."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from search.correcting.keeping import refresh_vocabularies
from search.facets import AREA, AUDIENCE, TYPE
from search.listing import Listing
from search.naming import without_name
from tests.factories import AreaFactory, LocationFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def listing(query: str, **options: Any) -> Listing:
    options = {"facets": [TYPE, AREA, AUDIENCE], "once": True} | options
    return Listing(QueryDict(query), language="ja", now=timezone.now(), **options)


@pytest.mark.parametrize(
    ("query", "rest"),
    [
        ("大船 食堂", "食堂"),
        ("大船の食堂", "食堂"),
        ("大船にある食堂", "食堂"),
        ("大船の近くで話したい", "話したい"),
        ("ofuna 食堂", "食堂"),
        ("食堂 おおふな", "食堂"),
        ("大船", ""),
        ("大船駅", None),
        ("大船中学校", None),
        ("食堂", None),
    ],
)
def test_a_name_is_taken_out_where_it_stands_for_itself(query: str, rest: str | None) -> None:
    assert without_name(query, "大船") == rest


@pytest.fixture
def towns() -> None:
    ofuna = AreaFactory(slug="ofuna", name="大船")
    AreaFactory(slug="tamanawa", name="玉縄")
    hall = LocationFactory(area=ofuna)
    for name in ("みんなの食堂", "夜の食堂"):
        PlaceFactory(name=name, locations=[hall])
    PlaceFactory(name="食堂はまべ")


@pytest.mark.usefixtures("towns")
def test_an_area_in_the_words_is_offered_as_a_condition() -> None:
    (offer,) = listing("q=大船の食堂").area_offers
    assert (offer["label"], offer["count"]) == ("大船", 2)
    there = QueryDict(offer["url"].partition("?")[2])
    assert there.dict() == {"q": "食堂", "area": "ofuna"}
    assert listing(there.urlencode()).total == 2


@pytest.mark.usefixtures("towns")
@pytest.mark.parametrize(
    "query", ["q=大船の食堂&area=ofuna", "q=玉縄の食堂", "q=食堂", "q=大船駅", ""]
)
def test_an_area_is_not_offered_where_it_adds_nothing(query: str) -> None:
    assert listing(query).area_offers == []


@pytest.mark.usefixtures("towns")
def test_a_list_without_areas_offers_none() -> None:
    assert listing("q=大船の食堂", facets=[TYPE]).area_offers == []


def test_what_was_meant_is_said_and_can_be_refused() -> None:
    PlaceFactory(name="ひだまりサロン")
    refresh_vocabularies()
    found = listing("q=ひだまいさろん&type=place")
    assert found.correction is not None
    assert found.correction["meant"]
    meant = QueryDict(found.correction["url"].partition("?")[2])
    assert listing(meant.urlencode()).total == 1
    assert meant["type"] == "place"
    exact = listing(found.correction["exact_url"].partition("?")[2])
    assert exact.correction is None
    assert exact.address.on_page(2).exact


def test_words_that_are_there_are_not_corrected() -> None:
    PlaceFactory(name="ひだまりサロン")
    refresh_vocabularies()
    assert listing("q=ひだまり").correction is None
    assert listing("q=").correction is None


def test_words_that_concepts_added_are_told() -> None:
    PlaceFactory(name="不登校の子の部屋")
    added = listing("q=学校に行けない").added
    assert "不登校" in added
    assert listing("q=ひだまり").added == []
