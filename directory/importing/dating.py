"""When an event is held, who holds it, and how to apply."""

from __future__ import annotations

import re
from typing import Final

from directory.importing.cells.days import DAY, clock_text, read_clock, read_date
from directory.importing.cells.words import read_line, read_name
from directory.importing.findings import Cell, Findings
from directory.importing.rows import LeftOut

_NOT_HELD: Final = re.compile(r"中止|延期|取りやめ|EventCancelled|EventPostponed", re.IGNORECASE)
_NO_APPLICATION: Final = re.compile(
    r"(?:(?:事前)?(?:の)?(?:申込み?|申し込み|予約)(?:は)?)?(?:不要|いりません|必要ありません|なし)(?:です)?。?"
)
_REQUIRED: Final = re.compile(
    r"(?:要|事前)(?:申込み?|申し込み|予約)|(?:申込み?|申し込み|予約)(?:が)?(?:必要|必須)"
)


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


def read_application(words: str) -> str:
    """"none" or "required" where the words say so, else ""."""
    if _NO_APPLICATION.fullmatch(words):
        return "none"
    return "required" if _REQUIRED.search(words) else ""


def read_event_words(row: Findings) -> None:
    """Summary, venue and organizer, and how to apply."""
    summaries = [read_line(cell.text).value for cell in row.all("summary")]
    row.put("summary", " ".join(dict.fromkeys(summaries)), Cell("概要", ""))
    row.take("place_name", read_name)
    row.take("organizer", read_name)
    applications = row.all("application_note")
    words = "。".join(read_line(cell.text).value for cell in applications)
    application = read_application(words)
    if application == "none":
        row.values["application"] = "none"
    elif application or "apply_until" in row.values:
        row.values["application"] = "required"
    if words and row.values.get("application") != "none":
        row.put("application_note", words, applications[0])


def read_group_words(row: Findings) -> None:
    """Who belongs to an organization."""
    row.take("members", read_line)
