"""What `make bench NAMES=search` measures is what it says."""

from __future__ import annotations

import pytest
from django.utils import timezone

from bench.search_documents import BASE, Documents
from bench.search_quality import OWN_DOCUMENTS, OWN_QUERIES
from bench.search_stock import StockWagtail
from bench.spread import spread
from search.engines.asking import Asked, Tagged
from search.engines.database import DatabaseEngine
from search.evaluation import figures, runs_of
from search.management.commands.evaluate_search import asker_of
from search.models import SearchDocument
from search.query import plan
from search.scratch import ScratchDatabase

TIMES = [float(number) for number in range(100, 0, -1)]


def test_a_spread_tells_the_middle_and_the_slow_end():
    assert spread(TIMES, "cpu_") == {"cpu_p50_ms": 50.0, "cpu_p95_ms": 95.0, "cpu_p100_ms": 100.0}
    assert spread([7.0]) == {"p50_ms": 7.0, "p95_ms": 7.0, "p100_ms": 7.0}


@pytest.mark.django_db
def test_copies_are_found_like_what_they_are_copies_of_in_areas_of_their_own():
    Documents().grow_to(2 * BASE)
    assert SearchDocument.objects.count() == 2 * BASE
    where = [
        set(SearchDocument.objects.filter(record_id=key).values_list("tags__value", flat=True))
        for key in ("bench-5", "bench-5-1")
    ]
    assert {"area-0"} == where[0] - where[1]
    assert {"area-1"} == where[1] - where[0]
    chosen = (Tagged("area", ("area-1",)),)
    asked = Asked(plan=plan("ひだまり食堂"), locale="ja", now=timezone.now(), chosen=chosen)
    found = DatabaseEngine().find(asked)
    assert found.keys
    for key in found.keys:
        assert "area=area-1" in SearchDocument.objects.get(pk=key).facets


@pytest.mark.django_db(transaction=True)
def test_the_yardstick_finds_words_between_spaces_and_none_inside_a_text():
    with StockWagtail() as stock:
        stock.add([("Open house", "tea for carers"), ("みんなの食堂", "夕ごはん")])
        assert stock.places("carers") == [0]
        assert stock.places("食堂") == []
        assert stock.places('"') == []


def test_our_own_judged_set_is_answered(django_db_blocker):
    with django_db_blocker.unblock():
        ranker = ScratchDatabase(OWN_DOCUMENTS)
        runs = runs_of(ranker, OWN_QUERIES, asker_of(OWN_DOCUMENTS))
        ranker.close()
    assert figures(OWN_QUERIES, runs)["ndcg10"] >= 0.9
