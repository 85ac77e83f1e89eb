"""The cell 担当課: departments, what stands in brackets behind them, ※ notes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from plan.reading.records import Assignment, DepartmentReading, Problem

_NAME = r"[一-龠々ぁ-んァ-ヶー]{1,14}?(?:課|室|センター)"
_BRACKET = re.compile(r"\(([^()]+)\)")
_SENTENCE = re.compile(r"※[^※]*。")
_REMARK = re.compile(r"※[^※。]*?(?:関係課|$)|※[^※。]+(?=※)")
_SEPARATOR = re.compile(r"[、,，/／]+")
_LOOKS_LIKE = re.compile(rf"(?:{_NAME}(?:\([^()]*\))?[、,，/／]?)+(?:※.*)?|※.*")
_MEMBERS = re.compile(rf"([一-龠々ぁ-んァ-ヶー]+部)\(({_NAME}(?:[、,，/／]{_NAME})*)\)")
_COUNT = re.compile(r"計?(\d+)部(\d+)課")


class Piece(NamedTuple):
    """Part of a cell that stands on one line."""

    line: int
    text: str


@dataclass(frozen=True)
class ChargeCell:
    """What the cell 担当課 says."""

    assignments: tuple[Assignment, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Conference:
    """The 庁内連携会議: 課 that a ※ sentence lists under their 部, and the numbers it states."""

    departments: tuple[DepartmentReading, ...] = ()
    stated_divisions: int | None = None
    stated_departments: int | None = None


def looks_like_charge(text: str) -> bool:
    """True where the words can be the whole of a cell 担当課."""
    return bool(_LOOKS_LIKE.fullmatch("".join(text.split())))


def read_conference(pieces: Iterable[Piece]) -> Conference:
    """The 部 and 課 in the ※ sentences of a cell; empty where there are none."""
    text = "".join("".join(piece.text.split()) for piece in pieces)
    for sentence in _SENTENCE.findall(text):
        members = tuple(
            DepartmentReading(name, division)
            for division, names in _MEMBERS.findall(sentence)
            for name in _SEPARATOR.split(names)
            if name
        )
        if members:
            count = _COUNT.search(sentence)
            return Conference(
                members, int(count[1]) if count else None, int(count[2]) if count else None
            )
    return Conference()


def read_charge(pieces: list[Piece], known: Iterable[str]) -> ChargeCell | Problem:
    """Read the cell. `known` names come first: a name may contain another's ending (課, 室)."""
    text = "".join("".join(piece.text.split()) for piece in pieces)
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    name_pattern = re.compile(f"(?:{names})|{_NAME}" if names else _NAME)
    assignments: list[Assignment] = []
    notes: list[str] = []
    position = 0
    while position < len(text):
        if found := _SENTENCE.match(text, position) or _REMARK.match(text, position):
            notes.append(found[0])
        elif found := name_pattern.match(text, position):
            assignments.append(Assignment(found[0]))
        elif assignments and (found := _BRACKET.match(text, position)):
            assignments[-1] = Assignment(assignments[-1].department, found[1])
        elif not (found := _SEPARATOR.match(text, position)):
            return _unreadable(pieces, position)
        position = found.end()
    return _checked(assignments, notes, pieces)


def _checked(
    assignments: list[Assignment], notes: list[str], pieces: list[Piece]
) -> ChargeCell | Problem:
    names = [assignment.department for assignment in assignments]
    if not names:
        return Problem(pieces[0].line, "担当課が書かれていません。")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        return Problem(pieces[-1].line, f"担当課「{twice}」が2回書かれています。")
    return ChargeCell(tuple(assignments), tuple(notes))


def _unreadable(pieces: list[Piece], position: int) -> Problem:
    """Name the rest of the line at which reading stopped."""
    for line, text in _squeezed(pieces):
        if position < len(text):
            return Problem(line, f"担当課として読み取れません：「{_short(text[position:])}」")
        position -= len(text)
    return Problem(pieces[-1].line, "担当課として読み取れません。")


def _squeezed(pieces: Iterable[Piece]) -> Iterator[Piece]:
    return (Piece(piece.line, "".join(piece.text.split())) for piece in pieces)


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:24]}…"
