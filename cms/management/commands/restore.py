"""Puts a backup in place of the embedded site."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from cms import archive


class Command(BaseCommand):
    help = "保存したファイルの中身に戻します。先にサイトを止めてください。"
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, **options: object) -> None:
        if not file.is_file():
            raise CommandError(
                f"バックアップ {file} がありません。FILE=… で選んでください。 "
                "There is no such backup; please name one with FILE=…"
            )
        connections.close_all()
        try:
            archive.restore(file, settings.DATA_DIR)
        except archive.BrokenArchive as error:
            raise CommandError(
                f"{file} はこわれています。今のサイトはそのままです。 "
                f"{file} is broken and nothing was changed ({error})."
            ) from error
        self.stdout.write("戻しました。 The site is restored.")
