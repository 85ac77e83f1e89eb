"""Which record a row is about: its id at the source, or else its name and where it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from directory.importing.rows import Repair
from japanese.text import normal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from directory.importing.rows import ReadRow

LONGEST: Final = 300
"""Characters that an id may have in the table of imported records."""


@dataclass(frozen=True, slots=True)
class Identified:
    """A row with its id at the source; `same_as` is the row of this file that it repeats."""

    row: ReadRow
    source_id: str
    same_as: int | None = None


@lru_cache(maxsize=2048)
def name_key(name: str) -> str:
    """Equal for two spellings of one name."""
    return "".join(normal_text(name).split())


def made_up_id(*parts: str) -> str:
    """The id of a row that has none: 「＝名前＠住所」 of keys. No id of a file begins like that."""
    return f"＝{'＠'.join(parts)}"[:LONGEST]


def identify(rows: Iterable[ReadRow], fallback: Callable[[ReadRow], str]) -> list[Identified]:
    """Every row with an id of its own; rows that say all the same are one.

    An id that stands in several rows belongs to the first; the others are told apart by
    `fallback` (a made-up id) and say so, or are refused where that is the same too.
    """
    taken: dict[str, ReadRow] = {}
    return [_identify(row, fallback(row), taken) for row in rows]


def _identify(row: ReadRow, made_up: str, taken: dict[str, ReadRow]) -> Identified:
    given = str(row.values.get("source_id", ""))[:LONGEST]
    source_id = given or made_up
    first = taken.setdefault(source_id, row)
    if first is row:
        taken.setdefault(made_up, row)
        return Identified(row, source_id)
    if first.values == row.values:
        return _repeated(row, source_id, first)
    if taken.setdefault(made_up, row) is row:
        return Identified(_told_apart(row, given, first), made_up)
    return Identified(_refused(row, first), source_id)


def _repeated(row: ReadRow, source_id: str, first: ReadRow) -> Identified:
    why = f"{first.number}行目とまったく同じなので、1つにまとめました。"
    merged = Repair("", f"{row.number}行目", f"{first.number}行目", why)
    return Identified(replace(row, repairs=(*row.repairs, merged)), source_id, first.number)


def _told_apart(row: ReadRow, given: str, first: ReadRow) -> ReadRow:
    why = (
        f"番号「{given}」は{first.number}行目にもあります。名前と住所で見分けました。"
        "もとの一覧の番号を確かめてください。"
    )
    return replace(row, repairs=(*row.repairs, Repair("番号", given, "", why)))


def _refused(row: ReadRow, first: ReadRow) -> ReadRow:
    why = (
        f"{first.number}行目と番号・名前・住所が同じで、ほかの値がちがいます。"
        "どちらが正しいか分からないので、取り込みません。"
    )
    return replace(row, refusals=(*row.refusals, why))
