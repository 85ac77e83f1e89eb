"""Section 具体的な取組: headings and the rows that stand under them."""

import re
from dataclasses import dataclass, field

from plan.reading.lines import Line, squeeze
from plan.reading.records import CIRCLED, Problem, group_mark
from plan.reading.rows import Row, row_number
from plan.reading.scheme import Scheme

_NUMBERISH = re.compile(r" *\d+-\d+")
_DIRECTION = re.compile(r" *\((\d+)\) *(.+)")
_GROUP = re.compile(rf" *([{CIRCLED}]) *(.+)")
_COLUMN_NAMES = {"番号", "取組内容", "取組内容の詳細", "担当課"}


@dataclass
class TableReader:
    """Feed it the section's lines in order; `rows` and `problems` are what it understood."""

    goal: int
    scheme: Scheme
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    _direction: int = 0
    _group: int = 0
    _row: Row | None = None
    _heading: str = ""
    _scheme_name: str = ""

    def read(self, lines: list[Line]) -> None:
        """Read the whole section."""
        for line in lines:
            self._feed(line)
        self._close_heading()

    def _feed(self, line: Line) -> None:
        if self._continues_heading(line):
            return
        if self._begins_a_row(line):
            self._start_row(line)
        elif found := _DIRECTION.fullmatch(line.text):
            self._direction, self._group = int(found[1]), 0
            self._open_heading(found[2], self.scheme.direction_name(self._direction))
        elif found := _GROUP.fullmatch(line.text):
            self._group = CIRCLED.index(found[1]) + 1
            name = self.scheme.group_name(self._direction, self._group)
            self._open_heading(found[2], name)
        elif not set(line.text.split()) <= _COLUMN_NAMES:
            self._extend_row(line)

    def _begins_a_row(self, line: Line) -> bool:
        """A number in front does, unless it is the rest of a broken 【再掲 3-2-1-3】."""
        within = self._row is not None and self._row.has_open_bracket and not row_number(line)
        return bool(_NUMBERISH.match(line.text)) and not within

    def _start_row(self, line: Line) -> None:
        self._close_heading()
        number = row_number(line)
        if number is None:
            self._report(line, "番号を読み取れません。")
            self._row = Row("", line.number, broken=True)
            return
        self._row = Row.start(line, number)
        self._check_number(self._row)
        self.rows.append(self._row)

    def _check_number(self, row: Row) -> None:
        goal, direction, group, _ = (int(part) for part in row.number.split("-"))
        same = next((other for other in self.rows if other.number == row.number), None)
        place = group_mark(self._direction, self._group)
        message = None
        if goal != self.goal:
            message = f"{row.number}は、目標{self.goal}の番号ではありません。"
        elif not self._group:
            message = f"{row.number}の前に、区分の見出しがありません。"
        elif (direction, group) != (self._direction, self._group):
            named = group_mark(direction, group)
            message = f"{row.number}は{named}の番号ですが、{place}の表にあります。"
        elif same:
            message = f"{row.number}は{same.line}行目にもあります。"
        if message:
            self.problems.append(Problem(row.line, message))

    def _extend_row(self, line: Line) -> None:
        self._close_heading()
        if self._row is None:
            self._report(line, f"取組の表の外にあり、読み取れません：「{line.text.strip()[:24]}」")
        elif problem := self._row.extend(line):
            self.problems.append(problem)

    def _open_heading(self, text: str, scheme_name: str | None) -> None:
        self._close_heading()
        self._row = None
        self._heading, self._scheme_name = squeeze(text), scheme_name or ""

    def _continues_heading(self, line: Line) -> bool:
        """A heading broken over lines goes on while it leads up to the scheme's name."""
        longer = self._heading + squeeze(line.text)
        if not self._heading or not self._scheme_name.startswith(longer):
            return False
        self._heading = longer
        return True

    def _close_heading(self) -> None:
        if self._heading and self._heading != self._scheme_name:
            place = group_mark(self._direction, self._group) if self._group else ""
            place = place or f"({self._direction})"
            self.findings.append(
                f"{place}の見出し「{self._heading}」は、施策体系の表の"
                + (
                    f"「{self._scheme_name}」と違います。"
                    if self._scheme_name
                    else "中にありません。"
                )
            )
        self._heading = self._scheme_name = ""

    def _report(self, line: Line, message: str) -> None:
        self.problems.append(Problem(line.number, message))
