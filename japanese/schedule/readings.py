"""What a token's words mean: numbers, weekdays, months, clock times, dates.

Every reader raises Unreadable where the words contradict themselves or name nothing.
"""

import re
from calendar import monthrange
from datetime import date, time

from japanese import holidays
from japanese.calendar_days import WEEKDAY_KANJI, NthWeekday
from japanese.eras import western_year
from japanese.schedule.refusal import Unreadable
from japanese.schedule.tokens import Token

_KANJI_DIGITS = "〇一二三四五六七八九"
_RANGE = re.compile(r"[~〜-]|から")
_NTH = re.compile(r"[0-9]+|[一二三四五六七八九十]+|[\ue001-\ue014]|最終|最後|ラスト|最初|月末")
_NTH_WORDS = {"最初": 1, "最終": -1, "最後": -1, "ラスト": -1, "月末": -1}
_NTH_RANGE = re.compile(r"([0-9]+|[一二三四五])\s*(?:[~〜-]|から)\s*第?\s*([0-9]+|[一二三四五])")
_EARLIEST_WITHOUT_HALF = {"時": 8, ":": 6}


def number(text: str) -> int:
    """`12`, `十二`, `①`."""
    if text.isascii():
        return int(text)
    if "\ue001" <= text <= "\ue014":
        return ord(text) - 0xE000
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or not set(tens + ones) <= set(_KANJI_DIGITS):
        raise Unreadable(f"「{text}」という数が読めません。")
    value = 10 * (_KANJI_DIGITS.index(tens) if tens else 1) if ten else 0
    return value + (_KANJI_DIGITS.index(ones) if ones else 0)


def weekdays(token: Token) -> tuple[int, ...]:
    """月・水・金曜日 → 0, 2, 4; 月〜金 → 0 to 4."""
    found: list[int] = []
    for piece in re.split(r"[・、,&と]|及び|および", _without_word(token.groups["items"])):
        found += _weekday_range(piece.strip())
    if len(set(found)) < len(found):
        raise Unreadable(f"「{token.text}」に同じ曜日が2回あります。")
    return tuple(found)


def _without_word(text: str) -> str:
    return re.sub(r"曜日?|よう日|ようび", "", text)


def _weekday_range(piece: str) -> list[int]:
    ends = [end.strip() for end in _RANGE.split(piece)]
    if len(ends) == 1:
        return [WEEKDAY_KANJI.index(char) for char in piece if char in WEEKDAY_KANJI]
    if len(ends) != 2 or any(len(end) != 1 for end in ends):
        raise Unreadable(f"「{piece}」がどの曜日か分かりません。")
    first, last = (WEEKDAY_KANJI.index(end) for end in ends)
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def nth_numbers(token: Token) -> tuple[int, ...]:
    """第1・3 → 1, 3; 最終 → -1."""
    text = token.groups["items"]
    numbers = [_NTH_WORDS.get(item) or number(item) for item in _NTH.findall(text)]
    for first, last in _NTH_RANGE.findall(text):
        numbers += range(number(first) + 1, number(last))
    if len(set(numbers)) < len(numbers) or not set(numbers) <= {-1, 1, 2, 3, 4, 5}:
        raise Unreadable(f"「{token.text}」が第何か分かりません。")
    return tuple(sorted(numbers, key=lambda n: n % 7))


def nths(numbers: tuple[int, ...], days: tuple[int, ...]) -> tuple[NthWeekday, ...]:
    """Every number with every weekday. 第2土日 is refused: that Sunday may be the day after."""
    if len(days) > 1 and {5, 6} <= set(days):
        raise Unreadable("「第2土日」ではなく、「第2土曜とその翌日」のように書いてください。")
    return tuple(NthWeekday(n, day) for day in days for n in numbers)


def months(text: str) -> tuple[int, ...]:
    """4月〜7月、9月〜3月 → 4, 5, 6, 7, 9, 10, 11, 12, 1, 2, 3."""
    found: list[int] = []
    for piece in re.split(r"[・、,と]|及び|および", text.removesuffix("まで")):
        ends = [number(end.strip(" 月")) for end in _RANGE.split(piece)]
        if len(ends) > 2 or not all(1 <= end <= 12 for end in ends):
            raise Unreadable(f"「{text}」がどの月か分かりません。")
        first, last = ends[0], ends[-1]
        found += [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]
    if len(set(found)) < len(found):
        raise Unreadable(f"「{text}」に同じ月が2回あります。")
    return tuple(found)


def clock(token: Token, after: time | None = None, half_day: str = "") -> time:
    """A time of day; `after` is the start of the span it ends, `half_day` what was said for both.

    3時 is refused without 午前 or 午後; 24時 is midnight.
    """
    said = token.groups
    if "noon" in said:
        return time(12)
    minute = 30 if "half" in said else number(said.get("minute") or said.get("minute2") or "0")
    hour = number(said["hour"])
    half = said.get("half_day") or said.get("half_day2") or ""
    if half:
        hour = _on_24_hours(hour, half, token.text)
    elif after is not None and half_day in {"午後", "pm", "夜", "夕方", "昼"} and hour < 12:
        hour += 12
    elif after is None or half_day == "":
        _refuse_unclear(hour, token, after)
    if hour == 24 and minute == 0 and after is not None:
        return time(0)
    if hour > 23 or minute > 59:
        raise Unreadable(f"「{token.text.strip()}」という時刻はありません。")
    return time(hour, minute)


def _on_24_hours(hour: int, half: str, text: str) -> int:
    if half in {"午後", "pm", "夜", "夕方"} and hour < 12:
        return hour + 12
    if half == "昼" and hour < 6:
        return hour + 12
    if half in {"午前", "am", "朝", "昼"} and hour <= 12 and (hour < 12 or half == "昼"):
        return hour
    if half in {"午後", "pm"} and 12 < hour < 24:
        return hour
    raise Unreadable(f"「{text.strip()}」が何時か分かりません。24時間の形で書いてください。")


def _refuse_unclear(hour: int, token: Token, after: time | None) -> None:
    earliest = _EARLIEST_WITHOUT_HALF[":" if ":" in token.text else "時"]
    if hour <= 12 and hour < (earliest if after is None else after.hour):
        raise Unreadable(f"「{token.text.strip()}」が午前か午後か分かりません。")


def year_of(token: Token) -> int | None:
    """The Gregorian year that a token names, None where it names none."""
    if "year" in token.groups:
        return int(token.groups["year"])
    if "era" not in token.groups:
        return None
    era_year = token.groups["era_year"]
    digits = "元" if era_year == "元" else str(number(era_year))
    year = western_year(f"{token.groups['era'].upper()}{digits}")
    if year is None:
        raise Unreadable(f"「{token.text}」という年はありません。")
    return year


def confirm_weekday(token: Token, day: date) -> None:
    """Raises Unreadable where the weekday or the holiday beside a date does not fit it."""
    said = token.groups.get("weekday") or token.groups.get("weekday2")
    if said and said != WEEKDAY_KANJI[day.weekday()]:
        actual = WEEKDAY_KANJI[day.weekday()]
        raise Unreadable(
            f"{day.year}年{day.month}月{day.day}日は{actual}曜で、{said}曜ではありません。"
        )
    if "holiday" in token.groups and not holidays.is_holiday(day):
        raise Unreadable(f"{day.year}年{day.month}月{day.day}日は祝日ではありません。")


def date_in(token: Token, year: int, month: int, day: int) -> date:
    """The day, if the calendar has it and its weekday is the one said."""
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise Unreadable(f"「{token.text}」という日はありません。") from error
    confirm_weekday(token, found)
    return found


def months_of(token: Token) -> tuple[int, ...]:
    """The months of 4月〜7月, 奇数月 or 偶数月."""
    if "odd" in token.groups:
        return tuple(range(1, 13, 2))
    return tuple(range(2, 13, 2)) if "even" in token.groups else months(token.groups["items"])


def is_range(token: Token) -> bool:
    """4月〜10月."""
    return _RANGE.search(token.text) is not None


def month_day(token: Token) -> int:
    """15日 → 15, 末日 → -1."""
    text = token.groups["day"]
    if token.groups.keys() & {"weekday", "weekday2", "holiday"}:
        raise Unreadable(f"「{token.text}」は毎月同じ曜日になりません。")
    day = -1 if text in {"末日", "最終日"} else number(text.removesuffix("日"))
    if day != -1 and not 1 <= day <= 31:
        raise Unreadable(f"「{text}」という日はありません。")
    return day


def month_day_in(token: Token, year: int, month: int) -> int:
    """15日 → 15, 末日 → the month's last."""
    text = token.groups["day"]
    if text in {"末日", "最終日"}:
        return monthrange(year, month)[1]
    return number(text.removesuffix("日"))


def weekday(kanji: str) -> int:
    """月 → 0."""
    return WEEKDAY_KANJI.index(kanji)
