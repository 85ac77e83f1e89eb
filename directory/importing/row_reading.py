"""The rows below a header → rows of facts: which readers a row of each kind goes through."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from directory.importing.cells.words import read_body, read_line, says_nothing
from directory.importing.contacting import read_contacts
from directory.importing.dating import read_dates, read_event_words
from directory.importing.describing import (
    read_category,
    read_description,
    read_identity,
    read_lines,
)
from directory.importing.files import Row
from directory.importing.findings import Findings
from directory.importing.joining import (
    read_age_limits,
    read_booking,
    read_capacity,
    read_capacity_line,
    read_fees,
    read_hours,
)
from directory.importing.locating import read_place_of
from directory.importing.matching import Header, Match, fold_header
from directory.importing.rows import ReadRow

_FOOTERS: Final = ("※", "*", "注", "（注", "(注", "出典", "備考：", "合計", "総計", "以上")
_TOTALS: Final = frozenset({"合計", "総計", "計", "小計"})

type RecordReader = Callable[[Findings, "RowReader"], None]


class RowReader:
    """Reads the rows below a header, one after the other."""

    def __init__(
        self,
        header: Header,
        columns: Match,
        fixed: dict[str, object],
        read: RecordReader,
        towns: Sequence[str],
    ) -> None:
        self.towns = towns
        self.asks_frequency = "hours.frequency" in columns.targets.values()
        self._header = header
        self._columns = columns
        self._folded = [fold_header(name) for name in header.names]
        self._fixed = fixed
        self._read = read
        self._passed_over: list[int] = []
        self._without_column: list[int] = []
        self._filled: set[int] = set()

    def rows(self) -> Iterator[ReadRow]:
        for row in self._header.rows:
            if not any(cell and not says_nothing(cell) for cell in row.cells):
                continue
            if self._is_footer(row) or self._is_header(row):
                self._passed_over.append(row.number)
                continue
            yield self._row(row)

    def notes(self) -> list[str]:
        """What holds for the whole file; asked after the rows."""
        notes = []
        unused = [
            self._header.names[place]
            for place in sorted(self._filled)
            if place not in self._columns.targets
        ]
        if unused:
            notes.append(f"このサイトにのせる所がないので、読まなかった列：{'、'.join(unused)}")
        if self._passed_over:
            notes.append(
                f"注や合計、くり返しの見出しの行は読みませんでした（{_numbers(self._passed_over)}行目）。"
            )
        if self._without_column:
            notes.append(
                f"見出しのない列に値がある行があります（{_numbers(self._without_column)}行目）。"
            )
        return notes

    def _is_header(self, row: Row) -> bool:
        """Whether the row repeats the header, as lists that were printed page by page do."""
        return len(row.cells) > 1 and all(
            fold_header("".join(cell.split())) == known
            for cell, known in zip(row.cells, self._folded, strict=False)
        )

    @staticmethod
    def _is_footer(row: Row) -> bool:
        said = [cell.strip() for cell in row.cells if cell.strip()]
        return said[0] in _TOTALS or (len(said) == 1 and said[0].startswith(_FOOTERS))

    def _row(self, row: Row) -> ReadRow:
        findings = Findings(row.number)
        findings.values.update(self._fixed)
        targets, names = self._columns.targets, self._header.names
        for place, text in enumerate(row.cells):
            if not text:
                continue
            if target := targets.get(place):
                findings.add(target, names[place], text)
            elif text.strip():
                self._note_unread(place, row.number)
        self._read(findings, self)
        return findings.row()

    def _note_unread(self, place: int, number: int) -> None:
        if place >= len(self._header.names) or not self._header.names[place]:
            if number not in self._without_column[-1:]:
                self._without_column.append(number)
        else:
            self._filled.add(place)


def _numbers(rows: Sequence[int]) -> str:
    shown = "、".join(map(str, rows[:10]))
    return f"{shown} ほか" if len(rows) > 10 else shown


def _read_place(row: Findings, reader: RowReader) -> None:
    read_identity(row)
    row.take("organization", read_body)
    read_category(row, "places")
    read_place_of(row, reader.towns)
    read_contacts(row)
    read_hours(row, reader.asks_frequency)
    read_lines(row)
    read_age_limits(row)
    read_capacity_line(row)
    read_fees(row)
    read_booking(row)
    read_description(row)


def _read_organization(row: Findings, _reader: RowReader) -> None:
    read_identity(row)
    read_category(row, "organizations")
    row.take("members", read_line)
    read_contacts(row)
    read_lines(row)
    read_description(row)


def _read_event(row: Findings, reader: RowReader) -> None:
    read_identity(row)
    read_category(row, "events")
    read_dates(row)
    read_event_words(row)
    read_place_of(row, reader.towns)
    read_contacts(row)
    read_capacity(row)
    read_fees(row)
    read_lines(row)
    read_description(row)


READERS: Final[dict[str, RecordReader]] = {
    "places": _read_place,
    "organizations": _read_organization,
    "events": _read_event,
}
