"""Numbers in kanji: 二十三 ↔ 23."""

from __future__ import annotations

from typing import Final

KANJI_DIGITS: Final = "〇一二三四五六七八九"
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_MOST: Final = 9999


def read_kanji(numeral: str) -> int:
    """`二十三` → 23, `二三` → 23. The numeral holds digits, 十, 百 and 千 only."""
    if not set(numeral) & set(_UNITS):
        return int("".join(str(KANJI_DIGITS.index(char)) for char in numeral))
    total, last = 0, 0
    for char in numeral:
        if char in _UNITS:
            total += (last or 1) * _UNITS[char]
            last = 0
        else:
            last = KANJI_DIGITS.index(char)
    return total + last


def write_kanji(number: int) -> str:
    """23 → `二十三`, for 1 to 9999. Raises ValueError for any other number."""
    if not 1 <= number <= _MOST:
        raise ValueError(f"no numeral for {number}")
    written, rest = "", number
    for unit, value in sorted(_UNITS.items(), key=lambda item: -item[1]):
        digit, rest = divmod(rest, value)
        if digit:
            written += (KANJI_DIGITS[digit] if digit > 1 else "") + unit
    return written + (KANJI_DIGITS[rest] if rest else "")
