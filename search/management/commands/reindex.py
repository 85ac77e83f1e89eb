"""Rebuild what can be found, while the site goes on answering."""

from django.core.management.base import BaseCommand

from search.rebuilding import rebuild_index, refresh_documents


class Command(BaseCommand):
    help = "検索の文書をすべて作りなおします。その間もサイトは答えつづけます。"

    def handle(self, **options: object) -> None:
        rebuilt = refresh_documents()
        count = rebuild_index()
        self.stdout.write(
            f"{rebuilt.records}件の記録から{count}件の文書を作りました。"
            f"もとのない記録は{rebuilt.dropped}件消しました。"
        )
