"""What reading a file gives: rows of facts, with what was repaired, left out and refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Repair:
    """A cell that was read as something other than what it says: `why` is a Japanese sentence."""

    column: str
    was: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A cell that was not understood or must not be public; the row goes on without it."""

    column: str
    was: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of a file.

    `number` is the line of the spreadsheet, from 1. `values` maps a target (see `targets`) to a
    value that JSON can hold; a target without a usable value is absent. A row with `refusals`
    (Japanese sentences) is not taken.
    """

    number: int
    values: dict[str, Any]
    repairs: tuple[Repair, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    refusals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column as it was read: its header, the target it stands for ("" for none), what its first
    filled cell says.
    """

    header: str
    target: str
    example: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A whole file, read: `notes` say in Japanese how (encoding, sheet, title rows passed over)."""

    name: str
    kind: str
    dataset: str
    encoding: str
    header: list[str]
    unknown_columns: list[str]
    rows: list[ReadRow]
    notes: list[str] = field(default_factory=list)
    columns: list[FileColumn] = field(default_factory=list)
