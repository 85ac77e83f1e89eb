"""Elasticsearch, a real one, gives the documents of the database engine in the same order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.evaluation import runs_of
from search.management.commands.evaluate_search import asker_of
from search.query import plan
from search.scratch import ScratchDatabase, ScratchElasticsearch
from search.vocabulary import shipped_lines

SHARED = Path(__file__).resolve().parents[2] / "../shared/search"
AREAS = ("大船", "腰越", "深沢", "玉縄", "鎌倉")


def judged(name: str, key: str) -> list[dict[str, Any]]:
    file = SHARED / name
    if not file.exists():
        pytest.skip("the judged queries are not here")
    return json.loads(file.read_text(encoding="utf-8"))[key]


@pytest.fixture(scope="module")
def engines(
    elasticsearch_url: str, django_db_blocker: Any
) -> Iterator[tuple[ScratchDatabase, ScratchElasticsearch]]:
    """Both engines over the judged documents; the database is one of its own, in memory."""
    documents = judged("documents.json", "documents")
    with django_db_blocker.unblock():
        both = ScratchDatabase(documents), ScratchElasticsearch(documents, elasticsearch_url)
        yield both
        for engine in both:
            engine.close()


def test_every_judged_query_has_one_answer(
    engines: tuple[ScratchDatabase, ScratchElasticsearch],
) -> None:
    queries = judged("queries-dev.json", "queries")
    asker = asker_of(judged("documents.json", "documents"))
    database, elasticsearch = (runs_of(engine, queries, asker) for engine in engines)
    assert any(len(run) > 50 for run in database.values())
    assert elasticsearch == database


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=st.text(max_size=60) | st.text('あかさたなケアラー大船介護0467-*"():\\', max_size=30))
def test_any_string_has_one_answer(
    engines: tuple[ScratchDatabase, ScratchElasticsearch], query: str
) -> None:
    asked = plan(query, shipped_lines(), areas=AREAS)
    database, elasticsearch = (engine.run(asked) for engine in engines)
    assert elasticsearch == database


def test_the_command_judges_elasticsearch(
    elasticsearch_url: str,
    tmp_path: Path,
    settings: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    documents = [
        {"id": "a", "type": "place", "title": "ケアラーズカフェ", "body": "介護の話をします"},
        {"id": "b", "type": "place", "title": "みんなの食堂", "body": "こどもの居場所"},
    ]
    queries = [{"id": "q", "query": "介護の話", "expected": {"a": 3}}]
    for name, rows in (("documents", documents), ("queries", queries)):
        (tmp_path / name).write_text(json.dumps({name: rows}))
    files = [str(tmp_path / "documents"), str(tmp_path / "queries")]
    settings.ELASTICSEARCH_URL = elasticsearch_url
    call_command("evaluate_search", *files, engine="elasticsearch", runs=tmp_path / "runs")
    assert json.loads(capsys.readouterr().out)["ndcg10"] == 1
    assert json.loads((tmp_path / "runs").read_text()) == {"q": ["a"]}


@pytest.mark.parametrize(
    ("url", "said"), [("", "ELASTICSEARCH_URL"), ("http://127.0.0.1:9", "つながりません")]
)
def test_the_command_says_where_elasticsearch_is_missing(
    url: str, said: str, tmp_path: Path, settings: Any
) -> None:
    (tmp_path / "rows").write_text('[{"id": "a", "title": "介護", "query": "介護"}]')
    settings.ELASTICSEARCH_URL = url
    with pytest.raises(CommandError, match=said):
        call_command(
            "evaluate_search", tmp_path / "rows", tmp_path / "rows", engine="elasticsearch"
        )
