"""Judge the search by documents and queries from files."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from elastic_transport import TransportError

from search.correction import Vocabulary
from search.evaluation import PARTS, Asker, Ranker, answers_of, figures, highlighted
from search.known_words import known_words
from search.scratch import ScratchDatabase, ScratchElasticsearch
from search.vocabulary import shipped_lines

ENGINES = ("database", "elasticsearch")


class Command(BaseCommand):
    help = "判定つきの質問で検索の質を測り、JSONを1行で出します。サイトのデータは使いません。"
    requires_system_checks: ClassVar[list[str]] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("documents", type=Path, help="文書のJSON")
        parser.add_argument("queries", type=Path, help="質問のJSON")
        parser.add_argument("--engine", choices=ENGINES, default="database")
        parser.add_argument("--runs", type=Path, help="質問ごとの結果を書くJSONファイル")
        parser.add_argument(
            "--without",
            action="append",
            default=[],
            choices=PARTS,
            help="使わずに測る部分（何度でも書けます）",
        )

    def handle(
        self,
        *,
        documents: Path,
        queries: Path,
        engine: str,
        runs: Path | None,
        without: list[str],
        **options: object,
    ) -> None:
        rows = read_rows(documents, "documents")
        asked = read_rows(queries, "queries")
        ranker = ranker_of(engine, rows)
        try:
            answers = answers_of(ranker, asked, asker_of(rows, without))
        finally:
            ranker.close()
        found = {key: answer.found for key, answer in answers.items()}
        if runs:
            runs.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
        said = figures(asked, found) | {"highlighted": highlighted(answers.values(), rows)}
        self.stdout.write(json.dumps(said, ensure_ascii=False))


def asker_of(rows: list[dict[str, Any]], without: Iterable[str] = ()) -> Asker:
    """Asks with the shipped concepts, and the areas and words of the judged documents."""
    areas = sorted({row["area"] for row in rows if row.get("area")})
    lines = shipped_lines()
    words = known_words((row["title"] for row in rows), areas, lines)
    return Asker(
        concepts=lines, areas=areas, vocabulary=Vocabulary(words), without=frozenset(without)
    )


def ranker_of(engine: str, rows: list[dict[str, Any]]) -> Ranker:
    """A scratch index of the rows; CommandError where Elasticsearch is not there."""
    if engine == "database":
        return ScratchDatabase(rows)
    if not settings.ELASTICSEARCH_URL:
        raise CommandError("ELASTICSEARCH_URL に Elasticsearch のアドレスを書いてください。")
    try:
        return ScratchElasticsearch(rows, settings.ELASTICSEARCH_URL)
    except TransportError as error:
        raise CommandError(f"Elasticsearch につながりません：{error}") from error


def read_rows(file: Path, key: str) -> list[dict[str, Any]]:
    """The list in a JSON file, bare or below `key`; CommandError where there is none."""
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{file} を読めません：{error}") from error
    rows = read.get(key) if isinstance(read, dict) else read
    if not isinstance(rows, list):
        raise CommandError(f"{file} に {key} のならびがありません。")
    return rows
