"""How well judged queries are answered, through the whole pipeline, on each engine.

Two sets: the development set, and queries of our own over documents of our own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from search.evaluation import PARTS, Asker, Ranker, answers_of, figures, highlighted, runs_of
from search.management.commands.evaluate_search import asker_of
from search.scratch import ScratchDatabase, ScratchElasticsearch

HERE = Path(__file__).resolve()
SHARED = HERE.parents[2] / "../shared/search"
FILES = {
    "dev": (SHARED / "documents.json", SHARED / "queries-dev.json"),
    "own": (HERE.with_name("own_documents.json"), HERE.with_name("own_queries.json")),
}
FLOORS: dict[str, dict[str, float]] = {
    "dev": {
        "all": 0.87,
        "and": 0.82,
        "colloq": 0.8,
        "compound": 0.87,
        "english": 0.92,
        "hira": 0.92,
        "kanavar": 0.95,
        "okuri": 0.94,
        "phone": 0.99,
        "place": 0.85,
        "romaji": 0.99,
        "syn": 0.76,
        "typo": 0.85,
        "width": 0.93,
    },
    "own": {
        "all": 0.89,
        "abbr": 0.98,
        "and": 0.84,
        "colloq": 0.85,
        "compound": 0.93,
        "english": 0.92,
        "hira": 0.9,
        "kanavar": 0.9,
        "okuri": 0.76,
        "phone": 0.99,
        "place": 0.95,
        "romaji": 0.9,
        "syn": 0.84,
        "typo": 0.96,
        "width": 0.99,
    },
}
MOST_ZERO = 0.01
MARKED = 0.99


@dataclass(frozen=True)
class Judged:
    """A set of documents in an index, and the queries asked of it."""

    name: str
    documents: list[dict[str, Any]]
    queries: list[dict[str, Any]]
    ranker: Ranker
    asker: Asker

    def figures(self, *without: str) -> Mapping[str, Any]:
        asker = replace(self.asker, without=frozenset(without))
        return figures(self.queries, runs_of(self.ranker, self.queries, asker))


@pytest.fixture(scope="module", params=sorted(FILES))
def name(request: pytest.FixtureRequest) -> str:
    if not all(file.exists() for file in FILES[request.param]):
        pytest.skip("the judged queries are not here")
    return request.param


@pytest.fixture(scope="module", params=["database", "elasticsearch"])
def judged(request: pytest.FixtureRequest, name: str, django_db_blocker: Any) -> Iterator[Judged]:
    """The database is one of its own, in memory."""
    documents, queries = (json.loads(file.read_text(encoding="utf-8")) for file in FILES[name])
    rows = documents["documents"]
    with django_db_blocker.unblock():
        if request.param == "database":
            ranker: Ranker = ScratchDatabase(rows)
        else:
            ranker = ScratchElasticsearch(rows, request.getfixturevalue("elasticsearch_url"))
        yield Judged(name, rows, queries["queries"], ranker, asker_of(rows))
        ranker.close()


def test_every_kind_of_query_is_answered_well(judged: Judged) -> None:
    found = judged.figures()
    reached = {"all": found["ndcg10"], **found["by_phenomenon"]}
    floors = FLOORS[judged.name]
    assert reached.keys() == floors.keys()
    assert {name: reached[name] for name in floors if reached[name] < floors[name]} == {}
    assert found["zero_rate"] <= MOST_ZERO


def test_every_result_shows_why_it_was_found(judged: Judged) -> None:
    answers = answers_of(judged.ranker, judged.queries, judged.asker)
    assert highlighted(answers.values(), judged.documents) >= MARKED


@pytest.mark.parametrize("part", PARTS)
def test_each_part_makes_the_whole_better(judged: Judged, part: str) -> None:
    assert judged.figures()["ndcg10"] > judged.figures(part)["ndcg10"]


def test_concepts_make_no_kind_of_query_much_worse(judged: Judged) -> None:
    """Much: other words for a thing may move a document with the word itself down by a rank."""
    before, after = (judged.figures(*part)["by_phenomenon"] for part in (["concepts"], []))
    assert {name: after[name] for name in after if after[name] < before[name] - 0.03} == {}


def test_the_queries_of_our_own_are_many_and_none_of_the_others() -> None:
    own = json.loads(FILES["own"][1].read_text(encoding="utf-8"))["queries"]
    assert len(own) >= 150
    if not FILES["dev"][1].exists():
        pytest.skip("the judged queries are not here")
    others = json.loads(FILES["dev"][1].read_text(encoding="utf-8"))["queries"]
    assert len({row["query"] for row in own} - {row["query"] for row in others}) >= 150
