"""Rebuild what can be found, while the site goes on answering."""

from __future__ import annotations

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.correcting.keeping import refresh_vocabularies
from search.engines.settling import settle_index
from search.rebuilding import rebuild_index, refresh_documents

ENGINES = ("database", "elasticsearch")


class Command(BaseCommand):
    help = "検索の文書と索引をすべて作りなおします。その間もサイトは答えつづけます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--engine",
            choices=ENGINES,
            help="作りなおす索引。elasticsearch は文書をそのままにして、索引だけを作りなおします",
        )

    def handle(self, *, engine: str | None, **options: object) -> None:
        if engine != "elasticsearch":
            self._rebuild_documents()
        if engine == "elasticsearch" and not settings.ELASTICSEARCH_URL:
            raise CommandError("ELASTICSEARCH_URL に Elasticsearch のアドレスを書いてください。")
        if engine != "database" and settings.ELASTICSEARCH_URL:
            self._rebuild_elasticsearch()

    def _rebuild_documents(self) -> None:
        rebuilt = refresh_documents()
        count = rebuild_index()
        settle_index()
        refresh_vocabularies()
        self.stdout.write(
            f"{rebuilt.records}件の記録から{count}件の文書を作りました。"
            f"もとのない記録は{rebuilt.dropped}件消しました。"
        )

    def _rebuild_elasticsearch(self) -> None:
        from search.engines import client
        from search.outbox.building import AlreadyBuilding, build
        from search.outbox.troubles import FAILURES, NotTaken, in_words

        try:
            built = build(client.writing())
        except AlreadyBuilding:
            raise CommandError(
                "ほかの処理が、いま Elasticsearch の索引を作りなおしています。"
            ) from None
        except (*FAILURES, NotTaken) as error:
            raise CommandError(
                f"{in_words(error)} 検索は、前の索引かデータベースで答えつづけます。"
            ) from error
        self.stdout.write(
            f"Elasticsearch の索引を作りなおし、{built.documents}件の文書を入れて切りかえました"
            f"（{built.seconds:.1f}秒）。"
        )
        if built.refused:
            self.stdout.write(
                f"{built.refused}件は Elasticsearch が断りました。管理画面のはじめのページで見られます。"
            )
