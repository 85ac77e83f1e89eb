"""Whatever a reader combines, every count is what its link leads to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.documents import Document, write
from search.facets import AREA, AUDIENCE, EASE, OPEN, TOPIC, TYPE
from search.listing import Listing
from search.models import SearchDocument, SearchEntry
from tests.factories import AreaFactory, AudienceFactory
from tests.search.varied import TYPES, VALUES, write_varied

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
FACETS = (TYPE, OPEN, AUDIENCE, EASE, AREA, TOPIC)
CONDITIONS = [
    *(("type", name) for name in TYPES),
    ("open", "1"),
    *((name, value) for name in ("area", "audience", "ease") for value in VALUES[name]),
]
WORDS = ("", "食堂", "介護 相談", "大船の食堂", "kaigo", "ぬみんぬ")
ALL = 1000


def listing(pairs: list[tuple[str, str]], **options: Any) -> Listing:
    options = {"language": "ja", "now": NOW, "facets": FACETS, "once": True} | options
    return Listing(QueryDict(urlencode(pairs)), per_page=ALL, **options)


def keys(pairs: list[tuple[str, str]], **options: Any) -> list[tuple[str, str, str]]:
    rows = listing(pairs, **options).documents
    return [(row.record_type, row.record_id, row.occurrence) for row in rows]


@pytest.fixture
def varied(db: None) -> None:
    """Records that differ in everything, and the words of their tags."""
    write_varied(80, NOW)
    for slug, name in zip(VALUES["area"], ("大船", "玉縄", "深沢"), strict=True):
        AreaFactory(slug=slug, name=name)
    for slug in VALUES["audience"]:
        AudienceFactory(slug=slug)


@pytest.mark.usefixtures("varied")
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    words=st.sampled_from(WORDS),
    chosen=st.lists(st.sampled_from(CONDITIONS), max_size=4, unique=True),
    language=st.sampled_from(("ja", "en")),
)
def test_a_count_is_what_its_link_leads_to(
    words: str, chosen: list[tuple[str, str]], language: str
) -> None:
    found = listing([("q", words), *chosen], language=language)
    assert found.total == len(found.documents)
    if words:
        records = [(row.record_type, row.record_id) for row in found.documents]
        assert len(set(records)) == len(records)
    for panel in found.panels:
        for option in panel["options"]:
            alone = found.address.choosing(panel["name"], [option["value"]])
            assert found.at(alone).total == option["count"]
            assert option["count"] or option["checked"]
    everything, *types = found.links(TYPE)
    for way in [everything, *types, *found.ways, *found.area_offers]:
        there = listing(parse_qsl(way["url"].partition("?")[2]), language=language)
        assert there.total == way["count"]
        assert there.total or way is everything


@pytest.mark.usefixtures("varied")
@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("name", ["type", "area", "audience", "ease"])
def test_several_values_of_a_facet_find_what_each_finds(words: str, name: str) -> None:
    values = [value for facet, value in CONDITIONS if facet == name][:2]
    options = {"once": False}
    alone = [keys([("q", words), (name, value)], **options) for value in values]
    together = keys([("q", words), *((name, value) for value in values)], **options)
    assert sorted(together) == sorted(set(chain.from_iterable(alone)))


@pytest.fixture
def dated() -> list[str]:
    """A series with three dates in two areas; the date in 玉縄 fits the words best."""
    AreaFactory(slug="ofuna", name="大船")
    AreaFactory(slug="tamanawa", name="玉縄")
    days = ("2026-11-25", "2026-11-26", "2026-11-27")
    rows = zip(days, ("話す会", "食堂", "話す会"), ("ofuna", "tamanawa", "ofuna"), strict=True)
    write("event", "cafe", [_date(number, *row) for number, row in enumerate(rows)])
    write("place", "hall", [Document(locale="ja", title="食堂の家", path="/", card={})])
    return list(days)


def _date(number: int, day: str, title: str, area: str) -> Document:
    starts = NOW + timedelta(days=number + 2)
    return Document(
        locale="ja",
        title=title,
        path="/",
        card={"template": "page", "title": title},
        occurrence=day,
        body="食堂で会います。",
        tags={"area": [area]},
        next_start=starts,
        ends_at=starts + timedelta(hours=2),
    )


def test_a_record_is_shown_by_its_best_date(dated: list[str]) -> None:
    assert keys([("q", "食堂")]) == [("event", "cafe", dated[1]), ("place", "hall", "")]
    assert keys([("q", "食堂"), ("sort", "next")])[0] == ("event", "cafe", dated[0])
    found = listing([("q", "食堂")])
    assert found.total == 2
    (areas,) = [panel["options"] for panel in found.panels if panel["name"] == "area"]
    assert {option["label"]: option["count"] for option in areas} == {"大船": 1, "玉縄": 1}


def test_a_condition_comes_before_the_choice_of_a_date(dated: list[str]) -> None:
    assert keys([("q", "食堂"), ("area", "ofuna")]) == [("event", "cafe", dated[0])]
    assert keys([("q", "食堂"), ("area", "tamanawa")]) == [("event", "cafe", dated[1])]
    both = [("q", "食堂"), ("area", "ofuna"), ("area", "tamanawa")]
    assert keys(both) == [("event", "cafe", dated[1])]


def test_facts_of_documents_are_told_from_narrow_rows() -> None:
    write_varied(60, NOW)
    shared = {field.attname for field in SearchEntry._meta.concrete_fields} - {"document_id"}
    made = {"title_length", "next_day"}
    rows = SearchDocument.objects.select_related("entry")
    assert len(rows) > 60
    for row in rows:
        for name in shared - made:
            assert getattr(row.entry, name) == getattr(row, name)
        assert row.entry.title_length == len(row.title)
        day = row.next_start and (row.next_start + timedelta(hours=9)).date()
        assert row.entry.next_day == day
    write_varied(1, NOW + timedelta(days=400))
    SearchDocument.objects.all().delete()
    assert not SearchEntry.objects.exists()
