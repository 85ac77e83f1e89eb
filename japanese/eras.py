"""Years of Japanese eras (和暦) beside the Gregorian ones.

An era begins on the day of the change: 2019-04-30 is 平成31年, 2019-05-01 is 令和元年. Days before
1873-01-01 belong to the lunar calendar and have no plain counterpart; they are refused.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Era:
    """An era; year 1 (元年) is the year of `begins`."""

    name: str
    letter: str
    begins: date


ERAS = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("明治", "M", date(1868, 1, 25)),
)
"""The newest first."""

_FIRST_DAY = date(1873, 1, 1)
_YEAR = re.compile(
    rf"({'|'.join(era.name for era in ERAS)}|[{''.join(era.letter for era in ERAS)}])"
    r"\s*(元|[0-9]{1,2})年?"
)


def wareki(day: date) -> str:
    """The era and its year: 令和8年, 令和元年. Raises ValueError for a day before 1873."""
    if day < _FIRST_DAY:
        raise ValueError(f"1873年より前の日付は和暦にできません（{day}）。")
    era = next(era for era in ERAS if era.begins <= day)
    number = day.year - era.begins.year + 1
    return f"{era.name}{'元' if number == 1 else number}年"


def both_calendars(day: date) -> str:
    """2026年（令和8年）11月1日. Raises ValueError for a day before 1873."""
    return f"{day.year}年（{wareki(day)}）{day.month}月{day.day}日"


def western_year(text: str) -> int | None:
    """令和8年, 令和元年, R8 (full width too) → 2026; None where the era has no such year."""
    found = _YEAR.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    number = 1 if found[2] == "元" else int(found[2])
    following = date.max.year
    for era in ERAS:
        if found[1] in {era.name, era.letter}:
            year = era.begins.year + number - 1
            return year if era.begins.year <= year <= following else None
        following = era.begins.year
    return None
