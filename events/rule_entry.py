"""The rule of a series as a form holds it: what was typed, to facts and back.

An entry is a plain dictionary of strings and lists of strings, as the template shows it. The usual
rules (every week, nth weekdays, days of the month) are ticked; any other RRULE stands as text.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from directory.hours_entry import NUMBERS, WEEKDAYS, EntryError
from directory.phrase_box import filled, refused
from directory.typed_days import (
    plain,
    read_clock,
    read_date,
    read_lines,
    read_list,
    read_span,
    write_span,
)
from events.phrase_rule import PhraseRefused, rule_of_phrase
from events.recurrence import Recurrence
from japanese.schedule import read_phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PATTERNS = (
    ("weekly", "毎週"),
    ("nth", "毎月の第何曜日"),
    ("monthday", "毎月の何日"),
    ("dates", "日にちをえらぶ（くり返さない）"),
    ("rrule", "くわしい規則（RRULE）"),
)
HOLIDAYS = (
    ("as-usual", "いつもどおり"),
    ("skip", "休み"),
    ("next-weekday", "次の平日にする"),
)
TEXTS = ("every", "monthdays", "rrule", "dtstart", "rdates", "start", "end", "sittings",
         "skip_dates", "skip_yearly", "ended_after", "place")  # fmt: skip

LABELS = {
    "rdates": "開く日",
    "sittings": "回ごとの時間",
    "skip_dates": "休む日",
    "skip_months": "休む月",
    "skip_yearly": "毎年の休み",
    "public_holidays": "祝日",
    "ended_after": "最後の日",
}

Entry = dict[str, Any]
Facts = dict[str, Any]


def entry_of(facts: Mapping[str, Any]) -> Entry:
    """The form's content for stored facts."""
    return {
        "pattern": "dates",
        "days": [],
        "numbers": [],
        "every": "1",
        "monthdays": "",
        "rrule": "",
        **_pattern_of(facts.get("rrule")),
        "dtstart": str(facts.get("dtstart") or ""),
        "rdates": "\n".join(map(str, facts.get("rdates") or [])),
        "start": str(facts.get("start") or "")[:5],
        "end": str(facts.get("end") or "")[:5],
        "sittings": "\n".join(map(_write_sitting, facts.get("sittings") or [])),
        "skip_dates": "\n".join(map(str, facts.get("skip_dates") or [])),
        "skip_months": [str(month) for month in facts.get("skip_months") or []],
        "skip_yearly": "\n".join(map(write_span, facts.get("skip_yearly") or [])),
        "public_holidays": facts.get("public_holidays") or "as-usual",
        "ended_after": str(facts.get("ended_after") or ""),
        "place": facts.get("place") or "",
    }


def _pattern_of(rrule: str | list[str] | None) -> Entry:
    """The ticks for a usual rule; a rule they cannot say stands as text, one rule a line."""
    if not rrule:
        return {}
    if isinstance(rrule, list):
        return {"pattern": "rrule", "rrule": "\n".join(rrule)}
    for pattern in (_weekly, _nth, _monthday):
        ticks = pattern(dict(part.partition("=")[::2] for part in rrule.split(";")))
        if ticks:
            return ticks
    return {"pattern": "rrule", "rrule": rrule}


def _weekly(parts: dict[str, str]) -> Entry | None:
    days = parts.get("BYDAY", "").split(",")
    known = [code for code, _label in WEEKDAYS]
    if parts.keys() - {"FREQ", "INTERVAL", "BYDAY"} or parts["FREQ"] != "WEEKLY":
        return None
    if not set(days) <= set(known):
        return None
    return {"pattern": "weekly", "days": days, "every": parts.get("INTERVAL", "1")}


def _nth(parts: dict[str, str]) -> Entry | None:
    if parts.keys() - {"FREQ", "INTERVAL", "BYDAY"} or parts["FREQ"] != "MONTHLY":
        return None
    given = {code.removeprefix("+") for code in parts.get("BYDAY", "").split(",")}
    days = [code for code, _label in WEEKDAYS if any(nth[-2:] == code for nth in given)]
    numbers = [code for code, _label in NUMBERS if any(nth[:-2] == code for nth in given)]
    if given != {f"{number}{day}" for number in numbers for day in days}:
        return None
    every = parts.get("INTERVAL", "1")
    return {"pattern": "nth", "days": days, "numbers": numbers, "every": every}


def _monthday(parts: dict[str, str]) -> Entry | None:
    days = parts.get("BYMONTHDAY", "").split(",")
    if parts.keys() - {"FREQ", "INTERVAL", "BYMONTHDAY"} or parts["FREQ"] != "MONTHLY":
        return None
    if not all(day.isdecimal() for day in days):
        return None
    every = parts.get("INTERVAL", "1")
    return {"pattern": "monthday", "monthdays": "、".join(days), "every": every}


def facts_of(entry: Entry) -> Facts:
    """The facts of what was typed; keys that say nothing are left out.

    Raises EntryError with every sentence that was not understood, RecurrenceError for the rest.
    """
    errors: list[str] = []

    def read(label: str, text: str, reader: Callable[[str], Any]) -> Any:
        try:
            return reader(text) if text.strip() else None
        except ValueError as error:
            errors.append(f"{label}：{error}")
            return None

    facts = {
        "rrule": read("くり返し", entry["pattern"], lambda _pattern: _rules(entry)),
        "dtstart": read("最初の日", entry["dtstart"], read_date),
        "rdates": read("日にち", entry["rdates"], lambda text: read_lines(text, read_date)),
        "start": read("はじまり", entry["start"], read_clock),
        "end": read("終わり", entry["end"], read_clock),
        "sittings": read("回ごとの時間", entry["sittings"], lambda t: read_lines(t, _read_sitting)),
        "skip_dates": read("休む日", entry["skip_dates"], lambda t: read_lines(t, read_date)),
        "skip_months": [int(month) for month in entry["skip_months"]],
        "skip_yearly": read("毎年の休み", entry["skip_yearly"], lambda t: read_lines(t, read_span)),
        "public_holidays": entry["public_holidays"],
        "ended_after": read("最後の日", entry["ended_after"], read_date),
        "place": entry["place"].strip(),
    }
    errors += _missing(entry, facts)
    if errors:
        raise EntryError(errors)
    said = {key: value for key, value in facts.items() if value and value != "as-usual"}
    Recurrence.from_facts(said)
    return said


def _missing(entry: Entry, facts: Facts) -> list[str]:
    """What the chosen pattern needs and was not typed."""
    found = []
    if plain(entry["every"]) not in {"", "1"} and not entry["dtstart"].strip():
        found.append("最初の日：何週（何か月）おきかを数えるために、最初の日を書いてください。")
    if entry["pattern"] == "dates" and not entry["rdates"].strip():
        found.append("日にち：開く日を1行に1つ書いてください。")
    if facts["sittings"] and (facts["start"] or facts["end"]):
        found.append("回ごとの時間：書くときは、上の「はじまり」「終わり」を空にしてください。")
    return found


def _rules(entry: Entry) -> str | list[str] | None:
    if entry["pattern"] == "dates":
        return None
    if entry["pattern"] != "rrule":
        return _rrule(entry)
    lines = read_lines(plain(entry["rrule"]).removeprefix("RRULE:"), str)
    if not lines:
        raise ValueError("規則を書いてください。")
    return lines[0] if len(lines) == 1 else lines


def _rrule(entry: Entry) -> str:
    """RFC 5545 text of the ticks: FREQ=MONTHLY;BYDAY=2TU,4TU."""
    every = plain(entry.get("every", "1")) or "1"
    if not every.isdecimal() or int(every) < 1:
        raise ValueError(f"「{every}」が読めません。何週おきかは数字で書いてください。")
    interval = f";INTERVAL={int(every)}" if int(every) > 1 else ""
    if entry["pattern"] == "monthday":
        return f"FREQ=MONTHLY{interval};BYMONTHDAY={','.join(_monthdays(entry['monthdays']))}"
    if not entry["days"]:
        raise ValueError("曜日をえらんでください。")
    if entry["pattern"] == "weekly":
        return f"FREQ=WEEKLY{interval};BYDAY={','.join(entry['days'])}"
    if not entry["numbers"]:
        raise ValueError("第何曜日かをえらんでください。")
    nths = [f"{number}{day}" for day in entry["days"] for number in entry["numbers"]]
    return f"FREQ=MONTHLY{interval};BYDAY={','.join(nths)}"


def _monthdays(text: str) -> list[str]:
    days = [part.removesuffix("日") for part in read_list(text)]
    if not days or not all(day.isdecimal() and 1 <= int(day) <= 31 for day in days):
        raise ValueError(f"「{text}」が読めません。「10、25」のように書いてください。")
    return days


def _read_sitting(text: str) -> Facts:
    start, _to, end = plain(text).replace("〜", "~").partition("~")
    times = {"start": read_clock(start)}
    return times | {"end": read_clock(end)} if end.strip() else times


def _write_sitting(sitting: Mapping[str, Any]) -> str:
    end = str(sitting.get("end") or "")[:5]
    return f"{str(sitting['start'])[:5]}〜{end}" if end else str(sitting["start"])[:5]


def read_into(entry: Entry, today: date) -> Entry:
    """The entry with the rule that its phrase says, to be confirmed; or why it is not read.

    The first day and the place stay as they stand where the phrase names none; 隔週 is counted
    from that first day. `today` is the day in Japan.
    """
    phrase = entry["phrase"]
    try:
        first = _first_day(entry)
    except ValueError as error:
        return refused(entry, f"読み取れません。最初の日：{error}")
    try:
        facts, says_more = rule_of_phrase(phrase, today, first)
    except PhraseRefused as error:
        return refused(entry, str(error))
    facts = _kept(entry, facts, first) | facts
    dropped = [label for key, label in LABELS.items() if _holds(entry, key) and key not in facts]
    words = phrase if says_more else ""
    return filled(entry, entry_of(facts), dropped) | {"note": words, "beside": words}


def recall(entry: Entry, today: date) -> Entry:
    """What the phrase behind still unconfirmed rows said beside its dates, to be shown again."""
    try:
        schedule = read_phrase(entry["read"], today, _first_day(entry))
    except ValueError:
        return entry
    return entry | {"beside": entry["read"] if schedule and schedule.caveat else ""}


def _first_day(entry: Entry) -> date | None:
    text = entry["dtstart"].strip()
    return date.fromisoformat(read_date(text)) if text else None


def _kept(entry: Entry, facts: Facts, first: date | None) -> Facts:
    kept = {"dtstart": first and first.isoformat()} if "rrule" in facts else {}
    return {key: value for key, value in (kept | {"place": entry["place"]}).items() if value}


def _holds(entry: Entry, key: str) -> bool:
    return bool(entry[key]) and entry[key] != "as-usual"
