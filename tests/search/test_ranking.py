"""The quality of the ranking on judged queries, engine or no engine."""

import json
from pathlib import Path
from typing import Any

import pytest

from search.analysis import analyse_document
from search.evaluation import figures
from search.query import plan
from search.scoring import ranked
from search.vocabulary import shipped_lines

SHARED = Path(__file__).resolve().parents[2] / "../shared/search"
AREAS = ("鎌倉", "腰越", "深沢", "大船", "玉縄")
FLOOR = 0.835
FLOOR_WITHOUT_CONCEPTS = 0.79
FLOORS = {
    "colloq": 0.79,
    "kanavar": 0.95,
    "okuri": 0.94,
    "phone": 0.99,
    "place": 0.85,
    "romaji": 0.99,
    "syn": 0.69,
    "typo": 0.82,
    "width": 0.93,
}

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the judged queries are not here")


@pytest.fixture(scope="module")
def queries() -> list[dict[str, Any]]:
    return json.loads((SHARED / "queries-dev.json").read_text())["queries"]


@pytest.fixture(scope="module")
def documents() -> list[tuple[str, str, dict[str, str]]]:
    rows = json.loads((SHARED / "documents.json").read_text())["documents"]
    return [(row["id"], row["title"], streams_of(row)) for row in rows]


def streams_of(row: dict[str, str]) -> dict[str, str]:
    extra = "\n".join((row["extra"], row["address"], row["area"]))
    return dict(analyse_document(row["title"], row["body"], extra, row["phone"]).items())


@pytest.fixture(scope="module")
def without(queries, documents) -> dict[str, Any]:
    return judged(queries, documents, ())


@pytest.fixture(scope="module")
def with_concepts(queries, documents) -> dict[str, Any]:
    return judged(queries, documents, shipped_lines())


def judged(queries, documents, lines: tuple[str, ...]) -> dict[str, Any]:
    runs = {row["id"]: ranked(plan(row["query"], lines, areas=AREAS), documents) for row in queries}
    return figures(queries, runs)


def test_the_development_queries_are_answered_well(with_concepts) -> None:
    means = with_concepts["by_phenomenon"]
    assert with_concepts["ndcg10"] >= FLOOR, with_concepts
    assert all(means[name] >= floor for name, floor in FLOORS.items()), with_concepts
    assert with_concepts["zero_rate"] <= 0.01


def test_the_ranking_is_good_without_concepts_as_well(without) -> None:
    assert without["ndcg10"] >= FLOOR_WITHOUT_CONCEPTS, without


def test_concepts_make_no_kind_of_query_worse(without, with_concepts) -> None:
    before, after = without["by_phenomenon"], with_concepts["by_phenomenon"]
    assert {name: after[name] for name in after if after[name] < before[name]} == {}
