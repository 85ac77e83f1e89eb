"""`manage.py load_towns FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from directory.town_loading import Loaded, TownsError, load_towns, read_towns


class Command(BaseCommand):
    help = "町丁目の一覧（JSON：town, koaza, lat, lng）を読み、地域として取り込みます。駅（station, lat, lng）もふくめられます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="町丁目の一覧")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the whole list or nothing of it, and say what changed."""
        done = _load(options["file"])
        if options["verbosity"]:
            self.stdout.write(_told(done))


def _load(file: Path) -> Loaded:
    try:
        return load_towns(read_towns(file.read_bytes()))
    except OSError as error:
        raise CommandError(f"{file} を開けません。何も保存していません。") from error
    except TownsError as error:
        raise CommandError(f"{error}何も保存していません。") from error
    except ValidationError as error:
        reasons = "".join(error.messages)
        raise CommandError(f"保存できない町があります。何も保存していません。{reasons}") from error


def _told(done: Loaded) -> str:
    lines = [
        f"町丁目・駅：新しく{len(done.created)}件、位置を直したもの{len(done.moved)}件、"
        f"そのまま{len(done.unchanged)}件。"
    ]
    if done.moved:
        lines.append(f"位置を直しました：{'、'.join(done.moved)}")
    if done.not_in_file:
        lines.append(f"一覧にない町や駅は残しました：{'、'.join(done.not_in_file)}")
    return "\n".join(lines)
