"""When an event is held, who holds it, and how to apply."""

from __future__ import annotations

import re
from typing import Final

from directory.importing.cells.days import DAY, clock_text, read_clock, read_date
from directory.importing.cells.words import read_body, read_line, read_name
from directory.importing.findings import Cell, Findings
from directory.importing.rows import LeftOut

_NOT_HELD: Final = re.compile(r"中止|延期|取りやめ|EventCancelled|EventPostponed", re.IGNORECASE)
_APPLYING: Final = r"(?:申込み?|申し込み|お申し込み|お申込み?|予約)"
_NOT_NEEDED: Final = re.compile(
    rf"(?:事前の?)?{_APPLYING}(?:は|など)?(?:不要|いりません|(?:の)?必要(?:は)?(?:ありません|ございません)|なし)(?:です)?[。、]?"
)
_NEEDED: Final = re.compile(rf"(?:要|事前の?){_APPLYING}|{_APPLYING}(?:が)?(?:必要|必須)|締切")
_ONLY_NOT_NEEDED: Final = re.compile(r"(?:不要|いりません|なし)(?:です)?。?")


def read_dates(row: Findings) -> None:
    """start_date to apply_until_time. An event without a day, or that is off, is refused."""
    for target in ("start_date", "end_date", "apply_until"):
        row.take(target, read_date)
    for target in ("start_time", "end_time", "apply_until_time"):
        _take_clock(row, target)
    _drop_reversed(row)
    notes = "。".join(read_line(cell.text).value for cell in row.all("schedule_note"))
    row.put(
        "schedule_note", notes, row.first("schedule_note") if len(notes) == 1 else Cell("日時", "")
    )
    status = row.text("status")
    if _NOT_HELD.search(status):
        row.refusals.append(f"状態が「{status}」なので、取り込みません。")
    elif status:
        row.lines.append(f"状態：{read_line(status).value}")
    if "start_date" not in row.values:
        row.refusals.append("開始日が読めないので、いつの集まりか分かりません。")


def _take_clock(row: Findings, target: str) -> None:
    cell = row.first(target)
    minutes = row.read(cell, read_clock) if cell else None
    if cell is None or minutes is None:
        return
    if minutes > DAY or (minutes == DAY and target != "end_time"):
        row.leave_out(cell, "日をまたぐ時刻なので、使いません。")
        return
    row.values[target] = clock_text(minutes)


def _drop_reversed(row: Findings) -> None:
    """An end before its start: which of the two is wrong cannot be told, so the end goes."""
    start, end = row.values.get("start_date", ""), row.values.get("end_date", "")
    if start and end and end < start:
        _drop(row, "end_date", "終了日が開始日より前です。")
    one_day = "end_date" not in row.values or row.values["end_date"] == start
    first, last = row.values.get("start_time", ""), row.values.get("end_time", "")
    if one_day and first and last and last <= first:
        _drop(row, "end_time", "終了時刻が開始時刻より前です。")
    if "end_time" in row.values and "start_time" not in row.values:
        _drop(row, "end_time", "開始時刻がないので、終了時刻だけでは使いません。")


def _drop(row: Findings, target: str, why: str) -> None:
    del row.values[target]
    cell = row.all(target)[0]
    row.left_out.append(LeftOut(cell.column, cell.text, why))


def read_application(words: str, has_closing_day: bool = False) -> str:
    """ "none" or "required" where the words or a closing day leave no doubt, else ""."""
    others = _NOT_NEEDED.sub("", words)
    needed = has_closing_day or bool(_NEEDED.search(others))
    not_needed = others != words or bool(_ONLY_NOT_NEEDED.fullmatch(words))
    if needed == not_needed:
        return ""
    return "required" if needed else "none"


def application_note(words: str) -> str:
    """Words that tell more than that nothing is needed; "" for 申込不要 and the like."""
    nothing_more = _NOT_NEEDED.fullmatch(words) or _ONLY_NOT_NEEDED.fullmatch(words)
    return "" if nothing_more else words


def read_event_words(row: Findings) -> None:
    """Summary, venue and organizer, and how to apply."""
    summaries = [read_line(cell.text).value for cell in row.all("summary")]
    row.put("summary", " ".join(dict.fromkeys(summaries)), Cell("概要", ""))
    row.take("place_name", read_name)
    row.take("organizer", read_body)
    applications = row.all("application_note")
    words = "。".join(read_line(cell.text).value for cell in applications)
    if application := read_application(words, "apply_until" in row.values):
        row.values["application"] = application
    if note := application_note(words):
        row.put("application_note", note, applications[0])
