"""Excel workbooks (.xlsx) → rows of text, read as a stream."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from directory.importing.problems import UnreadableFile

MAX_UNPACKED: Final = 300 * 1024 * 1024
_MAX_PARTS: Final = 2_000
_LAST_ROW: Final = 1_048_576
_MOST_SHEETS: Final = 20
_BROKEN: Final = (
    "Excel のファイルがこわれているか、読めない形です。Excel で開いて保存しなおしてください。"
)


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are an .xlsx file. Raises UnreadableFile for one that unpacks too large."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableFile(_BROKEN) from error
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableFile(
            "Excel のファイルが、広げると大きすぎます。シートや画像をへらしてください。"
        )
    return any(part.filename == "xl/workbook.xml" for part in parts)


def read_workbook(data: bytes, longest: int) -> list[tuple[str, Iterator[tuple[int, list[str]]]]]:
    """The sheets that are shown: title and (row number, cells) in order.

    Raises UnreadableFile for a broken workbook, also while the rows are read.
    """
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        shown = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    except Exception as error:
        raise UnreadableFile(_BROKEN) from error
    return [(sheet.title, _rows(sheet, longest)) for sheet in shown[:_MOST_SHEETS]]


def _rows(sheet: Any, longest: int) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # some programs write a wrong one
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > _LAST_ROW:
                raise UnreadableFile(_BROKEN)
            yield number, [_text(cell)[: longest + 1] for cell in cells]
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile(_BROKEN) from error


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return f"{value:.0f}"
        case float():
            return repr(value)
        case datetime():
            return _moment(value)
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M:%S").removesuffix(":00")
        case timedelta():
            minutes = int(value.total_seconds()) // 60
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case _:
            return str(value)


def _moment(value: datetime) -> str:
    """A day alone where the time is midnight, as Excel shows a date."""
    if (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return value.strftime("%Y-%m-%d %H:%M")
