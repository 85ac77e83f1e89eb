"""The database engine scores exactly as the plan says, and can be judged by files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.documents import Document, write
from search.evaluation import figures
from search.query import plan
from search.scoring import ranked
from search.scratch import ScratchDatabase, streams
from search.vocabulary import shipped_lines
from tests.search.finding import documents_of
from tests.search.texts import DOCUMENTS, JUDGED, QUERIES

SHARED = Path(__file__).resolve().parents[2] / "../shared/search"


pytestmark = pytest.mark.django_db


@pytest.fixture
def scratch(db: None) -> Iterator[ScratchDatabase]:
    made = ScratchDatabase(DOCUMENTS)
    yield made
    made.close()


def as_scored(words: str) -> list[str]:
    rows = [(row["id"], row["title"], streams(row)) for row in DOCUMENTS]
    return ranked(plan(words, shipped_lines()), rows)[:100]


@pytest.mark.parametrize("words", QUERIES)
def test_the_engine_ranks_as_the_plan_scores(scratch: ScratchDatabase, words: str) -> None:
    assert scratch.run(plan(words, shipped_lines())) == as_scored(words)


@pytest.mark.parametrize("words", QUERIES)
def test_the_index_of_the_site_ranks_as_the_plan_scores(words: str) -> None:
    for row in DOCUMENTS:
        extra = "\n".join((row.get("extra", ""), row.get("area", "")))
        document = Document(
            locale="ja",
            title=row["title"],
            path=f"/{row['id']}/",
            card={},
            body=row["body"],
            extra=extra,
            phone=row.get("phone", ""),
        )
        write("place", row["id"], [document])
    ids = [record_id for _type, record_id, _date in documents_of(words)]
    assert ids == as_scored(words)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(alphabet='食堂介護認知症みんなのしょくどケアラーkaigo0467"*- ', max_size=14))
def test_the_engine_ranks_any_words_as_the_plan_scores(
    scratch: ScratchDatabase, words: str
) -> None:
    assert scratch.run(plan(words, shipped_lines())) == as_scored(words)


def test_perfect_answers_count_one_and_none_count_zero() -> None:
    found = figures(
        [
            {"id": "1", "phenomenon": "a", "expected": {"x": 3, "y": 1}},
            {"id": "2", "phenomenon": "b", "expected": {"x": 2}},
            {"id": "3", "phenomenon": "b", "expected": {}},
        ],
        {"1": ["x", "y"], "2": [], "3": ["z"]},
    )
    assert found == {
        "ndcg10": 0.5,
        "zero_rate": 0.5,
        "by_phenomenon": {"a": 1.0, "b": 0.0},
        "empty_with_hits": 1,
    }


def test_the_command_prints_one_line_and_writes_the_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    documents, queries, runs = (tmp_path / name for name in ("d.json", "q.json", "r.json"))
    documents.write_text(json.dumps({"documents": DOCUMENTS}))
    queries.write_text(json.dumps({"queries": JUDGED}))
    call_command("evaluate_search", str(documents), str(queries), "--runs", str(runs))
    printed = json.loads(capsys.readouterr().out)
    assert printed["ndcg10"] > 0.9
    assert json.loads(runs.read_text())["食"][0] == "d1"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="missing"):
        call_command("evaluate_search", str(tmp_path / "missing.json"), str(tmp_path / "q.json"))


@pytest.mark.skipif(not SHARED.exists(), reason="the judged queries are not here")
def test_the_engine_ranks_every_judged_query_as_the_plan_scores() -> None:
    rows = json.loads((SHARED / "documents.json").read_text())["documents"]
    scratch = ScratchDatabase(rows)
    scored = [(row["id"], row["title"], streams(row)) for row in rows]
    for query in json.loads((SHARED / "queries-dev.json").read_text())["queries"]:
        wanted = plan(query["query"], shipped_lines())
        assert scratch.run(wanted) == ranked(wanted, scored)[:100], query["query"]
    scratch.close()
