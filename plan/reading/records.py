"""What a reading of the plan consists of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class EditionReading:
    """One published text. `published` is the first of the month: the text names no day."""

    plan: str
    goal: int
    goal_name: str
    label: str
    published: date


@dataclass(frozen=True, slots=True)
class DirectionReading:
    """施策の方向性, written (1), (2), …"""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class GroupReading:
    """区分 inside a direction, written ①, ②, …"""

    direction: int
    number: int
    name: str

    @property
    def mark(self) -> str:
        """As the plan writes it: `(3)④`."""
        return group_mark(self.direction, self.number)


@dataclass(frozen=True, slots=True)
class DepartmentReading:
    """A 課 and its 部; `division` is empty where the text does not name it."""

    name: str
    division: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A department in charge of a measure; `note` is what the plan adds in brackets."""

    department: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MeasureReading:
    """取組. `original_number` is the number after 再掲, empty where the measure is no 再掲."""

    number: str
    title: str
    detail: str
    assignments: tuple[Assignment, ...]
    original_number: str = ""
    notes: tuple[str, ...] = ()

    @property
    def direction(self) -> int:
        return int(self.number.split("-")[1])

    @property
    def group(self) -> int:
        return int(self.number.split("-")[2])

    @property
    def position(self) -> int:
        """Place inside its group, from 1."""
        return int(self.number.split("-")[3])


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A whole edition, in the order of the text.

    `groups` are those of the scheme table, used by a number or not. `findings` are Japanese
    sentences about what is readable but does not fit together.
    """

    edition: EditionReading
    directions: tuple[DirectionReading, ...]
    groups: tuple[GroupReading, ...]
    departments: tuple[DepartmentReading, ...]
    measures: tuple[MeasureReading, ...]
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A line (counted from 1) that cannot be understood, and why, in Japanese."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.line}行目：{self.message}"


class PlanError(ValueError):
    """The text cannot be taken over; `problems` are in the order of its lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def group_mark(direction: int, group: int) -> str:
    """A group as the plan writes it: `(3)④`."""
    circled = CIRCLED[group - 1] if 1 <= group <= len(CIRCLED) else f"〔{group}〕"
    return f"({direction}){circled}"
