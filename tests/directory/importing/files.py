"""Small files built for the tests of the reader."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from directory.importing.reading import read_file
from directory.importing.rows import ReadFile

HEAD = [
    "全国地方公共団体コード",
    "ID",
    "名称",
    "名称_カナ",
    "所在地_連結表記",
    "緯度",
    "経度",
    "電話番号",
    "備考",
]


def table(*rows: Sequence[object], delimiter: str = ",") -> str:
    """Rows as the text of a CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def workbook(*rows: Sequence[object], title: str = "一覧") -> bytes:
    """Rows as an Excel file."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(*rows: Sequence[object], kind: str = "places", **more) -> ReadFile:
    """Rows, the header first, as the reader sees them in a CSV file."""
    return read_file("test.csv", table(*rows).encode("utf-8-sig"), kind, **more)


def read_one(head: Sequence[str], row: Iterable[object], kind: str = "places", **more):
    """The one row of a file."""
    return read(head, list(row), kind=kind, **more).rows[0]
