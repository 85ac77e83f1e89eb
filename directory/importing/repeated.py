"""Rows of one file that say the same number or the same place twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from directory.importing.rows import LeftOut, ReadRow, Repair

_ID = "元のデータの番号"


def settle_repeated(rows: list[ReadRow]) -> tuple[list[ReadRow], list[str]]:
    """Rows in their order, exact repetitions merged; notes in Japanese say which.

    Rows that share a number but not a name lose the number, so that name and address tell them
    apart in every later import too; what nothing tells apart is refused.
    """
    merged, notes = _without_repetitions(rows)
    shared = _numbers_of_several(merged)
    return _refuse_twins([_without_number(row, shared) for row in merged]), notes


def _facts(row: ReadRow) -> str:
    return repr(sorted(row.values.items(), key=lambda item: item[0]))


def _without_repetitions(rows: Iterable[ReadRow]) -> tuple[list[ReadRow], list[str]]:
    first: dict[str, int] = {}
    kept: list[ReadRow] = []
    notes: list[str] = []
    for row in rows:
        facts = _facts(row)
        if row.refusals or facts not in first:
            first.setdefault(facts, len(kept))
            kept.append(row)
            continue
        place = first[facts]
        why = f"{row.number}行目も同じ内容なので、1件にまとめました。"
        name = str(row.values.get("name", ""))
        repair = Repair(_ID, str(row.values.get("source_id", "")), name, why)
        kept[place] = replace(kept[place], repairs=(*kept[place].repairs, repair))
        notes.append(
            f"{row.number}行目は{kept[place].number}行目と同じ内容なので、1件にまとめました。"
        )
    return kept, notes


def _numbers_of_several(rows: Iterable[ReadRow]) -> dict[str, list[int]]:
    """Numbers under which rows with different names stand, with their rows."""
    names: dict[str, set[Any]] = defaultdict(set)
    places: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        number = row.values.get("source_id")
        if number and not row.refusals:
            names[number].add(row.values.get("name"))
            places[number].append(row.number)
    return {number: places[number] for number, named in names.items() if len(named) > 1}


def _without_number(row: ReadRow, shared: dict[str, list[int]]) -> ReadRow:
    number = row.values.get("source_id", "")
    if number not in shared:
        return row
    others = "、".join(str(place) for place in shared[number] if place != row.number)
    why = f"同じ番号が{others}行目にもあるので、番号を使わず、名前と住所で見分けます。"
    values = {target: value for target, value in row.values.items() if target != "source_id"}
    return replace(row, values=values, left_out=(*row.left_out, LeftOut(_ID, number, why)))


def _refuse_twins(rows: Iterable[ReadRow]) -> list[ReadRow]:
    """Of rows that nothing tells apart the first is taken."""
    seen: dict[tuple[Any, ...], int] = {}
    settled: list[ReadRow] = []
    for row in rows:
        identity = _identity(row)
        if row.refusals or identity not in seen:
            if not row.refusals:
                seen[identity] = row.number
            settled.append(row)
            continue
        why = f"{seen[identity]}行目と同じ番号か、同じ名前・住所で、どちらが正しいか分かりません。"
        settled.append(replace(row, refusals=(why,)))
    return settled


def _identity(row: ReadRow) -> tuple[Any, ...]:
    values = row.values
    if number := values.get("source_id"):
        return (number,)
    named = ("name", "address", "building", "start_date", "start_time", "place_name")
    return ("", *(values.get(target) for target in named))
