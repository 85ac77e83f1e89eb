"""How to reach somebody: public telephones and pages, and what stays with the staff."""

from __future__ import annotations

import re
from typing import Final

from directory.importing.cells.contacts import Phones, read_phones, read_website
from directory.importing.cells.private import names_a_person, without_private
from directory.importing.cells.reading import NotUnderstood
from directory.importing.cells.words import WITHHELD, read_line
from directory.importing.findings import Cell, Findings
from directory.importing.rows import Repair

_AROUND: Final = re.compile(r"^[(（]\s*|\s*[)）]$")
_MOBILE_IS_PRIVATE: Final = "携帯電話の番号は公開しないので、「公開しない連絡先」にうつしました。"


def read_contacts(row: Findings) -> None:
    """phone and phone_note, website, private lines."""
    _read_telephones(row)
    website = row.first("website")
    if website and not WITHHELD.fullmatch(website.text.strip()):
        row.put("website", row.read(website, read_website), website)
    for cell in row.all("form_url"):
        address = row.read(cell, read_website)
        if address:
            row.lines.append(f"問い合わせフォーム：{address}")
    _keep_mails(row)
    for cell in row.all("private"):
        row.keep_private(cell.column, [read_line(cell.text).value])


def _keep_mails(row: Findings) -> None:
    beside = {cell.column.partition("_")[0]: cell for cell in row.all("private.note")}
    for cell in row.all("private.mail"):
        note = beside.pop(cell.column, None)
        words = f"（{_plain_note(note)}）" if note else ""
        row.keep_private(cell.column, [read_line(cell.text).value + words])
    for note in beside.values():
        row.keep_private(note.column, [_plain_note(note)])


def _read_telephones(row: Findings) -> None:
    numbers: list[str] = []
    notes: list[str] = []
    beside = {cell.column.partition("_")[0]: cell for cell in row.all("phone.note")}
    for cell in row.all("phone"):
        note = beside.pop(cell.column, None)
        phones = _phones(row, cell)
        if phones is None:
            notes += _note_without_number(row, note)
            continue
        numbers += phones.numbers
        _keep_mobiles(row, cell, phones, note)
        notes += _public_notes(row, phones, note)
    for note in beside.values():
        numbers += _numbers_in_note(row, note, notes)
    _put(row, list(dict.fromkeys(numbers)), notes)


def _phones(row: Findings, cell: Cell) -> Phones | None:
    if WITHHELD.fullmatch(cell.text.strip()):
        return None
    return row.read(cell, read_phones)


def _keep_mobiles(row: Findings, cell: Cell, phones: Phones, note: Cell | None) -> None:
    if not phones.private:
        return
    beside = [f"（{_plain_note(note)}）"] if note and not phones.numbers else []
    row.keep_private(cell.column, ["、".join(phones.private) + "".join(beside)])
    row.repairs.append(
        Repair(cell.column, cell.text, "、".join(phones.numbers), _MOBILE_IS_PRIVATE)
    )


def _public_notes(row: Findings, phones: Phones, note: Cell | None) -> list[str]:
    """Words beside a public number; those that name a person stay with the staff."""
    if not phones.numbers:
        return []
    notes = [phones.note]
    if note is not None:
        words = _plain_note(note)
        public, taken = without_private(words)
        if taken or names_a_person(words):
            row.keep_private(note.column, [words])
        else:
            notes.append(public)
    return [words for words in notes if words]


def _note_without_number(row: Findings, note: Cell | None) -> list[str]:
    if note is not None:
        row.keep_private(note.column, [_plain_note(note)])
    return []


def _numbers_in_note(row: Findings, note: Cell, notes: list[str]) -> list[str]:
    """A note whose own number cell is blank: it may hold the number itself."""
    try:
        phones = read_phones(note.text).value
    except NotUnderstood:
        _note_without_number(row, note)
        return []
    _keep_mobiles(row, note, phones, None)
    notes += _public_notes(row, phones, None)
    return list(phones.numbers)


def _plain_note(note: Cell) -> str:
    return _AROUND.sub("", read_line(note.text).value)


def _put(row: Findings, numbers: list[str], notes: list[str]) -> None:
    if numbers:
        row.put("phone", numbers[0], next(iter(row.all("phone")), None))
    said = [f"ほかに {number}" for number in numbers[1:]]
    said += [f"内線 {read_line(cell.text).value}" for cell in row.all("phone.extension")]
    said += dict.fromkeys(notes)
    said += [fax for cell in row.all("fax") if (fax := _fax(row, cell))]
    said += [read_line(cell.text).value for cell in row.all("phone_note")]
    row.put("phone_note", "、".join(said), Cell("電話のこと", ""))


def _fax(row: Findings, cell: Cell) -> str:
    phones = _phones(row, cell)
    if phones is None:
        return ""
    _keep_mobiles(row, cell, phones, None)
    return f"FAX {phones.numbers[0]}" if phones.numbers else ""
