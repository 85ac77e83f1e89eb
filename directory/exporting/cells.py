"""One record as the cells of an official form: the inverse of the cell readers of the import.

What a form has no column for stands in its text for readers, as 「見出し：ことば」; the import keeps
that text as it is, so a file that was exported, imported and exported again is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from cms.base.fields import write_fees
from directory.datasets.common import SAMPLE_MARK
from directory.exporting import told
from directory.exporting.opening_cells import OpeningCells, opening_cells
from directory.exporting.values import Written, ages_in_words, labels
from directory.importing.cells.numbers import read_ages, read_fee_words
from directory.importing.cells.reading import NotUnderstood
from directory.importing.joining import says_paused
from directory.importing.locating import FREE_TEXT, withholds_place
from directory.models.venue import ACCESSIBILITY

if TYPE_CHECKING:
    from directory.datasets.columns import Dataset

type Cells = dict[str, str]

CATEGORIES: Final = {
    "hiroba": "つどいの広場",
    "food": "こども食堂",
    "desk": "相談窓口",
    "phone": "電話相談",
    "study": "学習支援",
}
"""The words for a kind that the import is sure of; the others are left blank."""
_ACCESSIBLE: Final = {
    "step-free": "段差なし",
    "slope": "スロープあり",
    "elevator": "エレベーターあり",
    "toilet": "多目的トイレあり",
    "parking": "優先駐車場あり",
    "ostomate": "オストメイト対応トイレあり",
    "hearing": "筆談対応",
    "wheelchair": "車いす可",
}
_VENUE: Final = frozenset({"access", "parking", "postal_code"})
_SEAT: Final = frozenset(
    {
        "address", "seat.prefecture", "seat.city", "seat.town", "seat.block", "building", "lat",
        "lng", "postal_code",
    }
)  # fmt: skip
_SAID_TWICE: Final = frozenset({"accessibility.nursing"})
"""Columns that mean one fact together."""
_KATAKANA: Final = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def row_of(form: Dataset, written: Written) -> list[str]:
    """The cells in the order of the form's columns.

    Where the words say that the place is not public, its address stays out, as the import keeps it.
    """
    cells = _cells(form, written)
    if any(withholds_place(cells.get(target, "")) for target in FREE_TEXT):
        cells = _cells(form, replace(written, values=without_seat(written.values)))
    row: list[str] = []
    filled: set[str] = set()
    for column in form.columns:
        is_first = column.target not in filled or column.target in _SAID_TWICE
        row.append(cells.get(column.target, "") if is_first else "")
        filled.add(column.target)
    return row


def _cells(form: Dataset, written: Written) -> Cells:
    targets = {column.target for column in form.columns}
    values = written.values
    cells = {
        target: write(values) for target, write in _PLAIN.items() if target in targets
    } | _fees(values, targets)
    opening = _opening(written, targets)
    accessible, others = _accessibility(values, targets)
    cells |= accessible | _of_opening(opening)
    cells |= dict.fromkeys(_without_venue(values), "")
    beside = [("設備", others), ("時間のこと", opening.beside)]
    text = _text(form, cells, values["description"], _lines(written, cells, beside))
    mark = SAMPLE_MARK if values.get("sample") else ""
    if "description" in targets:
        return cells | {"description": text, "remarks": mark}
    return cells | {"remarks": "\n".join(part for part in (mark, text) if part)}


def _lines(written: Written, cells: Cells, beside: list[tuple[str, str]]) -> list[str]:
    """What no cell says, as 「見出し：ことば」."""
    said = {target for target, cell in cells.items() if cell}
    if "phone.extension" in said:
        said.add("phone_note")
    if any(target.startswith("fee") for target in said):
        said.add("fees")
    untold = [(heading, words) for target, heading, words in written.lines if target not in said]
    return [f"{heading}：{words}" for heading, words in (*untold, *beside) if words]


def _text(form: Dataset, cells: Cells, description: str, lines: list[str]) -> str:
    """The words for readers and the lines; a line that a column of the form says is not repeated."""
    said = {
        f"{column.header}：{cells[column.target]}"
        for column in form.columns
        if column.target == "category" and cells.get("category")
    }
    own = "\n".join(line for line in description.split("\n") if line not in said)
    parts = (told.paragraphs(own), "\n".join(lines))
    return told.paragraphs("\n\n".join(part for part in parts if part))


def without_seat(values: dict[str, Any]) -> dict[str, Any]:
    return {target: value for target, value in values.items() if target not in _SEAT}


def _without_venue(values: dict[str, Any]) -> frozenset[str]:
    """Columns that say nothing where a row names no venue."""
    return frozenset() if values.keys() & {"address", "lat"} else _VENUE


def _value(target: str) -> Callable[[dict[str, Any]], str]:
    def write(values: dict[str, Any]) -> str:
        value = values.get(target)
        return "" if value is None else str(value)

    return write


_PLAIN: Final[dict[str, Callable[[dict[str, Any]], str]]] = {
    target: _value(target)
    for target in (
        "municipality_code", "municipality", "prefecture", "city", "source_id", "name",
        "alternate_name", "postal_code", "address", "seat.prefecture", "seat.city", "seat.town",
        "seat.block", "building", "lat", "lng", "access", "parking", "phone", "phone.extension",
        "website", "organization", "summary", "start_date", "end_date", "start_time", "end_time",
        "schedule_note", "place_name", "organizer", "capacity", "application_note",
    )
} | {
    "kana": lambda values: values["kana"].translate(_KATAKANA),
    "category": lambda values: CATEGORIES.get(values["kind"], ""),
    "ages": lambda values: _ages(values["min_age"], values["max_age"]),
    "booking_note": lambda values: "予約不要" if values["no_booking"] else "",
    "phone_note": lambda values: "" if "phone.extension" in values else values["phone_note"],
}  # fmt: skip


def _ages(low: int | None, high: int | None) -> str:
    """The limits where they are read back."""
    words = ages_in_words(low, high)
    try:
        return words if words and read_ages(words).value == (low, high) else ""
    except NotUnderstood:
        return ""


# Opening hours


def _opening(written: Written, targets: set[str]) -> OpeningCells:
    if "hours.days" not in targets:
        return OpeningCells()
    words = (
        written.values["name"],
        written.values["description"],
        *(line[2] for line in written.lines),
    )
    return opening_cells(
        written.values["hours"],
        written.values["hours_note"],
        written.today,
        paused=next(filter(None, map(says_paused, words)), ""),
        asks_frequency="hours.frequency" in targets,
    )


def _of_opening(opening: OpeningCells) -> Cells:
    return {
        "hours.days": opening.days,
        "hours.opens": opening.opens,
        "hours.closes": opening.closes,
        "hours.frequency": opening.frequency,
        "hours.dates": opening.dates,
        "hours_note": opening.note,
    }


# Fees


def _fees(values: dict[str, Any], targets: set[str]) -> Cells:
    """By who pays where each has a column, in words where they are read back; {} otherwise."""
    fees = values["fees"]
    payers = [f"fee.{fee['who']}" for fee in fees]
    if fees and set(payers) <= targets and len(set(payers)) == len(payers):
        return {payer: str(fee["yen"]) for payer, fee in zip(payers, fees, strict=True)}
    words = told.line("、".join(write_fees(fees)))
    return {"fee_note": words} if "fee_note" in targets and _reads_as(words, fees) else {}


def _reads_as(words: str, fees: list[dict[str, Any]]) -> bool:
    try:
        return read_fee_words(words).value == fees
    except NotUnderstood:
        return False


# Accessibility


def _accessibility(values: dict[str, Any], targets: set[str]) -> tuple[Cells, str]:
    """The cells, and in words what the form has no column for."""
    codes = values.get("accessibility", [])
    if _without_venue(values):
        return {}, labels(ACCESSIBILITY, codes)
    flagged = [code for code in codes if f"accessibility.{code}" in targets]
    in_words = "accessibility.words" in targets
    worded = [code for code in codes if in_words and code in _ACCESSIBLE and code not in flagged]
    cells = {f"accessibility.{code}": "有" for code in flagged} | {
        "accessibility.words": "、".join(_ACCESSIBLE[code] for code in worded)
    }
    return cells, labels(ACCESSIBILITY, [code for code in codes if code not in {*flagged, *worded}])
