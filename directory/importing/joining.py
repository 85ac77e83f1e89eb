"""Taking part: when it is open, what it costs, for whom, how many, whether to book."""

from __future__ import annotations

import re
from typing import Any, Final

from directory.importing.cells.numbers import read_ages, read_count, read_fee_words, read_yen
from directory.importing.cells.openings import OpeningWords, read_opening
from directory.importing.cells.reading import NotUnderstood
from directory.importing.cells.words import WITHHELD, read_line
from directory.importing.findings import Cell, Findings
from directory.importing.rows import LeftOut

_PAUSED: Final = re.compile(
    r"(?:現在|当面|しばらく)?(?:の間|は)?[、]?(?:活動|開催|利用|営業|受付)?"
    r"(?:休止中|休止しています|休業中|閉鎖中|閉館しました|閉所しました|廃止(?:しました|されました))"
)
_PAYERS: Final = ("", "幼児", "小学生", "中学生", "高校生", "大人")
_NO_BOOKING: Final = re.compile(r"(?:予約(?:は)?)?(?:不要|いりません|なし|無し|必要なし)(?:です)?")
WORDS: Final = ("name", "remarks", "description", "hours_note", "line")
"""Where a row may say that something is closed for now."""
_NOT_SAID: Final = re.compile(r"(?:特に)?(?:なし|無し|無|該当なし)")


def read_hours(row: Findings, asks_frequency: bool) -> None:
    """hours where they are certain, hours_note beside them or in their place."""
    notes = [read_line(cell.text).value for cell in row.all("hours_note")]
    words = OpeningWords(
        days=_one(row, "hours.days"),
        opens=_one(row, "hours.opens"),
        closes=_one(row, "hours.closes"),
        frequency=_one(row, "hours.frequency"),
        dates=_one(row, "hours.dates"),
        note="。".join(notes) if len(notes) > 1 else row.text("hours_note"),
        asks_frequency=asks_frequency,
    )
    opening = read_opening(words, _paused(row))
    row.put("hours", opening.facts)
    row.put("hours_note", opening.note, Cell("利用できる日時", ""))
    for target, was, why in opening.left_out:
        row.left_out.append(LeftOut(row.all(target)[0].column, was, why))
    times = row.all("hours.opens") + row.all("hours.closes")
    if opening.doubt and times:
        why = f"時間の表にはせず、ことばのまま「時間のひとこと」に入れました。{opening.doubt}"
        was = f"{words.frequency} {words.days} {words.dates} {words.opens}〜{words.closes}"
        row.left_out.append(LeftOut(times[0].column, " ".join(was.split()), why))


def _paused(row: Findings) -> str:
    """What the row says of being closed for now, "" where it says nothing."""
    cells = (cell for target in WORDS for cell in row.all(target))
    return next(filter(None, (says_paused(cell.text) for cell in cells)), "")


def says_paused(text: str) -> str:
    """A sentence naming the words that something is closed for now; "" without any."""
    found = _PAUSED.search(text)
    return f"「{found[0]}」と書かれています。" if found else ""


def _one(row: Findings, target: str) -> str:
    cell = row.first(target)
    return read_line(cell.text).value if cell else ""


def read_fees(row: Findings) -> None:
    """Amounts from their columns; words only where every one of them is an amount."""
    fees: list[dict[str, Any]] = []
    for payer in _PAYERS:
        for cell in row.all(f"fee.{payer}"):
            _add_fee(row, cell, payer, fees)
    for cell in row.all("fee_note"):
        said = _fees_in_words(cell)
        if said and (not fees or _only_basic(fees, said)):
            fees = said
        else:
            _fee_line(row, cell)
    row.put("fees", fees)


def _add_fee(row: Findings, cell: Cell, payer: str, fees: list[dict[str, Any]]) -> None:
    try:
        reading = read_yen(cell.text)
    except NotUnderstood:
        said = [] if payer else _fees_in_words(cell)
        if not said:
            _fee_line(row, cell)
        fees += said
        return
    fees.append({"who": payer, "yen": reading.value})


def _fees_in_words(cell: Cell) -> list[dict[str, Any]]:
    try:
        return read_fee_words(cell.text).value
    except NotUnderstood:
        return []


def _only_basic(fees: list[dict[str, Any]], said: list[dict[str, Any]]) -> bool:
    """Whether one basic amount is known and the words tell the same more closely."""
    return len(fees) == 1 and not fees[0]["who"] and fees[0]["yen"] in [fee["yen"] for fee in said]


def _fee_line(row: Findings, cell: Cell) -> None:
    words = read_line(cell.text).value
    if not _NOT_SAID.fullmatch(words):
        row.lines.append(f"{cell.column}：{words}")


def read_capacity_line(row: Findings) -> None:
    """Places have no field for it: a line for readers."""
    for cell in row.all("capacity"):
        words = read_line(cell.text).value
        row.lines.append(
            f"{cell.column}：{words}人" if words.isdecimal() else f"{cell.column}：{words}"
        )


def read_capacity(row: Findings) -> None:
    """A plain number of people; more words are a line for readers."""
    for cell in row.all("capacity"):
        try:
            row.values["capacity"] = read_count(cell.text).value
        except NotUnderstood:
            words = read_line(cell.text).value
            if not _NOT_SAID.fullmatch(words):
                row.lines.append(f"{cell.column}：{words}")


def read_age_limits(row: Findings) -> None:
    """min_age and max_age where years of age are said, else a line for readers."""
    for cell in row.all("ages"):
        try:
            first, last = read_ages(cell.text).value
        except NotUnderstood:
            row.lines.append(f"{cell.column}：{read_line(cell.text).value}")
            continue
        for target, age in (("min_age", first), ("max_age", last)):
            if age is not None:
                row.values[target] = age


def read_booking(row: Findings) -> None:
    """How to book, in words; 予約不要 also as a fact."""
    for cell in row.all("booking_note"):
        words = read_line(cell.text).value
        if WITHHELD.fullmatch(words):
            continue
        if _NO_BOOKING.fullmatch(words):
            row.values["no_booking"] = True
        else:
            row.lines.append(f"{cell.column}：{words}")
