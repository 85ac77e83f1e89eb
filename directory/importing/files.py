"""A file as it arrives → its sheets as rows of text, whatever program wrote it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from directory.importing.encodings import decode
from directory.importing.problems import UnreadableFile
from directory.importing.workbooks import is_workbook, read_workbook

__all__ = ["MAX_BYTES", "MAX_ROWS", "Row", "Sheet", "Table", "read_table"]

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_ROWS: Final = 50_000
MAX_COLUMNS: Final = 300
MAX_CELL: Final = 32_767
"""As many characters as a cell of Excel holds."""

_KINDS: Final = (
    (b"\xd0\xcf\x11\xe0", "古い形式の Excel（.xls）か、パスワードのついたファイルです。"),
    (b"%PDF", "PDF です。"),
    (b"\x89PNG", "画像です。"),
    (b"\xff\xd8\xff", "画像です。"),
    (b"GIF8", "画像です。"),
    (b"PK", "ZIP か、Excel でない文書です。"),
    (b"\x1f\x8b", "圧縮されたファイルです。"),
)
_SAVE_AGAIN: Final = "Excel（.xlsx）か CSV で保存しなおしてください。"
_MARKUP: Final = re.compile(r"\s*<(?:!doctype|html|\?xml|head|table|script)", re.IGNORECASE)
_JSON: Final = re.compile(r"\s*[{\[]\s*[\"{\[]")
_DELIMITERS: Final = (",", "\t", ";", "|")
_SAMPLE: Final = 30
_CONTROLS: Final = re.compile("[\x01-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the row as a spreadsheet counts it, from 1; blank cells at the end are cut."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`title` is the name on the tab, "" for a text file. Blank rows are not among the rows."""

    title: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Table:
    """A file, read: `notes` say in Japanese what had to be put right."""

    sheets: list[Sheet]
    encoding: str
    notes: list[str] = field(default_factory=list)


type HeaderCounter = Callable[[Sequence[str]], int]
"""How many cells of a row are known as names of columns."""


def read_table(name: str, data: bytes, known: HeaderCounter = lambda _row: 0) -> Table:
    """CSV, TSV or .xlsx → rows of text. Raises UnreadableFile with one Japanese sentence.

    Dates and times of a workbook are ISO text, whole numbers have no decimals. `known` helps to
    tell which sign stands between the cells of a text file.
    """
    if not data.strip(b"\x00\r\n\t ,\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile(f"「{name}」には何も書かれていません。")
    if len(data) > MAX_BYTES:
        raise UnreadableFile(f"「{name}」は大きすぎます（{MAX_BYTES // 1024 // 1024}MBまで）。")
    if is_workbook(data):
        sheets = [
            Sheet(title, _bounded(rows, name)) for title, rows in read_workbook(data, MAX_CELL)
        ]
        return _not_empty(name, Table(sheets, "Excel（.xlsx）"))
    for start, what in _KINDS:
        if data.startswith(start):
            raise UnreadableFile(f"「{name}」は{what}{_SAVE_AGAIN}")
    return _not_empty(name, _read_text(name, data, known))


def _not_empty(name: str, table: Table) -> Table:
    if not any(sheet.rows for sheet in table.sheets):
        raise UnreadableFile(f"「{name}」には何も書かれていません。")
    return table


def _read_text(name: str, data: bytes, known: HeaderCounter) -> Table:
    text, encoding = decode(data)
    notes = []
    if "\x00" in text:
        text = text.replace("\x00", "")
        notes.append("見えない文字（NUL）を取りのぞきました。")
    text = text.lstrip("\ufeff")
    if _MARKUP.match(text) or _JSON.match(text):
        raise UnreadableFile(f"「{name}」は表ではなく、HTML や JSON です。{_SAVE_AGAIN}")
    if len(_CONTROLS.findall(text)) > len(text) // 100 + 10:
        raise UnreadableFile(f"「{name}」は文字のファイルではないようです。{_SAVE_AGAIN}")
    rows = _records(name, text, _delimiter(text, known))
    return Table([Sheet("", _bounded(rows, name))], encoding, notes)


def _delimiter(text: str, known: HeaderCounter) -> str:
    """The sign that shows a header, or else cuts most rows into the same number of cells."""

    def fitness(delimiter: str) -> tuple[int, int, int]:
        rows = list(_sample(text, delimiter))
        widths = Counter(len(row) for row in rows if len(row) > 1)
        agreed = max(((rows, width) for width, rows in widths.items()), default=(0, 0))
        return max(map(known, rows), default=0), *agreed

    return max(_DELIMITERS, key=fitness)


def _sample(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
    try:
        for _number, row in zip(range(_SAMPLE), reader, strict=False):
            yield row
    except csv.Error:
        return


def _records(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    _refuse_open_quote(name, text, delimiter)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells
    except csv.Error as error:
        raise UnreadableFile(
            f"「{name}」の{number + 1}行目が読めません（長すぎるセルなど）。"
        ) from error


def _refuse_open_quote(name: str, text: str, delimiter: str) -> None:
    """A quotation mark that is never closed would swallow the rest of the file into one cell."""
    strict = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        deque(strict, maxlen=0)
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise UnreadableFile(f'「{name}」のどこかで、引用符（"）が閉じていません。') from error


def _bounded(rows: Iterable[tuple[int, list[str]]], name: str) -> list[Row]:
    """Rows that hold something, within the limits."""
    kept: list[Row] = []
    for number, cells in rows:
        row = Row(number, _trimmed(cells))
        if not row.cells:
            continue
        if len(kept) >= MAX_ROWS:
            raise UnreadableFile(f"「{name}」は行が多すぎます（{MAX_ROWS:,}行まで）。")
        if len(row.cells) > MAX_COLUMNS:
            raise UnreadableFile(f"「{name}」は列が多すぎます（{MAX_COLUMNS}列まで）。")
        if any(len(cell) > MAX_CELL for cell in row.cells):
            raise UnreadableFile(f"「{name}」の{number}行目に長すぎるセルがあります。")
        kept.append(row)
    return kept


def _trimmed(cells: list[str]) -> list[str]:
    last = len(cells)
    while last and not cells[last - 1].strip():
        last -= 1
    return cells[:last]
