"""The scheme table 施策体系: directions and their groups."""

import re
from dataclasses import dataclass

from plan.reading.lines import Line, squeeze
from plan.reading.records import CIRCLED, DirectionReading, GroupReading, Problem

_HEAD = "取り組むべき施策の方向性具体的な取組"
_MARK = re.compile(rf"(\(\d+\)|[{CIRCLED}])")


@dataclass(frozen=True)
class Scheme:
    """Directions and groups in the order of the table."""

    directions: tuple[DirectionReading, ...]
    groups: tuple[GroupReading, ...]

    def direction_name(self, direction: int) -> str | None:
        return next((d.name for d in self.directions if d.number == direction), None)

    def group_name(self, direction: int, group: int) -> str | None:
        wanted = (direction, group)
        return next((g.name for g in self.groups if (g.direction, g.number) == wanted), None)


def read_scheme(lines: list[Line]) -> tuple[Scheme, list[Problem]]:
    """Read the table wherever its lines are broken; marks (1) and ① carry the structure."""
    directions: list[DirectionReading] = []
    groups: list[GroupReading] = []
    problems: list[Problem] = []
    for line, mark, name in _entries(lines):
        if not mark:
            if name.replace(_HEAD, ""):
                problems.append(Problem(line, "施策体系の表として読み取れません。"))
        elif not name:
            problems.append(Problem(line, f"施策体系の表で、{mark}の名前が読み取れません。"))
        elif mark.startswith("("):
            directions.append(DirectionReading(int(mark.strip("()")), name))
        elif directions:
            groups.append(GroupReading(directions[-1].number, CIRCLED.index(mark) + 1, name))
        else:
            problems.append(Problem(line, f"施策体系の表で、{mark}の前に方向性がありません。"))
    marks = [(d.number, 0) for d in directions] + [(g.direction, g.number) for g in groups]
    if len(set(marks)) < len(marks):
        problems.append(Problem(lines[0].number, "施策体系の表に、同じ番号が2回あります。"))
    return Scheme(tuple(directions), tuple(groups)), problems


def _entries(lines: list[Line]) -> list[tuple[int, str, str]]:
    """(line, mark, name) in order; words before the first mark come with an empty mark."""
    entries: list[tuple[int, str, str]] = []
    for line in lines:
        before, *parts = _MARK.split(squeeze(line.text))
        if before and entries:
            number, mark, name = entries[-1]
            entries[-1] = (number, mark, name + before)
        elif before:
            entries.append((line.number, "", before))
        marks, names = parts[::2], parts[1::2]
        entries += [(line.number, mark, name) for mark, name in zip(marks, names, strict=True)]
    return entries
