"""Makes a backup of the embedded site."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms import archive
from cms.data import DATABASE


class Command(BaseCommand):
    help = "データベースとアップロードを、1つのファイルに保存します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR / "backups")

    def handle(self, *, to: Path, **options: object) -> None:
        if not (settings.DATA_DIR / DATABASE).exists():
            raise CommandError("SQLite のサイトがありません。 There is no embedded site to save.")
        self.stdout.write(str(archive.save(settings.DATA_DIR, to, timezone.localtime())))
