"""Positions: degrees as people and devices write them. WGS 84, Japan only."""

from __future__ import annotations

import re
from typing import Final

from directory.importing.cells.reading import NotUnderstood, Reading
from directory.importing.cells.words import plain_form, was_wide

_LATITUDES: Final = (20.0, 46.0)
_LONGITUDES: Final = (122.0, 154.0)
_DEGREES: Final = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]+)?")
_COMMA: Final = re.compile(r"([0-9]{2,3}),([0-9]{3,})")
_PARTS: Final = re.compile(
    r"([0-9]{1,3})(?:度|°|º)([0-9]{1,2})(?:分|['′’])([0-9]{1,2}(?:\.[0-9]+)?)(?:秒|[\"″”]|'')?"
)
_DOTTED: Final = re.compile(r"([0-9]{2,3})\.([0-9]{1,2})\.([0-9]{1,2}(?:\.[0-9]+)?)")
_HEADINGS: Final = re.compile(
    r"^(?:北緯|東経|緯度|経度|lat|lng|lon)\s*:?|[NE東北]$|^[NE]|度$|°$", re.IGNORECASE
)


def read_point(lat: str, lng: str) -> Reading[tuple[float, float]]:
    """Two cells → (latitude, longitude) in degrees; swapped ones are swapped back.

    35.3192, 35度19分9秒, ３５．３１９ and 35,3192 are understood. Raises NotUnderstood where a
    value is missing, zero, no number or outside Japan.
    """
    if not (lat.strip() and lng.strip()):
        raise NotUnderstood("緯度と経度の片方がありません。")
    y, x = _degrees(lat), _degrees(lng)
    why = _widths(lat, lng)
    if _inside(x, y) and not _inside(y, x):
        y, x = x, y
        why = "緯度と経度が逆だったので、入れかえました。"
    if y == 0 and x == 0:
        raise NotUnderstood("緯度と経度が 0 なので、場所が分かりません。")
    if not _inside(y, x):
        raise NotUnderstood("緯度・経度が日本の外です。")
    return Reading((y, x), why)


def _widths(lat: str, lng: str) -> str:
    if was_wide(lat) or was_wide(lng):
        return "全角の数字を半角にしました。"
    plain = [plain_form(text) for text in (lat, lng)]
    if any(_DEGREES.fullmatch(text) is None for text in plain):
        return "度・分・秒などの書き方を、小数の度にしました。"
    return ""


def _degrees(text: str) -> float:
    plain = plain_form(text).replace(" ", "")
    bare = _HEADINGS.sub("", _HEADINGS.sub("", plain))
    if _DEGREES.fullmatch(bare):
        return float(bare)
    if found := _COMMA.fullmatch(bare):
        return float(f"{found[1]}.{found[2]}")
    if found := _PARTS.fullmatch(bare) or _DOTTED.fullmatch(bare):
        return _sexagesimal(int(found[1]), int(found[2]), float(found[3]))
    raise NotUnderstood("緯度・経度として読めません。")


def _sexagesimal(degrees: int, minutes: int, seconds: float) -> float:
    if minutes >= 60 or seconds >= 60:
        raise NotUnderstood("緯度・経度の分か秒が 60 以上です。")
    return round(degrees + minutes / 60 + seconds / 3600, 7)


def _inside(lat: float, lng: float) -> bool:
    return _LATITUDES[0] <= lat <= _LATITUDES[1] and _LONGITUDES[0] <= lng <= _LONGITUDES[1]
