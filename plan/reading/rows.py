"""A table row that may be broken over lines: number, title, detail, departments."""

import re
from dataclasses import dataclass, field

from plan.reading.cells import Piece, looks_like_charge
from plan.reading.lines import Line, squeeze
from plan.reading.records import Problem

_NUMBER = re.compile(r" *(\d+-\d+-\d+-\d+)(?=[\s【]|$)")
_COLUMNS = ("取組内容", "取組内容の詳細", "担当課")
_CHARGE = len(_COLUMNS) - 1


def row_number(line: Line) -> str | None:
    """The measure's number a row begins with."""
    found = _NUMBER.match(line.text)
    return found[1] if found else None


@dataclass
class Row:
    """A row in the making; columns are kept as pieces so that each word knows its line.

    A `broken` row has been reported and takes in what follows until the next one.
    """

    number: str
    line: int
    columns: list[list[Piece]] = field(default_factory=list)
    lines: list[Piece] = field(default_factory=list)
    separator: str | None = None
    broken: bool = False

    @classmethod
    def start(cls, line: Line, number: str) -> "Row":
        """Begin with the line that carries the number."""
        row = cls(number, line.number)
        found = _NUMBER.match(line.text)
        rest = line.text[found.end() :] if found else line.text
        row._take_line(line.number, rest)
        row._append_in_order(line.number, row._split(rest))
        return row

    def extend(self, line: Line) -> Problem | None:
        """Take in a further line of this row, or say why it cannot be one."""
        if self.broken:
            return None
        self._take_line(line.number, line.text)
        pieces = self._split(line.text)
        wide = self.separator != " "
        if wide and self._is_row_of_its_own(pieces):
            self.broken = True
            return Problem(line.number, "表の行のようですが、番号を読み取れません。")
        if not pieces[0].strip() and (self._is_full or len(pieces) > len(_COLUMNS)):
            self._append_by_column(line.number, pieces[1:], 0)
        elif self._is_full:
            return self._append_from_the_right(line.number, pieces if wide else [line.text])
        else:
            self._append_in_order(line.number, pieces)
        return None

    def problem(self) -> Problem | None:
        """What keeps this row from being a measure, after its last line."""
        problem = self._column_problem()
        if problem and self._try_one_cell_a_line():
            return None
        return problem

    def _column_problem(self) -> Problem | None:
        if not self._is_full:
            found = len([column for column in self.columns if _text(column)]) + 1
            return Problem(self.line, f"表の4つの欄のうち、{found}つしか読み取れません。")
        for name, column in zip(_COLUMNS, self.columns, strict=True):
            if not _text(column):
                return Problem(self.line, f"{name}が空です。")
        if "。" in self.title:
            return Problem(self.line, "取組内容と詳細の境目が分かりません。")
        return None

    @property
    def title(self) -> str:
        return _text(self.columns[0])

    @property
    def detail(self) -> str:
        return _text(self.columns[1])

    @property
    def charge(self) -> list[Piece]:
        return self.columns[_CHARGE]

    @property
    def has_open_bracket(self) -> bool:
        """The last words stand inside a 【 that a later line closes."""
        text = _text(self.columns[-1]) if self.columns else ""
        return text.rfind("【") > text.rfind("】")

    @property
    def _is_full(self) -> bool:
        return len(self.columns) == len(_COLUMNS)

    def _take_line(self, line: int, text: str) -> None:
        """A row keeps to tabs, to wide gaps or to single spaces: the first seen decides."""
        if text.strip():
            self.lines.append(Piece(line, text))
        if self.separator is None:
            inner = text.strip(" ") if self.lines[1:] else text.rstrip()
            self.separator = next((mark for mark in ("\t", "  ", " ") if mark in inner), None)

    def _is_row_of_its_own(self, pieces: list[str]) -> bool:
        """A full line, or a title and more after a detail that has ended, is no continuation."""
        if len(pieces) > len(_COLUMNS) and pieces[0].strip():
            return True
        texts = pieces if pieces[0].strip() else pieces[1:]
        starts_anew = len(texts) > 1 and bool(texts[0].strip())
        return starts_anew and self._is_full and self.detail.endswith("。")

    def _split(self, text: str) -> list[str]:
        if "\t" in text:
            return text.split("\t")
        if self.separator == "  ":
            return re.split(r" {2,}", text.strip())
        if self.separator == " ":
            return text.split()
        return [text]

    def _append_in_order(self, line: int, pieces: list[str]) -> None:
        """The first piece goes on with the open cell, each further one opens the next."""
        if not self.columns and pieces and not pieces[0].strip():
            pieces = pieces[1:]  # the gap between the number and the title
        for i, text in enumerate(pieces):
            if not self.columns or (i > 0 and not self._is_full):
                self.columns.append([])
            if text.strip():
                self.columns[-1].append(Piece(line, text))

    def _append_by_column(self, line: int, pieces: list[str], offset: int) -> None:
        for i, text in enumerate(pieces, start=offset):
            while len(self.columns) <= min(i, _CHARGE):
                self.columns.append([])
            if text.strip():
                self.columns[min(i, _CHARGE)].append(Piece(line, text))

    def _append_from_the_right(self, line: int, pieces: list[str]) -> Problem | None:
        if len(pieces) > 1 and not looks_like_charge(pieces[-1]):
            self.broken = True
            return Problem(line, "どの欄の続きか分かりません。")
        self._append_by_column(line, pieces, len(_COLUMNS) - len(pieces))
        return None

    def _try_one_cell_a_line(self) -> bool:
        """Some tools write each cell on a line of its own: take that only if it fits exactly."""
        if len(self.lines) < len(_COLUMNS):
            return False
        title, detail, *charge = self.lines
        sentences = squeeze(detail.text).endswith("。") and "。" not in title.text
        if sentences and looks_like_charge("".join(piece.text for piece in charge)):
            self.columns = [[title], [detail], charge]
            return True
        return False


def _text(column: list[Piece]) -> str:
    """The cell's words; lines broken inside a word are joined without a gap."""
    return "".join(" ".join(piece.text.split()) for piece in column)
