"""Whichever engine answers, readers see the same results, counts and order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone
from elasticsearch import Elasticsearch
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.asking import Asked, Found, OpenAt, Order, StartsWithin
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.outbox.building import build
from search.query import plan
from search.vocabulary import area_names, concept_lines
from tests.search.varied import MIDDLE, conditions, write_varied

pytestmark = pytest.mark.django_db

SHARED = Path(__file__).resolve().parents[2] / "../shared/search/queries-dev.json"
NOW = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
OWN_QUERIES = (
    "食堂", "しょくどう", "kaigo", "大船 介護", "学校に行けない弟の世話", "3000", "あ", "相談室 English",
    "zzz", "どう", "みんなのしょくどお",
)  # fmt: skip
RECORDS = 250
PATIENCE = 30.0


def queries() -> list[str]:
    if not SHARED.exists():
        return list(OWN_QUERIES)
    judged = json.loads(SHARED.read_text(encoding="utf-8"))["queries"]
    return [*OWN_QUERIES, *(row["query"] for row in judged)]


def counted(found: Found) -> Mapping[tuple[object, ...], int]:
    """How many documents there are of each kind that facets can tell apart."""
    counts: Counter[tuple[object, ...]] = Counter()
    for group in found.groups:
        counts[group.record_type, group.facets, group.holds, group.record] += group.count
    return counts


def assert_same(asked: Asked, elasticsearch: ElasticsearchEngine) -> Found:
    of_database, of_elasticsearch = DatabaseEngine().find(asked), elasticsearch.find(asked)
    assert list(of_elasticsearch.keys) == list(of_database.keys)
    assert counted(of_elasticsearch) == counted(of_database)
    assert of_elasticsearch.weak == of_database.weak
    assert elasticsearch.present(asked) == DatabaseEngine().present(asked)
    return of_database


@pytest.fixture
def varied(own_indexes: Elasticsearch, db: None) -> ElasticsearchEngine:
    """Records that differ in everything, in both engines."""
    write_varied(RECORDS, NOW)
    build(own_indexes)
    return ElasticsearchEngine(PATIENCE)


@pytest.fixture
def asking(db: None) -> st.SearchStrategy[Asked]:
    """Any question that a list can ask."""
    some = st.lists(st.sampled_from(conditions(NOW)), max_size=2, unique=True).map(tuple)
    moments = {"open": OpenAt(NOW), "soon": StartsWithin(before=NOW)}
    words = st.sampled_from(queries()) | st.text("食堂大船介護けあkaigo0467 ", max_size=12)
    return st.builds(
        Asked,
        plan=words.map(lambda query: plan(query, concept_lines(), areas=("大船", "玉縄"))),
        locale=st.sampled_from(("ja", "ja", "en", "ja-x-easy")),
        now=st.just(NOW),
        types=st.sampled_from(((), (), ("place",), ("event", "group"))),
        chosen=some,
        counted=st.sampled_from(({}, {"open": moments["open"]}, moments)),
        order=st.sampled_from(Order),
        near=st.just(MIDDLE),
        once=st.booleans(),
        first=st.sampled_from((0, 0, 0, 3, 5000)),
        most=st.sampled_from((0, 1, 20, 500)),
    )


def test_every_known_query_has_one_answer(varied: ElasticsearchEngine) -> None:
    found = [
        assert_same(known(query, order, once=once), varied)
        for query in queries()
        for order in Order
        for once in (False, True)
    ]
    assert max(len(each.keys) for each in found) > 50
    assert any(each.weak for each in found)


def known(query: str, order: Order, *, once: bool) -> Asked:
    return Asked(
        plan=plan(query, concept_lines(), areas=("大船", "玉縄")),
        locale="ja",
        now=NOW,
        counted={"open": OpenAt(NOW)},
        order=order,
        near=MIDDLE,
        once=once,
        most=100,
    )


def test_whatever_is_asked_has_one_answer(
    varied: ElasticsearchEngine, asking: st.SearchStrategy[Asked]
) -> None:
    shown = []

    @settings(max_examples=300, deadline=None, database=None)
    @given(asked=asking)
    def ask(asked: Asked) -> None:
        shown.append(len(assert_same(asked, varied).keys))

    ask()
    assert sum(map(bool, shown)) > len(shown) / 10


def test_pages_hold_everything_once(varied: ElasticsearchEngine) -> None:
    everything = Asked(
        plan=plan("介護 相談"), locale="ja", now=NOW, order=Order.NEAR, near=MIDDLE, most=500
    )
    pages = [
        varied.find(replace(everything, first=first, most=7)).keys for first in range(0, 500, 7)
    ]
    assert [key for page in pages for key in page] == list(varied.find(everything).keys)


@pytest.mark.usefixtures("starter_site")
def test_the_starter_site_has_one_answer(own_indexes: Elasticsearch) -> None:
    build(own_indexes)
    engine = ElasticsearchEngine(PATIENCE)
    now = timezone.now()
    found = [
        assert_same(
            Asked(
                plan=plan(query, concept_lines(), locale, area_names(locale)),
                locale=locale,
                now=now,
                once=True,
                most=100,
            ),
            engine,
        )
        for query in queries()
        for locale in ("ja", "en", "ja-x-easy")
    ]
    assert max(len(each.keys) for each in found) > 20
