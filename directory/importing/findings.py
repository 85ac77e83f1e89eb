"""What is gathered while one row is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from directory.datasets.formulas import undo
from directory.importing.cells.private import PUT_IN_PLACE, find_private, without_private
from directory.importing.cells.reading import NotUnderstood, Reading
from directory.importing.cells.words import ERRORS, says_nothing
from directory.importing.rows import LeftOut, ReadRow, Repair
from directory.importing.targets import LIMITS

_FORCED_TEXT: Final = re.compile(r'="([^"]*)"')
"""How people make Excel keep the zeros of ="0467"."""
_NO_WORDS: Final = frozenset(
    {"phone", "fax", "phone.note", "private", "private.mail", "private.note", "lat", "lng"}
)
"""Cells whose readers take private numbers out themselves, or that are private as a whole."""
_TAKEN_OUT: Final = (
    "メールアドレスと携帯電話の番号は公開しないので、「公開しない連絡先」にうつしました。"
)
_NOT_USED: Final = frozenset({"website", "form_url", "source_id"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that says something, with the name of its column."""

    column: str
    text: str


@dataclass
class Findings:
    """The cells of one row by target, and what was read of them so far."""

    number: int
    cells: dict[str, list[Cell]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    private: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def add(self, target: str, column: str, text: str) -> None:
        """Take in a cell; private numbers in words for readers are moved out of them at once."""
        text = undo(text)
        if forced := _FORCED_TEXT.fullmatch(text):
            text = forced[1]
        if says_nothing(text):
            return
        cell = Cell(column, text)
        if text.startswith("#") and text.strip() in ERRORS:
            self.leave_out(cell, "表計算ソフトのエラーの値です。")
            return
        if target not in _NO_WORDS and find_private(text):
            public, taken = without_private(text)
            self.keep_private(column, taken)
            if target in _NOT_USED:
                self.leave_out(cell, _TAKEN_OUT)
                return
            self.repairs.append(Repair(column, text, public, _TAKEN_OUT))
            if public.strip() == PUT_IN_PLACE:
                return
            cell = Cell(column, public)
        self.cells.setdefault(target, []).append(cell)

    def all(self, target: str) -> list[Cell]:
        return self.cells.get(target, [])

    def first(self, target: str) -> Cell | None:
        """The one cell of a target that holds one value; others that differ are left out."""
        cells = self.all(target)
        for other in cells[1:]:
            if other.text.strip() != cells[0].text.strip():
                self.leave_out(other, f"「{cells[0].column}」の値を使いました。")
        return cells[0] if cells else None

    def text(self, target: str) -> str:
        """What the first cell says, "" without one."""
        cells = self.all(target)
        return cells[0].text if cells else ""

    def read[T](self, cell: Cell, reader: Callable[[str], Reading[T]]) -> T | None:
        """The value of a cell; what was put right or not understood is remembered."""
        try:
            reading = reader(cell.text)
        except NotUnderstood as error:
            self.leave_out(cell, str(error))
            return None
        if reading.why:
            self.repairs.append(Repair(cell.column, cell.text, str(reading.value), reading.why))
        return reading.value

    def take[T](self, target: str, reader: Callable[[str], Reading[T]]) -> None:
        """Read the one cell of a target into the value of the same name."""
        cell = self.first(target)
        if cell is not None:
            self.put(target, self.read(cell, reader), cell)

    def put(self, target: str, value: object, cell: Cell | None = None) -> None:
        """Set a value; words longer than the field are kept in the description instead."""
        if value in (None, "", [], {}):
            return
        limit = LIMITS.get(target)
        if isinstance(value, str) and limit is not None and len(value) > limit:
            self._too_long(target, value, cell)
            return
        self.values[target] = value

    def _too_long(self, target: str, value: str, cell: Cell | None) -> None:
        limit = LIMITS[target]
        column = cell.column if cell else target
        if target == "name":
            self.refusals.append(f"名前が{limit}字より長いので、取り込めません。")
            return
        self.lines.append(f"{column}：{value}")
        self.left_out.append(
            LeftOut(column, value, f"{limit}字より長いので、「くわしく」の文に入れました。")
        )

    def leave_out(self, cell: Cell, why: str) -> None:
        self.left_out.append(LeftOut(cell.column, cell.text, why))

    def keep_private(self, column: str, words: Iterable[str]) -> None:
        said = "、".join(word for word in words if word)
        if said:
            self.private.append(f"{column}：{said}")

    def row(self) -> ReadRow:
        """The finished row."""
        if self.private:
            self.values["private"] = self.private
        return ReadRow(
            self.number,
            self.values,
            tuple(self.repairs),
            tuple(self.left_out),
            tuple(self.refusals),
        )
