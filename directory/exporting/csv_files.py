"""Rows as a CSV file (RFC 4180): UTF-8 with BOM, or cp932 with a list of what it cannot write."""

from __future__ import annotations

import csv
import io
from itertools import chain
from typing import TYPE_CHECKING, Final

from directory.datasets.formulas import defuse
from directory.exporting import shift_jis

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

UTF_8: Final = "utf-8"
CP932: Final = shift_jis.ENCODING
BOM: Final = b"\xef\xbb\xbf"


def write_csv(
    stream: BinaryIO, headers: Sequence[str], rows: Iterable[Sequence[str]], encoding: str
) -> list[str]:
    """Write the header and the rows with CRLF, one in memory at a time.

    `encoding` is UTF_8 or CP932. Returns a Japanese sentence for each character that is written as
    another; rows are numbered as in a spreadsheet, the header is row 1.
    """
    notes: list[str] = []
    if encoding == UTF_8:
        stream.write(BOM)
    for number, row in enumerate(chain([headers], rows), 1):
        cells = list(row)
        if encoding == CP932:
            cells = [_fitted(text, number, headers[place], notes) for place, text in enumerate(row)]
        stream.write(_line(cells).encode(encoding))
    return notes


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow([defuse(cell) for cell in cells])
    return line.getvalue()


def _fitted(text: str, number: int, column: str, notes: list[str]) -> str:
    written, changes = shift_jis.fit(text)
    for change in dict.fromkeys(changes):
        how = f"「{change.written}」と書きました" if change.written else "書かずに省きました"
        notes.append(
            f"{number}行目の「{column}」：「{change.character}」は cp932 にないので、{how}。"
        )
    return written
