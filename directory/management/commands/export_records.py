"""Write what is public into one file of a known format."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from directory.exporting.formats import (
    ExportFormat,
    UnknownFormat,
    format_named,
    known_formats,
)

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "公開中の記録を、決まった形式のファイルに書き出します。"

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            *args, formatter_class=argparse.RawDescriptionHelpFormatter, epilog=_listed(), **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("format", metavar="FORMAT", help="形式の名前")
        parser.add_argument(
            "-o", "--output", required=True, metavar="F", help="書き出すファイル。- は標準出力"
        )
        for name, title in _options().items():
            parser.add_argument(f"--{name}", help=title)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            chosen = format_named(options["format"])
        except UnknownFormat as error:
            raise CommandError(str(error)) from error
        given = {name: options[_dest(name)] for name in _options() if options[_dest(name)]}
        settings = _settings(chosen, given)
        if options["output"] == "-":
            notes = chosen.write(_standard_output(), timezone.now(), settings)
        else:
            notes = _write_file(chosen, Path(options["output"]), settings)
        for note in notes:
            self.stderr.write(note)


def _listed() -> str:
    return "\n".join(f"  {known.name:<16}{known.title}" for known in known_formats())


def _options() -> dict[str, str]:
    """The options of all formats, (name → title)."""
    return {option.name: option.title for known in known_formats() for option in known.options}


def _dest(name: str) -> str:
    return name.replace("-", "_")


def _settings(chosen: ExportFormat, given: dict[str, str]) -> dict[str, str]:
    """The options of the format with what was given; raises CommandError for what it has not."""
    known = {option.name: option for option in chosen.options}
    for name, value in given.items():
        if name not in known:
            raise CommandError(f"{chosen.name} に --{name} はありません。")
        if value not in known[name].choices:
            choices = "、".join(known[name].choices)
            raise CommandError(f"--{name} に書けるのは {choices} です（{value}）。")
    return chosen.defaults() | given


def _standard_output() -> BinaryIO:
    return sys.stdout.buffer


def _write_file(chosen: ExportFormat, path: Path, settings: dict[str, str]) -> list[str]:
    """Write beside the file and put it in place when it is whole, so that none is left half."""
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise CommandError(f"{path} に書き出せません。{error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            notes = chosen.write(stream, timezone.now(), settings)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except OSError as error:
        raise CommandError(f"{path} に書き出せません。{error.strerror}") from error
    finally:
        Path(beside).unlink(missing_ok=True)
    return notes
