"""`manage.py import_records KIND FILE [--apply] [--draft] [--source S] [--mapping NAME] [--report F]`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.base.memory import peak_megabytes
from directory.importing import runs
from directory.importing.kinds import UnknownKind, kinds
from directory.importing.report import fields_touched
from directory.models import ImportMapping, ImportRun

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable, Sequence

    from directory.importing.plan import ImportPlan

SHOWN = 10
"""Rows of each list on the screen; the report has them all."""
HEADINGS = {
    "created": "新しく作る",
    "updated": "変える",
    "unchanged": "変わらない",
    "kept": "職員が直した値を残す",
    "pending": "下書きや承認待ちなので、さわらない",
    "refused": "取り込めない",
    "repaired": "直して読んだ",
    "left_out": "読まずに残した",
}


class Command(BaseCommand):
    help = (
        "一覧のファイル（CSV、Excel）を取り込みます。--apply がなければ、くらべて見せるだけです。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        names = "、".join(kind.name for kind in kinds())
        parser.add_argument("kind", metavar="KIND", help=names)
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV か Excel のファイル")
        parser.add_argument("--apply", action="store_true", help="書き込みます")
        parser.add_argument("--draft", action="store_true", help="新しい記録を下書きで作ります")
        parser.add_argument("--source", default="", help="出どころの短い名前")
        parser.add_argument("--mapping", default="", help="列の読みかえの名前")
        parser.add_argument("--report", type=Path, metavar="F.json", help="結果をすべて書く先")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, show, and write with --apply; CommandError with one sentence where it cannot."""
        self.verbosity: int = options["verbosity"]
        begun = time.monotonic()
        run = _upload(options)
        try:
            plan, seconds = self._work(run, apply=options["apply"])
        except runs.ImportFailed as problem:
            raise CommandError(f"{options['file'].name}：{problem}") from problem
        if options["report"]:
            _write_report(options["report"], run.report)
        self._show(run.report, plan)
        self._say(_measures(time.monotonic() - begun, seconds))
        if not options["apply"]:
            self._say("まだ書き込んでいません。--apply を付けて実行すると、書き込みます。")

    def _work(self, run: ImportRun, *, apply: bool) -> tuple[ImportPlan, float | None]:
        """The plan, and how many seconds the transaction took."""
        now = timezone.now()
        if not apply:
            plan = runs.check(run, now, self._tell)
            runs.forget(run)
            return plan, None
        ready = runs.apply(run, user=None, now=now, progress=self._tell)
        return ready.plan, ready.seconds

    def _tell(self, done: int, total: int) -> None:
        if self.verbosity and sys.stderr.isatty():
            self.stderr.write(f"\r{done} / {total} 行", ending="")
        elif self.verbosity and done in (0, total):
            self.stderr.write(f"{done} / {total} 行")

    def _show(self, report: dict[str, Any], plan: ImportPlan) -> None:
        counts = "、".join(
            f"{heading}：{report['counts'][name]}" for name, heading in HEADINGS.items()
        )
        self._say(f"{report['file']}（{report['dataset']}、{report['encoding']}）\n{counts}")
        touched = list(fields_touched(plan).items())
        self._list("項目ごとの変更", touched, lambda entry: f"{entry[0]}：{entry[1]}件")
        for name in ("created", "updated", "kept"):
            self._list(HEADINGS[name], report[name], _changed)
        for name in ("pending", "refused"):
            self._list(HEADINGS[name], report[name], _with_reasons)
        for name in ("repaired", "left_out"):
            self._list(HEADINGS[name], report[name], _cell)
        self._list("お知らせ", report["notes"], str)

    def _list[E](self, heading: str, entries: Sequence[E], line: Callable[[E], str]) -> None:
        if not entries:
            return
        more = [f"ほか{len(entries) - SHOWN}件"] if len(entries) > SHOWN else []
        lines = [*map(line, entries[:SHOWN]), *more]
        self._say("\n".join([f"{heading}：", *(f"- {line}" for line in lines)]))

    def _say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text)


def _upload(options: dict[str, Any]) -> ImportRun:
    mapping = None
    if options["mapping"]:
        mapping = ImportMapping.objects.filter(name=options["mapping"]).first()
        if mapping is None:
            raise CommandError(f"「{options['mapping']}」という列の読みかえはありません。")
    try:
        content = options["file"].read_bytes()
    except OSError as error:
        raise CommandError(f"{options['file']} を開けません。{error.strerror}") from error
    try:
        return runs.upload(
            kind=options["kind"],
            name=options["file"].name,
            content=content,
            source=options["source"],
            mapping=mapping,
            draft=options["draft"],
        )
    except UnknownKind as error:
        raise CommandError(str(error)) from error


def _write_report(path: Path, report: dict[str, Any]) -> None:
    try:
        with path.open("w", encoding="utf-8") as file:
            json.dump(report, file, ensure_ascii=False, indent=1)
    except OSError as error:
        raise CommandError(f"{path} に書けません。{error.strerror}") from error


def _changed(entry: dict[str, Any]) -> str:
    changes = "、".join(
        f"{label}「{_short(old)}」→「{_short(new)}」" if old else f"{label}「{_short(new)}」"
        for label, (old, new) in entry["changes"].items()
    )
    return f"{entry['row']}行目 {entry['name']}：{changes}"


def _with_reasons(entry: dict[str, Any]) -> str:
    return f"{entry['row']}行目 {entry['name']}：{' '.join(entry['why'])}"


def _cell(entry: dict[str, Any]) -> str:
    return f"{entry['row']}行目 {entry['column']}「{_short(entry['was'])}」：{entry['why']}"


def _short(text: str) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= 30 else f"{line[:29]}…"


def _measures(seconds: float, transaction: float | None) -> str:
    """How long it took and the most memory it held, as the last line."""
    writing = f"、うち書き込み{transaction:.1f}秒" if transaction is not None else ""
    return f"{seconds:.1f}秒{writing}、メモリ最大{peak_megabytes()}MB"
