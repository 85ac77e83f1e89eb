"""What people type for days and times, as the codes of stored facts, and back again.

9時半 → 09:30, 12/29〜1/3 → ["12-29", "01-03"], 最後の金曜 → -1FR. Readers raise ValueError with
one Japanese sentence that shows what was not understood.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from japanese.calendar_days import WEEKDAY_CODES, WEEKDAY_KANJI, parse_nth, parse_span

_CLOCK = re.compile(r"(\d{1,2})(?::(\d{1,2})|時(?:(\d{1,2})分|(半))?)?")
_MONTH_DAY = r"(\d{1,2})(?:/|-|月)(\d{1,2})日?"
_SPAN = re.compile(rf"{_MONTH_DAY}(?:[~〜～から-]+{_MONTH_DAY}(?:まで)?)?")
_NTH = re.compile(r"(?:第([1-5])|(最後)(?:から([2-5])番目)?の?|(最終))([月火水木金土日])(?:曜日?)?")
_DATE = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?")
_BETWEEN = re.compile(r"[、,\s]+")
_LAST_MINUTE = 24 * 60


def plain(text: str) -> str:
    """Full-width digits and signs as narrow ones, without spaces around."""
    return unicodedata.normalize("NFKC", text).strip()


def read_clock(text: str) -> str:
    """「9時半」 → "09:30"; "24:00" is the end of the day."""
    found = _CLOCK.fullmatch(plain(text))
    if found:
        minutes = 30 if found[4] else int(found[2] or found[3] or 0)
        hours = int(found[1])
        if minutes < 60 and hours * 60 + minutes <= _LAST_MINUTE:
            return f"{hours:02}:{minutes:02}"
    raise ValueError(f"時刻「{text}」が読めません。「9:30」のように書いてください。")


def read_date(text: str) -> str:
    """「2026年12月1日」 or "2026-12-01" → "2026-12-01"."""
    found = _DATE.fullmatch(plain(text))
    if found:
        try:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        except ValueError:
            pass
    raise ValueError(f"日付「{text}」が読めません。「2026-12-01」のように書いてください。")


def read_span(text: str) -> list[str]:
    """「12/29〜1/3」 → ["12-29", "01-03"]; one day is a span of its own."""
    found = _SPAN.fullmatch(plain(text).replace(" ", ""))
    if found:
        first = f"{int(found[1]):02}-{int(found[2]):02}"
        last = f"{int(found[3]):02}-{int(found[4]):02}" if found[3] else first
        try:
            parse_span([first, last])
        except ValueError:
            pass
        else:
            return [first, last]
    raise ValueError(f"期間「{text}」が読めません。「12/29〜1/3」のように書いてください。")


def write_span(span: list[str]) -> str:
    return parse_span(span).label


def read_nth(text: str) -> str:
    """「第3水曜」 → "3WE", 「最後の金曜」 → "-1FR"."""
    found = _NTH.fullmatch(plain(text).replace(" ", ""))
    if found:
        number = found[1] or f"-{found[3] or 1}"
        return f"{number}{WEEKDAY_CODES[WEEKDAY_KANJI.index(found[5])]}"
    raise ValueError(f"「{text}」が読めません。「第3水曜」「最後の金曜」のように書いてください。")


def write_nth(code: str) -> str:
    return parse_nth(code).label


def read_lines[T](text: str, read: Callable[[str], T]) -> list[T]:
    """One value a line; empty lines are left out."""
    return [read(line.strip()) for line in text.splitlines() if line.strip()]


def read_list[T](text: str, read: Callable[[str], T] = str) -> list[T]:
    """Values with 「、」, commas, spaces or line ends between them."""
    return [read(part) for part in _BETWEEN.split(plain(text)) if part]


def read_audience_limit(text: str) -> tuple[str, str]:
    """「中学生 20:00」 → ("中学生", "20:00")."""
    audience, _space, clock = plain(text).rpartition(" ")
    if not audience.strip():
        raise ValueError(f"「{text}」が読めません。「中学生 20:00」のように書いてください。")
    return audience.strip(), read_clock(clock)
