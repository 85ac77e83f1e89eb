"""Where a row is: address, position, access, and what helps people in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from directory.importing.cells.codes import read_postal_code
from directory.importing.cells.days import read_date
from directory.importing.cells.numbers import read_flag
from directory.importing.cells.points import read_point
from directory.importing.cells.reading import NotUnderstood
from directory.importing.cells.words import WITHHELD, read_line, read_name, read_paragraphs
from directory.importing.describing import add_line
from directory.importing.findings import Cell, Findings
from directory.importing.rows import LeftOut, Repair
from directory.importing.targets import LIMITS
from japanese.addresses import normalise_address

_SEAT: Final = ("seat.prefecture", "seat.city", "seat.town", "seat.block")
_EXCEL_DATE: Final = re.compile(
    r"(?:[A-Z][a-z]{2}-[0-9]{1,2}|[0-9]{1,2}-[A-Z][a-z]{2}|[0-9]{1,2}月[0-9]{1,2}日)"
)
_PLACE_WITHHELD: Final = re.compile(rf"(?:住所|所在地|場所|会場).{{0,8}}{WITHHELD.pattern}")
FREE_TEXT: Final = ("remarks", "description", "building", "address", "hours_note", "line")

_CODES: Final = (
    (
        re.compile(
            r"(?:多目的|多機能|バリアフリー|だれでも|誰でも|車椅子(?:対応|用)|車いす(?:対応|用))(?:用)?トイレ"
        ),
        "toilet",
    ),
    (re.compile(r"スロープ"), "slope"),
    (re.compile(r"エレベーター?"), "elevator"),
    (re.compile(r"(?:優先|障害者用|障がい者用|車椅子用|車いす用)駐車(?:場|スペース)"), "parking"),
    (re.compile(r"オストメイト(?:対応)?(?:トイレ)?"), "ostomate"),
    (re.compile(r"(?:筆談|手話)(?:対応)?"), "hearing"),
    (re.compile(r"車(?:椅子|いす)(?:で(?:の)?利用|可|対応|利用)?"), "wheelchair"),
)
_HAS: Final = re.compile(r"(.+?)(?:有り?|あり|可|対応)$")
_HAS_NOT: Final = re.compile(r"(.+?)(?:無し?|なし|不可)$")
_NO_STEPS: Final = re.compile(r"段差(?:無し?|なし)")
_ITEMS: Final = re.compile(r"[;；:、,，\n]+")
_LOT_IN_BUILDING: Final = re.compile(r"[0-9]番地")
_IN_BRACKETS: Final = re.compile(r"[(（]([^()（）]*)[)）]")
_SIMPLY_NOT: Final = re.compile(r"無し?|なし|不可|×|否")
_FLAGS: Final = ("wheelchair", "toilet", "hearing", "parking", "ostomate")


def read_place_of(row: Findings, towns: Sequence[str]) -> None:
    """Address, position, access. A place that the file keeps secret gets no position at all."""
    row.take("postal_code", read_postal_code)
    _read_address(row, towns)
    _read_position(row)
    row.take("access", read_paragraphs)
    row.take("parking", read_line)
    _read_accessibility(row)


def _read_address(row: Findings, towns: Sequence[str]) -> None:
    typed = _unless_withheld(row, _typed_address(row), "hidden")
    building = _unless_withheld(row, row.first("building"), "town")
    rooms = [_room(building.text)] if building else []
    if typed:
        rooms = [*_put_address(row, typed, towns), *rooms]
    row.put("building", " ".join(dict.fromkeys(rooms)), building or typed)


def _room(text: str) -> str:
    """A building or room without brackets around the whole of it."""
    name = read_name(text).value
    whole = _IN_BRACKETS.fullmatch(name)
    return whole[1] if whole else name


def _unless_withheld(row: Findings, cell: Cell | None, precision: str) -> Cell | None:
    """The cell, None where it says 非公開; how exact the place may be told is set then."""
    if cell is None:
        return None
    words = cell.text.strip()
    if not (WITHHELD.search(words) if precision == "town" else WITHHELD.fullmatch(words)):
        return cell
    if row.values.get("precision") != "hidden":
        row.values["precision"] = precision
    row.leave_out(cell, "公開しないと書かれています。")
    return None


def _put_address(row: Findings, typed: Cell, towns: Sequence[str]) -> list[str]:
    """Sets the address in one spelling; gives the building that stood behind it."""
    address = normalise_address(read_line(typed.text).value, towns)
    if not (address.city or address.town or address.rest):
        add_line(row, typed)
        row.leave_out(typed, "住所ではないようなので、「くわしく」の文に入れました。")
        return []
    street = f"{address.prefecture}{address.city}{address.town}{address.rest}"
    building = _room(address.building)
    if _LOT_IN_BUILDING.search(building):  # 洲衛10部11番地1: numbers of a kind of their own
        street, building = f"{street}{building}", ""
    row.put("address", street, typed)
    for target in ("prefecture", "city", "town"):
        part = getattr(address, target)
        if part and len(part) <= LIMITS.get(target, len(part)):
            row.values.setdefault(target, part)
    _say_changes(row, typed, address.text)
    return [building] if building else []


def _typed_address(row: Findings) -> Cell | None:
    """The address as one cell, or put together from its parts."""
    whole = row.first("address")
    if whole is not None:
        return whole
    parts = [cell for target in _SEAT if (cell := row.first(target)) and _is_no_date(row, cell)]
    for target in ("prefecture", "city"):
        if said := row.text(f"seat.{target}"):
            row.values.setdefault(target, read_line(said).value)
    if not any(cell in parts for cell in row.all("seat.town") + row.all("seat.block")):
        return None
    return Cell(parts[0].column, "".join(read_line(cell.text).value for cell in parts))


def _is_no_date(row: Findings, cell: Cell) -> bool:
    """Excel makes 3-7 a date: 3月7日, Mar-07, 2003-03-07. What it was cannot be told any more."""
    text = cell.text.strip()
    if _EXCEL_DATE.fullmatch(text) is None:
        if not re.fullmatch(r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}", text):
            return True
        try:
            read_date(text)
        except NotUnderstood:
            return True
    row.leave_out(cell, "表計算ソフトが番地を日付に変えたようです。もとの番地が分かりません。")
    return False


def _say_changes(row: Findings, typed: Cell, now: str) -> None:
    plain = "".join(typed.text.split())
    if plain != "".join(now.split()):
        row.repairs.append(
            Repair(
                typed.column,
                typed.text,
                now,
                "住所の書き方（番地、丁目、文字の幅）をそろえました。",
            )
        )


def withholds_place(text: str) -> bool:
    """Whether words say that the place is not public."""
    return _PLACE_WITHHELD.search(text) is not None


def _read_position(row: Findings) -> None:
    if any(withholds_place(cell.text) for name in FREE_TEXT for cell in row.all(name)):
        row.values["precision"] = "hidden"
    lat, lng = row.first("lat"), row.first("lng")
    if lat is None and lng is None:
        return
    known = lat or lng or Cell("", "")
    was = "、".join(cell.text for cell in (lat, lng) if cell)
    if "precision" in row.values:
        row.left_out.append(
            LeftOut(known.column, was, "場所を公開しないと書かれているので、使いません。")
        )
        return
    try:
        reading = read_point(lat.text if lat else "", lng.text if lng else "")
    except NotUnderstood as error:
        row.left_out.append(LeftOut(known.column, was, str(error)))
        return
    row.values["lat"], row.values["lng"] = reading.value
    if reading.why:
        now = "、".join(map(str, reading.value))
        row.repairs.append(Repair(known.column, was, now, reading.why))


def _read_accessibility(row: Findings) -> None:
    codes: list[str] = []
    for flag in _FLAGS:
        for cell in row.all(f"accessibility.{flag}"):
            _flag(row, cell, flag, codes)
    _nursing(row, codes)
    for cell in row.all("accessibility.words"):
        _accessibility_words(row, cell, codes)
    row.put("accessibility", list(dict.fromkeys(codes)))


def _flag(row: Findings, cell: Cell, code: str, codes: list[str]) -> None:
    try:
        if read_flag(cell.text).value:
            codes.append(code)
    except NotUnderstood:
        add_line(row, cell)


def _nursing(row: Findings, codes: list[str]) -> None:
    """One code stands for nursing and for changing nappies: only both together are sure."""
    cells = row.all("accessibility.nursing")
    both: list[str] = []
    for cell in cells:
        _flag(row, cell, "nursing", both)
    if len(both) >= 2:
        codes.append("nursing")
    elif both:
        for cell in cells:
            add_line(row, cell)


def _accessibility_words(row: Findings, cell: Cell, codes: list[str]) -> None:
    """多目的トイレ有り;スロープ有り → codes; what has none is a line."""
    others = []
    for item in filter(None, (part.strip() for part in _ITEMS.split(read_name(cell.text).value))):
        code = _code_of(item)
        if code:
            codes.append(code)
        elif not (_HAS_NOT.fullmatch(item) or _SIMPLY_NOT.fullmatch(item)):
            others.append(item)
    if others:
        row.lines.append(f"{cell.column}：{'、'.join(others)}")


def _code_of(item: str) -> str:
    if _NO_STEPS.fullmatch(item):
        return "step-free"
    found = _HAS.fullmatch(item)
    if found is None:
        return ""
    return next((code for pattern, code in _CODES if pattern.fullmatch(found[1])), "")
