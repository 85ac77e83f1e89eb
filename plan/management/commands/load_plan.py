"""`manage.py load_plan [FILE] [--apply]`."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from plan import loading
from plan.reading import PlanError, PlanReading, read_plan
from plan.register import register


class Command(BaseCommand):
    help = (
        "計画の本文（UTF-8）を読み取り、計画の版に取り込みます。"
        "FILEがないときは、このサイトがもつ一覧を使います。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="計画の本文")
        parser.add_argument(
            "--apply",
            action="store_true",
            help="前に取り込んだ版に、変わるところを書き込みます",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Show what the text would change; write it at once where nothing is overwritten."""
        self.verbosity: int = options["verbosity"]
        plan = _read(options["file"])
        write = options["apply"] or loading.is_first_text(plan)
        changes = loading.compare(plan)
        self._say(f"取組{len(plan.measures)}件、課{len(plan.departments)}件を読み取りました。")
        self._list("気づいたこと", plan.findings)
        self._list("変わるところ", (str(change) for change in changes))
        if not changes:
            self._say("変わるところはありません。")
        elif write:
            _write(plan)
            self._say("書き込みました。")
        else:
            self._say("まだ書き込んでいません。--apply を付けて実行すると、書き込みます。")

    def _list(self, heading: str, entries: Iterable[str]) -> None:
        lines = [f"- {entry}" for entry in entries]
        if lines:
            self._say("\n".join([f"{heading}：", *lines]))

    def _say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text)


def _read(file: Path | None) -> PlanReading:
    if file is None:
        return register()
    try:
        return read_plan(_text(file))
    except PlanError as error:
        raise CommandError(f"読み取れない行があります。何も保存していません。\n{error}") from error


def _text(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} を開けません。{error.strerror}") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CommandError(
            f"{line}行目：UTF-8の文字として読み取れません。何も保存していません。"
        ) from error


def _write(plan: PlanReading) -> None:
    try:
        loading.load(plan)
    except ValidationError as error:
        reasons = "\n".join(error.messages)
        raise CommandError(
            f"保存できない値があります。何も保存していません。\n{reasons}"
        ) from error
