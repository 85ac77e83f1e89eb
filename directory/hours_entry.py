"""Opening hours as a form holds them: what was typed, to facts and back.

An entry is a plain dictionary of strings, lists of strings and rows, as the template shows it, so
that bad input is shown again as it was typed. Every key of the contract has its place here, so
editing a place loses none of its facts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from directory.hours import Hours
from directory.hours_phrases import Unreadable, read_hours_phrase
from directory.phrase_box import filled, refused
from directory.typed_days import (
    read_audience_limit,
    read_clock,
    read_date,
    read_lines,
    read_list,
    read_nth,
    read_span,
    write_nth,
    write_span,
)
from japanese.calendar_days import WEEKDAY_CODES, WEEKDAY_KANJI

WEEKDAYS = tuple(zip(WEEKDAY_CODES, WEEKDAY_KANJI, strict=True))
NUMBERS = (("1", "第1"), ("2", "第2"), ("3", "第3"), ("4", "第4"), ("5", "第5"), ("-1", "最後"))
HOLIDAYS = (("as-usual", "いつもどおり"), ("closed", "休み"), ("rows", "別の時間（下に書く）"))
MONTHS = tuple((str(month), f"{month}月") for month in range(1, 13))
ROW_TEXTS = ("opens", "closes", "season", "audiences", "other_nth")
TEXTS = ("closed_yearly", "closed_nth", "audience_until", "audiences_not_served",
         "valid_from", "valid_until")  # fmt: skip

Entry = dict[str, Any]
Facts = dict[str, Any]


LABELS = {
    "hours": "いまの時間",
    "public_holidays": "祝日",
    "closed_yearly": "毎年の休み",
    "closed_months": "月ごとの休み",
    "closed_nth": "第何曜日の休み",
    "audience_until": "この時刻まで",
    "audiences_not_served": "使えない人",
    "valid_from": "この日から",
    "valid_until": "この日まで",
    "appointment_only": "予約した人だけ",
}


class EntryError(ValueError):
    """What was typed cannot be read; `messages` are Japanese sentences that say where."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


def blank_row() -> Entry:
    return {"days": [], "numbers": [], "next_day": False, **dict.fromkeys(ROW_TEXTS, "")}


def is_blank(row: Entry) -> bool:
    return not (row["days"] or row["numbers"] or any(row[name].strip() for name in ROW_TEXTS))


def entry_of(facts: Mapping[str, Any]) -> Entry:
    """The form's content for stored facts."""
    special = facts.get("public_holidays") or "as-usual"
    return {
        "rows": [row for fact in facts.get("hours") or [] for row in _rows_of(fact)],
        "public_holidays": special if isinstance(special, str) else "rows",
        "holiday_rows": []
        if isinstance(special, str)
        else [row for fact in special for row in _rows_of(fact)],
        "closed_yearly": "\n".join(map(write_span, facts.get("closed_yearly") or [])),
        "closed_months": [str(month) for month in facts.get("closed_months") or []],
        "closed_nth": "\n".join(map(write_nth, facts.get("closed_nth") or [])),
        "audience_until": "\n".join(
            f"{who} {until}" for who, until in (facts.get("audience_until") or {}).items()
        ),
        "audiences_not_served": "\n".join(facts.get("audiences_not_served") or []),
        "valid_from": str(facts.get("valid_from") or ""),
        "valid_until": str(facts.get("valid_until") or ""),
        "appointment_only": bool(facts.get("appointment_only")),
    }


def _rows_of(fact: Mapping[str, Any]) -> list[Entry]:
    """One row; a row of nth weekdays becomes one for each set of numbers (第2・第4 × 火)."""
    common = blank_row() | {
        "opens": fact["opens"],
        "closes": fact["closes"],
        "next_day": bool(fact.get("closes_next_day")),
        "season": write_span(fact["season"]) if fact.get("season") else "",
        "audiences": "、".join(fact.get("audiences") or []),
    }
    if fact.get("days"):
        return [common | {"days": list(fact["days"])}]
    known = [number for number, _label in NUMBERS]
    others = [nth for nth in fact["nth"] if _number(nth) not in known]
    rows = [
        common | {"days": days, "numbers": numbers} for numbers, days in _by_numbers(fact["nth"])
    ]
    if others:
        rows.append(common | {"other_nth": "、".join(map(write_nth, others))})
    return rows


def _number(nth: str) -> str:
    return nth[:-2].removeprefix("+")


def _by_numbers(nths: list[str]) -> list[tuple[list[str], list[str]]]:
    """Which weekdays share the same numbers: ["2TU", "4TU"] → [(["2", "4"], ["TU"])]."""
    order = [number for number, _label in NUMBERS]
    numbers_of: dict[str, list[str]] = {}
    for nth in nths:
        if _number(nth) in order:
            numbers_of.setdefault(nth[-2:], []).append(_number(nth))
    days_of: dict[tuple[str, ...], list[str]] = {}
    for day, numbers in numbers_of.items():
        days_of.setdefault(tuple(sorted(set(numbers), key=order.index)), []).append(day)
    return [(list(numbers), days) for numbers, days in days_of.items()]


def facts_of(entry: Entry) -> Facts:
    """The facts of what was typed; keys that say nothing are left out.

    Raises EntryError with every sentence that was not understood.
    """
    errors: list[str] = []

    def read(label: str, text: str, reader: Callable[[str], Any]) -> Any:
        try:
            return reader(text) if text.strip() else None
        except ValueError as error:
            errors.append(f"{label}：{error}")
            return None

    facts = {
        "hours": _read_rows("時間", entry["rows"], errors),
        "public_holidays": _read_holidays(entry, errors),
        "closed_yearly": read("毎年の休み", entry["closed_yearly"], _lines(read_span)),
        "closed_months": [int(month) for month in entry["closed_months"]],
        "closed_nth": read("第何曜日の休み", entry["closed_nth"], _several(read_nth)),
        "audience_until": read("対象ごとの終わり", entry["audience_until"], _limits),
        "audiences_not_served": read("使えない人", entry["audiences_not_served"], read_list),
        "valid_from": read("この日から", entry["valid_from"], read_date),
        "valid_until": read("この日まで", entry["valid_until"], read_date),
        "appointment_only": entry["appointment_only"],
    }
    if not errors and (facts["valid_from"] or "") > (facts["valid_until"] or "9999"):
        errors.append("この日まで：「この日から」より後の日にしてください。")
    if errors:
        raise EntryError(errors)
    said = {key: value for key, value in facts.items() if value}
    Hours.from_facts(said)
    return said


def _lines(reader: Callable[[str], Any]) -> Callable[[str], list[Any]]:
    return lambda text: read_lines(text, reader)


def _several(reader: Callable[[str], Any]) -> Callable[[str], list[Any]]:
    return lambda text: read_list(text, reader)


def _limits(text: str) -> dict[str, str]:
    return dict(read_lines(text, read_audience_limit))


def _read_holidays(entry: Entry, errors: list[str]) -> Any:
    choice = entry["public_holidays"]
    if choice == "rows":
        return _read_rows("祝日の時間", entry["holiday_rows"], errors) or "closed"
    return choice if choice == "closed" else None


def _read_rows(label: str, rows: list[Entry], errors: list[str]) -> list[Facts]:
    facts = []
    for number, row in enumerate(rows, start=1):
        if is_blank(row):
            continue
        try:
            facts.append(_read_row(row))
        except ValueError as error:
            errors.append(f"{label}の{number}行目：{error}")
    return facts


def _read_row(row: Entry) -> Facts:
    others = read_list(row["other_nth"], read_nth)
    if not row["days"] and not others:
        raise ValueError("曜日をえらんでください。")
    if not row["opens"].strip() or not row["closes"].strip():
        raise ValueError("はじまりと終わりの時刻を書いてください。")
    opens, closes = read_clock(row["opens"]), read_clock(row["closes"])
    if closes <= opens and not row["next_day"]:
        raise ValueError("終わりは、はじまりより後にしてください（日をまたぐなら「翌日まで」）。")
    facts: Facts = {}
    if row["numbers"] or others:
        facts["nth"] = [f"{n}{day}" for day in row["days"] for n in row["numbers"]] + others
    else:
        facts["days"] = list(row["days"])
    facts |= {"opens": opens, "closes": closes}
    if row["next_day"]:
        facts["closes_next_day"] = True
    if row["season"].strip():
        facts["season"] = read_span(row["season"])
    if row["audiences"].strip():
        facts["audiences"] = read_list(row["audiences"])
    return facts


def read_into(entry: Entry) -> Entry:
    """The entry with the rows that its phrase says, to be confirmed; or why it is not read."""
    try:
        phrase = read_hours_phrase(entry["phrase"])
    except Unreadable as reason:
        return refused(entry, f"読み取れません。{reason}")
    dropped = [label for key, label in LABELS.items() if _holds(entry, key)
               and key not in phrase.facts]  # fmt: skip
    words = "。".join(phrase.notes)
    by_phrase = filled(entry, entry_of(phrase.facts), dropped)
    return by_phrase | {"note": words, "beside": words, "asks": list(phrase.asks)}


def recall(entry: Entry) -> Entry:
    """What the phrase behind still unconfirmed rows said beside its facts, to be shown again."""
    try:
        phrase = read_hours_phrase(entry["read"])
    except Unreadable:
        return entry | {"read": ""}
    asks = [] if entry["closed_yearly"].strip() else list(phrase.asks)
    return entry | {"beside": "。".join(phrase.notes), "asks": asks}


def _holds(entry: Entry, key: str) -> bool:
    if key == "hours":
        return any(not is_blank(row) for row in entry["rows"])
    return bool(entry[key]) and entry[key] != "as-usual"
